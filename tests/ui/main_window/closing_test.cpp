// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "core/training/run_folder.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"
#include "ui/comparison/comparison_page.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo.h"
#include "ui/main_window/main_window.h"
#include "ui/training/train_page.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QTemporaryDir>

#include <algorithm>

namespace scotopic {

namespace {

constexpr int kLongMs = 120'000;
constexpr int kManyEpochs = 100'000;

QAbstractButton* buttonSaying(const QMessageBox& question, const char* words)
{
    const QList<QAbstractButton*> buttons = question.buttons();
    const auto found = std::find_if(buttons.begin(), buttons.end(), [words](const QAbstractButton* button) {
        return button->text().remove(QLatin1Char('&')).contains(QLatin1String(words));
    });
    return found == buttons.end() ? nullptr : *found;
}

}  // namespace

/// What becomes of a run when the window is closed.
class ClosingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { test::writeSmallCache(at("cache")); }

    void init()
    {
        m_settings = std::make_unique<QSettings>(fromPath(at("settings.ini")), QSettings::IniFormat);
        m_settings->setValue(QStringLiteral("train/runs"), fromPath(at("runs")));
        m_window = std::make_unique<MainWindow>(*m_settings, std::nullopt);
        m_window->show();
    }
    void cleanup() { m_window.reset(); }

    void whoCancelsTrainsOn()
    {
        train("stays");
        m_window->close();
        QVERIFY(m_window->isVisible());
        auto* question = m_window->findChild<QMessageBox*>(QStringLiteral("trainingQuestion"));
        QVERIFY(question != nullptr);
        question->reject();
        QVERIFY(m_window->trainPage().isTraining() && m_window->isVisible());
    }

    void aCheckpointIsKept()
    {
        train("kept");
        m_window->close();
        answer("Keep a checkpoint");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kLongMs);
        const RunRecord record = RunFolder::read(at("runs") / "kept");
        QVERIFY(record.state == RunState::Paused && record.step > 0);
    }

    void theEpochIsTrainedToItsEnd()
    {
        train("whole");
        m_window->close();
        answer("until the epoch ends");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kLongMs);
        const RunRecord record = RunFolder::read(at("runs") / "whole");
        QVERIFY(record.state == RunState::Paused);
        QCOMPARE(record.step, static_cast<long>(record.epoch) * record.stepsPerEpoch);
    }

    void anEvaluationDoesNotKeepTheWindowOpen()
    {
        std::vector<ImagePair> pairs;
        for (int scene = 10100; scene < 10300; ++scene) {
            pairs.push_back(test::namedPair(std::to_string(scene), 0));
        }
        test::writeSmallCache(at("many pictures"), pairs, {64, 48});
        train("first");
        EvaluationSetup setup;
        setup.data = at("many pictures");
        setup.models = {at("models") / "a.safetensors"};
        setup.withClassical = false;
        setup.statistics = {NormStatistics::Running};
        setup.protocols = QStringLiteral("study");
        setup.folder = at("scores");
        std::filesystem::create_directories(at("models"));
        writeModelFile(setup.models.front(), makeRandomModel({.baseWidth = 4}, /*seed=*/3), IfExists::Overwrite);
        auto* comparison = m_window->findChild<ComparisonPage*>();
        comparison->evaluate(setup);
        QTRY_VERIFY_WITH_TIMEOUT(!comparison->grid().grid().scores().empty(), kLongMs);
        m_window->close();
        answer("Keep a checkpoint");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kLongMs);
        QVERIFY(RunFolder::read(at("runs") / "first").state == RunState::Paused);
        QVERIFY(!std::filesystem::exists(at("scores") / "results.csv"));  // the end of it was not waited for
    }

    void whoChangesTheirMindTrainsOn()
    {
        train("on");
        m_window->close();
        answer("until the epoch ends");
        m_window->close();  // asks again
        if (auto* question = m_window->findChild<QMessageBox*>(QStringLiteral("trainingQuestion"))) {
            question->button(QMessageBox::Cancel)->click();
        }
        const std::filesystem::path folder = at("runs") / "on";
        TrainPage& page = m_window->trainPage();
        if (page.isTraining()) {  // else its epoch was over before
            const auto epoch = [&] { return page.runs().runAt(page.runs().rowOf(folder))->epoch; };
            const int before = epoch();
            QTRY_VERIFY_WITH_TIMEOUT(epoch() >= before + 2, kLongMs);
            QVERIFY(m_window->isVisible() && page.isTraining());
        }
    }

    void aCheckpointThatCannotBeWrittenKeepsTheWindowOpen()
    {
        train("blocked", /*checkpointEveryEpochs=*/kManyEpochs);  // else there might be one at any moment
        const std::filesystem::path checkpoints = at("runs") / "blocked" / "checkpoints";
        std::filesystem::remove_all(checkpoints);
        test::writeText(checkpoints, "in the way");
        m_window->close();
        answer("Keep a checkpoint");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->trainPage().isTraining(), kLongMs);
        QCoreApplication::processEvents();
        QVERIFY(m_window->isVisible());
        QVERIFY(
            m_window->trainPage().findChild<MessageBanner*>()->sentence().contains(QStringLiteral("blocked failed")));
    }

    void withoutARunNobodyIsAsked()
    {
        m_window->close();
        QVERIFY(!m_window->isVisible());
    }

private:
    [[nodiscard]] std::filesystem::path at(const char* name) const { return toPath(m_folder.path()) / name; }

    void train(const char* name, int checkpointEveryEpochs = 1)
    {
        NewRun run;
        run.options = test::smallRun();
        run.options.epochs = kManyEpochs;
        run.options.checkpointEveryEpochs = checkpointEveryEpochs;
        run.data = at("cache");
        run.folder = at("runs") / name;
        TrainPage& page = m_window->trainPage();
        page.begin(run);
        QTRY_VERIFY_WITH_TIMEOUT(
            page.runs().rowOf(run.folder) >= 0 && page.runs().runAt(page.runs().rowOf(run.folder))->step > 0, kLongMs);
    }

    void answer(const char* words)
    {
        auto* question = m_window->findChild<QMessageBox*>(QStringLiteral("trainingQuestion"));
        QVERIFY(question != nullptr);
        QAbstractButton* const button = buttonSaying(*question, words);
        QVERIFY(button != nullptr);
        button->click();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

SCOTOPIC_TEST(ClosingTest)

}  // namespace scotopic

#include "closing_test.moc"
