// SPDX-License-Identifier: MIT
#include "ui/comparison/pairwise_page.h"

#include "ui/comparison/difference_chart.h"
#include "ui/enhance/wrapped_text.h"

#include <QChart>
#include <QChartView>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace scotopic {

namespace {

constexpr int kMostImages = 100;

QString signedNumber(double value, int digits)
{
    return (value >= 0 ? QStringLiteral("+") : QString()) + QLocale().toString(value, 'f', digits);
}

void refill(QComboBox& box, const std::vector<std::string>& contestants, int otherwise)
{
    const QSignalBlocker blocker(box);
    const QString chosen = box.currentText();
    box.clear();
    for (const std::string& contestant : contestants) {
        box.addItem(QString::fromStdString(contestant));
    }
    const int known = box.findText(chosen);
    box.setCurrentIndex(known >= 0 ? known : std::min(otherwise, box.count() - 1));
}

}  // namespace

PairwisePage::PairwisePage(const Workers& workers, QWidget* parent)
    : QWidget(parent), m_first(new QComboBox(this)), m_second(new QComboBox(this)), m_kind(new QComboBox(this)),
      m_mean(new WrappedLabel(this)), m_chart(new QChartView(this)), m_images(new QTableWidget(this)),
      m_empty(new QLabel(this)), m_results(new QWidget(this)), m_runner(workers.pictures, Priority::Interactive)
{
    setObjectName(QStringLiteral("pairwisePage"));
    buildLayout();
    connectParts();
    refresh();
}

QWidget* PairwisePage::buildChoices()
{
    m_first->setObjectName(QStringLiteral("firstModel"));
    m_first->setAccessibleName(tr("First model"));
    m_second->setObjectName(QStringLiteral("secondModel"));
    m_second->setAccessibleName(tr("Second model"));
    for (QComboBox* box : {m_first, m_second}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(14);
    }
    m_kind->setObjectName(QStringLiteral("pairwiseKind"));
    m_kind->setAccessibleName(tr("Score"));
    m_kind->addItem(tr("PSNR"), static_cast<int>(ScoreKind::Psnr));
    m_kind->addItem(tr("SSIM"), static_cast<int>(ScoreKind::Ssim));
    m_mean->setObjectName(QStringLiteral("pairwiseMean"));
    auto* choices = new QWidget(this);
    auto* row = new QHBoxLayout(choices);
    row->setContentsMargins(12, 8, 12, 8);
    row->addWidget(new QLabel(tr("What", "this model gains over that one"), choices));
    row->addWidget(m_second);
    row->addWidget(new QLabel(tr("gains over", "What this model ... that one"), choices));
    row->addWidget(m_first);
    row->addWidget(m_kind);
    row->addSpacing(16);
    row->addWidget(m_mean, 1);
    return choices;
}

void PairwisePage::buildLayout()
{
    m_chart->setObjectName(QStringLiteral("differenceChart"));
    m_chart->setRenderHint(QPainter::Antialiasing);
    m_chart->setAccessibleName(tr("Distribution of the differences"));
    m_images->setObjectName(QStringLiteral("differenceTable"));
    m_images->setAccessibleName(tr("Images that differ most"));
    m_images->setColumnCount(3);
    m_images->setHorizontalHeaderLabels({tr("Images that differ most"), tr("PSNR"), tr("SSIM")});
    m_images->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_images->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_images->verticalHeader()->hide();
    m_images->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_images->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_images->setTabKeyNavigation(false);
    m_images->setShowGrid(false);
    m_images->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    auto* parts = new QSplitter(Qt::Horizontal, m_results);
    parts->addWidget(m_chart);
    parts->addWidget(m_images);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({600, 400});
    auto* results = new QVBoxLayout(m_results);
    results->setContentsMargins(0, 0, 0, 0);
    results->addWidget(buildChoices());
    results->addWidget(parts, 1);
    m_empty->setObjectName(QStringLiteral("hint"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setText(tr("Two models are compared image by image. This evaluation has one; start a new one with more "
                        "models, statistics or the classical rendering."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_results, 1);
}

void PairwisePage::connectParts()
{
    for (QComboBox* box : {m_first, m_second}) {
        connect(box, &QComboBox::currentIndexChanged, this, &PairwisePage::refresh);
    }
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PairwisePage::present);
    connect(&m_runner, &JobRunner::failed, this, &PairwisePage::failed);
    connect(&m_runner, &JobRunner::finished, this, [this] {
        if (m_isOutdated && isVisible()) {
            refresh();
        }
    });
    connect(m_images, &QTableWidget::cellActivated, this,
            [this](int row) { Q_EMIT opened(m_images->item(row, 0)->text(), m_second->currentText()); });
}

void PairwisePage::setScores(const std::vector<ImageScore>& scores, const std::string& protocol,
                             const std::vector<std::string>& contestants)
{
    m_scores = std::make_shared<const std::vector<ImageScore>>(scores);
    m_protocol = protocol;
    refill(*m_first, contestants, 0);
    refill(*m_second, contestants, 1);
    if (m_second->count() > 1 && m_second->currentIndex() == m_first->currentIndex()) {
        const QSignalBlocker blocker(m_second);
        m_second->setCurrentIndex(m_first->currentIndex() == 0 ? 1 : 0);  // nobody chose to compare one with itself
    }
    m_isOutdated = true;
    if (isVisible()) {
        refresh();
    }
}

void PairwisePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isOutdated) {
        refresh();
    }
}

