"""What every test gets: no unexpected log line, no thread left behind, a home of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tqdm import tqdm

from vcam.system import environment

environment.prepare()
# A progress bar starts a thread of tqdm's own that stays; the check below is for ours.
tqdm.monitor_interval = 0


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("LOWLIGHT_CAM_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def kernels_ready() -> None:
    """Compile the kernels before a test that would wait for them in another thread."""
    from kernels.warm import warm_up

    warm_up()


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 2
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left, f"threads left behind: {[thread.name for thread in left]}"


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on a warning in the log; a test that expects one clears `caplog` after looking at it."""
    caplog.set_level(logging.WARNING)
    yield
    unexpected = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
    assert not unexpected, f"unexpected log lines: {unexpected}"
