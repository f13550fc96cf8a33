# SPDX-License-Identifier: MIT
"""Saves networks with their outputs for one random input, computed by PyTorch: folder/NAME{.pth,_eval.bin,_train.bin}
and folder/input_{4,9}.bin."""
import os
import sys
from collections import OrderedDict

import torch
from torch.nn import functional as F

from study_networks import make

folder = sys.argv[1]
inputs = {}
for planes in (4, 9):
    torch.manual_seed(planes)
    inputs[planes] = torch.rand(1, planes, 64, 96)
    inputs[planes].numpy().tofile(os.path.join(folder, f"input_{planes}.bin"))


def save(name, network, state=None, output=lambda network, x: network(x)):
    path = os.path.join(folder, name)
    torch.save(network.state_dict() if state is None else state, path + ".pth")
    x = inputs[network.conv1.in_channels]
    with torch.no_grad():
        output(network.eval(), x).numpy().tofile(path + "_eval.bin")
        output(network.train(), x).numpy().tofile(path + "_train.bin")


save("baseline", make(seed=1, norms=0))
save("single_bn", make(seed=2, norms=1))
save("double_bn", make(seed=3, norms=2))
save("group_norm", make(seed=6, norms="group"))
save("xtrans", make(seed=4, norms=0, planes=9, head_kernel=1, upsample_bias=False))

# The port that keeps the original's depth_to_space: the same names but conv1_1, and the head's channels in
# TensorFlow's order, (dy, dx, colour).
original = make(seed=5, norms=0, width=8, head_kernel=1, upsample_bias=False)
state = OrderedDict(
    (key if "_2." in key or key[:2] == "up" or key[:6] == "conv10" else key.replace(".", "_1.", 1), value)
    for key, value in original.state_dict().items()
)


def depth_to_space(network, x):
    shuffle, F.pixel_shuffle = F.pixel_shuffle, lambda features, upscale: features
    features = network(x)
    F.pixel_shuffle = shuffle
    n, c, h, w = features.shape
    return features.reshape(n, 2, 2, 3, h, w).permute(0, 3, 4, 1, 5, 2).reshape(n, 3, 2 * h, 2 * w).contiguous()


save("port_of_the_original", original, state, depth_to_space)
