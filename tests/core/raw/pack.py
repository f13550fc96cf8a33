# SPDX-License-Identifier: MIT
"""NumPy's word on packing: mosaic.bin (uint16) and levels -> planes.bin (float32), as in the study's code.

BLACK is one number, or four for the sensor's 2x2 positions in reading order: 510,523,498,641.

usage: pack.py MOSAIC WIDTH HEIGHT FIRST_ROW FIRST_COLUMN BAYER|XTRANS BLACK WHITE RATIO PLANES
"""
import sys

import numpy as np

mosaic, width, height, row, column, kind, black, white, ratio, planes = sys.argv[1:]
im = np.fromfile(mosaic, np.uint16).reshape(int(height), int(width)).astype(np.float32)
black = np.resize(np.array(black.split(","), np.float32), 4).reshape(2, 2)
black = np.tile(black, (im.shape[0] // 2 + 1, im.shape[1] // 2 + 1))[:im.shape[0], :im.shape[1]]
im = np.maximum(im - black, 0) / (np.float32(white) - black)
im = im[int(row):, int(column):]
period = 2 if kind == "BAYER" else 6
h, w = im.shape[0] // period * period, im.shape[1] // period * period
im = im[:h, :w]
if kind == "BAYER":
    out = np.stack([im[0::2, 0::2], im[0::2, 1::2], im[1::2, 1::2], im[1::2, 0::2]])
else:
    out = np.zeros((9, h // 3, w // 3), np.float32)
    corners = {
        0: [(0, 0), (0, 4), (3, 1), (3, 3)],
        1: [(0, 2), (0, 5), (3, 2), (3, 5)],
        2: [(0, 1), (0, 3), (3, 0), (3, 4)],
        3: [(1, 2), (2, 5), (5, 2), (4, 5)],
        4: [(2, 2), (1, 5), (4, 2), (5, 5)],
    }
    for plane, sites in corners.items():
        for (y, x), (r, c) in zip([(0, 0), (0, 1), (1, 0), (1, 1)], sites):
            out[plane, y::2, x::2] = im[r::6, c::6]
    for plane, (r, c) in {5: (1, 0), 6: (1, 1), 7: (2, 0), 8: (2, 1)}.items():
        out[plane] = im[r::3, c::3]
np.minimum(out * np.float32(ratio), np.float32(1)).astype(np.float32).tofile(planes)
