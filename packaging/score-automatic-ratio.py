#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""How far the automatic ratio lies from the true one on a SID-like set.

Usage: score-automatic-ratio.py SCOTOPIC_CLI SID_FOLDER
Prints a Markdown table: for each pair the exposure times' ratio (at most 300), the suggested one, and the stops between.
"""
import json
import math
import pathlib
import statistics
import subprocess
import sys


def seconds_of(file):
    return float(file.stem.split("_")[2].rstrip("s"))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    cli, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    lists = sorted(folder.glob("*_list.txt"))
    pairs = [line.split()[:2] for listed in lists for line in listed.read_text().splitlines() if line.strip()]
    print("| pair | true | automatic | stops |\n| --- | --- | --- | --- |")
    all_stops = []
    for short, long in sorted(pairs):
        true = min(seconds_of(folder / long) / seconds_of(folder / short), 300)
        facts = subprocess.run([cli, "info", folder / short, "--json"], check=True, capture_output=True).stdout
        suggested = json.loads(facts)["suggestedRatio"]
        all_stops.append(math.log2(suggested / true))
        print(f"| {pathlib.Path(short).stem} | x{true:.0f} | x{suggested:.0f} | {all_stops[-1]:+.2f} |")
    sizes = [abs(stops) for stops in all_stops]
    print(f"| mean of {len(all_stops)}, its size | | | {statistics.mean(all_stops):+.2f}, {statistics.mean(sizes):.2f} |")


if __name__ == "__main__":
    main()
