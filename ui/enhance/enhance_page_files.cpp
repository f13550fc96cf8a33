// SPDX-License-Identifier: MIT
// The page's dealings with files: dialogs, drag and drop, the session.
#include "core/network/model_choice.h"
#include "core/raw/raw_files.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/dropped_files.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/export_dialog.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/session.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace scotopic {

namespace {

/// In lower and upper case: file systems and cameras disagree. Only the endings that say "raw" by themselves, and the
/// TIFFs of some cameras, of which the file tells more.
QString photoFilter()
{
    QStringList patterns;
    for (const auto endings : {rawExtensions(), ambiguousRawExtensions()}) {
        for (const std::string_view ending : endings) {
            const QString pattern = QLatin1Char('*') + QString::fromLatin1(ending.data(), qsizetype(ending.size()));
            patterns << pattern << pattern.toUpper();
        }
    }
    return EnhancePage::tr("Raw photos (%1);;All files (*)").arg(patterns.join(QLatin1Char(' ')));
}

QString startFolder(const QSettings& settings, const QString& purpose, QStandardPaths::StandardLocation otherwise)
{
    for (const QString& folder : {lastFolder(settings, purpose), QStandardPaths::writableLocation(otherwise)}) {
        if (!folder.isEmpty() && QFileInfo(folder).isDir()) {
            return folder;
        }
    }
    return QDir::homePath();
}

/// The last one, else beside the photo; the bundled sample and memory cards may lie where nothing can be written.
QString exportFolder(const QSettings& settings, const std::filesystem::path& photo)
{
    const QString last = lastFolder(settings, QStringLiteral("export"));
    const QFileInfo beside(fromPath(absolutePath(photo).parent_path()));
    return QFileInfo(last).isDir() && !last.isEmpty() ? last
           : beside.isWritable()                      ? beside.filePath()
                                 : QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
}

/// Opens beside the window instead of blocking it.
QFileDialog* openFileDialog(QWidget* parent, const QString& title, const QString& folder, const QString& filter)
{
    auto* dialog = new QFileDialog(parent, title, folder, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setOption(QFileDialog::HideNameFilterDetails);  // two dozen patterns help nobody
    dialog->open();
    return dialog;
}

}  // namespace

void EnhancePage::askForPhoto()
{
    const QString folder = startFolder(m_settings, QStringLiteral("photo"), QStandardPaths::PicturesLocation);
    const QFileDialog* dialog = openFileDialog(this, tr("Open photo"), folder, photoFilter());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& name) {
        saveLastFolder(m_settings, QStringLiteral("photo"), toPath(name));
        open(toPath(name));
    });
}

void EnhancePage::askForModel()
{
    const QString folder = startFolder(m_settings, QStringLiteral("model"), QStandardPaths::HomeLocation);
    const QString filter = tr("Model files (*.safetensors *.SAFETENSORS);;All files (*)");
    const QFileDialog* dialog = openFileDialog(this, tr("Open model file"), folder, filter);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& name) {
        saveLastFolder(m_settings, QStringLiteral("model"), toPath(name));
        chooseModel(toPath(name));
    });
}

void EnhancePage::askForExport()
{
    const QString folder = exportFolder(m_settings, m_photo->raw.file);
    auto* dialog = new ExportDialog(readExportOptions(m_settings), folder,
                                    defaultExportName(m_photo->raw.file, *m_current.ratio), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exportRequested, this, &EnhancePage::exportTo);
    dialog->open();
}

void EnhancePage::dragEnterEvent(QDragEnterEvent* event)
{
    event->acceptProposedAction();  // whatever it is: what cannot be opened gets a sentence
}

void EnhancePage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const SortedDrop dropped = sortForEnhance(readDrop(*event->mimeData()));
    if (dropped.model) {
        chooseModel(*dropped.model);
    }
    if (dropped.photo) {
        open(*dropped.photo);
    }
    const bool isTaken = dropped.model || dropped.photo;
    for (const QString& sentence : dropped.sentences) {
        m_banner->addMessage(isTaken ? MessageBanner::Kind::Note : MessageBanner::Kind::Failure, sentence);
    }
}

void EnhancePage::restoreSession(const std::optional<std::filesystem::path>& photo)
{
    const EnhanceSession session = readSession(m_settings);
    m_savedSession = session;
    m_actions.compare->setChecked(session.isComparing);
    (session.before == BeforeSide::Classical ? m_actions.beforeClassical : m_actions.beforeAsShot)->setChecked(true);
    m_view->setDividerFraction(session.dividerFraction);
    const std::filesystem::path wanted = session.model.value_or(kDefaultModel);
    const std::filesystem::path model = wanted == kDefaultModel ? m_defaultModel : wanted;
    if (!model.empty()) {
        useModel(model, /*isEdit=*/false);
    }
    if (photo) {
        open(*photo);
    } else if (!session.photo.empty()) {
        open(session.photo, session.settings);
    }
}

std::filesystem::path EnhancePage::modelToRemember() const
{
    // By its name, so that it is found again when the program has moved, or comes with a better one.
    return !m_defaultModel.empty() && wantedModel() == m_defaultModel ? std::filesystem::path(kDefaultModel)
                                                                      : normalisedPath(wantedModel());
}

void EnhancePage::saveSession()
{
    // What was wished for, not what has arrived: a program that is closed while it loads comes back with it.
    const bool isOpening = m_openRunner.isRunning();
    const std::filesystem::path photo = isOpening ? m_openingFile
                                        : m_photo ? m_photo->raw.file
                                                  : std::filesystem::path();
    const PhotoSettings fresh{.colour = {.tone = m_current.colour.tone}};
    const EnhanceSession session{.photo = normalisedPath(photo),
                                 .settings = isOpening ? m_openingWith.value_or(fresh)
                                             : m_photo ? m_current
                                                       : fresh,
                                 .model = modelToRemember(),
                                 .isComparing = m_actions.compare->isChecked(),
                                 .before = m_actions.beforeClassical->isChecked() ? BeforeSide::Classical
                                                                                  : BeforeSide::AsShot,
                                 .dividerFraction = m_view->dividerFraction()};
    writeSession(m_settings, session, m_savedSession);
    m_savedSession = session;
}

}  // namespace scotopic
