// SPDX-License-Identifier: MIT
#include "ui/main_window/about_dialog.h"

#include "core/inference/machine.h"
#include "core/raw/read_raw.h"
#include "ui/enhance/icons.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "scotopic_version.h"

namespace scotopic {

namespace {

QString versionsText()
{
    const MachineInfo machine = describeMachine();
    QStringList lines;
    lines << QStringLiteral("Qt ") + QLatin1String(qVersion())
          << QStringLiteral("LibRaw ") + QString::fromStdString(libRawVersion())
          << QStringLiteral("LibTorch ") + QString::fromStdString(machine.torchVersion);
    if (!machine.oneDnnVersion.empty()) {
        lines << QStringLiteral("oneDNN ") + QString::fromStdString(machine.oneDnnVersion);
    }
    for (const DeviceInfo& device : machine.devices) {
        lines << QString::fromStdString(device.id) + QStringLiteral(": ") + QString::fromStdString(device.name);
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

AboutDialog::AboutDialog(const Workers& workers, QWidget* parent)
    : QDialog(parent), m_versions(workers.pictures, Priority::Interactive)
{
    setWindowTitle(tr("About Scotopic"));
    auto* picture = new QLabel(this);
    picture->setPixmap(loadIcon("scotopic").pixmap(72, 72));
    picture->setAlignment(Qt::AlignTop);
    auto* name = new QLabel(QStringLiteral("Scotopic %1").arg(QLatin1String(kVersion)), this);
    name->setObjectName(QStringLiteral("headline"));
    auto* purpose = new QLabel(tr("Bright, clean pictures from raw photos taken in the dark."), this);
    auto* licence = new QLabel(tr("MIT licence. It comes without any warranty."), this);
    auto* versions = new QLabel(this);
    versions->setObjectName(QStringLiteral("versions"));
    versions->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    m_versions.start([](const JobContext&) { return versionsText(); },
                     [versions](const QString& text) { versions->setText(text); });

    auto* text = new QVBoxLayout;
    for (QWidget* line : {name, purpose, versions, licence}) {
        text->addWidget(line);
    }
    auto* top = new QHBoxLayout;
    top->setSpacing(18);
    top->addWidget(picture);
    top->addLayout(text, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addLayout(top);
    layout->addWidget(buttons);
}

}  // namespace scotopic
