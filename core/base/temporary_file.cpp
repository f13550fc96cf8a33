// SPDX-License-Identifier: MIT
#include "core/base/temporary_file.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/output_folder.h"
#include "core/base/plain_text.h"

#include <atomic>
#include <cerrno>
#include <charconv>
#include <climits>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

/// At most `bytes` of a name, no character of which is cut through: not every file system takes half ones.
std::string shortened(std::string name, std::size_t bytes)
{
    const auto continuesCharacter = [&name](std::size_t at) { return (name[at] & '\xC0') == '\x80'; };  // in UTF-8
    if (name.size() > bytes) {
        while (bytes > 0 && continuesCharacter(bytes)) {
            --bytes;
        }
        name.resize(bytes);
    }
    return name;
}

/// ".part.EXT"
std::string tailOf(const fs::path& target)
{
    constexpr std::size_t kLongestExtensionBytes = 100;  // the encoders' have at most five
    return ".part" + shortened(target.extension().string(), kLongestExtensionBytes);
}

/// `ending` is ".PID-N.part.EXT".
std::string temporaryName(const fs::path& target, const std::string& ending)
{
    return "." + shortened(target.stem().string(), NAME_MAX - 1 - ending.size()) + ending;
}

fs::path temporaryBeside(const fs::path& target)
{
    static std::atomic<unsigned> counter{0};
    const std::string numbers = "." + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    return target.parent_path() / temporaryName(target, numbers + tailOf(target));
}

/// Of all threads, for endRemovingTemporaries().
struct Temporaries {
    std::mutex mutex;
    std::set<fs::path> paths;
    std::set<fs::path> folders;
};

Temporaries& temporaries()
{
    static Temporaries ofThisProcess;
    return ofThisProcess;
}

void forgetTemporary(const fs::path& path)
{
    const std::scoped_lock lock(temporaries().mutex);
    temporaries().paths.erase(path);
}

bool isOurs(const fs::path& path)
{
    const std::scoped_lock lock(temporaries().mutex);
    return temporaries().paths.contains(path);
}

template <typename Number>
bool takeNumber(std::string_view& text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc{} && end != text.data();
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return isNumber;
}

/// The process that named a file as a temporary of `target`; none for other names.
std::optional<pid_t> processBehind(const std::string& name, const fs::path& target)
{
    const std::string tail = tailOf(target);
    if (name.size() <= tail.size() || !name.starts_with('.') || !name.ends_with(tail)) {
        return std::nullopt;
    }
    const std::size_t dot = name.rfind('.', name.size() - tail.size() - 1);
    if (dot == 0 || dot == std::string::npos || name != temporaryName(target, name.substr(dot))) {
        return std::nullopt;
    }
    std::string_view numbers(name.data() + dot + 1, name.size() - tail.size() - dot - 1);
    pid_t process = 0;
    unsigned count = 0;
    if (!takeNumber(numbers, process) || process <= 0 || !numbers.starts_with('-')) {
        return std::nullopt;
    }
    numbers.remove_prefix(1);
    return takeNumber(numbers, count) && numbers.empty() ? std::optional(process) : std::nullopt;
}

bool isAlive(pid_t process)
{
    return ::kill(process, 0) == 0 || errno == EPERM;
}

/// A number says nothing of the processes of other machines and containers; their lock does, where there are locks.
bool isLocked(const fs::path& temporary)
{
    const int file = ::open(temporary.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        return true;
    }
    struct stat facts = {};
    const bool isRegular = ::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode);
    const bool isHeld = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
    return isHeld || !isRegular;
}

/// The first character of the name with which the folder takes no file; none where it takes all of them one by one.
/// File systems have their own ideas (FAT and NTFS take no ':', nor those of a share), so each is tried.
std::optional<std::string> refusedCharacter(const fs::path& target)
{
    const std::string name = target.filename().string();
    for (std::size_t at = 0; at < name.size();) {
        const std::string character(firstCharacter(std::string_view(name).substr(at)));
        at += character.size();
        const fs::path trial =
            target.parent_path() / (".scotopic" + std::to_string(::getpid()) + "-" + character + "-");
        const int descriptor = ::open(trial.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
        if (descriptor >= 0) {
            ::close(descriptor);
            ::unlink(trial.c_str());
        } else if (errno == EINVAL || errno == EILSEQ) {
            return character;
        }
    }
    return std::nullopt;
}

}  // namespace

