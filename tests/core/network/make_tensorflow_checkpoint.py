# SPDX-License-Identifier: MIT
"""Writes a TensorFlow V2 checkpoint of the original network, with Adam's slots, without TensorFlow: from LevelDB's
doc/table_format.md and TensorFlow's tensor_bundle.proto. Also computes the network in NumPy as TensorFlow defines it.

    make_tensorflow_checkpoint.py PREFIX PLANES WIDTH INPUT OUTPUT
"""
import struct
import sys

import numpy as np

POLYNOMIAL = 0x82F63B78  # CRC-32C, reversed
CRC_TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = (byte >> 1) ^ (POLYNOMIAL if byte & 1 else 0)
    CRC_TABLE.append(byte)


def masked_crc(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ CRC_TABLE[(crc ^ byte) & 0xFF]
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


assert masked_crc(b"123456789") == (((0xE3069283 >> 15) | (0xE3069283 << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out + bytes([number]))


def number_field(number, value):
    return varint(number << 3) + varint(value) if value else b""


def bytes_field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def bundle_entry(dtype, shape, offset, data):
    dims = b"".join(bytes_field(2, number_field(1, size)) for size in shape)
    return (
        number_field(1, dtype)
        + bytes_field(2, dims)
        + number_field(4, offset)
        + number_field(5, len(data))
        + varint(6 << 3 | 5)
        + struct.pack("<I", masked_crc(data))
    )


class Table:
    """Blocks of prefix-compressed entries, an index block, a footer."""

    def __init__(self):
        self.file = b""

    def block(self, entries, restart_interval=16):
        out, restarts, previous = b"", [], b""
        for i, (key, value) in enumerate(entries):
            shared = 0
            if i % restart_interval == 0:
                restarts.append(len(out))
            else:
                while shared < min(len(key), len(previous)) and key[shared] == previous[shared]:
                    shared += 1
            out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
            previous = key
        restarts = restarts or [0]
        out += struct.pack(f"<{len(restarts) + 1}I", *restarts, len(restarts)) + b"\0"
        handle = varint(len(self.file)) + varint(len(out) - 1)
        self.file += out + struct.pack("<I", masked_crc(out))
        return handle

    def finish(self, entries, entries_per_block=20):
        index = []
        for begin in range(0, len(entries), entries_per_block):
            part = entries[begin : begin + entries_per_block]
            index.append((part[-1][0] + b"\0", self.block(part)))
        footer = self.block([]) + self.block(index, restart_interval=1)
        return self.file + footer.ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)


def write_checkpoint(prefix, variables):
    data, entries = b"", [(b"", number_field(1, 1) + bytes_field(3, number_field(1, 1)))]
    for name in sorted(variables):
        content = variables[name].tobytes()
        entries.append((name.encode(), bundle_entry(1, variables[name].shape, len(data), content)))
        data += content
    open(prefix + ".data-00000-of-00001", "wb").write(data)
    open(prefix + ".index", "wb").write(Table().finish(entries))
    open(prefix + ".meta", "wb").write(b"the graph, which nobody here reads")


def make_variables(planes, width, random):
    variables = {}

    def convolution(name, size, inputs, outputs):
        variables[name + "/weights"] = random.normal(0, (2 / (size * size * inputs)) ** 0.5, (size, size, inputs, outputs))
        variables[name + "/biases"] = random.normal(0, 0.05, outputs)

    channels = planes
    for level in range(1, 10):
        wide = width * 2 ** (level - 1 if level <= 5 else 9 - level)
        if level > 5:
            up = "Variable" if level == 6 else f"Variable_{level - 6}"
            variables[up] = random.normal(0, channels**-0.5, (2, 2, wide, channels))
        convolution(f"g_conv{level}_1", 3, channels, wide)
        convolution(f"g_conv{level}_2", 3, wide, wide)
        channels = wide
    convolution("g_conv10", 1, width, 27 if planes == 9 else 12)
    return {name: value.astype(np.float32) for name, value in variables.items()}


def network(variables, x):
    """x: [h, w, channels]."""

    def convolution(name, x):
        kernel = variables[name + "/weights"].astype(np.float64)
        edge = kernel.shape[0] // 2
        padded = np.pad(x, ((edge, edge), (edge, edge), (0, 0)))
        out = variables[name + "/biases"].astype(np.float64)
        for dy in range(kernel.shape[0]):
            for dx in range(kernel.shape[1]):
                out = out + padded[dy : dy + x.shape[0], dx : dx + x.shape[1]] @ kernel[dy, dx]
        return out

    def block(level, x):
        for number in (1, 2):
            x = convolution(f"g_conv{level}_{number}", x)
            x = np.maximum(0.2 * x, x)
        return x

    def upsampled(level, x):
        kernel = variables["Variable" if level == 6 else f"Variable_{level - 6}"].astype(np.float64)
        out = np.zeros((2 * x.shape[0], 2 * x.shape[1], kernel.shape[2]))
        for dy in range(2):
            for dx in range(2):
                out[dy::2, dx::2] = x @ kernel[dy, dx].T
        return out

    skips = []
    for level in range(1, 5):
        skips.append(block(level, x))
        h, w, c = skips[-1].shape
        x = skips[-1].reshape(h // 2, 2, w // 2, 2, c).max(axis=(1, 3))
    x = block(5, x)
    for level in range(6, 10):
        x = block(level, np.concatenate([upsampled(level, x), skips.pop()], axis=2))
    x = convolution("g_conv10", x)
    h, w, c = x.shape
    r = 3 if c == 27 else 2  # tf.depth_to_space
    return x.reshape(h, w, r, r, 3).transpose(0, 2, 1, 3, 4).reshape(h * r, w * r, 3)


if __name__ == "__main__":
    prefix, planes, width, input_path, output_path = sys.argv[1:]
    planes = int(planes)
    random = np.random.default_rng(3)
    variables = make_variables(planes, int(width), random)
    x = random.random((32, 48, planes), dtype=np.float32)
    x.transpose(2, 0, 1).tofile(input_path)
    network(variables, x.astype(np.float64)).astype(np.float32).transpose(2, 0, 1).tofile(output_path)
    slots = {}
    for name, value in variables.items():
        slots[name] = value
        slots[name + "/Adam"] = np.zeros_like(value)
        slots[name + "/Adam_1"] = np.ones_like(value)
    slots["beta1_power"] = np.float32(0.9).reshape(())
    slots["beta2_power"] = np.float32(0.999).reshape(())
    write_checkpoint(prefix, slots)
