// SPDX-License-Identifier: MIT
#include "core/evaluation/thumbnails.h"

#include "core/base/files.h"
#include "core/evaluation/figure_pictures.h"
#include "core/evaluation/html_page.h"
#include "core/evaluation/report_text.h"
#include "core/image/picture_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <span>
#include <system_error>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDigits = 16;

void write(const fs::path& file, const SrgbPicture& picture)
{
    makeFolders(file.parent_path());
    constexpr int kQuality = 88;
    writePicture(file, shrunk(picture, Thumbnails::kLongestPx),
                 {.format = PictureFormat::Jpeg, .jpegQuality = kQuality, .ifExists = IfExists::Overwrite},
                 /*exifSource=*/{}, /*provenance=*/{});
}

/// Empty where the file is not there.
std::string uriOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    return bytes.empty() ? bytes : dataUri("image/jpeg", bytes);
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

fs::path Thumbnails::truthFileOf(const std::string& pair) const
{
    return m_folder / (fileNamePart(pair) + "-truth.jpg");
}

fs::path Thumbnails::inputFileOf(const std::string& pair) const
{
    return m_folder / (fileNamePart(pair) + "-input.jpg");
}

void Thumbnails::save(const std::string& pair, const Contestant& contestant, const RenderedFrame& frame) const
{
    write(fileOf(pair, contestant), toPicture(frame));
}

void Thumbnails::saveTruth(const DecodedCache& cache, std::size_t pair) const
{
    write(truthFileOf(cache.pairs()[pair].name), toPicture(cache.longOf(pair)));
}

void Thumbnails::saveInput(const DecodedCache& cache, std::size_t pair) const
{
    const ImagePair& one = cache.pairs()[pair];
    write(inputFileOf(one.name), inputPicture(cache.shortOf(pair), one.ratio, cache.longOf(pair)));
}

std::vector<FigureRow> thumbnailRows(const Thumbnails& thumbnails, const Report& report,
                                     const std::vector<std::string>& pairs, const std::string& protocol)
{
    std::vector<FigureRow> rows;
    for (const std::string& pair : pairs) {
        FigureRow row{pair, {}, {}};
        for (const ImageScore& score : report.scores) {
            row.note = score.pair == pair ? ratioText(score.ratio.value) : row.note;
        }
        row.cells.push_back({"input, amplified", row.note, {}, uriOf(thumbnails.inputFileOf(pair)), {}, {}, {}});
        row.cells.push_back({"ground truth", {}, {}, uriOf(thumbnails.truthFileOf(pair)), {}, {}, {}});
        for (const Contestant& contestant : report.contestants) {
            row.cells.push_back(
                {contestant.label(), contestant.kind, {}, uriOf(thumbnails.fileOf(pair, contestant)), {}, {}, {}});
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
    const SrgbPicture picture = inputPicture(cache.shortOf(pair), cache.pairs()[pair].ratio, cache.longOf(pair));
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
