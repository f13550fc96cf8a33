// SPDX-License-Identifier: MIT
#include "core/network/pytorch_file.h"

#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/pickle.h"
#include "core/network/printable.h"
#include "core/network/state_dict.h"
#include "core/network/zip_archive.h"

#include <memory>
#include <string>
#include <utility>

namespace scotopic {

namespace {

// torch/serialization.py of every version: MAGIC_NUMBER, little-endian, and PROTOCOL_VERSION.
constexpr std::string_view kLegacyMagic("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10);
constexpr std::int64_t kLegacyProtocol = 1001;

void requireLittleEndianZip(const ZipArchive& archive, const std::string& folder)
{
    const std::string name = folder + "byteorder";
    if (!archive.contains(name)) {
        return;  // written before PyTorch 2.1, by a little-endian machine
    }
    const std::span<const std::byte> order = archive.read(name);
    if (ByteReader(order).takeText(order.size()) != "little") {
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
    if (number == nullptr || number->bytes != kLegacyMagic) {
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

/// Each storage: its number of elements as int64, then the elements. The order is that of the list of keys.
std::map<std::string, std::span<const std::byte>> legacyStorages(ByteReader& reader, const PickleList& keys,
                                                                 const std::map<std::string, ElementType>& types)
{
    std::map<std::string, std::span<const std::byte>> storages;
    for (const PickleValue* item : keys.items) {
        const auto* key = item->as<std::string>();
        const auto type = key == nullptr ? types.end() : types.find(*key);
        if (type == types.end()) {
            throw CorruptInput("is damaged: its list of storages does not fit its tensors");
        }
        const auto count = reader.take<std::uint64_t>();
        if (count > reader.remaining()) {
            throw CorruptInput("is truncated: the storage '" + printable(*key) + "' is incomplete");
        }
        storages[*key] = reader.take(count * bytesPerElement(type->second));
    }
    return storages;
}

}  // namespace

bool looksLikePyTorchZip(const std::vector<std::byte>& file)
{
    return file.size() >= 4 && ByteReader(file).takeText(4) == "PK\x03\x04";
}

bool looksLikePickle(const std::vector<std::byte>& file)
{
    return file.size() >= 2 && file[0] == std::byte{0x80} && file[1] <= std::byte{5};
}

ForeignModel readPyTorchZip(const FileBytes& file)
{
    const auto archive = std::make_shared<const ZipArchive>(*file);
    if (isTorchScript(*archive)) {
        throw UnsupportedInput("is a TorchScript program; in Python, save its state_dict() with torch.save");
    }
    const std::string pickleName = archive->nameEndingWith("/data.pkl");
    if (pickleName.empty()) {
        throw UnsupportedInput("is a zip file, but not one that torch.save wrote");
    }
    const std::string folder = pickleName.substr(0, pickleName.size() - std::string_view("data.pkl").size());
    requireLittleEndianZip(*archive, folder);
    ByteReader reader(archive->read(pickleName));
    const Pickle pickle = readPickle(reader);
    // The archive points into the file, so whoever reads a storage later keeps both.
    const ReadStorage readStorage = [file, archive, folder](const std::string& key) {
        return archive->read(folder + "data/" + key);
    };
    return {"PyTorch zip", tensorGroups(*pickle.root, readStorage)};
}

ForeignModel readPyTorchLegacy(const FileBytes& file)
{
    ByteReader reader(*file);
    requireLegacyHeader(reader);
    const Pickle pickle = readPickle(reader);
    const Pickle keys = readPickle(reader);
    const auto* keyList = keys.root->as<PickleList>();
    if (keyList == nullptr) {
        throw CorruptInput("is damaged: it has no list of storages");
    }
    auto storages = std::make_shared<const std::map<std::string, std::span<const std::byte>>>(
        legacyStorages(reader, *keyList, storageTypes(pickle)));
    const ReadStorage readStorage = [file, storages](const std::string& key) {
        const auto found = storages->find(key);
        if (found == storages->end()) {
            throw CorruptInput("is damaged: the storage '" + printable(key) + "' is missing");
        }
        return found->second;
    };
    return {"PyTorch legacy", tensorGroups(*pickle.root, readStorage)};
}

}  // namespace scotopic
