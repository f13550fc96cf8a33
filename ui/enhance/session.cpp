// SPDX-License-Identifier: MIT
#include "ui/enhance/session.h"

#include "core/base/error.h"

#include <QSet>
#include <QVariantMap>

namespace scotopic {

namespace {

constexpr const char* kAsShotBefore = "as-shot";
constexpr const char* kClassicalBefore = "classical";
const QString kSettingsKey = QStringLiteral("enhance/settings");

QString folderKey(const QString& purpose)
{
    return QStringLiteral("enhance/folders/") + purpose;
}

/// Settings files are edited by hand and by other versions: a value out of range is nobody's wish, not even for the
/// nearest end.
int intWithin(const QSettings& settings, const QString& key, int usual, int smallest, int largest)
{
    bool isNumber = false;
    const int value = settings.value(key, usual).toInt(&isNumber);
    return isNumber && value >= smallest && value <= largest ? value : usual;
}

float floatWithin(const QSettings& settings, const QString& key, float usual, float smallest, float largest)
{
    bool isNumber = false;
    const float value = settings.value(key, usual).toFloat(&isNumber);
    return isNumber && value >= smallest && value <= largest ? value : usual;
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
            floatWithin(settings, QStringLiteral("enhance/kelvin"), 6500, kLowestKelvin, kHighestKelvin),
            floatWithin(settings, QStringLiteral("enhance/tint"), 0, -kLargestTint, kLargestTint)};
    }
    colour.exposureEv =
        floatWithin(settings, QStringLiteral("enhance/exposureEv"), 0, -kMostExposureEv, kMostExposureEv);
    colour.tone = settings.value(QStringLiteral("enhance/tone")).toString() == QLatin1String(toText(ToneCurve::Study))
                      ? ToneCurve::Study
                      : ToneCurve::Natural;
    return colour;
}

/// Of versions before the settings were one value.
PhotoSettings readSingleFields(const QSettings& settings)
{
    PhotoSettings fields{.colour = readColour(settings)};
    const float ratio = settings.value(QStringLiteral("enhance/ratio")).toFloat();
    if (ratio >= kSmallestTypedRatio.value && ratio <= kLargestTypedRatio.value) {
        fields.ratio = ExposureRatio{ratio};
    }
    return fields;
}

PhotoSettings readPhotoSettings(const QSettings& settings)
{
    const QByteArray json = settings.value(kSettingsKey).toString().toUtf8();
    if (json.isEmpty()) {
        return readSingleFields(settings);
    }
    try {
        return parsePhotoSettings(json.toStdString(), settings.fileName().toStdString());
    } catch (const Error&) {
        return {};  // edited by hand, or of a version that is far ahead
    }
}

/// As they are stored.
QVariantMap valuesOf(const EnhanceSession& session)
{
    PhotoSettings settings = session.settings;
    settings.model = classicalRendering();  // is kept by itself, for all photos
    QVariantMap values{{QStringLiteral("enhance/photo"), fromPath(session.photo)},
                       {kSettingsKey, QString::fromStdString(toJson(settings, JsonLayout::OneLine))},
                       {QStringLiteral("enhance/isComparing"), session.isComparing},
                       {QStringLiteral("enhance/before"),
                        QLatin1String(session.before == BeforeSide::Classical ? kClassicalBefore : kAsShotBefore)},
                       {QStringLiteral("enhance/divider"), session.dividerFraction}};
    if (session.model) {
        values.insert(QStringLiteral("enhance/model"), fromPath(*session.model));
    }
    return values;
}

}  // namespace

EnhanceSession readSession(const QSettings& settings)
{
    EnhanceSession session;
    session.photo = toPath(settings.value(QStringLiteral("enhance/photo")).toString());
    if (settings.contains(QStringLiteral("enhance/model"))) {
        session.model = toPath(settings.value(QStringLiteral("enhance/model")).toString());
    }
    session.settings = readPhotoSettings(settings);
    session.isComparing = settings.value(QStringLiteral("enhance/isComparing")).toBool();
    session.before = settings.value(QStringLiteral("enhance/before")).toString() == QLatin1String(kClassicalBefore)
                         ? BeforeSide::Classical
                         : BeforeSide::AsShot;
    session.dividerFraction =
        static_cast<double>(floatWithin(settings, QStringLiteral("enhance/divider"), 0.5F, 0.0F, 1.0F));
    return session;
}

void writeSession(QSettings& settings, const EnhanceSession& session, const std::optional<EnhanceSession>& since)
{
    const QVariantMap values = valuesOf(session);
    const QVariantMap before = since ? valuesOf(*since) : QVariantMap();
    // What was chosen of a photo goes with it, or it would be taken for a choice of the other window's photo.
    const bool isOfPhoto =
        !since || session.photo != since->photo || values.value(kSettingsKey) != before.value(kSettingsKey);
    const QSet<QString> elsewhere{QStringLiteral("enhance/isComparing"), QStringLiteral("enhance/before"),
                                  QStringLiteral("enhance/divider"), QStringLiteral("enhance/model")};
    for (auto value = values.begin(); value != values.end(); ++value) {
        const bool isChanged = !before.contains(value.key()) || before.value(value.key()) != value.value();
        if (elsewhere.contains(value.key()) ? isChanged : isOfPhoto) {
            settings.setValue(value.key(), value.value());
        }
    }
}

PictureFileOptions readExportOptions(const QSettings& settings)
{
    PictureFileOptions options;
    options.format = static_cast<PictureFormat>(intWithin(settings, QStringLiteral("export/format"),
                                                          static_cast<int>(PictureFormat::Png), 0,
                                                          static_cast<int>(PictureFormat::Jpeg)));
    options.bitsPerChannel = settings.value(QStringLiteral("export/bits"), 16).toInt() == 8 ? 8 : 16;
    options.jpegQuality = intWithin(settings, QStringLiteral("export/quality"), options.jpegQuality, 1, 100);
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
