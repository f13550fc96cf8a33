// SPDX-License-Identifier: MIT
#include "core/training/agreement.h"

#include "core/training/distributed.h"

#include <ATen/ATen.h>

namespace scotopic {

double meanOverProcesses(GradientExchange* exchange, double value)
{
    if (exchange == nullptr) {
        return value;
    }
    const at::Tensor shared = at::full({1}, value, at::kFloat);
    exchange->average({shared});
    return static_cast<double>(shared.item<float>());
}

bool holdsAnywhere(GradientExchange* exchange, bool here)
{
    return meanOverProcesses(exchange, here ? 1.0 : 0.0) > 0;
}

}  // namespace scotopic
