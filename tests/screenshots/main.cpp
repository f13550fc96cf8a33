// SPDX-License-Identifier: MIT
// Takes pictures of the real window: every page, with a photo, runs and an evaluation that are given.
#include "ui/comparison/comparison_page.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/comparison/setup_dialog.h"
#include "ui/enhance/enhance_page.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/shortcuts_dialog.h"
#include "ui/main_window/theme.h"
#include "ui/main_window/translation.h"
#include "ui/recipe/new_run_dialog.h"
#include "ui/training/epoch_pictures.h"
#include "ui/training/train_page.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QToolBar>

namespace {

using namespace scotopic;

constexpr int kLongMs = 120'000;
constexpr int kSettleMs = 1500;  // thumbnails, curves and the last repaint

struct Material {
    QString photo;
    QString runs;
    QString evaluation;
    QString output;
};

class Photographer {
public:
    Photographer(MainWindow& window, Material material) : m_window(window), m_material(std::move(material)) {}

    void enhance()
    {
        QSignalSpy settled(&m_window.enhancePage(), &EnhancePage::settled);
        m_window.start(toPath(m_material.photo));
        settled.wait(kLongMs);
        m_window.enhancePage().actions().compare->trigger();
        settled.wait(kLongMs);
        take("enhance");
        QTest::keyClick(&m_window, Qt::Key_F1);
        if (auto* keys = m_window.findChild<ShortcutsDialog*>()) {
            save("keys", keys->grab());
            keys->close();
        }
    }

    void train()
    {
        mode(1);
        TrainPage& page = m_window.trainPage();
        QSignalSpy listed(&page, &TrainPage::listed);
        listed.wait(kLongMs);
        QAbstractItemModel* const runs = page.findChild<QTableView*>(QStringLiteral("runTable"))->model();
        for (int row = 0; row < runs->rowCount(); ++row) {
            runs->setData(runs->index(row, 0), Qt::Checked, Qt::CheckStateRole);
        }
        QSignalSpy drawn(&page, &TrainPage::chartsUpToDate);
        drawn.wait(kLongMs);
        take("train");
        auto* tabs = page.findChild<QTabWidget*>(QStringLiteral("trainTabs"));
        QSignalSpy seen(&page.pictures(), &EpochPictures::photoShown);
        tabs->setCurrentIndex(1);
        seen.wait(kLongMs);
        take("train-pictures");
        tabs->setCurrentIndex(2);
        take("train-details");
        tabs->setCurrentIndex(0);
        newRun(page);
    }

    void compare()
    {
        mode(2);
        auto* page = m_window.findChild<ComparisonPage*>();
        QSignalSpy opened(page, &ComparisonPage::opened);
        page->open(toPath(m_material.evaluation));
        opened.wait(kLongMs);
        take("compare");
        auto* tabs = page->findChild<QTabWidget*>(QStringLiteral("comparisonTabs"));
        tabs->setCurrentIndex(1);
        take("compare-two-models");
        tabs->setCurrentIndex(2);
        take("compare-norms");
        tabs->setCurrentIndex(0);
        page->askForSetup();
        if (auto* dialog = page->findChild<SetupDialog*>()) {
            QTest::qWait(kSettleMs);
            save("new-evaluation", dialog->grab());
            dialog->reject();
        }
        page->look(page->grid().shownPairs().front(), ScoreGridModel::FirstContestant);
        take("compare-viewer");
    }

private:
    /// On the data of the first run that is listed.
    void newRun(TrainPage& page)
    {
        page.findChild<QPushButton*>(QStringLiteral("newRunButton"))->click();
        auto* dialog = page.findChild<NewRunDialog*>();
        if (dialog == nullptr) {
            return;
        }
        if (const RunInfo* first = page.runs().runAt(0); first != nullptr && first->record) {
            QSignalSpy summarised(dialog, &NewRunDialog::dataSummarised);
            dialog->setData(first->record->dataRoot);
            summarised.wait(kLongMs);
        }
        QSignalSpy measured(dialog, &NewRunDialog::needsMeasured);
        measured.wait(kLongMs);
        QTest::qWait(kSettleMs);
        save("new-run", dialog->grab());
        dialog->reject();
    }

    void mode(int index)
    {
        m_window.findChild<QToolBar*>(QStringLiteral("modeBar"))->actions()[index]->setChecked(true);
    }

    void take(const char* name)
    {
        QTest::qWait(kSettleMs);
        save(name, m_window.grab());
    }

    void save(const char* name, const QPixmap& picture)
    {
        const QString file = QDir(m_material.output).filePath(QLatin1String(name) + QStringLiteral(".png"));
        if (!picture.save(file)) {
            QTextStream(stderr) << file << " cannot be written\n";
        }
    }

    MainWindow& m_window;
    Material m_material;
};

}  // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption size(QStringLiteral("size"), QString(), QStringLiteral("WxH"), QStringLiteral("1280x720"));
    const QCommandLineOption theme(QStringLiteral("theme"), QString(), QStringLiteral("NAME"), QStringLiteral("dark"));
    const QCommandLineOption language(QStringLiteral("language"), QString(), QStringLiteral("CODE"),
                                      QStringLiteral("en"));
    parser.addOptions({size, theme, language});
    parser.addPositionalArgument(QStringLiteral("photo runs evaluation output"), QString());
    parser.process(application);
    const QStringList places = parser.positionalArguments();
    if (places.size() != 4) {
        QTextStream(stderr) << "usage: scotopic_screenshots [--size WxH] [--theme NAME] [--language CODE] PHOTO RUNS "
                               "EVALUATION OUTPUT\n";
        return 2;
    }
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("train/runs"), places[1]);
    settings.setValue(QStringLiteral("window/theme"), parser.value(theme));
    QDir().mkpath(places[3]);

    const Translation translation(parser.value(language));
    applyTheme(*qApp, readTheme(settings));
    MainWindow window(settings, std::nullopt);
    const QStringList sides = parser.value(size).split(QLatin1Char('x'));
    window.resize(sides.value(0).toInt(), sides.value(1).toInt());
    window.show();
    Photographer photographer(window, {places[0], places[1], places[2], places[3]});
    photographer.enhance();
    photographer.train();
    photographer.compare();
    return 0;
}
