// SPDX-License-Identifier: MIT
#include "ui/viewer/png_bytes.h"

#include <QBuffer>
#include <QImage>

#include <new>

namespace scotopic {

std::string pngBytes(const QImage& image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) {  // into memory, it fails for the lack of it alone
        throw std::bad_alloc();
    }
    return buffer.data().toStdString();
}

}  // namespace scotopic
