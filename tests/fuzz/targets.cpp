// SPDX-License-Identifier: MIT
#include "tests/fuzz/targets.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/cache_index.h"
#include "core/dataset/clean_set.h"
#include "core/dataset/decoded_file.h"
#include "core/dataset/exclusions.h"
#include "core/dataset/noise_calibration.h"
#include "core/dataset/pair_list.h"
#include "core/image/picture_file.h"
#include "core/network/byte_reader.h"
#include "core/network/import_model.h"
#include "core/network/input_file.h"
#include "core/network/leveldb_table.h"
#include "core/network/pickle.h"
#include "core/network/safetensors.h"
#include "core/network/zip_archive.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "core/training/recipe.h"
#include "core/training/run_record.h"
#include "core/training/run_tables.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <unistd.h>

namespace scotopic::fuzz {

namespace fs = std::filesystem;

namespace {

/// A file that goes with the process.
class FuzzedFile {
public:
    FuzzedFile(std::span<const std::byte> bytes, const char* extension)
        : m_folder((fs::is_directory("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path())
                   / ("scotopic-fuzz-" + std::to_string(getpid()))),
          m_file(m_folder / ("input" + std::string(extension)))
    {
        fs::create_directories(m_folder);
        std::ofstream stream(m_file, std::ios::binary | std::ios::trunc);
        stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    ~FuzzedFile()
    {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    FuzzedFile(const FuzzedFile&) = delete;
    FuzzedFile& operator=(const FuzzedFile&) = delete;

    [[nodiscard]] std::string name() const { return m_file.string(); }

private:
    fs::path m_folder;
    fs::path m_file;
};

std::vector<std::byte> bytesOf(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

void readRawFile(const std::string& file)
{
    try {
        (void)readRawHeader(file);
    } catch (const Error&) {
        // Decoding has its own checks: it is tried whatever became of the header.
    }
    constexpr std::size_t kMostPhotosites = 4'000'000;  // larger ones take the fuzzer too long
    const RawImage raw = readRaw(file);
    if (raw.size.area() < kMostPhotosites) {
        (void)pack(raw, ExposureRatio{100});
    }
}

void readPickleBytes(const std::string& file)
{
    const std::vector<std::byte> bytes = bytesOf(file);
    ByteReader reader(bytes);
    (void)readPickle(reader);
}

void readZip(const std::string& file)
{
    const ZipArchive archive(std::make_shared<const InputFile>(fs::path(file)));
    const std::string name = archive.nameEndingWith("data.pkl");
    if (!name.empty()) {
        (void)archive.read(name);
    }
}

void readTensors(const std::string& file)
{
    (void)parseSafetensors(bytesOf(file));
}

void readTensorFlowIndex(const std::string& file)
{
    (void)readLeveldbTable(bytesOf(file));
}

void importForeignModel(const std::string& file)
{
    (void)importModel(file);
}

/// The index of a decoded cache and of a clean set, and the head of one decoded file.
void readDecodedCache(const std::string& file)
{
    const fs::path folder = fs::path(file).parent_path();
    const auto tryAs = [&](const fs::path& name, const auto& read) {
        fs::copy_file(file, name, fs::copy_options::overwrite_existing);
        try {
            read();
        } catch (const Error&) {
            // The next reader is tried all the same.
        }
    };
    tryAs(indexFileOf(folder), [&] { (void)readIndex(folder); });
    tryAs(folder / "clean.json", [&] { const CleanSet set(folder); });
    (void)readDecodedHeader(file);
}

void readRunTables(const std::string& file)
{
    try {
        (void)readSteps(file);
    } catch (const Error&) {
        // Epochs have another head.
    }
    (void)readEpochs(file);
}

void readRunJson(const std::string& file)
{
    const std::string text = readTextFile(file);
    try {
        (void)parseRunRecord(text);
    } catch (const Error&) {
        // A recipe is not a record.
    }
    (void)parseRecipe(text, "fuzzed");
}

void readLists(const std::string& file)
{
    for (const auto read : {readSidList, readPairCsv}) {
        try {
            (void)read(file);
        } catch (const Error&) {
            // The other format is tried all the same.
        }
    }
    (void)readExclusions(file);
}

void readCalibration(const std::string& file)
{
    (void)readNoiseCalibration(file);
}

void readPictureFile(const std::string& file)
{
    constexpr std::size_t kMostPixels = 4'000'000;
    if (readPictureFacts(file).size.area() < kMostPixels) {
        (void)readPicture(file);
    }
    (void)readProvenance(file);
}

}  // namespace

const std::vector<Target>& targets()
{
    static const std::vector<Target> all{
        {"raw", ".dng", readRawFile},
        {"pickle", ".pkl", readPickleBytes},
        {"zip", ".pth", readZip},
        {"safetensors", ".safetensors", readTensors},
        {"tensorflow", ".index", readTensorFlowIndex},
        {"model", ".pth", importForeignModel},
        {"cache", ".bin", readDecodedCache},
        {"tables", ".csv", readRunTables},
        {"recipe", ".json", readRunJson},
        {"lists", ".csv", readLists},
        {"noise", ".json", readCalibration},
        {"tiff", ".tif", readPictureFile},
        {"jpeg", ".jpg", readPictureFile},
        {"png", ".png", readPictureFile},
    };
    return all;
}

const Target* targetNamed(const std::string& name)
{
    const auto found = std::ranges::find_if(targets(), [&](const Target& target) { return name == target.name; });
    return found == targets().end() ? nullptr : &*found;
}

void run(const Target& target, std::span<const std::byte> bytes)
{
    const FuzzedFile file(bytes, target.extension);
    try {
        target.read(file.name());
    } catch (const Error&) {
        // A sentence for a person: what bad input is for.
    }
}

}  // namespace scotopic::fuzz
