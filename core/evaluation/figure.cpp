// SPDX-License-Identifier: MIT
#include "core/evaluation/figure.h"

#include "core/base/files.h"
#include "core/evaluation/figure_pictures.h"
#include "core/evaluation/html_page.h"
#include "core/evaluation/report_text.h"
#include "core/image/picture_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr int kSmallPx = 560;   // sharp on a screen where six stand beside each other
constexpr int kDetailPx = 192;  // enlarged on the page until pixels show
constexpr const char* kKeyField = "ScoreKey";
constexpr const char* kInput = "input";
constexpr const char* kTruth = "truth";

void writePng(const fs::path& file, const SrgbPicture& picture, const std::string& key)
{
    writePicture(file, picture, {.ifExists = IfExists::Overwrite}, /*photo=*/{}, {{{kKeyField, key}}});
}

bool hasKey(const fs::path& file, const std::string& key)
{
    std::error_code error;
    if (!fs::exists(file, error)) {
        return false;
    }
    const Provenance provenance = readProvenance(file);
    return std::find(provenance.fields.begin(), provenance.fields.end(),
                     std::pair<std::string, std::string>(kKeyField, key))
           != provenance.fields.end();
}

/// Of this folder: its pictures hold the signal that is scored.
SrgbPicture readScored(const fs::path& file)
{
    SrgbPicture picture = readPicture(file);
    picture.curve = TransferCurve::Bt709;
    return picture;
}

/// A JPEG in the page itself. The codecs write files, so there is one for a moment.
std::string jpegUri(const fs::path& folder, const SrgbPicture& picture)
{
    constexpr int kQuality = 86;
    const fs::path file = folder / "for-the-page.jpg";
    writePicture(file, withSrgbCurve(picture),
                 {.format = PictureFormat::Jpeg, .jpegQuality = kQuality, .ifExists = IfExists::Overwrite},
                 /*photo=*/{}, /*provenance=*/{});
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    stream.close();
    fs::remove(file);
    return dataUri("image/jpeg", bytes);
}

const ImageScore* firstScoreOf(const std::vector<ImageScore>& scores, const std::string& contestant,
                               const std::string& pair)
{
    const auto found = std::find_if(scores.begin(), scores.end(), [&](const ImageScore& score) {
        return score.contestant == contestant && score.pair == pair;
    });
    return found == scores.end() ? nullptr : &*found;
}

}  // namespace

std::vector<std::size_t> choosePairsForFigure(const EvaluationJob& job, int count)
{
    std::vector<std::size_t> candidates;
    std::set<std::string> scenes;
    for (const std::size_t pair : pairsToScore(job)) {
        const ImagePair& one = job.cache->pairs()[pair];
        if (!isExcluded(one, publishedExclusions()) && scenes.insert(one.scene).second) {
            candidates.push_back(pair);
        }
    }
    std::vector<std::size_t> chosen;
    const std::size_t wanted = std::min(candidates.size(), static_cast<std::size_t>(std::max(count, 0)));
    for (std::size_t i = 0; i < wanted; ++i) {
        chosen.push_back(candidates[(2 * i + 1) * candidates.size() / (2 * wanted)]);
    }
    return chosen;
}

FigurePictures::FigurePictures(const fs::path& folder, const DecodedCache& cache, std::vector<std::size_t> pairs)
    : m_folder(folder), m_cache(cache), m_pairs(std::move(pairs))
{
    makeFolders(folder);
}

bool FigurePictures::isChosen(std::size_t pair) const
{
    return std::find(m_pairs.begin(), m_pairs.end(), pair) != m_pairs.end();
}

fs::path FigurePictures::fileOf(std::size_t pair, const std::string& what) const
{
    return m_folder / (fileNamePart(m_cache.pairs()[pair].name + " " + what) + ".png");
}

bool FigurePictures::wants(const Contestant& contestant, std::size_t pair, const ImageScore& score) const
{
    return isChosen(pair) && !hasKey(fileOf(pair, contestant.label()), score.key);
}

