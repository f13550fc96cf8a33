// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/image/picture_file.h"
#include "tests/core/image/pictures.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <fstream>

namespace scotopic {

namespace {

QJsonObject exifToolOn(const std::filesystem::path& file)
{
    const QByteArray json = test::outputOf("exiftool", {"-j", "-G1", "-n", test::toQString(file)});
    return QJsonDocument::fromJson(json).array().at(0).toObject();
}

class MetadataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cameraExifIsKeptAndMadeTrue_data() { formats(); }
    void cameraExifIsKeptAndMadeTrue();
    void aStudyPictureIsNotCalledSrgb();
    void everyFileSaysItIsSrgb_data() { formats(); }
    void everyFileSaysItIsSrgb();
    void provenanceComesBackInOrder_data() { formats(); }
    void provenanceComesBackInOrder();
    void bytesThatXmlCannotHoldAreReplaced();
    void otherProgramsSeeTheProvenance();
    void aSourceWithoutExifIsNoFailure_data();
    void aSourceWithoutExifIsNoFailure();
    void pixelsAreTheSameWithAndWithoutMetadata();
    void picturesOfOthersHaveNoProvenance();

private:
    static void formats()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("PNG") << static_cast<int>(PictureFormat::Png);
        QTest::newRow("TIFF") << static_cast<int>(PictureFormat::Tiff);
        QTest::newRow("JPEG") << static_cast<int>(PictureFormat::Jpeg);
    }
    std::filesystem::path written(PictureFormat format, const std::filesystem::path& photo,
                                  const Provenance& provenance)
    {
        const std::filesystem::path file = m_folder.filePath("picture").toStdString() + extensionOf(format);
        writePicture(file, test::smoothPicture({48, 32}), {.format = format, .ifExists = IfExists::Overwrite},
                     photo.empty() ? PhotoMetadata{} : readPhotoMetadata(photo), provenance);
        return file;
    }

    QTemporaryDir m_folder;
};

void MetadataTest::cameraExifIsKeptAndMadeTrue()
{
    SCOTOPIC_REAL_FILE(raw, "raw/gopro-hero6-mural.dng");
    SCOTOPIC_NEEDS_TOOL("exiftool");
    QFETCH(int, format);
    const QJsonObject camera = exifToolOn(raw);
    const QJsonObject picture = exifToolOn(written(static_cast<PictureFormat>(format), raw, {}));
    for (const char* kept : {"IFD0:Make", "IFD0:Model", "ExifIFD:ExposureTime", "ExifIFD:ISO", "ExifIFD:FNumber",
                             "ExifIFD:FocalLength", "ExifIFD:DateTimeOriginal"}) {
        const QString key = QString::fromLatin1(kept);
        QVERIFY2(camera.contains(key), kept);
        QCOMPARE(picture[key], camera[key]);
    }
    QCOMPARE(picture["IFD0:Orientation"].toInt(), 1);
    QCOMPARE(picture["ExifIFD:ExifImageWidth"].toInt(), 48);
    QCOMPARE(picture["ExifIFD:ExifImageHeight"].toInt(), 32);
    QCOMPARE(picture["ExifIFD:ColorSpace"].toInt(), 1);
    QVERIFY(picture["IFD0:Software"].toString().startsWith("Scotopic "));
    for (const QString& key : picture.keys()) {
        QVERIFY2(!key.contains("CFA") && !key.contains("DNG") && !key.startsWith("MakerNote")
                     && !key.contains("Preview"),
                 qPrintable(key));
    }
    QVERIFY2(!picture.contains("ExifTool:Warning"), qPrintable(picture["ExifTool:Warning"].toString()));
}

void MetadataTest::everyFileSaysItIsSrgb()
{
    SCOTOPIC_NEEDS_TOOL("exiftool");
    QFETCH(int, format);
    const QJsonObject picture = exifToolOn(written(static_cast<PictureFormat>(format), {}, {}));
    QVERIFY(picture["ICC_Profile:ProfileDescription"].toString().contains("sRGB"));
    QCOMPARE(picture["ICC-header:ProfileDateTime"].toString(), QString("1999:10:18 00:00:00"));
    QCOMPARE(picture["ICC-header:ColorSpaceData"].toString().trimmed(), QString("RGB"));
    QCOMPARE(picture["IFD0:Orientation"].toInt(), 1);
    QVERIFY2(!picture.contains("ExifTool:Warning"), qPrintable(picture["ExifTool:Warning"].toString()));
}

