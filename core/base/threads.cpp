// SPDX-License-Identifier: MIT
#include "core/base/threads.h"

#include <algorithm>
#include <omp.h>

namespace scotopic {

namespace {

// Before anybody tells OpenMP another number, which it then gives back.
const int ofThisProcess = std::max(omp_get_max_threads(), 1);

thread_local int ofThisThread = 0;  // 0: nobody said

void setThreadsHere(int threads)
{
    ofThisThread = threads;
    omp_set_num_threads(threadCount());  // OpenMP counts for each calling thread as well
}

}  // namespace

int allThreads()
{
    return ofThisProcess;
}

int threadCount()
{
    return ofThisThread > 0 ? ofThisThread : allThreads();
}

ThreadsHere::ThreadsHere(int threads) : m_before(ofThisThread)
{
    setThreadsHere(threads);
}

ThreadsHere::~ThreadsHere()
{
    setThreadsHere(m_before);
}

}  // namespace scotopic
