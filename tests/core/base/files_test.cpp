// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/output_folder.h"
#include "tests/core/base/refused_names.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/shell.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <ostream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using scotopic::IfExists;
using scotopic::OutputFailed;
using scotopic::UnreadableInput;
using scotopic::test::FileSizeLimit;
using scotopic::test::outputOfShell;
namespace fs = std::filesystem;

namespace {

void put(const fs::path& file, const QByteArray& bytes)
{
    const std::span<const std::byte> part =
        std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    scotopic::writeBytes(file, {&part, 1});
}

QByteArray contentOf(const fs::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be opened");
}

template <class Error, class Function>
QByteArray sentenceOf(const Function& function)
{
    try {
        function();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

/// What writing a letter there is refused with.
QByteArray refusalOf(const fs::path& target, IfExists ifExists)
{
    return sentenceOf<OutputFailed>(
        [&] { writeAtomically(target, ifExists, [](const fs::path& temporary) { put(temporary, "x"); }); });
}

}  // namespace

class Files : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLongTextIsWrittenWholeOrNotAtAll()
    {
        const QTemporaryDir folder;
        const fs::path file = fs::path(folder.path().toStdString()) / "long.csv";
        scotopic::writeTextFile(file, [](std::ostream& stream) { stream << "a," << 0.5 << '\n'; });
        QCOMPARE(contentOf(file), QByteArray("a,0.5\n"));
        const FileSizeLimit limit(100'000);
        const QByteArray told = sentenceOf<OutputFailed>([&] {
            scotopic::writeTextFile(file, [](std::ostream& stream) { stream << std::string(1'000'000, 'x'); });
        });
        QCOMPARE(told, QByteArray((file.string() + ": cannot be written: the file is too large here").c_str()));
        QCOMPARE(contentOf(file), QByteArray("a,0.5\n"));
    }

    void init();
    void aNewFileHasTheWholeContentAndNothingElseIsLeft();
    void theTemporaryIsBesideTheTargetWithItsExtension();
    void nothingIsLeftWhenWritingThrows();
    void anExistingFileIsRefusedBeforeAnythingIsWritten();
    void aFileThatAppearsMeanwhileIsNotLost();
    void overwritingKeepsTheOldUntilTheEnd();
    void overwritingThatFailsKeepsTheOld();
    void aFullDiskIsNamedAndNothingIsLeft();
    void theDeviceFullOfLinuxIsAFullDisk();
    void aFolderIsNoTarget();
    void aMissingFolderIsNamed();
    void aReadOnlyFolderIsNamed();
    void failuresNameTheTargetAndNotTheTemporary();
    void askingFirstSaysWhatWritingWouldSay();
    void writersOfManyThreadsDoNotMeet();
    void namesAsLongAsTheFileSystemTakesAreWritten_data();
    void namesAsLongAsTheFileSystemTakesAreWritten();
    void theCharacterThatAFileSystemRefusesIsNamed_data();
    void theCharacterThatAFileSystemRefusesIsNamed();
    void tooLongANameIsRefusedBeforeAnythingIsWritten();
    void endingAtOnceRemovesTheTemporary();
    void endingAtOnceRemovesANewFolderThatIsEmpty();
    void aFolderGoesWhenNothingCameToLieInIt();
    void inputsThatCannotBeReadSayWhy_data();
    void inputsThatCannotBeReadSayWhy();
    void aFileWithoutPermissionSaysSo();
    void sha256OfAbcIsTheStandardsExample();
    void sha256AgreesWithCoreutils_data();
    void sha256AgreesWithCoreutils();
    void sha256OfSeveralFilesIsThatOfTheirBytesInARow();

private:
    [[nodiscard]] std::vector<std::string> names() const;

    std::optional<QTemporaryDir> m_folder;
    fs::path m_path;
};

void Files::init()
{
    m_folder.emplace();
    m_path = m_folder->path().toStdString();
}

std::vector<std::string> Files::names() const
{
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(m_path)) {
        found.push_back(entry.path().filename().string());
    }
    return found;
}

using Names = std::vector<std::string>;

void Files::aNewFileHasTheWholeContentAndNothingElseIsLeft()
{
    writeAtomically(m_path / "night.png", IfExists::Refuse,
                    [](const fs::path& temporary) { put(temporary, "bright"); });
    QCOMPARE(contentOf(m_path / "night.png"), QByteArray("bright"));
    QVERIFY(names() == Names{"night.png"});
}

void Files::theTemporaryIsBesideTheTargetWithItsExtension()
{
    fs::path seen;
    writeAtomically(m_path / "night.tiff", IfExists::Refuse, [&](const fs::path& temporary) {
        seen = temporary;
        put(temporary, "x");
    });
    QCOMPARE(seen.parent_path().string(), m_path.string());
    QCOMPARE(seen.extension().string(), std::string(".tiff"));
    QVERIFY(seen.filename().string().starts_with("."));
}

void Files::nothingIsLeftWhenWritingThrows()
{
    const auto writeThenStop = [](const fs::path& temporary) {
        put(temporary, "half");
        throw scotopic::Cancelled{};
    };
    QVERIFY_EXCEPTION_THROWN(writeAtomically(m_path / "night.png", IfExists::Refuse, writeThenStop),
                             scotopic::Cancelled);
    QVERIFY(names().empty());
}

void Files::anExistingFileIsRefusedBeforeAnythingIsWritten()
{
    put(m_path / "night.png", "old");
    bool called = false;
    const QByteArray sentence = sentenceOf<OutputFailed>(
        [&] { writeAtomically(m_path / "night.png", IfExists::Refuse, [&](const fs::path&) { called = true; }); });
    QCOMPARE(sentence,
             QByteArray::fromStdString((m_path / "night.png").string()) + ": exists already and is not overwritten");
    QVERIFY(!called);
    QCOMPARE(contentOf(m_path / "night.png"), QByteArray("old"));
}

void Files::aFileThatAppearsMeanwhileIsNotLost()
{
    const fs::path target = m_path / "night.png";
    QVERIFY_EXCEPTION_THROWN(writeAtomically(target, IfExists::Refuse,
                                             [&](const fs::path& temporary) {
                                                 put(temporary, "ours");
                                                 put(target, "theirs");
                                             }),
                             OutputFailed);
    QCOMPARE(contentOf(target), QByteArray("theirs"));
    QVERIFY(names() == Names{"night.png"});
}

void Files::overwritingKeepsTheOldUntilTheEnd()
{
    const fs::path target = m_path / "night.png";
    put(target, "old");
    QByteArray meanwhile;
    writeAtomically(target, IfExists::Overwrite, [&](const fs::path& temporary) {
        put(temporary, "new");
        meanwhile = contentOf(target);
    });
    QCOMPARE(meanwhile, QByteArray("old"));
    QCOMPARE(contentOf(target), QByteArray("new"));
    QVERIFY(names() == Names{"night.png"});
}

void Files::overwritingThatFailsKeepsTheOld()
{
    const fs::path target = m_path / "night.png";
    put(target, "old");
    QVERIFY_EXCEPTION_THROWN(writeAtomically(target, IfExists::Overwrite,
                                             [](const fs::path& temporary) {
                                                 put(temporary, "half");
                                                 throw OutputFailed("encoder gave up");
                                             }),
                             OutputFailed);
    QCOMPARE(contentOf(target), QByteArray("old"));
    QVERIFY(names() == Names{"night.png"});
}

void Files::aFullDiskIsNamedAndNothingIsLeft()
{
    const fs::path target = m_path / "night.tiff";
    put(target, "old");
    QByteArray sentence;
    {
        const FileSizeLimit limit(100'000);
        sentence = sentenceOf<OutputFailed>([&] {
            writeAtomically(target, IfExists::Overwrite,
                            [](const fs::path& temporary) { put(temporary, QByteArray(300'000, 'x')); });
        });
    }
    QCOMPARE(sentence, QByteArray::fromStdString(target.string()) + ": cannot be written: the file is too large here");
    QCOMPARE(contentOf(target), QByteArray("old"));
    QVERIFY(names() == Names{"night.tiff"});
}

void Files::theDeviceFullOfLinuxIsAFullDisk()
{
    if (!fs::exists("/dev/full")) {
        QSKIP("needs /dev/full");
    }
    QCOMPARE(sentenceOf<OutputFailed>([] { put("/dev/full", QByteArray(100'000, 'x')); }),
             QByteArray("/dev/full: cannot be written: the disk is full"));
    QCOMPARE(sentenceOf<OutputFailed>([] { put("/dev/full", "short"); }),
             QByteArray("/dev/full: cannot be written: the disk is full"));
}

void Files::aFolderIsNoTarget()
{
    QCOMPARE(refusalOf(m_path, IfExists::Overwrite), QByteArray::fromStdString(m_path.string()) + ": is a folder");
}

void Files::aMissingFolderIsNamed()
{
    const fs::path target = m_path / "nowhere" / "night.png";
    const QByteArray sentence = refusalOf(target, IfExists::Refuse);
    QCOMPARE(sentence, QByteArray::fromStdString(target.string()) + ": cannot be written: no such file or folder");
}

void Files::aReadOnlyFolderIsNamed()
{
    if (::geteuid() == 0) {
        QSKIP("root may write everywhere");
    }
    fs::permissions(m_path, fs::perms::owner_read | fs::perms::owner_exec);
    const fs::path target = m_path / "night.png";
    const QByteArray sentence = refusalOf(target, IfExists::Refuse);
    fs::permissions(m_path, fs::perms::owner_all);
    QCOMPARE(sentence, QByteArray::fromStdString(target.string()) + ": cannot be written: no permission");
}

void Files::failuresNameTheTargetAndNotTheTemporary()
{
    const fs::path target = m_path / "night.png";
    const QByteArray sentence = sentenceOf<OutputFailed>([&] {
        writeAtomically(target, IfExists::Refuse,
                        [](const fs::path& temporary) { throw OutputFailed(temporary, "cannot be encoded"); });
    });
    QCOMPARE(sentence, QByteArray::fromStdString(target.string()) + ": cannot be encoded");
}

void Files::askingFirstSaysWhatWritingWouldSay()
{
    put(m_path / "old.png", "old");
    for (const fs::path& target : {m_path / "old.png", m_path, m_path / "missing" / "night.png"}) {
        const QByteArray asked =
            sentenceOf<OutputFailed>([&] { scotopic::requireWritableTarget(target, IfExists::Refuse); });
        QVERIFY(!asked.isEmpty());
        QCOMPARE(asked, refusalOf(target, IfExists::Refuse));
    }
    scotopic::requireWritableTarget(m_path / "night.png", IfExists::Refuse);
    QVERIFY(names() == Names{"old.png"});
}

void Files::writersOfManyThreadsDoNotMeet()
{
    const fs::path target = m_path / "night.png";
    {
        std::vector<std::jthread> threads;
        for (char content = 'a'; content < 'i'; ++content) {
            threads.emplace_back([&target, content] {
                for (int i = 0; i < 10; ++i) {
                    writeAtomically(target, IfExists::Overwrite,
                                    [&](const fs::path& temporary) { put(temporary, QByteArray(10'000, content)); });
                }
            });
        }
    }
    const QByteArray last = contentOf(target);
    QCOMPARE(last.size(), 10'000);
    QCOMPARE(last, QByteArray(10'000, last.front()));
    QVERIFY(names() == Names{"night.png"});
}

void Files::namesAsLongAsTheFileSystemTakesAreWritten_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("ASCII") << QByteArray(251, 'n') + ".png";
    QTest::newRow("two bytes a letter") << QByteArray("\u00e9").repeated(125) + ".png";
    QTest::newRow("one letter, then two bytes each") << 'n' + QByteArray("\u00e9").repeated(125) + ".png";
    QTest::newRow("no extension") << QByteArray(255, 'n');
    QTest::newRow("nothing but extension") << "n." + QByteArray(253, 'e');
}

void Files::namesAsLongAsTheFileSystemTakesAreWritten()
{
    QFETCH(const QByteArray, name);
    QByteArray temporaryName;
    writeAtomically(m_path / name.toStdString(), IfExists::Refuse, [&](const fs::path& temporary) {
        temporaryName = QByteArray::fromStdString(temporary.filename().string());
        put(temporary, "bright");
    });
    QCOMPARE(contentOf(m_path / name.toStdString()), QByteArray("bright"));
    QVERIFY(names() == Names{name.toStdString()});
    QVERIFY(!QString::fromUtf8(temporaryName).contains(QChar::ReplacementCharacter));
}

void Files::theCharacterThatAFileSystemRefusesIsNamed_data()
{
    QTest::addColumn<QByteArray>("refused");
    QTest::addColumn<int>("error");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("FAT") << QByteArray(":") << EINVAL << QByteArray("takes no ':' in names");
    QTest::newRow("a share") << QByteArray("\u00E4") << EINVAL << QByteArray("takes no '\u00E4' in names");
    QTest::newRow("not UTF-8") << QByteArray("\xE9") << EILSEQ << QByteArray("takes no names that are not UTF-8");
}

void Files::theCharacterThatAFileSystemRefusesIsNamed()
{
    QFETCH(const QByteArray, refused);
    QFETCH(const int, error);
    QFETCH(const QByteArray, reason);
    const test::RefusedNames refusing(refused.toStdString(), error);
    const fs::path target = m_path / ("12h" + refused.toStdString() + "30 night.png");
    const QByteArray sentence = refusalOf(target, IfExists::Refuse);
    QVERIFY2(sentence.endsWith(": cannot be written: the file system there " + reason), sentence.constData());
    QVERIFY(names().empty());
    writeAtomically(m_path / "12h30 night.png", IfExists::Refuse, [](const fs::path& file) { put(file, "bright"); });
}

void Files::tooLongANameIsRefusedBeforeAnythingIsWritten()
{
    const fs::path target = m_path / (std::string(252, 'n') + ".png");
    QCOMPARE(refusalOf(target, IfExists::Refuse),
             QByteArray::fromStdString(target.string()) + ": cannot be written: the name is too long");
    QVERIFY(names().empty());
}

void Files::endingAtOnceRemovesTheTemporary()
{
    constexpr int kExitCode = 42;
    const pid_t child = ::fork();
    if (child == 0) {
        writeAtomically(m_path / "night.png", IfExists::Refuse, [](const fs::path& temporary) {
            put(temporary, "half");
            scotopic::endRemovingTemporaries(fs::exists(temporary) ? kExitCode : 1);
        });
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), kExitCode);
    QVERIFY(names().empty());
}

void Files::endingAtOnceRemovesANewFolderThatIsEmpty()
{
    constexpr int kExitCode = 42;
    fs::create_directory(m_path / "old");
    const pid_t child = ::fork();
    if (child == 0) {
        const scotopic::OutputFolder empty(m_path / "empty");
        const scotopic::OutputFolder used(m_path / "used");
        const scotopic::OutputFolder old(m_path / "old");
        put(m_path / "used" / "day.png", "whole");
        writeAtomically(m_path / "empty" / "night.png", IfExists::Refuse, [](const fs::path& temporary) {
            put(temporary, "half");
            scotopic::endRemovingTemporaries(kExitCode);
        });
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), kExitCode);
    QVERIFY(!fs::exists(m_path / "empty"));
    QVERIFY(fs::exists(m_path / "used" / "day.png"));
    QVERIFY(fs::exists(m_path / "old"));
}

void Files::aFolderGoesWhenNothingCameToLieInIt()
{
    {
        const scotopic::OutputFolder empty(m_path / "empty");
        const scotopic::OutputFolder used(m_path / "used");
        QVERIFY(fs::is_directory(m_path / "empty"));
        put(m_path / "used" / "day.png", "whole");
    }
    QVERIFY(!fs::exists(m_path / "empty"));
    QVERIFY(fs::exists(m_path / "used" / "day.png"));
    put(m_path / "file", "no folder");
    QVERIFY_EXCEPTION_THROWN(scotopic::OutputFolder(m_path / "file"), OutputFailed);
}

void Files::inputsThatCannotBeReadSayWhy_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("missing") << QByteArray("missing.dng") << QByteArray("no such file");
    QTest::newRow("below a file") << QByteArray("empty.dng/a.dng") << QByteArray("no such file");
    QTest::newRow("folder") << QByteArray("folder.dng") << QByteArray("is a folder, not a file");
    QTest::newRow("empty") << QByteArray("empty.dng") << QByteArray("is empty");
    QTest::newRow("pipe") << QByteArray("pipe.dng") << QByteArray("is not a regular file");
    QTest::newRow("a link to nothing") << QByteArray("dangling.dng") << QByteArray("no such file");
    QTest::newRow("a link to itself") << QByteArray("loop.dng")
                                      << QByteArray("cannot be read: Too many levels of symbolic links");
    QTest::newRow("too long a name") << QByteArray(300, 'n') << QByteArray("cannot be read: the name is too long");
}

void Files::inputsThatCannotBeReadSayWhy()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, reason);
    fs::create_directory(m_path / "folder.dng");
    put(m_path / "empty.dng", "");
    QCOMPARE(::mkfifo((m_path / "pipe.dng").c_str(), 0600), 0);
    fs::create_symlink("missing.dng", m_path / "dangling.dng");
    fs::create_symlink("loop.dng", m_path / "loop.dng");
    const fs::path file = m_path / name.toStdString();
    const QByteArray expected = QByteArray::fromStdString(file.string()) + ": " + reason;
    QCOMPARE(sentenceOf<UnreadableInput>([&] { scotopic::requireReadable(file); }), expected);
    QCOMPARE(sentenceOf<UnreadableInput>([&] { (void)scotopic::sha256OfFile(file); }), expected);
}

void Files::aFileWithoutPermissionSaysSo()
{
    if (::geteuid() == 0) {
        QSKIP("root may read everything");
    }
    const fs::path file = m_path / "night.dng";
    put(file, "x");
    fs::permissions(file, fs::perms::none);
    QCOMPARE(sentenceOf<UnreadableInput>([&] { scotopic::requireReadable(file); }),
             QByteArray::fromStdString(file.string()) + ": cannot be read: no permission");
}

void Files::sha256OfAbcIsTheStandardsExample()
{
    put(m_path / "abc", "abc");
    QCOMPARE(scotopic::sha256OfFile(m_path / "abc"),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void Files::sha256AgreesWithCoreutils_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1, 55, 56, 64, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3'000'000}) {
        QTest::addRow("%d bytes", size) << size;
    }
}

void Files::sha256AgreesWithCoreutils()
{
    QFETCH(const int, size);
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<char>((i * i) >> 3);
    }
    const fs::path file = m_path / "bytes";
    put(file, bytes);
    const QByteArray expected = outputOfShell("sha256sum '" + file.string() + "'").left(64);
    if (expected.size() != 64) {
        QSKIP("needs sha256sum");
    }
    QCOMPARE(QByteArray::fromStdString(scotopic::sha256OfFile(file)), expected);
}

void Files::sha256OfSeveralFilesIsThatOfTheirBytesInARow()
{
    put(m_path / "1", "a");
    put(m_path / "2", "bc");
    const std::array files{m_path / "1", m_path / "2"};
    put(m_path / "abc", "abc");
    QCOMPARE(scotopic::sha256OfFiles(files), scotopic::sha256OfFile(m_path / "abc"));
    fs::remove(files[1]);
    QCOMPARE(sentenceOf<UnreadableInput>([&] { (void)scotopic::sha256OfFiles(files); }),
             QByteArray::fromStdString(files[1].string()) + ": no such file");
}

SCOTOPIC_TEST(Files)
#include "files_test.moc"
