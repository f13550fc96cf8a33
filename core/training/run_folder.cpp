// SPDX-License-Identifier: MIT
#include "core/training/run_folder.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/here_and_now.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr const char* kLockName = ".lock";

/// An open file that is locked, or -1 when another process has it. flock() ends with the process, even with kill -9.
int openLocked(const fs::path& file, int flags, int kind = LOCK_EX)
{
    const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        throw OutputFailed(file, "cannot be locked: " + std::generic_category().message(errno));
    }
    if (::flock(descriptor, kind | LOCK_NB) == 0) {
        return descriptor;
    }
    const int error = errno;
    ::close(descriptor);
    if (error != EWOULDBLOCK) {
        throw OutputFailed(file, "cannot be locked: " + std::generic_category().message(error));
    }
    return -1;
}

std::string holderOf(const fs::path& folder)
{
    try {
        const RunRecord record = RunFolder::read(folder);
        return " (" + std::to_string(record.pid) + " on " + record.host + ")";
    } catch (const Error&) {
        return {};  // it has not written its record yet
    }
}

/// The lock, what a process that was killed while writing left behind, and what a person keeps there for other tools.
bool isHidden(const fs::path& file)
{
    return file.filename().string().starts_with('.');
}

/// "12-3"
bool isTwoNumbers(const std::string& text)
{
    constexpr const char* kDigits = "0123456789";
    const std::size_t dash = text.find('-');
    return dash != std::string::npos && dash > 0 && dash + 1 < text.size() && text.find_first_not_of(kDigits) == dash
           && text.find_first_not_of(kDigits, dash + 1) == std::string::npos;
}

/// As writeAtomically() names what it is writing: ".NAME.PID-N.part" with the extension of NAME's file behind it.
bool isTemporary(const fs::path& file)
{
    const fs::path name = file.filename();
    const fs::path part = name.extension() == ".part" ? name : name.stem();
    const std::string numbers = part.stem().extension().string();
    return isHidden(file) && part.extension() == ".part" && !numbers.empty() && isTwoNumbers(numbers.substr(1));
}

void removeLeftovers(const fs::path& folder)
{
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (isTemporary(entry.path())) {
            fs::remove(entry.path(), error);
        }
    }
}

void requireEmpty(const fs::path& folder)
{
    if (RunFolder::holdsRun(folder)) {
        throw OutputFailed(folder, "holds a run already; go on with it (--resume) or choose another folder");
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (!isHidden(entry.path())) {
            throw OutputFailed(folder, "is not empty; a run has a folder of its own");
        }
    }
}

constexpr int kLockTries = 10;
constexpr std::chrono::milliseconds kLockPause{10};

/// Who only asks whether a run is in use holds its lock for a moment.
int openLockedWithPatience(const fs::path& file)
{
    int lock = openLocked(file, O_RDWR | O_CREAT);
    for (int i = 1; lock < 0 && i < kLockTries; ++i) {
        std::this_thread::sleep_for(kLockPause);
        lock = openLocked(file, O_RDWR | O_CREAT);
    }
    return lock;
}

}  // namespace

std::string epochDigits(int epoch)
{
    constexpr std::size_t kDigits = 4;
    std::string digits = std::to_string(epoch);
    digits.insert(0, kDigits - std::min(kDigits, digits.size()), '0');
    return digits;
}

fs::path RunPaths::snapshot(int epoch) const
{
    return snapshots() / ("epoch-" + epochDigits(epoch) + ".safetensors");
}

RunFolder::RunFolder(const fs::path& folder) : m_paths{folder}, m_lock(openLockedWithPatience(folder / kLockName))
{
    if (m_lock < 0) {
        throw OutputFailed(folder, "is in use by another process" + holderOf(folder));
    }
}

RunFolder::~RunFolder()
{
    if (m_lock >= 0) {
        ::close(m_lock);
    }
}

RunFolder::RunFolder(RunFolder&& other) noexcept
    : m_paths(std::move(other.m_paths)), m_record(std::move(other.m_record)), m_lock(std::exchange(other.m_lock, -1))
{
}

RunFolder& RunFolder::operator=(RunFolder&& other) noexcept
{
    std::swap(m_paths, other.m_paths);
    std::swap(m_record, other.m_record);
    std::swap(m_lock, other.m_lock);
    return *this;
}

RunFolder RunFolder::create(const fs::path& folder)
{
    makeFolders(folder);
    RunFolder run(folder);
    requireEmpty(folder);
    return run;
}

RunFolder RunFolder::resume(const fs::path& folder)
{
    static_cast<void>(read(folder));  // first: a folder without a run gets no lock file
    RunFolder run(folder);
    run.m_record = read(folder);
    for (const fs::path& part : {folder, run.m_paths.checkpoints(), run.m_paths.samples(), run.m_paths.snapshots()}) {
        removeLeftovers(part);
    }
    return run;
}

RunRecord RunFolder::read(const fs::path& folder)
{
    if (!holdsRun(folder)) {
        throw UnreadableInput(folder, "holds no training run (no run.json)");
    }
    const fs::path file = RunPaths{folder}.record();
    const std::string text = readTextFile(file);
    try {
        return parseRunRecord(text);
    } catch (const UnsupportedInput& error) {
        throw UnsupportedInput(file, error.what());
    } catch (const CorruptInput& error) {
        throw CorruptInput(file, error.what());
    } catch (const InvalidArgument& error) {
        throw CorruptInput(file, error.what());
    }
}

bool RunFolder::isInUse(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder / kLockName, error)) {
        return false;
    }
    const int lock = openLocked(folder / kLockName, O_RDONLY, LOCK_SH);  // exclusive ones want to write, over NFS
    if (lock >= 0) {
        ::close(lock);
    }
    return lock < 0;
}

bool RunFolder::holdsRun(const fs::path& folder)
{
    std::error_code error;
    return fs::exists(RunPaths{folder}.record(), error);
}

void RunFolder::write(RunRecord record)
{
    record.updatedAt = utcNow();
    if (record.startedAt.empty()) {
        record.startedAt = record.updatedAt;
    }
    record.pid = ::getpid();
    record.host = hostName();
    writeTextFile(m_paths.record(), toJson(record) + "\n");
    m_record = std::move(record);
    makeFolders(m_paths.checkpoints());
    makeFolders(m_paths.samples());
    makeFolders(m_paths.snapshots());
}

}  // namespace scotopic
