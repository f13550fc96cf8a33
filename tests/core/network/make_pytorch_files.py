# SPDX-License-Identifier: MIT
"""Writes PyTorch files of many kinds into a folder: what the importer must read, and what it must refuse."""
import argparse
import gzip
import os
import pickle
import sys
import types
import zipfile
from collections import OrderedDict

import numpy as np
import torch

from study_networks import make

folder = sys.argv[1]


def path(name):
    return os.path.join(folder, name)


def save(name, content, legacy=False):
    torch.save(content, path(name), _use_new_zipfile_serialization=not legacy)


def renamed(state, first, second, up, head):
    """The study's names to another program's; '#' is the level."""

    def rename(key):
        layer, part = key.split(".", 1)
        if layer == "conv10":
            return f"{head}.{part}"
        level = "".join(c for c in layer.split("_")[0] if c.isdigit())
        pattern = up if layer.startswith("up") else second if layer.endswith("_2") else first
        return f"{pattern.replace('#', level)}.{part}" if layer[:2] != "bn" else key

    return OrderedDict((rename(key), value) for key, value in state.items())


small = make(seed=5, norms=2, width=4)
state = small.state_dict()
for key, value in state.items():
    value.numpy().astype(np.float32).tofile(path(key + ".bin"))

save("plain.pth", state)
save("legacy.pth", state, legacy=True)

# A training script's checkpoint: optimizer state, arguments, NumPy scalars, DataParallel's prefix.
optimizer = torch.optim.Adam(small.parameters())
small(torch.rand(1, 4, 32, 32)).sum().backward()
optimizer.step()
for key, value in state.items():  # the step changed them
    value.copy_(torch.from_numpy(np.fromfile(path(key + ".bin"), np.float32)).reshape(value.shape))
checkpoint = {
    "epoch": 3,
    "state_dict": OrderedDict(("module." + key, value) for key, value in state.items()),
    "optimizer": optimizer.state_dict(),
    "args": argparse.Namespace(lr=1e-4, device=torch.device("cpu"), dtype=torch.float32),
    "best_psnr": np.float64(28.13),
    "losses": np.arange(3.0),
    "shape": torch.Size([1, 2]),
}
save("checkpoint.ckpt", checkpoint)
save("checkpoint_legacy.pkl", checkpoint, legacy=True)
save("compiled.pt", {"model": {"_orig_mod." + key: value for key, value in state.items()}})
save("parameters.pth", {"net": {"params": OrderedDict(small.named_parameters(), **dict(small.named_buffers()))}})
save("double.pth", {key: value.double() for key, value in state.items()})
save("half.pth", {key: value.half() if value.is_floating_point() else value for key, value in state.items()})
save("bfloat16.pth", {key: value.bfloat16() if value.is_floating_point() else value for key, value in state.items()})

# Everything in one storage, and every kernel with its axes in another order in memory.
flat = torch.cat([value.reshape(-1).float() for value in state.values()])
views, begin = OrderedDict(), 0
for key, value in state.items():
    views[key] = flat[begin : begin + value.numel()].reshape(value.shape)
    begin += value.numel()
save("shared.pth", views)
save("shared_legacy.pth", views, legacy=True)
save("channels_last.pth", {k: v.to(memory_format=torch.channels_last) if v.dim() == 4 else v for k, v in state.items()})

uncounted = OrderedDict((k, v) for k, v in state.items() if not k.endswith("num_batches_tracked"))
save("uncounted.pth", uncounted)

baseline = make(seed=6, norms=0, width=4, head_kernel=1).state_dict()
save("common_port.pth", renamed(baseline, "conv#_1", "conv#_2", "upv#", "conv10_1"))

# Small ones, to be damaged in hundreds of ways.
tiny = make(seed=7, norms=1, width=1).state_dict()
save("tiny.pth", tiny)
save("tiny_legacy.pth", tiny, legacy=True)
save("tiny_checkpoint.ckpt", dict(checkpoint, state_dict=tiny, optimizer=torch.optim.Adam([tiny["up6.weight"]]).state_dict()))

