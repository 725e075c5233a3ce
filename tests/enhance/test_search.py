"""The search for a GPU: once per machine, and never in the way."""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path

import pytest

from vcam.enhance import search as module
from vcam.enhance.probe import GpuProbe
from vcam.enhance.search import Search, fingerprint

FOUND = GpuProbe("", "NVIDIA H200", False, True, 0.05, 0.2)
NONE = GpuProbe("no adapter was found", cpu_ms=0.2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "gpu"


def answering(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(module, "PROGRAM", ("-c", f"import os, signal, sys, time\n{code}"))


def saying(found: GpuProbe) -> str:
    return f"print('chatter'); print({found.to_json()!r})"


def outcome(search: Search) -> GpuProbe:
    deadline = time.monotonic() + 30
    while (found := search.poll()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


@pytest.mark.parametrize("found", [FOUND, NONE])
def test_what_was_found_is_known_to_the_next_run(
    found: GpuProbe, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, saying(found))
    search = Search(file)
    assert search.poll() is None
    search.start()
    assert outcome(search) == search.found == found
    assert Search(file).found == found
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "signal 11"),
        ("raise RuntimeError('1036')", "RuntimeError: 1036"),
        ("sys.exit(3)", "status 3"),
        ("pass", "cannot be read"),
        ("print('rubbish')", "cannot be read"),
        ("print('[1]')", "cannot be read"),
        ("os.write(1, bytes(range(256)))", "cannot be read"),
    ],
)
def test_a_search_that_fails_has_found_nothing(
    code: str, words: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, code)
    search = Search(file)
    search.start()
    assert words in outcome(search).error
    known = Search(file).found
    assert known is not None
    assert words in known.error, "and does not fail again each time"


def test_a_search_that_hangs_is_given_up(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "time.sleep(60)")
    search = Search(file)
    search.start()
    process = search._process
    assert process is not None
    assert search.poll() is None
    monkeypatch.setattr(module, "LIMIT_S", 0)
    assert "no answer" in outcome(search).error
    assert process.poll() is not None


def test_a_search_has_a_low_priority(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "time.sleep(60)")
    search = Search(file)
    search.start()
    assert search._process is not None
    assert os.getpriority(os.PRIO_PROCESS, search._process.pid) == module.NICE


def test_a_search_that_cannot_begin(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    search = Search(file)
    search.start()
    assert "No such file" in outcome(search).error


def test_a_search_ends_with_whoever_wanted_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "time.sleep(60)")
    search = Search(file)
    search.start()
    process = search._process
    assert process is not None
    del search
    gc.collect()
    assert process.poll() is not None
    assert not file.exists()


def test_who_looks_again_forgets_what_was_known(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.parent.mkdir()
    file.write_text(f"{fingerprint()}\n{NONE.to_json()}\n")
    answering(monkeypatch, "sys.stdin.read();" + saying(FOUND))
    search = Search(file)
    assert search.poll() == NONE
    search.start()
    assert search.poll() is None
    assert outcome(search) == FOUND


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"rubbish",
        b"\xff\xfe\x00",
        b"{key}",
        b"{key}\n",
        b"{key}\n{}",
        b"{key}\n[1]",
        b"another key\n" + FOUND.to_json().encode(),
        b"{key}\n" + FOUND.to_json().encode()[:-9],
    ],
)
def test_rubbish_in_the_file_is_as_good_as_nothing(
    content: bytes, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.parent.mkdir()
    file.write_bytes(content.replace(b"{key}", fingerprint().encode()))
    answering(monkeypatch, saying(FOUND))
    search = Search(file)
    assert search.poll() is None
    search.start()
    assert outcome(search) == FOUND
    assert Search(file).found == FOUND


def test_a_folder_in_place_of_the_file_costs_only_the_memory(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file / "in the way").mkdir(parents=True)
    answering(monkeypatch, saying(FOUND))
    for kept in (file, None):
        search = Search(kept)
        assert search.poll() is None
        search.start()
        assert outcome(search) == FOUND


def test_another_runtime_or_driver_is_looked_at_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [fingerprint()]
    monkeypatch.setenv("VK_ICD_FILENAMES", "/another/driver.json")
    keys.append(fingerprint())
    (tmp_path / "driver.json").write_text("{}")
    monkeypatch.setattr(module, "VULKAN_FOLDERS", (str(tmp_path),))
    keys.append(fingerprint())
    monkeypatch.setattr("importlib.metadata.version", lambda _: "99")
    keys.append(fingerprint())
    assert len(set(keys)) == 4
    assert fingerprint() == keys[-1]
