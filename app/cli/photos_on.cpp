// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "core/raw/read_raw.h"

namespace scotopic::cli {

void addPhotoCommands(CLI::App& app, Action& chosen)
{
    addInfoCommand(app, chosen);
    addDevelopCommand(app, chosen);
    addPackCommand(app, chosen);
    addEnhanceCommand(app, chosen);
    addSampleCommand(app, chosen);
    addDatasetCommand(app, chosen);
}

const char* exampleCalls()
{
    return "  scotopic-cli enhance night.arw -o night.png\n"
           "  scotopic-cli enhance *.dng --output-dir bright --model unet.safetensors --ratio 100\n"
           "  scotopic-cli info night.arw --json";
}

std::vector<std::pair<std::string, std::string>> photoLibraries()
{
    return {{"LibRaw", libRawVersion()},
            {"OpenImageIO", SCOTOPIC_OPENIMAGEIO_VERSION},
            {"exiv2", SCOTOPIC_EXIV2_VERSION},
            {"Little CMS", SCOTOPIC_LCMS2_VERSION},
            {"libtiff", SCOTOPIC_LIBTIFF_VERSION}};
}

}  // namespace scotopic::cli
