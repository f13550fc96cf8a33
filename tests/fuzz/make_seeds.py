#!/usr/bin/env python3
"""Writes the small valid files that the fuzzers start from: make_seeds.py FOLDER (tests/fuzz/seeds holds its output).

Only Python's own library: each format is written down here once more, apart from the readers under test.
"""
import io
import json
import os
import pickle
import struct
import sys
import zipfile
import zlib


def tiff(tags, pixels, byte_order="<"):
    """One directory of (tag, type, values), the strip's offset filled in, then the pixels."""
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 10: 8}
    codes = {1: "B", 2: "B", 3: "H", 4: "I", 7: "B"}
    tags = sorted(tags + [(273, 4, [0])])
    body_at = 8 + 2 + 12 * len(tags) + 4
    body = b""
    entries = []
    for tag, kind, values in tags:
        if kind in (5, 10):
            data = b"".join(struct.pack(byte_order + ("II" if kind == 5 else "ii"), *v) for v in values)
        else:
            data = b"".join(struct.pack(byte_order + codes[kind], v) for v in values)
        count = len(data) // sizes[kind]
        entries.append([tag, kind, count, data])
    pixels_at = body_at + sum(len(e[3]) + len(e[3]) % 2 for e in entries if len(e[3]) > 4)
    directory = struct.pack(byte_order + "H", len(entries))
    for tag, kind, count, data in entries:
        if tag == 273:
            data = struct.pack(byte_order + "I", pixels_at)
        if len(data) > 4:
            field = struct.pack(byte_order + "I", body_at + len(body))
            body += data + b"\0" * (len(data) % 2)
        else:
            field = data.ljust(4, b"\0")
        directory += struct.pack(byte_order + "HHI", tag, kind, count) + field
    directory += struct.pack(byte_order + "I", 0)
    head = (b"II" if byte_order == "<" else b"MM") + struct.pack(byte_order + "HI", 42, 8)
    return head + directory + body + pixels


def dng(extra=(), width=32, height=24, byte_order="<"):
    counts = [512 + (x * 37 + y * 91) % 2000 for y in range(height) for x in range(width)]
    pixels = struct.pack(byte_order + f"{len(counts)}H", *counts)
    text = lambda s: list(s.encode() + b"\0")
    return tiff([(254, 4, [0]), (256, 4, [width]), (257, 4, [height]), (258, 3, [16]), (259, 3, [1]), (262, 3, [32803]),
                 (271, 2, text("Maker")), (272, 2, text("Model")), (274, 3, [1]), (277, 3, [1]), (278, 4, [height]),
                 (279, 4, [len(pixels)]), (284, 3, [1]), (33421, 3, [2, 2]), (33422, 1, [0, 1, 1, 2]),
                 (50706, 1, [1, 4, 0, 0]), (50708, 2, text("Maker Model")), (50711, 3, [1]), (50714, 3, [512]),
                 (50717, 3, [16383]), (50721, 10, [(1, 1), (0, 1), (0, 1), (0, 1), (1, 1), (0, 1), (0, 1), (0, 1), (1, 1)]),
                 (50728, 5, [(1, 2), (1, 1), (2, 3)])] + list(extra), pixels, byte_order)


def grey_tiff(byte_order="<", compression=1):
    pixels = bytes(range(256)) * 3
    if compression == 8:
        pixels = zlib.compress(pixels)
    return tiff([(256, 4, [16]), (257, 4, [16]), (258, 3, [8, 8, 8]), (259, 3, [compression]), (262, 3, [2]), (277, 3, [3]),
                 (278, 4, [16]), (279, 4, [len(pixels)]), (284, 3, [1])], pixels, byte_order)


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((x * 9 + y * 5) % 256 for x in range(3 * 8)) for y in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def jpeg():
    """A baseline grey JPEG of one flat block."""
    table = bytes([0] + [1] * 64)
    huffman = bytes([0x00] + [1] + [0] * 15 + [0]) + bytes([0x10] + [1] + [0] * 15 + [0])
    def segment(marker, data):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
    return (b"\xff\xd8" + segment(0xDB, table) + segment(0xC0, bytes([8, 0, 8, 0, 8, 1, 1, 0x11, 0]))
            + segment(0xC4, huffman) + segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + b"\x3f" + b"\xff\xd9")


def safetensors(names):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, shape in names.items():
        count = 1
        for n in shape:
            count *= n
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + 4 * count]}
        data += struct.pack(f"<{count}f", *[0.01 * i for i in range(count)])
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data



def state_dict_pickle():
    """PyTorch's data.pkl of one tensor, opcode by opcode."""
    text = lambda s: b"X" + struct.pack("<I", len(s)) + s
    tensor = (b"ctorch._utils\n_rebuild_tensor_v2\n(" b"(" + text(b"storage") + b"ctorch\nFloatStorage\n" + text(b"0")
              + text(b"cpu") + b"K\x04tQ" b"K\x00" b"K\x02K\x02\x86" b"K\x02K\x01\x86" b"\x89" b"ccollections\nOrderedDict\n)R" b"tR")
    return b"\x80\x02ccollections\nOrderedDict\n)R(" + text(b"conv.weight") + tensor + b"u."


