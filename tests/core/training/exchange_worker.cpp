// SPDX-License-Identifier: MIT
// One process of a distributed run: exchange_worker FOLDER STEPS [LAST_STEP]
// Trains the test's network on its own examples and writes FOLDER/RANK.bin: gradients of the last step, then the
// weights. After LAST_STEP steps it vanishes as a killed process does. A lost peer: the sentence, and exit status 7.
// Or exchange_worker wait SECONDS [vanish]: process 0 works for so long (or so long and vanishes) while the others, for
// which three seconds are a timeout, wait for it.
#include "core/base/error.h"
#include "core/training/distributed.h"
#include "tests/core/training/training_support.h"

#include <ATen/ATen.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <thread>
#include <unistd.h>

using namespace scotopic;

namespace {

void append(std::ofstream& file, const Weights& weights)
{
    for (const auto& [name, weight] : weights) {
        file.write(reinterpret_cast<const char*>(weight.values.data()),
                   static_cast<std::streamsize>(weight.values.size() * sizeof(float)));
    }
}

void work(const std::string& folder, int steps, int lastStep)
{
    const std::optional<ProcessPlace> place = processFromEnvironment();
    const auto exchange = joinProcesses(place.value());
    TrainingOptions options = test::smallTraining(Normalisation::None);
    options.seed = static_cast<std::uint64_t>(place->rank);  // process 0's weights are everybody's
    Trainer trainer(options, nullptr, exchange.get());
    for (int step = 0; step < steps; ++step) {
        if (step == lastStep) {
            _exit(9);
        }
        const auto seed = static_cast<std::uint64_t>(step * place->size + place->rank);
        const StepResult result = trainer.step(test::randomExamples(options.network, 32, 1, seed), 1e-3);
        std::cout << result.loss << std::endl;
    }
    std::ofstream file(folder + "/" + std::to_string(place->rank) + ".bin", std::ios::binary);
    append(file, trainer.gradients());
    append(file, trainer.weights(false));
}

void waitForFirst(int seconds, bool vanishes)
{
    const std::optional<ProcessPlace> place = processFromEnvironment();
    const auto exchange = joinProcesses(place.value(), {}, {.operation = std::chrono::seconds(3)});
    if (place->rank == 0) {
        std::this_thread::sleep_for(std::chrono::seconds(seconds));
        if (vanishes) {
            _exit(9);
        }
    }
    exchange->waitForFirst(JobContext());
    std::cout << "through" << std::endl;
    exchange->average({at::ones({1})});  // the first, which keeps the store, leaves with the last
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        if (argv[1] == std::string("wait")) {
            waitForFirst(std::atoi(argv[2]), argc > 3);
            return 0;
        }
        work(argv[1], std::atoi(argv[2]), argc > 3 ? std::atoi(argv[3]) : -1);
        return 0;
    } catch (const DeviceFailed& error) {
        std::cerr << error.what() << std::endl;
        return 7;
    } catch (const std::exception& error) {
        std::cerr << error.what() << std::endl;
        return 1;
    }
}
