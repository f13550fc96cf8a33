// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/image/picture_file.h"
#include "tests/core/image/pictures.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTemporaryFile>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <unistd.h>
#include <utility>
#include <vector>

namespace scotopic {

namespace {

enum TiffType : std::uint16_t { kShort = 3, kLong = 4 };

/// A TIFF as the specification has it (TIFF 6.0; BigTIFF), without a library. Sample `c` of pixel (x, y) is
/// sampleAt(x, y, c), below 2^bits.
struct TiffRecipe {
    quint32 width = 37;
    quint32 height = 23;
    int bits = 8;
    int samples = 3;
    int photometric = 2;
    std::optional<quint32> rowsPerStrip = std::nullopt;  // as the file says it; none: the height
    std::optional<quint32> tile = std::nullopt;          // edge; instead of strips
    bool isSeparate = false;
    bool isDeflated = false;
    bool isBigEndian = false;
    bool isBigTiff = false;
    std::vector<std::pair<quint16, std::vector<quint32>>> furtherTags =
        {};  // type SHORT; replaces tags of the same number

    [[nodiscard]] quint32 sampleAt(quint32 x, quint32 y, quint32 c) const
    {
        return (x * 7 * (c + 1) + y * 31 + c * 11) * 257 % (1U << bits);
    }
    [[nodiscard]] QByteArray file() const;

private:
    [[nodiscard]] QByteArray number(quint64 value, int bytes) const
    {
        QByteArray text;
        for (int i = 0; i < bytes; ++i) {
            text += static_cast<char>(value >> (8 * (isBigEndian ? bytes - 1 - i : i)) & 0xFFU);
        }
        return text;
    }
    [[nodiscard]] QByteArray row(quint32 left, quint32 right, quint32 y, quint32 firstSample, quint32 sampleEnd) const
    {
        QByteArray bytes;
        quint32 pending = 0;
        int pendingBits = 0;
        for (quint32 x = left; x < right; ++x) {
            for (quint32 c = firstSample; c < sampleEnd; ++c) {
                const quint32 sample = x < width && y < height ? sampleAt(x, y, c) : 0;
                if (bits == 16) {
                    bytes += number(sample, 2);
                    continue;
                }
                pending = pending << bits | sample;
                for (pendingBits += bits; pendingBits >= 8; pendingBits -= 8) {
                    bytes += static_cast<char>(pending >> (pendingBits - 8) & 0xFFU);
                }
            }
        }
        return pendingBits > 0 ? bytes + static_cast<char>(pending << (8 - pendingBits) & 0xFFU) : bytes;
    }
    [[nodiscard]] std::vector<QByteArray> pieces() const
    {
        std::vector<QByteArray> all;
        const auto add = [&](quint32 left, quint32 right, quint32 top, quint32 bottom, quint32 c, quint32 end) {
            QByteArray piece;
            for (quint32 y = top; y < bottom; ++y) {
                piece += row(left, right, y, c, end);
            }
            all.push_back(isDeflated ? qCompress(piece).mid(4) : piece);  // qCompress puts the length before it
        };
        const auto sampleCount = static_cast<quint32>(samples);
        for (quint32 c = 0; c < (isSeparate ? sampleCount : 1); ++c) {
            const quint32 end = isSeparate ? c + 1 : sampleCount;
            const quint32 rows = tile ? *tile : std::min(rowsPerStrip.value_or(height), height);
            for (quint32 top = 0; top < height; top += rows) {
                for (quint32 left = 0; left < width; left += tile.value_or(width)) {
                    const quint32 bottom = tile ? top + rows : std::min(top + rows, height);
                    add(left, left + tile.value_or(width), top, bottom, c, end);
                }
            }
        }
        return all;
    }
};

QByteArray TiffRecipe::file() const
{
    struct Tag {
        TiffType type;
        std::vector<quint32> values;
    };
    std::map<quint16, Tag> tags{
        {256, {kLong, {width}}},
        {257, {kLong, {height}}},
        {258, {kShort, std::vector<quint32>(static_cast<std::size_t>(samples), static_cast<quint32>(bits))}},
        {259, {kShort, {isDeflated ? 8U : 1U}}},
        {262, {kShort, {static_cast<quint32>(photometric)}}},
        {277, {kShort, {static_cast<quint32>(samples)}}},
        {284, {kShort, {isSeparate ? 2U : 1U}}}};
    for (const auto& [tag, values] : furtherTags) {
        tags[tag] = {kShort, values};
    }
    const int wide = isBigTiff ? 8 : 4;
    QByteArray file = (isBigEndian ? "MM" : "II") + number(isBigTiff ? 43 : 42, 2);
    file += isBigTiff ? number(8, 2) + number(0, 2) + number(0, 8) : number(0, 4);
    const qsizetype linkAt = file.size() - wide;
    std::vector<quint32> offsets;
    std::vector<quint32> counts;
    for (const QByteArray& piece : pieces()) {
        offsets.push_back(static_cast<quint32>(file.size()));
        counts.push_back(static_cast<quint32>(piece.size()));
        file += piece;
    }
    if (tile) {
        tags[322] = tags[323] = {kLong, {*tile}};
    } else {
        tags[278] = {kLong, {rowsPerStrip.value_or(height)}};
    }
    tags[tile ? 324 : 273] = {kLong, offsets};
    tags[tile ? 325 : 279] = {kLong, counts};
    std::map<quint16, QByteArray> values;
    for (const auto& [tag, content] : tags) {
        QByteArray bytes;
        for (const quint32 value : content.values) {
            bytes += number(value, content.type == kShort ? 2 : 4);
        }
        if (bytes.size() > wide) {
            file += QByteArray(file.size() % 2, '\0');
            values[tag] = number(static_cast<quint64>(file.size()), wide);
            file += bytes;
        } else {
            values[tag] = bytes.leftJustified(wide, '\0');
        }
    }
    file += QByteArray(file.size() % 2, '\0');
    file.replace(linkAt, wide, number(static_cast<quint64>(file.size()), wide));
    file += number(tags.size(), isBigTiff ? 8 : 2);
    for (const auto& [tag, content] : tags) {
        file += number(tag, 2) + number(content.type, 2) + number(content.values.size(), wide) + values[tag];
    }
    return file + number(0, wide);
}

std::uint16_t spread(quint32 sample, int bits)
{
    return static_cast<std::uint16_t>(std::lround(sample * 65535.0 / ((1U << bits) - 1)));
}

/// Grey and RGB.
SrgbPicture meant(const TiffRecipe& recipe)
{
    SrgbPicture picture{{static_cast<int>(recipe.width), static_cast<int>(recipe.height)}, {}};
    for (quint32 y = 0; y < recipe.height; ++y) {
        for (quint32 x = 0; x < recipe.width; ++x) {
            for (quint32 c = 0; c < 3; ++c) {
                const quint32 sample = recipe.sampleAt(x, y, recipe.photometric == 2 ? c : 0);
                picture.rgb.push_back(recipe.photometric == 0
                                          ? static_cast<std::uint16_t>(65535 - spread(sample, recipe.bits))
                                          : spread(sample, recipe.bits));
            }
        }
    }
    return picture;
}

/// What is printed on standard error meanwhile.
QByteArray printedBy(const std::function<void()>& work)
{
    QTemporaryFile printed;
    [[maybe_unused]] const bool isOpen = printed.open();
    std::fflush(stderr);
    const int before = ::dup(STDERR_FILENO);
    ::dup2(printed.handle(), STDERR_FILENO);
    work();
    std::fflush(stderr);
    ::dup2(before, STDERR_FILENO);
    ::close(before);
    printed.seek(0);
    return printed.readAll();
}

class TiffTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLayoutGivesTheSamePixels_data();
    void everyLayoutGivesTheSamePixels();
    void numbersOfEveryDepthSpreadToSixteenBits_data();
    void numbersOfEveryDepthSpreadToSixteenBits();
    void palettesGiveTheirColours_data();
    void palettesGiveTheirColours();
    void picturesAreTurnedUpright_data();
    void picturesAreTurnedUpright();
    void whatIsNoGreyOrRgbIsRefused_data();
    void whatIsNoGreyOrRgbIsRefused();
    void libtiffsComplaintsAreInTheSentence();
    void aFileThatClaimsMoreThanItHasIsDamaged_data();
    void aFileThatClaimsMoreThanItHasIsDamaged();
    void aStopIsObeyedBetweenRows_data();
    void aStopIsObeyedBetweenRows();
    void otherProgramsTiffsAreRead_data();
    void otherProgramsTiffsAreRead();

private:
    [[nodiscard]] std::string put(const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath("night.tif"));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("a test file could not be written");
        }
        return file.fileName().toStdString();
    }

    QTemporaryDir m_folder;
};

