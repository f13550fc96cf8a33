// SPDX-License-Identifier: MIT
// Files that people take for models, and models in one file with others.
#include "core/base/error.h"
#include "core/network/import_model.h"
#include "core/network/model_file.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <fstream>

using namespace scotopic;

namespace {

constexpr std::uintmax_t kFourGigabytes = std::uintmax_t{4} << 30U;

/// Bytes that this process has asked the system to read so far.
std::uint64_t bytesReadSoFar()
{
    std::ifstream io("/proc/self/io");
    std::string name;
    std::uint64_t count = 0;
    io >> name >> count;
    return name == "rchar:" ? count : 0;
}

QJsonObject entryOf(const char* type, const QJsonArray& shape, qint64 begin, qint64 end)
{
    return {{"dtype", type}, {"shape", shape}, {"data_offsets", QJsonArray{begin, end}}};
}

}  // namespace

class ForeignFilesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    [[nodiscard]] std::filesystem::path written(const std::string& name, const QByteArray& bytes) const
    {
        std::ofstream(path(name), std::ios::binary).write(bytes.constData(), bytes.size());
        return path(name);
    }

    static QByteArray withLength(const QByteArray& header)
    {
        const quint64 length = static_cast<quint64>(header.size());
        return QByteArray(reinterpret_cast<const char*>(&length), sizeof length) + header;
    }

    /// A safetensors file of another program: the model under each prefix, `scale` times its weights.
    [[nodiscard]] std::filesystem::path foreign(const Model& model,
                                                const std::vector<std::pair<QString, float>>& prefixes,
                                                QJsonObject header = {}, QByteArray data = {}) const
    {
        for (const auto& [prefix, scale] : prefixes) {
            for (const auto& [name, weight] : model.weights) {
                const auto begin = data.size();
                for (float value : weight.values) {
                    value *= scale;
                    data.append(reinterpret_cast<const char*>(&value), sizeof value);
                }
                QJsonArray shape;
                for (const std::int64_t extent : weight.shape) {
                    shape.append(static_cast<qint64>(extent));
                }
                header[prefix + QString::fromStdString(name)] = entryOf("F32", shape, begin, data.size());
            }
        }
        return written("foreign.safetensors", withLength(QJsonDocument(header).toJson(QJsonDocument::Compact)) + data);
    }