void PairwisePage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {  // a chart has the colours of when it was made
        present();
    }
}

ScoreKind PairwisePage::kind() const
{
    return static_cast<ScoreKind>(m_kind->currentData().toInt());
}

void PairwisePage::refresh()
{
    m_isOutdated = m_runner.isRunning();  // one after the other, lest none come to its end
    const bool hasTwo = m_first->count() > 1;
    m_empty->setVisible(!hasTwo);
    m_results->setVisible(hasTwo);
    if (!hasTwo || m_isOutdated) {
        return;
    }
    m_runner.start(
        [scores = m_scores, protocol = m_protocol, first = m_first->currentText().toStdString(),
         second = m_second->currentText().toStdString()](const JobContext&) {
            return Differences{imageDifferences(*scores, protocol, first, second),
                               compare(*scores, protocol, first, second)};
        },
        [this](Differences differences) {
            m_differences = std::move(differences);
            present();
            Q_EMIT shown();
        });
}

void PairwisePage::clear()
{
    m_runner.cancel();
    m_scores = std::make_shared<std::vector<ImageScore>>();
    m_differences = {};
    m_images->setRowCount(0);
    m_mean->clear();
    showChart({});
}

void PairwisePage::present()
{
    const Comparison& comparison = m_differences.comparison;
    if (comparison.first != m_first->currentText().toStdString()
        || comparison.second != m_second->currentText().toStdString()) {
        return;  // those of the two that are chosen are on their way
    }
    const PairedDifference& mean = kind() == ScoreKind::Psnr ? comparison.psnrDb : comparison.ssim;
    const int digits = kind() == ScoreKind::Psnr ? 2 : 3;
    const QString unit = kind() == ScoreKind::Psnr ? tr(" dB") : QString();
    m_mean->setText(mean.imageCount == 0
                        ? tr("No image is scored for both yet.")
                        : tr("%1%2 in the mean, 95 % within %3 to %4 (%5 of %6)")
                              .arg(signedNumber(mean.mean, digits), unit, signedNumber(mean.confidence95.low, digits),
                                   signedNumber(mean.confidence95.high, digits),
                                   tr("%n images", "number", mean.imageCount),
                                   tr("%n scenes", "number", mean.sceneCount)));
    m_mean->setToolTip(tr("Paired by image; the 95 % percentile bootstrap interval over scenes"));
    showChart(mean);
    showImages(m_differences.images);
}

void PairwisePage::showChart(const PairedDifference& mean)
{
    std::vector<double> values;
    for (const ImageDifference& image : m_differences.images) {
        const double value = kind() == ScoreKind::Psnr ? image.psnrDb : image.ssim;
        if (std::isfinite(value)) {
            values.push_back(value);
        }
    }
    const QChart* before = m_chart->chart();
    m_chart->setChart(makeDifferenceChart(values, mean, kind(), palette()));
    delete before;
    m_chart->setAccessibleDescription(m_mean->text());
}

void PairwisePage::showImages(std::vector<ImageDifference> differences)
{
    const auto sizeOf = [this](const ImageDifference& difference) {
        return std::abs(kind() == ScoreKind::Psnr ? difference.psnrDb : difference.ssim);
    };
    std::erase_if(differences, [](const ImageDifference& one) { return std::isnan(one.psnrDb); });
    std::stable_sort(differences.begin(), differences.end(),
                     [&](const auto& a, const auto& b) { return sizeOf(a) > sizeOf(b); });
    const int rows = std::min(kMostImages, static_cast<int>(differences.size()));
    m_images->setRowCount(rows);
    for (int row = 0; row < rows; ++row) {
        const ImageDifference& one = differences[static_cast<std::size_t>(row)];
        m_images->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(one.pair)));
        m_images->setItem(row, 1, new QTableWidgetItem(signedNumber(one.psnrDb, 2)));
        m_images->setItem(row, 2, new QTableWidgetItem(signedNumber(one.ssim, 3)));
        for (const int column : {1, 2}) {
            m_images->item(row, column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
    }
}

}  // namespace scotopic