void TiffTest::everyLayoutGivesTheSamePixels_data()
{
    QTest::addColumn<TiffRecipe>("recipe");
    for (const bool isDeflated : {false, true}) {
        for (const int bits : {8, 16}) {
            for (const int samples : {1, 3}) {
                const int photometric = samples == 3 ? 2 : 1;
                const TiffRecipe base{
                    .bits = bits, .samples = samples, .photometric = photometric, .isDeflated = isDeflated};
                const auto add = [&](const char* name, TiffRecipe recipe) {
                    QTest::addRow("%s, %d bits, %d samples, %s", name, bits, samples, isDeflated ? "deflate" : "plain")
                        << recipe;
                };
                add("one strip", base);
                // "All in one strip", as scanners write it; 2^32 - 1 is the specification's own word for it.
                for (const quint32 rows : {0x7FFFFFFFU, 0x7FFFFFF0U, 0xFFFFFFFFU, 24U, 23U, 7U, 1U}) {
                    TiffRecipe recipe = base;
                    recipe.rowsPerStrip = rows;
                    add(QByteArray::number(rows, 16).prepend("rows per strip 0x").constData(), recipe);
                }
                TiffRecipe recipe = base;
                recipe.isBigEndian = true;
                add("big-endian", recipe);
                recipe.isBigTiff = true;
                add("big-endian BigTIFF", recipe);
                recipe.isBigEndian = false;
                add("BigTIFF", recipe);
                recipe = base;
                recipe.tile = 16;
                add("tiles", recipe);
                recipe.tile = 64;
                add("one tile larger than the picture", recipe);
                recipe = base;
                recipe.samples += 1;
                recipe.furtherTags = {{338, {2}}};  // ExtraSamples: unassociated alpha
                add("opacity", recipe);
                recipe.samples += 1;
                recipe.furtherTags = {{338, {2, 0}}};
                add("opacity and something", recipe);
                recipe = base;
                recipe.isSeparate = samples > 1;
                recipe.rowsPerStrip = 5;
                add("planes in strips", recipe);
                recipe.rowsPerStrip = 0x7FFFFFFF;
                add("planes, each in one strip", recipe);
                recipe.tile = 16;
                add("planes in tiles", recipe);
            }
        }
    }
}

