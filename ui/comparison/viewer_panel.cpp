// SPDX-License-Identifier: MIT
#include "ui/comparison/viewer_panel.h"

#include "ui/comparison/colour_bar.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/shown_text.h"
#include "ui/viewer/histogram_view.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace scotopic {

namespace {

enum Column { Title, Pixel, Psnr, Ssim, ColumnCount };

QLabel* sectionTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setObjectName(QStringLiteral("sectionTitle"));
    return label;
}

}  // namespace

ViewerPanel::ViewerPanel(QWidget* parent)
    : QWidget(parent), m_table(new QTableWidget(this)), m_pixelText(new QLabel(this)),
      m_scoreText(new WrappedLabel(this)), m_map(new QComboBox(this)), m_bar(new ColourBar(this)),
      m_histogram(new HistogramView(this))
{
    setObjectName(QStringLiteral("viewerPanel"));
    buildTable();
    m_map->setObjectName(QStringLiteral("mapBox"));
    m_map->setAccessibleName(tr("Show models as"));
    m_map->setToolTip(tr("The models' pictures, or where they differ from the ground truth (M)"));
    m_map->addItem(tr("Pictures"));
    m_map->addItem(tr("Absolute difference"), static_cast<int>(DifferenceKind::Absolute));
    m_map->addItem(tr("Squared difference"), static_cast<int>(DifferenceKind::Squared));
    m_map->addItem(tr("Signed difference"), static_cast<int>(DifferenceKind::Signed));
    m_map->addItem(tr("SSIM, 7 x 7 window"), static_cast<int>(DifferenceKind::Ssim));
    m_pixelText->setObjectName(QStringLiteral("pixelText"));
    m_scoreText->setObjectName(QStringLiteral("regionText"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(6);
    layout->addWidget(m_pixelText);
    layout->addWidget(m_scoreText);
    layout->addWidget(m_table, 1);
    layout->addWidget(sectionTitle(tr("Models, compared with the ground truth"), this));
    layout->addWidget(m_map);
    layout->addWidget(m_bar);
    layout->addWidget(sectionTitle(tr("Histogram of the chosen picture"), this));
    layout->addWidget(m_histogram);
    connect(m_map, &QComboBox::currentIndexChanged, this, [this] {
        showMap();
        Q_EMIT mapChosen();
    });
    showMap();
}

void ViewerPanel::buildTable()
{
    m_table->setObjectName(QStringLiteral("pictureTable"));
    m_table->setAccessibleName(tr("Pictures"));
    m_table->setColumnCount(ColumnCount);
    m_table->setHorizontalHeaderLabels({tr("Picture"), tr("R  G  B"), tr("PSNR"), tr("SSIM")});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(Title, QHeaderView::Stretch);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setTextElideMode(Qt::ElideLeft);
    m_table->setWordWrap(false);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) { Q_EMIT currentChosen(row); });
}

void ViewerPanel::setTitles(const QStringList& titles)
{
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(static_cast<int>(titles.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        for (int column = 0; column < ColumnCount; ++column) {
            auto* item = new QTableWidgetItem(column == Title ? shownText(titles[row]) : QString());
            item->setToolTip(shownToolTip(titles[row]));
            m_table->setItem(row, column, item);
        }
    }
}

void ViewerPanel::setCurrent(int picture)
{
    const QSignalBlocker blocker(m_table);
    m_table->setCurrentCell(picture, Title);
}

void ViewerPanel::setPixels(const QString& where, const std::vector<std::optional<QColor>>& pixels)
{
    m_pixelText->setText(where);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto& pixel = pixels[static_cast<std::size_t>(row)];
        m_table->item(row, Pixel)
            ->setText(pixel ? QStringLiteral("%1 %2 %3").arg(pixel->red()).arg(pixel->green()).arg(pixel->blue())
                            : QString());
    }
}

void ViewerPanel::setScores(const QString& where, const std::vector<std::optional<Scores>>& scores)
{
    m_scoreText->setText(where);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto& score = scores[static_cast<std::size_t>(row)];
        m_table->item(row, Psnr)->setText(score ? psnrText(score->psnrDb) : QString());
        m_table->item(row, Ssim)->setText(score ? ssimText(score->ssim) : QString());
    }
}

void ViewerPanel::setHistogram(const Histogram& histogram)
{
    m_histogram->setHistogram(histogram);
}

std::optional<DifferenceKind> ViewerPanel::map() const
{
    const QVariant kind = m_map->currentData();
    return kind.isValid() ? std::optional(static_cast<DifferenceKind>(kind.toInt())) : std::nullopt;
}

void ViewerPanel::stepMap(int step)
{
    m_map->setCurrentIndex((m_map->currentIndex() + step + m_map->count()) % m_map->count());
}

void ViewerPanel::showMap()
{
    m_bar->setVisible(map().has_value());
    m_bar->setKind(map().value_or(DifferenceKind::Absolute));
}

}  // namespace scotopic
