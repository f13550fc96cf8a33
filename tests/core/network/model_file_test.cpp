// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/element_type.h"
#include "core/network/import_model.h"
#include "core/network/model_file.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

using namespace scotopic;

namespace {

/// A safetensors file with this header and so many zero bytes of data.
std::vector<std::byte> fileWith(const std::string& header, std::size_t dataBytes)
{
    std::vector<std::byte> bytes(8 + header.size() + dataBytes);
    const std::uint64_t length = header.size();
    std::memcpy(bytes.data(), &length, 8);
    std::memcpy(bytes.data() + 8, header.data(), header.size());
    return bytes;
}

QByteArray hashOf(const Weight& weight)
{
    const auto* bytes = reinterpret_cast<const char*>(weight.values.data());
    const QByteArray content(bytes, static_cast<qsizetype>(weight.values.size() * sizeof(float)));
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

}  // namespace

class ModelFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    /// The sentence with which a file of these bytes is refused.
    template <class Expected>
    [[nodiscard]] std::string refusal(const std::vector<std::byte>& bytes) const
    {
        test::writeBytesTo(path("bad.safetensors"), bytes);
        return test::sentenceOf<Expected>([this] { (void)readModelFile(path("bad.safetensors")); });
    }

    [[nodiscard]] std::vector<std::byte> withHeaderText(const std::string& from, const std::string& to) const
    {
        std::vector<std::byte> bytes = test::bytesOf(path("model.safetensors"));
        const auto* text = reinterpret_cast<const char*>(bytes.data());
        const std::size_t place = std::string_view(text, bytes.size()).find(from);
        Q_ASSERT(place != std::string_view::npos && from.size() == to.size());
        std::memcpy(bytes.data() + place, to.data(), to.size());
        return bytes;
    }

private Q_SLOTS:
    void initTestCase()
    {
        Model model = test::smallModel({.normalisation = Normalisation::Double, .baseWidth = 4});
        model.outputSpace = OutputSpace::CameraLinear;
        model.notes = {{"name", "night \"walk\" \xc3\xa9"}, {"epoch", "12"}};
        writeModelFile(path("model.safetensors"), model, IfExists::Overwrite);
    }

    void aModelIsReadBackAsItWasWritten()
    {
        const Model written = test::smallModel({.normalisation = Normalisation::Double, .baseWidth = 4});
        const Model read = readModelFile(path("model.safetensors"));
        QVERIFY(read.options == written.options);
        QVERIFY(read.outputSpace == OutputSpace::CameraLinear);
        QCOMPARE(read.notes.size(), std::size_t{2});
        QCOMPARE(read.notes.at("epoch"), std::string("12"));
        QCOMPARE(read.notes.at("name"), std::string("night \"walk\" \xc3\xa9"));
        QCOMPARE(read.sha256, sha256OfFile(path("model.safetensors")));
        QCOMPARE(read.weights.size(), written.weights.size());
        for (const auto& [name, weight] : written.weights) {
            QVERIFY(read.weights.at(name).shape == weight.shape);
            QVERIFY(read.weights.at(name).values == weight.values);
        }
    }

    void groupNormalisationIsToldFromTheOtherKinds()
    {
        const Model written = test::smallModel({.normalisation = Normalisation::Group, .baseWidth = 4});
        for (const WeightPrecision precision : {WeightPrecision::F32, WeightPrecision::F16}) {
            writeModelFile(path("group.safetensors"), written, IfExists::Overwrite, precision);
            const Model read = readModelFile(path("group.safetensors"));
            QVERIFY(read.options == written.options);
            QVERIFY(read.weights.at("gn9_1.bias").values == written.weights.at("gn9_1.bias").values);
            QCOMPARE(read.weights.size(), written.weights.size());
        }
        exportPth(path("group.pth"), written, IfExists::Overwrite);
        QVERIFY(importModel(path("group.pth")).model.options == written.options);
    }

    void pythonReadsTheSameTensors()
    {
        QString python = test::pythonWith("safetensors, numpy");
        if (python.isEmpty()) {
            python = test::pythonWith("json");
        }
        if (python.isEmpty()) {
            QSKIP("needs Python");
        }
        const QString file = QString::fromStdString(path("model.safetensors").string());
        const QByteArray printed = test::runScript(python, "read_safetensors.py", {file});
        QVERIFY(printed.contains("note normalisation = double-bn"));
        QVERIFY(printed.contains("note output_space = camera-linear"));
        const Model model = readModelFile(path("model.safetensors"));
        for (const auto& [name, weight] : model.weights) {
            if (!QByteArray(name.c_str()).endsWith("num_batches_tracked")) {
                QVERIFY2(printed.contains(QByteArray(name.c_str()) + " 4 "), name.c_str());
                QVERIFY2(printed.contains(hashOf(weight)), name.c_str());
            }
        }
        QVERIFY(printed.contains("bn1.num_batches_tracked -8 "));
    }

