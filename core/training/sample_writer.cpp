// SPDX-License-Identifier: MIT
#include "core/training/sample_writer.h"

#include "core/image/picture_file.h"

namespace scotopic {

WritePicture samplePngWriter()
{
    return [](const std::filesystem::path& file, PixelSize size, std::span<const std::uint8_t> rgb) {
        SrgbPicture picture{size, {}};
        picture.rgb.reserve(rgb.size());
        for (const std::uint8_t value : rgb) {
            picture.rgb.push_back(static_cast<std::uint16_t>(value * 257));
        }
        PictureFileOptions options;
        options.ifExists = IfExists::Overwrite;
        writePicture(file, picture, options, /*photo=*/{}, /*provenance=*/{});
    };
}

}  // namespace scotopic
