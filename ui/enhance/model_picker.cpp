// SPDX-License-Identifier: MIT
#include "ui/enhance/model_picker.h"

#include "ui/enhance/photo.h"
#include "ui/jobs/shown_text.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>

namespace scotopic {

namespace {

constexpr int kIsOpenItemRole = Qt::UserRole + 1;

}  // namespace

ModelPicker::ModelPicker(QWidget* parent) : QComboBox(parent)
{
    setObjectName(QStringLiteral("modelPicker"));
    setAccessibleName(tr("Model"));
    setToolTip(tr("What makes the picture: LibRaw alone, or a network"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    setFocusPolicy(Qt::StrongFocus);
    setModels({}, {});
    connect(this, &QComboBox::activated, this, &ModelPicker::choose);
}

void ModelPicker::setModels(const std::vector<std::filesystem::path>& recent, const std::filesystem::path& current)
{
    std::vector<std::filesystem::path> files = recent;
    std::erase(files, m_default);
    if (!current.empty() && current != m_default && std::find(files.begin(), files.end(), current) == files.end()) {
        files.insert(files.begin(), current);
    }
    clear();
    if (!m_default.empty()) {
        addItem(tr("Default model"), fromPath(m_default));
        setItemData(count() - 1, shownToolTip(fromPath(m_default)), Qt::ToolTipRole);
    }
    addItem(tr("Classical (no network)"), QString());
    for (const std::filesystem::path& file : files) {
        addItem(shownText(fromPath(file.stem())), fromPath(file));
        setItemData(count() - 1, shownToolTip(fromPath(file)), Qt::ToolTipRole);
    }
    insertSeparator(count());
    addItem(tr("Open model file\u2026"));
    setItemData(count() - 1, true, kIsOpenItemRole);
    m_current = std::max(0, findData(current.empty() ? QVariant(QString()) : QVariant(fromPath(current))));
    setCurrentIndex(m_current);
}

void ModelPicker::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

void ModelPicker::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Space:
    case Qt::Key_Select:
    case Qt::Key_F4: showPopup(); break;
    default: event->ignore();
    }
}

void ModelPicker::choose(int index)
{
    if (itemData(index, kIsOpenItemRole).toBool()) {
        setCurrentIndex(m_current);  // until a file has been chosen and loaded
        Q_EMIT openRequested();
    } else if (index != m_current) {
        m_current = index;
        Q_EMIT modelChosen(toPath(itemData(index).toString()));
    }
}

}  // namespace scotopic
