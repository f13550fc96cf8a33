// SPDX-License-Identifier: MIT
#include "ui/comparison/protocol_text.h"

#include <QStringList>

namespace scotopic {

QString ProtocolText::pictures(const Protocol& protocol)
{
    if (protocol.onlyFirstOfBurst) {
        return protocol.leavesOutMisaligned
                   ? tr("The first short exposure (_00) of each scene and ratio, without the misaligned scenes 10034, "
                        "10045 and 10172")
                   : tr("The first short exposure (_00) of each scene and ratio, the misaligned scenes 10034, 10045 "
                        "and 10172 included");
    }
    return protocol.leavesOutMisaligned
               ? tr("Every short exposure of every burst, without the misaligned scenes 10034, 10045 and 10172")
               : tr("Every short exposure of every burst, the misaligned scenes 10034, 10045 and 10172 included");
}

QString ProtocolText::quantisation(Quantisation quantisation)
{
    switch (quantisation) {
    case Quantisation::Truncate8: return tr("output and ground truth truncated to 8 bit");
    case Quantisation::Round8: return tr("output and ground truth rounded to 8 bit");
    case Quantisation::Float: return tr("output clipped to 0..1 and not quantised");
    }
    return {};
}

QString ProtocolText::brightness(const Protocol& protocol)
{
    QStringList said;
    if (protocol.fitsLight) {
        said << tr("each channel of the output fitted to the ground truth by a gain and an offset in linear light");
    }
    said << (protocol.fitsBrightness ? tr("brightness of the output fitted to the ground truth by one gain")
                                     : tr("brightness as rendered"));
    return said.join(QStringLiteral("; "));
}

QString ProtocolText::ssim(SsimKind kind)
{
    switch (kind) {
    case SsimKind::Uniform7:
        return tr("SSIM as scikit-image's structural_similarity(win_size=7, channel_axis=2): uniform window, sample "
                  "covariance, a border of 3 cut");
    case SsimKind::Gaussian11Volume:
        return tr("SSIM as MATLAB's ssim(A, ref) on RGB, which it takes for a volume: Gaussian window 1.5, replicated "
                  "border");
    case SsimKind::Gaussian11Luminance:
        return tr("SSIM as MATLAB's ssim on rgb2gray: Gaussian window 1.5, replicated border");
    }
    return {};
}

QString ProtocolText::of(const Protocol& protocol)
{
    const QString pixels = protocol.centreCropPx == 0
                               ? tr("whole frames")
                               : tr("the centred %1 x %1 pixels of each frame").arg(protocol.centreCropPx);
    const QStringList said{pictures(protocol),
                           pixels,
                           quantisation(protocol.quantisation),
                           brightness(protocol),
                           tr("PSNR over all pixels and channels"),
                           ssim(protocol.ssim)};
    return said.join(QStringLiteral("; ")) + QLatin1Char('.');
}

}  // namespace scotopic
