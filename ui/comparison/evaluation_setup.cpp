// SPDX-License-Identifier: MIT
#include "ui/comparison/evaluation_setup.h"

#include "core/base/error.h"
#include "core/evaluation/protocol.h"
#include "ui/enhance/photo.h"
#include "ui/jobs/reason_text.h"

#include <QSettings>
#include <QStandardPaths>

#include <system_error>

namespace scotopic {

namespace {

QString key(const char* name)
{
    return QStringLiteral("compare/") + QLatin1String(name);
}

/// The first sentence that core has against a word; none when it takes it.
template <typename Parse>
std::optional<QString> refusalOf(Parse parse)
{
    try {
        static_cast<void>(parse());
        return std::nullopt;
    } catch (const Error& error) {
        return reasonText(error.what());
    }
}

}  // namespace

std::optional<QString> problemOf(const EvaluationSetup& setup)
{
    std::error_code error;
    if (setup.data.empty()) {
        return EvaluationSetup::tr("Choose a data set: SID's folder, a list of pairs, or a decoded cache.");
    }
    if (!std::filesystem::exists(setup.data, error)) {
        return EvaluationSetup::tr("%1 is not there; choose another data set.").arg(fromPath(setup.data));
    }
    if (setup.models.empty() && !setup.withClassical) {
        return EvaluationSetup::tr("Add a model, or let the classical rendering take part.");
    }
    for (const std::filesystem::path& model : setup.models) {
        if (!std::filesystem::is_regular_file(model, error)) {
            return EvaluationSetup::tr("%1 is not there; remove it from the models.").arg(fromPath(model));
        }
    }
    if (setup.statistics.empty()) {
        return EvaluationSetup::tr("Choose at least one kind of statistics for batch normalisation.");
    }
    if (setup.folder.empty()) {
        return EvaluationSetup::tr("Choose a folder for the results.");
    }
    return refusalOf([&] { return parseProtocols(setup.protocols.toStdString()); });
}

std::filesystem::path defaultResultsFolder(const std::filesystem::path& data)
{
    if (data.empty()) {
        return {};
    }
    const std::filesystem::path named = data.has_filename() ? data : data.parent_path();
    const QString root = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return toPath(root) / "scotopic" / "evaluations" / named.stem();
}

EvaluationSetup readSetup(const QSettings& settings)
{
    EvaluationSetup setup;
    setup.data = toPath(settings.value(key("data")).toString());
    setup.folder = toPath(settings.value(key("folder")).toString());
    setup.withClassical = settings.value(key("classical"), true).toBool();
    setup.protocols = settings.value(key("protocols"), setup.protocols).toString();
    for (const QString& model : settings.value(key("models")).toStringList()) {
        setup.models.push_back(toPath(model));
    }
    // Words of an older or newer program are left alone.
    refusalOf([&] { return setup.split = parseSplit(settings.value(key("split")).toString().toStdString()); });
    refusalOf([&] { return setup.ratio = parseScoringRatio(settings.value(key("ratio")).toString().toStdString()); });
    std::vector<NormStatistics> statistics;
    for (const QString& word : settings.value(key("statistics")).toStringList()) {
        refusalOf([&] {
            statistics.push_back(parseNormStatistics(word.toStdString()));
            return 0;
        });
    }
    if (!statistics.empty()) {
        setup.statistics = statistics;
    }
    return setup;
}

void writeSetup(QSettings& settings, const EvaluationSetup& setup)
{
    settings.setValue(key("data"), fromPath(setup.data));
    settings.setValue(key("folder"), fromPath(setup.folder));
    settings.setValue(key("classical"), setup.withClassical);
    settings.setValue(key("protocols"), setup.protocols);
    settings.setValue(key("split"), QString::fromLatin1(toText(setup.split)));
    settings.setValue(key("ratio"), QString::fromStdString(toText(setup.ratio)));
    QStringList models;
    for (const std::filesystem::path& model : setup.models) {
        models << fromPath(model);
    }
    settings.setValue(key("models"), models);
    QStringList statistics;
    for (const NormStatistics one : setup.statistics) {
        statistics << QString::fromLatin1(toText(one));
    }
    settings.setValue(key("statistics"), statistics);
}

}  // namespace scotopic
