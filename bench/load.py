"""Frame times while other programs load the machine: ``python -m bench.load [--seconds S] [--out JSON]``.

The engine runs live, from the synthetic camera into nothing, through three phases of equal length: quiet,
loaded, quiet. The load is processes that count, by default one for each processor. Writes figures and the
time of each frame as JSON, and a picture of them beside it. Root's threads get a higher priority; begin with
``setpriv --bounding-set=-sys_nice`` to see what others get.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from kernels.warm import warm_up
from vcam.assemble import SYNTHETIC, make_model, make_source
from vcam.commands.bench import machine
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.engine import Engine
from vcam.enhance.look import EnhanceMode
from vcam.governor import LADDER, NEAR, Governor
from vcam.settings import Settings
from vcam.sinks.base import OutputMode
from vcam.sinks.nowhere import Nowhere

SIZE = FrameSize(1280, 720)
PHASES = ("quiet", "loaded", "quiet again")
SETTLE_S = 2.0  # the first frames wait for memory and caches
OUT = Path(__file__).parents[1] / "docs" / "results" / "load-720p.json"


@dataclass
class Trace:
    """What happened to each frame, by the time it was captured; written by two threads."""

    busy: dict[int, tuple[float, int]] = field(default_factory=dict)  # ms, and the step it was made with
    age_ms: dict[int, float] = field(default_factory=dict)
    captured_ns: int = 0
    nice: int = 0

    def remember(self, before: Frame, _after: Frame) -> None:
        """Note which frame the governor will be told about next."""
        self.captured_ns = before.captured_ns

    def rows(self) -> list[tuple[int, float, float, int]]:
        """Of each frame that arrived: when it was captured (ns), busy and age (ms), step."""
        return [
            (at, busy, self.age_ms[at], step) for at, (busy, step) in self.busy.items() if at in self.age_ms
        ]


class TracedGovernor(Governor):
    """A governor that keeps what it is told."""

    def __init__(self, budget_ms: float, trace: Trace, *, acts: bool) -> None:
        super().__init__(budget_ms, LADDER if acts else LADDER[:1])
        self._trace = trace

    def observe(self, busy_ms: float) -> Any:
        """Write down what the frame took."""
        self._trace.busy[self._trace.captured_ns] = busy_ms, self.step
        self._trace.nice = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        return super().observe(busy_ms)


class TracedSink(Nowhere):
    """Nothing, at the end of the way; keeps the age at which frames arrive."""

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace

    def send(self, frame: Frame) -> None:
        """Write down how old the frame is."""
        super().send(frame)
        if frame.captured_ns:  # not a card
            self._trace.age_ms[frame.captured_ns] = (time.perf_counter_ns() - frame.captured_ns) / 1e6


@contextmanager
def load(processes: int) -> Iterator[None]:
    """Keep so many processors busy."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


@contextmanager
def engine(trace: Trace, fps: float, *, acts: bool = True) -> Iterator[Engine]:
    """A running engine that writes its frames' times to `trace`."""
    settings = Settings(camera=SYNTHETIC, size=SIZE, fps=fps, mode=EnhanceMode.ON, on_demand=False)
    running = Engine(
        settings,
        OutputMode(SIZE, fps, settings.pixel_format),
        TracedSink(trace),
        make_source,
        lambda _settings: make_model(),
        prepare=warm_up,
        on_frame=trace.remember,
        governor=TracedGovernor(1000 / fps, trace, acts=acts),
    )
    running.start()
    try:
        while running.snapshot().sent == 0:
            running.wait(0.1)
        running.wait(SETTLE_S)
        yield running
    finally:
        running.stop()


def measure(seconds: float, fps: float, processes: int, *, acts: bool = True) -> dict[str, Any]:
    trace, marks = Trace(), []
    with engine(trace, fps, acts=acts) as running:
        for phase in PHASES:
            with load(processes if phase == "loaded" else 0):
                before, start_ns = running.snapshot(), time.perf_counter_ns()
                running.wait(seconds)
                after, end_ns = running.snapshot(), time.perf_counter_ns()
            marks.append(
                (phase, start_ns, end_ns, after.captured - before.captured, after.dropped - before.dropped)
            )
    zero_ns, rows = marks[0][1], trace.rows()
    return {
        "nice": trace.nice,
        "phases": [
            {"phase": phase, "from_s": (start - zero_ns) / 1e9, "captured": captured, "dropped": dropped}
            | figures([row for row in rows if start <= row[0] < end], 1000 / fps)
            for phase, start, end, captured, dropped in marks
        ],
        "frames": {
            "at_s": [round((at - zero_ns) / 1e9, 3) for at, *_ in rows],
            "busy_ms": [round(busy, 2) for _, busy, _, _ in rows],
            "age_ms": [round(age, 2) for _, _, age, _ in rows],
            "step": [step for *_, step in rows],
        },
    }


