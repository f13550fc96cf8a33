# SPDX-License-Identifier: MIT
"""Which of many examples keep farthest from the places where a network's gradient jumps: clearest_examples.py FOLDER
NORMS WIDTH PATCH BATCH reads FOLDER/{start.pth,inputs.bin,targets.bin} and prints the index of a batch and its margin.

An activation at zero, two equal values in a maximum and an output that equals its target have no derivative. Where
float32's roundings reach one, gradients differ by up to a hundredth, and neither is wrong. The margin is the smallest
distance from them all, by a channel's root mean square.
"""
import os
import sys

import numpy
import torch
from torch.nn import functional as F

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../network"))
from study_networks import StudyNetwork

folder, norms = sys.argv[1:3]
width, patch, batch = map(int, sys.argv[3:6])
network = StudyNetwork(norms if norms == "group" else int(norms), width=width)
network.load_state_dict(torch.load(os.path.join(folder, "start.pth")))
network.train()
margins = []


def note(distance, values):
    scale = values.square().mean(dim=(0, 2, 3), keepdim=True).sqrt()
    margins[-1] = min(margins[-1], (distance.abs() / scale).min().item())


def watch(module, name, kept, distance_of):
    """Notes the distance of whatever the module's function is called with."""

    def watched(*arguments):
        note(distance_of(*arguments), arguments[kept])
        return original(*arguments)

    original = getattr(module, name)
    setattr(module, name, watched)


def gap(x, size):
    best = F.unfold(x.flatten(0, 1).unsqueeze(1), size, stride=size).topk(2, dim=1).values
    return (best[:, 0] - best[:, 1]).reshape(*x.shape[:2], x.shape[2] // size, x.shape[3] // size)


def examples(name, channels, side):
    values = numpy.fromfile(os.path.join(folder, name), numpy.float32)
    return torch.from_numpy(values).reshape(-1, batch, channels, side, side)


watch(torch, "max", 1, lambda _, x: x)  # the study's activation: max(0.2 x, x)
watch(F, "max_pool2d", 0, gap)
with torch.no_grad():
    for x, y in zip(examples("inputs.bin", 4, patch), examples("targets.bin", 3, 2 * patch)):
        margins.append(float("inf"))
        output = network(x)
        note(output - y, output)
best = max(range(len(margins)), key=margins.__getitem__)
print(best, margins[best])
