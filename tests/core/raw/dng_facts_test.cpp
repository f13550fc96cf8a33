// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "tests/core/raw/dng_maker.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <bit>
#include <cmath>

using namespace scotopic;
using test::DngFile;

namespace {

constexpr PixelSize kSize{64, 48};

/// Light above black 512: a ramp with colours that differ, some of it at white 4094.
int countAt(int row, int column)
{
    const int place = row % 2 * 2 + column % 2;
    const int light = (row * 61 + column * 7) * (place == 0 ? 2 : place == 3 ? 1 : 3) / 2;
    return std::min(512 + light % 3900, 4094);
}

/// The same without anything near white.
int dimCountAt(int row, int column)
{
    return 512 + (countAt(row, column) - 512) / 2;
}

float largestDifference(const Planes& a, const Planes& b)
{
    float largest = a.values.size() == b.values.size() ? 0.0F : 1000.0F;
    for (std::size_t i = 0; i < std::min(a.values.size(), b.values.size()); ++i) {
        largest = std::max(largest, std::abs(a.values[i] - b.values[i]));
    }
    return largest;
}

bool says(const RawImage& raw, const std::string& words)
{
    return std::any_of(raw.notes.begin(), raw.notes.end(),
                       [&](const RawNote& note) { return note.sentence.find(words) != std::string::npos; });
}

/// Numbers as opcode lists have them.
class Opcodes {
public:
    Opcodes& longs(std::initializer_list<std::uint32_t> values)
    {
        for (const std::uint32_t value : values) {
            put(value, 4);
        }
        return *this;
    }
    Opcodes& doubles(std::initializer_list<double> values)
    {
        for (const double value : values) {
            put(std::bit_cast<std::uint64_t>(value), 8);
        }
        return *this;
    }
    Opcodes& floats(std::initializer_list<float> values)
    {
        for (const float value : values) {
            put(std::bit_cast<std::uint32_t>(value), 4);
        }
        return *this;
    }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    void put(std::uint64_t value, int count)
    {
        for (int i = count - 1; i >= 0; --i) {
            m_bytes.append(static_cast<char>(value >> (8 * i) & 0xFF));
        }
    }
    QByteArray m_bytes;
};

QByteArray listOf(std::uint32_t id, const QByteArray& parameters)
{
    return Opcodes().longs({1, id, 0x01030000, 0, static_cast<std::uint32_t>(parameters.size())}).bytes() + parameters;
}

/// Doubles at the left edge, ends with 1 at the right; every photosite, or those of one place of a block.
QByteArray gainMap(std::uint32_t top, std::uint32_t left, std::uint32_t pitch)
{
    return Opcodes()
        .longs({top, left, kSize.height, kSize.width, 0, 1, pitch, pitch, 1, 2})
        .doubles({1, 1, 0, 0})
        .longs({1})
        .floats({2, 1})
        .bytes();
}

}  // namespace

class DngFactsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tilesAreReadAsTheyLie_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("isBigEndian");
        QTest::newRow("exact") << 32 << 16 << 16 << false;
        QTest::newRow("cut at both edges") << 48 << 32 << 16 << false;
        QTest::newRow("as wide as the picture") << 64 << 16 << 16 << false;
        QTest::newRow("one, larger than the picture") << 80 << 64 << 16 << false;
        QTest::newRow("big-endian") << 32 << 32 << 16 << true;
        QTest::newRow("12 bit") << 48 << 16 << 12 << false;
        QTest::newRow("14 bit, big-endian") << 32 << 32 << 14 << true;
    }

    void tilesAreReadAsTheyLie()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, bits);
        QFETCH(bool, isBigEndian);
        DngFile dng = test::plainDng(kSize, countAt, isBigEndian);
        test::tile(dng, kSize, {width, height}, countAt, bits);
        requireSamePicture(dng);
    }

    void whiteOfFewBitsIsTheirLargestCount()
    {
        DngFile dng = test::plainDng(kSize, countAt);
        test::tile(dng, kSize, {32, 16}, countAt, 12);
        dng.main.drop(50717);
        QCOMPARE(read(dng).whiteLevelDn[1], 4095.0F);
    }

    void tilesThatAreCutOffAreCorrupt()
    {
        DngFile dng = test::plainDng(kSize, countAt);
        test::tile(dng, kSize, {32, 16}, countAt);
        const QByteArray whole = dng.bytes();
        QVERIFY_EXCEPTION_THROWN(readBytes(whole.left(whole.size() - 100)), CorruptInput);
        dng.main.chunks.pop_back();
        QVERIFY_EXCEPTION_THROWN(read(dng), CorruptInput);
    }

    void deflatedIntegersAreRead_data()
    {
        QTest::addColumn<int>("predictor");
        QTest::newRow("plain") << 1;
        QTest::newRow("differences") << 2;
        QTest::newRow("differences of every other one") << 34892;
    }

    void deflatedIntegersAreRead()
    {
        QFETCH(int, predictor);
        const int distance = predictor == 1 ? 0 : predictor == 2 ? 1 : 2;
        const auto stored = [&](int row, int column) {
            const bool isFirst = distance == 0 || column % 32 < distance;
            return isFirst ? countAt(row, column) : (countAt(row, column) - countAt(row, column - distance)) & 0xFFFF;
        };
        DngFile dng = test::plainDng(kSize, countAt);
        test::tile(dng, kSize, {32, 24}, stored);
        for (QByteArray& chunk : dng.main.chunks) {
            chunk = qCompress(chunk).mid(4);  // zlib's format behind Qt's length
        }
        dng.main.set(259, 3, {8});
        dng.main.set(317, 3, {static_cast<double>(predictor)});
        requireSamePicture(dng);
        dng.main.chunks[1].resize(dng.main.chunks[1].size() / 2);
        QVERIFY_EXCEPTION_THROWN(read(dng), CorruptInput);
    }

    void blackByRowAndColumnIsSubtractedWhereItIs_data()
    {
        QTest::addColumn<bool>("hasRows");
        QTest::addColumn<bool>("hasColumns");
        QTest::addColumn<double>("blackDn");
        QTest::newRow("rows") << true << false << 512.0;
        QTest::newRow("columns") << false << true << 512.0;
        QTest::newRow("both") << true << true << 512.0;
        QTest::newRow("nothing but rows") << true << false << 0.0;
    }

    void blackByRowAndColumnIsSubtractedWhereItIs()
    {
        QFETCH(bool, hasRows);
        QFETCH(bool, hasColumns);
        QFETCH(double, blackDn);
        const auto ofRow = [&](int row) { return hasRows ? 512 - static_cast<int>(blackDn) + row * row % 29 : 0; };
        const auto ofColumn = [&](int column) { return hasColumns ? column * column % 17 - 5 : 0; };
        const auto shifted = [&](int row, int column) {
            return dimCountAt(row, column) - 512 + static_cast<int>(blackDn) + ofRow(row) + ofColumn(column);
        };
        DngFile dng = test::plainDng(kSize, shifted);
        dng.main.set(50714, 5, {blackDn});
        std::vector<double> rows;
        std::vector<double> columns;
        for (int row = 0; row < kSize.height; ++row) {
            rows.push_back(ofRow(row));
        }
        for (int column = 0; column < kSize.width; ++column) {
            columns.push_back(ofColumn(column));
        }
        dng.main.set(50716, 10, rows);
        dng.main.set(50715, 10, columns);
        QCOMPARE(largestDifference(pack(read(dng), {1}), pack(read(test::plainDng(kSize, dimCountAt)), {1})), 0.0F);
    }

    void whatIsSaturatedStaysSoWhateverItsBlack()
    {
        DngFile dng = test::plainDng(kSize, [](int, int column) { return column == 9 ? 4094 : 1000; });
        std::vector<double> rows(kSize.height, 24);
        rows[0] = 0;
        dng.main.set(50716, 10, rows);
        const RawImage raw = read(dng);
        QCOMPARE(int(raw.at(30, 9)), 4094);
        QCOMPARE(int(raw.at(30, 10)), 976);
    }

    void fractionsOfBlackAreRightInTheMean()
    {
        const auto darkAt = [](int row, int) { return 512 + 40 + row % 2; };
        DngFile dng = test::plainDng({256, 64}, darkAt);
        std::vector<double> rows;
        for (int row = 0; row < 64; ++row) {
            rows.push_back(row % 2 == 0 ? 0.25 : 1.25);  // so that light is 39.75 everywhere
        }
        dng.main.set(50716, 10, rows);
        const RawImage raw = read(dng);
        for (int row = 0; row < 64; ++row) {
            double sum = 0;
            for (int column = 0; column < 256; ++column) {
                sum += raw.at(row, column) - static_cast<double>(raw.black.at(row, column));
            }
            QVERIFY2(std::abs(sum / 256 - 39.75) < 0.12, qPrintable(QString::number(sum / 256)));
        }
    }

    void ofTwoSamplesAPhotositeTheFirstIsTheLight_data()
    {
        QTest::addColumn<bool>("hasLevelsOfEach");
        QTest::newRow("levels of each") << true;
        QTest::newRow("one level") << false;
    }

    void ofTwoSamplesAPhotositeTheFirstIsTheLight()
    {
        QFETCH(bool, hasLevelsOfEach);
        const auto interleaved = [](int row, int column) {
            const int count = countAt(row, column / 2);
            return column % 2 == 0 ? count : 512 + (count - 512) / 2;
        };
        DngFile dng = test::plainDng(kSize, countAt);
        dng.main.chunks = {test::packedSamples({0, 0, kSize.width * 2, kSize.height}, interleaved, 16, false)};
        dng.main.set(277, 3, {2});
        dng.main.set(258, 3, {16, 16});
        if (hasLevelsOfEach) {
            dng.main.set(50714, 4, {512, 512});
            dng.main.set(50717, 4, {4094, 4094});
        }
        requireSamePicture(dng);
    }

    void gainMapsAreApplied()
    {
        const auto gainAt = [](int column) { return 2 - (column + 0.5) / kSize.width; };
        const auto shaded = [&](int row, int column) {
            return 512 + static_cast<int>(std::lround((countAt(row, column) - 512) / gainAt(column)));
        };
        QByteArray four = Opcodes().longs({4}).bytes();
        for (std::uint32_t place = 0; place < 4; ++place) {
            four += listOf(9, gainMap(place / 2, place % 2, 2)).mid(4);
        }
        for (const QByteArray& list : {listOf(9, gainMap(0, 0, 1)), four}) {
            DngFile dng = test::plainDng(kSize, shaded);
            dng.main.setBytes(51009, 7, list);
            const RawImage raw = read(dng);
            QVERIFY(!says(raw, "lens shading"));
            // Rounded twice, once before it was multiplied by up to 2.
            QVERIFY(largestDifference(pack(raw, {1}), plainPlanes()) < 1.6F / 3582);
        }
    }

    void mapsOfTheDemosaicedPictureAreAppliedByColour()
    {
        QByteArray parameters = gainMap(0, 0, 1);
        parameters[19] = 2;  // plane: blue alone
        DngFile dng = test::plainDng(kSize, [](int, int) { return 1512; });
        dng.main.setBytes(51022, 7, listOf(9, parameters));
        const RawImage raw = read(dng);
        QCOMPARE(int(raw.at(0, 0)), 1512);
        QCOMPARE(int(raw.at(0, 1)), 1512);
        QCOMPARE(int(raw.at(1, 1)), 512 + static_cast<int>(std::lround(1000 * (2 - 1.5 / kSize.width))));
        QVERIFY(!says(raw, "not applied"));
    }

    void vignettingIsCorrected()
    {
        DngFile dng = test::plainDng(kSize, [](int, int) { return 1512; });
        dng.main.setBytes(51022, 7, listOf(3, Opcodes().doubles({0.5, 0, 0, 0, 0, 0.5, 0.5}).bytes()));
        const RawImage raw = read(dng);
        QVERIFY(std::abs(raw.at(24, 32) - 1512) <= 1);
        QVERIFY(std::abs(raw.at(0, 0) - 2012) < 25);  // the corner's middle lies a little inside
        QVERIFY(std::abs(raw.at(47, 63) - raw.at(0, 0)) <= 1);
    }

    void whatIsNotAppliedIsSaid()
    {
        DngFile dng = test::plainDng(kSize, countAt);
        dng.main.setBytes(51022, 7, listOf(1, QByteArray(60, '\0')));
        const RawImage raw = read(dng);
        QCOMPARE(raw.notes.size(), std::size_t{1});
        QCOMPARE(raw.notes[0].sentence,
                 std::string("the file asks for a correction of lens distortion that is not applied"));
        QCOMPARE(raw.notes[0].severity, NoteSeverity::Warning);
    }

    void whatCannotBeIsToldAndLeft_data()
    {
        QTest::addColumn<int>("tag");
        QTest::addColumn<QList<double>>("numbers");
        QTest::addColumn<QString>("what");
        const QString crop = QStringLiteral("an impossible crop");
        const QString shape = QStringLiteral("an impossible shape of photosites");
        QTest::newRow("too wide") << 50720 << QList<double>{65, 48} << crop;
        QTest::newRow("nothing left") << 50720 << QList<double>{0, 10} << crop;
        QTest::newRow("begins outside") << 50719 << QList<double>{70, 0} << crop;
        QTest::newRow("one number") << 50720 << QList<double>{10} << crop;
        QTest::newRow("no height") << 50718 << QList<double>{1, 0} << shape;
        QTest::newRow("a line") << 50718 << QList<double>{40, 1} << shape;
        QTest::newRow("usual crop") << 50720 << QList<double>{60, 40} << QString();
        QTest::newRow("the whole") << 50720 << QList<double>{64, 48} << QString();
        QTest::newRow("usual shape") << 50718 << QList<double>{2, 1} << QString();
    }

    void whatCannotBeIsToldAndLeft()
    {
        QFETCH(int, tag);
        QFETCH(QList<double>, numbers);
        QFETCH(QString, what);
        DngFile dng = test::plainDng(kSize, countAt);
        if (tag == 50719) {
            dng.main.set(50720, 5, {32, 24});
        }
        dng.main.set(static_cast<std::uint16_t>(tag), 5, {numbers.begin(), numbers.end()});
        const RawImage raw = read(dng);
        QCOMPARE(says(raw, "is not applied"), !what.isEmpty());
        QVERIFY(what.isEmpty() || says(raw, "the file asks for " + what.toStdString() + " that is not applied"));
        QVERIFY(what.isEmpty() || (!raw.defaultCrop && !(raw.pixelAspect < 1) && !(raw.pixelAspect > 1)));
    }

    void damagedOpcodesChangeNothing()
    {
        const QByteArray whole = listOf(9, gainMap(0, 0, 1));
        for (qsizetype length = 0; length < whole.size() - 4; length += 3) {
            DngFile dng = test::plainDng(kSize, countAt);
            dng.main.setBytes(51009, 7, whole.left(length) + QByteArray(2, '\0'));
            requireSamePicture(dng);
        }
        QByteArray huge = whole;
        for (int i = 0; i < 4; ++i) {
            huge[20 + 32 + i] = '\x7f';  // points down
        }
        DngFile dng = test::plainDng(kSize, countAt);
        dng.main.setBytes(51009, 7, huge);
        requireSamePicture(dng);
    }

    void ofSeveralPicturesEachCanBeRead()
    {
        const auto quarter = [](int row, int column) { return 512 + (countAt(row, column) - 512) / 4; };
        DngFile dng = test::plainDng(kSize, countAt);
        for (const test::CountAt& counts : {test::CountAt(countAt), test::CountAt(quarter)}) {
            dng.subs.push_back(test::plainDng(kSize, counts).main);
            for (const int tag : {271, 272, 50706, 50708, 50721, 50728, 50778}) {
                dng.subs.back().drop(static_cast<std::uint16_t>(tag));
            }
        }
        makePreview(dng);
        const RawImage first = read(dng);
        QVERIFY(says(first, "picture 1 of 2"));
        QCOMPARE(largestDifference(pack(first, {1}), plainPlanes()), 0.0F);
        const RawImage second = readRaw(write(dng.bytes()), 2);
        QVERIFY(says(second, "picture 2 of 2"));
        for (int column = 0; column < kSize.width; ++column) {
            QCOMPARE(int(second.at(20, column)), quarter(20, column));
        }
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readRaw(write(dng.bytes()), 3)), UnsupportedInput);
    }

    void whatLibRawCannotReadIsRefusedByName_data()
    {
        QTest::addColumn<int>("tag");
        QTest::addColumn<int>("value");
        QTest::addColumn<QString>("reason");
        QTest::newRow("JPEG XL") << 259 << 52546 << "is compressed by JPEG XL, which LibRaw ";
        QTest::newRow("lossy JPEG") << 259 << 34892 << "is compressed by lossy JPEG, which LibRaw ";
        QTest::newRow("GPR") << 259 << 9 << "is compressed by VC-5 (GoPro's GPR), which LibRaw ";
        QTest::newRow("YCbCr") << 262 << 6 << "holds a YCbCr picture";
    }

    void whatLibRawCannotReadIsRefusedByName()
    {
        QFETCH(int, tag);
        QFETCH(int, value);
        QFETCH(QString, reason);
        DngFile dng = test::plainDng(kSize, countAt);
        dng.main.set(static_cast<std::uint16_t>(tag), 3, {static_cast<double>(value)});
        try {
            static_cast<void>(read(dng));
            QFAIL("was read");
        } catch (const UnsupportedInput& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(reason), error.what());
            QVERIFY2(!QString::fromUtf8(error.what()).contains("damaged"), error.what());
        }
    }

    void levelsThatCannotBeRightAreSaid_data()
    {
        QTest::addColumn<double>("blackDn");
        QTest::addColumn<double>("whiteDn");  // 0: not said
        QTest::addColumn<QString>("note");
        QTest::newRow("usual") << 512.0 << 4094.0 << "";
        QTest::newRow("black above the data")
            << 4096.0 << 65535.0 << "every photosite lies at or below the black level";
        QTest::newRow("white in another scale")
            << 512.0 << 65520.0 << "brightest photosites all stop at 4094, the file says white 65520";
        QTest::newRow("no white") << 512.0 << 0.0 << "the file gives no white level, so that 65535 is taken";
        QTest::newRow("no black") << 0.0 << 4094.0 << "the darkest photosites lie at 5";
    }

    void levelsThatCannotBeRightAreSaid()
    {
        QFETCH(double, blackDn);
        QFETCH(double, whiteDn);
        QFETCH(QString, note);
        DngFile dng = test::plainDng({128, 96}, [](int row, int column) {
            const bool isLamp = row > 40 && row < 60 && column > 40 && column < 60;
            return isLamp ? 4094 : 512 + (row * 128 + column) % 900;
        });
        dng.main.set(50714, 5, {blackDn});
        dng.main.set(50717, 4, {whiteDn});
        if (whiteDn == 0) {
            dng.main.drop(50717);
        }
        const RawImage raw = read(dng);
        QCOMPARE(raw.notes.size(), note.isEmpty() ? std::size_t{0} : std::size_t{1});
        QVERIFY2(note.isEmpty() || says(raw, note.toStdString()),
                 raw.notes.empty() ? "nothing" : raw.notes[0].sentence.c_str());
    }

    void aWhollyBlackOrWhitePictureIsSaid()
    {
        const RawImage black = read(test::plainDng(kSize, [](int, int) { return 512; }));
        QVERIFY(says(black, "every photosite lies at or below the black level of 512"));
        QCOMPARE(black.notes[0].severity, NoteSeverity::Serious);
        QVERIFY(
            says(read(test::plainDng(kSize, [](int, int) { return 4094; })), "at or above the white level of 4094"));
    }

    void darknessAloneIsNoReasonToDoubtLevels()
    {
        // A night's exposure: noise around black, a little light, nothing near white.
        const RawImage raw = read(test::plainDng({256, 128}, [](int row, int column) {
            return 512 + (row * 7919 + column * 104729) % 37 - 12 + column / 16;
        }));
        QVERIFY2(raw.notes.empty(), raw.notes.empty() ? "" : raw.notes[0].sentence.c_str());
    }

    void aMissingMatrixIsSaid_data()
    {
        QTest::addColumn<bool>("isThere");
        QTest::newRow("zero") << true;
        QTest::newRow("missing") << false;
    }

    void aMissingMatrixIsSaid()
    {
        QFETCH(bool, isThere);
        DngFile dng = test::plainDng(kSize, countAt);
        QVERIFY(read(dng).hasColourMatrix);
        dng.main.set(50721, 10, std::vector<double>(9));
        if (!isThere) {
            dng.main.drop(50721);
        }
        const RawImage raw = read(dng);
        QVERIFY(!raw.hasColourMatrix);
        QCOMPARE(raw.notes.at(0).sentence, std::string("no colour matrix in the file: colours are the sensor's own"));
    }

    void geometryAndExposureAreTold()
    {
        DngFile dng = test::plainDng(kSize, countAt);
        const RawImage usual = read(dng);
        QVERIFY(!usual.defaultCrop);
        QCOMPARE(usual.pixelAspect, 1.0F);
        dng.main.set(50829, 4, {2, 4, 46, 62});  // active area: top, left, bottom, right
        dng.main.set(50719, 4, {8, 6});
        dng.main.set(50720, 4, {40, 32});
        dng.main.set(50718, 5, {1, 2});
        dng.main.set(50730, 10, {1.5});
        const RawImage raw = read(dng);
        QVERIFY(raw.size == (PixelSize{58, 44}));
        QVERIFY(raw.defaultCrop == (PixelRect{8, 6, 40, 32}));
        QCOMPARE(raw.pixelAspect, 0.5F);
        QCOMPARE(raw.baselineExposureEv, 1.5F);
        dng.main.set(50720, 4, {400, 32});
        QVERIFY(!read(dng).defaultCrop);
        for (const double stops : {100.0, -40.0}) {  // which no camera means
            dng.main.set(50730, 10, {stops});
            QCOMPARE(read(dng).baselineExposureEv, 0.0F);
        }
    }

    void aWhitePointIsABalanceAsShot()
    {
        test::DngFile dng = test::plainDng(kSize, countAt);
        dng.main.drop(50728);  // AsShotNeutral
        const RawImage unsaid = read(dng);
        QVERIFY(unsaid.whiteBalanceSource == WhiteBalanceSource::Daylight);
        dng.main.set(50729, 5, {0.3457, 0.3585});  // D50
        const RawImage shot = read(dng);
        QVERIFY(shot.whiteBalanceSource == WhiteBalanceSource::AsShot);
        for (const std::size_t channel : {std::size_t{0}, std::size_t{2}}) {
            QVERIFY(std::abs(shot.whiteBalance[channel] - unsaid.whiteBalance[channel]) > 0.05F);
            QVERIFY(std::abs(shot.daylightBalance[channel] / unsaid.daylightBalance[channel] - 1) < 0.01F);
        }
    }

    void namesComeWithoutControlCharacters()
    {
        DngFile dng = test::plainDng(kSize, countAt);
        dng.main.setBytes(272, 2, QByteArray("Cam\x1b[31mera\x1b]0;owned\x07\n\0", 22));
        const std::string model = read(dng).shot.model;
        QVERIFY(model.starts_with("Cam?[31mera?]0;owned?"));
        QVERIFY(std::none_of(model.begin(), model.end(), [](char c) { return c >= 0 && c < 0x20; }));
    }

    void pointersOutsideOfTheFileAreNotFollowed()
    {
        DngFile dng = test::plainDng(kSize, countAt);
        dng.main.set(34665, 4, {0x7FFFFFF0});
        requireSamePicture(dng);
        dng.main.set(34665, 4, {8});  // itself
        requireSamePicture(dng);
    }

