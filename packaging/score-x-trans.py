#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Scores a camera-linear model for Bayer raws on a darkened X-Trans mosaic, beside a Bayer mosaic of the same scene.

Usage: score-x-trans.py SCOTOPIC_CLI MODEL MOSAIC.dng SCENE.dng
MOSAIC is an uncompressed 14-bit X-Trans DNG without a black level, made from the Bayer raw SCENE by averaging 2x2
blocks; noise is Poisson's of 3 counts an electron and Gauss's of 5 counts. The truth is each clean mosaic's own
classical rendering. Prints a Markdown table: PSNR dB / SSIM under the study's protocol.
"""
import pathlib
import struct
import subprocess
import sys
import tempfile

import cv2
import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

RATIOS = (1, 10, 50, 100, 300)
BLACK_DN, WHITE_DN = 512, 16383
DN_PER_ELECTRON, READ_NOISE_DN = 3.0, 5.0
STRIP_OFFSET, REPEAT_DIM, PATTERN, BLACK_LEVEL = 273, 33421, 33422, 50714
BAYER = np.array([[0, 1], [1, 2]])


def entries_of(dng):
    """Where in the first directory each tag's value lies, and the value or its offset."""
    (directory,) = struct.unpack_from("<I", dng, 4)
    (count,) = struct.unpack_from("<H", dng, directory)
    for i in range(count):
        at = directory + 2 + 12 * i
        tag, _, _, value = struct.unpack_from("<HHII", dng, at)
        yield tag, (at, value)


def mosaic_of(pixels, pattern):
    rows, columns = np.indices(pixels.shape[:2])
    colours = pattern[rows % pattern.shape[0], columns % pattern.shape[1]]
    return np.take_along_axis(pixels, colours[..., None], 2)[..., 0]


def written(file, template, entries, light, is_bayer):
    """A DNG of light 0..1 above black."""
    dng = bytearray(template)
    if is_bayer:
        struct.pack_into("<HH", dng, entries[REPEAT_DIM][0] + 8, 2, 2)
        struct.pack_into("<I4B", dng, entries[PATTERN][0] + 4, 4, *BAYER.ravel())
    struct.pack_into("<I", dng, entries[BLACK_LEVEL][0] + 8, BLACK_DN)
    counts = np.clip(np.round(light * (WHITE_DN - BLACK_DN) + BLACK_DN), 0, WHITE_DN).astype("<u2")
    at = entries[STRIP_OFFSET][1]
    dng[at : at + counts.nbytes] = counts.tobytes()
    file.write_bytes(dng)
    return file


def darkened(light, ratio, random):
    """Light of an exposure so many times shorter, with its noise."""
    counts = light * (WHITE_DN - BLACK_DN) / ratio
    noisy = random.poisson(counts / DN_PER_ELECTRON) * DN_PER_ELECTRON + random.normal(0, READ_NOISE_DN, light.shape)
    return noisy / (WHITE_DN - BLACK_DN)


def rendered(cli, raw, model, ratio):
    """As the study truncates it to 8 bits."""
    picture = raw.with_suffix(".png")
    subprocess.run([cli, "enhance", raw, "-o", picture, "--model", model, "--ratio", str(ratio), "--bits", "16",
                    "--tone", "study", "--overwrite"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (cv2.imread(str(picture), cv2.IMREAD_UNCHANGED)[..., ::-1] / 65535.0 * 255).astype(np.uint8)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    cli, model, mosaic, scene = sys.argv[1:]
    template = pathlib.Path(mosaic).read_bytes()
    entries = dict(entries_of(template))
    pattern_at = entries[PATTERN][1]
    x_trans = np.frombuffer(template[pattern_at : pattern_at + 36], np.uint8).reshape(6, 6).astype(int)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        packed = folder / "scene.npy"
        subprocess.run([cli, "pack", scene, "-o", packed, "--ratio", "1"], check=True, stdout=subprocess.DEVNULL)
        red, green, blue, other_green = np.load(packed).astype(float)
        width, height = struct.unpack_from("<I", template, entries[256][0] + 8) + struct.unpack_from(
            "<I", template, entries[257][0] + 8)
        pixels = np.stack([red, (green + other_green) / 2, blue], -1)[:height, :width]
        print("| ratio | X-Trans | X-Trans, classical | Bayer |\n| --- | --- | --- | --- |")
        for ratio in RATIOS:
            cells = []
            for is_bayer, contestants in ((False, (model, "classical")), (True, (model,))):
                light = mosaic_of(pixels, BAYER if is_bayer else x_trans)
                truth = rendered(cli, written(folder / "clean.dng", template, entries, light, is_bayer), "classical", 1)
                noisy = darkened(light, ratio, np.random.default_rng(1))
                dark = written(folder / "dark.dng", template, entries, noisy, is_bayer)
                for contestant in contestants:
                    picture = rendered(cli, dark, contestant, ratio)
                    psnr = peak_signal_noise_ratio(truth, picture, data_range=255)
                    ssim = structural_similarity(truth, picture, win_size=7, channel_axis=2)
                    cells.append(f"{psnr:.2f} / {ssim:.3f}")
            print(f"| x{ratio} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
