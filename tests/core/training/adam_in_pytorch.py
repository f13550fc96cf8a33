# SPDX-License-Identifier: MIT
"""Six steps of torch.optim.Adam on gradients of very different sizes, three at a rate of 1e-2 and three at 1e-3, into
FOLDER/{start,gradientN,afterN}.bin."""
import os
import sys

import torch


def write(name, tensor):
    tensor.detach().numpy().tofile(os.path.join(sys.argv[1], name + ".bin"))


torch.manual_seed(1)
parameter = torch.nn.Parameter(torch.randn(1000))
write("start", parameter)
optimizer = torch.optim.Adam([parameter], lr=1e-2)
for step in range(6):
    parameter.grad = torch.randn(1000) * 10.0 ** torch.linspace(-12, 3, 1000)
    write(f"gradient{step}", parameter.grad)
    if step == 3:
        optimizer.param_groups[0]["lr"] = 1e-3
    optimizer.step()
    write(f"after{step}", parameter)
print("done")
