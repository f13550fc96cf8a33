// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/model_file.h"
#include "tests/core/dataset/small_cache.h"
#include "ui/comparison/comparison_page.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

namespace scotopic::test {

/// A page in a window of its own, with a small decoded test set, and files and settings that vanish with it.
struct ComparisonFixture {
    ComparisonFixture()
    {
        qputenv("XDG_CACHE_HOME", folder.filePath(QStringLiteral("cache-home")).toLocal8Bit());
        settings = std::make_unique<QSettings>(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        openPage();
    }

    void openPage()
    {
        page = std::make_unique<ComparisonPage>(workers, *settings);
        page->resize(1000, 700);
        page->show();
    }

    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return toPath(folder.filePath(QLatin1String(name)));
    }

    [[nodiscard]] std::filesystem::path model(const char* name, Normalisation normalisation) const
    {
        Model tiny = makeRandomModel({.normalisation = normalisation, .baseWidth = 4}, /*seed=*/3);
        tiny.notes["name"] = name;
        std::filesystem::path file = path(name);
        file += ".safetensors";
        writeModelFile(file, tiny, IfExists::Overwrite);
        return file;
    }

    /// Three scenes, the networks alone: nothing is decoded.
    [[nodiscard]] EvaluationSetup smallSetup() const
    {
        if (!std::filesystem::exists(path("data"))) {
            writeSmallCache(path("data"), {namedPair("10003", 0), namedPair("10011", 0), namedPair("10016", 0)},
                            {48, 32});
        }
        EvaluationSetup setup;
        setup.data = path("data");
        setup.models = {model("plain", Normalisation::None), model("double", Normalisation::Double)};
        setup.withClassical = false;
        setup.statistics = {NormStatistics::Running, NormStatistics::Image};
        setup.protocols = QStringLiteral("study,paper");
        setup.folder = path("scores");
        return setup;
    }

    void evaluateAndWait(const EvaluationSetup& setup) const
    {
        QSignalSpy opened(page.get(), &ComparisonPage::opened);
        page->evaluate(setup);
        QTRY_VERIFY2_WITH_TIMEOUT(opened.count() > 0 || !bannerText().isEmpty(), qPrintable(bannerText()), 120'000);
        QVERIFY2(opened.count() == 1, qPrintable(bannerText()));
    }

    template <class Widget>
    [[nodiscard]] Widget* find(const char* name) const
    {
        return page->findChild<Widget*>(QLatin1String(name));
    }
    [[nodiscard]] QString bannerText() const { return page->findChild<MessageBanner*>()->sentence(); }

    QTemporaryDir folder;
    Workers workers;
    std::unique_ptr<QSettings> settings;
    std::unique_ptr<ComparisonPage> page;
};

}  // namespace scotopic::test
