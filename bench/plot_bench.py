"""Draw ``lowlight-cam bench --json``: ``python bench/plot_bench.py IN.json OUT.png [FROM TO]``.

A group of bars for each size, of one pair of pixel formats (nv12 to i420 if nothing is said).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure


def main(source: Path, picture: Path, camera: str = "nv12", output: str = "i420") -> None:
    result = json.loads(source.read_text(encoding="utf-8"))
    rows = [row for row in result["rows"] if (row["from"], row["to"]) == (camera, output)]
    sizes = list(dict.fromkeys(row["size"] for row in rows))
    names = list(dict.fromkeys(row["contestant"] for row in rows))
    budget_ms = result["budget_ms"]
    figure = Figure(figsize=(11, 5), layout="tight")
    axes = figure.subplots()
    thick = 0.86 / len(names)
    for place, name in enumerate(names):
        cpu = [next(r["cpu_ms"] for r in rows if (r["size"], r["contestant"]) == (s, name)) for s in sizes]
        median = np.array([each["median"] for each in cpu])
        spread = np.abs([[each["p5"], each["p95"]] for each in cpu] - median[:, None]).T
        at = np.arange(len(sizes)) + (place - (len(names) - 1) / 2) * thick
        bars = axes.bar(at, median, 0.9 * thick, label=name, yerr=spread, error_kw={"linewidth": 0.8})
        shown = [f"{each:.2g}" if each < 10 else f"{each:.0f}" for each in median]
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}  # over the budget's line
        axes.bar_label(bars, shown, padding=3, fontsize=7, bbox=paper)
    axes.axhline(budget_ms, color="black", linewidth=0.8, linestyle="--", zorder=0.5)
    axes.text(-0.48, 1.05 * budget_ms, f"{budget_ms:.0f} ms: a frame's time", fontsize=8)
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.set_xticks(range(len(sizes)), sizes)
    axes.set_xlim(-0.5, len(sizes) - 0.5)
    axes.set_ylabel("ms of one thread's processor time, log")
    axes.set_title(
        f"One frame, {camera.upper()} to {output.upper()}: median, 5th to 95th percentile, "
        f"in one run; {result['machine']['processor']}",
        fontsize=10,
    )
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.07), ncols=len(names), frameon=False, fontsize=8)
    figure.savefig(picture, dpi=90)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:5])
