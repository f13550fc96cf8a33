// SPDX-License-Identifier: MIT
#include "core/evaluation/classical_renderer.h"

#include "core/base/error.h"
#include "core/base/exact_text.h"
#include "core/enhance/auto_ratio.h"
#include "core/enhance/enhancer.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"

#include <algorithm>

namespace scotopic {

namespace {

/// What of an upright picture the planes cover, in the sensor's orientation.
RenderedFrame inSensorFrame(const SrgbPicture& upright, const RawImage& raw, PixelRect area)
{
    const UprightLayout layout(raw.size, raw.orientation);
    RenderedFrame frame{area.size(), {}};
    frame.rgb.reserve(area.size().area() * 3);
    for (int y = area.y; y < area.bottom(); ++y) {
        for (int x = area.x; x < area.right(); ++x) {
            const std::uint16_t* pixel = upright.rgb.data() + layout.indexOf(x, y) * 3;
            std::transform(pixel, pixel + 3, std::back_inserter(frame.rgb),
                           [](std::uint16_t value) { return static_cast<float>(value) / 65535.0F; });
        }
    }
    return frame;
}

class ClassicalRenderer : public Renderer {
public:
    explicit ClassicalRenderer(float noiseThreshold) : m_noiseThreshold(noiseThreshold) {}

    RenderedFrame render(const DecodedCache& cache, std::size_t pair, ExposureRatio ratio,
                         const JobContext& context) override
    {
        context.handOver();
        const RawImage raw = readRaw(cache.pairs()[pair].shortFile, /*picture=*/1, context);
        const SrgbPicture picture = renderClassical(raw, ratio, m_noiseThreshold, context);
        if (picture.size != orientedSize(raw.size, raw.orientation)) {
            throw CorruptInput(raw.file, "LibRaw renders it at another size than it decodes it");
        }
        return inSensorFrame(picture, raw, packedArea(raw));
    }

    [[nodiscard]] std::string description() const override { return "LibRaw " + libRawVersion(); }

private:
    float m_noiseThreshold;
};

}  // namespace

Contestant classicalContestant(const ScoringRatio& ratio)
{
    Contestant contestant;
    contestant.model = "classical";
    contestant.kind = "classical";
    contestant.identity = "LibRaw " + libRawVersion();
    contestant.ratio = ratio;
    contestant.makeRenderer = [] { return std::make_unique<ClassicalRenderer>(0.0F); };
    return contestant;
}

Contestant denoisedContestant(const ScoringRatio& ratio, float noiseThreshold)
{
    Contestant contestant = classicalContestant(ratio);
    contestant.model = "classical:" + exactText(noiseThreshold);
    contestant.kind = "classical-denoised";
    contestant.identity += ", noise threshold " + exactText(noiseThreshold);
    contestant.makeRenderer = [noiseThreshold] { return std::make_unique<ClassicalRenderer>(noiseThreshold); };
    return contestant;
}

ExposureRatio automaticRatio(const ImagePair& pair)
{
    return suggestRatio(readRaw(pair.shortFile));
}

}  // namespace scotopic
