"""The watch's judgement, on a plain file as the node and a clock of the test's own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vcam.v4l2 import watch as watch_module
from vcam.v4l2.watch import DEBOUNCE_NS, UNSEEN, ReaderWatch

LATER = DEBOUNCE_NS + 1


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watch_module, "MODULE_USERS", tmp_path / "refcnt")
    path = tmp_path / "video10"
    path.touch()
    return path


@pytest.fixture
def watch(node: Path) -> Iterator[ReaderWatch]:
    watching = ReaderWatch(node)
    assert not watching.by_event  # a file is no device of 0.13
    yield watching
    watching.close()


@pytest.fixture
def holding(node: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        code = f"import sys; f = open({str(node)!r}); print('open', flush=True); sys.stdin.read()"
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        started.append(process)
        return process

    yield start
    for process in started:
        process.communicate()


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def test_a_reader_counts_when_it_has_stayed(
    watch: ReaderWatch, holding: Callable[[], subprocess.Popen[bytes]]
) -> None:
    assert watch.poll(0) == ()
    reader = holding()
    assert watch.poll(1000) == ()
    assert watch.poll(1000 + DEBOUNCE_NS - 1) == ()
    (seen,) = watch.poll(1000 + LATER)
    assert seen.pid == reader.pid
    end(reader)
    assert watch.poll(2 * LATER) == (seen,)
    assert watch.poll(3 * LATER + 1000) == ()


def test_a_short_look_is_no_reader(watch: ReaderWatch, node: Path) -> None:
    watch.poll(0)
    for _ in range(3):
        subprocess.run(["cat", node], check=True)
    assert watch.poll(1) == ()
    assert watch.poll(LATER * 2) == ()


def test_a_reader_from_before_is_seen_at_once(
    node: Path, holding: Callable[[], subprocess.Popen[bytes]]
) -> None:
    reader = holding()
    watch = ReaderWatch(node)
    (seen,) = watch.poll(0)
    assert seen.pid == reader.pid
    watch.close()


def test_this_process_is_no_reader(watch: ReaderWatch, node: Path) -> None:
    watch.poll(0)
    with node.open():
        watch.poll(1)
        assert watch.poll(LATER * 2) == ()


def test_a_reader_that_cannot_be_looked_into_is_a_reader(
    node: Path, tmp_path: Path, holding: Callable[[], subprocess.Popen[bytes]]
) -> None:
    proc = tmp_path / "proc"
    (proc / "self" / "fd").mkdir(parents=True)
    watch = ReaderWatch(node, proc=proc)
    watch.poll(0)
    reader = holding()
    watch.poll(1)
    assert watch.poll(LATER * 2) == (UNSEEN,)
    # the module says that nobody has it open: a count that has drifted is put right
    (tmp_path / "refcnt").write_text("0\n")
    with node.open():
        watch.poll(LATER * 2 + 1)
    assert watch.poll(LATER * 4) == ()
    watch.close()
    end(reader)


def test_a_quiet_camera_costs_no_scan(watch: ReaderWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    watch.poll(0)
    monkeypatch.setattr(watch_module, "holders", None)
    assert [watch.poll(time_ns) for time_ns in range(0, 10 * LATER, LATER)] == [()] * 10


def test_rubbish_is_an_oserror(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ReaderWatch(tmp_path / "none")


def test_the_descriptor_is_readable_when_something_happens(watch: ReaderWatch, node: Path) -> None:
    import select

    watch.poll(0)
    assert select.select([watch], [], [], 0)[0] == []
    with node.open():
        assert select.select([watch], [], [], 0)[0] == [watch]