private Q_SLOTS:
    void whatIsNoModelIsSaidSo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const QByteArray& bytes, const char* reason) {
            QTest::newRow(reason) << name << bytes << reason;
        };
        row("a.pth", "<!DOCTYPE html><html><head><title>Virus scan warning</title></head></html>",
            "is a web page ('Virus scan warning')");
        row("b.safetensors", "\n<HTML lang=en>", "is a web page that");
        row("c.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:7b2cfe70\nsize 15521234\n",
            "Git LFS pointer");
        row("d.pth", "{\"error\":\"Repository not found\"}", "a server's answer");
        row("e.pth", "Entry not found", "is a text file (it begins with 'Entry not found')");
        row("f.pth.gz", QByteArray("\x1F\x8B\x08\0\0", 5), "compressed by gzip");
        row("g.tar", QByteArray(257, 'a') + "ustar", "is a tar archive");
        row("h.h5", "\x89HDF\r\n\x1a\n", "is an HDF5 file");
        row("i.pth", QByteArray(2000, '\0'), "nothing but zeros");
        row("j.onnx", QByteArray("\x08\x07\x12\x07pytorch\x1a", 12), "is an ONNX model");
        row("k.gguf", QByteArray("GGUF\3\0\0\0", 8), "is a language model");
        row("l.png", "\x89PNG\r\n\x1a\n", "is a PNG picture");
        row("m.arw", QByteArray("II*\0\x08\0\0\0", 8), "a raw photo, not a model");
        row("n.pth", QByteArray("PK\3\4", 4) + QByteArray(3000, 'a'), "incomplete download");
        row("o.safetensors", withLength("{\"a\":").replace(0, 1, "\x70"), "is an incomplete download: its header");
        row("p.bin", "\x01\x02\x03\x04", "is not a model file");
    }
    void whatIsNoModelIsSaidSo()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const std::filesystem::path file = written(name.toStdString(), bytes);
        const std::string sentence = test::sentenceOf<Error>([&] { (void)openModel(file); });
        QVERIFY_CONTAINS(sentence, reason);
        QVERIFY(sentence.starts_with(file.string() + ": "));
        QCOMPARE(test::sentenceOf<Error>([&] { (void)importModel(file); }), sentence);
    }

    void filesOfGigabytesAreNotReadWhole_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QString>("reason");
        const qint64 all = static_cast<qint64>(kFourGigabytes);
        QJsonObject diffusion;
        QByteArray header;
        // Twice: the header's own length is part of what it says.
        for (qint64 length = 0, i = 0; i < 3; ++i, length = header.size()) {
            diffusion["model.diffusion_model.input_blocks.0.0.weight"] =
                entryOf("F16", {(all - 8 - length) / 2}, 0, (all - 8 - length) / 2 * 2);
            header = QJsonDocument(diffusion).toJson(QJsonDocument::Compact);
            header += QByteArray(header.size() % 2, ' ');
        }
        QTest::newRow("safetensors") << withLength(header)
                                     << "holds no SID U-Net (its tensors are called model.diffusion";
        QTest::newRow("zip") << QByteArray("PK\3\4", 4) << "incomplete download";
        QTest::newRow("pickle") << QByteArray("\x80\2}q\0", 5) << "instruction that PyTorch never writes";
        QTest::newRow("endless pickle") << QByteArray("\x80\2\x8d\0\0\0\xf0\0\0\0\0", 11) << "damaged";
        QTest::newRow("zeros") << QByteArray() << "nothing but zeros";
    }
    void filesOfGigabytesAreNotReadWhole()
    {
        QFETCH(QByteArray, head);
        QFETCH(QString, reason);
        const std::filesystem::path file = written("huge", head.isEmpty() ? QByteArray(1, '\0') : head);
        std::filesystem::resize_file(file, kFourGigabytes);  // sparse: takes some kB on the disk
        const std::uint64_t before = bytesReadSoFar();
        const std::string sentence = test::sentenceOf<Error>([&] { (void)openModel(file); });
        const std::uint64_t bytesRead = bytesReadSoFar() - before;
        std::filesystem::remove(file);
        QVERIFY_CONTAINS(sentence, reason);
        QVERIFY2(before > 0 && bytesRead < (std::uint64_t{160} << 20U), qPrintable(QString::number(bytesRead)));
    }

    void theAverageAmongSafetensorsIsTaken()
    {
        const Model model = test::smallModel({.baseWidth = 4});
        const std::filesystem::path file = foreign(model, {{"net.", 1.0F}, {"ema.", 0.5F}});
        const OpenedModel opened = openModel(file);
        QVERIFY(opened.report && opened.report->isAverage);
        QCOMPARE(opened.report->weights, std::string("ema"));
        QCOMPARE(opened.report->otherWeights, std::vector<std::string>{"net"});
        QVERIFY(opened.report->leftOver.empty());
        const float original = model.weights.at("conv5.weight").values[7];
        QCOMPARE(opened.model.weights.at("conv5.weight").values[7], original / 2);
        QCOMPARE(openModel(file, "net").model.weights.at("conv5.weight").values[7], original);
    }

    void tensorsOfUnknownTypesAreLeftOver_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("bytes");
        QTest::newRow("F8_E4M3") << "F8_E4M3" << 4;
        QTest::newRow("U64") << "U64" << 32;
        QTest::newRow("C64") << "C64" << 32;
        QTest::newRow("of the future") << "F4" << 2;
    }
    void tensorsOfUnknownTypesAreLeftOver()
    {
        QFETCH(QString, type);
        QFETCH(int, bytes);
        const Model model = test::smallModel({.baseWidth = 4});
        const QJsonObject extra{{"scale", entryOf(type.toLatin1().constData(), {4}, 0, bytes)}};
        const OpenedModel opened = openModel(foreign(model, {{"", 1.0F}}, extra, QByteArray(bytes, '\1')));
        QCOMPARE(opened.report.value().leftOver, std::vector<std::string>{"scale"});
        QVERIFY(opened.model.weights.at("up7.weight").values == model.weights.at("up7.weight").values);
    }

    void metadataThatAreNoTextsHurtNobody()
    {
        const Model model = test::smallModel({.baseWidth = 4});
        for (const QJsonValue& metadata :
             {QJsonValue(), QJsonValue(QJsonObject{{"epoch", 4000}, {"config", QJsonObject{{"lr", QJsonArray{1}}}}})}) {
            const OpenedModel opened = openModel(foreign(model, {{"", 1.0F}}, {{"__metadata__", metadata}}));
            QVERIFY(opened.model.weights.at("conv1.bias").values == model.weights.at("conv1.bias").values);
        }
    }

    void ourOwnFilesKeepTheirNotes()
    {
        Model model = test::smallModel({.baseWidth = 4});
        model.notes["name"] = "mine";
        writeModelFile(path("own.safetensors"), model, IfExists::Refuse);
        const OpenedModel opened = openModel(path("own.safetensors"));
        QVERIFY(!opened.report);
        QVERIFY((opened.model.notes == std::map<std::string, std::string>{{"name", "mine"}}));
    }
};

SCOTOPIC_TEST(ForeignFilesTest)
#include "foreign_files_test.moc"
