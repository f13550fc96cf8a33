// SPDX-License-Identifier: MIT
#include "core/base/tone.h"
#include "core/dataset/cache_writer.h"
#include "core/evaluation/frame_scores.h"
#include "core/evaluation/renderer.h"
#include "tests/support/pass_through.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <cmath>

namespace scotopic {

namespace {

constexpr PixelSize kPlanes{32, 32};
constexpr PixelSize kPicture{64, 64};
const CameraColour kColour{{2, 1, 1.5F},
                           {1.7943F, -0.7063F, -0.0880F, -0.1984F, 1.7136F, -0.5152F, 0.0291F, -0.5060F, 1.4769F}};

/// ITU-R BT.709-6, item 1.2.
double bt709(double linear)
{
    return linear < 0.018 ? 4.5 * linear : 1.099 * std::pow(linear, 0.45) - 0.099;
}

/// A cache of one pair: planes of red, green, blue, green counts that `lightOf(plane, pixel)` (0..1 at x100) gives.
template <typename LightOf>
void writePair(const std::filesystem::path& folder, const LightOf& lightOf)
{
    ImagePair pair;
    pair.split = Split::Test;
    pair.scene = "10001";
    pair.name = "10001_00_0.1s";
    pair.longFile = "10001_00_10s.ARW";
    pair.ratio = {100};
    std::vector<std::uint16_t> counts;
    for (std::size_t plane = 0; plane < 4; ++plane) {
        for (std::size_t pixel = 0; pixel < kPlanes.area(); ++pixel) {
            counts.push_back(static_cast<std::uint16_t>(100 + lightOf(plane, pixel) * 655.35F + 0.5F));
        }
    }
    PlaneLevels levels;
    levels.blackDn.assign(4, 100);
    levels.whiteDn.fill(65635);
    const std::vector<std::uint16_t> truth(kPicture.area() * 3, 20000);
    CacheWriter writer(folder);
    writer.writeShort(pair, {4, kPlanes, counts, levels, kColour}, {});
    writer.writeLong(pair, {kPicture, truth}, {});
    writer.finish({pair});
}

}  // namespace

class LightScoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLinearModelIsRenderedAsItsCameraBalances()
    {
        // Red at half of green's light before gains of 2: both 0.3 after them; blue 0.3 / 1.5.
        const QTemporaryDir folder;
        writePair(folder.path().toStdString(), [](std::size_t plane, std::size_t) {
            return plane == 0 ? 0.15F : plane == 2 ? 0.2F : 0.3F;
        });
        const DecodedCache cache(folder.path().toStdString());
        Model model = test::passThroughModel();
        const EngineOptions fp32{.device = {}, .precision = Precision::Fp32};
        const RenderedFrame display =
            makeNetworkRenderer(model, fp32, BnMode::Running, 16)->render(cache, 0, {100}, {});
        model.outputSpace = OutputSpace::CameraLinear;
        const RenderedFrame light = makeNetworkRenderer(model, fp32, BnMode::Running, 16)->render(cache, 0, {100}, {});
        QCOMPARE(light.size, kPicture);
        for (std::size_t i = 0; i < light.rgb.size(); i += 3) {
            QVERIFY(std::abs(static_cast<double>(display.rgb[i]) - 0.15) < 0.002);  // the network's own output
            for (std::size_t channel = 0; channel < 3; ++channel) {
                QVERIFY(std::abs(static_cast<double>(light.rgb[i + channel]) - bt709(0.3)) < 0.006);
            }
        }
    }

    void fittedLightUndoesColourAndOffset()
    {
        std::vector<std::uint16_t> truth;
        RenderedFrame frame{kPicture, {}};
        const std::array<float, 3> gain{0.5F, 0.8F, 0.65F};
        const std::array<float, 3> offset{0.02F, 0.0F, 0.01F};
        for (std::size_t i = 0; i < kPicture.area() * 3; ++i) {
            const float light = 0.05F + 0.9F * static_cast<float>(i * 7919 % 1000) / 1000;
            truth.push_back(static_cast<std::uint16_t>(bt709FromLinear(light) * 65535));
            frame.rgb.push_back(bt709FromLinear(light * gain[i % 3] + offset[i % 3]));
        }
        FrameScores scores(frame, {kPicture, truth});
        QVERIFY(scores.under(parseProtocol("study")).psnrDb < 25);
        QVERIFY(scores.under(parseProtocol("study+float+fit")).psnrDb > 70);
    }

    void fittedLightIsNumpysPolyfit()
    {
        // np.polyfit([0.1, 0.2, 0.4], [0.3, 0.2, 0.7], 1) is 1.5, 0.05.
        const std::array<float, 3> light{0.1F, 0.2F, 0.4F};
        const std::array<float, 3> wanted{0.3F, 0.2F, 0.7F};
        RenderedFrame frame{{9, 9}, {}};
        std::vector<std::uint16_t> truth;
        double squares = 0;
        for (std::size_t i = 0; i < 81 * 3; ++i) {
            const std::size_t which = i / 3 % 3;
            frame.rgb.push_back(bt709FromLinear(light[which]));
            truth.push_back(static_cast<std::uint16_t>(std::lround(bt709FromLinear(wanted[which]) * 65535)));
            const double fitted = bt709(1.5 * static_cast<double>(light[which]) + 0.05);
            squares += std::pow(fitted - bt709(static_cast<double>(wanted[which])), 2) / (81 * 3);
        }
        FrameScores scores(frame, {{9, 9}, truth});
        QVERIFY(std::abs(scores.under(parseProtocol("study+float+fit")).psnrDb + 10 * std::log10(squares)) < 0.05);
    }
};

SCOTOPIC_TEST(LightScoresTest)

}  // namespace scotopic

#include "light_scores_test.moc"
