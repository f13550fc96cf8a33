// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/run_folder.h"
#include "tests/core/training/run_support.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo.h"
#include "ui/training/train_page.h"

#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

namespace scotopic::test {

inline constexpr int kLongMs = 120'000;

/// A page in a window of its own, with a small decoded data set, and runs and settings that vanish with it.
struct TrainFixture {
    TrainFixture()
    {
        qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data-home")).toLocal8Bit());
        settings = std::make_unique<QSettings>(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        settings->setValue(QStringLiteral("train/runs"), folder.filePath(QStringLiteral("runs")));
        openPage();
    }

    void openPage()
    {
        page = std::make_unique<TrainPage>(workers, *settings);
        page->resize(1200, 760);
        page->show();
    }

    [[nodiscard]] std::filesystem::path runFolder(const char* name) const
    {
        return toPath(folder.filePath(QStringLiteral("runs"))) / name;
    }

    /// With these epochs of four steps.
    [[nodiscard]] NewRun smallNewRun(const char* name, int epochs) const
    {
        const std::filesystem::path data = toPath(folder.filePath(QStringLiteral("cache")));
        if (!std::filesystem::exists(data)) {
            writeSmallCache(data);
        }
        NewRun run;
        run.options = smallRun();
        run.options.epochs = epochs;
        run.options.sampleEveryEpochs = 1;
        run.data = data;
        run.folder = runFolder(name);
        return run;
    }

    /// Null while it is not listed.
    [[nodiscard]] const RunInfo* listed(const char* name) const
    {
        return page->runs().runAt(page->runs().rowOf(runFolder(name)));
    }
    [[nodiscard]] bool is(const char* name, RunStatus status) const
    {
        const RunInfo* const run = listed(name);
        return run != nullptr && run->status == status;
    }
    void waitFor(const char* name, RunStatus status) const
    {
        QTRY_VERIFY2_WITH_TIMEOUT(is(name, status), qPrintable(bannerText()), kLongMs);
    }
    void waitForEpoch(const char* name, int epoch) const
    {
        QTRY_VERIFY2_WITH_TIMEOUT(listed(name) != nullptr && listed(name)->epoch >= epoch, qPrintable(bannerText()),
                                  kLongMs);
    }

    template <class Widget>
    [[nodiscard]] Widget* find(const char* name) const
    {
        return page->findChild<Widget*>(QLatin1String(name));
    }
    [[nodiscard]] QString bannerText() const { return page->findChild<MessageBanner*>()->sentence(); }
    [[nodiscard]] QString logText() const { return find<QPlainTextEdit>("runLog")->toPlainText(); }

    QTemporaryDir folder;
    Workers workers;
    std::unique_ptr<QSettings> settings;
    std::unique_ptr<TrainPage> page;
};

}  // namespace scotopic::test
