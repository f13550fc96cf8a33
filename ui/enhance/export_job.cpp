// SPDX-License-Identifier: MIT
#include "ui/enhance/export_job.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/enhance/render_photo.h"

#include <QCoreApplication>

namespace scotopic {

QString defaultExportName(const std::filesystem::path& photo, ExposureRatio ratio)
{
    return fromPath(photo.stem()) + QLatin1Char('_') + QString::fromStdString(toShortText(ratio));
}

void exportPicture(const ExportSource& source, const ExportRequest& request, const JobContext& context)
{
    std::error_code notThere;
    if (std::filesystem::equivalent(request.target, source.photo->raw.file, notThere)) {
        throw OutputFailed(
            request.target,
            QCoreApplication::translate("ExportJob", "is the photo itself, which is never changed").toStdString());
    }
    requireWritableTarget(request.target, request.options.ifExists);
    // The window's own network, which it may use between two tiles of this one.
    Enhancer* network = source.model ? source.model->enhancer.get() : nullptr;
    const RenderedPhoto rendered = renderPhoto(source.photo->raw, source.settings, network, context);
    context.throwIfCancelled();
    context.report({.stage = "writing", .fraction = {}, .remainingSeconds = {}});
    writePicture(request.target, rendered.picture, request.options, source.photo->metadata,
                 provenanceOf(rendered.record, request.options), context);
}

}  // namespace scotopic
