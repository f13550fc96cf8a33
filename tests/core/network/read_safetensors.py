# SPDX-License-Identifier: MIT
"""Prints metadata and tensors of a safetensors file, read by the safetensors library or, where it is not installed,
from the format's description (https://huggingface.co/docs/safetensors: length, JSON, buffer)."""
import hashlib
import json
import struct
import sys


def read_by_library(path):
    from safetensors import safe_open

    with safe_open(path, framework="np") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
        return file.metadata(), {
            name: (tensor.dtype.itemsize * (-1 if tensor.dtype.kind == "i" else 1), list(tensor.shape), tensor.tobytes())
            for name, tensor in tensors.items()
        }


def read_by_description(path):
    data = open(path, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    assert length % 8 == 0
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__")
    tensors = {}
    end = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin = entry["data_offsets"][0]
        assert begin == end, name
        end = entry["data_offsets"][1]
        size = {"F32": 4, "F16": 2, "I64": -8}[entry["dtype"]]
        assert begin % abs(size) == 0, name
        tensors[name] = (size, entry["shape"], data[8 + length + begin : 8 + length + end])
    assert 8 + length + end == len(data)
    return metadata, tensors


try:
    metadata, tensors = read_by_library(sys.argv[1])
except ImportError:
    metadata, tensors = read_by_description(sys.argv[1])
for key, value in sorted(metadata.items()):
    print("note", key, "=", value)
for name, (size, shape, content) in sorted(tensors.items()):
    print(name, size, ",".join(map(str, shape)), hashlib.sha256(content).hexdigest())
