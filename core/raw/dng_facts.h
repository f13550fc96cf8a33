// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"
#include "core/raw/dng_opcodes.h"
#include "core/raw/tiff_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// One raw picture of a DNG: what its tags say, of which LibRaw tells part or takes it otherwise. Lists are empty
/// where the tag is missing or no list of the kind.
struct DngPicture {
    TiffDirectory directory;
    PixelSize size;  // stored photosites
    int bitsPerSample = 0;
    int samples = 1;       // a photosite
    int sampleFormat = 1;  // 3: floating point
    int compression = 1;
    int photometric = 0;
    int predictor = 1;
    int planarConfiguration = 1;
    bool isTiled = false;
    PixelSize tile;  // or strip
    std::vector<std::uint64_t> offsets;
    std::vector<std::uint64_t> byteCounts;
    std::vector<double> linearizationTable;
    PixelRect activeArea;  // of `size`

    PixelSize blackRepeat{1, 1};
    std::vector<double> blackLevelsDn;        // blackRepeat.area() * samples, row by row, samples innermost
    std::vector<double> blackColumnDeltasDn;  // one a column of the active area
    std::vector<double> blackRowDeltasDn;
    bool hasMaskedAreas = false;
    std::vector<double> whiteLevelsDn;  // one a sample

    std::optional<PixelRect> defaultCrop;  // of the active area, whole photosites
    bool hasImpossibleCrop = false;        // no numbers, or beyond the active area
    double pixelAspect = 1;                // width of a photosite over its height
    bool hasImpossibleScale = false;       // no numbers, or no sensor's
    std::optional<double> readNoise;       // standard deviation by NoiseProfile, the largest colour's; 1: white - black
    std::vector<DngOpcode> asStored;       // OpcodeList1
    std::vector<DngOpcode> onLinear;       // OpcodeList2
    std::vector<DngOpcode> onDemosaiced;   // OpcodeList3

    [[nodiscard]] bool isMosaic() const;
};

/// What the whole DNG says, and each of its raw pictures in LibRaw's order.
struct DngFacts {
    bool isBigTiff = false;
    std::vector<TiffEntry> lostPointers;  // of the first directory to EXIF and GPS beyond the end of the file
    std::vector<DngPicture> pictures;
    std::vector<double> colourMatrix;  // ColorMatrix1 or 2, row by row; empty where there is none
    double baselineExposureEv = 0;
    bool hasWhiteXy = false;  // AsShotWhiteXY, from which LibRaw makes gains, and takes them for daylight's
};

/// None where the file is no TIFF that calls itself a DNG.
[[nodiscard]] std::optional<DngFacts> readDngFacts(TiffReader& reader);

/// "deflate", "JPEG XL", "lossy JPEG": TIFF's and DNG's Compression by name.
[[nodiscard]] std::string compressionName(int compression);

}  // namespace scotopic
