// SPDX-License-Identifier: MIT
#pragma once

namespace scotopic {

/// How many threads a computation takes where nobody says: the processors that this process may use, or
/// OMP_NUM_THREADS. At least 1.
[[nodiscard]] int allThreads();

/// How many threads what the calling thread computes may keep busy, itself counted: those of the job that it runs
/// (ThreadsHere), else allThreads(). Kernels of OpenMP, oneDNN, LibTorch and LibRaw that it calls take as many.
[[nodiscard]] int threadCount();

/// While it lives, what the calling thread computes takes this many threads (0: allThreads()); then as many as before.
/// Other threads keep their own number, so that two jobs at once may differ.
class ThreadsHere {
public:
    explicit ThreadsHere(int threads);
    ~ThreadsHere();
    ThreadsHere(const ThreadsHere&) = delete;
    ThreadsHere& operator=(const ThreadsHere&) = delete;

private:
    int m_before;
};

}  // namespace scotopic
