// SPDX-License-Identifier: MIT
#include "ui/recipe/data_summary.h"

#include "core/dataset/clean_set.h"
#include "core/dataset/decoded_cache.h"
#include "core/dataset/find_pairs.h"
#include "core/dataset/scan.h"
#include "core/training/train.h"
#include "ui/jobs/reason_text.h"

#include <QLocale>

#include <algorithm>
#include <set>

namespace scotopic {

namespace {

QString ratiosOf(const std::vector<ImagePair>& pairs, const std::vector<std::size_t>& chosen)
{
    std::set<float> ratios;
    for (const std::size_t index : chosen) {
        ratios.insert(pairs[index].ratio.value);
    }
    if (ratios.empty()) {
        return {};
    }
    const auto text = [](float ratio) { return QStringLiteral("x") + QLocale().toString(ratio, 'g', 4); };
    return ratios.size() == 1 ? text(*ratios.begin())
                              : DataSummary::tr("%1 to %2").arg(text(*ratios.begin()), text(*ratios.rbegin()));
}

DataSummary summaryOf(const std::vector<ImagePair>& pairs, const Exclusions& exclusions)
{
    const TrainingData data = chooseTrainingData(pairs, exclusions, /*debug=*/false);
    DataSummary summary;
    summary.trainCount = static_cast<int>(data.train.size());
    summary.hasValidation = !data.validation.empty();
    summary.text = DataSummary::tr("%n scene(s) to learn from", nullptr, summary.trainCount) + QStringLiteral(", ")
                   + DataSummary::tr("%n to validate on", nullptr, static_cast<int>(data.validation.size()));
    if (const QString ratios = ratiosOf(pairs, data.train); !ratios.isEmpty()) {
        summary.text += QStringLiteral(", ") + DataSummary::tr("amplification %1").arg(ratios);
    }
    if (data.train.empty()) {
        summary.problems << DataSummary::tr("It has no pairs of the train split.");
    }
    if (data.validation.empty()) {
        summary.problems << DataSummary::tr(
            "It has no validation split: no epoch is scored, and there is no best model.");
    }
    return summary;
}

DataSummary summaryOfClean(const std::filesystem::path& folder)
{
    const CleanSet set(folder);
    DataSummary summary;
    summary.isClean = true;
    summary.trainCount = static_cast<int>(set.picturesOf(Split::Train).size());
    summary.text =
        DataSummary::tr("A clean set of %n picture(s): trains a model for any camera, which gives linear light",
                        nullptr, summary.trainCount);
    return summary;
}

void addProblems(DataSummary& summary, const std::vector<PairProblem>& problems)
{
    for (const PairProblem& problem : problems) {
        summary.problems << reasonText(problem.sentence);
    }
}

}  // namespace

DataSummary summariseData(const std::filesystem::path& data, const std::filesystem::path& exclusionsFile,
                          const JobContext& context)
{
    if (isCleanSet(data)) {
        return summaryOfClean(data);
    }
    const Exclusions exclusions = exclusionsFile.empty() ? Exclusions{} : readExclusions(exclusionsFile);
    if (isDecodedCache(data)) {
        return summaryOf(DecodedCache(data).pairs(), exclusions);
    }
    const PairSet set = findPairs(data);
    DataSummary summary = summaryOf(set.pairs, exclusions);
    const DataSetScan scan = scanDataSet(set, ScanDepth::Headers, context);
    addProblems(summary, scan.missing);
    addProblems(summary, scan.unreadable);
    return summary;
}

}  // namespace scotopic
