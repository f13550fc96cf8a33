// SPDX-License-Identifier: MIT
#include "core/evaluation/thumbnails.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/evaluation/figure_pictures.h"
#include "core/evaluation/html_page.h"
#include "core/evaluation/report_text.h"
#include "core/image/picture_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <system_error>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDigits = 16;

std::string smallJpeg(const SrgbPicture& picture)
{
    constexpr int kQuality = 88;
    return pictureBytes(withSrgbCurve(shrunk(picture, Thumbnails::kLongestPx)),
                        {.format = PictureFormat::Jpeg, .jpegQuality = kQuality});
}

void write(const fs::path& file, const std::string& jpeg)
{
    makeFolders(file.parent_path());
    writeTextFile(file, jpeg);
}

/// Empty where the file is not there.
std::string bytesOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string uriOf(const std::string& jpeg)
{
    return jpeg.empty() ? jpeg : dataUri("image/jpeg", jpeg);
}

SrgbPicture inputOf(const DecodedCache& cache, std::size_t pair)
{
    return inputPicture(cache.shortOf(pair), cache.pairs()[pair].ratio, cache.longOf(pair));
}

}  // namespace

Thumbnails::Thumbnails(const fs::path& evaluation, const std::string& dataFingerprint)
    : m_folder(evaluation / "thumbnails" / dataFingerprint.substr(0, kDigits))
{
}

fs::path Thumbnails::fileOf(const std::string& pair, const Contestant& contestant) const
{
    const std::string maker =
        contestant.identity + '\n' + toText(contestant.statistics) + '\n' + toText(contestant.ratio);
    return m_folder
           / (fileNamePart(pair) + "-" + sha256Of(std::as_bytes(std::span(maker))).substr(0, kDigits) + ".jpg");
}

void Thumbnails::save(const std::string& pair, const Contestant& contestant, const RenderedFrame& frame) const
{
    write(fileOf(pair, contestant), smallJpeg(toPicture(frame)));
}

std::string Thumbnails::jpegOf(const std::string& pair, const Contestant& contestant) const
{
    return bytesOf(fileOf(pair, contestant));
}

std::string Thumbnails::truthJpeg(const DecodedCache* cache, const std::string& pair) const
{
    return readOrMake(cache, pair, "-truth.jpg",
                      [](const DecodedCache& from, std::size_t index) { return toPicture(from.longOf(index)); });
}

std::string Thumbnails::inputJpeg(const DecodedCache* cache, const std::string& pair) const
{
    return readOrMake(cache, pair, "-input.jpg", inputOf);
}

std::string Thumbnails::readOrMake(const DecodedCache* cache, const std::string& pair, const char* ending,
                                   const Make& make) const
{
    const fs::path file = m_folder / (fileNamePart(pair) + ending);
    std::string jpeg = bytesOf(file);
    const std::optional<std::size_t> index = cache != nullptr ? cache->pairNamed(pair) : std::nullopt;
    if (!jpeg.empty() || !index) {
        return jpeg;
    }
    jpeg = smallJpeg(make(*cache, *index));
    cache->release(*index);
    try {
        write(file, jpeg);
    } catch (const OutputFailed&) {
        // It is made again when it is wanted again.
    }
    return jpeg;
}

std::vector<FigureRow> thumbnailRows(const Thumbnails& thumbnails, const DecodedCache* cache, const Report& report,
                                     const std::vector<std::string>& pairs, const std::string& protocol)
{
    std::vector<FigureRow> rows;
    for (const std::string& pair : pairs) {
        FigureRow row{pair, {}, {}};
        for (const ImageScore& score : report.scores) {
            row.note = score.pair == pair ? ratioText(score.ratio.value) : row.note;
        }
        row.cells.push_back({"input, amplified", row.note, {}, uriOf(thumbnails.inputJpeg(cache, pair)), {}, {}, {}});
        row.cells.push_back({"ground truth", {}, {}, uriOf(thumbnails.truthJpeg(cache, pair)), {}, {}, {}});
        for (const Contestant& contestant : report.contestants) {
            row.cells.push_back(
                {contestant.label(), contestant.kind, {}, uriOf(thumbnails.jpegOf(pair, contestant)), {}, {}, {}});
            for (const ImageScore& score : report.scores) {
                if (score.pair == pair && score.protocol == protocol && score.contestant == contestant.label()) {
                    row.cells.back().score = psnrText(score.scores.psnrDb) + " dB / " + ssimText(score.scores.ssim);
                }
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

RenderedFrame shownInput(const DecodedCache& cache, std::size_t pair)
{
    const SrgbPicture picture = inputOf(cache, pair);
    RenderedFrame frame{picture.size, {}};
    frame.rgb.resize(picture.rgb.size());
    std::transform(picture.rgb.begin(), picture.rgb.end(), frame.rgb.begin(),
                   [](std::uint16_t value) { return static_cast<float>(value) / 65535.0F; });
    return frame;
}

EvaluationListener thumbnailKeeper(const Thumbnails& thumbnails, const DecodedCache& cache, bool rendersMissing)
{
    EvaluationListener listener;
    if (rendersMissing) {
        listener.wantsFrame = [thumbnails](const Contestant& contestant, std::size_t, const ImageScore& score) {
            std::error_code error;
            return !fs::exists(thumbnails.fileOf(score.pair, contestant), error);
        };
    }
    listener.onFrame = [thumbnails, &cache](const Contestant& contestant, std::size_t pair, const ImageScore&,
                                            const RenderedFrame& frame) {
        thumbnails.save(cache.pairs()[pair].name, contestant, frame);
    };
    return listener;
}

}  // namespace scotopic
