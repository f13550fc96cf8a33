#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Scores OpenCV's non-local means after the classical rendering on a SID-like set, under the study's protocol.

Usage: score-non-local-means.py SCOTOPIC_CLI SID_FOLDER
Prints a Markdown table: PSNR dB / SSIM for each strength, mean over the pairs of each split.
"""
import pathlib
import subprocess
import sys
import tempfile

import cv2
import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

STRENGTHS = (10, 20, 30, 40)


def pairs_of(folder):
    for split in ("train", "val", "test"):
        for listed in sorted(folder.glob(f"*_{split}_list.txt")):
            for line in listed.read_text().splitlines():
                if line.strip():
                    short, long = line.split()[:2]
                    yield split, folder / short, folder / long


def seconds_of(file):
    return float(file.stem.split("_")[2].rstrip("s"))


def read_8_bit(file):
    """The study truncates: (x * 255).astype(uint8)."""
    return (cv2.imread(str(file), cv2.IMREAD_UNCHANGED)[..., ::-1] / 65535.0 * 255).astype(np.uint8)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    cli, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    scores = {}
    with tempfile.TemporaryDirectory() as temporary:
        for split, short, long in pairs_of(folder):
            ratio = min(seconds_of(long) / seconds_of(short), 300)
            rendered = pathlib.Path(temporary) / "classical.png"
            subprocess.run([cli, "enhance", short, "-o", rendered, "--model", "classical", "--ratio", str(ratio),
                            "--bits", "16", "--overwrite"], check=True, stdout=subprocess.DEVNULL)
            noisy, truth = read_8_bit(rendered), read_8_bit(long)
            for strength in STRENGTHS:
                clean = cv2.fastNlMeansDenoisingColored(np.ascontiguousarray(noisy), None, strength, strength, 7, 21)
                scores.setdefault((split, strength), []).append(
                    (peak_signal_noise_ratio(truth, clean, data_range=255),
                     structural_similarity(truth, clean, win_size=7, channel_axis=2)))
    print("| split | strength | pairs | PSNR dB | SSIM |\n| --- | --- | --- | --- | --- |")
    for (split, strength), values in sorted(scores.items()):
        psnr, ssim = np.mean(values, axis=0)
        print(f"| {split} | {strength} | {len(values)} | {psnr:.2f} | {ssim:.3f} |")


if __name__ == "__main__":
    main()
