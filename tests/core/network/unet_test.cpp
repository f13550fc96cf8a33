// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/import_model.h"
#include "core/network/unet.h"
#include "tests/core/network/network_support.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

using namespace scotopic;

namespace {

constexpr double kParity = 2e-5;

UNet networkOf(const Model& model)
{
    UNet network(model.options);
    loadWeights(network, model.weights);
    return network;
}

/// Largest difference between the network's output and the floats of a file.
double difference(UNet& network, const std::filesystem::path& input, const std::filesystem::path& expected, int height,
                  int width)
{
    const at::NoGradGuard noGrad;
    std::vector<float> planes = test::floatsOf(input);
    const at::Tensor output =
        network->forward(at::from_blob(planes.data(), {1, network->options().inputPlanes, height, width}));
    std::vector<float> values = test::floatsOf(expected);
    const at::Tensor wanted = at::from_blob(values.data(), output.sizes());
    if (static_cast<std::int64_t>(values.size()) != output.numel()) {
        return 1e9;
    }
    return (output - wanted).abs().max().item<double>();
}

}  // namespace

class UNetTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_python;

    [[nodiscard]] std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private Q_SLOTS:
    void initTestCase() { m_python = test::pythonWith("torch, numpy"); }

    void itsStateDictHasTheStudysNames_data()
    {
        QTest::addColumn<int>("normalisation");
        QTest::addColumn<bool>("upsampleBias");
        QTest::newRow("baseline") << 0 << true;
        QTest::newRow("single BN") << 1 << true;
        QTest::newRow("double BN") << 2 << false;
        QTest::newRow("group normalisation") << 3 << true;
    }
    void itsStateDictHasTheStudysNames()
    {
        QFETCH(int, normalisation);
        QFETCH(bool, upsampleBias);
        const UNetOptions options{
            .normalisation = static_cast<Normalisation>(normalisation), .baseWidth = 4, .upsampleBias = upsampleBias};
        UNet network(options);
        const Weights weights = weightsOf(network);
        const auto expected = expectedWeights(options);
        QCOMPARE(weights.size(), expected.size());
        for (const auto& [name, shape] : expected) {
            QVERIFY2(weights.contains(name) && weights.at(name).shape == shape, name.c_str());
        }
    }

    void weightsSurviveTheRoundTrip()
    {
        const Model model = test::smallModel({.normalisation = Normalisation::Double, .baseWidth = 4});
        const Weights weights = weightsOf(networkOf(model));
        for (const auto& [name, weight] : model.weights) {
            QVERIFY2(weights.at(name).values == weight.values, name.c_str());
        }
    }

    void weightsOfAnotherNetworkAreRefused()
    {
        UNet network(UNetOptions{.baseWidth = 4});
        const Model other = makeRandomModel({.baseWidth = 8}, 1);
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { loadWeights(network, other.weights); }),
                         "different shapes");
        Weights weights = makeRandomModel({.baseWidth = 4}, 1).weights;
        weights.erase("up9.bias");
        QVERIFY_CONTAINS(test::sentenceOf<CorruptInput>([&] { loadWeights(network, weights); }), "up9.bias");
    }

    void everyParameterReceivesAGradient()
    {
        for (const Normalisation normalisation :
             {Normalisation::None, Normalisation::Single, Normalisation::Double, Normalisation::Group}) {
            UNet network(UNetOptions{.normalisation = normalisation, .baseWidth = 4});
            network->forward(at::rand({1, 4, 32, 32})).abs().mean().backward();
            for (const auto& item : network->named_parameters()) {
                const at::Tensor& gradient = item.value().grad();
                QVERIFY2(gradient.defined(), item.key().c_str());
                // A bias right before batch normalisation goes away again with the mean.
                const char* cancelled = normalisation == Normalisation::Double ? ".bias" : "_2.bias";
                const bool isCancelled = normalisation != Normalisation::None && item.key().starts_with("conv")
                                         && item.key().ends_with(cancelled) && item.key() != "conv10.bias";
                QVERIFY2(isCancelled || gradient.abs().max().item<float>() > 0.0F, item.key().c_str());
            }
        }
    }

    void theOutputIsThePictureAtFullSize()
    {
        UNet bayer(UNetOptions{.baseWidth = 2});
        QVERIFY(bayer->forward(at::rand({2, 4, 16, 32})).sizes() == at::IntArrayRef({2, 3, 32, 64}));
        UNet xtrans(UNetOptions{.baseWidth = 2, .inputPlanes = 9});
        QVERIFY(xtrans->forward(at::rand({1, 9, 32, 16})).sizes() == at::IntArrayRef({1, 3, 96, 48}));
    }

    void pyTorchComputesTheSame_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("layout");
        QTest::newRow("baseline") << "baseline"
                                  << "study";
        QTest::newRow("single BN") << "single_bn"
                                   << "study";
        QTest::newRow("double BN") << "double_bn"
                                   << "study";
        QTest::newRow("group normalisation") << "group_norm"
                                             << "study";
        QTest::newRow("X-Trans") << "xtrans"
                                 << "study";
        QTest::newRow("depth to space") << "port_of_the_original"
                                        << "port of the original";
        if (!m_python.isEmpty()) {
            QVERIFY(!test::runScript(m_python, "make_parity.py", {m_folder.path()}).isEmpty());
        }
    }
    void pyTorchComputesTheSame()
    {
        if (m_python.isEmpty()) {
            QSKIP("needs Python with torch and numpy");
        }
        QFETCH(QString, name);
        QFETCH(QString, layout);
        const std::string file = name.toStdString();
        const ImportedModel imported = importModel(path(file + ".pth"));
        QCOMPARE(QString::fromStdString(imported.report.layout), layout);
        UNet network = networkOf(imported.model);
        const auto input = path("input_" + std::to_string(imported.model.options.inputPlanes) + ".bin");
        network->eval();
        const double withRunning = difference(network, input, path(file + "_eval.bin"), 64, 96);
        network->train();
        const double withImage = difference(network, input, path(file + "_train.bin"), 64, 96);
        qInfo("%s: largest difference %.2g with running, %.2g with image statistics", file.c_str(), withRunning,
              withImage);
        QVERIFY(withRunning <= kParity);
        QVERIFY(withImage <= kParity);
        const Normalisation normalisation = imported.model.options.normalisation;
        const bool hasStatistics = normalisation == Normalisation::Single || normalisation == Normalisation::Double;
        QCOMPARE(difference(network, input, path(file + "_eval.bin"), 64, 96) > 100 * kParity, hasStatistics);
    }

    void theOriginalsCheckpointGivesTheOriginalsPicture_data()
    {
        QTest::addColumn<int>("planes");
        QTest::newRow("Sony") << 4;
        QTest::newRow("Fuji") << 9;
    }
    void theOriginalsCheckpointGivesTheOriginalsPicture()
    {
        const QString python = test::pythonWith("numpy");
        if (python.isEmpty()) {
            QSKIP("needs Python with numpy");
        }
        QFETCH(int, planes);
        const QString folder = m_folder.path();
        QVERIFY(!test::runScript(python, "make_tensorflow_checkpoint.py",
                                 {folder + "/model.ckpt", QString::number(planes), "2", folder + "/tf_input.bin",
                                  folder + "/tf_output.bin"})
                     .isEmpty());
        UNet network = networkOf(importModel(path("model.ckpt")).model);
        network->eval();
        const double largest = difference(network, path("tf_input.bin"), path("tf_output.bin"), 32, 48);
        qInfo("%d planes: largest difference %.2g", planes, largest);
        QVERIFY(largest <= kParity);
    }
};

SCOTOPIC_TEST(UNetTest)
#include "unet_test.moc"
