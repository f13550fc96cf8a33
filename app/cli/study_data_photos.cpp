// SPDX-License-Identifier: MIT
#include "app/cli/study_data.h"
#include "app/cli/text.h"
#include "core/dataset/build_cache.h"
#include "core/image/picture_file.h"

namespace scotopic::cli {

namespace {

void tellPlan(const CachePlan& plan, const std::filesystem::path& folder, Console& console)
{
    if (plan.filesToDecode > 0) {
        console.note("decoding " + std::to_string(plan.filesToDecode) + " files to " + folder.string() + " ("
                     + bytesText(plan.bytesToWrite) + ")");
    }
}

}  // namespace

std::filesystem::path cacheFolderOf(const StudyDataOptions& options)
{
    if (isDecodedCache(options.data)) {
        return options.data;
    }
    return options.cache.empty() ? defaultCacheFolder(options.data) : options.cache;
}

DecodedCache openStudyData(const StudyDataOptions& options, Session& session)
{
    if (isDecodedCache(options.data)) {
        return openCache(options);
    }
    const std::filesystem::path folder = cacheFolderOf(options);
    const PairSet set = findPairs(options.data);
    for (const PairProblem& problem : set.problems) {
        session.console.note(problem.sentence);
    }
    CacheBuildOptions build;
    build.bursts = options.allBursts ? Bursts::All : Bursts::First;
    build.onPlan = [&](const CachePlan& plan) { tellPlan(plan, folder, session.console); };
    const CacheReport report = buildCache(set, folder, build, session.context());
    for (const PairProblem& failure : report.failures) {
        session.console.note("left out: " + failure.sentence);
    }
    return DecodedCache(folder, options.checksums);
}

WritePicture samplePictureWriter()
{
    return [](const std::filesystem::path& file, PixelSize size, std::span<const std::uint8_t> rgb) {
        SrgbPicture picture{size, {}};
        picture.rgb.reserve(rgb.size());
        for (const std::uint8_t value : rgb) {
            picture.rgb.push_back(static_cast<std::uint16_t>(value * 257));
        }
        PictureFileOptions options;
        options.ifExists = IfExists::Overwrite;
        writePicture(file, picture, options, /*exifSource=*/{}, /*provenance=*/{});
    };
}

}  // namespace scotopic::cli
