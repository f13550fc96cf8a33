// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/import_model.h"
#include "core/network/model_file.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

using namespace scotopic;

class ImportPyTorchTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_python;

    [[nodiscard]] std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    template <class Expected>
    [[nodiscard]] std::string refusal(const std::string& name) const
    {
        return test::sentenceOf<Expected>([this, &name] { (void)importModel(path(name)); });
    }

    [[nodiscard]] static bool contains(const std::vector<std::string>& list, const std::string& item)
    {
        return std::ranges::find(list, item) != list.end();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_python = test::pythonWith("torch, numpy");
        if (m_python.isEmpty()) {
            QSKIP("needs Python with torch and numpy");
        }
        QVERIFY(!test::runScript(m_python, "make_pytorch_files.py", {m_folder.path()}).isEmpty());
    }

    void everyKindOfFileGivesTheSameWeights_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("format");
        QTest::addColumn<double>("relativeError");
        QTest::newRow("zip") << "plain.pth"
                             << "PyTorch zip" << 0.0;
        QTest::newRow("before 1.6") << "legacy.pth"
                                    << "PyTorch legacy" << 0.0;
        QTest::newRow("checkpoint") << "checkpoint.ckpt"
                                    << "PyTorch zip" << 0.0;
        QTest::newRow("checkpoint before 1.6") << "checkpoint_legacy.pkl"
                                               << "PyTorch legacy" << 0.0;
        QTest::newRow("torch.compile") << "compiled.pt"
                                       << "PyTorch zip" << 0.0;
        QTest::newRow("parameters, two levels deep") << "parameters.pth"
                                                     << "PyTorch zip" << 0.0;
        QTest::newRow("float64") << "double.pth"
                                 << "PyTorch zip" << 0.0;
        QTest::newRow("float16") << "half.pth"
                                 << "PyTorch zip" << 0x1p-11;
        QTest::newRow("bfloat16") << "bfloat16.pth"
                                  << "PyTorch zip" << 0x1p-8;
        QTest::newRow("one shared storage") << "shared.pth"
                                            << "PyTorch zip" << 0.0;
        QTest::newRow("one shared storage before 1.6") << "shared_legacy.pth"
                                                       << "PyTorch legacy" << 0.0;
        QTest::newRow("channels last") << "channels_last.pth"
                                       << "PyTorch zip" << 0.0;
        for (const char* zip : {"module.pth", "list.pth", "tuple.pth", "nested_lists.pth", "from_type.pth",
                                "config.ckpt", "protocol1.pth", "protocol4.pth", "averaged.pth", "params_then_ema.pth",
                                "ema_then_params.pth", "module_and_ema.pth"}) {
            QTest::newRow(zip) << zip << "PyTorch zip" << 0.0;
        }
        for (const char* legacy : {"module_legacy.pth", "protocol1_legacy.pth"}) {
            QTest::newRow(legacy) << legacy << "PyTorch legacy" << 0.0;
        }
    }
    void everyKindOfFileGivesTheSameWeights()
    {
        QFETCH(QString, file);
        QFETCH(QString, format);
        QFETCH(double, relativeError);
        const ImportedModel imported = importModel(path(file.toStdString()));
        QCOMPARE(QString::fromStdString(imported.report.format), format);
        QCOMPARE(imported.report.layout, std::string("study"));
        QVERIFY(imported.model.options.normalisation == Normalisation::Double);
        QCOMPARE(imported.report.mapped.size(), imported.model.weights.size());
        QVERIFY(imported.report.filledIn.empty());
        for (const auto& [name, weight] : imported.model.weights) {
            const std::vector<float> expected = test::floatsOf(path(name + ".bin"));
            QCOMPARE(weight.values.size(), expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const double error = std::fabs(static_cast<double>(weight.values[i] - expected[i]));
                QVERIFY2(error <= relativeError * static_cast<double>(std::fabs(expected[i])) + relativeError * 1e-4,
                         name.c_str());
            }
        }
    }

    void whatIsNotTheNetworkIsReportedAsLeftOver()
    {
        const ImportReport report = importModel(path("checkpoint.ckpt")).report;
        for (const char* name : {"epoch", "optimizer", "args", "best_psnr", "losses", "shape"}) {
            QVERIFY2(contains(report.leftOver, name), name);
        }
        QCOMPARE(report.leftOver.size(), std::size_t{6});
        QCOMPARE(report.mapped.front().from, std::string("module.conv1.weight"));
        QCOMPARE(report.mapped.front().to, std::string("conv1.weight"));
    }

    void objectsOfOtherLibrariesAreNamed()
    {
        const ImportReport report = importModel(path("config.ckpt")).report;
        QVERIFY2(contains(report.unloaded, "omegaconf.dictconfig.DictConfig"), report.unloaded.front().c_str());
        QVERIFY(contains(report.leftOver, "hyper_parameters"));
        QVERIFY(!std::filesystem::exists(path("config_was_built")));
    }

    void theAverageIsTakenWhateverTheOrder()
    {
        // everyKindOfFileGivesTheSameWeights() compares the values: these files' averages are its weights.
        for (const char* file : {"params_then_ema.pth", "ema_then_params.pth"}) {
            const ImportReport report = importModel(path(file)).report;
            QCOMPARE(report.weights, std::string("params_ema"));
            QVERIFY(report.isAverage);
            QCOMPARE(report.otherWeights, std::vector<std::string>{"params"});
        }
        QCOMPARE(importModel(path("module_and_ema.pth")).report.weights, std::string("ema.module"));
        QVERIFY(importModel(path("averaged.pth")).report.isAverage);
        QVERIFY(!importModel(path("plain.pth")).report.isAverage);
    }

    void otherWeightsCanBeNamed()
    {
        const ImportedModel plain = importModel(path("ema_then_params.pth"), "params");
        QCOMPARE(plain.report.weights, std::string("params"));
        QVERIFY(!plain.report.isAverage);
        const Model average = importModel(path("ema_then_params.pth")).model;
        const std::vector<float>& whole = average.weights.at("conv3.weight").values;
        const std::vector<float>& half = plain.model.weights.at("conv3.weight").values;
        QCOMPARE(half[0], whole[0] / 2);
        const std::string sentence =
            test::sentenceOf<UnsupportedInput>([this] { (void)importModel(path("ema_then_params.pth"), "net"); });
        QVERIFY_CONTAINS(sentence, "no weights called 'net'; there are: params_ema, params");
    }

    void missingBatchCountersAreFilledIn()
    {
        const ImportedModel imported = importModel(path("uncounted.pth"));
        QCOMPARE(imported.report.filledIn.size(), std::size_t{18});
        QCOMPARE(imported.model.weights.at("bn4_1.num_batches_tracked").values, std::vector<float>{0.0F});
    }

    void theCommonPortsNamesAreKnown()
    {
        const ImportedModel imported = importModel(path("common_port.pth"));
        QCOMPARE(imported.report.layout, std::string("common port"));
        QVERIFY(imported.model.options == (UNetOptions{.baseWidth = 4, .headKernel = 1}));
        const auto upsampling = std::ranges::find(imported.report.mapped, "upv6.weight", &ImportReport::Mapped::from);
        QVERIFY(upsampling != imported.report.mapped.end());
        QCOMPARE(upsampling->to, std::string("up6.weight"));
    }

    void anIncompleteNetworkIsRefusedByTheNamesThatAreMissing()
    {
        QVERIFY_CONTAINS(refusal<CorruptInput>("missing.pth"), "up6.weight, conv7.bias are missing");
        QVERIFY_CONTAINS(refusal<CorruptInput>("missing_bn1.pth"), "bn1.weight, bn1.bias, bn1.running_mean and");
        QVERIFY_CONTAINS(refusal<CorruptInput>("port_missing.pth"), "upv7.bias is missing");
    }

    void nanWeightsAreRefused() { QVERIFY_CONTAINS(refusal<CorruptInput>("nan.pth"), "conv3.weight holds NaN"); }

    void otherContentIsUnsupported_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("reason");
        QTest::newRow("another network") << "other_network.pth"
                                         << "no SID U-Net (its tensors are called 0.bias";
        QTest::newRow("a number") << "number.pth"
                                  << "no state dict";
        QTest::newRow("RGB input") << "three_planes.pth"
                                   << "input planes of conv1.weight is 3";
        QTest::newRow("another library's object")
            << "object.pth"
            << "objects of omegaconf.dictconfig.DictConfig are never loaded or run";
        QTest::newRow("protocol 0") << "protocol0.pth"
                                    << "protocol 0";
        QTest::newRow("packed again") << "deflated.pth"
                                      << "packed again with compression";
        QTest::newRow("zip of the file") << "zipped.zip"
                                         << "is a zip file with 'sony.pth' in it; unpack it first";
        QTest::newRow("gzip") << "zipped.pth.gz"
                              << "compressed by gzip";
        QTest::newRow("TorchScript") << "script.pth"
                                     << "TorchScript";
    }
    void otherContentIsUnsupported()
    {
        QFETCH(QString, file);
        QFETCH(QString, reason);
        const std::string sentence = refusal<UnsupportedInput>(file.toStdString());
        QVERIFY_CONTAINS(sentence, reason);
        QVERIFY(sentence.starts_with(path(file.toStdString()).string() + ": "));
    }

    void aTensorLargerThanItsFileIsRefused()
    {
        const std::string sentence = test::sentenceOf<Error>([this] { (void)importModel(path("bomb.pth")); });
        QVERIFY_CONTAINS(sentence, "bomb.pth: ");
    }

    void picklesNeverRun_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("wanted");
        for (const auto& [attack, wanted] :
             {std::pair("system", "system'"), std::pair("eval", ".eval'"), std::pair("getattr", ".getattr'")}) {
            for (const char* kind : {".pth", "_legacy.pth", "_2.pkl", "_3.pkl", "_4.pkl", "_5.pkl"}) {
                const QByteArray file = QByteArray("attack_") + attack + kind;
                QTest::newRow(file.constData()) << QString(file) << QString(wanted);
            }
        }
    }
    void picklesNeverRun()
    {
        QFETCH(QString, file);
        QFETCH(QString, wanted);
        const std::string sentence = refusal<UnsupportedInput>(file.toStdString());
        QVERIFY(!std::filesystem::exists(path("pickle_was_run")));
        QVERIFY_CONTAINS(sentence, wanted);
        QVERIFY_CONTAINS(sentence, "never loaded or run");
    }

    void halfADownloadIsSaidToBeOne()
    {
        QVERIFY_CONTAINS(refusal<CorruptInput>("half.zip.pth"), "incomplete download");
    }

    void barePicklesOfTheOldestProtocolsAreNotEvenParsed()
    {
        for (const char* file : {"attack_system_0.pkl", "attack_system_1.pkl"}) {
            QVERIFY_CONTAINS(refusal<UnsupportedInput>(file), "is a pickle of protocol 0 or 1");
            QVERIFY(!std::filesystem::exists(path("pickle_was_run")));
        }
    }

    void damagedFilesAreRefusedAndNeverCrash_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("zip") << "tiny.pth";
        QTest::newRow("before 1.6") << "tiny_legacy.pth";
        QTest::newRow("checkpoint") << "tiny_checkpoint.ckpt";
    }
    void damagedFilesAreRefusedAndNeverCrash()
    {
        QFETCH(QString, file);
        const std::vector<std::byte> whole = test::bytesOf(path(file.toStdString()));
        const int refused = test::refusedVariants(
            whole, path("damaged.pth"), [](const std::filesystem::path& damaged) { (void)importModel(damaged); });
        QVERIFY(refused >= 60);
    }

    void pythonLoadsWhatIsExported_data()
    {
        QTest::addColumn<int>("normalisation");
        QTest::newRow("baseline") << 0;
        QTest::newRow("single BN") << 1;
        QTest::newRow("double BN") << 2;
    }
    void pythonLoadsWhatIsExported()
    {
        QFETCH(int, normalisation);
        const Model model =
            test::smallModel({.normalisation = static_cast<Normalisation>(normalisation), .baseWidth = 4});
        exportPth(path("exported.pth"), model, IfExists::Overwrite);
        const QByteArray printed = test::runScript(
            m_python, "describe_pth.py",
            {QString::fromStdString(path("exported.pth").string()), QString::number(normalisation), "4"});
        QVERIFY(printed.startsWith("\nOrderedDict\n"));
        for (const auto& [name, weight] : model.weights) {
            if (name.ends_with(".num_batches_tracked")) {
                QVERIFY(printed.contains(QByteArray(name.c_str()) + " torch.int64 "));
                continue;
            }
            const QByteArray content(reinterpret_cast<const char*>(weight.values.data()),
                                     static_cast<qsizetype>(weight.values.size() * sizeof(float)));
            const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
            QVERIFY2(printed.contains(QByteArray(name.c_str()) + " torch.float32 " + hash), name.c_str());
        }
    }
};

SCOTOPIC_TEST(ImportPyTorchTest)
#include "import_pytorch_test.moc"
