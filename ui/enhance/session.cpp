// SPDX-License-Identifier: MIT
#include "ui/enhance/session.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr const char* kAsShotBefore = "as-shot";
constexpr const char* kClassicalBefore = "classical";

QString folderKey(const QString& purpose)
{
    return QStringLiteral("enhance/folders/") + purpose;
}

/// Settings files are edited by hand and by other versions: values out of range are not ours to crash on.
int boundedInt(const QSettings& settings, const QString& key, int usual, int smallest, int largest)
{
    return std::clamp(settings.value(key, usual).toInt(), smallest, largest);
}

float boundedFloat(const QSettings& settings, const QString& key, float usual, float smallest, float largest)
{
    const float value = settings.value(key, usual).toFloat();
    return std::isfinite(value) ? std::clamp(value, smallest, largest) : usual;
}

ColourChoice readColour(const QSettings& settings)
{
    using Kind = WhiteBalanceChoice::Kind;
    ColourChoice colour;
    const QString kind = settings.value(QStringLiteral("enhance/whiteBalance")).toString();
    colour.whiteBalance.kind = kind == QLatin1String("daylight") ? Kind::Daylight
                               : kind == QLatin1String("custom") ? Kind::Temperature
                                                                 : Kind::AsShot;
    if (colour.whiteBalance.kind == Kind::Temperature) {
        colour.whiteBalance.temperature = {
            boundedFloat(settings, QStringLiteral("enhance/kelvin"), 6500, kLowestKelvin, kHighestKelvin),
            boundedFloat(settings, QStringLiteral("enhance/tint"), 0, -kLargestTint, kLargestTint)};
    }
    colour.exposureEv =
        boundedFloat(settings, QStringLiteral("enhance/exposureEv"), 0, -kMostExposureEv, kMostExposureEv);
    colour.tone = settings.value(QStringLiteral("enhance/tone")).toString() == QLatin1String(toText(ToneCurve::Study))
                      ? ToneCurve::Study
                      : ToneCurve::Natural;
    return colour;
}

void writeColour(QSettings& settings, const ColourChoice& colour)
{
    using Kind = WhiteBalanceChoice::Kind;
    const Kind kind = colour.whiteBalance.kind;
    settings.setValue(QStringLiteral("enhance/whiteBalance"), kind == Kind::Daylight      ? QStringLiteral("daylight")
                                                              : kind == Kind::Temperature ? QStringLiteral("custom")
                                                                                          : QStringLiteral("as-shot"));
    settings.setValue(QStringLiteral("enhance/kelvin"), colour.whiteBalance.temperature.kelvin);
    settings.setValue(QStringLiteral("enhance/tint"), colour.whiteBalance.temperature.tint);
    settings.setValue(QStringLiteral("enhance/exposureEv"), colour.exposureEv);
    settings.setValue(QStringLiteral("enhance/tone"), QLatin1String(toText(colour.tone)));
}

}  // namespace

EnhanceSession readSession(const QSettings& settings)
{
    EnhanceSession session;
    session.photo = toPath(settings.value(QStringLiteral("enhance/photo")).toString());
    if (settings.contains(QStringLiteral("enhance/model"))) {
        session.model = toPath(settings.value(QStringLiteral("enhance/model")).toString());
    }
    const float ratio = settings.value(QStringLiteral("enhance/ratio")).toFloat();
    if (ratio >= kSmallestTypedRatio.value && ratio <= kLargestTypedRatio.value) {
        session.ratio = ExposureRatio{ratio};
    }
    session.isComparing = settings.value(QStringLiteral("enhance/isComparing")).toBool();
    session.before = settings.value(QStringLiteral("enhance/before")).toString() == QLatin1String(kClassicalBefore)
                         ? BeforeSide::Classical
                         : BeforeSide::AsShot;
    session.colour = readColour(settings);
    session.dividerFraction = std::clamp(settings.value(QStringLiteral("enhance/divider"), 0.5).toDouble(), 0.0, 1.0);
    return session;
}

void writeSession(QSettings& settings, const EnhanceSession& session)
{
    settings.setValue(QStringLiteral("enhance/photo"), fromPath(session.photo));
    if (session.model) {
        settings.setValue(QStringLiteral("enhance/model"), fromPath(*session.model));
    }
    settings.setValue(QStringLiteral("enhance/ratio"), session.ratio ? session.ratio->value : 0.0F);
    settings.setValue(QStringLiteral("enhance/isComparing"), session.isComparing);
    settings.setValue(QStringLiteral("enhance/before"),
                      QLatin1String(session.before == BeforeSide::Classical ? kClassicalBefore : kAsShotBefore));
    writeColour(settings, session.colour);
    settings.setValue(QStringLiteral("enhance/divider"), session.dividerFraction);
}

PictureFileOptions readExportOptions(const QSettings& settings)
{
    PictureFileOptions options;
    options.format = static_cast<PictureFormat>(boundedInt(settings, QStringLiteral("export/format"),
                                                           static_cast<int>(PictureFormat::Png), 0,
                                                           static_cast<int>(PictureFormat::Jpeg)));
    options.bitsPerChannel = settings.value(QStringLiteral("export/bits"), 16).toInt() == 8 ? 8 : 16;
    options.jpegQuality = boundedInt(settings, QStringLiteral("export/quality"), options.jpegQuality, 1, 100);
    for (const MetadataKept kept : {MetadataKept::NoLocation, MetadataKept::None}) {
        if (settings.value(QStringLiteral("export/metadata")).toString() == QLatin1String(toText(kept))) {
            options.metadata = kept;
        }
    }
    return options;
}

void saveExportOptions(QSettings& settings, const ExportRequest& request)
{
    settings.setValue(QStringLiteral("export/format"), static_cast<int>(request.options.format));
    if (request.options.format == PictureFormat::Jpeg) {
        settings.setValue(QStringLiteral("export/quality"), request.options.jpegQuality);
    } else {
        settings.setValue(QStringLiteral("export/bits"), request.options.bitsPerChannel);
    }
    settings.setValue(QStringLiteral("export/metadata"), QLatin1String(toText(request.options.metadata)));
    saveLastFolder(settings, QStringLiteral("export"), request.target);
}

QString lastFolder(const QSettings& settings, const QString& purpose)
{
    return settings.value(folderKey(purpose)).toString();
}

void saveLastFolder(QSettings& settings, const QString& purpose, const std::filesystem::path& file)
{
    settings.setValue(folderKey(purpose), fromPath(file.parent_path()));
}

}  // namespace scotopic
