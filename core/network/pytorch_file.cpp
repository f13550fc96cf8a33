// SPDX-License-Identifier: MIT
#include "core/network/pytorch_file.h"

#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/pickle.h"
#include "core/network/printable.h"
#include "core/network/state_dict.h"
#include "core/network/zip_archive.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

namespace scotopic {

namespace {

// torch/serialization.py of every version: MAGIC_NUMBER, little-endian, and PROTOCOL_VERSION.
constexpr std::string_view kLegacyMagic("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10);
constexpr std::string_view kLegacyMagicDigits = "119547037146038801333356";  // as pickle protocols 0 and 1 write it
constexpr std::string_view kLegacyMagicLine = "L119547037146038801333356L\n";
constexpr std::int64_t kLegacyProtocol = 1001;
constexpr std::uint64_t kLongestPickleBytes = std::uint64_t{64} << 20U;  // of a diffusion model's checkpoint: some MB

std::vector<std::string> namesIn(const std::set<std::string>& names)
{
    return {names.begin(), names.end()};
}

void requireLittleEndianZip(const ZipArchive& archive, const std::string& folder)
{
    const std::string name = folder + "byteorder";
    if (!archive.contains(name)) {
        return;  // written before PyTorch 2.1, by a little-endian machine
    }
    const std::vector<std::byte> order = archive.read(name);
    if (ByteReader(order).takeText(order.size()).starts_with("big")) {
        throw UnsupportedInput("was written by a big-endian machine");
    }
}

bool isTorchScript(const ZipArchive& archive)
{
    return !archive.nameEndingWith("/constants.pkl").empty();
}

void requireLegacyHeader(ByteReader& reader)
{
    const Pickle magic = readPickle(reader);
    const auto* number = magic.root->as<PickleBigInteger>();
    if (number == nullptr || (number->bytes != kLegacyMagic && number->bytes != kLegacyMagicDigits)) {
        throw UnsupportedInput("is a pickle, but not one that torch.save wrote");
    }
    const Pickle protocol = readPickle(reader);
    if (const auto* version = protocol.root->as<std::int64_t>(); version == nullptr || *version != kLegacyProtocol) {
        throw UnsupportedInput("is a PyTorch file of an unknown protocol");
    }
    const Pickle system = readPickle(reader);
    const auto* entries = system.root->as<PickleDict>();
    for (std::size_t i = 0; entries != nullptr && i < entries->entries.size(); ++i) {
        const auto* key = entries->entries[i].first->as<std::string>();
        const auto* value = entries->entries[i].second->as<bool>();
        if (key != nullptr && *key == "little_endian" && value != nullptr && !*value) {
            throw UnsupportedInput("was written by a big-endian machine");
        }
    }
}

struct StoragePlace {
    std::uint64_t begin = 0;  // in the file
    std::uint64_t bytes = 0;
};

/// Each storage: its number of elements as int64, then the elements. The order is that of the list of keys.
std::map<std::string, StoragePlace> legacyStorages(const InputFile& file, std::uint64_t begin, const PickleList& keys,
                                                   const std::map<std::string, ElementType>& types)
{
    std::map<std::string, StoragePlace> storages;
    for (const PickleValue* item : keys.items) {
        const auto* key = item->as<std::string>();
        const auto type = key == nullptr ? types.end() : types.find(*key);
        if (type == types.end()) {
            throw CorruptInput("is damaged: its list of storages does not fit its tensors");
        }
        const std::vector<std::byte> countBytes = file.read(begin, sizeof(std::uint64_t));
        const auto count = ByteReader(countBytes).take<std::uint64_t>();
        begin += sizeof(std::uint64_t);
        if (count > (file.size() - begin) / bytesPerElement(type->second)) {
            throw CorruptInput("is truncated: the storage '" + printable(*key) + "' is incomplete");
        }
        storages[*key] = {begin, count * bytesPerElement(type->second)};
        begin += storages[*key].bytes;
    }
    return storages;
}

struct LegacyPickles {
    Pickle content;
    Pickle keys;
    std::uint64_t end = 0;  // where the storages begin
};

LegacyPickles legacyPicklesIn(std::span<const std::byte> bytes)
{
    ByteReader reader(bytes);
    requireLegacyHeader(reader);
    LegacyPickles pickles;
    pickles.content = readPickle(reader);
    pickles.keys = readPickle(reader);
    pickles.end = reader.position();
    return pickles;
}

/// The pickles come first and their length is written nowhere: more is read as long as they do not end.
LegacyPickles readLegacyPickles(const InputFile& file)
{
    for (std::uint64_t bytes = std::uint64_t{1} << 20U;; bytes *= 8) {
        const bool isAll = bytes >= file.size() || bytes >= kLongestPickleBytes;
        const std::vector<std::byte> head = file.head(bytes);
        try {
            return legacyPicklesIn(head);
        } catch (const CorruptInput&) {
            if (isAll) {
                throw;
            }
        }
    }
}

/// Many tensors may lie in one storage: the last one read is kept.
ReadStorage keepingTheLast(std::function<std::vector<std::byte>(const std::string&)> read)
{
    struct Last {
        std::string key;
        FileBytes bytes;
    };
    return [read = std::move(read), last = std::make_shared<Last>()](const std::string& key) {
        if (!last->bytes || last->key != key) {
            last->bytes = std::make_shared<const std::vector<std::byte>>(read(key));
            last->key = key;
        }
        return last->bytes;
    };
}

/// What a zip holds that torch.save did not write.
[[noreturn]] void throwOtherZip(const ZipArchive& archive)
{
    const std::vector<std::string> names = archive.names();
    const auto endsWithAny = [](const std::string& name, std::initializer_list<const char*> endings) {
        return std::ranges::any_of(endings, [&name](const char* ending) { return name.ends_with(ending); });
    };
    for (const std::string& name : names) {
        if (endsWithAny(name, {".pth", ".pt", ".ckpt", ".pkl", ".safetensors", ".index", ".PTH", ".bin"})) {
            throw UnsupportedInput("is a zip file with '" + printable(name) + "' in it; unpack it first");
        }
    }
    for (const std::string& name : names) {
        if (endsWithAny(name, {".npy"})) {
            throw UnsupportedInput(
                "is an archive of NumPy arrays, which is not among the formats that can be imported");
        }
        if (endsWithAny(name, {".weights.h5"})) {
            throw UnsupportedInput("is a Keras model, which is not among the formats that can be imported");
        }
    }
    throw UnsupportedInput("is a zip file, but not one that torch.save wrote"
                           + (names.empty() ? "" : " (it holds '" + printable(names.front()) + "')"));
}

}  // namespace

bool looksLikePyTorchZip(std::span<const std::byte> head)
{
    return head.size() >= 4 && ByteReader(head).takeText(4) == "PK\x03\x04";
}

bool looksLikePickle(std::span<const std::byte> head)
{
    const bool isBinary = head.size() >= 2 && head[0] == std::byte{0x80} && head[1] <= std::byte{5};
    return isBinary
           || (head.size() >= kLegacyMagicLine.size()
               && ByteReader(head).takeText(kLegacyMagicLine.size()) == kLegacyMagicLine);
}

ForeignModel readPyTorchZip(const SharedFile& file)
{
    const auto archive = std::make_shared<const ZipArchive>(file);
    if (isTorchScript(*archive)) {
        throw UnsupportedInput("is a TorchScript program; in Python, save its state_dict() with torch.save");
    }
    const std::string pickleName = archive->nameEndingWith("/data.pkl");
    if (pickleName.empty()) {
        throwOtherZip(*archive);
    }
    const std::string folder = pickleName.substr(0, pickleName.size() - std::string_view("data.pkl").size());
    requireLittleEndianZip(*archive, folder);
    if (archive->bytesOf(pickleName) > kLongestPickleBytes) {
        throw UnsupportedInput("is a pickle of more objects than a model has");
    }
    const std::vector<std::byte> pickleBytes = archive->read(pickleName);
    ByteReader reader(pickleBytes);
    const Pickle pickle = readPickle(reader);
    const ReadStorage readStorage =
        keepingTheLast([archive, folder](const std::string& key) { return archive->read(folder + "data/" + key); });
    return {"PyTorch zip", tensorGroups(*pickle.root, readStorage), {}, namesIn(pickle.unloaded)};
}

ForeignModel readPyTorchLegacy(const SharedFile& file)
{
    const LegacyPickles pickles = readLegacyPickles(*file);
    const auto* keyList = pickles.keys.root->as<PickleList>();
    if (keyList == nullptr) {
        throw CorruptInput("is damaged: it has no list of storages");
    }
    const auto storages = std::make_shared<const std::map<std::string, StoragePlace>>(
        legacyStorages(*file, pickles.end, *keyList, storageTypes(pickles.content)));
    const ReadStorage readStorage = keepingTheLast([file, storages](const std::string& key) {
        const auto found = storages->find(key);
        if (found == storages->end()) {
            throw CorruptInput("is damaged: the storage '" + printable(key) + "' is missing");
        }
        return file->read(found->second.begin, found->second.bytes);
    });
    return {"PyTorch legacy", tensorGroups(*pickles.content.root, readStorage), {}, namesIn(pickles.content.unloaded)};
}

}  // namespace scotopic
