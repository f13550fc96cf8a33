// SPDX-License-Identifier: MIT
#include "core/training/recipe.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"
#include "ui/enhance/photo.h"
#include "ui/recipe/new_run_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

#include <memory>

namespace scotopic {

namespace {

constexpr int kLongMs = 60'000;

QJsonObject objectOf(const TrainingOptions& options)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(recipeJson(options))).object();
}

/// Nothing in it is as in the study.
TrainingOptions everythingElse()
{
    TrainingOptions options;
    options.network = {.normalisation = Normalisation::Double,
                       .baseWidth = 12,
                       .inputPlanes = 9,
                       .headKernel = 1,
                       .upsampleBias = false};
    options.initialWeights = InitialWeights::Kaiming;
    options.epochs = 77;
    options.stepsPerEpoch = 33;
    options.patchPx = 144;
    options.batch = 3;
    options.accumulate = 2;
    options.loss = Loss::ToneMappedL1;
    options.learningRate = 3.5e-4;
    options.drop = LearningRateDrop{55, 2.5e-6};
    options.gradientClipNorm = 0.25;
    options.emaDecay = 0.9995;
    options.freezeNormAfterEpoch = 44;
    options.stopAfterEpochsWithoutGain = 22;
    options.seed = 12'345'678'901'234'567'890ULL;
    options.device = {DeviceKind::Cuda, 1};
    options.precision = Precision::Bf16;
    options.validateEveryEpochs = 3;
    options.sampleEveryEpochs = 6;
    options.checkpointEveryEpochs = 2;
    options.debug = true;
    options.allowedFailureShare = 0.125;
    options.initialModel = "/models/begin.safetensors";
    return options;
}

struct DialogFixture {
    explicit DialogFixture(const NewRun& from = {})
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
          dialog(workers, settings, path("runs"), from)
    {
        dialog.show();
    }

    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return toPath(folder.filePath(QLatin1String(name)));
    }
    template <class Widget>
    [[nodiscard]] Widget* find(const char* name) const
    {
        return dialog.findChild<Widget*>(QLatin1String(name));
    }
    [[nodiscard]] QString problem() const { return find<QLabel>("warnings")->text(); }
    [[nodiscard]] bool canStart() const { return find<QPushButton>("startRunButton")->isEnabled(); }

    QTemporaryDir folder;
    Workers workers;
    QSettings settings;
    NewRunDialog dialog;
};

}  // namespace

class NewRunDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldOfARecipeHasAWidget()
    {
        const TrainingOptions other = everythingElse();
        const QJsonObject study = objectOf({});
        const QJsonObject changed = objectOf(other);
        for (const QString& field : study.keys()) {
            if (field != QStringLiteral("schedule") && field != QStringLiteral("warmUpSteps")) {
                QVERIFY2(study[field] != changed[field], qPrintable(field));  // a new field is to be added above
            }
        }
        NewRun from;
        from.options = other;
        DialogFixture fixture(from);
        QCOMPARE(QByteArray::fromStdString(recipeJson(fixture.dialog.newRun().options)),
                 QByteArray::fromStdString(recipeJson(other)));
        fixture.dialog.saveRecipe(fixture.path("recipe.json"));
        fixture.dialog.choosePreset(RunPreset::Study);
        QVERIFY(recipeJson(fixture.dialog.newRun().options) != recipeJson(other));
        fixture.dialog.loadRecipe(fixture.path("recipe.json"));
        QCOMPARE(QByteArray::fromStdString(recipeJson(fixture.dialog.newRun().options)),
                 QByteArray::fromStdString(recipeJson(other)));
    }

    void aCosineHasAWarmUpAndNoDrop()
    {
        TrainingOptions cosine;
        cosine.schedule = Schedule::Cosine;
        cosine.warmUpSteps = 15;
        cosine.drop.reset();
        NewRun from;
        from.options = cosine;
        DialogFixture fixture(from);
        QCOMPARE(QByteArray::fromStdString(recipeJson(fixture.dialog.newRun().options)),
                 QByteArray::fromStdString(recipeJson(cosine)));
        QVERIFY(fixture.find<QSpinBox>("warmUpSteps")->isEnabled());
        QVERIFY(!fixture.find<QCheckBox>("dropAfterEpochOn")->isEnabled());
    }

    void presetsAreNamedUntilAFieldIsChanged()
    {
        DialogFixture fixture;
        auto* preset = fixture.find<QComboBox>("presetBox");
        QCOMPARE(preset->currentData().toInt(), static_cast<int>(RunPreset::Study));
        fixture.dialog.choosePreset(RunPreset::QuickLook);
        QCOMPARE(preset->currentData().toInt(), static_cast<int>(RunPreset::QuickLook));
        QVERIFY(fixture.dialog.newRun().options.network.baseWidth < 32);
        fixture.find<QSpinBox>("epochs")->setValue(7);
        QVERIFY(preset->currentText() == QStringLiteral("custom"));
        fixture.dialog.choosePreset(RunPreset::Debug);
        QVERIFY(fixture.dialog.newRun().options.debug);
        // The architecture is the person's choice, not a preset's.
        auto* architecture = fixture.find<QComboBox>("architecture");
        architecture->setCurrentIndex(architecture->findData(QStringLiteral("single-bn")));
        QCOMPARE(preset->currentData().toInt(), static_cast<int>(RunPreset::Debug));
        QVERIFY(fixture.find<QLineEdit>("nameField")->text().startsWith(QStringLiteral("single-bn-")));
    }

    void whatIsWrongIsSaidAsItIsTyped()
    {
        DialogFixture fixture;
        QVERIFY(!fixture.canStart());
        QVERIFY(fixture.problem().contains(QStringLiteral("learn from")));
        test::writeSmallCache(fixture.path("cache"));
        fixture.dialog.setData(fixture.path("cache"));
        QVERIFY(!fixture.canStart());  // nobody has looked at the files yet
        QTRY_VERIFY2_WITH_TIMEOUT(fixture.canStart(), qPrintable(fixture.problem()), kLongMs);
        fixture.find<QLineEdit>("learningRate")->setText(QStringLiteral("fast"));
        QVERIFY(!fixture.canStart() && fixture.problem().contains(QStringLiteral("Learning rate")));
        fixture.find<QLineEdit>("learningRate")->setText(QStringLiteral("3"));
        QVERIFY(!fixture.canStart() && fixture.problem().contains(QStringLiteral("the learning rate must be")));
        fixture.find<QLineEdit>("learningRate")->setText(QStringLiteral("2e-4"));
        fixture.find<QSpinBox>("patchPx")->setValue(100);
        QVERIFY(!fixture.canStart() && fixture.problem().contains(QStringLiteral("multiple of 16")));
        fixture.find<QSpinBox>("patchPx")->setValue(96);
        fixture.find<QLineEdit>("nameField")->setText(QStringLiteral("a/b"));
        QVERIFY(!fixture.canStart());
        std::filesystem::create_directories(fixture.path("runs") / "taken");
        fixture.find<QLineEdit>("nameField")->setText(QStringLiteral("taken"));
        QVERIFY(!fixture.canStart() && fixture.problem().contains(QStringLiteral("already")));
        fixture.find<QLineEdit>("nameField")->setText(QStringLiteral("free"));
        QVERIFY(fixture.canStart());
        QCOMPARE(fixture.dialog.newRun().options.learningRate, 2e-4);
        QCOMPARE(fixture.dialog.newRun().folder, fixture.path("runs") / "free");
    }

    void theDataAreSummarised()
    {
        DialogFixture fixture;
        QSignalSpy summarised(&fixture.dialog, &NewRunDialog::dataSummarised);
        test::writeSmallCache(fixture.path("cache"));
        fixture.dialog.setData(fixture.path("cache"));
        auto* text = fixture.find<QLabel>("dataSummary");
        QTRY_VERIFY_WITH_TIMEOUT(text->text().contains(QStringLiteral("4 scene")), kLongMs);
        QVERIFY(text->text().contains(QStringLiteral("2 to validate on")));
        QVERIFY(!fixture.find<QPlainTextEdit>("dataProblems")->isVisible());

        std::filesystem::create_directories(fixture.path("nothing"));
        fixture.dialog.setData(fixture.path("nothing"));
        QTRY_VERIFY_WITH_TIMEOUT(text->text().contains(QStringLiteral("nothing: ")), kLongMs);
        QVERIFY(!fixture.canStart());
    }

    void missingFilesOfARealSetAreListed()
    {
        SCOTOPIC_REAL_FILE(data, "sid-mini");
        DialogFixture fixture;
        std::filesystem::copy(data, fixture.path("sid"), std::filesystem::copy_options::recursive);
        const std::filesystem::path shorts = fixture.path("sid") / "Sony" / "short";
        std::filesystem::remove(std::filesystem::directory_iterator(shorts)->path());
        fixture.dialog.setData(fixture.path("sid"));
        auto* problems = fixture.find<QPlainTextEdit>("dataProblems");
        QTRY_VERIFY_WITH_TIMEOUT(problems->isVisible(), kLongMs);
        QVERIFY2(problems->toPlainText().contains(QStringLiteral("short")), qPrintable(problems->toPlainText()));
        QVERIFY(fixture.find<QLabel>("dataSummary")->text().contains(QStringLiteral("scene")));
    }

    void needsAreToldBeforeTheStart()
    {
        DialogFixture fixture;
        QSignalSpy measured(&fixture.dialog, &NewRunDialog::needsMeasured);
        fixture.dialog.choosePreset(RunPreset::QuickLook);
        auto* needs = fixture.find<QLabel>("needsText");
        QVERIFY(needs->text().contains(QStringLiteral("Measuring")));
        QTRY_VERIFY_WITH_TIMEOUT(!measured.isEmpty(), kLongMs);
        QVERIFY2(needs->text().contains(QStringLiteral("a step")), qPrintable(needs->text()));
        QVERIFY(needs->text().contains(QStringLiteral("on disk")));
    }

    void aDamagedRecipeChangesNothing()
    {
        DialogFixture fixture;
        const std::string before = recipeJson(fixture.dialog.newRun().options);
        test::writeText(fixture.path("bad.json"), "{\"epochs\": \"many\"}");
        fixture.dialog.loadRecipe(fixture.path("bad.json"));
        QVERIFY2(fixture.problem().contains(QStringLiteral("bad.json")), qPrintable(fixture.problem()));
        QCOMPARE(recipeJson(fixture.dialog.newRun().options), before);
    }

    void theLastRunIsBegunWith()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        NewRun run;
        run.options = everythingElse();
        run.data = "/data/SID";
        run.exclusions = "/data/out.txt";
        writeNewRun(settings, run);
        const NewRun found = readNewRun(settings);
        QCOMPARE(recipeJson(found.options), recipeJson(run.options));
        QCOMPARE(found.data, run.data);
        QCOMPARE(found.exclusions, run.exclusions);
        QVERIFY(found.folder.empty());
    }
};

SCOTOPIC_TEST(NewRunDialogTest)

}  // namespace scotopic

#include "new_run_dialog_test.moc"