def pth():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("archive/data.pkl", state_dict_pickle())
        archive.writestr("archive/data/0", struct.pack("<4f", 1, 2, 3, 4))
        archive.writestr("archive/version", "3\n")
    return buffer.getvalue()


SPREAD = {"slope": 0.5, "bias": 0.1, "sigma": 0.1}
CALIBRATION = {"camera": "Model", "Kmin": 0.1, "Kmax": 10, "Profile-1": {"g_scale": SPREAD, "G_scale": SPREAD, "R_scale": SPREAD}}
RUN = {"format": 1, "state": "paused", "reason": "", "startedAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z",
       "pid": 1, "host": "host", "device": "cpu", "processes": 1, "version": "0.1.0", "torchVersion": "1.13",
       "progress": {"epoch": 1, "step": 3, "stepsPerEpoch": 3, "best": None, "failureCount": 0},
       "times": {"totalSeconds": 1, "networkSeconds": 1, "waitingSeconds": 0, "validationSeconds": 0, "checkpointSeconds": 0},
       "peakMemoryBytes": 1, "estimate": None, "recipe": {"baseWidth": 8},
       "data": {"root": "", "cache": "", "exclusions": "", "fingerprint": "", "truthRenderer": "", "trainPairs": ["a"],
                "validationPairs": []}}


def main(folder):
    steps = ("step,epoch,pairs,loss,gradient_norm,learning_rate,seconds,network_seconds,memory_bytes\n"
             "1,1,00001_00_0.1s,0.5,1.25,0.0001,0.2,0.1,1000\n")
    seeds = {
        "raw": {"bayer.dng": dng(), "big-endian.dng": dng(byte_order=">"),
                "crop.dng": dng([(50719, 4, [4, 4]), (50720, 4, [20, 16]), (50829, 4, [2, 2, 22, 30])])},
        "tiff": {"rgb.tif": grey_tiff(), "big-endian.tif": grey_tiff(">"), "deflate.tif": grey_tiff(compression=8)},
        "png": {"rgb.png": png()},
        "jpeg": {"grey.jpg": jpeg()},
        "safetensors": {"two.safetensors": safetensors({"conv.weight": [2, 3], "conv.bias": [2]})},
        "pickle": {"tensor.pkl": state_dict_pickle(),
                   "protocol0.pkl": pickle.dumps({"a": [1, 2.5, "x", None, True, (1, 2)]}, 0),
                   "protocol2.pkl": pickle.dumps({"a": [1, 2.5, "x", None, True, 1 << 70]}, 2),
                   "protocol4.pkl": pickle.dumps({"a": {"b": b"bytes"}}, 4)},
        "zip": {"state.pth": pth()},
        "model": {"state.pth": pth(), "two.safetensors": safetensors({"conv.weight": [2, 3], "conv.bias": [2]})},
        # A LevelDB table without entries: an empty data block, its index, the footer with the magic number.
        "tensorflow": {"empty.index": b"\0\0\0\0\1\0\0\0" + b"\0" * 5 + b"\0\0\0\0\1\0\0\0" + b"\0" * 5
                       + bytes([0, 8, 13, 8]).ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)},
        "cache": {"index.json": json.dumps({"format": "scotopic decoded cache", "version": 2, "files": {}, "pairs": []}).encode(),
                  "clean.json": json.dumps({"format": "scotopic clean set", "version": 1, "pictures": []}).encode()},
        "tables": {"steps.csv": steps.encode(),
                   "epochs.csv": (b"epoch,step,mean_loss,learning_rate,val_psnr_db,val_ssim,val_l1,failures,seconds\n"
                                  b"1,1,0.5,0.0001,30.5,0.9,0.01,0,3\n2,2,0.4,0.0001,,,,0,3\n")},
        "recipe": {"recipe.json": b'{"baseWidth": 8, "inputPlanes": 4, "learningRateDrop": {"afterEpoch": 2, "value": 0.1}}',
                   "run.json": json.dumps(RUN).encode()},
        "lists": {"sid.txt": b"./Sony/short/00001_00_0.1s.ARW ./Sony/long/00001_00_10s.ARW ISO200 F8\n",
                  "pairs.csv": b"short,long,split,ratio\na.dng,b.png,train,100\n",
                  "exclusions.txt": b"# hazy\n00001_00_0.1s hazy\n"},
        "noise": {"calibration.json": json.dumps(CALIBRATION).encode()},
    }
    for target, files in seeds.items():
        os.makedirs(os.path.join(folder, target), exist_ok=True)
        for name, data in files.items():
            with open(os.path.join(folder, target, name), "wb") as file:
                file.write(data)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
