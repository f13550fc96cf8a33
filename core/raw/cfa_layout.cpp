// SPDX-License-Identifier: MIT
#include "core/raw/cfa_layout.h"

#include "core/base/error.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace scotopic {

namespace {

// R, G of the red row, B, G of the blue row (Chen et al. 2018).
constexpr std::array<BlockSite, 4> kBayerSites{{{0, 0}, {0, 1}, {1, 1}, {1, 0}}};

// The layout of the study's Fuji code: two planes of red, two of blue, five of green.
constexpr std::array<std::array<BlockSite, 4>, 9> kXTransSites{{
    {{{0, 0}, {0, 4}, {3, 1}, {3, 3}}},
    {{{0, 2}, {0, 5}, {3, 2}, {3, 5}}},
    {{{0, 1}, {0, 3}, {3, 0}, {3, 4}}},
    {{{1, 2}, {2, 5}, {5, 2}, {4, 5}}},
    {{{2, 2}, {1, 5}, {4, 2}, {5, 5}}},
    {{{1, 0}, {1, 3}, {4, 0}, {4, 3}}},
    {{{1, 1}, {1, 4}, {4, 1}, {4, 4}}},
    {{{2, 0}, {2, 3}, {5, 0}, {5, 3}}},
    {{{2, 1}, {2, 4}, {5, 1}, {5, 4}}},
}};

// The colours that layout presumes.
constexpr std::string_view kXTransColours = "RBGBRG"
                                            "GGRGGB"
                                            "GGBGGR"
                                            "BRGRBG"
                                            "GGBGGR"
                                            "GGRGGB";

char letterOf(CfaColour colour)
{
    return "RGB"[static_cast<std::size_t>(colour)];
}

bool hasColoursFrom(const CfaPattern& cfa, BlockSite first, std::string_view colours)
{
    int site = 0;
    return std::all_of(colours.begin(), colours.end(), [&](char colour) {
        const CfaColour actual = cfa.at(first.row + site / cfa.period, first.column + site % cfa.period);
        ++site;
        return letterOf(actual) == colour;
    });
}

/// The first photosite from which the mosaic has `colours`: of several, the one that cuts least.
std::optional<BlockSite> phaseOf(const CfaPattern& cfa, std::string_view colours)
{
    for (int cut = 0; cut <= 2 * (cfa.period - 1); ++cut) {
        for (int row = std::max(0, cut - cfa.period + 1); row <= std::min(cut, cfa.period - 1); ++row) {
            if (hasColoursFrom(cfa, {row, cut - row}, colours)) {
                return BlockSite{row, cut - row};
            }
        }
    }
    return std::nullopt;
}

}  // namespace

CfaLayout layoutOf(const RawImage& raw)
{
    CfaLayout layout;
    if (raw.cfa.isXTrans()) {
        layout = {.planeCount = 9, .blockPx = 6, .platePx = 2, .sites = kXTransSites, .area = {}};
    } else {
        for (std::size_t plane = 0; plane < kBayerSites.size(); ++plane) {
            layout.sites[plane][0] = kBayerSites[plane];
        }
    }
    const std::optional<BlockSite> first = phaseOf(raw.cfa, raw.cfa.isXTrans() ? kXTransColours : "RGGB");
    if (!first) {
        throw UnsupportedInput(raw.file, "has a colour filter pattern that cannot be packed");
    }
    const auto wholeBlocks = [&](int length, int cut) {
        return std::max(0, length - cut) / layout.blockPx * layout.blockPx;
    };
    layout.area = {first->column, first->row, wholeBlocks(raw.size.width, first->column),
                   wholeBlocks(raw.size.height, first->row)};
    return layout;
}

}  // namespace scotopic
