// SPDX-License-Identifier: MIT
#include "ui/enhance/export_job.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <iterator>

namespace scotopic {

namespace {

struct Rendered {
    SrgbPicture picture;
    Provenance provenance;
};

Rendered render(const ExportSource& source, const JobContext& context)
{
    const RawImage& raw = source.photo->raw;
    Provenance provenance = commonProvenance(raw, source.ratio);
    if (source.modelFile.empty()) {
        provenance.fields.emplace_back("Model", "classical");
        return {renderClassical(raw, source.ratio, /*noiseThreshold=*/0.0F, context), std::move(provenance)};
    }
    // A network of its own: between two tiles this job lets the window's run, which must not share its buffers.
    Enhancer enhancer(source.modelFile, EnhancerOptions{});
    Provenance network = enhancer.provenance();
    std::move(network.fields.begin(), network.fields.end(), std::back_inserter(provenance.fields));
    return {enhancer.enhance(raw, source.ratio, context), std::move(provenance)};
}

}  // namespace

QString defaultExportName(const std::filesystem::path& photo, ExposureRatio ratio)
{
    return fromPath(photo.stem()) + QStringLiteral("_x")
           + QString::number(static_cast<double>(ratio.value), 'g', ratio.value >= 100 ? 3 : 2);
}

void exportPicture(const ExportSource& source, const ExportRequest& request, const JobContext& context)
{
    std::error_code notThere;
    if (std::filesystem::equivalent(request.target, source.photo->raw.file, notThere)) {
        throw OutputFailed(request.target, "is the photo itself, which is never changed");
    }
    requireWritableTarget(request.target, request.options.ifExists);
    const Rendered rendered = render(source, context);
    context.throwIfCancelled();
    context.report({.stage = "writing", .fraction = {}, .remainingSeconds = {}});
    writePicture(request.target, rendered.picture, request.options, source.photo->raw.file, rendered.provenance);
}

}  // namespace scotopic