void MetadataTest::aStudyPictureIsNotCalledSrgb()
{
    SCOTOPIC_NEEDS_TOOL("exiftool");
    SrgbPicture study = test::smoothPicture({48, 32});
    study.curve = TransferCurve::Bt709;
    const std::filesystem::path file = m_folder.filePath("study.png").toStdString();
    writePicture(file, study, {}, {}, {});
    const QJsonObject picture = exifToolOn(file);
    QCOMPARE(picture["ICC_Profile:ProfileDescription"].toString(), QString("sRGB primaries, BT.709 camera curve"));
    QCOMPARE(picture["ICC-header:ProfileDateTime"].toString(), QString("1999:10:18 00:00:00"));
    QCOMPARE(picture["ExifIFD:ColorSpace"].toInt(), 0xFFFF);
}

void MetadataTest::provenanceComesBackInOrder()
{
    QFETCH(int, format);
    const Provenance provenance{{{"Zebra", "first"},
                                 {"ModelSha256", std::string(64, 'a')},
                                 {"Ratio", "100"},
                                 {"SourceFile", "Nacht & <Nebel> \"3\" \xC3\xA9.dng"},
                                 {"Apple", "last"}}};
    const Provenance back = readProvenance(written(static_cast<PictureFormat>(format), {}, provenance));
    QCOMPARE(back.fields, provenance.fields);
}

void MetadataTest::bytesThatXmlCannotHoldAreReplaced()
{
    const Provenance provenance{{{"SourceFile", "a\xFF\x01z\xE2\x82.dng"}, {"Ratio", "2"}}};
    const Provenance back = readProvenance(written(PictureFormat::Png, {}, provenance));
    QCOMPARE(back.fields.size(), std::size_t{2});
    QCOMPARE(QString::fromStdString(back.fields[0].second), QString::fromUtf8("a\uFFFD\uFFFDz\uFFFD\uFFFD.dng"));
}

void MetadataTest::otherProgramsSeeTheProvenance()
{
    SCOTOPIC_NEEDS_TOOL("exiftool");
    const QJsonObject picture = exifToolOn(written(PictureFormat::Png, {}, {{{"Ratio", "250"}}}));
    QCOMPARE(picture["XMP-scotopic:Ratio"].toVariant().toInt(), 250);
}

void MetadataTest::aSourceWithoutExifIsNoFailure_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("text") << QByteArray("not a raw");
    QTest::newRow("broken TIFF") << QByteArray("II*\0\xFF\xFF\xFF\x7F", 8);
}

void MetadataTest::aSourceWithoutExifIsNoFailure()
{
    QFETCH(QByteArray, bytes);
    const std::filesystem::path source = m_folder.filePath("source.dng").toStdString();
    std::filesystem::remove(source);
    if (!bytes.isEmpty()) {
        std::ofstream(source, std::ios::binary).write(bytes.constData(), bytes.size());
    }
    const std::filesystem::path file = written(PictureFormat::Jpeg, source, {{{"Ratio", "2"}}});
    QCOMPARE(readPicture(file).size, (PixelSize{48, 32}));
    QCOMPARE(readProvenance(file).fields.size(), std::size_t{1});
}

void MetadataTest::pixelsAreTheSameWithAndWithoutMetadata()
{
    SCOTOPIC_REAL_FILE(raw, "raw/canon-550d-colorchart.dng");
    const SrgbPicture picture = test::scrambledPicture({70, 50});
    for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Tiff}) {
        const std::filesystem::path file = m_folder.filePath("full").toStdString() + extensionOf(format);
        writePicture(file, picture, {.format = format, .bitsPerChannel = 16}, readPhotoMetadata(raw),
                     {{{"Ratio", "2"}}});
        QVERIFY(readPicture(file).rgb == picture.rgb);
    }
}

void MetadataTest::picturesOfOthersHaveNoProvenance()
{
    SCOTOPIC_REAL_FILE(photo, "photos/001.jpg");
    QVERIFY(readProvenance(photo).fields.empty());
}

}  // namespace

SCOTOPIC_TEST(MetadataTest)

}  // namespace scotopic

#include "metadata_test.moc"
