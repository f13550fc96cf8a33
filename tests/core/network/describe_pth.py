# SPDX-License-Identifier: MIT
"""Loads a .pth as users do, strictly into the study's network, and prints every tensor's name, type and hash."""
import hashlib
import inspect
import sys

import torch

from study_networks import StudyNetwork

state = torch.load(sys.argv[1])
if "weights_only" in inspect.signature(torch.load).parameters:
    assert list(torch.load(sys.argv[1], weights_only=True)) == list(state)
network = StudyNetwork(norms=int(sys.argv[2]), width=int(sys.argv[3]))
assert list(state) == list(network.state_dict())
network.load_state_dict(state, strict=True)
print(type(state).__name__)
for name, tensor in state.items():
    print(name, tensor.dtype, hashlib.sha256(tensor.contiguous().numpy().tobytes()).hexdigest())
