// SPDX-License-Identifier: MIT
#include "app/cli/study_data.h"
#include "core/base/error.h"

namespace scotopic::cli {

std::filesystem::path cacheFolderOf(const StudyDataOptions& options)
{
    return options.data;
}

DecodedCache openStudyData(const StudyDataOptions& options, Session& /*session*/, const LeftOutListener& /*onLeftOut*/)
{
    if (!isDecodedCache(options.data)) {
        throw UnsupportedInput(options.data, "is not a decoded cache; this build cannot open raws, so decode them with "
                                             "'scotopic-cli dataset cache' of another one and bring the folder here");
    }
    return openDecoded(options);
}

WritePicture samplePictureWriter()
{
    return {};
}

}  // namespace scotopic::cli
