# SPDX-License-Identifier: MIT
"""The SID U-Net in plain PyTorch: pytorch_forward.py FOLDER running|image

FOLDER holds weights.txt (a name and its shape a line), weights.bin and input.bin (float32), input.txt (planes,
height, width); the output goes to output.bin as [3, height, width].
"""
import sys

import numpy as np
import torch
import torch.nn.functional as F

folder, statistics = sys.argv[1:]
values = np.fromfile(folder + "/weights.bin", np.float32)
weights, at = {}, 0
for line in open(folder + "/weights.txt"):
    name, *shape = line.split()
    shape = [int(extent) for extent in shape]
    count = int(np.prod(shape, dtype=np.int64))
    weights[name] = torch.from_numpy(values[at : at + count].reshape(shape))
    at += count


def conv(x, name):
    weight = weights[name + ".weight"]
    return F.conv2d(x, weight, weights[name + ".bias"], padding=weight.shape[2] // 2)


def norm(x, name):
    if name + ".weight" not in weights:
        return x
    if name.startswith("gn"):
        return F.group_norm(x, 8, weights[name + ".weight"], weights[name + ".bias"])
    mean, variance = weights[name + ".running_mean"].clone(), weights[name + ".running_var"].clone()
    return F.batch_norm(
        x, mean, variance, weights[name + ".weight"], weights[name + ".bias"], training=statistics == "image"
    )


def block(x, level):
    kind = "gn" if "gn1.weight" in weights else "bn"
    double = f"{kind}{level}_1.weight" in weights
    x = conv(x, f"conv{level}")
    x = F.leaky_relu(norm(x, f"{kind}{level}") if double else x, 0.2)
    x = norm(conv(x, f"conv{level}_2"), f"{kind}{level}_1" if double else f"{kind}{level}")
    return F.leaky_relu(x, 0.2)


with torch.no_grad():
    shape = [int(extent) for extent in open(folder + "/input.txt").read().split()]
    x = torch.from_numpy(np.fromfile(folder + "/input.bin", np.float32).reshape([1] + shape))
    skips = []
    for level in (1, 2, 3, 4):
        x = block(x, level)
        skips.append(x)
        x = F.max_pool2d(x, 2)
    x = block(x, 5)
    for level in (6, 7, 8, 9):
        up = F.conv_transpose2d(x, weights[f"up{level}.weight"], weights.get(f"up{level}.bias"), stride=2)
        x = block(torch.cat([up, skips.pop()], 1), level)
    x = F.pixel_shuffle(conv(x, "conv10"), 3 if shape[0] == 9 else 2)
x.squeeze(0).permute(1, 2, 0).contiguous().numpy().tofile(folder + "/output.bin")