void TiffTest::everyLayoutGivesTheSamePixels()
{
    QFETCH(const TiffRecipe, recipe);
    const std::string file = put(recipe.file());
    const SrgbPicture expected = meant(recipe);
    const PictureFacts facts = readPictureFacts(file);
    QCOMPARE(facts.size, expected.size);
    QCOMPARE(facts.bitsPerChannel, recipe.bits);
    const SrgbPicture picture = readPicture(file);
    QCOMPARE(picture.size, expected.size);
    QVERIFY(picture.rgb == expected.rgb);
}

void TiffTest::numbersOfEveryDepthSpreadToSixteenBits_data()
{
    QTest::addColumn<TiffRecipe>("recipe");
    for (const int bits : {1, 2, 4, 6, 8, 10, 12, 14, 16}) {
        for (const int photometric : {0, 1, 2}) {
            for (const std::optional<quint32> tile : {std::optional<quint32>(), std::optional<quint32>(16)}) {
                QTest::addRow("%d bits, photometric %d%s", bits, photometric, tile ? ", tiles" : "") << TiffRecipe{
                    .bits = bits, .samples = photometric == 2 ? 3 : 1, .photometric = photometric, .tile = tile};
            }
        }
    }
}

void TiffTest::numbersOfEveryDepthSpreadToSixteenBits()
{
    everyLayoutGivesTheSamePixels();
}

void TiffTest::palettesGiveTheirColours_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("scale");
    for (const int bits : {1, 4, 8}) {
        QTest::addRow("%d bits", bits) << bits << 65535;
        QTest::addRow("%d bits, colours of 8 bits", bits) << bits << 255;
    }
}

