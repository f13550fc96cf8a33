// SPDX-License-Identifier: MIT
#include "core/raw/raw_files.h"

#include "core/base/error.h"
#include "core/base/words.h"
#include "core/raw/read_raw.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <system_error>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

using namespace std::string_view_literals;

constexpr std::array kRawExtensions{
    ".3fr"sv, ".ari"sv, ".arw"sv, ".bay"sv, ".bmq"sv, ".cap"sv, ".cin"sv, ".cine"sv, ".cr2"sv, ".cr3"sv,
    ".crw"sv, ".cs1"sv, ".dc2"sv, ".dcr"sv, ".dcs"sv, ".dng"sv, ".drf"sv, ".erf"sv,  ".fff"sv, ".gpr"sv,
    ".ia"sv,  ".iiq"sv, ".k25"sv, ".kc2"sv, ".kdc"sv, ".mdc"sv, ".mef"sv, ".mos"sv,  ".mrw"sv, ".nef"sv,
    ".nrw"sv, ".orf"sv, ".ori"sv, ".pef"sv, ".ptx"sv, ".pxn"sv, ".qtk"sv, ".raf"sv,  ".raw"sv, ".rdc"sv,
    ".rw1"sv, ".rw2"sv, ".rwl"sv, ".rwz"sv, ".sr2"sv, ".srf"sv, ".srw"sv, ".sti"sv,  ".x3f"sv};
constexpr std::array kAmbiguousExtensions{".tif"sv, ".tiff"sv};

/// How a format's files begin, from byte `at` on.
struct Magic {
    std::size_t at = 0;
    std::string_view bytes;
};

// TIFF and what is made like it (most raws), Olympus, Panasonic, CIFF (CRW), CR3, Fuji, Minolta, Sigma, Phase One,
// ARRI, QuickTake, Phantom: the formats that LibRaw's identify() tells by their first bytes. Raws of bare photosites,
// which it tells by their size, are known by their ending alone.
constexpr std::array kMagics{
    Magic{0, "II*\0"sv}, Magic{0, "MM\0*"sv},    Magic{0, "IIRO"sv},     Magic{0, "IIRS"sv},
    Magic{0, "IIU\0"sv}, Magic{6, "HEAPCCDR"sv}, Magic{4, "ftypcrx "sv}, Magic{0, "FUJIFILM"sv},
    Magic{0, "\0MRM"sv}, Magic{0, "FOVb"sv},     Magic{0, "IIII"sv},     Magic{0, "MMMM"sv},
    Magic{0, "ARRI"sv},  Magic{0, "qktk"sv},     Magic{0, "qktn"sv},     Magic{0, "CI,\0"sv}};

bool beginsLikeRaw(const fs::path& file)
{
    std::array<char, 16> first{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(first.data(), first.size());
    const std::string_view begin(first.data(), static_cast<std::size_t>(stream.gcount()));
    return std::any_of(kMagics.begin(), kMagics.end(), [begin](const Magic& magic) {
        return begin.size() > magic.at && begin.substr(magic.at).starts_with(magic.bytes);
    });
}

bool opensAsRaw(const fs::path& file)
{
    try {
        static_cast<void>(readRawHeader(file));
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

std::span<const std::string_view> rawExtensions()
{
    return kRawExtensions;
}

std::span<const std::string_view> ambiguousRawExtensions()
{
    return kAmbiguousExtensions;
}

bool isRawFile(const fs::path& file)
{
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return false;
    }
    const std::string extension = lowerCase(file.extension().string());
    return std::find(kRawExtensions.begin(), kRawExtensions.end(), extension) != kRawExtensions.end()
           || (beginsLikeRaw(file) && opensAsRaw(file));
}

}  // namespace scotopic
