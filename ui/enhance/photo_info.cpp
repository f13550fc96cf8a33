// SPDX-License-Identifier: MIT
#include "ui/enhance/photo_info.h"

#include "core/enhance/shown_area.h"
#include "ui/enhance/ratio_text.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/reason_text.h"
#include "ui/jobs/shown_text.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace scotopic {

namespace {

QString number(float value, int significantDigits)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);  // cameras write ISO 25600
    return locale.toString(static_cast<double>(value), 'g', significantDigits);
}

QString exposureText(float seconds)
{
    if (seconds > 0 && seconds < 0.3F) {
        return PhotoInfo::tr("1/%1 s").arg(std::lround(1 / seconds));
    }
    return PhotoInfo::tr("%1 s").arg(number(seconds, 3));
}

QString cfaText(const CfaPattern& cfa)
{
    if (cfa.isXTrans()) {
        return QStringLiteral("X-Trans");
    }
    QString letters;
    for (int i = 0; i < 4; ++i) {
        letters += QLatin1Char("RGB"[static_cast<std::size_t>(cfa.at(i / 2, i % 2))]);
    }
    return QStringLiteral("Bayer ") + letters;
}

QString cameraText(const ShotInfo& shot)
{
    const QString make = QString::fromStdString(shot.make);
    const QString model = QString::fromStdString(shot.model);
    return model.startsWith(make, Qt::CaseInsensitive) ? model : (make + QLatin1Char(' ') + model).trimmed();
}

QString sentenceOf(const RawNote& note)
{
    QString sentence = reasonText(note.sentence);
    sentence.replace(0, 1, sentence.left(1).toUpper());
    return shownText(sentence) + QLatin1Char('.');
}

}  // namespace

std::vector<PhotoFact> factsOf(const Photo& photo)
{
    const ShotInfo& shot = photo.raw.shot;
    std::vector<PhotoFact> facts;
    const auto add = [&](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            facts.push_back({name, value});
        }
    };
    add(PhotoInfo::tr("File"), fromPath(photo.raw.file.filename()));
    add(PhotoInfo::tr("Camera"), cameraText(shot));
    add(PhotoInfo::tr("Lens"), QString::fromStdString(shot.lens.value_or("")));
    add(PhotoInfo::tr("Taken"),
        QString::fromStdString(shot.capturedAt.value_or("")).replace(QLatin1Char('T'), QLatin1Char(' ')));
    add(PhotoInfo::tr("Exposure"), shot.exposureSeconds ? exposureText(*shot.exposureSeconds) : QString());
    add(PhotoInfo::tr("Aperture"),
        shot.apertureFNumber ? QStringLiteral("f/") + number(*shot.apertureFNumber, 3) : QString());
    add(PhotoInfo::tr("ISO"), shot.isoSpeed ? number(*shot.isoSpeed, 6) : QString());
    add(PhotoInfo::tr("Focal length"),
        shot.focalLengthMm ? PhotoInfo::tr("%1 mm").arg(number(*shot.focalLengthMm, 4)) : QString());
    const double megapixels = static_cast<double>(photo.uprightSize.area()) / 1e6;
    add(PhotoInfo::tr("Size"), PhotoInfo::tr("%1 \u00d7 %2 (%L3 MP)")
                                   .arg(photo.uprightSize.width)
                                   .arg(photo.uprightSize.height)
                                   .arg(megapixels, 0, 'f', 1));
    const PixelRect area = shownArea(photo.raw);
    if (photo.raw.defaultCrop || squaredSize(photo.raw) != photo.uprightSize) {
        add(PhotoInfo::tr("Picture"), PhotoInfo::tr("%1 \u00d7 %2").arg(area.width).arg(area.height));
    }
    add(PhotoInfo::tr("Sensor"), cfaText(photo.raw.cfa));
    const float baselineEv = photo.raw.baselineExposureEv;
    if (baselineEv > 0 || baselineEv < 0) {
        add(PhotoInfo::tr("Baseline"),
            (baselineEv > 0 ? QStringLiteral("+") : QString()) + number(baselineEv, 3) + QStringLiteral(" EV"));
    }
    add(PhotoInfo::tr("Suggested"), textOf(photo.suggestedRatio));
    return facts;
}

std::optional<QString> gravestWarningOf(const Photo& photo)
{
    const std::vector<RawNote>& notes = photo.raw.notes;
    return notes.empty() || notes.front().severity == NoteSeverity::Information
               ? std::nullopt
               : std::optional(sentenceOf(notes.front()));
}

QStringList warningsOf(const Photo& photo)
{
    QStringList warnings;
    for (const RawNote& note : photo.raw.notes) {
        warnings << sentenceOf(note);
    }
    if (photo.suggestedRatio.value >= kLargestRatio.value) {
        warnings << PhotoInfo::tr("So dark that the suggested amplification ends at its limit: expect noise.");
    }
    if (photo.raw.whiteBalanceSource == WhiteBalanceSource::Daylight) {
        warnings << PhotoInfo::tr("The file holds no white balance: daylight is assumed.");
    } else if (photo.raw.whiteBalanceSource == WhiteBalanceSource::Estimated) {
        warnings << PhotoInfo::tr("The file holds no white balance: the picture is taken to be grey in the mean.");
    }
    return warnings;
}

PhotoInfo::PhotoInfo(QWidget* parent) : QWidget(parent), m_facts(new QFormLayout), m_warnings(new WrappedLabel(this))
{
    setObjectName(QStringLiteral("photoInfo"));
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(3);
    m_facts->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);  // beside the first line of a long value
    m_warnings->setObjectName(QStringLiteral("warnings"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_warnings);
    layout->addLayout(m_facts);
}

void PhotoInfo::setPhoto(const Photo& photo)
{
    while (m_facts->rowCount() > 0) {
        m_facts->removeRow(0);
    }
    for (const PhotoFact& fact : factsOf(photo)) {
        auto* name = new QLabel(fact.name, this);
        name->setObjectName(QStringLiteral("factName"));
        auto* value = new WrappedText(this);
        value->setText(shownText(fact.value));
        value->setAccessibleName(fact.name + QStringLiteral(": ") + fact.value);
        m_facts->addRow(name, value);
    }
    const QStringList warnings = warningsOf(photo);
    m_warnings->setText(warnings.join(QStringLiteral("\n\n")));
    m_warnings->setVisible(!warnings.isEmpty());
}

}  // namespace scotopic
