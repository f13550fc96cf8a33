// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/image/picture_file.h"
#include "tests/core/image/pictures.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace scotopic {

namespace {

/// The PNG with `side` as width and height in its header, whose checksum is made right again.
QByteArray claimingSquare(QByteArray png, std::uint32_t side)
{
    constexpr int kHeaderAt = 12;  // "IHDR", width, height, 5 bytes more, checksum of all that
    constexpr int kHeaderBytes = 17;
    for (int byte = 0; byte < 4; ++byte) {
        png[kHeaderAt + 4 + byte] = static_cast<char>(side >> (24 - 8 * byte));
        png[kHeaderAt + 8 + byte] = static_cast<char>(side >> (24 - 8 * byte));
    }
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : png.mid(kHeaderAt, kHeaderBytes)) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    crc = ~crc;
    for (int byte = 0; byte < 4; ++byte) {
        png[kHeaderAt + kHeaderBytes + byte] = static_cast<char>(crc >> (24 - 8 * byte));
    }
    return png;
}

class PictureFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sixteenBitFilesKeepEveryValue_data() { formats(); }
    void sixteenBitFilesKeepEveryValue();
    void eightBitFilesHoldTheNearestValues_data() { formats(); }
    void eightBitFilesHoldTheNearestValues();
    void theHeaderTellsSizeAndDepth();
    void otherProgramsReadTheSamePixels_data() { formats(); }
    void otherProgramsReadTheSamePixels();
    void jpegStaysCloseAndGetsSmallerWithQuality();
    void jpegKeepsFullColourResolutionAtHighQuality();
    void refusesWhatNoFormatHas();
    void keepsAnExistingFileUnlessTold();
    void namesAndExtensionsMatch();
    void readsGreyAndTransparentPictures();
    void badPicturesAreRefusedInOneSentence_data();
    void badPicturesAreRefusedInOneSentence();

private:
    static void formats()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("PNG") << static_cast<int>(PictureFormat::Png);
        QTest::newRow("TIFF") << static_cast<int>(PictureFormat::Tiff);
    }
    [[nodiscard]] std::filesystem::path inFolder(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    /// Writes and names the file after the format.
    [[nodiscard]] std::filesystem::path written(const SrgbPicture& picture, PictureFileOptions options) const
    {
        options.ifExists = IfExists::Overwrite;
        const std::filesystem::path file = inFolder("picture").string() + extensionOf(options.format);
        writePicture(file, picture, options, {}, {});
        return file;
    }

    QTemporaryDir m_folder;
};

void PictureFileTest::sixteenBitFilesKeepEveryValue()
{
    QFETCH(int, format);
    const SrgbPicture picture = test::scrambledPicture({333, 301});  // more rows than one strip
    const SrgbPicture back =
        readPicture(written(picture, {.format = static_cast<PictureFormat>(format), .bitsPerChannel = 16}));
    QCOMPARE(back.size, picture.size);
    QVERIFY(back.rgb == picture.rgb);
}

void PictureFileTest::eightBitFilesHoldTheNearestValues()
{
    QFETCH(int, format);
    const SrgbPicture picture = test::scrambledPicture({333, 301});
    const SrgbPicture back = readPicture(written(picture, {.format = static_cast<PictureFormat>(format)}));
    QCOMPARE(back.size, picture.size);
    for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
        QCOMPARE(static_cast<long>(back.rgb[i]), std::lround(picture.rgb[i] / 257.0) * 257);
    }
}

void PictureFileTest::theHeaderTellsSizeAndDepth()
{
    for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Tiff, PictureFormat::Jpeg}) {
        for (const int bits : {8, 16}) {
            if (format == PictureFormat::Jpeg && bits == 16) {
                continue;
            }
            const PictureFacts facts =
                readPictureFacts(written(test::scrambledPicture({31, 17}), {.format = format, .bitsPerChannel = bits}));
            QCOMPARE(facts.size, (PixelSize{31, 17}));
            QCOMPARE(facts.bitsPerChannel, bits);
        }
    }
}

void PictureFileTest::otherProgramsReadTheSamePixels()
{
    const QString convert = test::imageMagick();
    if (convert.isEmpty()) {
        QSKIP("needs ImageMagick");
    }
    QFETCH(int, format);
    const SrgbPicture picture = test::scrambledPicture({61, 40});
    const std::filesystem::path file =
        written(picture, {.format = static_cast<PictureFormat>(format), .bitsPerChannel = 16});
    const QByteArray bytes =
        test::outputOf(convert, {test::toQString(file), "-depth", "16", "-endian", "LSB", "rgb:-"});
    QCOMPARE(static_cast<std::size_t>(bytes.size()), picture.rgb.size() * 2);
    QVERIFY(std::memcmp(bytes.constData(), picture.rgb.data(), picture.rgb.size() * 2) == 0);
}

void PictureFileTest::jpegStaysCloseAndGetsSmallerWithQuality()
{
    const SrgbPicture picture = test::smoothPicture({320, 200});
    std::uintmax_t largerBytes = 0;
    for (const int quality : {95, 60}) {
        const std::filesystem::path file = written(picture, {.format = PictureFormat::Jpeg, .jpegQuality = quality});
        const SrgbPicture back = readPicture(file);
        QCOMPARE(back.size, picture.size);
        double errorSum = 0;
        for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
            errorSum += std::abs(static_cast<double>(picture.rgb[i]) - back.rgb[i]) / 257;
        }
        QVERIFY(errorSum / static_cast<double>(picture.rgb.size()) < (quality == 95 ? 1.0 : 3.0));
        QVERIFY(largerBytes == 0 || std::filesystem::file_size(file) < largerBytes);
        largerBytes = std::filesystem::file_size(file);
    }
}

