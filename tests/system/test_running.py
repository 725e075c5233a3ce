"""Asking the app: answers of all kinds, from a socket that a test serves."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from vcam.core.errors import AppNotRunning, AppSilent
from vcam.system.running import LONGEST_NAME, address, ask

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes there, and they are not asked yet")


@contextmanager
def served(folder: Path, serve: Callable[[socket.socket], None]) -> Iterator[None]:
    """Let `serve` have the one who asks the app of this folder."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(address(folder))
    listener.listen()

    def run() -> None:
        talk, _ = listener.accept()
        with talk:
            serve(talk)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join()
        listener.close()


def answering(*pieces: bytes) -> Callable[[socket.socket], None]:
    def serve(talk: socket.socket) -> None:
        assert talk.recv(100) == b"status\n"
        for piece in pieces:
            talk.sendall(piece)

    return serve


def test_the_answer_is_one_line_of_json_in_however_many_pieces(tmp_path: Path) -> None:
    with served(tmp_path, answering(b'{"state": ', b'"live"', b"}\n")):
        assert ask(tmp_path, "status") == {"state": "live"}


def a_dead_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(str(path))


@pytest.mark.parametrize("leave", [lambda path: None, a_dead_socket, lambda path: path.write_text("rubbish")])
def test_without_an_app_or_with_what_a_killed_one_left_it_is_not_running(
    tmp_path: Path, leave: Callable[[Path], object]
) -> None:
    leave(Path(address(tmp_path)))
    with pytest.raises(AppNotRunning) as caught:
        ask(tmp_path, "status")
    assert "lowlight-cam-gui" in caught.value.hint
    assert caught.value.exit_status == 7


@pytest.mark.parametrize(
    ("pieces", "says"),
    [
        ([], "hung up"),
        ([b"\n"], "can be read"),
        ([b'{"state"'], "can be read"),
        ([b"\xff\xfe\n"], "can be read"),
        ([b"[" * 100_000 + b"\n"], "can be read"),
        ([b"[1]\n"], "list"),
        ([b"null\n"], "NoneType"),
        ([b'{"error": "no such request: status"}\n'], "no such request"),
    ],
)
def test_rubbish_is_told_in_a_sentence(tmp_path: Path, pieces: list[bytes], says: str) -> None:
    with served(tmp_path, answering(*pieces)), pytest.raises(AppSilent) as caught:
        ask(tmp_path, "status")
    assert says in caught.value.title
    assert caught.value.hint


def test_an_answer_without_end_is_cut_off(tmp_path: Path) -> None:
    def flood(talk: socket.socket) -> None:
        with suppress(OSError):
            while True:
                talk.sendall(b"1" * 65536)

    with served(tmp_path, flood), pytest.raises(AppSilent, match="can be read"):
        ask(tmp_path, "status")


def test_one_that_says_nothing_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    def wait_for_the_end(talk: socket.socket) -> None:
        while talk.recv(100):
            pass

    with served(tmp_path, wait_for_the_end), pytest.raises(AppSilent, match="timed out"):
        ask(tmp_path, "status", within_s=0.05)


def test_the_socket_is_in_the_folder_unless_that_has_too_long_a_name(tmp_path: Path) -> None:
    usual = Path("/home/me/.config/lowlight-cam")
    assert Path(address(usual)).parent == usual
    deep = tmp_path / ("ö" * 60)
    assert len(address(deep).encode()) <= LONGEST_NAME
    assert address(deep) != address(tmp_path / ("ö" * 61))
    with served(deep, answering(b"{}\n")):
        assert ask(deep, "status") == {}
    Path(address(deep)).unlink()