private:
    [[nodiscard]] std::filesystem::path write(const QByteArray& bytes) const
    {
        const std::filesystem::path file = m_folder.filePath("made.dng").toStdString();
        test::writeFile(file, bytes);
        return file;
    }
    RawImage readBytes(const QByteArray& bytes) const { return readRaw(write(bytes)); }
    RawImage read(const DngFile& dng) const { return readBytes(dng.bytes()); }
    [[nodiscard]] Planes plainPlanes() const { return pack(read(test::plainDng(kSize, countAt)), {1}); }

    void requireSamePicture(const DngFile& dng) const
    {
        const RawImage raw = read(dng);
        QVERIFY(raw.size == kSize);
        QCOMPARE(largestDifference(pack(raw, {1}), plainPlanes()), 0.0F);
    }

    /// What cameras have in the first directory: a small picture.
    static void makePreview(DngFile& dng)
    {
        dng.main.set(254, 4, {1});
        dng.main.set(256, 4, {16});
        dng.main.set(257, 4, {16});
        dng.main.set(258, 3, {8, 8, 8});
        dng.main.set(262, 3, {2});
        dng.main.set(277, 3, {3});
        dng.main.set(278, 4, {16});
        for (const int tag : {33421, 33422, 50714, 50717}) {
            dng.main.drop(static_cast<std::uint16_t>(tag));
        }
        dng.main.chunks = {QByteArray(768, '\x40')};
    }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(DngFactsTest)
#include "dng_facts_test.moc"
