// SPDX-License-Identifier: MIT
// The page's dealings with files: dialogs, drag and drop, the session.
#include "core/network/model_choice.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/export_dialog.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/session.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QStandardPaths>

#include <algorithm>

namespace scotopic {

namespace {

const char* const kRawPatterns =
    "*.3fr *.arw *.cr2 *.cr3 *.crw *.dng *.erf *.fff *.gpr *.iiq *.kdc *.mef *.mos *.mrw *.nef *.nrw *.orf *.pef "
    "*.raf *.raw *.rw2 *.rwl *.sr2 *.srf *.srw *.x3f";

QStringList localFiles(const QMimeData& data)
{
    QStringList files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile()) {
            files << url.toLocalFile();
        }
    }
    return files;
}

struct Dropped {
    QString model;
    QString photo;
    QStringList leftNames;
    QString foreignModel;  // another program's weights, which the command line imports
};

/// PyTorch's and TensorFlow's, as `scotopic-cli model import` takes them.
bool isForeignModel(const QString& file)
{
    const QStringList endings{QStringLiteral(".pth"), QStringLiteral(".pt"),    QStringLiteral(".ckpt"),
                              QStringLiteral(".pkl"), QStringLiteral(".index"), QStringLiteral(".meta")};
    return std::any_of(endings.begin(), endings.end(),
                       [&file](const QString& ending) { return file.endsWith(ending, Qt::CaseInsensitive); });
}

/// The first model and the first photo. Cameras write a JPEG beside the raw: what is named like a raw goes first.
Dropped sorted(const QStringList& files)
{
    const QStringList rawPatterns = QString::fromLatin1(kRawPatterns).split(QLatin1Char(' '));
    const auto isModel = [](const QString& file) {
        return file.endsWith(QLatin1String(".safetensors"), Qt::CaseInsensitive);
    };
    const auto isRaw = [&](const QString& file) { return QDir::match(rawPatterns, QFileInfo(file).fileName()); };
    const auto model = std::find_if(files.begin(), files.end(), isModel);
    auto photo = std::find_if(files.begin(), files.end(), isRaw);
    if (photo == files.end()) {
        photo = std::find_if_not(files.begin(), files.end(), isModel);
    }
    if (photo != files.end() && !isRaw(*photo) && isForeignModel(*photo)) {
        return {{}, {}, {}, QFileInfo(*photo).fileName()};
    }
    Dropped dropped;
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (file == model) {
            dropped.model = *file;
        } else if (file == photo) {
            dropped.photo = *file;
        } else {
            dropped.leftNames << QFileInfo(*file).fileName();
        }
    }
    return dropped;
}

QString sentenceAboutLeft(const Dropped& dropped)
{
    const auto count = dropped.leftNames.size();
    const QString others =
        count == 1 ? dropped.leftNames.front() : EnhancePage::tr("%n other files", "", static_cast<int>(count));
    return EnhancePage::
        tr("%1 left out: the window takes one photo and one model at a time. scotopic-cli enhance takes many photos.")
            .arg(others);
}

/// Lower and upper case: file systems and cameras disagree.
QString photoFilter()
{
    const QString lower = QLatin1String(kRawPatterns);
    return EnhancePage::tr("Raw photos (%1 %2);;All files (*)").arg(lower, lower.toUpper());
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
                                    defaultExportName(m_photo->raw.file, m_current.ratio), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exportRequested, this, &EnhancePage::exportTo);
    dialog->open();
}

void EnhancePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFiles(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void EnhancePage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const Dropped dropped = sorted(localFiles(*event->mimeData()));
    if (!dropped.foreignModel.isEmpty()) {
        m_banner->addMessage(MessageBanner::Kind::Failure,
                             tr("%1 holds another program's weights. 'scotopic-cli model import' makes a model file of "
                                "them, which can be opened here.")
                                 .arg(dropped.foreignModel));
        return;
    }
    if (!dropped.model.isEmpty()) {
        chooseModel(toPath(dropped.model));
    }
    if (!dropped.photo.isEmpty()) {
        open(toPath(dropped.photo));
    }
    if (!dropped.leftNames.isEmpty()) {
        m_banner->addMessage(MessageBanner::Kind::Note, sentenceAboutLeft(dropped));
    }
}

void EnhancePage::restoreSession(const std::optional<std::filesystem::path>& photo)
{
    const EnhanceSession session = readSession(m_settings);
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
        open(session.photo, session.ratio, session.colour);
    }
}

std::filesystem::path EnhancePage::modelToRemember() const
{
    // By its name, so that it is found again when the program has moved, or comes with a better one.
    return !m_defaultModel.empty() && wantedModel() == m_defaultModel ? std::filesystem::path(kDefaultModel)
                                                                      : absolutePath(wantedModel());
}

void EnhancePage::saveSession()
{
    // What was wished for, not what has arrived: a program that is closed while it loads comes back with it.
    const bool isOpening = m_openRunner.isRunning();
    const std::filesystem::path photo = isOpening ? m_openingFile
                                        : m_photo ? m_photo->raw.file
                                                  : std::filesystem::path();
    writeSession(m_settings,
                 {.photo = absolutePath(photo),
                  .ratio = isOpening ? m_openingRatio
                           : m_photo ? std::optional(m_current.ratio)
                                     : std::nullopt,
                  .model = modelToRemember(),
                  .isComparing = m_actions.compare->isChecked(),
                  .before = m_actions.beforeClassical->isChecked() ? BeforeSide::Classical : BeforeSide::AsShot,
                  .colour = isOpening && m_openingColour ? *m_openingColour : m_current.colour,
                  .dividerFraction = m_view->dividerFraction()});
}

}  // namespace scotopic
