// SPDX-License-Identifier: MIT
#include "core/network/pickle_globals.h"

#include <map>

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

std::optional<ElementType> storageElementType(const std::string& global)
{
    const auto found = storageTypes().find(global);
    return found == storageTypes().end() ? std::nullopt : std::optional(found->second);
}

std::optional<PickleRole> roleOf(const std::string& global)
{
    if (storageTypes().contains(global)) {
        return PickleRole::StorageType;
    }
    const auto found = roles().find(global);
    return found == roles().end() ? std::nullopt : std::optional(found->second);
}

}  // namespace scotopic
