// SPDX-License-Identifier: MIT
#include "core/raw/raw_notes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>

namespace scotopic {

namespace {

// Enough for percentiles; of larger raws pairs of rows are left out.
constexpr std::size_t kMostJudged = std::size_t{4} << 20U;

constexpr std::string_view kNoLight = "every photosite lies at or below the black level of ";

/// How many photosites of each place of a 2 x 2 block hold a count. (X-Trans: any grouping serves.)
class Histograms {
public:
    explicit Histograms(const RawImage& raw)
    {
        const auto highest = std::ranges::max_element(raw.photosites);
        m_counts.fill(std::vector<std::uint32_t>(highest == raw.photosites.end() ? 1U : *highest + std::size_t{1}));
        const auto width = static_cast<std::size_t>(raw.size.width);
        const int skipped = 2 * static_cast<int>(raw.size.area() / kMostJudged);
        for (int row = 0; row < raw.size.height; row += row % 2 == 1 ? 1 + skipped : 1) {
            const std::uint16_t* const photosites = raw.photosites.data() + static_cast<std::size_t>(row) * width;
            auto& even = m_counts[static_cast<std::size_t>(row % 2 * 2)];
            auto& odd = m_counts[static_cast<std::size_t>(row % 2 * 2 + 1)];
            for (std::size_t column = 0; column + 1 < width; column += 2) {
                ++even[photosites[column]];
                ++odd[photosites[column + 1]];
            }
        }
    }

    /// The count that this share of the photosites of one place lie at or below.
    [[nodiscard]] int percentile(std::size_t place, double share) const
    {
        const std::vector<std::uint32_t>& counts = m_counts[place];
        const double wanted = share * static_cast<double>(total(place));
        std::uint64_t seen = 0;
        for (std::size_t count = 0; count < counts.size(); ++count) {
            seen += counts[count];
            if (seen > 0 && static_cast<double>(seen) >= wanted) {
                return static_cast<int>(count);
            }
        }
        return 0;
    }
    /// Over all places.
    [[nodiscard]] int brightest() const
    {
        int count = static_cast<int>(m_counts[0].size()) - 1;
        while (count > 0 && at(count) == 0) {  // the highest may be in rows that were left out
            --count;
        }
        return count;
    }
    [[nodiscard]] std::uint64_t at(int count) const
    {
        std::uint64_t sum = 0;
        for (const auto& counts : m_counts) {
            sum += counts[static_cast<std::size_t>(count)];
        }
        return sum;
    }
    [[nodiscard]] std::uint64_t total(std::size_t place) const
    {
        std::uint64_t sum = 0;
        for (const std::uint32_t count : m_counts[place]) {
            sum += count;
        }
        return sum;
    }

private:
    std::array<std::vector<std::uint32_t>, 4> m_counts;  // each up to the highest count
};

std::string textOf(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6g", value);
    return text.data();
}

struct Levels {
    double leastBlackDn = 0;
    double mostBlackDn = 0;
    double whiteDn = 0;
};

Levels levelsOf(const RawImage& raw)
{
    const auto [least, most] = std::ranges::minmax_element(raw.black.levelsDn);
    return {static_cast<double>(*least), static_cast<double>(*most),
            static_cast<double>(*std::ranges::min_element(raw.whiteLevelDn))};
}

class Judge {
public:
    Judge(const RawImage& raw, const FileFacts& file)
        : m_raw(raw), m_file(file), m_histograms(raw), m_levels(levelsOf(raw))
    {
    }

    [[nodiscard]] std::vector<RawNote> notes()
    {
        judgeLevels();
        judgeColour();
        judgeRequests();
        judgeRepairs();
        std::ranges::stable_sort(m_notes, [](const RawNote& a, const RawNote& b) { return a.severity > b.severity; });
        return std::move(m_notes);
    }

private:
    void note(NoteSeverity severity, std::string sentence) { m_notes.push_back({severity, std::move(sentence)}); }

    void judgeLevels()
    {
        const int brightest = m_histograms.brightest();
        if (brightest <= m_levels.leastBlackDn) {
            note(NoteSeverity::Serious, std::string(kNoLight) + textOf(m_levels.leastBlackDn)
                                            + ": there is no light in the file, or its levels are in another scale "
                                              "than its data");
        } else if (m_histograms.percentile(0, 0) >= m_levels.whiteDn && everyPlaceIsWhite()) {
            note(NoteSeverity::Serious,
                 "every photosite lies at or above the white level of " + textOf(m_levels.whiteDn));
        } else {
            judgeWhite(brightest);
            judgeBlack();
        }
    }

    [[nodiscard]] bool everyPlaceIsWhite() const
    {
        const std::array<std::size_t, 4> places{0, 1, 2, 3};
        return std::ranges::all_of(
            places, [this](std::size_t place) { return m_histograms.percentile(place, 0) >= m_levels.whiteDn; });
    }

    /// A white level in another scale than the data shows where the brightest photosites all stop at one count that is
    /// far below it. In the dark nothing comes near white either: then it only shows where even amplification to the
    /// limit does not help.
    void judgeWhite(int brightest)
    {
        const double rangeDn = m_levels.whiteDn - m_levels.mostBlackDn;
        constexpr double kNearWhite = 0.6;
        if (brightest - m_levels.mostBlackDn >= kNearWhite * rangeDn) {
            return;
        }
        const std::string file = m_file.whiteIsAssumed ? "the file gives no white level, so that " : "the file says ";
        const std::string white =
            m_file.whiteIsAssumed ? textOf(m_levels.whiteDn) + " is taken" : "white " + textOf(m_levels.whiteDn);
        if (stopsAt(brightest)) {
            note(NoteSeverity::Serious,
                 "the brightest photosites all stop at " + textOf(brightest) + ", " + file + white);
        } else if (isTooDarkForAnything()) {
            note(NoteSeverity::Warning, "nothing comes near white: the brightest photosites lie at " + textOf(brightest)
                                            + ", " + file + white);
        } else if (m_file.whiteIsAssumed) {
            note(NoteSeverity::Information, file + white);
        }
    }