    void halfPrecisionFilesAreRoundedToNearest()
    {
        Model model = test::smallModel({.normalisation = Normalisation::Single, .baseWidth = 4});
        model.weights["bn1.running_var"].values[0] = 1e9F;
        writeModelFile(path("half.safetensors"), model, IfExists::Overwrite, WeightPrecision::F16);
        const Model read = readModelFile(path("half.safetensors"));
        QCOMPARE(read.weights.at("bn1.running_var").values[0], 1e9F);
        const std::vector<float>& exact = model.weights.at("conv4.weight").values;
        for (std::size_t i = 0; i < exact.size(); ++i) {
            const float rounded = read.weights.at("conv4.weight").values[i];
            QVERIFY(std::fabs(rounded - exact[i]) <= std::fabs(exact[i]) * 0x1p-11F + 0x1p-25F);
        }
        QVERIFY(std::filesystem::file_size(path("half.safetensors"))
                < std::filesystem::file_size(path("model.safetensors")));
        model.weights["conv1.bias"].values[0] = 70000.0F;
        QVERIFY_CONTAINS(test::sentenceOf<InvalidArgument>([&] {
                             writeModelFile(path("half.safetensors"), model, IfExists::Overwrite, WeightPrecision::F16);
                         }),
                         "conv1.bias");
    }

    void everyHalfSurvivesTheRoundTrip()
    {
        for (std::uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
            const auto half = static_cast<std::uint16_t>(bits);
            const float value = floatFromHalf(half);
            if (std::isnan(value)) {
                QVERIFY(std::isnan(floatFromHalf(halfFromFloat(value))));
            } else {
                QCOMPARE(halfFromFloat(value), half);
            }
        }
        QCOMPARE(floatFromHalf(0x3C00), 1.0F);
        QCOMPARE(floatFromHalf(0x0001), 0x1p-24F);
        QCOMPARE(floatFromHalf(0x7BFF), 65504.0F);
        QVERIFY(std::isinf(floatFromHalf(0xFC00)));
    }

    void halvesTieToEven()
    {
        QCOMPARE(halfFromFloat(1.0F + 0x1p-11F), std::uint16_t{0x3C00});
        QCOMPARE(halfFromFloat(1.0F + 3 * 0x1p-11F), std::uint16_t{0x3C02});
        QCOMPARE(halfFromFloat(1.0F + 0x1.1p-11F), std::uint16_t{0x3C01});
        QCOMPARE(halfFromFloat(0x1p-25F), std::uint16_t{0});
        QCOMPARE(halfFromFloat(3 * 0x1p-25F), std::uint16_t{2});
        QCOMPARE(halfFromFloat(65519.0F), std::uint16_t{0x7BFF});
        QCOMPARE(halfFromFloat(65520.0F), std::uint16_t{0x7C00});
        QCOMPARE(halfFromFloat(0x1.ffep-15F), std::uint16_t{0x0400});  // rounds up into the normal range
    }

    void contradictionsNameBothSides()
    {
        const std::string width = refusal<CorruptInput>(withHeaderText(R"("base_width":"4")", R"("base_width":"8")"));
        QVERIFY_CONTAINS(width, "base_width = 8");
        QVERIFY_CONTAINS(width, "tensors say 4");
        QVERIFY_CONTAINS(width, "bad.safetensors: ");
        const std::string kind = refusal<CorruptInput>(withHeaderText("double-bn", "single-bn"));
        QVERIFY_CONTAINS(kind, "single-bn");
        QVERIFY_CONTAINS(kind, "double-bn");
    }

    void otherArchitecturesAndVersionsAreUnsupported()
    {
        QVERIFY_CONTAINS(refusal<UnsupportedInput>(withHeaderText("sid-unet", "rid-unet")), "rid-unet");
        QVERIFY_CONTAINS(refusal<UnsupportedInput>(withHeaderText(R"(_format":"1")", R"(_format":"2")")),
                         "another version");
        QVERIFY_CONTAINS(refusal<UnsupportedInput>(withHeaderText("camera-linear", "camera-cubist")), "camera-cubist");
        QVERIFY_CONTAINS(refusal<UnsupportedInput>(fileWith(R"({"__metadata__":{}})", 0)), "import it first");
    }

