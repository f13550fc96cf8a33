// SPDX-License-Identifier: MIT
#pragma once

#include "core/image/picture.h"
#include "core/image/picture_file.h"

#include <filesystem>
#include <vector>

namespace scotopic {

/// The bytes of a PNG, TIFF or JPEG file with `iccProfile` where it is not empty, without further metadata. `file` is
/// only named in errors. Throws OutputFailed.
[[nodiscard]] std::vector<unsigned char> encodePicture(const std::filesystem::path& file, const SrgbPicture& picture,
                                                       const PictureFileOptions& options,
                                                       const std::vector<unsigned char>& iccProfile);

/// As readPictureFacts().
[[nodiscard]] PictureFacts decodeFacts(const std::filesystem::path& file, PictureFormat format);
/// Throws UnsupportedInput (more than 8 or 16 bit, CMYK, absurd size) or CorruptInput.
[[nodiscard]] SrgbPicture decodePicture(const std::filesystem::path& file, PictureFormat format);

}  // namespace scotopic
