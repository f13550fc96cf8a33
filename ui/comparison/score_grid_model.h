// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/evaluate.h"

#include <QAbstractTableModel>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// Which number rows are sorted and filtered by.
enum class ScoreKind { Psnr, Ssim };

/// The scores of an evaluation under one protocol: a row for each test image; columns for its name, its input, its
/// ground truth and each contestant.
class ScoreGridModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Input, Truth, FirstContestant };
    enum Role {
        PsnrRole = Qt::UserRole + 1,  // double, invalid where there is no score
        SsimRole,
        RatioRole,  // float, of the exposures
        PairRole,   // QString
        SceneRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Begins anew, without scores.
    void setContestants(const std::vector<std::string>& labels);
    void setProtocol(const std::string& protocol);
    /// Of any protocol; those of another one are kept for when it is chosen.
    void addScores(const std::vector<ImageScore>& scores);

    [[nodiscard]] const std::vector<ImageScore>& scores() const { return m_scores; }
    [[nodiscard]] const std::string& protocol() const { return m_protocol; }
    [[nodiscard]] const std::vector<std::string>& contestants() const { return m_contestants; }
    /// Null where there is none.
    [[nodiscard]] const ImageScore* scoreAt(int row, int column) const;
    [[nodiscard]] std::vector<float> ratios() const;  // ascending

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::string pair;
        std::string scene;
        float ratio = 0;
        std::vector<std::optional<std::size_t>> scores;  // of each contestant: where in m_scores
    };
    void rebuild();
    /// None where the score is not shown: of another protocol.
    [[nodiscard]] std::optional<int> columnOf(const ImageScore& score) const;
    /// Into its row, which is appended where it is the first; that row.
    int store(std::size_t place);
    [[nodiscard]] QString textAt(const QModelIndex& index) const;
    [[nodiscard]] QString spokenTextAt(const QModelIndex& index) const;

    std::vector<std::string> m_contestants;
    std::string m_protocol;
    std::vector<ImageScore> m_scores;
    std::vector<Row> m_rows;  // in the order in which their scores came
    std::map<std::string, std::size_t> m_rowOfPair;
};

/// "28.13 dB", "equal"; "0.755"
[[nodiscard]] QString psnrText(double psnrDb);
[[nodiscard]] QString ssimText(double ssim);
/// "x100"
[[nodiscard]] QString ratioText(float ratio);

}  // namespace scotopic
