// SPDX-License-Identifier: MIT
#include "app/cli/study_data.h"
#include "app/cli/text.h"
#include "core/training/sample_writer.h"

namespace scotopic::cli {

std::filesystem::path cacheFolderOf(const StudyDataOptions& options)
{
    return decodedFolderOf(options);
}

DecodedCache openStudyData(const StudyDataOptions& options, Session& session, const LeftOutListener& onLeftOut)
{
    Console& console = session.console;
    StudyDataListener listener;
    listener.onNote = [&console](const std::string& sentence) { console.note(sentence); };
    listener.onLeftOut = onLeftOut;
    listener.onPlan = [&console](const CachePlan& plan, const std::filesystem::path& folder) {
        if (plan.filesToDecode > 0) {
            console.note("decoding " + std::to_string(plan.filesToDecode) + " files to " + folder.string() + " ("
                         + bytesText(plan.bytesToWrite) + ")");
        }
    };
    return openStudyData(options, listener, session.context());
}

WritePicture samplePictureWriter()
{
    return samplePngWriter();
}

}  // namespace scotopic::cli
