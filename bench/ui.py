"""How long the window's thread is kept from its events while frames run.

    python -m bench.ui [--seconds S] [--size 1920x1080] [--json FILE]

The whole program, with the synthetic camera into nothing and the window visible: its panels are switched,
the split is dragged, settings are changed, as by a person in a hurry. A timer of 5 ms in the same thread
tells how late each of its events came: that long a click would have waited. Needs a display, such as
``xvfb-run``'s.

A gap is the time from one event of the timer to the next, less its 5 ms; ``own`` is the processor time of
this thread in it, which other programs on the machine do not lengthen. ``idle`` is the same loop before that,
without frames, for what the machine itself adds; ``by action`` has the longest after each kind of action.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.result import tell
from vcam.system import environment

environment.prepare()

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer  # noqa: E402 - after the environment

from vcam.assemble import SYNTHETIC, make_engine  # noqa: E402
from vcam.commands.bench import machine  # noqa: E402
from vcam.enhance.look import EnhanceMode  # noqa: E402
from vcam.phone_mode import PhoneMode  # noqa: E402
from vcam.settings import Settings  # noqa: E402
from vcam.sinks.nowhere import Nowhere  # noqa: E402
from vcam.system.priority import prefer_this_thread  # noqa: E402
from vcam.ui.app import make_application  # noqa: E402
from vcam.ui.background import Background  # noqa: E402
from vcam.ui.instance import Instance  # noqa: E402
from vcam.ui.program import Program  # noqa: E402
from vcam.ui.session import Session  # noqa: E402

TICK_MS = 5
ACTION_MS = 100
SETTLE_S = 3.0
LIMIT_MS = 50.0


class Watchdog(QObject):
    """Measures how late the thread's events come."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self.own_ms: list[float] = []
        self.doing = "nothing"
        self.worst: dict[str, float] = defaultdict(float)
        self.worst_own: dict[str, float] = defaultdict(float)
        self._last_s, self._last_own_s = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def measure(self, seconds: float) -> dict[str, Any]:
        """Run the loop for so long; the gaps of that time."""
        for each in (self.gaps_ms, self.own_ms, self.worst, self.worst_own):
            each.clear()
        self._last_s, self._last_own_s = time.perf_counter(), time.thread_time()
        self._timer.start()
        wait(seconds)
        self._timer.stop()
        return {
            "gap": figures(self.gaps_ms),
            "own": figures(self.own_ms),
            "by action, longest gap and own, ms": {
                name: [round(self.worst[name], 2), round(self.worst_own[name], 2)]
                for name in sorted(self.worst)
            },
        }

    def _tick(self) -> None:
        now_s, own_s = time.perf_counter(), time.thread_time()
        gap_ms = max(0.0, (now_s - self._last_s) * 1000 - TICK_MS)
        own_ms = (own_s - self._last_own_s) * 1000
        self._last_s, self._last_own_s = now_s, own_s
        self.gaps_ms.append(gap_ms)
        self.own_ms.append(own_ms)
        self.worst[self.doing] = max(self.worst[self.doing], gap_ms)
        self.worst_own[self.doing] = max(self.worst_own[self.doing], own_ms)


def figures(values_ms: list[float]) -> dict[str, float]:
    """Median, p99, longest, and how many are too long."""
    values = np.array(values_ms)
    median, p99 = np.percentile(values, (50, 99))
    return {
        "count": len(values),
        "median_ms": round(float(median), 2),
        "p99_ms": round(float(p99), 2),
        "max_ms": round(float(values.max()), 2),
        "over_50_ms": int((values > LIMIT_MS).sum()),
    }


def wait(seconds: float) -> None:
    """Let events come for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def actions(program: Program) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a person does, over and over."""
    window, session = program.window, program.session
    for number in itertools.count():
        part = number % 40 / 39
        yield "drag the split", partial(window.view.set_split, part)
        yield "switch the panel", partial(window.tabs.setCurrentIndex, number % 3)
        yield "move a slider", partial(session.change, strength=part)
        yield "mirror", partial(session.change, mirror=bool(number % 2))
        if number % 5 == 0:
            yield "resize", partial(window.resize, 1000 + number % 4 * 40, 740)
        if number % 10 == 5:
            yield "snapshot", program.take_snapshot
        if number % 10 == 0:
            yield "hide", window.hide
            yield "show", program.show_window


def run(settings: Settings, folder: Path, seconds: float) -> dict[str, Any]:
    """Measure the program without frames, with frames, and operated."""

    def make(settings: Settings, on_frame: Any) -> Any:
        return make_engine(settings, Nowhere(), on_frame=on_frame)

    session = Session(settings, folder / "settings.toml", make)
    program = Program(session, Instance(folder), Background(), PhoneMode(settings))
    watchdog = Watchdog()
    program.window.show()
    wait(1)
    result = {"idle": watchdog.measure(min(seconds, 5.0))}
    program.start(background=False)
    prefer_this_thread()  # as `vcam.ui.app.run` does
    wait_for_frames(program)
    result["frames run"] = watchdog.measure(seconds)
    doer, steps = QTimer(interval=ACTION_MS), actions(program)

    def act() -> None:
        watchdog.doing, action = next(steps)
        action()

    doer.timeout.connect(act)
    doer.start()
    result["frames run, operated"] = watchdog.measure(seconds)
    doer.stop()
    seen = session.snapshot()
    program.stop()
    result["frames"] = {
        "fps_in": round(seen.fps_in, 1),
        "fps_out": round(seen.fps_out, 1),
        "total_median_ms": round(seen.times["total"].median_ms, 2),
        "effort": seen.effort,
        "runtime": seen.runtime,
    }
    return result


def wait_for_frames(program: Program) -> None:
    """Until the picture is enhanced, and what comes with the start is over."""
    deadline_s = time.monotonic() + 120
    while program.session.snapshot().amount == 0 and time.monotonic() < deadline_s:
        wait(0.1)
    wait(SETTLE_S)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="of each measurement [30]")
    parser.add_argument("--size", default="1920x1080", help="of the camera's picture [1920x1080]")
    parser.add_argument("--json", type=Path, help="file to write")
    chosen = parser.parse_args()
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(camera=SYNTHETIC, mode=EnhanceMode.ON).replace(size=chosen.size)
        result: dict[str, Any] = {
            "machine": machine(),
            "display": app.platformName(),
            "size": chosen.size,
            "fps": settings.fps,
            "timer_ms": TICK_MS,
            **run(settings, Path(folder), chosen.seconds),
        }
    tell(result, chosen.json)


if __name__ == "__main__":
    main()
