// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: what of a photo's metadata is true of a picture made from it, by the names that exiv2 has.
#include <optional>
#include <string>

namespace scotopic {

/// Where an EXIF tag of the raw belongs in the picture ("Exif.Photo.FNumber"); none when it is not true there.
[[nodiscard]] std::optional<std::string> exifKeyInPicture(const std::string& group, const std::string& tag);

/// `prefix` of the namespace, `property` with what lies inside it: "History[1]/stEvt:action".
[[nodiscard]] bool isXmpTrueOfPicture(const std::string& prefix, const std::string& property);
[[nodiscard]] bool isIptcTrueOfPicture(const std::string& record, const std::string& dataSet);

/// That it tells where a photo was taken.
[[nodiscard]] bool isExifLocation(const std::string& group);
[[nodiscard]] bool isXmpLocation(const std::string& property);
[[nodiscard]] bool isIptcLocation(const std::string& dataSet);

/// The property at the top: "History" of "History[1]/stEvt:action".
[[nodiscard]] std::string topOfXmp(const std::string& property);

}  // namespace scotopic
