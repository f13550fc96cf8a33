// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/raw/develop.h"
#include "core/raw/read_raw.h"
#include "core/raw/tiff_fields.h"
#include "core/raw/write_dng.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QtEndian>

#include <cstring>
#include <limits>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

using namespace scotopic;

namespace {

constexpr std::uint16_t kImageWidth = 256;
constexpr std::uint16_t kImageLength = 257;
constexpr std::uint16_t kPhotometricInterpretation = 262;

/// Changes the value of a tag of the first directory, in place.
QByteArray withTag(QByteArray tiff, std::uint16_t tag, std::uint32_t value)
{
    const auto directory = qFromLittleEndian<std::uint32_t>(tiff.constData() + 4);
    const auto fieldCount = qFromLittleEndian<std::uint16_t>(tiff.constData() + directory);
    for (std::uint32_t i = 0; i < fieldCount; ++i) {
        char* const field = tiff.data() + directory + 2 + i * 12;
        if (qFromLittleEndian<std::uint16_t>(field) == tag) {
            qToLittleEndian(value, field + 8);
        }
    }
    return tiff;
}

/// Replaces the rational numbers of a black level, which are twice as long, by floating-point ones.
QByteArray withBlackLevels(QByteArray tiff, const std::vector<float>& levelsDn)
{
    constexpr std::uint16_t kBlackLevel = 50714;
    constexpr std::uint16_t kFloatField = 11;
    const auto directory = qFromLittleEndian<std::uint32_t>(tiff.constData() + 4);
    const auto fieldCount = qFromLittleEndian<std::uint16_t>(tiff.constData() + directory);
    for (std::uint32_t i = 0; i < fieldCount; ++i) {
        char* const field = tiff.data() + directory + 2 + i * 12;
        if (qFromLittleEndian<std::uint16_t>(field) == kBlackLevel) {
            qToLittleEndian(kFloatField, field + 2);
            char* const values = tiff.data() + qFromLittleEndian<std::uint32_t>(field + 8);
            std::memcpy(values, levelsDn.data(), levelsDn.size() * sizeof(float));
        }
    }
    return tiff;
}

constexpr std::uint16_t kRgb = 2;
constexpr std::uint16_t kColourFilterArray = 32803;
constexpr std::uint16_t kLinearRaw = 34892;
constexpr std::uint16_t kFloat = 3;
constexpr std::uint16_t kDeflate = 8;  // how floating-point DNGs come; others LibRaw 0.20 does not even open
constexpr std::uint16_t kKodak = 65000;
constexpr std::uint16_t kNikon = 34713;

/// What a file claims to be. LibRaw decides by these fields which kind of raw it is, whatever the data.
struct Claims {
    bool isDng = true;
    const char* make = "Testmaker";
    const char* model = "Test";
    std::uint16_t photometric = kColourFilterArray;
    std::uint16_t compression = 1;
    std::uint16_t samples = 1;
    std::uint16_t bits = 16;
    std::uint16_t sampleFormat = 1;
    std::uint16_t cfaPeriod = 2;
    std::vector<std::uint8_t> cfa = {0, 1, 1, 2};  // 0 red, 1 green, 2 blue, 3 cyan, 4 magenta, 5 yellow, 6 white
    std::vector<std::uint8_t> planeColours = {0, 1, 2};
    std::uint32_t dataBytes = 64 * 48 * 2;
};

TiffFields fieldsOf(const Claims& claims, std::uint32_t dataOffset)
{
    TiffFields fields;
    fields.addLong(254, 0);
    fields.addLong(256, 64);
    fields.addLong(257, 48);
    fields.addShorts(258, std::vector(claims.samples, claims.bits));
    fields.addShorts(259, {claims.compression});
    fields.addShorts(262, {claims.photometric});
    fields.addText(271, claims.make);
    fields.addText(272, claims.model);
    fields.addLong(273, dataOffset);
    fields.addShorts(277, {claims.samples});
    fields.addLong(278, 48);
    fields.addLong(279, claims.dataBytes);
    fields.addShorts(284, {1});
    fields.addShorts(339, std::vector(claims.samples, claims.sampleFormat));
    if (claims.photometric == kColourFilterArray) {
        fields.addShorts(33421, {claims.cfaPeriod, claims.cfaPeriod});
        fields.addBytes(33422, claims.cfa);
    }
    if (claims.isDng) {
        fields.addBytes(50706, {1, 4, 0, 0});
        fields.addText(50708, "Testmaker Test");
        if (claims.photometric == kColourFilterArray) {
            fields.addBytes(50710, claims.planeColours);
        }
    }
    return fields;
}

/// A whole raw of 64 x 48 photosites.
QByteArray unusualRaw(const Claims& claims)
{
    const auto offset = static_cast<std::uint32_t>(8 + fieldsOf(claims, 0).sizeBytes());
    QByteArray raw("II*\0\x08\0\0\0", 8);
    const std::vector<std::byte> directory = fieldsOf(claims, offset).written(8);
    raw.append(reinterpret_cast<const char*>(directory.data()), static_cast<qsizetype>(directory.size()));
    return raw + QByteArray(static_cast<qsizetype>(claims.dataBytes), '\x3c');
}

}  // namespace

class BadInputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::filesystem::path file = m_folder.filePath("good.dng").toStdString();
        writeDng(file, test::smallBayer({96, 64}), IfExists::Overwrite);
        m_good = test::readFile(file);
    }

    void whatIsNotThereOrNotAFileIsUnreadable()
    {
        QVERIFY_EXCEPTION_THROWN(read("/nowhere/a.dng"), UnreadableInput);
        QVERIFY_EXCEPTION_THROWN(read(m_folder.path()), UnreadableInput);
        QVERIFY_EXCEPTION_THROWN(readBytes({}), UnreadableInput);
    }

    void aNamedPipeIsUnreadableRatherThanWaitedFor()
    {
        const QByteArray pipe = m_folder.filePath("pipe.dng").toLocal8Bit();
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        QVERIFY_EXCEPTION_THROWN(read(m_folder.filePath("pipe.dng")), UnreadableInput);
        const DevelopOptions options;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(develop(pipe.toStdString(), options, JobContext())),
                                 UnreadableInput);
    }

    void blackLevelsThatAreNoUsableNumbersAreCorrupt_data()
    {
        QTest::addColumn<float>("blackDn");
        QTest::addColumn<bool>("isUsable");
        QTest::newRow("usual") << 512.0F << true;
        QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN() << false;
        QTest::newRow("negative") << -300.0F << false;
        QTest::newRow("infinite") << std::numeric_limits<float>::infinity() << false;
    }

    void blackLevelsThatAreNoUsableNumbersAreCorrupt()
    {
        QFETCH(float, blackDn);
        QFETCH(bool, isUsable);
        RawImage raw = test::smallBayer({96, 64});
        raw.black = {.width = 2, .height = 2, .levelsDn = {511, 512, 512, 513}};
        const std::filesystem::path file = m_folder.filePath("black.dng").toStdString();
        writeDng(file, raw, IfExists::Overwrite);
        const QByteArray bytes = withBlackLevels(test::readFile(file), {512, blackDn, 512, 512});
        if (isUsable) {
            readBytes(bytes);
        } else {
            QVERIFY_EXCEPTION_THROWN(readBytes(bytes), CorruptInput);
        }
    }

    void whatMayNotBeReadIsUnreadable()
    {
        if (::geteuid() == 0) {
            QSKIP("root may read everything");
        }
        const QString file = write(m_good);
        std::filesystem::permissions(file.toStdString(), std::filesystem::perms::none);
        QVERIFY_EXCEPTION_THROWN(read(file), UnreadableInput);
        std::filesystem::permissions(file.toStdString(), std::filesystem::perms::owner_all);
    }

    void whatIsNotARawIsUnsupported_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("four bytes") << QByteArray("II*\0", 4);
        QTest::newRow("one byte") << QByteArray("x");
        QTest::newRow("text") << QByteArray("Dear diary, tonight it was dark.\n").repeated(50);
        QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16).leftJustified(500, '\0');
        QTest::newRow("JPEG") << QByteArray("\xff\xd8\xff\xe0\0\x10JFIF", 10).leftJustified(500, '\0');
        QTest::newRow("zeros") << QByteArray(100000, '\0');
    }

    void whatIsNotARawIsUnsupported()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY_EXCEPTION_THROWN(readBytes(bytes), UnsupportedInput);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(develop(write(bytes).toStdString(), {}, {})), UnsupportedInput);
    }

    void theSentenceNamesFileAndReason()
    {
        try {
            readBytes("Dear diary, tonight it was dark.");
            QFAIL("read a diary");
        } catch (const Error& error) {
            const QString sentence = QString::fromUtf8(error.what());
            QVERIFY2(sentence.startsWith(m_folder.filePath("bad.dng")), error.what());
            QVERIFY2(sentence.contains("not a camera raw"), error.what());
            QVERIFY(!sentence.contains('\n'));
        }
    }

    void whatHasNoKnownMosaicIsUnsupportedWithTheReason_data()
    {
        QTest::addColumn<Claims>("claims");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const Claims& claims, const char* reason) {
            QTest::newRow(name) << claims << QString(reason);
        };
        row("linear DNG", {.photometric = kLinearRaw, .samples = 3, .dataBytes = 64 * 48 * 6}, "linear DNG");
        row("monochrome DNG", {.photometric = kLinearRaw}, "monochrome");
        row("floating-point DNG",
            {.compression = kDeflate, .bits = 32, .sampleFormat = kFloat, .dataBytes = 64 * 48 * 4},
            "floating-point DNG");
        row("Nikon's sRAW",
            {.isDng = false,
             .make = "NIKON CORPORATION",
             .model = "NIKON D4S",
             .compression = kNikon,
             .bits = 12,
             .dataBytes = 64 * 48 * 3},
            "reduced-size raw (sRAW)");
        row("Kodak's RGB", {.isDng = false, .make = "Kodak", .photometric = kRgb, .compression = kKodak, .bits = 8},
            "already rendered picture");
        row("no blue", {.cfa = {0, 1, 1, 0}}, "cannot be packed");
        row("four complementary colours", {.cfa = {3, 1, 4, 5}, .planeColours = {3, 1, 4, 5}},
            "neither Bayer nor X-Trans");
        row("red, green, blue, white", {.cfa = {0, 1, 2, 6}, .planeColours = {0, 1, 2, 6}},
            "neither Bayer nor X-Trans");
        row("two of each side by side", {.cfaPeriod = 4, .cfa = {0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2}},
            "neither Bayer nor X-Trans");
    }

    void whatHasNoKnownMosaicIsUnsupportedWithTheReason()
    {
        QFETCH(Claims, claims);
        QFETCH(QString, reason);
        try {
            readBytes(unusualRaw(claims));
            QFAIL("was read");
        } catch (const UnsupportedInput& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(reason), error.what());
        }
    }

    void theSameFileWithAUsualMosaicIsRead()
    {
        readBytes(unusualRaw({}));
        readBytes(unusualRaw({.isDng = false, .make = "NIKON CORPORATION", .model = "NIKON D4S"}));
    }

    void aPatternWithoutItsSizeDoesNotOverrunLibRaw()
    {
        TiffFields fields;
        fields.addLong(256, 64);
        fields.addLong(257, 48);
        fields.addText(271, "Testmaker");
        fields.addBytes(33422, std::vector<std::uint8_t>(36, 1));
        fields.addBytes(50706, {1, 4, 0, 0});
        const std::vector<std::byte> directory = fields.written(8);
        QByteArray dng("II*\0\x08\0\0\0", 8);
        dng.append(reinterpret_cast<const char*>(directory.data()), static_cast<qsizetype>(directory.size()));
        QVERIFY_EXCEPTION_THROWN(readBytes(dng + QByteArray(10000, '\0')), UnsupportedInput);
    }

    void aPictureInsteadOfARawIsUnsupported()
    {
        QVERIFY_EXCEPTION_THROWN(readBytes(withTag(m_good, kPhotometricInterpretation, kRgb)), UnsupportedInput);
    }

    void truncationIsNoticedAtEveryLength()
    {
        for (const double kept : {0.999, 0.99, 0.9, 0.75, 0.5, 0.25, 0.15}) {
            const QByteArray truncated = m_good.left(static_cast<qsizetype>(static_cast<double>(m_good.size()) * kept));
            QVERIFY_EXCEPTION_THROWN(readBytes(truncated), CorruptInput);
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(develop(write(truncated).toStdString(), {}, {})), CorruptInput);
        }
        for (qsizetype length = 5; length < 600; length += 7) {  // within the header
            QVERIFY_EXCEPTION_THROWN(readBytes(m_good.left(length)), Error);
        }
    }

    void truncationOfRealFilesIsNoticed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("packed 14 bit") << "raw/canon-550d-colorchart.dng";
        QTest::newRow("16 bit") << "raw/nikon-d750-grbg.dng";
        QTest::newRow("X-Trans") << "raw/xtrans-remosaic-hero6.dng";
    }

    void truncationOfRealFilesIsNoticed()
    {
        QFETCH(QString, name);
        const QByteArray whole = test::readFile(test::testDataFolder() / name.toStdString());
        if (whole.isEmpty()) {
            QSKIP("needs the real raws of ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        for (const double kept : {0.99, 0.5, 0.1}) {
            const auto length = static_cast<qsizetype>(static_cast<double>(whole.size()) * kept);
            QVERIFY_EXCEPTION_THROWN(readBytes(whole.left(length)), CorruptInput);
        }
    }

    void absurdDimensionsAreRefusedBeforeMemoryIsTaken_data()
    {
        QTest::addColumn<unsigned>("width");
        QTest::addColumn<unsigned>("height");
        QTest::newRow("wide and tall") << 60000U << 60000U;
        QTest::newRow("a gigapixel") << 30000U << 30000U;
        QTest::newRow("beyond 16 bit") << 100000U << 100000U;
        QTest::newRow("negative") << 0xFFFFFFFFU << 0xFFFFFFFFU;
        QTest::newRow("nothing") << 0U << 0U;
    }

    void absurdDimensionsAreRefusedBeforeMemoryIsTaken()
    {
        QFETCH(unsigned, width);
        QFETCH(unsigned, height);
        QVERIFY_EXCEPTION_THROWN(readBytes(withTag(withTag(m_good, kImageWidth, width), kImageLength, height)), Error);
    }

    void damagedHeadersNeverCrash()
    {
        constexpr qsizetype kHeaderBytes = 700;
        std::mt19937 random(20161102);
        int readCount = 0;
        for (int round = 0; round < 400; ++round) {
            QByteArray damaged = m_good;
            const int changes = 1 + static_cast<int>(random() % 4);
            for (int i = 0; i < changes; ++i) {
                damaged[static_cast<qsizetype>(random() % kHeaderBytes)] = static_cast<char>(random());
            }
            try {
                readBytes(damaged);
                ++readCount;  // many bytes matter to nobody
            } catch (const Error& error) {
                QVERIFY(QByteArray(error.what()).contains("bad.dng"));
            }
        }
        QVERIFY(readCount > 50 && readCount < 400);
    }

private:
    static void read(const QString& file) { static_cast<void>(readRaw(file.toStdString())); }
    QString write(const QByteArray& bytes) const
    {
        const QString file = m_folder.filePath("bad.dng");
        test::writeFile(file.toStdString(), bytes);
        return file;
    }
    void readBytes(const QByteArray& bytes) const { read(write(bytes)); }

    QTemporaryDir m_folder;
    QByteArray m_good;
};

SCOTOPIC_TEST(BadInputTest)
#include "bad_input_test.moc"
