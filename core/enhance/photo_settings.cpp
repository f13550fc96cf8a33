// SPDX-License-Identifier: MIT
#include "core/enhance/photo_settings.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/enhance/render_photo.h"

namespace scotopic {

ModelIdentity classicalRendering()
{
    return {kClassicalModel, {}, {}};
}

LightLook lookOf(const ColourChoice& colour, const RawImage& raw)
{
    LightLook look{std::nullopt, colour.exposureEv, colour.tone};
    if (colour.whiteBalance.kind != WhiteBalanceChoice::Kind::AsShot) {
        look.whiteBalance = gainsFor(raw, colour.whiteBalance);
    }
    return look;
}

PhotoSettings readPhotoSettings(const std::filesystem::path& file)
{
    constexpr std::uintmax_t kMostBytes = std::uintmax_t{1} << 20U;
    requireReadable(file);
    if (std::filesystem::file_size(file) > kMostBytes) {
        throw UnsupportedInput(file, "is no settings file: it is larger than 1 MiB");
    }
    return parsePhotoSettings(readTextFile(file), file);
}

}  // namespace scotopic
