"""Several ways to do the same, measured side by side: each takes its turn, frame by frame.

A busy machine then slows all of them alike, so that ratios are good even where milliseconds are not.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

WHOLE_PATH, COPY, MJPEG = "whole path", "copy", "mjpeg decode"
LIMIT_S = 0.5
LEAST_TURNS = 5
_DIGITS = 4

Clock = Callable[[], int]
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to do a frame.

    `run` does it; it is given the number of the turn, from 0. All turns together take about `limit_s`
    seconds, or `LEAST_TURNS` turns if that is longer.
    """

    name: str
    run: Callable[[int], object]
    limit_s: float = LIMIT_S


class Durations:
    """How long the turns of one contestant took, in nanoseconds; room for them is made before the first."""

    def __init__(self, capacity: int) -> None:
        self._ns = np.zeros((2, capacity), np.int64)
        self.count = 0
        self.wall_ns = 0

    def add(self, cpu_ns: int, wall_ns: int) -> None:
        """Add one turn."""
        self._ns[:, self.count] = cpu_ns, wall_ns
        self.count += 1
        self.wall_ns += wall_ns

    @property
    def cpu_ms(self) -> dict[str, float]:
        """Median, 5th and 95th percentile of the thread's processor time, in milliseconds."""
        return _spread(self._ns[0, : self.count])

    @property
    def wall_ms(self) -> dict[str, float]:
        """The same by the clock."""
        return _spread(self._ns[1, : self.count])


def _spread(ns: np.ndarray[tuple[int], np.dtype[np.int64]]) -> dict[str, float]:
    p5, median, p95 = np.percentile(ns, (5, 50, 95)) / 1e6
    return {"median": round(median, _DIGITS), "p5": round(p5, _DIGITS), "p95": round(p95, _DIGITS)}


def take_turns(
    contestants: Sequence[Contestant],
    rounds: int,
    *,
    after_turn: Callable[[str, int], None] | None = None,
    cpu_ns: Clock = time.thread_time_ns,
    wall_ns: Clock = time.perf_counter_ns,
) -> dict[str, Durations]:
    """Let each contestant do a frame per round, in an order that is new in each round and always the same.

    A contestant that is too slow for its limit sits out some rounds, spread evenly over the run.

    Parameters
    ----------
    rounds
        At least 1.
    after_turn
        Called with a contestant's name and how many turns it has had; what it does is in nobody's time.
    cpu_ns, wall_ns
        Processor time of this thread, and the clock, in nanoseconds.

    Returns
    -------
    dict
        By name. What `run` raises comes through.
    """
    taken = {each.name: Durations(rounds) for each in contestants}
    order, shuffle = list(contestants), random.Random(0).shuffle  # noqa: S311
    for number in range(rounds):
        shuffle(order)
        progress = number / rounds
        for each in order:
            durations = taken[each.name]
            if durations.count > LEAST_TURNS * progress and durations.wall_ns > each.limit_s * 1e9 * progress:
                continue
            start_wall_ns, start_cpu_ns = wall_ns(), cpu_ns()
            each.run(durations.count)
            end_cpu_ns, end_wall_ns = cpu_ns(), wall_ns()
            durations.add(end_cpu_ns - start_cpu_ns, end_wall_ns - start_wall_ns)
            if after_turn:
                after_turn(each.name, durations.count)
    return taken


def rows(taken: Mapping[str, Durations], budget_ms: float) -> list[Row]:
    """Return one row a contestant; shares and ratios are of the medians of processor time.

    Parameters
    ----------
    taken
        By name, `WHOLE_PATH`, `COPY` and `MJPEG` among them.
    budget_ms
        What a frame may take, in milliseconds.
    """
    figures = {name: (each.cpu_ms, each.wall_ms) for name, each in taken.items()}
    median_ms = {name: cpu_ms["median"] for name, (cpu_ms, _) in figures.items()}
    found: list[Row] = []
    for name, (cpu_ms, wall_ms) in figures.items():
        row: Row = {
            "contestant": name,
            "frames": taken[name].count,
            "cpu_ms": cpu_ms,
            "wall_ms": wall_ms,
            "share_of_budget": round(median_ms[name] / budget_ms, _DIGITS),
            "ratio_to_copy": _ratio(median_ms[name], median_ms[COPY]),
            "ratio_to_mjpeg_decode": _ratio(median_ms[name], median_ms[MJPEG]),
        }
        if name == WHOLE_PATH:
            row["times_faster_than"] = {
                other: _ratio(ms, median_ms[name])
                for other, ms in median_ms.items()
                if other not in {WHOLE_PATH, COPY, MJPEG}
            }
        found.append(row)
    return found


def text(found: Sequence[Mapping[str, Any]], budget_ms: float) -> list[str]:
    """Lay the rows out for people: a table for each size and pair of formats."""
    lines = []
    for row in found:
        cpu, wall, stages = row["cpu_ms"], row["wall_ms"], row.get("stages", {})
        if row["contestant"] == WHOLE_PATH:
            lines += _heading(row, budget_ms)
        lines.append(
            f"{row['contestant']:14}{cpu['median']:9.2f}{cpu['p5']:9.2f}{cpu['p95']:9.2f}{wall['median']:9.2f}"
            f"{row['share_of_budget']:10.1%}{_shown(row['ratio_to_copy']):>8}"
            f"{_shown(row['ratio_to_mjpeg_decode']):>9}{row['frames']:8}"
        )
        lines += [
            f"  {name:39}{times['median_ms']:9.2f}{times['median_ms'] / budget_ms:10.1%}"
            for name, times in stages.items()
        ]
    return lines


def _heading(row: Mapping[str, Any], budget_ms: float) -> list[str]:
    memory = ", ".join(f"{at['resident']:.0f} MiB after {at['frames']} frames" for at in row["memory_mib"])
    faster = ", ".join(f"{_shown(ratio)} x {name}" for name, ratio in row["times_faster_than"].items())
    return [
        "",
        f"{row['size']} {row['from']} to {row['to']}; {row['runtime']}",
        f"memory of all together: {memory}",
        *([f"speed of the whole path: {faster}"] if faster else []),
        f"{'':14}{'CPU ms':>9}{'p5':>9}{'p95':>9}{'wall ms':>9}{f'of {budget_ms:.0f} ms':>10}{'x copy':>8}"
        f"{'x MJPEG':>9}{'frames':>8}",
    ]


def _shown(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def _ratio(ms: float, to_ms: float) -> float | None:
    """None where there is nothing to compare with: a frame that is too small for the clock."""
    return round(ms / to_ms, _DIGITS) if to_ms else None
