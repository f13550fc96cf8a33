// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

/// How much of a photo's metadata its picture is given.
enum class MetadataKept {
    All,
    NoLocation,  // all but where it was taken: GPS, and names of places
    None,        // nothing, not even how the picture was made; its colour profile stays
};
[[nodiscard]] const char* toText(MetadataKept kept);                    // "all", "no-location", "none"
[[nodiscard]] MetadataKept parseMetadataKept(const std::string& word);  // in any case; throws InvalidArgument

/// What a photo's file and its sidecar say beside the pixels: all that stays true of a picture made from it. The
/// orientation, previews, maker notes, sizes and settings of other programs do not. Plain values: free to be copied,
/// and independent of the file once read.
struct PhotoMetadata {
    std::string exif;                // an EXIF block (TIFF 6.0, little-endian); empty: none
    std::string iptc;                // IPTC-IIM data sets; empty: none
    std::string xmp;                 // an XMP packet; empty: none
    std::vector<std::string> notes;  // what could not be taken and why, in words

    friend bool operator==(const PhotoMetadata&, const PhotoMetadata&) = default;
};

/// Reads the photo's own EXIF, IPTC and XMP and those of its sidecar: "night.arw.xmp", else "night.xmp", beside
/// "night.arw". What the sidecar says goes before what the photo does. Never fails for what is in the files: what is
/// missing, damaged or larger than kLargestXmpBytes is left out and noted. Usable from any thread, one at a time.
[[nodiscard]] PhotoMetadata readPhotoMetadata(const std::filesystem::path& photo);

inline constexpr std::size_t kLargestXmpBytes = 4 << 20;

}  // namespace scotopic
