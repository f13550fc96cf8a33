// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/raw/read_raw.h"
#include "core/raw/tiff_fields.h"
#include "core/raw/write_dng.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cmath>

using namespace scotopic;

namespace {

template <std::size_t count>
float largestDifference(const std::array<float, count>& a, const std::array<float, count>& b)
{
    float largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        largest = std::max(largest, std::abs(a[i] - b[i]));
    }
    return largest;
}

}  // namespace

class WriteDngTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void readsBackExactly()
    {
        const RawImage written = test::smallBayer({70, 50});
        const RawImage read = writtenAndRead(written);
        QCOMPARE(read.size.width, 70);
        QCOMPARE(read.size.height, 50);
        QVERIFY(read.photosites == written.photosites);
        QVERIFY(std::equal(read.cfa.colours.begin(), read.cfa.colours.begin() + 4, written.cfa.colours.begin()));
        QCOMPARE(read.black.at(1, 1), 512.0F);
        QCOMPARE(read.whiteLevelDn, written.whiteLevelDn);
        QVERIFY(read.whiteBalanceSource == WhiteBalanceSource::AsShot);
        QVERIFY(largestDifference(read.whiteBalance, written.whiteBalance) < 1e-6F);
        QVERIFY(largestDifference(read.srgbFromCamera, written.srgbFromCamera) < 2e-4F);
        QCOMPARE(read.shot.make, written.shot.make);
        QCOMPARE(read.shot.model, written.shot.model);
        QVERIFY(read.shot.lens == written.shot.lens);
        QVERIFY(read.shot.capturedAt == written.shot.capturedAt);
        QVERIFY(read.shot.exposureSeconds == written.shot.exposureSeconds);
        QVERIFY(read.shot.isoSpeed == written.shot.isoSpeed);
        QVERIFY(read.shot.apertureFNumber == written.shot.apertureFNumber);
        QVERIFY(read.shot.focalLengthMm == written.shot.focalLengthMm);
    }

    void everyOrientationReadsBack()
    {
        for (int orientation = 1; orientation <= 8; ++orientation) {
            RawImage raw = test::smallBayer({32, 32});
            raw.orientation = static_cast<Orientation>(orientation);
            QCOMPARE(static_cast<int>(writtenAndRead(raw).orientation), orientation);
        }
    }

    void everyPhaseReadsBack()
    {
        using enum CfaColour;
        for (const std::array<CfaColour, 4>& phase : {std::array{Red, Green, Green, Blue},
                                                      {Green, Red, Blue, Green},
                                                      {Green, Blue, Red, Green},
                                                      {Blue, Green, Green, Red}}) {
            RawImage raw = test::smallBayer({33, 35});
            std::copy(phase.begin(), phase.end(), raw.cfa.colours.begin());
            const RawImage read = writtenAndRead(raw);
            QVERIFY(std::equal(phase.begin(), phase.end(), read.cfa.colours.begin()));
            QVERIFY(read.photosites == raw.photosites);
        }
    }

    void blackMayBeFractionalAndDifferByPosition()
    {
        for (const BlackLevel& black :
             {BlackLevel{.width = 2, .height = 2, .levelsDn = {510, 512, 511, 515}},
              BlackLevel{.width = 2, .height = 2, .levelsDn = {510.25F, 512.5F, 511.75F, 515}},
              BlackLevel{.width = 1, .height = 1, .levelsDn = {63.875F}},
              BlackLevel{.width = 4, .height = 2, .levelsDn = {1, 2, 3, 4, 5, 6, 7, 8}},
              BlackLevel{.width = 1, .height = 1, .levelsDn = {0}}}) {
            RawImage raw = test::smallBayer({40, 40});
            raw.black = black;
            const RawImage read = writtenAndRead(raw);
            for (int row = 0; row < 8; ++row) {
                for (int column = 0; column < 8; ++column) {
                    QCOMPARE(read.black.at(row, column), black.at(row, column));
                }
            }
        }
    }

    void daylightWhiteBalanceReadsBackFromTheMatrix()
    {
        RawImage raw = test::smallBayer({40, 40});
        raw.whiteBalanceSource = WhiteBalanceSource::Daylight;
        const RawImage read = writtenAndRead(raw);
        QVERIFY(read.whiteBalanceSource == WhiteBalanceSource::Daylight);
        QVERIFY(largestDifference(read.whiteBalance, raw.whiteBalance) < 1e-3F);
    }

    void whatIsUnknownStaysUnknown()
    {
        RawImage raw = test::smallBayer({40, 40});
        raw.shot = {.make = "Testmaker",
                    .model = "Test 2",
                    .lens = {},
                    .capturedAt = {},
                    .exposureSeconds = {},
                    .isoSpeed = {},
                    .apertureFNumber = {},
                    .focalLengthMm = {}};
        const ShotInfo read = writtenAndRead(raw).shot;
        QVERIFY(!read.lens && !read.capturedAt && !read.exposureSeconds && !read.isoSpeed && !read.apertureFNumber
                && !read.focalLengthMm);
    }

    void veryHighSensitivityReadsBack()
    {
        RawImage raw = test::smallBayer({40, 40});
        raw.shot.isoSpeed = 409600;
        raw.shot.make = "Sony";  // LibRaw reads Exif's second field for makers known to write it
        QCOMPARE(writtenAndRead(raw).shot.isoSpeed.value_or(0), 409600.0F);
        raw.shot.make = "Testmaker";
        QVERIFY(!writtenAndRead(raw).shot.isoSpeed);
    }

    void otherProgramsReadIt()
    {
        static_cast<void>(writtenAndRead(test::smallBayer({70, 50})));
        const auto json = test::outputOf("exiftool", {"-json", "-n", "-validate", "-warning", "-error", path()});
        if (!json) {
            QSKIP("needs exiftool (Debian: libimage-exiftool-perl)");
        }
        const QJsonObject tags = QJsonDocument::fromJson(*json).array().at(0).toObject();
        QVERIFY2(!tags.contains("Warning") && !tags.contains("Error"), json->constData());
        QCOMPARE(tags["FileType"].toString(), QString(tags.contains("FileType") ? "DNG" : ""));

        const auto all = test::outputOf("exiftool", {"-json", "-n", path()});
        const QJsonObject values = QJsonDocument::fromJson(*all).array().at(0).toObject();
        QCOMPARE(values["FileType"].toString(), QString("DNG"));
        QCOMPARE(values["ISO"].toInt(), 1600);
        QCOMPARE(values["ExposureTime"].toDouble(), 0.04);
        QCOMPARE(values["LensModel"].toString(), QString("Test 35mm F1.8"));
        QCOMPARE(values["DateTimeOriginal"].toString(), QString("2016:11:02 19:45:12"));
        QCOMPARE(values["Orientation"].toInt(), 6);
        QCOMPARE(values["BlackLevel"].toInt(), 512);
        QCOMPARE(values["WhiteLevel"].toInt(), 16383);
    }

    void exiv2ReadsIt()
    {
        static_cast<void>(writtenAndRead(test::smallBayer({70, 50})));
        const auto listed = test::outputOf("exiv2", {"-PEkv", path()});
        if (!listed) {
            QSKIP("needs exiv2");
        }
        QVERIFY2(listed->contains("Exif.Photo.ISOSpeedRatings"), listed->constData());
        QVERIFY(listed->contains("Exif.Image.DNGVersion"));
    }

    void rationalsRoundBackToTheirFloat()
    {
        for (const float value : {0.0F, 1.0F, 0.04F, 1.0F / 3, 1.0F / 8000, 30.0F, 5.6F, 0.1F, 2.2236F, 15520.0F,
                                  63.875F, 1e-6F, 12345.678F}) {
            const auto [numerator, denominator] = rationalFrom(value);
            QVERIFY(denominator > 0);
            QCOMPARE(static_cast<float>(static_cast<double>(numerator) / static_cast<double>(denominator)), value);
        }
        QVERIFY(rationalFrom(0.04F) == TiffFields::Rational(1, 25));
        QVERIFY(rationalFrom(-0.5F) == TiffFields::Rational(-1, 2));
    }

    void refusesXTransAndExistingFiles()
    {
        RawImage raw = test::smallBayer({40, 40});
        static_cast<void>(writtenAndRead(raw));
        QVERIFY_EXCEPTION_THROWN(writeDng(path().toStdString(), raw, IfExists::Refuse), OutputFailed);
        raw.cfa.period = 6;
        QVERIFY_EXCEPTION_THROWN(writeDng(path().toStdString(), raw, IfExists::Overwrite), UnsupportedInput);
    }

private:
    QString path() const { return m_folder->filePath("a.dng"); }
    RawImage writtenAndRead(const RawImage& raw) const
    {
        writeDng(path().toStdString(), raw, IfExists::Overwrite);
        return readRaw(path().toStdString());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

SCOTOPIC_TEST(WriteDngTest)
#include "write_dng_test.moc"
