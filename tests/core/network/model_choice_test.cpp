// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/model_choice.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace scotopic;

class ModelChoiceTest : public QObject {
    Q_OBJECT

    QByteArray m_environment;

private Q_SLOTS:
    void init() { m_environment = qgetenv("SCOTOPIC_MODEL"); }
    void cleanup()
    {
        if (m_environment.isEmpty()) {
            qunsetenv("SCOTOPIC_MODEL");
        } else {
            qputenv("SCOTOPIC_MODEL", m_environment);
        }
    }

    void wordsMeanTheSameEverywhere()
    {
        using Kind = ModelChoice::Kind;
        QVERIFY(parseModelChoice("default") == ModelChoice{});
        QVERIFY(parseModelChoice("Default") == ModelChoice{});
        QVERIFY((parseModelChoice("CLASSICAL") == ModelChoice{.kind = Kind::Classical, .file = {}}));
        QVERIFY((parseModelChoice("classical:200")
                 == ModelChoice{.kind = Kind::Classical, .file = {}, .noiseThreshold = 200.0F}));
        for (const char* file : {"unet.safetensors", "./default", "classical.pth", "a b/model.ckpt", "classic"}) {
            QVERIFY2((parseModelChoice(file) == ModelChoice{.kind = Kind::File, .file = file}), file);
        }
        for (const char* wrong :
             {"", "classical:", "classical:0", "classical:-1", "classical:nan", "classical:2e9", "classical:20 "}) {
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseModelChoice(wrong)), InvalidArgument);
        }
    }

    void aChoiceComesBackFromItsText()
    {
        for (const char* word : {"default", "classical", "classical:12.5", "unet.safetensors", "./default"}) {
            const ModelChoice choice = parseModelChoice(word);
            QCOMPARE(toText(choice), std::string(word));
        }
        // A file of that name in the working folder, which was not chosen by its word.
        const ModelChoice file{.kind = ModelChoice::Kind::File, .file = "Default"};
        QVERIFY(parseModelChoice(toText(file)).kind == ModelChoice::Kind::File);
    }

    void aNetworkIsNeededInSomePlaces()
    {
        qputenv("SCOTOPIC_MODEL", "/models/mine.safetensors");
        QVERIFY(networkFileOf(parseModelChoice("default")) == std::filesystem::path("/models/mine.safetensors"));
        QVERIFY(networkFileOf(parseModelChoice("x.pth")) == std::filesystem::path("x.pth"));
        QVERIFY(!modelFileOf(parseModelChoice("classical")));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(networkFileOf(parseModelChoice("classical"))), InvalidArgument);
        qputenv("SCOTOPIC_MODEL", "classical");
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(modelFileOf(parseModelChoice("default"))), UnreadableInput);
    }

    void theDefaultLiesBesideTheProgramsFolder_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("installed") << "bin/scotopic";
        QTest::newRow("built") << "app/desktop/scotopic";
        QTest::newRow("a test") << "tests/ui/enhance/ui_tests";
    }
    void theDefaultLiesBesideTheProgramsFolder()
    {
        QFETCH(QString, program);
        const QTemporaryDir temporary;
        const std::filesystem::path folder = temporary.path().toStdString();
        QVERIFY(!modelShippedWith(folder / program.toStdString()));
        const std::filesystem::path file = folder / "share/scotopic/models/default.safetensors";
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << "model";
        QVERIFY(modelShippedWith(folder / program.toStdString()) == file);
    }

    void theEnvironmentNamesAnother()
    {
        qputenv("SCOTOPIC_MODEL", "/models/mine.safetensors");
        QVERIFY(defaultModelFile() == std::filesystem::path("/models/mine.safetensors"));
        qputenv("SCOTOPIC_MODEL", "Classical");
        QVERIFY(!defaultModelFile());
    }
};

SCOTOPIC_TEST(ModelChoiceTest)
#include "model_choice_test.moc"
