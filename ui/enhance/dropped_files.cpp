// SPDX-License-Identifier: MIT
#include "ui/enhance/dropped_files.h"

#include "core/raw/raw_files.h"
#include "ui/enhance/photo.h"

#include <QDir>
#include <QFile>
#include <QMimeData>
#include <QSysInfo>
#include <QUrl>

#include <algorithm>
#include <system_error>

namespace scotopic {

namespace {

constexpr const char* kUriList = "text/uri-list";
constexpr const char* kFileManagerList = "x-special/gnome-copied-files";  // "copy" or "cut", then addresses

bool isThisMachine(const QString& host)
{
    return host.isEmpty() || host == QLatin1String("localhost") || host == QSysInfo::machineHostName().toLower();
}

QString shortened(const QString& text)
{
    constexpr qsizetype kMost = 120;
    return text.size() <= kMost ? text : text.left(kMost) + QChar(0x2026);
}

/// Bytes, not text: a name need not be UTF-8.
std::filesystem::path pathOfBytes(const QByteArray& bytes)
{
    return normalisedPath(std::filesystem::path(bytes.toStdString()));
}

void refuse(DroppedFiles& dropped, const QString& sentence)
{
    if (dropped.refusal.isEmpty()) {
        dropped.refusal = sentence;
    }
}

void addAddress(DroppedFiles& dropped, const QByteArray& line)
{
    const QUrl url = QUrl::fromEncoded(line);
    const QString scheme = url.scheme();
    if (scheme == QLatin1String("file") && isThisMachine(url.host())) {
        dropped.files.push_back(pathOfBytes(QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1())));
    } else if (scheme == QLatin1String("http") || scheme == QLatin1String("https")) {
        refuse(dropped, DroppedFiles::tr("%1 is an address on the web: save the file first, then open it here.")
                            .arg(shortened(QString::fromUtf8(line))));
    } else {
        refuse(dropped, DroppedFiles::tr("%1 lies on another machine or device: copy the file to this one first.")
                            .arg(shortened(QString::fromUtf8(line))));
    }
}

/// An address, or a path from the root or from home.
bool addLine(DroppedFiles& dropped, const QByteArray& line)
{
    static const QList<QByteArray> schemes{"file:", "http:", "https:", "ftp:", "sftp:", "smb:", "mtp:", "gphoto2:"};
    const auto begins = [&line](const QByteArray& scheme) { return line.toLower().startsWith(scheme); };
    if (std::any_of(schemes.begin(), schemes.end(), begins)) {
        addAddress(dropped, line);
    } else if (line.startsWith('/')) {
        dropped.files.push_back(pathOfBytes(line));
    } else if (line.startsWith("~/")) {
        dropped.files.push_back(pathOfBytes(QFile::encodeName(QDir::homePath()) + line.mid(1)));
    } else {
        return false;
    }
    return true;
}

QList<QByteArray> linesOf(const QByteArray& data)
{
    QList<QByteArray> lines;
    for (const QByteArray& line : data.split('\n')) {
        const QByteArray whole = line.endsWith('\r') ? line.chopped(1) : line;
        if (!whole.trimmed().isEmpty()) {
            lines << whole;
        }
    }
    return lines;
}

QByteArray lowerEnding(const std::filesystem::path& file)
{
    return QByteArray::fromStdString(file.extension().string()).toLower();
}

QString nameOf(const std::filesystem::path& file)
{
    return fromPath(file.filename());
}

}  // namespace

DroppedFiles readDrop(const QMimeData& data)
{
    DroppedFiles dropped;
    for (const QByteArray& line : linesOf(data.data(QLatin1String(kUriList)))) {
        if (!line.startsWith('#') && !addLine(dropped, line)) {
            addAddress(dropped, line);
        }
    }
    if (dropped.files.empty() && dropped.refusal.isEmpty()) {
        for (const QByteArray& line : linesOf(data.data(QLatin1String(kFileManagerList)))) {
            addLine(dropped, line);
        }
    }
    if (dropped.files.empty() && dropped.refusal.isEmpty() && data.hasText()) {
        for (const QByteArray& line : linesOf(data.text().toUtf8())) {
            addLine(dropped, line.trimmed());
        }
    }
    if (dropped.files.empty() && dropped.refusal.isEmpty()) {
        dropped.refusal = data.hasImage()
                              ? DroppedFiles::tr("A picture without a file was dropped: drop the camera's raw itself.")
                              : DroppedFiles::tr("What was dropped names no file: drop files, or a path that begins "
                                                 "with '/'.");
    }
    return dropped;
}

bool isModelFile(const std::filesystem::path& file)
{
    return lowerEnding(file) == ".safetensors";
}

bool isPairList(const std::filesystem::path& file)
{
    return lowerEnding(file) == ".txt" || lowerEnding(file) == ".csv";
}

bool isForeignModel(const std::filesystem::path& file)
{
    const QByteArrayList endings{".pth", ".pt", ".ckpt", ".pkl", ".index", ".meta"};
    return endings.contains(lowerEnding(file));
}

QString photoBelongsToEnhance(const std::filesystem::path& file)
{
    return DroppedFiles::tr("%1 is a photo: drop it on the page Enhance.").arg(nameOf(file));
}

SortedDrop sortForEnhance(const DroppedFiles& dropped)
{
    SortedDrop sorted;
    std::vector<std::filesystem::path> others;
    QStringList left;
    std::error_code error;
    for (const std::filesystem::path& file : dropped.files) {
        if (std::filesystem::is_directory(file, error)) {
            sorted.sentences << DroppedFiles::tr("%1 is a folder: this page takes one photo at a time. scotopic-cli "
                                                 "enhance takes folders.")
                                    .arg(nameOf(file));
        } else if (isModelFile(file)) {
            sorted.model ? void(left << nameOf(file)) : void(sorted.model = file);
        } else if (!sorted.photo && isRawFile(file)) {
            sorted.photo = file;
        } else {
            others.push_back(file);
        }
    }
    for (const std::filesystem::path& file : others) {
        if (isForeignModel(file)) {
            sorted.sentences << DroppedFiles::tr(
                                    "%1 holds another program's weights. 'scotopic-cli model import' makes "
                                    "a model file of them, which can be opened here.")
                                    .arg(nameOf(file));
        } else if (!sorted.photo && !sorted.model && sorted.sentences.isEmpty()) {
            sorted.photo = file;  // opening it says what it is
        } else {
            left << nameOf(file);
        }
    }
    if (!left.isEmpty()) {
        const QString names =
            left.size() == 1 ? left.front() : DroppedFiles::tr("%n other files", "", static_cast<int>(left.size()));
        sorted.sentences << DroppedFiles::tr("%1 left out: the window takes one photo and one model at a time. "
                                             "scotopic-cli enhance takes many photos.")
                                .arg(names);
    }
    if (!dropped.refusal.isEmpty()) {
        sorted.sentences << dropped.refusal;
    }
    return sorted;
}

}  // namespace scotopic
