// SPDX-License-Identifier: MIT
#pragma once

#include "core/image/picture.h"
#include "core/image/picture_file.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace scotopic {

/// The bytes of a PNG, TIFF or JPEG file with `iccProfile` where it is not empty, without further metadata. `file` is
/// only named in errors. Throws OutputFailed, and Cancelled within some rows.
[[nodiscard]] std::vector<unsigned char> encodePicture(const std::filesystem::path& file, const SrgbPicture& picture,
                                                       const PictureFileOptions& options,
                                                       const std::vector<unsigned char>& iccProfile,
                                                       const JobContext& context);

/// Throws UnsupportedInput for a size that no camera's frame has: memory is not given to a damaged header.
void requirePlausibleSize(const std::filesystem::path& file, std::uint64_t width, std::uint64_t height);

/// As readPictureFacts().
[[nodiscard]] PictureFacts decodeFacts(const std::filesystem::path& file, PictureFormat format);
/// Throws UnsupportedInput (more than 8 or 16 bit, CMYK, absurd size), CorruptInput, or Cancelled.
[[nodiscard]] SrgbPicture decodePicture(const std::filesystem::path& file, PictureFormat format,
                                        const JobContext& context);

}  // namespace scotopic
