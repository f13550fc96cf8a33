// SPDX-License-Identifier: MIT
#include "core/raw/new_cameras.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace scotopic {

namespace {

// 0.21: what LibRaw::cameraList() of 0.21.4 has and that of 0.20.2 has not; 0.22: its changelog. Left out: those that
// write DNGs, which any LibRaw reads.
constexpr std::array kNewCameras{
    NewCamera{"Canon EOS M50m2", 21},
    NewCamera{"Canon EOS R3", 21},
    NewCamera{"Canon EOS R5", 21},
    NewCamera{"Canon EOS R6", 21},
    NewCamera{"Canon EOS R7", 21},
    NewCamera{"Canon EOS R10", 21},
    NewCamera{"GFX100S", 21},
    NewCamera{"GFX50S II", 21},
    NewCamera{"X-E4", 21},
    NewCamera{"X-H2S", 21},
    NewCamera{"X-S10", 21},
    NewCamera{"X-T30 II", 21},
    NewCamera{"NIKON D6", 21},
    NewCamera{"NIKON Z 5", 21},
    NewCamera{"NIKON Z 6_2", 21},
    NewCamera{"NIKON Z 7_2", 21},
    NewCamera{"NIKON Z 9", 21},
    NewCamera{"NIKON Z fc", 21},
    NewCamera{"OM-1", 21},
    NewCamera{"E-M10MarkIV", 21},
    NewCamera{"E-P7", 21},
    NewCamera{"DC-G100", 21},
    NewCamera{"DC-G110", 21},
    NewCamera{"DC-GH5M2", 21},
    NewCamera{"DC-S5", 21},
    NewCamera{"PENTAX K-3 Mark III", 21},
    NewCamera{"ILCE-1", 21},
    NewCamera{"ILCE-7C", 21},
    NewCamera{"ILCE-7M4", 21},
    NewCamera{"ILCE-7RM3A", 21},
    NewCamera{"ILCE-7RM4A", 21},
    NewCamera{"ILCE-7SM3", 21},
    NewCamera{"ZV-1", 21},
    NewCamera{"ZV-E10", 21},
    NewCamera{"Canon EOS R1", 22},
    NewCamera{"Canon EOS R5m2", 22},
    NewCamera{"Canon EOS R5 C", 22},
    NewCamera{"Canon EOS R6m2", 22},
    NewCamera{"Canon EOS R8", 22},
    NewCamera{"Canon EOS R50", 22},
    NewCamera{"Canon EOS R100", 22},
    NewCamera{"Canon EOS Ra", 22},
    NewCamera{"GFX100 II", 22},
    NewCamera{"GFX100S II", 22},
    NewCamera{"X-H2", 22},
    NewCamera{"X-S20", 22},
    NewCamera{"X-T5", 22},
    NewCamera{"X-T50", 22},
};

/// A name of its own, as fields have it: no part of a longer word, and at its end.
bool standsIn(std::string_view bytes, std::string_view model)
{
    for (std::size_t at = bytes.find(model); at != std::string_view::npos; at = bytes.find(model, at + 1)) {
        const std::size_t end = at + model.size();
        const bool begins = at == 0 || std::isgraph(static_cast<unsigned char>(bytes[at - 1])) == 0;
        if (begins && end < bytes.size() && bytes[end] == '\0') {
            return true;
        }
    }
    return false;
}

}  // namespace

std::optional<NewCamera> newCameraIn(std::string_view bytes)
{
    const auto found =
        std::ranges::find_if(kNewCameras, [bytes](const NewCamera& camera) { return standsIn(bytes, camera.model); });
    return found == kNewCameras.end() ? std::nullopt : std::optional(*found);
}

std::optional<std::string> newCameraAdvice(std::string_view bytes, int libRawMinor, const std::string& libRawVersion)
{
    const std::optional<NewCamera> camera = newCameraIn(bytes);
    if (!camera || camera->libRawMinor <= libRawMinor) {
        return std::nullopt;
    }
    const std::string known = "0." + std::to_string(camera->libRawMinor);
    const std::string system = camera->libRawMinor == 21 ? " (Debian 13 has it)" : "";
    return "comes from the camera " + std::string(camera->model) + ", which LibRaw " + libRawVersion
           + " does not know and LibRaw " + known + system + " does: build with that one, or convert the photo to DNG";
}

}  // namespace scotopic