    /// Far more photosites at exactly that count than at those just below.
    [[nodiscard]] bool stopsAt(int brightest) const
    {
        constexpr int kBelow = 64;
        constexpr double kLeastShare = 1e-4;
        if (brightest - m_levels.mostBlackDn < kBelow) {
            return false;  // so dark that counts pile up by themselves
        }
        std::uint64_t below = 0;
        std::uint64_t total = 0;
        for (int count = brightest - kBelow; count < brightest; ++count) {
            below += m_histograms.at(count);
        }
        for (std::size_t place = 0; place < 4; ++place) {
            total += m_histograms.total(place);
        }
        const auto stopped = static_cast<double>(m_histograms.at(brightest));
        return stopped >= std::max(kLeastShare * static_cast<double>(total), 16.0)
               && stopped > static_cast<double>(below);
    }

    [[nodiscard]] bool isTooDarkForAnything() const
    {
        constexpr double kMostAmplified = 0.18 / 300;  // mid-grey at the largest amplification
        constexpr double kAlmostAll = 0.999;
        const double rangeDn = m_levels.whiteDn - m_levels.mostBlackDn;
        const std::array<std::size_t, 4> places{0, 1, 2, 3};
        return std::ranges::all_of(places, [&](std::size_t place) {
            return m_histograms.percentile(place, kAlmostAll) - m_levels.mostBlackDn < kMostAmplified * rangeDn;
        });
    }

    /// A pedestal that the file does not declare lifts the darkest photosites of all colours alike, as no light does.
    void judgeBlack()
    {
        constexpr double kDarkest = 0.001;
        constexpr double kLeastPedestal = 1.0 / 64;  // of the range
        constexpr double kMostUnlike = 0.2;
        std::array<int, 4> darkest{};
        for (std::size_t place = 0; place < 4; ++place) {
            darkest[place] = m_histograms.percentile(place, kDarkest);
        }
        const auto [least, most] = std::ranges::minmax_element(darkest);
        const double above = *least - m_levels.mostBlackDn;
        const double rangeDn = m_levels.whiteDn - m_levels.mostBlackDn;
        const bool isAlike = *most - *least <= kMostUnlike * above;
        if (above >= std::max(kLeastPedestal * rangeDn, 8.0) && isAlike) {
            note(NoteSeverity::Serious, "the darkest photosites lie at " + textOf(*least) + ", the file says black "
                                            + textOf(m_levels.mostBlackDn));
        }
    }

    void judgeColour()
    {
        if (!m_raw.hasColourMatrix) {
            note(NoteSeverity::Warning, "no colour matrix in the file: colours are the sensor's own");
            if (m_file.newCamera) {
                note(NoteSeverity::Warning, "the photo " + *m_file.newCamera);
            }
        }
    }

    void judgeRequests()
    {
        for (const std::string& name : m_file.notApplied) {
            note(NoteSeverity::Warning, "the file asks for " + name + " that is not applied");
        }
        if (m_raw.pictureCount > 1) {
            note(NoteSeverity::Information, "picture " + std::to_string(m_raw.pictureNumber) + " of "
                                                + std::to_string(m_raw.pictureCount) + " in the file");
        }
        if (m_raw.pixelAspect > 1 || m_raw.pixelAspect < 1) {
            note(NoteSeverity::Information, "the photosites are not square: the picture is stretched to its shape");
        }
    }

    void judgeRepairs()
    {
        constexpr double kMany = 0.01;
        const auto filled = static_cast<double>(m_raw.repairs.filledCount);
        if (m_raw.repairs.filledCount > 0) {
            const bool areMany = filled > kMany * static_cast<double>(m_raw.photosites.size());
            note(areMany ? NoteSeverity::Warning : NoteSeverity::Information,
                 m_raw.repairs.filledCount == 1
                     ? std::string("one dead photosite is filled from its neighbours")
                     : std::to_string(m_raw.repairs.filledCount) + " dead photosites are filled from their neighbours");
        }
        const std::array<std::string_view, 3> colours{"red", "green", "blue"};
        for (std::size_t colour = 0; colour < colours.size(); ++colour) {
            if (const std::optional<float> dn = m_raw.repairs.clippingDn[colour]) {
                note(NoteSeverity::Information, std::string(colours[colour]) + " saturates at "
                                                    + textOf(static_cast<double>(*dn)) + ", below the white level of "
                                                    + textOf(static_cast<double>(m_raw.whiteLevelDn[colour])));
            }
        }
    }

    const RawImage& m_raw;
    const FileFacts& m_file;
    Histograms m_histograms;
    Levels m_levels;
    std::vector<RawNote> m_notes;
};

}  // namespace

std::vector<RawNote> notesOf(const RawImage& raw, const FileFacts& file)
{
    return Judge(raw, file).notes();
}

bool hasNoLight(const RawImage& raw)
{
    return std::ranges::any_of(raw.notes, [](const RawNote& note) { return note.sentence.starts_with(kNoLight); });
}

}  // namespace scotopic
