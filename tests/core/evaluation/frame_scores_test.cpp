// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/evaluation/frame_scores.h"
#include "tests/support/test_registry.h"

#include <cmath>
#include <cstdint>

namespace scotopic {

namespace {

constexpr PixelSize kSize{40, 30};

RenderedFrame flatFrame(float value)
{
    return {kSize, std::vector<float>(kSize.area() * 3, value)};
}

std::vector<std::uint16_t> flatTruth(std::uint16_t value)
{
    return std::vector<std::uint16_t>(kSize.area() * 3, value);
}

double psnrOf(int difference)
{
    return 20 * std::log10(255.0 / difference);
}

}  // namespace

class FrameScoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void truncationAndRoundingDiffer()
    {
        const RenderedFrame frame = flatFrame(100.7F / 255);
        const std::vector<std::uint16_t> rgb = flatTruth(103 * 257);
        FrameScores scores(frame, {kSize, rgb});
        QVERIFY(std::abs(scores.under(parseProtocol("study")).psnrDb - psnrOf(3)) < 1e-9);
        QVERIFY(std::abs(scores.under(parseProtocol("study+round8")).psnrDb - psnrOf(2)) < 1e-9);
        const double exact = 20 * std::log10(255 / 2.3);
        QVERIFY(std::abs(scores.under(parseProtocol("study+float")).psnrDb - exact) < 1e-3);
        QVERIFY(std::abs(scores.under(parseProtocol("study+round8")).l1 - 2.0 / 255) < 1e-12);
    }

    void aRegionIsScoredAsAFrameOfItsOwn()
    {
        RenderedFrame frame = flatFrame(0.5F);
        std::vector<std::uint16_t> rgb = flatTruth(32768);
        RenderedFrame part{{12, 10}, {}};
        std::vector<std::uint16_t> partRgb;
        for (int y = 0; y < kSize.height; ++y) {
            for (int x = 0; x < kSize.width * 3; ++x) {
                const std::size_t i = static_cast<std::size_t>(y * kSize.width * 3 + x);
                frame.rgb[i] = static_cast<float>(i * 7919 % 1000) / 1000;
                rgb[i] = static_cast<std::uint16_t>(i * 9973 % 65536);
                if (x >= 5 * 3 && x < 17 * 3 && y >= 4 && y < 14) {
                    part.rgb.push_back(frame.rgb[i]);
                    partRgb.push_back(rgb[i]);
                }
            }
        }
        const Protocol protocol = parseProtocol("study+gain");
        const Scores region = regionScores(frame, {kSize, rgb}, {5, 4, 12, 10}, protocol);
        const Scores whole = FrameScores(part, {part.size, partRgb}).under(protocol);
        QCOMPARE(region.psnrDb, whole.psnrDb);
        QCOMPARE(region.ssim, whole.ssim);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(regionScores(frame, {kSize, rgb}, {35, 0, 10, 10}, protocol)),
                                 InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(regionScores(frame, {kSize, rgb}, {0, 0, 6, 6}, protocol)),
                                 InvalidArgument);
    }

    void fittedBrightnessUndoesAGain()
    {
        RenderedFrame frame = flatFrame(0);
        std::vector<std::uint16_t> rgb(frame.rgb.size());
        for (std::size_t i = 0; i < rgb.size(); ++i) {
            rgb[i] = static_cast<std::uint16_t>(i * 9973 % 60000);
            frame.rgb[i] = static_cast<float>(rgb[i]) / 65535 / 4;
        }
        FrameScores scores(frame, {kSize, rgb});
        QVERIFY(scores.under(parseProtocol("study+float")).psnrDb < 15);
        QVERIFY(scores.under(parseProtocol("study+float+gain")).psnrDb > 120);
    }

    void aCropLooksAtTheMiddleAlone()
    {
        RenderedFrame frame = flatFrame(0);
        for (int y = 7; y < 23; ++y) {
            for (int x = 12; x < 28; ++x) {
                for (std::size_t c = 0; c < 3; ++c) {
                    frame.rgb[static_cast<std::size_t>(y * kSize.width + x) * 3 + c] = 1;
                }
            }
        }
        const std::vector<std::uint16_t> rgb = flatTruth(65535);
        FrameScores scores(frame, {kSize, rgb});
        QVERIFY(std::isinf(scores.under(parseProtocol("study+crop16")).psnrDb));
        QVERIFY(std::isfinite(scores.under(parseProtocol("study")).psnrDb));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(scores.under(parseProtocol("study+crop31"))), InvalidArgument);
    }

    void anotherSizeIsRefused()
    {
        const RenderedFrame frame = flatFrame(0);
        const std::vector<std::uint16_t> rgb = flatTruth(0);
        const DecodedLong truth{{kSize.height, kSize.width}, rgb};
        QVERIFY_EXCEPTION_THROWN(FrameScores(frame, truth), InvalidArgument);
    }
};

SCOTOPIC_TEST(FrameScoresTest)

}  // namespace scotopic

#include "frame_scores_test.moc"