void PictureFileTest::jpegKeepsFullColourResolutionAtHighQuality()
{
    SCOTOPIC_NEEDS_TOOL("exiftool");
    const SrgbPicture picture = test::smoothPicture({64, 64});
    const auto sampling = [&](int quality) {
        const auto file = written(picture, {.format = PictureFormat::Jpeg, .jpegQuality = quality});
        return test::outputOf("exiftool", {"-s3", "-YCbCrSubSampling", test::toQString(file)}).trimmed();
    };
    QVERIFY(sampling(92).startsWith("YCbCr4:4:4"));
    QVERIFY(sampling(80).startsWith("YCbCr4:2:0"));
}

void PictureFileTest::refusesWhatNoFormatHas()
{
    const SrgbPicture picture = test::smoothPicture({8, 8});
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(written(picture, {.format = PictureFormat::Jpeg, .bitsPerChannel = 16})),
                             InvalidArgument);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(written(picture, {.bitsPerChannel = 12})), InvalidArgument);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(written(picture, {.format = PictureFormat::Jpeg, .jpegQuality = 0})),
                             InvalidArgument);
}

void PictureFileTest::keepsAnExistingFileUnlessTold()
{
    const std::filesystem::path file = inFolder("kept.png");
    writePicture(file, test::smoothPicture({8, 8}), {}, {}, {});
    QVERIFY_EXCEPTION_THROWN(writePicture(file, test::smoothPicture({9, 9}), {}, {}, {}), OutputFailed);
    QCOMPARE(readPicture(file).size, (PixelSize{8, 8}));
    writePicture(file, test::smoothPicture({9, 9}), {.ifExists = IfExists::Overwrite}, {}, {});
    QCOMPARE(readPicture(file).size, (PixelSize{9, 9}));
}

void PictureFileTest::namesAndExtensionsMatch()
{
    for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Tiff, PictureFormat::Jpeg}) {
        QCOMPARE(formatOf(std::string("a") + extensionOf(format)), std::optional(format));
    }
    QCOMPARE(formatOf("a.JPEG"), std::optional(PictureFormat::Jpeg));
    QCOMPARE(formatOf("a.b.TIFF"), std::optional(PictureFormat::Tiff));
    QCOMPARE(formatOf("a.dng"), std::nullopt);
    QCOMPARE(formatOf("png"), std::nullopt);
    QCOMPARE(parsePictureFormat("tiff"), PictureFormat::Tiff);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(parsePictureFormat("gif")), InvalidArgument);
}

void PictureFileTest::readsGreyAndTransparentPictures()
{
    const QString convert = test::imageMagick();
    if (convert.isEmpty()) {
        QSKIP("needs ImageMagick");
    }
    const auto made = [&](const char* name, const QStringList& arguments) {
        const std::filesystem::path file = inFolder(name);
        test::outputOf(convert, QStringList{"-size", "4x2"} + arguments + QStringList{test::toQString(file)});
        return readPicture(file).rgb;
    };
    const std::vector<std::uint16_t> grey = made("grey.png", {"xc:#808080", "-colorspace", "Gray", "-depth", "8"});
    QCOMPARE(grey, std::vector<std::uint16_t>(24, 0x8080));
    const std::vector<std::uint16_t> clear = made("clear.png", {"xc:rgba(255,128,0,0.5)"});
    QCOMPARE(clear.size(), std::size_t{24});
    QCOMPARE(clear[0], std::uint16_t{65535});  // colour as stored, not darkened by its opacity
    QCOMPARE(clear[1], std::uint16_t{0x8080});
}

void PictureFileTest::badPicturesAreRefusedInOneSentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("kind");
    const auto fileBytes = [&](PictureFormat format) {
        QFile file(test::toQString(written(test::scrambledPicture({64, 64}), {.format = format})));
        [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
        return file.readAll();
    };
    const QByteArray png = fileBytes(PictureFormat::Png);
    const QByteArray tiff = fileBytes(PictureFormat::Tiff);
    QTest::newRow("text") << "text.png" << QByteArray("not a picture") << "UnsupportedInput";
    QTest::newRow("4 bytes") << "four.png" << QByteArray("\x89PNG") << "CorruptInput";
    QTest::newRow("empty") << "empty.png" << QByteArray() << "UnreadableInput";
    QTest::newRow("half a PNG") << "half.png" << png.left(png.size() / 2) << "CorruptInput";
    QTest::newRow("absurd size") << "wide.png" << claimingSquare(png, 60000) << "UnsupportedInput";
    QTest::newRow("half a TIFF") << "half.tif" << tiff.left(tiff.size() / 2) << "CorruptInput";
    QTest::newRow("JPEG header") << "header.jpg" << QByteArray("\xFF\xD8\xFF\xE0") << "CorruptInput";
}

void PictureFileTest::badPicturesAreRefusedInOneSentence()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, kind);
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    try {
        static_cast<void>(readPicture(file.fileName().toStdString()));
        QFAIL("was read");
    } catch (const Error& error) {
        const QString sentence = QString::fromUtf8(error.what());
        QVERIFY2(sentence.startsWith(file.fileName() + ": "), error.what());
        QVERIFY2(!sentence.contains('\n'), error.what());
        const QString thrown = dynamic_cast<const UnsupportedInput*>(&error) != nullptr ? "UnsupportedInput"
                               : dynamic_cast<const CorruptInput*>(&error) != nullptr   ? "CorruptInput"
                                                                                        : "UnreadableInput";
        QCOMPARE(thrown, kind);
    }
}

}  // namespace

SCOTOPIC_TEST(PictureFileTest)

}  // namespace scotopic

#include "picture_file_test.moc"
