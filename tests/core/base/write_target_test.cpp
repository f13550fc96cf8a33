// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/files.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

using scotopic::IfExists;
using scotopic::OutputFailed;
namespace fs = std::filesystem;

namespace {

using FileNames = std::vector<std::string>;

void putWord(const fs::path& file)
{
    scotopic::writeTextFile(file, "bright");
}

/// Begins to write `target` in another process and comes back when its temporary is there.
class Writer {
public:
    explicit Writer(const fs::path& target)
    {
        int ends[2] = {};
        if (::pipe(ends) != 0) {
            qFatal("no pipe");
        }
        m_process = ::fork();
        if (m_process == 0) {
            writeAtomically(target, IfExists::Overwrite, [&](const fs::path&) {
                [[maybe_unused]] const ssize_t told = ::write(ends[1], "x", 1);
                ::pause();
            });
            ::_exit(0);
        }
        char told = 0;
        m_hasBegun = ::read(ends[0], &told, 1) == 1;
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~Writer() { killIt(); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    [[nodiscard]] bool hasBegun() const { return m_hasBegun; }
    void killIt()
    {
        if (m_process > 0) {
            ::kill(m_process, SIGKILL);
            ::waitpid(std::exchange(m_process, 0), nullptr, 0);
        }
    }

private:
    pid_t m_process = 0;
    bool m_hasBegun = false;
};

class WriteTarget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void whatIsNoFileIsNeverReplaced_data();
    void whatIsNoFileIsNeverReplaced();
    void aDeviceIsNoTargetByItsOwnName();
    void whatAProcessHasOpenIsNoTarget_data();
    void whatAProcessHasOpenIsNoTarget();
    void aLinkToAFileIsReplacedAndTheFileStays();
    void theNextWriteRemovesWhatAKilledOneLeft_data();
    void theNextWriteRemovesWhatAKilledOneLeft();
    void whatALivingProcessWritesStays();
    void whatAnotherMachineWritesStays();
    void otherNamesAreNoLeftovers();

private:
    [[nodiscard]] FileNames names() const;

    std::optional<QTemporaryDir> m_folder;
    fs::path m_path;
};

void WriteTarget::init()
{
    m_folder.emplace();
    m_path = m_folder->path().toStdString();
}

FileNames WriteTarget::names() const
{
    FileNames found;
    for (const fs::directory_entry& entry : fs::directory_iterator(m_path)) {
        found.push_back(entry.path().filename().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

void WriteTarget::whatIsNoFileIsNeverReplaced_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("folder") << QByteArray("folder") << QByteArray("is a folder");
    QTest::newRow("pipe") << QByteArray("pipe") << QByteArray("is a pipe, not a file");
    QTest::newRow("socket") << QByteArray("socket") << QByteArray("is a socket, not a file");
    for (const QByteArray kind : {"folder", "pipe", "socket"}) {
        QTest::addRow("link to a %s", kind.constData())
            << "to-" + kind << "is a " + kind + (kind == "folder" ? "" : ", not a file");
    }
    QTest::newRow("link to a device") << QByteArray("to-device") << QByteArray("is a device, not a file");
    QTest::newRow("link to a link") << QByteArray("to-to-device") << QByteArray("is a device, not a file");
}

void WriteTarget::whatIsNoFileIsNeverReplaced()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, reason);
    fs::create_directory(m_path / "folder");
    QCOMPARE(::mkfifo((m_path / "pipe").c_str(), 0600), 0);
    const int endpoint = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (m_path / "socket").c_str(), sizeof address.sun_path - 1);
    QCOMPARE(::bind(endpoint, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    for (const char* kind : {"folder", "pipe", "socket"}) {
        fs::create_symlink(kind, m_path / (std::string("to-") + kind));
    }
    fs::create_symlink("/dev/null", m_path / "to-device");
    fs::create_symlink("to-device", m_path / "to-to-device");
    const FileNames before = names();
    const fs::path target = m_path / name.toStdString();
    const fs::file_status statusBefore = fs::symlink_status(target);
    for (const IfExists ifExists : {IfExists::Refuse, IfExists::Overwrite}) {
        bool isCalled = false;
        try {
            writeAtomically(target, ifExists, [&](const fs::path&) { isCalled = true; });
            QFAIL("was written");
        } catch (const OutputFailed& error) {
            QCOMPARE(QByteArray(error.what()), QByteArray::fromStdString(target.string()) + ": " + reason);
        }
        QVERIFY(!isCalled);
        QVERIFY_EXCEPTION_THROWN(scotopic::requireWritableTarget(target, ifExists), OutputFailed);
    }
    QVERIFY(fs::symlink_status(target).type() == statusBefore.type());
    QVERIFY(names() == before);
    ::close(endpoint);
}

void WriteTarget::aDeviceIsNoTargetByItsOwnName()
{
    for (const char* device : {"/dev/null", "/dev/zero"}) {
        QVERIFY_EXCEPTION_THROWN(scotopic::requireFileOrNothing(device), OutputFailed);
    }
}

void WriteTarget::whatAProcessHasOpenIsNoTarget_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::newRow("/dev/fd") << QByteArray("/dev/fd/%1");
    QTest::newRow("/proc/self/fd") << QByteArray("/proc/self/fd/%1");
}

/// Even where a file is behind it: `> out.png` with -o /dev/stdout.
void WriteTarget::whatAProcessHasOpenIsNoTarget()
{
    QFETCH(const QByteArray, format);
    putWord(m_path / "out.png");
    const int file = ::open((m_path / "out.png").c_str(), O_WRONLY | O_CLOEXEC);
    const fs::path name = QString::fromUtf8(format).arg(file).toStdString();
    fs::create_symlink(name, m_path / "link.png");
    QVERIFY_EXCEPTION_THROWN(scotopic::requireFileOrNothing(name), OutputFailed);
    QVERIFY_EXCEPTION_THROWN(scotopic::requireFileOrNothing(m_path / "link.png"), OutputFailed);
    scotopic::requireFileOrNothing(m_path / "out.png");
    ::close(file);
}

void WriteTarget::aLinkToAFileIsReplacedAndTheFileStays()
{
    scotopic::writeTextFile(m_path / "day.png", "old");
    fs::create_symlink("day.png", m_path / "night.png");
    putWord(m_path / "night.png");
    QCOMPARE(scotopic::readTextFile(m_path / "day.png"), std::string("old"));
    QCOMPARE(scotopic::readTextFile(m_path / "night.png"), std::string("bright"));
}

void WriteTarget::theNextWriteRemovesWhatAKilledOneLeft_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("picture") << QByteArray("night.png");
    QTest::newRow("no extension") << QByteArray("night");
    QTest::newRow("dots") << QByteArray("night.1-2.part.tar.gz");
    QTest::newRow("hidden") << QByteArray(".night");
    QTest::newRow("long") << QByteArray(251, 'n') + ".png";
    QTest::newRow("two bytes a letter") << QByteArray("\u00e9").repeated(125) + ".png";
}

void WriteTarget::theNextWriteRemovesWhatAKilledOneLeft()
{
    QFETCH(const QByteArray, name);
    const fs::path target = m_path / name.toStdString();
    Writer writer(target);
    QVERIFY(writer.hasBegun());
    writer.killIt();
    QCOMPARE(names().size(), std::size_t{1});
    QVERIFY(!fs::exists(target));
    putWord(target);
    QVERIFY(names() == FileNames{name.toStdString()});
}

void WriteTarget::whatALivingProcessWritesStays()
{
    const Writer writer(m_path / "night.png");
    QVERIFY(writer.hasBegun());
    putWord(m_path / "night.png");
    QCOMPARE(names().size(), std::size_t{2});
}

/// Its number is nobody's here, but its lock is seen.
void WriteTarget::whatAnotherMachineWritesStays()
{
    const fs::path theirs = m_path / ".night.2000000000-0.part.png";
    putWord(theirs);
    const int file = ::open(theirs.c_str(), O_RDONLY | O_CLOEXEC);
    QCOMPARE(::flock(file, LOCK_EX), 0);
    putWord(m_path / "night.png");
    QVERIFY(fs::exists(theirs));
    ::close(file);
    putWord(m_path / "night.png");
    QVERIFY(!fs::exists(theirs));
}

void WriteTarget::otherNamesAreNoLeftovers()
{
    const FileNames others{".day.2000000000-0.part.png",    ".night.2000000000-0.part.tif", ".night.2000000000-0.png",
                           ".night.2000000000.part.png",    ".night.-0.part.png",           ".night.part.png",
                           ".night.2000000000-0x.part.png", "night.2000000000-0.part.png",  ".night.-5-0.part.png",
                           ".nights.2000000000-0.part.png"};
    for (const std::string& name : others) {
        putWord(m_path / name);
    }
    putWord(m_path / "night.png");
    QCOMPARE(names().size(), others.size() + 1);
}

}  // namespace

SCOTOPIC_TEST(WriteTarget)
#include "write_target_test.moc"
