// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: the one place that includes LibRaw.
#include "core/raw/dng_facts.h"
#include "core/raw/libraw_facts.h"
#include "core/raw/raw_image.h"

#include <libraw/libraw.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

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
    /// `picture`: of several raw pictures in the file, from 0 on. Throws UnreadableInput, UnsupportedInput (also for a
    /// picture that is not there), or CorruptInput for impossible dimensions.
    explicit LibRawDecoder(const std::filesystem::path& file, int picture = 0);
    ~LibRawDecoder() override;

    /// Decodes the photosites into imgdata.rawdata.raw_image and makes them what a DNG's own fields say, where LibRaw
    /// does not (see correctDng()). Throws CorruptInput, Cancelled.
    void unpackMosaic(const std::stop_token& stop = {});
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
    /// The same in the whole counts that it subtracts itself.
    [[nodiscard]] BlackLevel wholeBlackLevel();
    [[nodiscard]] float whiteLevelDn() const;
    [[nodiscard]] int pictureCount() const;
    /// Width of a photosite over its height.
    [[nodiscard]] float pixelAspect() const;
    /// What a DNG says in its own fields; null for other files, and where its picture is not found among them.
    [[nodiscard]] const DngFacts* dng() const { return m_dng ? &*m_dng : nullptr; }
    [[nodiscard]] const DngPicture* dngPicture() const { return m_picture; }
    /// What the file asks for that is not done, by name.
    [[nodiscard]] const std::vector<std::string>& notApplied() const { return m_notApplied; }
    /// As newCameraAdvice() of the file.
    [[nodiscard]] std::optional<std::string> adviceForNewCamera() const;
    /// What developing needs besides the photosites.
    [[nodiscard]] std::shared_ptr<const LibRawFacts> facts();

private:
    void openStream();
    void requireMosaic();
    void requirePossibleSize();
    /// Says why the file could not be read, by what its own fields tell, if they do.
    void refuseByName() const;
    /// Says so where the camera is younger than this LibRaw.
    void refuseNewCamera() const;
    int is_phaseone_compressed() override;

    // In libraw_dng.cpp.
    void findDngPicture();
    /// Black levels that differ by row and column, those of several samples, gain maps.
    void correctDng();
    void takeDngBlackLevels();
    void subtractBlackDeltas(double inPatternDn);
    void applyOpcodes();

    std::filesystem::path m_file;
    int m_index;  // of the raw pictures in the file
    std::optional<DngFacts> m_dng;
    const DngPicture* m_picture = nullptr;  // of m_dng
    std::optional<std::string> m_plainDng;  // the file as LibRaw can read it, where it cannot as it is
    std::unique_ptr<LibRaw_abstract_datastream> m_stream;
    CountingStream* m_countingStream = nullptr;  // m_stream, where it is one
    std::vector<std::string> m_notApplied;
    bool m_isCalibrated = false;
};

}  // namespace scotopic