void FigurePictures::save(const Contestant& contestant, std::size_t pair, const ImageScore& score,
                          const RenderedFrame& frame) const
{
    if (isChosen(pair)) {
        writePng(fileOf(pair, contestant.label()), toPicture(frame), score.key);
    }
}

FigureCell FigurePictures::cellOf(const fs::path& file, const fs::path& truth) const
{
    FigureCell cell;
    const SrgbPicture picture = readScored(file);
    cell.small = jpegUri(m_folder, shrunk(picture, kSmallPx));
    cell.file = (m_folder.filename() / file.filename()).string();
    const SrgbPicture wanted = readScored(truth);
    const int edge = kDetailPx * picture.size.width / wanted.size.width;  // the input has half the pixels
    cell.detail = jpegUri(m_folder, middleOf(picture, edge));
    if (file != truth && picture.size == wanted.size) {
        cell.error = jpegUri(m_folder, shrunk(errorMap(picture, wanted), kSmallPx));
    }
    return cell;
}

std::vector<FigureRow> FigurePictures::rows(const std::vector<Contestant>& contestants,
                                            const std::vector<ImageScore>& scores, const JobContext& context) const
{
    std::vector<FigureRow> rows;
    for (const std::size_t pair : m_pairs) {
        context.throwIfCancelled();
        context.report({.stage = "report", .fraction = std::nullopt, .remainingSeconds = std::nullopt});
        const ImagePair& one = m_cache.pairs()[pair];
        if (std::none_of(scores.begin(), scores.end(),
                         [&](const ImageScore& score) { return score.pair == one.name; })) {
            continue;  // it could not be read
        }
        const fs::path truth = fileOf(pair, kTruth);
        const fs::path input = fileOf(pair, kInput);
        writePng(truth, toPicture(m_cache.longOf(pair)), "");
        writePng(input, inputPicture(m_cache.shortOf(pair), one.ratio, m_cache.longOf(pair)), "");
        m_cache.release(pair);
        FigureRow row{one.name, ratioText(one.ratio.value), {}};
        row.cells.push_back(cellOf(input, truth));
        row.cells.back().title = "input, amplified";
        row.cells.back().kind = ratioText(one.ratio.value);
        row.cells.push_back(cellOf(truth, truth));
        row.cells.back().title = "ground truth";
        for (const Contestant& contestant : contestants) {
            const ImageScore* score = firstScoreOf(scores, contestant.label(), one.name);
            const fs::path file = fileOf(pair, contestant.label());
            FigureCell cell = score != nullptr && fs::exists(file) ? cellOf(file, truth) : FigureCell{};
            cell.title = contestant.label();
            if (score != nullptr) {
                cell.score = psnrText(score->scores.psnrDb) + " dB / " + ssimText(score->scores.ssim);
            }
            row.cells.push_back(std::move(cell));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void FigurePictures::writeSheet(const fs::path& file, const std::vector<Contestant>& contestants) const
{
    std::vector<std::vector<SrgbPicture>> cells;
    for (const std::size_t pair : m_pairs) {
        const bool isWhole = fs::exists(fileOf(pair, kTruth))
                             && std::all_of(contestants.begin(), contestants.end(), [&](const Contestant& contestant) {
                                    return fs::exists(fileOf(pair, contestant.label()));
                                });
        if (!isWhole) {
            continue;
        }
        std::vector<SrgbPicture> row{withSrgbCurve(shrunk(readScored(fileOf(pair, kTruth)), kSmallPx))};
        for (const Contestant& contestant : contestants) {
            row.push_back(withSrgbCurve(shrunk(readScored(fileOf(pair, contestant.label())), kSmallPx)));
        }
        cells.push_back(std::move(row));
    }
    if (!cells.empty()) {
        writePng(file, sheetOf(cells), "");
    }
}

}  // namespace scotopic
