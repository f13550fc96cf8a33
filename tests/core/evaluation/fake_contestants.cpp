// SPDX-License-Identifier: MIT
#include "tests/core/evaluation/fake_contestants.h"

namespace scotopic::test {

namespace {

class OffsetRenderer : public Renderer {
public:
    OffsetRenderer(float offset, std::shared_ptr<int> renderCount)
        : m_offset(offset), m_renderCount(std::move(renderCount))
    {
    }

    RenderedFrame render(const DecodedCache& cache, std::size_t pair, ExposureRatio /*ratio*/,
                         const JobContext& context) override
    {
        context.handOver();
        ++*m_renderCount;
        static_cast<void>(cache.shortOf(pair));
        const DecodedLong truth = cache.longOf(pair);
        RenderedFrame frame{truth.size, {}};
        for (const std::uint16_t value : truth.rgb) {
            frame.rgb.push_back(static_cast<float>(value) / 65535 + m_offset);
        }
        return frame;
    }

    [[nodiscard]] std::string description() const override { return "arithmetic"; }

private:
    float m_offset;
    std::shared_ptr<int> m_renderCount;
};

}  // namespace

Contestant offsetContestant(const std::string& name, float offset, const std::shared_ptr<int>& renderCount)
{
    Contestant contestant;
    contestant.model = name;
    contestant.kind = "fake";
    contestant.identity = name;
    contestant.makeRenderer = [offset, renderCount] { return std::make_unique<OffsetRenderer>(offset, renderCount); };
    return contestant;
}

}  // namespace scotopic::test
