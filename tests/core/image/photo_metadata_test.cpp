// SPDX-License-Identifier: MIT
// What a photo and its sidecar say, and what of it pictures keep; written and read here by exiv2 itself.
#include "core/base/error.h"
#include "core/image/picture_file.h"
#include "tests/core/image/pictures.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <exiv2/exiv2.hpp>
#include <fstream>
#include <functional>
#include <iterator>

namespace scotopic {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSidecarHead =
    R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">)"
    R"(<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/")"
    R"( xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/")"
    R"( xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/")"
    R"( xmlns:own="http://example.org/own/")";
constexpr const char* kSidecarTail = "</rdf:Description></rdf:RDF></x:xmpmeta>";

std::string sidecarWith(const std::string& attributes, const std::string& elements = {})
{
    return std::string(kSidecarHead) + ' ' + attributes + '>' + elements + kSidecarTail;
}

void writeFile(const fs::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string readFile(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// A file's metadata, key by key; empty for keys that it has not.
class Read {
public:
    explicit Read(const fs::path& file)
    {
        const auto image = Exiv2::ImageFactory::open(file.string());
        image->readMetadata();
        m_exif = image->exifData();
        m_iptc = image->iptcData();
        m_xmp = image->xmpData();
    }
    [[nodiscard]] QString exif(const char* key) const { return text(m_exif, Exiv2::ExifKey(key)); }
    [[nodiscard]] QString iptc(const char* key) const { return text(m_iptc, Exiv2::IptcKey(key)); }
    [[nodiscard]] QString xmp(const char* key) const { return text(m_xmp, Exiv2::XmpKey(key)); }
    [[nodiscard]] const Exiv2::ExifData& allExif() const { return m_exif; }
    [[nodiscard]] const Exiv2::XmpData& allXmp() const { return m_xmp; }
    [[nodiscard]] const Exiv2::IptcData& allIptc() const { return m_iptc; }

private:
    template <typename Data, typename Key>
    static QString text(const Data& data, const Key& key)
    {
        const auto datum = data.findKey(key);
        return datum == data.end() ? QString() : QString::fromStdString(datum->toString());
    }

    Exiv2::ExifData m_exif;
    Exiv2::IptcData m_iptc;
    Exiv2::XmpData m_xmp;
};

void fillExif(Exiv2::ExifData& exif)
{
    exif["Exif.Image.Make"] = "Cases";
    exif["Exif.Image.DateTime"] = "2026:06:04 23:13:43";
    exif["Exif.Image.Artist"] = "Zo\xC3\xAB";
    exif["Exif.Image.Copyright"] = "(c) 2026";
    exif["Exif.Image.Orientation"] = std::uint16_t{6};
    exif["Exif.Image.Rating"] = std::uint16_t{4};
    exif["Exif.Photo.OffsetTimeOriginal"] = "+02:00";
    exif["Exif.Photo.SubSecTimeOriginal"] = "67";
    exif["Exif.Photo.LensModel"] = "Nacht 50mm f/1.2";
    exif["Exif.Photo.UserComment"] = "charset=Unicode \xE5\xA4\x9C\xE3\x81\xAE\xE8\xA1\x97";
    exif["Exif.GPSInfo.GPSLatitudeRef"] = "N";
    exif["Exif.GPSInfo.GPSLatitude"] = "52/1 22/1 12/1";
    exif["Exif.GPSInfo.GPSLongitudeRef"] = "E";
    exif["Exif.GPSInfo.GPSLongitude"] = "4/1 53/1 42/1";
}

void fillXmp(Exiv2::XmpData& xmp)
{
    xmp["Xmp.xmp.Rating"] = "5";
    xmp["Xmp.dc.subject"] = "night";
    xmp["Xmp.dc.title"] = "lang=x-default The street";
    xmp["Xmp.dc.rights"] = "lang=x-default (c) 2026";
    xmp["Xmp.dc.format"] = "image/x-raw";
    xmp["Xmp.crs.Exposure2012"] = "+1.00";
    xmp["Xmp.tiff.Orientation"] = "6";
    xmp["Xmp.photoshop.City"] = "Amsterdam";
    xmp["Xmp.exif.GPSLatitude"] = "52,22.2N";
    xmp["Xmp.iptcExt.Event"] = "lang=x-default Walk";
}

class PhotoMetadataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_photo = path("night.dng");
        writeFile(m_photo, pictureBytes(test::smoothPicture({16, 12}), {.format = PictureFormat::Tiff}));
    }

    void everyFormatKeepsWhatIsTrue_data() { formats(); }
    void everyFormatKeepsWhatIsTrue()
    {
        fillPhoto();
        const Read picture(exported());
        QCOMPARE(picture.exif("Exif.Image.Make"), QString("Cases"));
        QCOMPARE(picture.exif("Exif.Image.Artist"), QString::fromUtf8("Zo\xC3\xAB"));
        QCOMPARE(picture.exif("Exif.Photo.OffsetTimeOriginal"), QString("+02:00"));
        QCOMPARE(picture.exif("Exif.Photo.SubSecTimeOriginal"), QString("67"));
        QCOMPARE(picture.exif("Exif.Photo.LensModel"), QString("Nacht 50mm f/1.2"));
        QVERIFY(
            picture.exif("Exif.Photo.UserComment").endsWith(QString::fromUtf8("\xE5\xA4\x9C\xE3\x81\xAE\xE8\xA1\x97")));
        QCOMPARE(picture.exif("Exif.GPSInfo.GPSLatitude"), QString("52/1 22/1 12/1"));
        QCOMPARE(picture.exif("Exif.Image.Rating"), QString("4"));
        QCOMPARE(picture.exif("Exif.Image.Orientation"), QString("1"));
        QCOMPARE(picture.xmp("Xmp.xmp.Rating"), QString("5"));
        QCOMPARE(picture.xmp("Xmp.dc.subject"), QString("night"));
        QVERIFY(picture.xmp("Xmp.dc.title").endsWith("The street"));
        QVERIFY(picture.xmp("Xmp.iptcExt.Event").endsWith("Walk"));
        QCOMPARE(picture.iptc("Iptc.Application2.Keywords"), QString("night"));
        QCOMPARE(picture.xmp("Xmp.scotopic.Ratio"), QString("100"));
        for (const char* stale : {"Xmp.dc.format", "Xmp.crs.Exposure2012", "Xmp.tiff.Orientation"}) {
            QCOMPARE(picture.xmp(stale), QString());
        }
    }

    void aPlaceCanBeLeftOut_data() { formats(); }
    void aPlaceCanBeLeftOut()
    {
        fillPhoto();
        const Read picture(exported(MetadataKept::NoLocation));
        for (const Exiv2::Exifdatum& datum : picture.allExif()) {
            QVERIFY2(datum.groupName() != "GPSInfo", datum.key().c_str());
        }
        QCOMPARE(picture.xmp("Xmp.photoshop.City"), QString());
        QCOMPARE(picture.xmp("Xmp.exif.GPSLatitude"), QString());
        QCOMPARE(picture.iptc("Iptc.Application2.City"), QString());
        QCOMPARE(picture.iptc("Iptc.Application2.Keywords"), QString("night"));
        QCOMPARE(picture.xmp("Xmp.xmp.Rating"), QString("5"));
        QCOMPARE(picture.exif("Exif.Image.Artist"), QString::fromUtf8("Zo\xC3\xAB"));
        QCOMPARE(picture.xmp("Xmp.scotopic.Ratio"), QString("100"));
        const std::string bytes = readFile(m_exported);
        QVERIFY(bytes.find("Amsterdam") == std::string::npos && bytes.find("52,22.2N") == std::string::npos);
    }

    void allCanBeLeftOut_data() { formats(); }
    void allCanBeLeftOut()
    {
        fillPhoto();
        const Read picture(exported(MetadataKept::None));
        QVERIFY(picture.allXmp().empty() && picture.allIptc().empty());
        QCOMPARE(picture.exif("Exif.Image.Artist"), QString());
        QCOMPARE(picture.exif("Exif.GPSInfo.GPSLatitude"), QString());
        const SrgbPicture expected = test::smoothPicture({300, 200});
        QCOMPARE(readPicture(m_exported).size, expected.size);
    }

    void aSidecarGoesBeforeThePhoto_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isRead");
        QTest::newRow("photo's whole name") << "night.dng.xmp" << true;
        QTest::newRow("photo's stem") << "night.xmp" << true;
        QTest::newRow("capitals") << "night.XMP" << true;
        QTest::newRow("another photo's") << "nightfall.xmp" << false;
    }
    void aSidecarGoesBeforeThePhoto()
    {
        QFETCH(QString, name);
        QFETCH(bool, isRead);
        fillPhoto();
        writeFile(path(name.toStdString()),
                  sidecarWith(R"(xmp:Rating="2" exif:GPSLatitude="10,30.0S" tiff:Orientation="8" own:Mood="calm")",
                              "<dc:subject><rdf:Bag><rdf:li>one</rdf:li><rdf:li>two</rdf:li></rdf:Bag></dc:subject>"
                              "<dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>CC0</rdf:li></rdf:Alt></dc:rights>"));
        const Read picture(exported());
        QCOMPARE(picture.xmp("Xmp.xmp.Rating"), QString(isRead ? "2" : "5"));
        QCOMPARE(picture.xmp("Xmp.dc.subject"), QString(isRead ? "one, two" : "night"));
        QCOMPARE(picture.exif("Exif.Image.Rating"), QString(isRead ? "2" : "4"));
        QCOMPARE(picture.exif("Exif.Image.Copyright"), QString(isRead ? "CC0" : "(c) 2026"));
        QCOMPARE(picture.exif("Exif.GPSInfo.GPSLatitudeRef"), QString(isRead ? "S" : "N"));
        QCOMPARE(picture.exif("Exif.Image.Orientation"), QString("1"));
        QCOMPARE(picture.xmp("Xmp.tiff.Orientation"), QString());
        QVERIFY(picture.xmp("Xmp.dc.title").endsWith("The street"));  // which the sidecar does not say
        QCOMPARE(picture.xmp("Xmp.photoshop.City"), QString("Amsterdam"));
        const bool hasOwn = readFile(m_exported).find("calm") != std::string::npos;  // of a namespace nobody knows
        QCOMPARE(hasOwn, isRead);
    }

    void theLongerNameIsTheSidecar()
    {
        writeFile(path("night.xmp"), sidecarWith(R"(xmp:Rating="1")"));
        writeFile(path("night.dng.xmp"), sidecarWith(R"(xmp:Rating="3")"));
        QCOMPARE(Read(exported()).xmp("Xmp.xmp.Rating"), QString("3"));
    }

    void aBrokenSidecarIsNoted_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("not XML");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray(kSidecarHead);
        QTest::newRow("no UTF-8") << QByteArray::fromStdString(sidecarWith("xmp:Label=\"\xFF\xFE\""));
        QTest::newRow("deep") << QByteArray::fromStdString(sidecarWith("", nested(200'000)));
        QTest::newRow("entities") << "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
                                         + QByteArray::fromStdString(sidecarWith("xmp:Label=\"&b;\""));
        QTest::newRow("too large") << QByteArray(static_cast<qsizetype>(kLargestXmpBytes) + 1, ' ');
    }
    void aBrokenSidecarIsNoted()
    {
        QFETCH(QByteArray, bytes);
        fillPhoto();
        writeFile(path("night.dng.xmp"), bytes.toStdString());
        const PhotoMetadata metadata = readPhotoMetadata(m_photo);
        QCOMPARE(metadata.notes.size(), std::size_t{1});
        QVERIFY(QString::fromStdString(metadata.notes[0]).contains("night.dng.xmp"));
        QCOMPARE(Read(exported()).xmp("Xmp.xmp.Rating"), QString("5"));  // the photo's own
    }

    void brokenMetadataStopsNoPicture_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("XMP") << QByteArray("<x:xmpmeta") << QByteArray("<<<:xmpmet");
        QTest::newRow("EXIF directory is the first one")
            << QByteArray("\x69\x87\x04\0\x01\0\0\0", 8) << QByteArray("\x08\0\0\0", 4);
        QTest::newRow("EXIF directory beyond the end")
            << QByteArray("\x69\x87\x04\0\x01\0\0\0", 8) << QByteArray("\xF0\xFF\xFF\x7F", 4);
        QTest::newRow("GPS directory beyond the end")
            << QByteArray("\x25\x88\x04\0\x01\0\0\0", 8) << QByteArray("\xF0\xFF\xFF\x7F", 4);
        QTest::newRow("denominators") << QByteArray("\x01\0\0\0\x16\0\0\0\x01\0\0\0", 12) << QByteArray(12, '\0');
    }
    /// `to` over what follows `from` where it is a pointer, else over it.
    void brokenMetadataStopsNoPicture()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        fillPhoto();
        std::string bytes = readFile(m_photo);
        const std::size_t found = bytes.find(from.toStdString());
        QVERIFY(found != std::string::npos);
        bytes.replace(to.size() == 4 ? found + 8 : found, static_cast<std::size_t>(to.size()), to.toStdString());
        writeFile(m_photo, bytes);
        for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Tiff, PictureFormat::Jpeg}) {
            const Read picture(exported(MetadataKept::All, format));
            QCOMPARE(picture.exif("Exif.Image.Orientation"), QString("1"));
            QCOMPARE(picture.xmp("Xmp.scotopic.Ratio"), QString("100"));
            QCOMPARE(readPicture(m_exported).size, (PixelSize{300, 200}));
        }
    }

    void whatNoJpegHoldsIsLeftOutAndNoted()
    {
        writeFile(path("night.dng.xmp"), sidecarWith("own:Text=\"" + std::string(100'000, 'x') + "\""));
        const PhotoMetadata metadata = readPhotoMetadata(m_photo);
        QVERIFY(metadata.notes.empty());
        for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Tiff, PictureFormat::Jpeg}) {
            const fs::path file = path("large").string() + extensionOf(format);
            const auto notes =
                writePicture(file, test::smoothPicture({30, 20}), {.format = format}, metadata, {{{"Ratio", "2"}}});
            QCOMPARE(notes.size(), std::size_t{format == PictureFormat::Jpeg ? 1U : 0U});
            QCOMPARE(Read(file).xmp("Xmp.scotopic.Ratio"), QString("2"));
            QCOMPARE(readFile(file).find("xxxx") == std::string::npos, format == PictureFormat::Jpeg);
        }
    }

    void theThumbnailIsOfThePicture_data() { formats(); }
    void theThumbnailIsOfThePicture()
    {
        fillPhoto();
        const fs::path file = exported();
        QFETCH(int, format);
        const auto image = Exiv2::ImageFactory::open(file.string());
        image->readMetadata();
        const Exiv2::PreviewManager previews(*image);
        const Exiv2::PreviewPropertiesList list = previews.getPreviewProperties();
        if (static_cast<PictureFormat>(format) == PictureFormat::Png) {
            QVERIFY(list.empty());
            return;
        }
        QCOMPARE(list.size(), std::size_t{1});
        const Exiv2::PreviewImage preview = previews.getPreviewImage(list[0]);
        const fs::path thumbnail = path("thumbnail.jpg");
        writeFile(thumbnail,
                  {reinterpret_cast<const char*>(preview.pData()), static_cast<std::size_t>(preview.size())});
        const SrgbPicture small = readPicture(thumbnail);
        QCOMPARE(small.size, (PixelSize{160, 107}));
        const SrgbPicture large = test::smoothPicture({300, 200});
        for (const auto& [x, y] : {std::pair{8, 8}, {80, 50}, {150, 100}}) {
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const auto at = static_cast<std::size_t>(y * 160 + x) * 3 + channel;
                const auto where = static_cast<std::size_t>(y * 200 / 107 * 300 + x * 300 / 160) * 3 + channel;
                QVERIFY(std::abs(small.rgb[at] - large.rgb[where]) < 3000);
            }
        }
    }

    void aTiffHasOnePage()
    {
        // A second directory after the first would be another page, as which programs open and convert it.
        const std::string bytes = readFile(exported(MetadataKept::All, PictureFormat::Tiff));
        const auto number = [&](std::size_t at, std::size_t count) {
            std::size_t value = 0;
            for (std::size_t i = count; i-- > 0;) {
                value = value * 256 + static_cast<unsigned char>(bytes.at(at + i));
            }
            return value;
        };
        QVERIFY(bytes.starts_with("II"));
        const std::size_t directory = number(4, 4);
        QCOMPARE(number(directory + 2 + 12 * number(directory, 2), 4), std::size_t{0});
    }

    void recordsOfEarlierVersionsAreRead()
    {
        const fs::path file = path("earlier.png");
        writePicture(file, test::smoothPicture({8, 8}), {}, {}, {});
        const auto image = Exiv2::ImageFactory::open(file.string());
        image->readMetadata();
        Exiv2::XmpData earlier;
        QCOMPARE(
            Exiv2::XmpParser::decode(
                earlier,
                R"(<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">)"
                R"(<rdf:Description xmlns:scotopic="https://scotopic.example/ns/1.0/" scotopic:Ratio="250"/>)"
                R"(</rdf:RDF></x:xmpmeta>)"),
            0);
        image->setXmpData(earlier);
        image->writeMetadata();
        const Provenance record = readProvenance(file);
        QCOMPARE(record.fields, (std::vector<std::pair<std::string, std::string>>{{"Ratio", "250"}}));
    }

    void theRecordsNamespaceHasNoHost()
    {
        const std::string bytes = readFile(exported(MetadataKept::All, PictureFormat::Jpeg));
        QVERIFY(bytes.find("urn:uuid:") != std::string::npos);
        QVERIFY(bytes.find("scotopic.example") == std::string::npos);
    }

    void equalPicturesAreEqualFiles_data() { formats(); }
    void equalPicturesAreEqualFiles()
    {
        fillPhoto();
        const std::string first = readFile(exported());
        QVERIFY(readFile(exported()) == first);
        QCOMPARE(Read(m_exported).exif("Exif.Image.DateTime"), QString("2026:06:04 23:13:43"));
        const fs::path plain = path("plain.tif");
        writePicture(plain, test::smoothPicture({8, 8}), {.format = PictureFormat::Tiff}, {}, {});
        QCOMPARE(Read(plain).exif("Exif.Image.DateTime"), QString());  // the time of now would make them differ
    }

    void wordsAreTakenInAnyCase()
    {
        QCOMPARE(parseMetadataKept("all"), MetadataKept::All);
        QCOMPARE(parseMetadataKept("No-Location"), MetadataKept::NoLocation);
        QCOMPARE(parseMetadataKept("NONE"), MetadataKept::None);
        QVERIFY_THROWS_EXCEPTION(InvalidArgument, static_cast<void>(parseMetadataKept("some")));
    }

