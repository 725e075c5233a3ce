"""What a phone's self-test found reaches the doctor, and nothing that lies on the disk can harm it."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from mobile_bridge.bridge import Bridge
from mobile_bridge.reports import FILE, MOST_BYTES, KeptReport, Reports, last_report
from tests.mobile_bridge.phone import Phone, until
from vcam.cli import main
from vcam.doctor.check import Place
from vcam.doctor.phone import phone as phone_findings
from vcam.system import paths

TEXT = "GPU right (0.3 levels), 8.1 ms a picture\nmore of it"


def test_one_that_a_phone_sends_is_kept_and_forgotten_with_it(bridge: Bridge, tmp_path: Path) -> None:
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        welcome = phone.hello(token=offer.token, name="Pixel 8")
        phone.say("report", text=TEXT)
        until(lambda: bridge.snapshot().report)
    kept = last_report(tmp_path / "bridge")
    assert kept == bridge.snapshot().report
    assert kept is not None
    assert (kept.phone, kept.name, kept.text) == (welcome["phone"], "Pixel 8", TEXT)
    assert (tmp_path / "bridge" / FILE).stat().st_mode & 0o777 == 0o600
    assert Reports(tmp_path / "bridge").last == kept  # the next run knows it
    bridge.forget(welcome["phone"])
    assert bridge.snapshot().report is None
    assert last_report(tmp_path / "bridge") is None


def test_another_phone_forgotten_leaves_it(tmp_path: Path) -> None:
    reports = Reports(tmp_path)
    reports.keep("ab", "Pixel", TEXT)
    reports.forget("cd")
    assert reports.last is not None
    assert last_report(tmp_path) == reports.last


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\0",
        b"[1, 2]",
        b"null",
        b'{"phone": "a"}',
        b'{"phone": "a", "name": "b", "at": "soon", "text": "c"}',
        b'{"phone": "a", "name": "b", "at": 1e300, "text": "c"}',
        b'{"phone": "a", "name": "b", "at": NaN, "text": "c"}',
        b'{"phone": "a", "name": ["b"], "at": 1, "text": "c"}',
        b'{"phone": "a", "name": "b", "at": 1, "text": "c", "more": 1}',
        b"[" * 100_000,
        json.dumps({"phone": "a", "name": "b", "at": 1, "text": "x" * MOST_BYTES}).encode(),
    ],
    ids=lambda content: content[:40].decode("utf-8", "replace"),
)
def test_rubbish_is_none(content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE).write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert last_report(tmp_path) is None
        assert Reports(tmp_path).last is None
    assert "cannot be read" in caplog.text


def test_a_folder_that_takes_nothing_loses_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "file"
    folder.write_text("in the way")
    with caplog.at_level(logging.WARNING):
        reports = Reports(folder)
        reports.keep("ab", "Pixel", TEXT)
        assert reports.last is not None
        assert reports.last.text == TEXT
        reports.forget("ab")
    assert "cannot be kept" in caplog.text


def test_the_doctor_has_its_first_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [each for each in phone_findings(Place()) if each.id == "phone-self-test"] == []
    assert main(["phone", "--report"]) != 0
    assert "no phone has told of itself yet" in capsys.readouterr().err
    Reports(paths.phone_dir()).keep("ab", "Pixel 8", TEXT)
    (found,) = [each for each in phone_findings(Place()) if each.id == "phone-self-test"]
    assert found.detail.startswith("Pixel 8, ")
    assert found.detail.endswith(": GPU right (0.3 levels), 8.1 ms a picture")
    assert main(["phone", "--report"]) == 0
    assert capsys.readouterr().out.endswith(TEXT + "\n")
    assert main(["phone", "--report", "--json"]) == 0
    assert KeptReport(**json.loads(capsys.readouterr().out)).text == TEXT
