// SPDX-License-Identifier: MIT
#include "core/enhance/default_model.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace scotopic;

class DefaultModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itLiesBesideTheProgramsFolder_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("installed") << "bin/scotopic";
        QTest::newRow("built") << "app/desktop/scotopic";
        QTest::newRow("a test") << "tests/ui/enhance/ui_tests";
    }

    void itLiesBesideTheProgramsFolder()
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
        const QByteArray before = qgetenv("SCOTOPIC_MODEL");
        qputenv("SCOTOPIC_MODEL", "/models/mine.safetensors");
        QVERIFY(defaultModelFile() == std::filesystem::path("/models/mine.safetensors"));
        qputenv("SCOTOPIC_MODEL", "classical");
        QVERIFY(!defaultModelFile());
        if (before.isEmpty()) {
            qunsetenv("SCOTOPIC_MODEL");
        } else {
            qputenv("SCOTOPIC_MODEL", before);
        }
    }
};

SCOTOPIC_TEST(DefaultModelTest)
#include "default_model_test.moc"
