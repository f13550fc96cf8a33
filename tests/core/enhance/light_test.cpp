// SPDX-License-Identifier: MIT
#include "core/enhance/render_photo.h"
#include "core/network/model_file.h"
#include "core/raw/pack.h"
#include "tests/core/enhance/raws.h"
#include "tests/support/pass_through.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace scotopic {

namespace {

constexpr std::array<float, 9> kMatrix{1.7943F,  -0.7063F, -0.0880F, -0.1984F, 1.7136F,
                                       -0.5152F, 0.0291F,  -0.5060F, 1.4769F};

Model linearPassThrough()
{
    Model model = test::passThroughModel();
    model.outputSpace = OutputSpace::CameraLinear;
    model.notes["input"] = kWhiteBalancedInput;
    return model;
}

/// `light(row, column)` times ratio is what white-balanced channels show of a grey scene; dark as the night.
RawImage greyRaw(PixelSize size, float ratio, const std::function<float(int row, int column)>& light,
                 const CfaPattern& cfa = test::cfaOf(2, "RGGB"))
{
    RawImage raw = test::rawOf(size, cfa, [](int, int) { return 0.0F; });
    raw.black.levelsDn = {0};
    raw.whiteLevelDn.fill(65535);
    for (std::size_t i = 0; i < raw.photosites.size(); ++i) {
        const int row = static_cast<int>(i) / size.width;
        const int column = static_cast<int>(i) % size.width;
        constexpr std::array<float, 3> kGains{2.0F, 1.0F, 1.6F};
        const float gain = kGains[static_cast<std::size_t>(cfa.at(row, column))];
        raw.photosites[i] =
            static_cast<std::uint16_t>(std::min(light(row, column) / gain / ratio, 1.0F) * 65535.0F + 0.5F);
    }
    raw.whiteBalance = {2, 1, 1.6F};
    raw.srgbFromCamera = kMatrix;
    return raw;
}

/// IEC 61966-2-1, as a 16-bit number.
double signal16(double linear)
{
    const double light = std::clamp(linear, 0.0, 1.0);
    return 65535 * (light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055);
}

const std::uint16_t* pixelOf(const SrgbPicture& picture, int x, int y)
{
    return picture.rgb.data() + (static_cast<std::ptrdiff_t>(y) * picture.size.width + x) * 3;
}

int spreadOf(const std::uint16_t* pixel)
{
    const auto [least, most] = std::minmax_element(pixel, pixel + 3);
    return *most - *least;
}

}  // namespace

class LightTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGreySceneIsGreyAtItsBrightness_data()
    {
        QTest::addColumn<float>("ratio");
        for (const float ratio : {0.5F, 1.0F, 40.0F, 300.0F, 900.0F}) {
            QTest::addRow("x%g", static_cast<double>(ratio)) << ratio;
        }
    }

    void aGreySceneIsGreyAtItsBrightness()
    {
        QFETCH(float, ratio);
        const RawImage raw = greyRaw({96, 64}, ratio, [](int, int) { return 0.4F; });
        const SrgbPicture picture = enhancer().enhance(raw, {ratio}, {});
        QCOMPARE(picture.size, raw.size);
        const std::uint16_t* pixel = pixelOf(picture, 40, 30);
        const double tolerance = ratio > 300 ? 1500 : ratio > 1 ? 500 : 40;  // at x900 a count is 1.4 % of white
        for (int channel = 0; channel < 3; ++channel) {
            QVERIFY(std::abs(pixel[channel] - signal16(0.4)) < tolerance);
        }
    }

    void anXTransRawIsTakenAsABayerRaw()
    {
        const RawImage raw = greyRaw(
            {96, 60}, 40, [](int, int) { return 0.4F; }, test::xTransCfa());
        Enhancer network = enhancer();
        QVERIFY(!network.takes(raw) && network.takesRemosaiced(raw));
        const RenderedPhoto rendered = renderPhoto(raw, {.ratio = ExposureRatio{40}}, &network, {});
        QCOMPARE(rendered.picture.size, raw.size);
        for (int channel = 0; channel < 3; ++channel) {
            QVERIFY(std::abs(pixelOf(rendered.picture, 40, 30)[channel] - signal16(0.4)) < 500);
        }
        const auto fields = provenanceOf(rendered.record).fields;
        QVERIFY(std::any_of(fields.begin(), fields.end(), [](const auto& field) { return field.first == "Demosaic"; }));
    }

    void lightAboveWhiteIsRecoveredFromTheRaw()
    {
        // A gradient from 0 to 5 times white, which the network never sees above white.
        constexpr int kWidth = 320;
        const RawImage raw = greyRaw(
            {kWidth, 64}, 100, [](int, int column) { return 5.0F * static_cast<float>(column / 2) / (kWidth / 2); });
        const SrgbPicture picture = enhancer().enhance(raw, {100}, {});
        int last = 0;
        for (int x = 8; x < kWidth - 8; x += 8) {
            const std::uint16_t* pixel = pixelOf(picture, x, 31);
            QVERIFY2(pixel[1] > last, qPrintable(QString::number(x)));
            QVERIFY2(spreadOf(pixel) < 1300, qPrintable(QString::number(x)));  // 2 %: photosites lie side by side
            last = pixel[1];
        }
        QVERIFY(last > 0.95 * 65535);
    }

    void aDarkerExposureShowsWhatWasAboveWhite()
    {
        const RawImage raw = greyRaw({96, 64}, 100, [](int, int) { return 1.5F; });
        LightLook look;
        look.exposureEv = -2;
        const SrgbPicture picture = enhancer().enhance(raw, {100}, look, {});
        for (int channel = 0; channel < 3; ++channel) {
            QVERIFY(std::abs(pixelOf(picture, 40, 30)[channel] - signal16(1.5 / 4)) < 500);
        }
    }

    void highlightsClippedInTheRawAreWhite()
    {
        const RawImage raw = greyRaw({96, 64}, 1, [](int, int) { return 9.0F; });
        const SrgbPicture picture = enhancer().enhance(raw, {1}, {});
        QVERIFY(spreadOf(pixelOf(picture, 40, 30)) < 65);
        QVERIFY(pixelOf(picture, 40, 30)[1] > 65400);
    }

    void aHighlightIsNeverDarkerThanTheNetworkHasIt()
    {
        // Brighter where it was measured so, and else as it was: interpolation blurs the edges of small lights.
        constexpr WhiteBalanceGains kGains{2, 1, 1.6F};
        for (const float measured : {0.004F, 0.05F}) {
            CameraLight light{{8, 8}, {}, {100}};
            for (int i = 0; i < 64; ++i) {
                light.rgb.insert(light.rgb.end(), kGains.begin(), kGains.end());
            }
            Planes planes(4, 4, 4);
            std::fill(planes.values.begin(), planes.values.end(), measured);
            recoverHighlights(light, {0, 0, 4, 4}, planes, kGains);
            for (std::size_t i = 0; i < light.rgb.size(); ++i) {
                const float wanted = std::max(measured * 100, 1.0F) * kGains[i % 3];
                QVERIFY2(std::abs(light.rgb[i] - wanted) < 1e-4F, qPrintable(QString::number(i)));
            }
        }
    }

    void theEdgeOfAWhiteLampHasNoColour()
    {
        // Green saturates first; beside the dark, interpolation has too little of it.
        constexpr WhiteBalanceGains kGains{2, 1, 1.6F};
        CameraLight light{{2, 2}, {}, {100}};
        for (int i = 0; i < 4; ++i) {
            light.rgb.insert(light.rgb.end(), {1.5F, 1, 1.2F});
        }
        Planes planes(4, 1, 1);
        std::fill(planes.values.begin(), planes.values.end(), 0.003F);
        recoverHighlights(light, {0, 0, 1, 1}, planes, kGains);
        QCOMPARE(light.rgb[0], 1.5F);
        QCOMPARE(light.rgb[1], (1.5F + 1.2F) / 2);
        QCOMPARE(light.rgb[2], 1.2F);
        light.rgb = {2, 0.3F, 0.2F, 2, 0.3F, 0.2F, 2, 0.3F, 0.2F, 2, 0.3F, 0.2F};  // a red one stays red
        recoverHighlights(light, {0, 0, 1, 1}, planes, kGains);
        QCOMPARE(light.rgb[0], 2.0F);
        QCOMPARE(light.rgb[1], 0.3F);
    }

    void hotPixelsAreLeftToTheNetwork()
    {
        // A network that says that all is dark; one photosite glows.
        Model blind = linearPassThrough();
        for (float& weight : blind.weights.at("conv10.weight").values) {
            weight = 0;
        }
        std::fill(blind.weights.at("conv10.bias").values.begin(), blind.weights.at("conv10.bias").values.end(), 0.1F);
        const RawImage raw =
            greyRaw({96, 64}, 100, [](int row, int column) { return row == 30 && column == 40 ? 50.0F : 0.1F; });
        const SrgbPicture picture = enhancerWith(blind).enhance(raw, {100}, {});
        for (const std::uint16_t value : picture.rgb) {
            QVERIFY(value < 0.5 * 65535);
        }
    }

    void exposureAndWhiteBalanceDoNotNeedTheNetworkAgain()
    {
        const RawImage raw = greyRaw({64, 48}, 50, [](int row, int) { return 0.1F + 0.01F * static_cast<float>(row); });
        Enhancer enhancer = this->enhancer();
        CameraLight light;
        enhancer.enhanceRegion(raw, {50}, {.photosites = wholeOf(raw.size), .focusPhotosite = {}},
                               [&](EnhancedTile tile) { light = std::get<CameraLight>(std::move(tile.content)); }, {});
        QCOMPARE(light.size, raw.size);
        QCOMPARE(light.ratio.value, 50.0F);

        LightLook look;
        look.exposureEv = 0.5F;
        look.whiteBalance = WhiteBalanceGains{2.4F, 1, 1.2F};
        look.tone = ToneCurve::Study;
        const SrgbPicture whole = enhancer.enhance(raw, {50}, look, {});
        const SrgbPicture again = renderLight(light, renderingOf(colourOf(raw), light.ratio, {50}, look));
        QVERIFY(again.rgb == whole.rgb);
        look.exposureEv = 0;
        const ExposureRatio brighter{50 * std::sqrt(2.0F)};
        const SrgbPicture bySlider = renderLight(light, renderingOf(colourOf(raw), light.ratio, brighter, look));
        for (std::size_t i = 0; i < whole.rgb.size(); ++i) {
            QVERIFY(std::abs(int{bySlider.rgb[i]} - int{whole.rgb[i]}) <= 1);
        }
    }

    void regionsEqualTheWholePhoto()
    {
        const RawImage raw = greyRaw({300, 200}, 80, [](int row, int column) {
            return 0.002F * static_cast<float>(row) + 0.004F * static_cast<float>(column);
        });
        Enhancer enhancer = this->enhancer();
        const SrgbPicture whole = enhancer.enhance(raw, {80}, {});
        const LightRendering rendering = renderingOf(colourOf(raw), {80}, {80}, {});
        int tileCount = 0;
        const auto compare = [&](const EnhancedTile& tile) {
            const SrgbPicture picture = renderLight(std::get<CameraLight>(tile.content), rendering);
            QCOMPARE(picture.size, tile.where.size());
            for (int y = 0; y < picture.size.height; ++y) {
                QVERIFY(std::equal(pixelOf(picture, 0, y), pixelOf(picture, 0, y) + picture.size.width * 3,
                                   pixelOf(whole, tile.where.x, tile.where.y + y)));
            }
            ++tileCount;
        };
        enhancer.enhanceRegion(raw, {80}, {.photosites = {60, 40, 200, 120}, .focusPhotosite = {}, .tilePx = 48},
                               compare, {});
        QVERIFY(tileCount > 1);
        // Binned, a pixel is the mean of its photosites.
        enhancer.enhanceRegion(
            raw, {80}, {.photosites = wholeOf(raw.size), .binning = 4, .focusPhotosite = {}, .tilePx = 128},
            [&](const EnhancedTile& tile) {
                const SrgbPicture picture = renderLight(std::get<CameraLight>(tile.content), rendering);
                const std::uint16_t* small = pixelOf(picture, 30, 20);
                const std::uint16_t* large = pixelOf(whole, 30 * 4 + 4, 20 * 4 + 4);
                for (int channel = 0; channel < 3; ++channel) {
                    QVERIFY(std::abs(small[channel] - large[channel]) < 1500);
                }
            },
            {});
    }

    void ratiosFarFromTheNetworksNeedItAgain()
    {
        QVERIFY(servesRatio({100}, {100}));
        QVERIFY(servesRatio({100}, {199}));
        QVERIFY(servesRatio({100}, {51}));
        QVERIFY(!servesRatio({100}, {210}));
        QVERIFY(!servesRatio({100}, {45}));
        QVERIFY(servesRatio(networkRatio({800}), {800}));  // it is not run above 300
        QCOMPARE(networkRatio({800}).value, 300.0F);
        QCOMPARE(networkRatio({0.5F}).value, 1.0F);
    }

    void theFileSaysHowTheLightWasRendered()
    {
        const RawImage raw = greyRaw({64, 48}, 50, [](int, int) { return 0.2F; });
        Enhancer enhancer = this->enhancer();
        PhotoSettings settings{.ratio = ExposureRatio{600}};
        settings.colour.exposureEv = 0.5F;
        settings.colour.whiteBalance = parseWhiteBalance("2.5,1.25");
        const Provenance provenance = provenanceOf(renderPhoto(raw, settings, &enhancer, {}).record);
        const auto valueOf = [&](const char* name) {
            for (const auto& [key, value] : provenance.fields) {
                if (key == name) {
                    return QString::fromStdString(value);
                }
            }
            return QString();
        };
        QCOMPARE(valueOf("Model"), QString("pass-through"));
        QCOMPARE(valueOf("Ratio"), QString("600"));
        QCOMPARE(valueOf("NetworkRatio"), QString("300"));
        QCOMPARE(valueOf("WhiteBalanceGains"), QString("2.5,1,1.25"));
        QCOMPARE(valueOf("ExposureEv"), QString("0.5"));
        QCOMPARE(valueOf("Tone"), QString("natural"));
    }

private:
    [[nodiscard]] Enhancer enhancerWith(const Model& model) const
    {
        const std::filesystem::path file = m_folder.filePath("light.safetensors").toStdString();
        writeModelFile(file, model, IfExists::Overwrite);
        return {file,
                {.engine = {.device = {}, .precision = Precision::Fp32}, .bnMode = BnMode::Running, .tilePx = 64}};
    }
    [[nodiscard]] Enhancer enhancer() const { return enhancerWith(linearPassThrough()); }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(LightTest)

}  // namespace scotopic

#include "light_test.moc"
