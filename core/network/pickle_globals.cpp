// SPDX-License-Identifier: MIT
#include "core/network/pickle_globals.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace scotopic {

namespace {

const std::map<std::string, ElementType>& storageTypes()
{
    static const std::map<std::string, ElementType> types{
        {"torch.DoubleStorage", ElementType::F64}, {"torch.FloatStorage", ElementType::F32},
        {"torch.HalfStorage", ElementType::F16},   {"torch.BFloat16Storage", ElementType::BF16},
        {"torch.LongStorage", ElementType::I64},   {"torch.IntStorage", ElementType::I32},
        {"torch.ShortStorage", ElementType::I16},  {"torch.CharStorage", ElementType::I8},
        {"torch.ByteStorage", ElementType::U8},    {"torch.BoolStorage", ElementType::Bool},
    };
    return types;
}

/// What ordinary training scripts leave beside the weights. Python 2 called builtins __builtin__; NumPy 2 moved core.
const std::map<std::string, PickleRole>& roles()
{
    using enum PickleRole;
    static const std::map<std::string, PickleRole> known{
        {"torch._utils._rebuild_tensor_v2", RebuildTensor},
        {"torch._utils._rebuild_tensor", RebuildTensor},
        {"torch._utils._rebuild_parameter", RebuildParameter},
        {"torch._utils._rebuild_parameter_with_state", RebuildParameter},
        {"torch._tensor._rebuild_from_type_v2", RebuildFromType},
        {"torch._tensor._rebuild_from_type", RebuildFromType},
        {"copyreg._reconstructor", Reconstruct},
        {"copy_reg._reconstructor", Reconstruct},
        {"copyreg.__newobj__", Reconstruct},
        {"copy_reg.__newobj__", Reconstruct},
        {"collections.OrderedDict", Dict},
        {"collections.defaultdict", Dict},
        {"collections.Counter", Dict},
        {"builtins.dict", Dict},
        {"__builtin__.dict", Dict},
        {"torch.Size", Sequence},
        {"builtins.set", Sequence},
        {"__builtin__.set", Sequence},
        {"builtins.frozenset", Sequence},
        {"builtins.list", Sequence},
        {"builtins.tuple", Sequence},
        {"builtins.object", Inert},
        {"__builtin__.object", Inert},
        {"builtins.int", Inert},
        {"builtins.float", Inert},
        {"builtins.complex", Inert},
        {"builtins.bytearray", Inert},
        {"builtins.slice", Inert},
        {"builtins.range", Inert},
        {"_codecs.encode", Inert},
        {"numpy.dtype", Inert},
        {"numpy.ndarray", Inert},
        {"numpy.core.multiarray.scalar", Inert},
        {"numpy.core.multiarray._reconstruct", Inert},
        {"numpy._core.multiarray.scalar", Inert},
        {"numpy._core.multiarray._reconstruct", Inert},
        {"argparse.Namespace", Inert},
        {"types.SimpleNamespace", Inert},
        {"datetime.datetime", Inert},
        {"datetime.timedelta", Inert},
        {"pathlib.PosixPath", Inert},
        {"pathlib.WindowsPath", Inert},
        {"pathlib.PurePosixPath", Inert},
        {"torch.device", Inert},
        {"torch.float64", Inert},
        {"torch.float32", Inert},
        {"torch.float16", Inert},
        {"torch.bfloat16", Inert},
        {"torch.int64", Inert},
        {"torch.int32", Inert},
        {"torch.uint8", Inert},
        {"torch.bool", Inert},
    };
    return known;
}

}  // namespace

bool isHostile(const std::string& module, const std::string& name)
{
    // Beside the modules themselves, what the known attacks on pickle.load() go through.
    static const std::set<std::string> kModules{"__builtin__",
                                                "_io",
                                                "_operator",
                                                "_pickle",
                                                "_thread",
                                                "asyncio",
                                                "bdb",
                                                "builtins",
                                                "cPickle",
                                                "cProfile",
                                                "code",
                                                "codeop",
                                                "commands",
                                                "ctypes",
                                                "dill",
                                                "doctest",
                                                "http",
                                                "imp",
                                                "importlib",
                                                "inspect",
                                                "io",
                                                "marshal",
                                                "multiprocessing",
                                                "nt",
                                                "operator",
                                                "os",
                                                "pdb",
                                                "pickle",
                                                "pip",
                                                "platform",
                                                "posix",
                                                "profile",
                                                "pty",
                                                "pydoc",
                                                "requests",
                                                "runpy",
                                                "shutil",
                                                "signal",
                                                "site",
                                                "socket",
                                                "subprocess",
                                                "sys",
                                                "tempfile",
                                                "timeit",
                                                "urllib",
                                                "webbrowser",
                                                "zipimport"};
    const std::string global = module + "." + name;
    if (roleOf(global) != PickleRole::Unknown) {
        return false;
    }
    for (std::size_t begin = 0; begin < name.size();) {  // attributes such as __init__, __globals__
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const std::string_view part = std::string_view(name).substr(begin, end - begin);
        if (part.size() > 4 && part.starts_with("__") && part.ends_with("__")) {
            return true;
        }
        begin = end + 1;
    }
    return global == "torch.storage._load_from_bytes" || kModules.contains(module.substr(0, module.find('.')));
}

std::optional<ElementType> storageElementType(const std::string& global)
{
    constexpr std::string_view kOnGpu = "torch.cuda.";
    const std::string name = global.starts_with(kOnGpu) ? "torch." + global.substr(kOnGpu.size()) : global;
    const auto found = storageTypes().find(name);
    return found == storageTypes().end() ? std::nullopt : std::optional(found->second);
}

PickleRole roleOf(const std::string& global)
{
    if (storageElementType(global)) {
        return PickleRole::StorageType;
    }
    const auto found = roles().find(global);
    return found == roles().end() ? PickleRole::Unknown : found->second;
}

}  // namespace scotopic