# Other forms of the same weights.
save("module.pth", small)
save("module_legacy.pth", small, legacy=True)
save("list.pth", [state, {"lr": 1e-4}, 4000])
save("tuple.pth", (4000, state))
save("nested_lists.pth", {"a": [{"b": ([state],)}]})
annotated = OrderedDict((key, torch.nn.Parameter(value, requires_grad=False)) for key, value in state.items())
for value in annotated.values():
    value.tensor_model_parallel = False  # an attribute, as sharded training leaves one
save("from_type.pth", annotated)
for protocol in (0, 1, 4):
    torch.save(state, path(f"protocol{protocol}.pth"), pickle_protocol=protocol)
torch.save(state, path("protocol1_legacy.pth"), pickle_protocol=1, _use_new_zipfile_serialization=False)

omegaconf, dictconfig = types.ModuleType("omegaconf"), types.ModuleType("omegaconf.dictconfig")
sys.modules.update({"omegaconf": omegaconf, "omegaconf.dictconfig": dictconfig})
omegaconf.dictconfig = dictconfig


class DictConfig(dict):
    __module__ = "omegaconf.dictconfig"

    def __setstate__(self, state):
        open(path("config_was_built"), "w").close()


dictconfig.DictConfig = DictConfig
config = DictConfig(lr=1e-4)
config.content = {"seed": 1}
save("config.ckpt", {"state_dict": OrderedDict(("model." + k, v) for k, v in state.items()), "hyper_parameters": config})
save("object.pth", config)

halves = OrderedDict((key, value / 2 if value.is_floating_point() else value) for key, value in state.items())
save("params_then_ema.pth", {"params": halves, "params_ema": state})
save("ema_then_params.pth", {"params_ema": state, "params": halves})
save("averaged.pth", torch.optim.swa_utils.AveragedModel(small).state_dict())
other = make(seed=9, norms=2, width=4)
save("module_and_ema.pth", {"net": other, "ema": {"module": state}})

with zipfile.ZipFile(path("plain.pth")) as stored, zipfile.ZipFile(path("deflated.pth"), "w", zipfile.ZIP_DEFLATED) as packed:
    for name in stored.namelist():
        packed.writestr(name, stored.read(name))
with open(path("plain.pth"), "rb") as file:
    whole = file.read()
with open(path("half.zip.pth"), "wb") as file:
    file.write(whole[: len(whole) // 2])
with open(path("zipped.pth.gz"), "wb") as file:
    file.write(gzip.compress(whole))
with zipfile.ZipFile(path("zipped.zip"), "w") as packed:
    packed.writestr("sony.pth", whole)

# What must be refused.
save("missing.pth", OrderedDict((k, v) for k, v in state.items() if k not in ("up6.weight", "conv7.bias")))
save("missing_bn1.pth", OrderedDict((k, v) for k, v in state.items() if not k.startswith("bn1")))
save("port_missing.pth", {k: v for k, v in torch.load(path("common_port.pth")).items() if k != "upv7.bias"})
with_nan = OrderedDict((k, v.clone()) for k, v in state.items())
with_nan["conv3.weight"][0, 0, 0, 0] = float("nan")
save("nan.pth", with_nan)
save("other_network.pth", torch.nn.Sequential(torch.nn.Conv2d(3, 8, 3), torch.nn.ReLU()).state_dict())
save("number.pth", 42)
save("three_planes.pth", OrderedDict(state, **{"conv1.weight": state["conv1.weight"][:, :3].clone()}))
torch.jit.save(torch.jit.script(torch.nn.Conv2d(1, 1, 1)), path("script.pth"))
# An expanded tensor of a terabyte that takes a few bytes in the file.
save("bomb.pth", OrderedDict(state, **{"conv1.bias": torch.zeros(1).expand(4), "conv2.bias": torch.zeros(1).expand(2**38)}))


class Attack:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


sentinel = path("pickle_was_run")
shell = Attack(os.system, f"touch '{sentinel}'")
attacks = {
    "system": shell,
    "eval": Attack(eval, f"open({sentinel!r}, 'w')"),
    "getattr": Attack(getattr, shell, "x"),
}
for name, attack in attacks.items():
    infected = OrderedDict(state, evil=attack)
    save(f"attack_{name}.pth", infected)
    save(f"attack_{name}_legacy.pth", infected, legacy=True)
    for protocol in range(6):
        with open(path(f"attack_{name}_{protocol}.pkl"), "wb") as file:
            pickle.dump({"state_dict": attack}, file, protocol)
