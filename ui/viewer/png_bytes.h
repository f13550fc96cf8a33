// SPDX-License-Identifier: MIT
#pragma once

#include <string>

QT_BEGIN_NAMESPACE
class QImage;
QT_END_NAMESPACE

namespace scotopic {

/// A PNG file's content. Qt writing to a file does not say that the disk is full; core's writing of bytes does.
[[nodiscard]] std::string pngBytes(const QImage& image);

}  // namespace scotopic
