"""One copy of the app per user, and what it is asked over its socket."""

from __future__ import annotations

import json
import logging
import socket
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vcam.core.errors import AppSilent
from vcam.system.running import address, ask
from vcam.ui import instance as instance_module
from vcam.ui.instance import LONGEST_REQUEST, Instance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes there, and they are not asked yet")


T = TypeVar("T")


def beside(qtbot: QtBot, work: Callable[[], T]) -> T:
    """Do what another process would, in a thread, while this one runs its loop."""
    results: list[T | Exception] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as exc:
            results.append(exc)

    thread = threading.Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: bool(results), timeout=20_000)
    thread.join()
    if isinstance(results[0], Exception):
        raise results[0]
    return results[0]


def said_to(folder: Path, *pieces: bytes) -> bytes:
    """Say something and return all that comes back until the other side hangs up."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as talk:
        talk.settimeout(20)
        talk.connect(address(folder))
        for piece in pieces:
            talk.sendall(piece)
        answer = b""
        while more := talk.recv(65536):
            answer += more
        return answer


def test_the_status_is_what_the_program_says(first: Instance, qtbot: QtBot, tmp_path: Path) -> None:
    first.status = lambda: {"state": "live", "title": "größer"}
    for _ in range(3):
        assert beside(qtbot, lambda: ask(tmp_path, "status")) == {"state": "live", "title": "größer"}


def test_a_second_copy_is_none_and_shows_the_first(first: Instance, qtbot: QtBot, tmp_path: Path) -> None:
    second = Instance(tmp_path)
    with qtbot.waitSignal(first.asked_to_show):
        assert not second.claim()
    second.release()
    assert beside(qtbot, lambda: ask(tmp_path, "status")) == {}, "the first still hears"


@pytest.mark.parametrize(
    ("pieces", "says"),
    [
        ([b"\n"], "no such request"),
        ([b"quit\n"], "no such request: quit"),
        ([b"\xff\x00\xfe\n"], "no such request"),
        ([b"SHOW\n"], "no such request: SHOW"),
        ([b"x" * LONGEST_REQUEST], "too long"),
        ([b"x" * 100_000 + b"\n"], "too long"),
    ],
)
def test_rubbish_is_answered_and_does_nothing(
    first: Instance, qtbot: QtBot, tmp_path: Path, pieces: list[bytes], says: str
) -> None:
    with qtbot.assertNotEmitted(first.asked_to_show):
        answer = beside(qtbot, lambda: said_to(tmp_path, *pieces))
    assert says in json.loads(answer)["error"]
    assert beside(qtbot, lambda: ask(tmp_path, "status")) == {}


def test_only_the_first_line_counts(first: Instance, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.assertNotEmitted(first.asked_to_show):
        assert beside(qtbot, lambda: said_to(tmp_path, b"status\nshow\n")) == b"{}\n"


def test_an_unknown_request_is_an_error_for_who_asks(first: Instance, qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(AppSilent, match="no such request: fly"):
        beside(qtbot, lambda: ask(tmp_path, "fly"))


def test_a_request_may_have_words_behind_it(first: Instance, qtbot: QtBot, tmp_path: Path) -> None:
    first.requests["forget"] = lambda phone_id: {"forgotten": phone_id == "0123456789abcdef"}
    assert beside(qtbot, lambda: ask(tmp_path, "forget 0123456789abcdef")) == {"forgotten": True}
    assert beside(qtbot, lambda: ask(tmp_path, "forget")) == {"forgotten": False}


def test_who_says_nothing_or_leaves_at_once_is_hung_up_on(
    first: Instance, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance_module, "PATIENCE_MS", 50)
    with qtbot.assertNotEmitted(first.asked_to_show):
        assert beside(qtbot, lambda: said_to(tmp_path)) == b""
        assert beside(qtbot, lambda: said_to(tmp_path, b"sho")) == b""
        for _ in range(20):
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as talk:
                talk.connect(address(tmp_path))
        assert beside(qtbot, lambda: ask(tmp_path, "status")) == {}


def test_the_socket_is_this_users_alone_and_goes_with_the_program(qapp: QApplication, tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    assert instance.claim()
    assert stat.S_IMODE(Path(address(tmp_path)).stat().st_mode) & 0o077 == 0
    for _ in range(2):
        instance.release()
        assert list(tmp_path.iterdir()) == []


def test_what_a_killed_copy_left_is_in_nobodys_way(qapp: QApplication, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(address(tmp_path))
    instance = Instance(tmp_path)
    assert instance.claim()
    instance.release()


def test_without_a_socket_the_program_runs_all_the_same(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(instance_module, "address", lambda _folder: str(tmp_path / "missing" / "socket"))
    instance = Instance(tmp_path)
    assert instance.claim()
    instance.release()
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "cannot reach" in record.getMessage()
    caplog.clear()
