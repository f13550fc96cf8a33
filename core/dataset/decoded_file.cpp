// SPDX-License-Identifier: MIT
#include "core/dataset/decoded_file.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

using nlohmann::json;

constexpr std::string_view kMagic = "SCTPDEC1";
constexpr std::size_t kPageBytes = 4096;
constexpr std::size_t kLongestHeaderBytes = std::size_t{16} << 20U;
constexpr std::size_t kPreludeBytes = 12;  // magic and length
constexpr int kLargestSide = 65535;

struct Header {
    DecodedFileInfo info;
    std::size_t bytes = 0;
};

std::string paddedHeader(const DecodedFileInfo& info)
{
    std::string header = std::string(kMagic) + "0000" + toJsonText(info);
    header.resize((header.size() + kPageBytes - 1) / kPageBytes * kPageBytes, ' ');
    const auto headerBytes = static_cast<std::uint32_t>(header.size());
    std::memcpy(header.data() + kMagic.size(), &headerBytes, sizeof(headerBytes));
    return header;
}

std::optional<Header> readHeader(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::array<char, kPreludeBytes> prelude{};
    if (!stream.read(prelude.data(), prelude.size()) || std::string_view(prelude.data(), kMagic.size()) != kMagic) {
        return std::nullopt;
    }
    std::uint32_t headerBytes = 0;
    std::memcpy(&headerBytes, prelude.data() + kMagic.size(), sizeof(headerBytes));
    if (headerBytes < kPageBytes || headerBytes % kPageBytes != 0 || headerBytes > kLongestHeaderBytes) {
        return std::nullopt;
    }
    std::string text(headerBytes - kPreludeBytes, ' ');
    if (!stream.read(text.data(), static_cast<std::streamsize>(text.size()))) {
        return std::nullopt;
    }
    try {
        return Header{decodedFileInfoFrom(text), headerBytes};
    } catch (const CorruptInput&) {
        return std::nullopt;
    }
}

std::size_t fileBytesOf(const fs::path& file)
{
    std::error_code error;
    const auto bytes = fs::file_size(file, error);
    return error ? 0 : static_cast<std::size_t>(bytes);
}

std::size_t expectedBytes(const Header& header)
{
    return header.bytes + header.info.valueCount() * sizeof(std::uint16_t);
}

void requireSensible(const DecodedFileInfo& info)
{
    const auto isSide = [](int side) { return side >= 1 && side <= kLargestSide; };
    const bool isShort = info.kind == DecodedKind::Short;
    const bool hasPlanes = isShort ? info.planes == 4 || info.planes == 9 : info.planes == 3;
    const std::size_t blackCount = isShort ? info.levels.blackPeriod.area() * static_cast<std::size_t>(info.planes) : 0;
    if (!hasPlanes || !isSide(info.size.width) || !isSide(info.size.height) || info.sha256.size() != 64
        || (isShort && (info.levels.blackPeriod.isEmpty() || info.levels.blackDn.size() != blackCount))) {
        throw CorruptInput("has a damaged header");
    }
}

}  // namespace

std::string toJsonText(const DecodedFileInfo& info)
{
    json text{{"kind", info.kind == DecodedKind::Short ? "short" : "long"},
              {"planes", info.planes},
              {"width", info.size.width},
              {"height", info.size.height},
              {"source_bytes", info.origin.bytes},
              {"source_modified_ns", info.origin.modifiedNs},
              {"decoder", info.origin.decoder},
              {"sha256", info.sha256}};
    if (info.kind == DecodedKind::Short) {
        const PlaneLevels& levels = info.levels;
        text["black_period"] = {levels.blackPeriod.width, levels.blackPeriod.height};
        text["black_dn"] = levels.blackDn;
        text["white_balance"] = info.colour.whiteBalance;
        text["srgb_from_camera"] = info.colour.srgbFromCamera;
        text["white_dn"] = std::vector<float>(levels.whiteDn.begin(), levels.whiteDn.begin() + info.planes);
    }
    return text.dump();
}