    void otherFilesAreUnsupported()
    {
        const char text[] = "PK\3\4 certainly not a model";
        std::vector<std::byte> bytes(sizeof text);
        std::memcpy(bytes.data(), text, sizeof text);
        QVERIFY_CONTAINS(refusal<UnsupportedInput>(bytes), "is not a model file");
        QVERIFY_CONTAINS(refusal<UnsupportedInput>({std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}}),
                         "is not a model file");
        QVERIFY_CONTAINS(refusal<UnreadableInput>({}), "is empty");
        QVERIFY_CONTAINS(test::sentenceOf<UnreadableInput>([this] { (void)readModelFile(path("absent")); }),
                         "no such file");
        QVERIFY_CONTAINS(test::sentenceOf<UnreadableInput>([this] { (void)readModelFile(path("")); }), "folder");
    }

    void nanWeightsAreRefusedWithTheirName()
    {
        std::vector<std::byte> bytes = test::bytesOf(path("model.safetensors"));
        const float nan = std::numeric_limits<float>::quiet_NaN();
        std::memcpy(bytes.data() + bytes.size() - sizeof nan, &nan, sizeof nan);
        QVERIFY_CONTAINS(refusal<CorruptInput>(bytes), "black picture");
    }

    void hostileHeadersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("dataBytes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("beyond the end") << QByteArray(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})") << 8
                                        << "beyond its end";
        QTest::newRow("backwards") << QByteArray(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[8,4]}})") << 8
                                   << "beyond its end";
        QTest::newRow("overlap") << QByteArray(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                               R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})")
                                 << 12 << "overlaps";
        QTest::newRow("gap") << QByteArray(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})") << 8 << "gap";
        QTest::newRow("left over") << QByteArray(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})") << 9
                                   << "5 bytes";
        QTest::newRow("product overflows")
            << QByteArray(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,0]}})") << 0
            << "larger than its data";
        QTest::newRow("negative") << QByteArray(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})") << 4
                                  << "damaged header";
        QTest::newRow("fraction") << QByteArray(R"({"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}})") << 4
                                  << "damaged header";
        QTest::newRow("twice") << QByteArray(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                                             R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})")
                               << 4 << "twice";
        QTest::newRow("deep") << QByteArray("{\"a\":" + QByteArray(100000, '[')) << 0 << "damaged header";
        QTest::newRow("not JSON") << QByteArray("{\"a\"") << 0 << "damaged header";
        QTest::newRow("no entry") << QByteArray(R"({"a":3})") << 0 << "entry of a";
        QTest::newRow("metadata that are no object") << QByteArray(R"({"__metadata__":[3]})") << 0 << "its metadata";
    }
    void hostileHeadersAreRefused()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, dataBytes);
        QFETCH(QString, reason);
        const auto file = fileWith(header.toStdString(), static_cast<std::size_t>(dataBytes));
        QVERIFY_CONTAINS(refusal<CorruptInput>(file), reason);
    }

    void anUnknownElementTypeIsUnsupported()
    {
        const auto file = fileWith(R"({"__metadata__":{"scotopic_format":"1","architecture":"sid-unet",)"
                                   R"("input_convention":"black-subtracted-amplified-clipped"},)"
                                   R"("a":{"dtype":"F8_E5M2","shape":[4],"data_offsets":[0,4]}})",
                                   4);
        QVERIFY_CONTAINS(refusal<UnsupportedInput>(file), "F8_E5M2");
    }

    void damagedFilesAreRefusedAndNeverCrash()
    {
        writeModelFile(path("tiny.safetensors"), test::smallModel({.baseWidth = 1}), IfExists::Overwrite);
        const std::vector<std::byte> whole = test::bytesOf(path("tiny.safetensors"));
        const int refused = test::refusedVariants(whole, path("damaged.safetensors"),
                                                  [](const std::filesystem::path& file) { (void)readModelFile(file); });
        QVERIFY(refused >= 60);  // every shortened one
    }

    void anExistingFileIsKept()
    {
        const Model model = test::smallModel({.baseWidth = 4});
        const std::vector<std::byte> before = test::bytesOf(path("model.safetensors"));
        QVERIFY_CONTAINS(
            test::sentenceOf<OutputFailed>([&] { writeModelFile(path("model.safetensors"), model, IfExists::Refuse); }),
            "exists already");
        QVERIFY(test::bytesOf(path("model.safetensors")) == before);
    }
};

SCOTOPIC_TEST(ModelFileTest)
#include "model_file_test.moc"
