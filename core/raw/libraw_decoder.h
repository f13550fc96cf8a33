// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: the one place that includes LibRaw.
#include "core/raw/raw_image.h"

#include <libraw/libraw.h>

#include <filesystem>

namespace scotopic {

/// Counts reads that begin at or beyond the end of the file. LibRaw's bit readers take zeros there without a word
/// (0.20 and 0.21), so a truncated raw would pass as a half black one.
class CountingStream : public LibRaw_bigfile_datastream {
public:
    explicit CountingStream(const char* file) : LibRaw_bigfile_datastream(file) {}
    int read(void* target, size_t size, size_t count) override;
    int get_char() override;

    [[nodiscard]] int readsBeyondEnd() const { return m_readsBeyondEnd; }
    void forgetReadsBeyondEnd() { m_readsBeyondEnd = 0; }

private:
    int m_readsBeyondEnd = 0;
};

/// One raw file in LibRaw's hands: opened by the constructor, decoded by unpackMosaic(), and only then the rest.
/// Large: keep it on the heap.
class LibRawDecoder : public LibRaw {
public:
    /// Throws UnreadableInput, UnsupportedInput, or CorruptInput for impossible dimensions.
    explicit LibRawDecoder(const std::filesystem::path& file);
    ~LibRawDecoder() override;

    /// Decodes the photosites into imgdata.rawdata.raw_image. Throws CorruptInput, Cancelled.
    void unpackMosaic();
    /// Phase One's own calibration, which LibRaw otherwise applies while it develops; once, and before anything else
    /// reads or changes the photosites.
    void calibratePhotosites();

    /// The part of the sensor that the picture is made of.
    [[nodiscard]] PixelSize visibleSize() const;
    /// First visible photosite of a row; rows are in LibRaw's buffer.
    [[nodiscard]] std::uint16_t* visibleRow(int row) const;
    /// Throws UnsupportedInput for anything but Bayer and X-Trans.
    [[nodiscard]] CfaPattern cfa();
    /// Black and white levels as LibRaw applies them, before its own adjustments for the picture at hand.
    [[nodiscard]] BlackLevel blackLevel();
    [[nodiscard]] float whiteLevelDn() const;

private:
    void requireMosaic();
    void requirePossibleSize();
    int is_phaseone_compressed() override;

    std::filesystem::path m_file;
    CountingStream m_stream;
    bool m_isCalibrated = false;
};

}  // namespace scotopic