def figures(rows: list[tuple[int, float, float, int]], budget_ms: float) -> dict[str, Any]:
    busy, age = (np.array([row[column] for row in rows]) for column in (1, 2))
    return {
        "busy_ms": spread(busy),
        "age_ms": spread(age),
        "late": int((busy > budget_ms).sum()),
        "steps": sorted({row[3] for row in rows}),
    }


def spread(values: np.ndarray[Any, Any]) -> dict[str, float]:
    names = ("median", "p95", "p99", "max")
    return {
        name: round(float(each), 2)
        for name, each in zip(names, np.percentile(values, (50, 95, 99, 100)), strict=True)
    }


def draw(result: dict[str, Any], picture: Path) -> None:
    frames, budget_ms = result["frames"], result["budget_ms"]
    figure = Figure(figsize=(10, 5.5), layout="tight")
    times, steps = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
    times.plot(frames["at_s"], frames["age_ms"], ".", ms=2, color="tab:gray", label="age when sent")
    times.plot(frames["at_s"], frames["busy_ms"], ".", ms=3, color="tab:blue", label="frame time")
    times.axhline(budget_ms, color="tab:red", lw=1, label=f"budget, {budget_ms:.1f} ms")
    times.axhline(NEAR * budget_ms, color="tab:red", lw=1, ls=":", label=f"{NEAR:.0%} of it: step down")
    times.set_ylabel("ms")
    times.set_ylim(0, max(1.1 * budget_ms, 1.05 * max(frames["age_ms"])))
    times.legend(loc="upper right", fontsize=8)
    steps.step(frames["at_s"], frames["step"], where="post")
    steps.set_yticks(range(len(LADDER)))
    steps.set_ylabel("steps down")
    steps.set_xlabel("s")
    for phase in result["phases"]:
        for axes in (times, steps):
            axes.axvline(phase["from_s"], color="black", lw=0.5)
        times.text(phase["from_s"], times.get_ylim()[1], f" {phase['phase']}", va="bottom", fontsize=9)
    figure.savefig(picture, dpi=90)


def text(result: dict[str, Any]) -> str:
    lines = [
        f"{'':12} {'':5} {'median':>8} {'p95':>8} {'p99':>8} {'max':>8}   of {result['budget_ms']:.1f} ms"
    ]
    for each in result["phases"]:
        for name, label in (("busy_ms", "frame"), ("age_ms", "age")):
            row = "".join(f"{value:9.2f}" for value in each[name].values())
            lines.append(f"{each['phase']:12} {label:5}{row}")
        lines[-2] += (
            f"   {each['late']} late, {each['dropped']} of {each['captured']} dropped, steps {each['steps']}"
        )
    return "\n".join([*lines, f"priority of the threads: nice {result['nice']}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="of all three phases together [60]")
    parser.add_argument("--fps", type=float, default=30.0)
    parser.add_argument(
        "--busy", type=int, default=os.cpu_count(), help="processes of load [one a processor]"
    )
    parser.add_argument("--full", action="store_true", help="never step down, to compare")
    parser.add_argument("--out", type=Path, default=OUT, help="JSON file; the picture is put beside it")
    chosen = parser.parse_args()
    result = {
        "machine": machine(),
        "size": str(SIZE),
        "budget_ms": 1000 / chosen.fps,
        "load": f"{chosen.busy} processes that count",
        "governor": not chosen.full,
    } | measure(chosen.seconds / len(PHASES), chosen.fps, chosen.busy, acts=not chosen.full)
    chosen.out.write_text(json.dumps(result) + "\n", encoding="utf-8")
    draw(result, chosen.out.with_suffix(".png"))
    print(text(result))


if __name__ == "__main__":
    main()
