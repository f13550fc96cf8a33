// SPDX-License-Identifier: MIT
#include "core/evaluation/protocol.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>
#include <utility>

namespace scotopic {

namespace {

const char* toSentence(Quantisation quantisation)
{
    switch (quantisation) {
    case Quantisation::Truncate8: return "output and ground truth truncated to 8 bit";
    case Quantisation::Round8: return "output and ground truth rounded to 8 bit";
    case Quantisation::Float: return "output clipped to 0..1 and not quantised";
    }
    return "";
}

const char* toSentence(SsimKind kind)
{
    switch (kind) {
    case SsimKind::Uniform7:
        return "SSIM as scikit-image's structural_similarity(win_size=7, channel_axis=2): uniform window, sample "
               "covariance, a border of 3 cut";
    case SsimKind::Gaussian11Volume:
        return "SSIM as MATLAB's ssim(A, ref) on RGB, which it takes for a volume: Gaussian window 1.5, replicated "
               "border";
    case SsimKind::Gaussian11Luminance:
        return "SSIM as MATLAB's ssim on rgb2gray: Gaussian window 1.5, replicated border";
    }
    return "";
}

std::optional<Protocol> namedProtocol(const std::string& name)
{
    Protocol protocol;
    protocol.name = name;
    if (name == "study") {
        return protocol;
    }
    if (name == "paper") {
        protocol.quantisation = Quantisation::Round8;
        protocol.ssim = SsimKind::Gaussian11Volume;
        return protocol;
    }
    if (name == "full") {
        protocol.onlyFirstOfBurst = false;
        protocol.quantisation = Quantisation::Round8;
        return protocol;
    }
    return std::nullopt;
}

using Change = std::pair<const char*, void (*)(Protocol&)>;
constexpr std::array<Change, 11> kChanges{{
    {"all", [](Protocol& p) { p.onlyFirstOfBurst = false; }},
    {"first", [](Protocol& p) { p.onlyFirstOfBurst = true; }},
    {"aligned", [](Protocol& p) { p.leavesOutMisaligned = true; }},
    {"truncate8", [](Protocol& p) { p.quantisation = Quantisation::Truncate8; }},
    {"round8", [](Protocol& p) { p.quantisation = Quantisation::Round8; }},
    {"float", [](Protocol& p) { p.quantisation = Quantisation::Float; }},
    {"skimage", [](Protocol& p) { p.ssim = SsimKind::Uniform7; }},
    {"matlab", [](Protocol& p) { p.ssim = SsimKind::Gaussian11Volume; }},
    {"matlab-grey", [](Protocol& p) { p.ssim = SsimKind::Gaussian11Luminance; }},
    {"gain", [](Protocol& p) { p.fitsBrightness = true; }},
    {"fit", [](Protocol& p) { p.fitsLight = true; }},
}};

/// 512 of "crop512"
std::optional<int> cropOf(const std::string& word)
{
    constexpr std::size_t kPrefix = 4;
    constexpr int kSmallestPx = 16;
    int edge = 0;
    const char* end = word.data() + word.size();
    if (word.rfind("crop", 0) != 0 || std::from_chars(word.data() + kPrefix, end, edge).ptr != end
        || edge < kSmallestPx) {
        return std::nullopt;
    }
    return edge;
}

void change(Protocol& protocol, const std::string& word)
{
    const auto known =
        std::find_if(kChanges.begin(), kChanges.end(), [&](const Change& one) { return word == one.first; });
    if (known != kChanges.end()) {
        known->second(protocol);
    } else if (const std::optional<int> edge = cropOf(word)) {
        protocol.centreCropPx = *edge;
    } else {
        throw InvalidArgument(
            "'" + word
            + "' is no part of a protocol; after study, paper or full may come +all, +first, "
              "+aligned, +truncate8, +round8, +float, +skimage, +matlab, +matlab-grey, +cropN, +gain and +fit");
    }
}

/// At least one word; empty ones too.
std::vector<std::string> split(const std::string& text, char separator)
{
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (c == separator) {
            words.emplace_back();
        } else {
            words.back() += c;
        }
    }
    return words;
}

}  // namespace

Protocol parseProtocol(const std::string& text)
{
    const std::vector<std::string> words = split(text, '+');
    std::optional<Protocol> protocol = namedProtocol(words.front());
    if (!protocol) {
        throw InvalidArgument("'" + text + "' is not a protocol; study, paper and full are, with changes after '+'");
    }
    for (std::size_t i = 1; i < words.size(); ++i) {
        change(*protocol, words[i]);
    }
    protocol->name = text;
    return *protocol;
}

std::vector<Protocol> parseProtocols(const std::string& text)
{
    std::vector<Protocol> protocols;
    for (const std::string& name : split(text, ',')) {
        const auto hasName = [&](const Protocol& known) { return known.name == name; };
        if (std::none_of(protocols.begin(), protocols.end(), hasName)) {
            protocols.push_back(parseProtocol(name));
        }
    }
    return protocols;
}

std::string describePixels(const Protocol& protocol)
{
    std::string text = protocol.centreCropPx == 0
                           ? "whole frames"
                           : "the centred " + std::to_string(protocol.centreCropPx) + " x "
                                 + std::to_string(protocol.centreCropPx) + " pixels of each frame";
    text += std::string("; ") + toSentence(protocol.quantisation) + "; ";
    if (protocol.fitsLight) {
        text += "each channel of the output fitted to the ground truth by a gain and an offset in linear light; ";
    }
    text += protocol.fitsBrightness ? "brightness of the output fitted to the ground truth by one gain; "
                                    : "brightness as rendered; ";
    text += "PSNR over all pixels and channels; ";
    return text + toSentence(protocol.ssim);
}

std::string describe(const Protocol& protocol)
{
    std::string text = protocol.onlyFirstOfBurst ? "The first short exposure (_00) of each scene and ratio"
                                                 : "Every short exposure of every burst";
    text += protocol.leavesOutMisaligned ? ", without the misaligned scenes 10034, 10045 and 10172; "
                                         : ", the misaligned scenes 10034, 10045 and 10172 included; ";
    return text + describePixels(protocol) + ".";
}

bool takes(const Protocol& protocol, const ImagePair& pair)
{
    return (!protocol.onlyFirstOfBurst || pair.burstIndex == 0)
           && (!protocol.leavesOutMisaligned || !isExcluded(pair, publishedExclusions()));
}

}  // namespace scotopic