std::string fileFailureText(int errorNumber)
{
    switch (errorNumber) {
    case ENOSPC: return "the disk is full";
    case EFBIG: return "the file is too large here";  // a limit of the file system or of the shell
    case EDQUOT: return "the disk quota is used up";
    case EACCES:
    case EPERM: return "no permission";
    case EROFS: return "the file system is read-only";
    case ENAMETOOLONG: return "the name is too long";
    case ENOENT: return "no such file or folder";
    default: return std::generic_category().message(errorNumber);
    }
}

std::string creationFailureText(const fs::path& target, int errorNumber)
{
    if (errorNumber == EINVAL || errorNumber == EILSEQ) {
        if (const std::optional<std::string> character = refusedCharacter(target)) {
            const bool isByte = character->size() == 1 && static_cast<unsigned char>((*character)[0]) >= 0x80;
            return isByte ? "the file system there takes no names that are not UTF-8"
                          : "the file system there takes no '" + withoutControls(*character) + "' in names";
        }
    }
    return fileFailureText(errorNumber);
}

TemporaryFile::TemporaryFile(const fs::path& target) : m_path(temporaryBeside(target))
{
    {
        const std::scoped_lock lock(temporaries().mutex);
        temporaries().paths.insert(m_path);
    }
    m_descriptor = ::open(m_path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (m_descriptor < 0) {
        const int error = errno;
        forgetTemporary(m_path);
        throw OutputFailed(target, "cannot be written: " + creationFailureText(target, error));
    }
    ::flock(m_descriptor, LOCK_EX | LOCK_NB);  // a file system without locks is used without one
}

TemporaryFile::~TemporaryFile()
{
    std::error_code ignored;
    fs::remove(m_path, ignored);
    forgetTemporary(m_path);
    ::close(m_descriptor);
}

void removeLeftoversOf(const fs::path& target)
{
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), &::closedir);
    while (const dirent* entry = entries ? ::readdir(entries.get()) : nullptr) {
        if (entry->d_name[0] != '.') {
            continue;
        }
        const std::optional<pid_t> process = processBehind(entry->d_name, target);
        // In containers a later process often has the number of the one that was killed.
        const bool isGone = process && (*process == ::getpid() || !isAlive(*process));
        const fs::path leftover = target.parent_path() / entry->d_name;
        if (isGone && !isOurs(leftover) && !isLocked(leftover)) {
            ::unlink(leftover.c_str());
        }
    }
}

OutputFolder::OutputFolder(fs::path folder) : m_folder(std::move(folder))
{
    if (m_folder.empty()) {
        return;
    }
    std::error_code error;
    m_isNew = fs::create_directories(m_folder, error);
    if (error) {
        throw OutputFailed(m_folder, "the folder cannot be made: " + error.message());
    }
    if (m_isNew) {
        const std::scoped_lock lock(temporaries().mutex);
        temporaries().folders.insert(m_folder);
    }
}

OutputFolder::~OutputFolder()
{
    if (m_isNew) {
        ::rmdir(m_folder.c_str());  // unless something lies in it
        const std::scoped_lock lock(temporaries().mutex);
        temporaries().folders.erase(m_folder);
    }
}

void endRemovingTemporaries(int exitCode)
{
    // Never unlocked: nobody may begin another file.
    temporaries().mutex.lock();
    for (const fs::path& path : temporaries().paths) {
        ::unlink(path.c_str());
    }
    for (const fs::path& folder : temporaries().folders) {
        ::rmdir(folder.c_str());  // unless something lies in it
    }
    ::_exit(exitCode);
}

}  // namespace scotopic