private:
    static void formats()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("PNG") << static_cast<int>(PictureFormat::Png);
        QTest::newRow("TIFF") << static_cast<int>(PictureFormat::Tiff);
        QTest::newRow("JPEG") << static_cast<int>(PictureFormat::Jpeg);
    }
    static std::string nested(int depth)
    {
        std::string text;
        for (int i = 0; i < depth; ++i) {
            text += "<own:a>";
        }
        for (int i = 0; i < depth; ++i) {
            text += "</own:a>";
        }
        return text;
    }
    [[nodiscard]] fs::path path(const std::string& name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    void fillPhoto() const
    {
        const auto image = Exiv2::ImageFactory::open(m_photo.string());
        image->readMetadata();
        fillExif(image->exifData());
        fillXmp(image->xmpData());
        image->iptcData()["Iptc.Application2.Keywords"] = "night";
        image->iptcData()["Iptc.Application2.City"] = "Amsterdam";
        image->writeMetadata();
    }
    fs::path exported(MetadataKept kept, PictureFormat format)
    {
        m_exported = path("picture").string() + extensionOf(format);
        writePicture(m_exported, test::smoothPicture({300, 200}),
                     {.format = format, .ifExists = IfExists::Overwrite, .metadata = kept}, readPhotoMetadata(m_photo),
                     {{{"Ratio", "100"}}});
        return m_exported;
    }
    fs::path exported(MetadataKept kept = MetadataKept::All)
    {
        const char* const hasFormat = QTest::currentDataTag();
        const QString tag = QString::fromLatin1(hasFormat != nullptr ? hasFormat : "");
        return exported(kept, tag == "TIFF"   ? PictureFormat::Tiff
                              : tag == "JPEG" ? PictureFormat::Jpeg
                                              : PictureFormat::Png);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_photo;
    fs::path m_exported;
};

}  // namespace

SCOTOPIC_TEST(PhotoMetadataTest)

}  // namespace scotopic

#include "photo_metadata_test.moc"