void TiffTest::palettesGiveTheirColours()
{
    QFETCH(const int, bits);
    QFETCH(const int, scale);
    const auto count = static_cast<quint32>(1 << bits);
    std::vector<quint32> map;
    for (const quint32 channel : {0U, 1U, 2U}) {
        for (quint32 i = 0; i < count; ++i) {
            map.push_back((i * 40503 + channel * 20011 + 9) % static_cast<quint32>(scale));
        }
    }
    const TiffRecipe recipe{.bits = bits, .samples = 1, .photometric = 3, .furtherTags = {{320, map}}};
    const SrgbPicture picture = readPicture(put(recipe.file()));
    for (quint32 y = 0; y < recipe.height; ++y) {
        for (quint32 x = 0; x < recipe.width; ++x) {
            for (quint32 c = 0; c < 3; ++c) {
                const quint32 colour = map[c * count + recipe.sampleAt(x, y, 0)];
                QCOMPARE(quint32{picture.rgb[(y * recipe.width + x) * 3 + c]}, scale == 255 ? colour * 257 : colour);
            }
        }
    }
}

void TiffTest::picturesAreTurnedUpright_data()
{
    QTest::addColumn<int>("orientation");
    for (int orientation = 1; orientation <= 8; ++orientation) {
        QTest::addRow("%d", orientation) << orientation;
    }
}

void TiffTest::picturesAreTurnedUpright()
{
    QFETCH(const int, orientation);
    const TiffRecipe recipe{.bits = 16, .furtherTags = {{274, {static_cast<quint32>(orientation)}}}};
    const SrgbPicture expected = oriented(meant(recipe), static_cast<Orientation>(orientation));
    const std::string file = put(recipe.file());
    QCOMPARE(readPictureFacts(file).size, expected.size);
    const SrgbPicture picture = readPicture(file);
    QCOMPARE(picture.size, expected.size);
    QVERIFY(picture.rgb == expected.rgb);
}

void TiffTest::whatIsNoGreyOrRgbIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("CMYK") << TiffRecipe{.samples = 4, .photometric = 5}.file()
                          << QByteArray("has 4 colour channels; grey and RGB can be read");
    QTest::newRow("float") << TiffRecipe{.bits = 16, .furtherTags = {{258, {32, 32, 32}}, {339, {3, 3, 3}}}}.file()
                           << QByteArray("has samples of type float; 8- and 16-bit pictures can be read");
    QTest::newRow("signed") << TiffRecipe{.bits = 16, .furtherTags = {{339, {2, 2, 2}}}}.file()
                            << QByteArray("has samples of type int16; 8- and 16-bit pictures can be read");
    QTest::newRow("32 bits") << TiffRecipe{.bits = 16, .furtherTags = {{258, {32, 32, 32}}}}.file()
                             << QByteArray("has samples of type uint32; 8- and 16-bit pictures can be read");
    QTest::newRow("mosaic") << TiffRecipe{.bits = 16, .samples = 1, .photometric = 32803}.file()
                            << QByteArray(
                                   "has colours of kind 32803 (photometric interpretation); grey and RGB can be read");
    QTest::newRow("RGB of two") << TiffRecipe{.samples = 2}.file()
                                << QByteArray("has 2 colour channels; grey and RGB can be read");
    QTest::newRow("compression") << TiffRecipe{.furtherTags = {{259, {60000}}}}.file()
                                 << QByteArray("is compressed by method 60000, which this libtiff cannot read");
}

void TiffTest::whatIsNoGreyOrRgbIsRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, reason);
    const std::string file = put(bytes);
    for (const auto& read : {std::function<void()>([&] { static_cast<void>(readPicture(file)); }),
                             std::function<void()>([&] { static_cast<void>(readPictureFacts(file)); })}) {
        try {
            read();
            QFAIL("was read");
        } catch (const UnsupportedInput& error) {
            QCOMPARE(QByteArray(error.what()), QByteArray::fromStdString(file) + ": " + reason);
        }
    }
}

/// A tag that libtiff does not know makes it warn, and a strip that is cut off makes it fail.
void TiffTest::libtiffsComplaintsAreInTheSentence()
{
    TiffRecipe recipe{.furtherTags = {{40000, {1}}}};
    QByteArray sentence;
    const QByteArray printed = printedBy([&] {
        QVERIFY(readPicture(put(recipe.file())).rgb == meant(recipe).rgb);
        recipe.isDeflated = true;
        QByteArray bytes = recipe.file();
        bytes.replace(60, 40, QByteArray(40, '\xFF'));
        try {
            static_cast<void>(readPicture(put(bytes)));
        } catch (const CorruptInput& error) {
            sentence = error.what();
        }
    });
    QCOMPARE(printed, QByteArray());
    QVERIFY2(sentence.contains("night.tif: is damaged: "), sentence.constData());
    QVERIFY2(sentence.contains("scanline"), sentence.constData());
    QVERIFY(!sentence.contains('\n'));
}

