// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "tests/cli/peak_memory.h"
#include "tests/cli/run_cli.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

using namespace scotopic;
using namespace scotopic::test;

/// The study's commands on its network and its frames: 4256x2848 photosites, width 32, patches of 512.
class StudyMemoryTest : public QObject {
    Q_OBJECT

    Folder m_folder;

    void staysWithin(double limitBytes, const QStringList& arguments) const
    {
        const Measured measured = measure(arguments, m_folder.path("output.txt"));
        const QString figure = QStringLiteral("peak %1 GiB").arg(measured.peakResidentBytes / kGiB, 0, 'f', 3);
        qInfo("%s", qPrintable(figure));
        QCOMPARE(measured.status, 0);
        QVERIFY2(measured.peakResidentBytes < limitBytes, qPrintable(figure));
    }

private Q_SLOTS:
    void initTestCase()
    {
#ifndef NDEBUG
        QSKIP("takes minutes in debug builds");
#endif
        writeSmallCache(m_folder.path("cache").toStdString(),
                        {.trainScenes = 1, .validationScenes = 1, .planesSize = {2128, 1424}});
    }

    void evaluatingAFrameTakesLessThanTwoGigabytes()
    {
        const QString model = m_folder.path("model.safetensors");
        writeModelFile(model.toStdString(), makeRandomModel({}, /*seed=*/1), IfExists::Refuse);
        staysWithin(2e9, {"evaluate", "--data", m_folder.path("cache"), "--split", "val", "--model", model, "--device",
                          "cpu", "--out", m_folder.path("scores")});
    }

    /// With the validation of a whole frame.
    void trainingTakesLessThanFourGigabytes()
    {
        staysWithin(4e9, {"train", "--data", m_folder.path("cache"), "--run", m_folder.path("run"), "--epochs", "1",
                          "--device", "cpu"});
    }
};

SCOTOPIC_TEST(StudyMemoryTest)
#include "study_memory_test.moc"