DecodedFileInfo decodedFileInfoFrom(std::string_view jsonText)
{
    DecodedFileInfo info;
    try {
        const json text = json::parse(jsonText);
        info.kind = text.at("kind") == "short" ? DecodedKind::Short : DecodedKind::Long;
        info.planes = text.at("planes");
        info.size = {text.at("width"), text.at("height")};
        info.origin = {text.at("source_bytes"), text.at("source_modified_ns"), text.at("decoder")};
        info.sha256 = text.at("sha256");
        if (info.kind == DecodedKind::Short) {
            info.levels.blackPeriod = {text.at("black_period").at(0), text.at("black_period").at(1)};
            info.levels.blackDn = text.at("black_dn").get<std::vector<float>>();
            info.colour.whiteBalance = text.at("white_balance");
            info.colour.srgbFromCamera = text.at("srgb_from_camera");
            const auto whiteDn = text.at("white_dn").get<std::vector<float>>();
            std::copy_n(whiteDn.begin(), std::min(whiteDn.size(), info.levels.whiteDn.size()),
                        info.levels.whiteDn.begin());
        }
    } catch (const json::exception&) {
        throw CorruptInput("has a damaged header");
    }
    requireSensible(info);
    return info;
}

void writeDecodedFile(const fs::path& file, DecodedFileInfo& info, std::span<const std::uint16_t> values)
{
    const std::span<const std::byte> bytes = std::as_bytes(values);
    info.sha256 = sha256Of(bytes);
    const std::string header = paddedHeader(info);
    writeAtomically(file, IfExists::Overwrite, [&](const fs::path& temporary) {
        const std::array<std::span<const std::byte>, 2> parts{std::as_bytes(std::span(header)), bytes};
        writeBytes(temporary, parts);
    });
}

std::optional<DecodedFileInfo> readDecodedHeader(const fs::path& file)
{
    const std::optional<Header> header = readHeader(file);
    if (!header || fileBytesOf(file) != expectedBytes(*header)) {
        return std::nullopt;
    }
    return header->info;
}

MappedDecodedFile::MappedDecodedFile(const fs::path& file, const DecodedFileInfo& expected) : m_file(file)
{
    requireReadable(file);
    const std::optional<Header> header = readHeader(file);
    if (!header) {
        throw CorruptInput(file, "is damaged: it has no header of a decoded file");
    }
    if (header->info != expected) {
        throw CorruptInput(file, "is not the file that this cache was built with; build the cache again");
    }
    m_headerBytes = header->bytes;
    m_fileBytes = expectedBytes(*header);
    requireUnchanged();
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        void* const address = ::mmap(nullptr, m_fileBytes, PROT_READ, MAP_SHARED, descriptor, 0);
        ::close(descriptor);
        m_address = address != MAP_FAILED ? address : nullptr;
    }
    if (m_address == nullptr) {
        throw UnreadableInput(file, "cannot be mapped into memory");
    }
}

MappedDecodedFile::~MappedDecodedFile()
{
    ::munmap(m_address, m_fileBytes);
}

std::span<const std::uint16_t> MappedDecodedFile::values() const
{
    const auto* const bytes = static_cast<const std::byte*>(m_address) + m_headerBytes;
    return {reinterpret_cast<const std::uint16_t*>(bytes), (m_fileBytes - m_headerBytes) / sizeof(std::uint16_t)};
}

void MappedDecodedFile::requireUnchanged() const
{
    if (const std::size_t bytes = fileBytesOf(m_file); bytes != m_fileBytes) {
        throw CorruptInput(m_file, "is truncated: it has " + std::to_string(bytes) + " of "
                                       + std::to_string(m_fileBytes) + " bytes");
    }
}

void MappedDecodedFile::requireChecksum(const std::string& sha256) const
{
    if (sha256Of(std::as_bytes(values())) != sha256) {
        throw CorruptInput(m_file, "is damaged: its checksum does not fit");
    }
}

void MappedDecodedFile::release() const
{
    ::madvise(m_address, m_fileBytes, MADV_DONTNEED);
}

}  // namespace scotopic
