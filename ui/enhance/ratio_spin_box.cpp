// SPDX-License-Identifier: MIT
#include "ui/enhance/ratio_spin_box.h"

#include "core/base/error.h"
#include "ui/enhance/ratio_text.h"
#include "ui/jobs/reason_text.h"

#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>

namespace scotopic {

namespace {

constexpr float kStepEv = 1.0F / 3.0F;

}  // namespace

RatioSpinBox::RatioSpinBox(QWidget* parent) : QAbstractSpinBox(parent)
{
    setAccessibleName(tr("Amplification, typed"));
    setToolTip(tr("Type an amplification: 100, or 6 EV"));
    setKeyboardTracking(false);
    connect(this, &QAbstractSpinBox::editingFinished, this, &RatioSpinBox::acceptText);
    showRatio();
}

void RatioSpinBox::setRatio(ExposureRatio ratio)
{
    m_ratio = ratio;
    showRatio();
}

void RatioSpinBox::showRatio()
{
    lineEdit()->setText(shortTextOf(m_ratio));
}

void RatioSpinBox::acceptText()
{
    const QString text = lineEdit()->text().trimmed();
    if (text == shortTextOf(m_ratio)) {
        return;
    }
    try {
        m_ratio = parseRatio(QString(text).replace(QLatin1Char(','), QLatin1Char('.')).toStdString());
        showRatio();
        Q_EMIT ratioEntered(m_ratio);
    } catch (const InvalidArgument& error) {
        showRatio();
        Q_EMIT refused(reasonText(error.what()));
    }
}

void RatioSpinBox::stepBy(int steps)
{
    const float wanted = ratioFromEv(evFromRatio(m_ratio) + static_cast<float>(steps) * kStepEv).value;
    m_ratio.value = std::clamp(wanted, kSmallestTypedRatio.value, kLargestTypedRatio.value);
    showRatio();
    Q_EMIT ratioEntered(m_ratio);
}

QValidator::State RatioSpinBox::validate(QString& input, int& /*position*/) const
{
    // Judged as a whole by acceptText(), which can say what is wrong; here only letters that none has.
    static const QRegularExpression possible(QStringLiteral("^[0-9.,xX\u00d7+\\-eEvV\\s]*$"));
    return possible.match(input).hasMatch() ? QValidator::Acceptable : QValidator::Invalid;
}

QAbstractSpinBox::StepEnabled RatioSpinBox::stepEnabled() const
{
    StepEnabled enabled;
    enabled.setFlag(StepUpEnabled, m_ratio.value < kLargestTypedRatio.value);
    enabled.setFlag(StepDownEnabled, m_ratio.value > kSmallestTypedRatio.value);
    return enabled;
}

}  // namespace scotopic
