// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/enhance/render_photo.h"
#include "tests/core/enhance/raws.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <string>

namespace scotopic {

namespace {

const std::string kHash(64, 'a');

PhotoSettings everythingChosen()
{
    PhotoSettings settings;
    settings.model = {"night \"owl\" é", kHash, "/models/owl.safetensors"};
    settings.ratio = ExposureRatio{0.1F};
    settings.colour = {parseWhiteBalance("3200,-7.5"), ToneCurve::Study, -0.3F};
    settings.noiseThreshold = 150.5F;
    settings.wholeArea = true;
    settings.image = 2;
    return settings;
}

QJsonObject objectOf(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

std::string textOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::string jsonWith(const char* key, const QJsonValue& value)
{
    QJsonObject object = objectOf(toJson(PhotoSettings(), JsonLayout::OneLine));
    object[key] = value;
    return textOf(object);
}

/// What the reader says of it; empty where it takes it.
QString refusalOf(const std::string& json)
{
    try {
        static_cast<void>(parsePhotoSettings(json, "look.json"));
        return {};
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
}

}  // namespace

class PhotoSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack()
    {
        for (const JsonLayout layout : {JsonLayout::OneLine, JsonLayout::Indented}) {
            QVERIFY(parsePhotoSettings(toJson(PhotoSettings(), layout), "a") == PhotoSettings());
            QVERIFY(parsePhotoSettings(toJson(everythingChosen(), layout), "a") == everythingChosen());
            PhotoSettings gains = everythingChosen();
            gains.colour.whiteBalance = parseWhiteBalance("1.9,2.4");
            QVERIFY(parsePhotoSettings(toJson(gains, layout), "a") == gains);
        }
        QVERIFY(toJson(everythingChosen(), JsonLayout::OneLine).find('\n') == std::string::npos);
    }

    void theFormIsAsDocumented()
    {
        const QJsonObject json = objectOf(toJson(everythingChosen(), JsonLayout::Indented));
        QCOMPARE(json["format"].toString(), QStringLiteral("scotopic-settings"));
        QCOMPARE(json["version"].toInt(), 1);
        QCOMPARE(json["model"].toObject()["sha256"].toString(), QString::fromStdString(kHash));
        QCOMPARE(json["ratio"].toDouble(), 0.1);
        QCOMPARE(json["whiteBalance"].toObject()["kelvin"].toDouble(), 3200.0);
        QCOMPARE(json["whiteBalance"].toObject()["tint"].toDouble(), -7.5);
        QCOMPARE(json["exposureEv"].toDouble(), -0.3);
        QCOMPARE(json["tone"].toString(), QStringLiteral("study"));
        QCOMPARE(json["noiseThreshold"].toDouble(), 150.5);
        QCOMPARE(json["wholeArea"].toBool(), true);
        QCOMPARE(json["image"].toInt(), 2);
        const QJsonObject usual = objectOf(toJson(PhotoSettings(), JsonLayout::OneLine));
        QCOMPARE(usual["ratio"].toString(), QStringLiteral("auto"));
        QCOMPARE(usual["whiteBalance"].toString(), QStringLiteral("camera"));
        QCOMPARE(usual["model"].toObject()["name"].toString(), QStringLiteral("classical"));
    }

    void whatANewerVersionWroteIsKept()
    {
        QJsonObject newer = objectOf(toJson(PhotoSettings(), JsonLayout::OneLine));
        newer["crop"] = QJsonObject{{"x", QJsonArray{1, 2.5}}};
        newer["exposureEv"] = 1;
        newer["model"] = QJsonObject{{"name", "owl"}, {"sha256", QString::fromStdString(kHash)}, {"licence", "MIT"}};
        newer["strength"] = 0.7;
        newer["note"] = QJsonValue::Null;
        newer["whiteBalance"] = QJsonObject{{"kelvin", 5000}, {"spot", QJsonArray{3, 4}}};
        PhotoSettings settings = parsePhotoSettings(textOf(newer), "newer.json");
        QCOMPARE(settings.colour.exposureEv, 1.0F);
        settings.colour.exposureEv = 2;  // an edit of this version
        const QJsonObject written = objectOf(toJson(settings, JsonLayout::OneLine));
        QCOMPARE(written["crop"].toObject()["x"].toArray().at(1).toDouble(), 2.5);
        QCOMPARE(written["strength"].toDouble(), 0.7);
        QCOMPARE(written["model"].toObject()["licence"].toString(), QStringLiteral("MIT"));
        QCOMPARE(written["model"].toObject()["name"].toString(), QStringLiteral("owl"));
        QCOMPARE(written["whiteBalance"].toObject()["spot"].toArray().size(), 2);
        QCOMPARE(written["exposureEv"].toDouble(), 2.0);
        QVERIFY(parsePhotoSettings(toJson(settings, JsonLayout::OneLine), "again") == settings);
        const std::vector<std::string> names = unknownFieldNames(settings);
        QVERIFY(std::find(names.begin(), names.end(), "crop") != names.end());
        QVERIFY(std::find(names.begin(), names.end(), "exposureEv") == names.end());
    }

    void absentFieldsHaveTheirDefaults()
    {
        QVERIFY(parsePhotoSettings(R"({"format": "scotopic-settings"})", "a") == PhotoSettings());
        QVERIFY(parsePhotoSettings(R"({"format": "scotopic-settings", "ratio": null, "model": null})", "a")
                == PhotoSettings());
    }

    void whatCannotBeUsedIsRefusedByName_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("word");
        const auto add = [](const char* row, const std::string& json, const char* word) {
            QTest::newRow(row) << QString::fromStdString(json) << word;
        };
        add("no JSON", "exposure=1", "is not JSON");
        add("half a file", R"({"format": "scotopic-settings", "ratio")", "is not JSON");
        add("a list", "[1]", "no object");
        add("a recipe", R"({"architecture": "baseline"})", "another kind");
        add("nested without end", std::string(100'000, '[') + std::string(100'000, ']'), "nested too deeply");
        add("a newer form", R"({"format": "scotopic-settings", "version": 2})", "version 2");
        add("a version of text", R"({"format": "scotopic-settings", "version": "1"})", "version");
        add("ratio 0", jsonWith("ratio", 0), "'ratio'");
        add("ratio of text", jsonWith("ratio", "x100"), "'ratio'");
        add("exposure 9", jsonWith("exposureEv", 9), "'exposureEv'");
        add("exposure out of all bounds", R"({"format": "scotopic-settings", "exposureEv": 1e999})", "");
        add("a tone of a newer version", jsonWith("tone", "filmic"), "'tone'");
        add("a white balance of text", jsonWith("whiteBalance", "sunny"), "'whiteBalance'");
        add("kelvin 1", jsonWith("whiteBalance", QJsonObject{{"kelvin", 1}}), "'whiteBalance.kelvin'");
        add("one gain", jsonWith("whiteBalance", QJsonObject{{"red", 2}}), "'whiteBalance'");
        add("a model of text", jsonWith("model", "owl"), "'model'");
        add("half a hash", jsonWith("model", QJsonObject{{"sha256", "abc"}}), "'model.sha256'");
        add("a model without a hash", jsonWith("model", QJsonObject{{"name", "owl"}}), "'model.name'");
        add("a part of text", jsonWith("wholeArea", "yes"), "'wholeArea'");
        add("picture 0", jsonWith("image", 0), "'image'");
        add("a threshold below 0", jsonWith("noiseThreshold", -1), "'noiseThreshold'");
    }
    void whatCannotBeUsedIsRefusedByName()
    {
        QFETCH(const QString, json);
        QFETCH(const QString, word);
        const QString refusal = refusalOf(json.toStdString());
        QVERIFY2(refusal.startsWith("look.json: ") && refusal.contains(word), qPrintable(refusal));
    }

    void aFileIsReadUpToAMebibyte()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("look.json").toStdString();
        writeTextFile(file, toJson(everythingChosen(), JsonLayout::Indented));
        QVERIFY(readPhotoSettings(file) == everythingChosen());
        writeTextFile(file, std::string((1U << 20U) + 1, ' '));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readPhotoSettings(file)), UnsupportedInput);
    }

    void theLookHasTheGainsOfTheChoice()
    {
        RawImage raw = test::darkRaw({16, 16}, test::cfaOf(2, "RGGB"));
        raw.daylightBalance = {1.5F, 1, 1.75F};
        ColourChoice colour;
        QVERIFY(!lookOf(colour, raw).whiteBalance);
        colour = {parseWhiteBalance("daylight"), ToneCurve::Study, 0.5F};
        const LightLook look = lookOf(colour, raw);
        QVERIFY(look.whiteBalance == raw.daylightBalance);
        QVERIFY(look.tone == ToneCurve::Study);
        QCOMPARE(look.exposureEv, 0.5F);
    }
};

SCOTOPIC_TEST(PhotoSettingsTest)

}  // namespace scotopic

#include "photo_settings_test.moc"
