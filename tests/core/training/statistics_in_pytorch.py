# SPDX-License-Identifier: MIT
"""Mean and variance of what each batch normalisation of FOLDER/model.pth sees over all patches of FOLDER/patches.bin,
each normalised by itself, in float64: FOLDER/NAME.{mean,var}.bin. statistics_in_pytorch.py FOLDER NORMS WIDTH PATCH"""
import os
import sys

import numpy
import torch

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../network"))
from study_networks import StudyNetwork

folder = sys.argv[1]
norms, width, patch = map(int, sys.argv[2:5])
network = StudyNetwork(norms, width=width)
network.load_state_dict(torch.load(os.path.join(folder, "model.pth")))
network.double().train()
seen = {}
for name, module in network.named_modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        module.register_forward_hook(lambda _, x, __, name=name: seen.setdefault(name, []).append(x[0].detach()))
values = numpy.fromfile(os.path.join(folder, "patches.bin"), numpy.float32)
with torch.no_grad():
    for x in torch.from_numpy(values).double().reshape(-1, 1, 4, patch, patch):
        network(x)
for name, parts in seen.items():
    population = torch.cat(parts).transpose(0, 1).flatten(1)
    for kind, tensor in (("mean", population.mean(1)), ("var", population.var(1, unbiased=False))):
        tensor.numpy().astype(numpy.float32).tofile(os.path.join(folder, f"{name}.{kind}.bin"))
print(len(seen))
