"""Thousands of changes and snapshots: nothing grows. Objects are counted; memory alone says little."""

from __future__ import annotations

import gc
import random
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from tests.ui.fakes import BROWSER, LIVE, WAITING, FakeEngines, with_problem
from vcam.core import errors
from vcam.snapshot import State, Status
from vcam.ui.program import Program

SIGNALS = 5000
WARM = 500
CHANGES: tuple[Mapping[str, object], ...] = (
    *({"strength": step / 100} for step in range(101)),
    *({"denoise": step / 20} for step in range(21)),
    *({name: on} for name in ("mirror", "keep_fps", "on_demand") for on in (True, False)),
    *({"mode": mode} for mode in ("auto", "on", "off")),
    *({"size": size} for size in ("640x360", "1920x1080", "800x600")),
    *({"camera": name} for name in ("", "synthetic", "Gone")),
    *({"runtime": name} for name in ("auto", "cpu", "gpu")),
    *({"power_line": name} for name in ("auto", "50", "60", "off")),
)
SNAPSHOTS = (
    WAITING,
    LIVE,
    replace(LIVE, readers=(BROWSER,) * 3, notes=("one",)),
    replace(LIVE, status=Status(State.PREPARING, "t", "d", done=2, total=9)),
    with_problem(errors.CameraLost("gone")),
    with_problem(errors.NoVirtualCamera("none"), of_sink=True),
)


def settle() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def counted(program: Program) -> Counter[str]:
    """Qt's objects below the program's parts, by class."""
    roots: tuple[QObject, ...] = (program, program.session, program.window, program.tray.menu)
    return Counter(type(each).__name__ for root in roots for each in root.findChildren(QObject))


def resident_kib() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def do(program: Program, engines: FakeEngines, count: int, chance: random.Random) -> None:
    for number in range(count):
        match chance.randrange(6):
            case 0 | 1 | 2:
                program.session.change(**chance.choice(CHANGES))
            case 3:
                engines.last.now = replace(chance.choice(SNAPSHOTS), captured=number)
                program.look()
            case 4:
                program.window.view.set_split(chance.random())
                program.window.tabs.setCurrentIndex(chance.randrange(3))
            case 5:
                chance.choice((program.session.undo, program.session.reset))()
        if number % 50 == 0:
            QApplication.processEvents()


@pytest.mark.slow
def test_five_thousand_signals_leave_nothing_behind(program: Program, engines: FakeEngines) -> None:
    chance = random.Random(5)
    program.start(background=False)
    do(program, engines, WARM, chance)
    settle()
    objects, threads, memory = counted(program), threading.active_count(), resident_kib()
    do(program, engines, SIGNALS, chance)
    settle()
    grown = counted(program)
    # a few may differ: the menu has an entry more for a strength between its steps
    assert {name: grown[name] - objects[name] for name in grown if grown[name] > objects[name] + 5} == {}
    assert threading.active_count() <= threads
    assert resident_kib() - memory < 20_000
    assert len(engines.made) == 1
