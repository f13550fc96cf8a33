// SPDX-License-Identifier: MIT
#include "ui/enhance/export_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace scotopic {

namespace {

QString withExtension(const QString& name, PictureFormat format)
{
    const QFileInfo info(name);
    const bool isPicture = formatOf(toPath(name)).has_value();
    const QString stem = isPicture ? info.completeBaseName() : info.fileName();
    return info.dir().filePath(stem + QLatin1String(extensionOf(format)));
}

/// A name that is still free: the person who only presses 'Export' never replaces anything.
QString freeName(const QString& folder, const QString& name, PictureFormat format)
{
    QString candidate = QDir(folder).filePath(name + QLatin1String(extensionOf(format)));
    for (int copy = 2; QFileInfo::exists(candidate); ++copy) {
        candidate = QDir(folder).filePath(
            QStringLiteral("%1-%2%3").arg(name).arg(copy).arg(QLatin1String(extensionOf(format))));
    }
    return candidate;
}

}  // namespace

ExportDialog::ExportDialog(const PictureFileOptions& last, const QString& folder, const QString& name, QWidget* parent)
    : QDialog(parent), m_folder(folder), m_name(name), m_format(new QComboBox(this)), m_bits(new QComboBox(this)),
      m_quality(new QSpinBox(this)), m_metadata(new QComboBox(this)), m_target(new QLineEdit(this)),
      m_form(new QFormLayout), m_note(new QLabel(this)), m_export(new QPushButton(tr("Export"), this))
{
    setWindowTitle(tr("Export picture"));
    build();
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(last.format)));
    m_bits->setCurrentIndex(m_bits->findData(last.bitsPerChannel));
    m_quality->setValue(last.jpegQuality);
    m_metadata->setCurrentIndex(m_metadata->findData(static_cast<int>(last.metadata)));
    suggest();

    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::onFormatChanged);
    connect(m_target, &QLineEdit::textChanged, this, &ExportDialog::updateState);
    connect(m_metadata, &QComboBox::currentIndexChanged, this, &ExportDialog::updateState);
    updateState();
}

void ExportDialog::build()
{
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_format->addItem(tr("PNG"), static_cast<int>(PictureFormat::Png));
    m_format->addItem(tr("TIFF"), static_cast<int>(PictureFormat::Tiff));
    m_format->addItem(tr("JPEG"), static_cast<int>(PictureFormat::Jpeg));
    m_bits->setObjectName(QStringLiteral("exportBits"));
    m_bits->addItem(tr("8 bits per channel"), 8);
    m_bits->addItem(tr("16 bits per channel"), 16);
    m_quality->setObjectName(QStringLiteral("exportQuality"));
    m_quality->setRange(1, 100);
    m_metadata->setObjectName(QStringLiteral("exportMetadata"));
    m_metadata->addItem(tr("All that the photo says"), static_cast<int>(MetadataKept::All));
    m_metadata->addItem(tr("All but where it was taken"), static_cast<int>(MetadataKept::NoLocation));
    m_metadata->addItem(tr("None"), static_cast<int>(MetadataKept::None));
    m_target->setObjectName(QStringLiteral("exportTarget"));
    m_target->setMinimumWidth(360);
    m_note->setObjectName(QStringLiteral("exportNote"));
    m_note->setWordWrap(true);
    m_export->setObjectName(QStringLiteral("exportConfirm"));
    m_export->setDefault(true);

    auto* browseButton = new QPushButton(tr("Browse\u2026"), this);
    browseButton->setProperty("besideField", true);
    auto* target = new QHBoxLayout;
    target->addWidget(m_target, 1);
    target->addWidget(browseButton);
    m_form->addRow(tr("Format"), m_format);
    m_form->addRow(tr("Depth"), m_bits);
    m_form->addRow(tr("Quality"), m_quality);
    m_form->addRow(tr("Metadata"), m_metadata);
    m_form->addRow(tr("File"), target);
    m_format->setAccessibleName(tr("Format"));
    m_bits->setAccessibleName(tr("Bits per channel"));
    m_quality->setAccessibleName(tr("JPEG quality"));
    m_metadata->setAccessibleName(tr("Metadata"));
    m_target->setAccessibleName(tr("File to write"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_export, QDialogButtonBox::AcceptRole);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    connect(browseButton, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const ExportRequest wanted = request();
        accept();
        Q_EMIT exportRequested(wanted);
    });
}

PictureFormat ExportDialog::format() const
{
    return static_cast<PictureFormat>(m_format->currentData().toInt());
}

ExportRequest ExportDialog::request() const
{
    ExportRequest wanted{toPath(target()), {}};
    wanted.options.format = format();
    wanted.options.bitsPerChannel = format() == PictureFormat::Jpeg ? 8 : m_bits->currentData().toInt();
    wanted.options.jpegQuality = m_quality->value();
    wanted.options.metadata = static_cast<MetadataKept>(m_metadata->currentData().toInt());
    // Said beside the button before it was pressed; without a file there, none is replaced that appears meanwhile.
    const bool isThere = QFileInfo::exists(target());
    wanted.options.ifExists = isThere ? IfExists::Overwrite : IfExists::Refuse;
    return wanted;
}

void ExportDialog::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Enter || event->key() == Qt::Key_Return;
    if (isEnter && QFileInfo::exists(target())) {
        event->accept();  // in a field: whoever replaces a file presses the button that says so
    } else {
        QDialog::keyPressEvent(event);
    }
}

void ExportDialog::suggest()
{
    m_suggested = freeName(m_folder, m_name, format());
    m_target->setText(m_suggested);
}

/// Typed names are meant as a terminal takes them, those without a folder as the one that was suggested.
QString ExportDialog::target() const
{
    QString name = m_target->text().trimmed();
    if (name == QLatin1String("~") || name.startsWith(QLatin1String("~/"))) {
        name.replace(0, 1, QDir::homePath());
    }
    return name.isEmpty() ? name : QDir::cleanPath(QDir(m_folder).absoluteFilePath(name));
}

void ExportDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("Export picture"), target());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // this dialog says it, for typed names too
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { m_target->setText(withExtension(file, format())); });
    dialog->open();
}

void ExportDialog::onFormatChanged()
{
    if (m_target->text() == m_suggested) {
        suggest();
    } else {
        m_target->setText(withExtension(m_target->text(), format()));
    }
    updateState();
}

void ExportDialog::updateState()
{
    const bool isJpeg = format() == PictureFormat::Jpeg;
    m_form->setRowVisible(m_bits, !isJpeg);
    m_form->setRowVisible(m_quality, isJpeg);

    const QFileInfo file(target());
    const bool fits = formatOf(toPath(file.filePath())) == format();
    const bool isThere = file.exists();
    m_export->setEnabled(fits && !file.isDir());
    m_export->setText(isThere ? tr("Replace") : tr("Export"));
    m_note->setText(!fits     ? tr("The name has to end in %1.").arg(QLatin1String(extensionOf(format())))
                    : isThere ? tr("A file of this name exists: it will be replaced.")
                    : request().options.metadata == MetadataKept::None
                        ? tr("With a colour profile, and without a note of how the picture was made.")
                        : tr("With a colour profile, the photo's metadata and a note of how the picture was made."));
}

}  // namespace scotopic
