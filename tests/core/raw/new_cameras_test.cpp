// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/raw/new_cameras.h"
#include "core/raw/read_raw.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

using namespace scotopic;

namespace {

std::string fieldsWith(const std::string& model)
{
    return std::string("II*\0 Sony\0 ", 11) + model + std::string("\0 2021:12:01", 12);
}

}  // namespace

class NewCamerasTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCameraIsKnownByItsWholeName()
    {
        QCOMPARE(newCameraIn(fieldsWith("ILCE-7M4"))->libRawMinor, 21);
        QCOMPARE(newCameraIn(fieldsWith("Canon EOS R5"))->libRawMinor, 21);
        QCOMPARE(newCameraIn(fieldsWith("Canon EOS R5m2"))->libRawMinor, 22);
        QCOMPARE(newCameraIn(fieldsWith("X-T50"))->libRawMinor, 22);
        QVERIFY(!newCameraIn(fieldsWith("ILCE-7M3")));  // 0.20 has it
        QVERIFY(!newCameraIn(fieldsWith("X-T4")));
        QVERIFY(!newCameraIn(fieldsWith("PROX-E4")));
        QVERIFY(!newCameraIn("ILCE-7M4"));  // no field ends there
        QVERIFY(!newCameraIn({}));
    }

    void theAdviceNamesCameraAndVersions()
    {
        const std::string bytes = fieldsWith("ILCE-7M4");
        const std::optional<std::string> advice = newCameraAdvice(bytes, 20, "0.20.2-Release");
        QVERIFY(advice.has_value());
        for (const char* word : {"ILCE-7M4", "LibRaw 0.20.2-Release", "LibRaw 0.21", "Debian 13", "DNG"}) {
            QVERIFY2(advice->find(word) != std::string::npos, advice->c_str());
        }
        QVERIFY(!newCameraAdvice(bytes, 21, "0.21.4"));
        QVERIFY(newCameraAdvice(fieldsWith("Canon EOS R8"), 21, "0.21.4").has_value());
    }

    void aRefusedRawIsToldWithIt()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath("new.cr3"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(fieldsWith("Canon EOS R1") + std::string(4096, 'x')));  // of LibRaw 0.22
        file.close();
        try {
            static_cast<void>(readRaw(file.fileName().toStdString()));
            QFAIL("was taken");
        } catch (const UnsupportedInput& error) {
            const std::string sentence = error.what();
            QVERIFY2(sentence.find("Canon EOS R1") != std::string::npos, sentence.c_str());
        }
    }
};

SCOTOPIC_TEST(NewCamerasTest)
#include "new_cameras_test.moc"
