// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/photo.h"

#include <QWidget>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QFormLayout;
QT_END_NAMESPACE

namespace scotopic {

class WrappedLabel;

struct PhotoFact {
    QString name;
    QString value;
};

/// What a person wants to know of a photo; what the file does not say is left out.
[[nodiscard]] std::vector<PhotoFact> factsOf(const Photo& photo);
/// What may make the picture worse than expected, a sentence each, the gravest first.
[[nodiscard]] QStringList warningsOf(const Photo& photo);
/// What is wrong with the file, or not done that it asks for; none: nothing.
[[nodiscard]] std::optional<QString> gravestWarningOf(const Photo& photo);

/// Warnings and facts of the open photo.
class PhotoInfo : public QWidget {
    Q_OBJECT
public:
    explicit PhotoInfo(QWidget* parent = nullptr);
    void setPhoto(const Photo& photo);

private:
    QFormLayout* m_facts;
    WrappedLabel* m_warnings;
};

}  // namespace scotopic
