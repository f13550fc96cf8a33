# SPDX-License-Identifier: MIT
"""Trains one of the study's networks with PyTorch's own modules and optimizer: the independent side of the parity tests.

steps_in_pytorch.py FOLDER NORMS WIDTH PATCH BATCH LEARNING_RATE
reads FOLDER/{start.pth,inputs.bin,targets.bin} (float32 examples one after the other, BATCH a step) and writes the
losses, one a line, into FOLDER/losses.txt; of the first step FOLDER/{gradient,after}.NAME.bin (float32) and, computed
in float64, FOLDER/loss64.txt and gradient64.NAME.bin (float64).
"""
import os
import sys

import numpy
import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../network"))
from study_networks import StudyNetwork

folder, norms = sys.argv[1:3]
width, patch, batch = map(int, sys.argv[3:6])


def examples(name, channels, side):
    values = numpy.fromfile(os.path.join(folder, name), numpy.float32)
    return torch.from_numpy(values).reshape(-1, batch, channels, side, side)


def write(prefix, name, tensor, dtype=numpy.float32):
    tensor.detach().numpy().astype(dtype).tofile(os.path.join(folder, f"{prefix}.{name}.bin"))


def load():
    network = StudyNetwork(norms if norms == "group" else int(norms), width=width)
    network.load_state_dict(torch.load(os.path.join(folder, "start.pth")))
    return network.train()


def loss_of(network, x, y):
    loss = torch.nn.functional.l1_loss(network(x), y)
    loss.backward()
    return loss.item()


inputs, targets = examples("inputs.bin", 4, patch), examples("targets.bin", 3, 2 * patch)
exact = load().double()
with open(os.path.join(folder, "loss64.txt"), "w") as file:
    file.write(f"{loss_of(exact, inputs[0].double(), targets[0].double())!r}\n")
for name, parameter in exact.named_parameters():
    write("gradient64", name, parameter.grad, numpy.float64)

network = load()
optimizer = torch.optim.Adam(network.parameters(), lr=float(sys.argv[6]))
losses = []
for x, y in zip(inputs, targets):
    optimizer.zero_grad()
    losses.append(loss_of(network, x, y))
    optimizer.step()
    if len(losses) == 1:
        for name, parameter in network.named_parameters():
            write("gradient", name, parameter.grad)
        for name, value in network.state_dict().items():
            write("after", name, value)
with open(os.path.join(folder, "losses.txt"), "w") as file:
    file.writelines(f"{loss!r}\n" for loss in losses)
