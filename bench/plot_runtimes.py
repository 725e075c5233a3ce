"""Draw ``lowlight-cam bench --runtimes --json``: ``python bench/plot_runtimes.py IN.json OUT.png``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from matplotlib.figure import Figure


def main(source: Path, picture: Path) -> None:
    result = json.loads(source.read_text(encoding="utf-8"))
    rows = [row for row in result["rows"] if "wall_ms" in row and row.get("threads", 1) == 1]
    figure = Figure(figsize=(10, 4.5), layout="tight")
    for axes, whole in zip(figure.subplots(1, 2), (False, True), strict=True):
        shown = [row for row in rows if row["model"].startswith("whole") is whole]
        names = [f"{row['runtime'].split(' (')[0]}\n{row['model'].removeprefix('whole-')}" for row in shown]
        times = [row["wall_ms"]["median"] for row in shown]
        bars = axes.barh(names, times)
        axes.bar_label(bars, [f"{each:.2f}" for each in times], padding=3, fontsize=8)
        axes.set_xlim(0, 1.15 * max(times))
        axes.tick_params(labelsize=8)
        axes.invert_yaxis()
        axes.set_xlabel("ms, median, 1 thread (the GPU is a software one)")
        axes.set_title("whole graph, 512x512" if whole else "map network, 96x56")
    figure.savefig(picture, dpi=90)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
