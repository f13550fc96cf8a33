// SPDX-License-Identifier: MIT
// A library that takes signals over: as it is loaded, as LibTorch 2.6 does, and once more a little later, as one would
// that is loaded when it is needed; then it makes the file that the environment names. For LD_PRELOAD.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace {

void takeSignals()
{
    for (const int signal : {SIGHUP, SIGINT}) {
        std::signal(signal, [](int) { std::_Exit(77); });
    }
}

[[gnu::constructor]] void asItIsLoaded()
{
    takeSignals();
    std::thread([] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        takeSignals();
        if (const char* file = std::getenv("SCOTOPIC_TEST_TAKEN")) {
            std::ofstream(file) << "taken";
        }
    }).detach();
}

}  // namespace