void TiffTest::aFileThatClaimsMoreThanItHasIsDamaged_data()
{
    QTest::addColumn<TiffRecipe>("recipe");
    QTest::newRow("strip") << TiffRecipe{};
    QTest::newRow("deflated strip") << TiffRecipe{.isDeflated = true};
    QTest::newRow("strip without end") << TiffRecipe{.rowsPerStrip = 0x7FFFFFFF, .isDeflated = true};
    QTest::newRow("tile") << TiffRecipe{.tile = 64};
    QTest::newRow("planes") << TiffRecipe{.isSeparate = true};
}

void TiffTest::aFileThatClaimsMoreThanItHasIsDamaged()
{
    QFETCH(TiffRecipe, recipe);
    recipe.furtherTags.push_back({256, {14000}});
    recipe.furtherTags.push_back({257, {14000}});
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(readPicture(put(recipe.file()))), CorruptInput);
    recipe.furtherTags = {{256, {60000}}, {257, {60000}}};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(readPicture(put(recipe.file()))), UnsupportedInput);
}

void TiffTest::aStopIsObeyedBetweenRows_data()
{
    QTest::addColumn<TiffRecipe>("recipe");
    const TiffRecipe base{.width = 64, .height = 2000, .isDeflated = true};
    QTest::newRow("one strip") << base;
    TiffRecipe recipe = base;
    recipe.rowsPerStrip = 0x7FFFFFFF;
    QTest::newRow("strip without end") << recipe;
    recipe.isSeparate = true;
    QTest::newRow("planes") << recipe;
    recipe = base;
    recipe.tile = 16;
    QTest::newRow("tiles") << recipe;
}

void TiffTest::aStopIsObeyedBetweenRows()
{
    QFETCH(const TiffRecipe, recipe);
    const std::string file = put(recipe.file());
    std::stop_source stop;
    int reports = 0;
    double lastFraction = 0;
    const JobContext context(stop.get_token(), [&](const Progress& progress) {
        ++reports;
        lastFraction = progress.fraction.value_or(1);
        if (reports == 5) {
            stop.request_stop();
        }
    });
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(readPicture(file, context)), Cancelled);
    QCOMPARE(reports, 5);
    QVERIFY2(lastFraction < 0.2, QByteArray::number(lastFraction).constData());
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(readPicture(file, context)), Cancelled);
}

void TiffTest::otherProgramsTiffsAreRead_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<double>("largestError");  // of 65535
    QTest::newRow("LZW") << QStringList{"-compress", "LZW"} << 0.0;
    QTest::newRow("PackBits") << QStringList{"-compress", "RLE"} << 0.0;
    QTest::newRow("tiles") << QStringList{"-compress", "Zip", "-define", "tiff:tile-geometry=32x32"} << 0.0;
    QTest::newRow("planes") << QStringList{"-interlace", "plane"} << 0.0;
    QTest::newRow("predictor") << QStringList{"-compress", "Zip", "-define", "tiff:predictor=2"} << 0.0;
    QTest::newRow("JPEG") << QStringList{"-depth", "8", "-compress", "JPEG", "-quality", "95"} << 2500.0;
}

void TiffTest::otherProgramsTiffsAreRead()
{
    QFETCH(const QStringList, options);
    QFETCH(const double, largestError);
    const QString convert = test::imageMagick();
    if (convert.isEmpty()) QSKIP("needs ImageMagick");
    const SrgbPicture picture = test::smoothPicture({93, 61});
    const QString source = m_folder.filePath("source.png");
    writePicture(source.toStdString(), picture, {.bitsPerChannel = 16, .ifExists = IfExists::Overwrite}, {}, {});
    const QString made = m_folder.filePath("made.tif");
    test::outputOf(convert, QStringList{source} + options + QStringList{made});
    if (!QFile::exists(made)) QSKIP("this ImageMagick does not write it");
    const SrgbPicture read = readPicture(made.toStdString());
    QCOMPARE(read.size, picture.size);
    int largest = 0;
    for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
        largest = std::max(largest, std::abs(int{read.rgb[i]} - int{picture.rgb[i]}));
    }
    QVERIFY2(largest <= largestError, QByteArray::number(largest).constData());
    QFile::remove(made);
}

}  // namespace

SCOTOPIC_TEST(TiffTest)

}  // namespace scotopic

#include "tiff_test.moc"
