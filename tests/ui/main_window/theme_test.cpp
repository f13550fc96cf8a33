// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/comparison/pairwise_page.h"
#include "ui/enhance/icons.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/theme.h"
#include "ui/main_window/theme_colours.h"
#include "ui/viewer/histogram_view.h"
#include "ui/viewer/picture_view.h"
#include "ui/viewer/surround.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QStyleOption>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

/// WCAG 2.1: relative luminance, and the ratio of two of them, 1 to 21.
double luminanceOf(const QColor& colour)
{
    const auto light = [](float value) {
        return value <= 0.04045F ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * light(colour.redF()) + 0.7152 * light(colour.greenF()) + 0.0722 * light(colour.blueF());
}

double contrastOf(const QColor& a, const QColor& b)
{
    const auto [dark, light] = std::minmax({luminanceOf(a), luminanceOf(b)});
    return (light + 0.05) / (dark + 0.05);
}

QColor cornerOf(QWidget& widget)
{
    return widget.grab().toImage().pixelColor(2, 2);
}

bool isNeutral(const QColor& colour)
{
    return colour.red() == colour.green() && colour.green() == colour.blue();
}

ImageScore scoreOf(const char* contestant, const char* pair, double psnrDb)
{
    ImageScore score;
    score.protocol = "study";
    score.contestant = contestant;
    score.pair = pair;
    score.scene = pair;
    score.scores = {psnrDb, 0.7};
    return score;
}

}  // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QFile::remove(settingsFile());
        applyTheme(*qApp, Theme::Dark);
    }
    void cleanup() { applyTheme(*qApp, Theme::Dark); }

    void aChosenThemeIsTakenAtOnceAndSurvivesARestart()
    {
        {
            QSettings settings(settingsFile(), QSettings::IniFormat);
            QCOMPARE(readTheme(settings), Theme::Dark);
            MainWindow window(settings, std::nullopt);
            window.show();
            auto* start = window.findChild<QWidget*>(QStringLiteral("startPanel"));
            const QColor before = cornerOf(*start);
            window.findChild<QAction*>(QStringLiteral("themeLight"))->trigger();
            QVERIFY(!isDark(QApplication::palette()));
            QVERIFY(contrastOf(before, cornerOf(*start)) > 5);
        }
        QSettings settings(settingsFile(), QSettings::IniFormat);
        QCOMPARE(readTheme(settings), Theme::Light);
        const MainWindow window(settings, std::nullopt);
        QVERIFY(window.findChild<QAction*>(QStringLiteral("themeLight"))->isChecked());
        QVERIFY(!window.findChild<QAction*>(QStringLiteral("themeDark"))->isChecked());
    }

    void theSystemsThemeIsOneOfTheTwo()
    {
        applyTheme(*qApp, Theme::System);
        const QColor window = QApplication::palette().color(QPalette::Window);
        QVERIFY(window == paletteOf(ColourSet::Dark).color(QPalette::Window)
                || window == paletteOf(ColourSet::Light).color(QPalette::Window));
    }

    void whatNobodyWroteIntoTheSettingsIsDark()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        settings.setValue(QStringLiteral("window/theme"), QStringLiteral("mauve"));
        QCOMPARE(readTheme(settings), Theme::Dark);
        writeTheme(settings, Theme::System);
        QCOMPARE(readTheme(settings), Theme::System);
    }

    void everyColourOfTheSheetIsKnown()
    {
        QFile file(QStringLiteral(":/theme.qss"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString sheet = QString::fromUtf8(file.readAll());
        QVERIFY(sheet.contains(QLatin1Char('@')));
        for (const ColourSet set : {ColourSet::Dark, ColourSet::Light}) {
            const QString coloured = withColours(sheet, set);
            const qsizetype unknown = coloured.indexOf(QLatin1Char('@'));
            QVERIFY2(unknown < 0, qPrintable(coloured.mid(unknown, 20)));
        }
    }

    void textsStandOut_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("dark") << paletteOf(ColourSet::Dark);
        QTest::newRow("light") << paletteOf(ColourSet::Light);
    }

    void textsStandOut()
    {
        QFETCH(QPalette, palette);
        using Role = QPalette::ColorRole;
        for (const auto& [text, ground] :
             std::initializer_list<std::pair<Role, Role>>{{QPalette::WindowText, QPalette::Window},
                                                          {QPalette::Text, QPalette::Base},
                                                          {QPalette::Text, QPalette::AlternateBase},
                                                          {QPalette::PlaceholderText, QPalette::Base},
                                                          {QPalette::ButtonText, QPalette::Button},
                                                          {QPalette::HighlightedText, QPalette::Highlight},
                                                          {QPalette::ToolTipText, QPalette::ToolTipBase},
                                                          {QPalette::Link, QPalette::Window}}) {
            const double contrast = contrastOf(palette.color(text), palette.color(ground));
            QVERIFY2(contrast >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3").arg(text).arg(ground).arg(contrast)));
            QVERIFY(isNeutral(palette.color(ground)));
        }
    }

    void aBoxThatIsNotCheckedIsSeen()
    {
        for (const Theme theme : {Theme::Dark, Theme::Light}) {
            applyTheme(*qApp, theme);
            QCheckBox box;
            box.resize(box.sizeHint());
            const QImage drawn = box.grab().toImage();
            QStyleOptionButton option;
            option.initFrom(&box);
            const QRect place = box.style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, &box);
            const QColor frame = drawn.pixelColor(place.left(), place.center().y());
            const double contrast = contrastOf(frame, box.palette().color(QPalette::Window));
            QVERIFY2(contrast >= 3, qPrintable(QString::number(contrast)));  // WCAG 2.1, 1.4.11
        }
    }

    void aPicturesSurroundIsNeutralInBothThemes()
    {
        PictureView view;
        view.resize(80, 60);
        applyTheme(*qApp, Theme::Light);
        const QColor light = cornerOf(view);
        applyTheme(*qApp, Theme::Dark);
        const QColor dark = cornerOf(view);
        QVERIFY(light.value() > dark.value());
        QVERIFY(isNeutral(light) && isNeutral(dark));
    }

    void theHistogramIsPaintedOnTheThemesGround()
    {
        HistogramView view;
        view.resize(80, 60);
        applyTheme(*qApp, Theme::Light);
        QVERIFY(cornerOf(view).value() > 200);
        applyTheme(*qApp, Theme::Dark);
        QVERIFY(cornerOf(view).value() < 60);
    }

    void drawingsHaveTheColourOfText()
    {
        const QIcon icon = loadIcon("export");
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(*qApp, theme);
            const QImage image = icon.pixmap(24, 24).toImage();
            const QColor ink = QApplication::palette().color(QPalette::ButtonText);
            QCOMPARE(image.pixelColor(12, 8).rgb(), ink.rgb());  // the arrow's shaft
            QCOMPARE(image.pixelColor(1, 1).alpha(), 0);
        }
    }

    void aChartFollowsTheTheme()
    {
        const Workers workers;
        PairwisePage page(workers);
        QSignalSpy shown(&page, &PairwisePage::shown);
        page.resize(700, 400);
        page.setScores({scoreOf("a", "1", 20), scoreOf("b", "1", 21), scoreOf("a", "2", 22), scoreOf("b", "2", 25)},
                       "study", {"a", "b"});
        page.show();
        QVERIFY(shown.wait());
        auto* chart = page.findChild<QWidget*>(QStringLiteral("differenceChart"));
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(*qApp, theme);
            QCOMPARE(chart->grab().toImage().pixelColor(chart->width() / 2, 14),
                     QApplication::palette().color(QPalette::Base));
        }
    }

private:
    [[nodiscard]] QString settingsFile() const { return m_folder.filePath(QStringLiteral("settings.ini")); }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(ThemeTest)

}  // namespace scotopic

#include "theme_test.moc"
