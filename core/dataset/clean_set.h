// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"
#include "core/dataset/decoded_cache.h"
#include "core/dataset/pair.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace scotopic {

/// What a clean picture's 16 bits are.
enum class CleanEncoding {
    Srgb,          // a display picture: sRGB, IEC 61966-2-1
    CameraLinear,  // linear camera RGB, white-balanced, 65535 at the saturation of the channel of the largest gain
};
inline constexpr float kCleanFullScale = 65535;
[[nodiscard]] const char* toText(CleanEncoding encoding);  // "srgb", "camera-linear"

/// A picture without visible noise, from which darker and noisier ones are made.
struct CleanPicture {
    std::string name;  // of its file in the set, without extension; unique
    Split split = Split::Train;
    CleanEncoding encoding = CleanEncoding::Srgb;
    PixelSize size;
    std::string source;   // the file it was decoded from, without its folder; "chart" for a drawn one
    std::string licence;  // as told when the set was made; empty: nobody did
};

/// Clean pictures decoded into flat files that are mapped, so that a server without codecs trains from them. Read-only
/// and usable from any thread; mappings live as long as the object.
class CleanSet {
public:
    /// Throws UnreadableInput (no set there), UnsupportedInput (of another version), CorruptInput.
    explicit CleanSet(const std::filesystem::path& folder);
    ~CleanSet();
    CleanSet(CleanSet&&) noexcept;
    CleanSet& operator=(CleanSet&&) noexcept;

    /// By name.
    [[nodiscard]] const std::vector<CleanPicture>& pictures() const;
    [[nodiscard]] std::vector<std::size_t> picturesOf(Split split) const;
    /// R, G, B interleaved, row-major, size.area() * 3, borrowed. Throws UnreadableInput when the file is gone,
    /// CorruptInput when it is truncated or not the one that the set was made with.
    [[nodiscard]] std::span<const std::uint16_t> rgbOf(std::size_t picture) const;
    /// Hash over names, splits, encodings and checksums of all pictures: which data a model was trained on.
    [[nodiscard]] std::string fingerprint() const;
    [[nodiscard]] const std::filesystem::path& folder() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// True when `folder` holds an index, that is, when CleanSet may open it.
[[nodiscard]] bool isCleanSet(const std::filesystem::path& folder);

}  // namespace scotopic
