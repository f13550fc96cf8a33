// SPDX-License-Identifier: MIT
#include "core/training/agreement.h"

#include "core/training/distributed.h"

#include <ATen/ATen.h>

namespace scotopic {

std::vector<double> sumsOverProcesses(GradientExchange* exchange, const std::vector<double>& values)
{
    if (exchange == nullptr) {
        return values;
    }
    const at::Tensor shared = at::tensor(values, at::kDouble).to(at::kFloat);
    exchange->average({shared});
    std::vector<double> sums;
    for (std::int64_t i = 0; i < shared.numel(); ++i) {
        sums.push_back(static_cast<double>(shared[i].item<float>()) * exchange->size());
    }
    return sums;
}

bool holdsAnywhere(GradientExchange* exchange, bool here)
{
    return sumsOverProcesses(exchange, {here ? 1.0 : 0.0}).front() > 0;
}

}  // namespace scotopic
