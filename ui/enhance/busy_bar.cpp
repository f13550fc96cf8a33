// SPDX-License-Identifier: MIT
#include "ui/enhance/busy_bar.h"

#include "ui/jobs/stage_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace scotopic {

namespace {

constexpr int kAppearanceMs = 250;
constexpr int kBarSteps = 1000;
constexpr double kMostSecondsSaid = 90;
constexpr double kMostMinutesSaid = 90;

}  // namespace

BusyBar::BusyBar(QWidget* parent)
    : QWidget(parent), m_text(new QLabel(this)), m_bar(new QProgressBar(this)), m_cancel(new QToolButton(this))
{
    m_bar->setObjectName(QStringLiteral("progress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(160, 8);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    setCancelText(tr("Cancel"), tr("Stop what is being computed"));
    m_cancel->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    setPartsVisible(false);

    m_appearance.setSingleShot(true);
    m_appearance.setInterval(kAppearanceMs);
    connect(&m_appearance, &QTimer::timeout, this, [this] { setPartsVisible(true); });
    connect(m_cancel, &QToolButton::clicked, this, &BusyBar::cancelRequested);
}

void BusyBar::setPartsVisible(bool visible)
{
    for (QWidget* part :
         {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_cancel)}) {
        QSizePolicy policy = part->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        part->setSizePolicy(policy);
        part->setVisible(visible);
    }
}

void BusyBar::setCancelText(const QString& text, const QString& meaning)
{
    m_cancel->setText(text);
    m_cancel->setToolTip(meaning);
}

void BusyBar::begin(const QString& what)
{
    if (m_isBusy && m_what == what) {
        return;  // what it says of its progress stays
    }
    m_what = what;
    m_timeLeft.restart();
    m_text->setText(what);
    m_bar->setRange(0, 0);
    if (!m_isBusy) {
        m_isBusy = true;
        m_appearance.start();
    }
}

void BusyBar::showProgress(const Progress& progress)
{
    if (!m_isBusy) {
        return;
    }
    m_bar->setRange(0, progress.fraction ? kBarSteps : 0);
    m_bar->setValue(static_cast<int>(std::lround(progress.fraction.value_or(0.0) * kBarSteps)));
    QString text = m_what;
    if (!progress.stage.empty()) {
        text = tr("%1: %2", "Exporting: writing").arg(m_what, stageText(progress.stage));
    }
    if (const std::optional<double> seconds = m_timeLeft.after(progress); seconds && *seconds >= 1.0) {
        text = withTimeLeft(text, *seconds);
    }
    m_text->setText(text);
}

QString BusyBar::withTimeLeft(const QString& text, double seconds)
{
    if (seconds < kMostSecondsSaid) {
        return tr("%1, %2 s left").arg(text, QString::number(std::lround(seconds)));
    }
    if (seconds < 60 * kMostMinutesSaid) {
        return tr("%1, %2 min left").arg(text, QString::number(std::lround(seconds / 60)));
    }
    return tr("%1, %2 h left").arg(text, QLocale().toString(seconds / 3600, 'f', 1));
}

void BusyBar::end()
{
    m_isBusy = false;
    m_appearance.stop();
    setPartsVisible(false);
}

}  // namespace scotopic
