// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/exposure_ratio.h"
#include "core/base/files.h"
#include "tests/support/test_registry.h"
#include "ui/jobs/reason_text.h"

#include <QTemporaryDir>
#include <QTranslator>

using namespace scotopic;

namespace {

/// Says everything in capitals, with what is told at the places in it.
class Capitals : public QTranslator {
public:
    [[nodiscard]] QString translate(const char* context, const char* source, const char*, int) const override
    {
        return qstrcmp(context, "ReasonText") == 0 ? QString::fromUtf8(source).toUpper() : QString();
    }
    [[nodiscard]] bool isEmpty() const override { return false; }
};

}  // namespace

class ReasonTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(QCoreApplication::installTranslator(&m_capitals)); }
    void cleanupTestCase() { QCoreApplication::removeTranslator(&m_capitals); }

    void whatTheFileIsCalledStays()
    {
        QCOMPARE(reasonText("a/night: 1.dng: is empty"), QStringLiteral("a/night: 1.dng: IS EMPTY"));
        QCOMPARE(reasonText("there is not enough memory"), QStringLiteral("THERE IS NOT ENOUGH MEMORY"));
    }

    void aReasonWithinAReasonIsTranslatedToo()
    {
        QCOMPARE(reasonText("out.png: cannot be written: the disk is full"),
                 QStringLiteral("out.png: CANNOT BE WRITTEN: THE DISK IS FULL"));
        QCOMPARE(reasonText("out.png: cannot be written: Stale file handle"),
                 QStringLiteral("out.png: CANNOT BE WRITTEN: Stale file handle"));
    }

    void whatIsToldInItKeepsItsPlace()
    {
        QCOMPARE(reasonText("says it has 6000 x 4000 photosites, which cannot be in 12 bytes"),
                 QStringLiteral("SAYS IT HAS 6000 x 4000 PHOTOSITES, WHICH CANNOT BE IN 12 BYTES"));
        QCOMPARE(reasonText("x: no such file, but a%2b.txt:5 names it"),
                 QStringLiteral("x: NO SUCH FILE, BUT a%2b.txt:5 NAMES IT"));
    }

    void whatIsSaidOfAnOptionIsTranslatedInItsParts()
    {
        QCOMPARE(reasonText("the batch must be a whole number from 1 on"),
                 QStringLiteral("THE BATCH MUST BE A WHOLE NUMBER FROM 1 ON"));
        QCOMPARE(reasonText("left out: a.dng: is empty"), QStringLiteral("LEFT OUT: a.dng: IS EMPTY"));
    }

    void theUnknownComesBackAsItIs()
    {
        QCOMPARE(reasonText("x.dng: is unheard of"), QStringLiteral("x.dng: is unheard of"));
        QCOMPARE(reasonText(""), QString());
    }

    void whatCoreThrowsIsKnown()
    {
        const QTemporaryDir folder;
        const std::string place = folder.path().toStdString();
        const auto told = [](const auto& call) {
            try {
                call();
            } catch (const Error& error) {
                return reasonText(error.what());
            }
            return QString();
        };
        QCOMPARE(told([&] { requireReadable(place + "/none.dng"); }),
                 folder.filePath(QStringLiteral("none.dng: NO SUCH FILE")));
        QCOMPARE(told([&] { requireReadable(place); }), folder.path() + QStringLiteral(": IS A FOLDER, NOT A FILE"));
        QCOMPARE(told([&] { static_cast<void>(parseRatio("much")); }),
                 QStringLiteral("'much' IS NOT AN AMPLIFICATION: AN AMPLIFICATION IS A NUMBER FROM 0.1 TO 1000"));
    }

    void numbersHaveTheDecimalSignOfTheLanguage()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::Dutch, QLocale::Netherlands));
        const QString range = reasonText("0.05 cannot be used: an amplification is a number from 0.1 to 1000");
        const QString file = reasonText("0.5.dng: cannot be written: the disk is full");
        QLocale::setDefault(before);
        QCOMPARE(range, QStringLiteral("0,05 CANNOT BE USED: AN AMPLIFICATION IS A NUMBER FROM 0,1 TO 1000"));
        QCOMPARE(file, QStringLiteral("0.5.dng: CANNOT BE WRITTEN: THE DISK IS FULL"));
    }

private:
    Capitals m_capitals;
};

SCOTOPIC_TEST(ReasonTextTest)
#include "reason_text_test.moc"
