"""What a person pastes in public: all that helps, and nothing that is theirs."""

from __future__ import annotations

import argparse
import getpass
import platform
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobile_bridge.reports import Reports
from vcam.commands import doctor
from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.reader import Reader
from vcam.core.times import StageTime
from vcam.doctor import privacy, report
from vcam.doctor.check import Finding, Status
from vcam.doctor.diagnostics import diagnostics, last_lines
from vcam.doctor.privacy import Private, of_this_user, scrub
from vcam.sinks.base import OutputMode
from vcam.snapshot import Snapshot, State
from vcam.snapshot import Status as EngineStatus
from vcam.sources.base import CaptureMode
from vcam.system import paths

HOME = Path("/home/anna")
ANNA = Private(
    HOME,
    frozenset({"anna", "Anna Müller", "annas-laptop"}),
    {HOME / ".config/lowlight-cam": "<config>", HOME / "src/lowlight": "<program>"},
)
SECRETS = ("anna", "müller", "4F3A21", "film", "geheim")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("reading /home/anna/geheim/film.mp4", "reading ~/..."),
        ("reading /home/anna/mein geheimer film.mp4: damaged", "reading ~/...: damaged"),
        ("'/home/anna/Anna's film.mp4' is damaged", "'~/...' is damaged"),
        ('File "/home/anna/src/lowlight/vcam/engine.py", line 3', 'File "<program>/vcam/engine.py", line 3'),
        ("~/.config/lowlight-cam/settings.toml:3: rubbish", "<config>/settings.toml:3: rubbish"),
        ("~/geheim (a folder)", "~/...(a folder)"),
        ("in /home/anna, it", "in ~/..., it"),
        ("/home/annabel/film.mp4", "~/..."),
        ("/Users/someone/film.mov", "~/..."),
        (r"C:\Users\Anna Müller\film.mp4", "~/..."),
        (r"'C:\\Users\\anna\\film.mp4'", "'~/...'"),
        ("/srv/home/x", "/srv~/..."),
        ("/media/anna/USB/x", "/media/.../USB/x"),
        ("Anna's phone, ANNA Müller's too", "...'s phone, ...'s too"),
        ("anna_cam on annas-laptop: Annabel", "..._cam on ...: Annabel"),
        ("1.5 ms, 30 fps, LowLight Cam", "1.5 ms, 30 fps, LowLight Cam"),
        (
            "/dev/v4l/by-id/usb-046d_HD_Webcam_C920_4F3A21-video-index0",
            "/dev/v4l/by-id/usb-...-video-index0",
        ),
        ("usb-Sonix_Cam_4F3A21-event-if01 x", "usb-...-event-if01 x"),
        (r"\\?\usb#vid_046d&pid_082d&mi_00#7&4F3A21&0&0#{65e8}\global x", r"\\?\usb#vid_046d&pid_082d#... x"),
        ("Serial Number: 4F3A21, iSerial=4F3A21", "Serial Number: ..., iSerial=..."),
        ("'serial': '4F3A21'}", "'serial': ...'}"),
        ("hci0 00:1a:7D:da:71:13 up", "hci0 ... up"),
        ("usb-0000:00:14.0-1, serial port", "usb-0000:00:14.0-1, serial port"),
        ("a\x1b[31m\x00b\tc\nd", "a[31mb\tc\nd"),
    ],
)
def test_what_is_taken_out(text: str, left: str) -> None:
    assert scrub(text, ANNA) == left
    assert scrub(left, ANNA) == left


PARTS = (
    *("/home/anna", "/home/anna/film", "~/film", "anna", "Anna Müller", "C:\\Users\\anna\\film"),
    *("usb-a_b_4F3A21-video-index0", "annas-laptop", "serial=4F3A21"),
    *("'", '"', " ", ":", "\n", ",", "x", "/", "(", ")", "ä"),
)


@given(st.lists(st.sampled_from(PARTS), max_size=12), st.sampled_from([" ", ", ", "\n"]))
def test_no_name_is_left_in_any_mixture(parts: list[str], between: str) -> None:
    left = scrub(between.join(parts), ANNA).lower()
    assert not [secret for secret in ("anna", "müller", "4f3a21") if secret in left]


def test_a_home_at_the_root_takes_nothing_else_out() -> None:
    assert scrub("/usr/bin/x and /etc", Private(Path("/"))) == "/usr/bin/x and /etc"


def test_names_of_everybody_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "root")
    monkeypatch.setattr(platform, "node", lambda: "localhost")
    monkeypatch.setattr(Path, "home", lambda: Path("/root"))
    for key in ("USER", "LOGNAME", "USERNAME", "SUDO_USER", "COMPUTERNAME"):
        monkeypatch.setenv(key, "x")  # too short
    assert not of_this_user().names & {"root", "localhost", "x", ""}


def test_this_users_names_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", unknown)
    monkeypatch.setattr(platform, "node", lambda: "annas-laptop.example.org")
    monkeypatch.setattr(Path, "home", lambda: HOME)
    monkeypatch.setenv("SUDO_USER", "amueller")
    expected = {"anna", "amueller", "annas-laptop", "annas-laptop.example.org"}
    assert expected <= of_this_user().names


# the text


def snapshot() -> Snapshot:
    return Snapshot(
        EngineStatus(State.LIVE, "Live", "Annas Pixel of anna"),
        "LowLight Cam",
        OutputMode(FrameSize(1280, 720), 30.0),
        source="usb-Sonix_Cam_4F3A21-video-index0",
        capture=CaptureMode(PixelFormat.YUYV, FrameSize(640, 480), 30.0, STUDIO_601),
        readers=(Reader(812, "zoom"),),
        runtime="TFLite XNNPACK int8",
        notes=("the camera has no control against the flicker of lamps",),
        times={"network": StageTime(1.25, 2.0, 3.0)},
    )


FINDINGS = [Finding("camera", Status.FAIL, "Camera", "anna may not use it", "Look into ~/geheim.")]


def test_the_whole_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    monkeypatch.setenv("APPIMAGE", "/home/anna/LowLight.AppImage")
    log = tmp_path / "log"
    log.write_bytes(b"first\n" * 30 + b"caf\xe9 \xff\xfe of anna\n/home/anna/film.mp4\n" + b"last\n" * 40)
    report = "WebGL2: worst 1 level\nrtsp://cam:wrzlbrnft@10.0.0.7/1"
    Reports(tmp_path).keep("ab12", "Anna's Pixel", report)
    text = diagnostics(FINDINGS, snapshot=snapshot(), phone_folder=tmp_path, log_file=log, private=ANNA)
    _, _, who, *rest = text[text.index("\nPhone\n") + 1 :].splitlines()
    assert re.fullmatch(r"....s Pixel, \d{4}-\d\d-\d\d \d\d:\d\d", who)
    assert rest[:2] == ["WebGL2: worst 1 level", "rtsp://…@10.0.0.7/1"]
    assert not [secret for secret in SECRETS if secret.lower() in text.lower()]
    assert "fail  Camera  ... may not use it" in text
    assert "XDG_CURRENT_DESKTOP: KDE\nAPPIMAGE: ~/..." in text
    assert "numpy 2." in text or "not installed as a package" in text
    assert "captures: 640x480 YUYV at 30 fps" in text
    assert "readers: zoom (pid 812)" in text
    assert "note: the camera has no control against" in text
    assert re.search(r"^network +1\.25 +2\.00 +3\.00", text, re.MULTILINE)
    assert "caf\ufffd \ufffd\ufffd of ...\n~/...\nlast\n" in text
    log_part = text.partition("of the log\n")[2].splitlines()[1:]
    assert (len(log_part), log_part[0], log_part[-1]) == (50, "first", "last")


def test_without_an_engine_or_a_log(tmp_path: Path) -> None:
    text = diagnostics([], log_file=tmp_path / "missing", private=ANNA)
    assert "it does not run here" in text
    assert text.endswith("(none: No such file or directory)\n")


def test_the_end_of_a_log_of_rubbish(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(bytes(range(256)) * 1000)
    assert len(last_lines(log, 5).splitlines()) <= 5
    log.write_bytes(b"x" * 1_000_000)
    assert last_lines(log, 5) == "x" * 500
    log.write_bytes(b"")
    assert last_lines(log, 5) == "(empty)"
    assert last_lines(tmp_path, 5) == "(none: Is a directory)"


def test_the_command_prints_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(report, "CHECKS", ())
    monkeypatch.setattr(report.examine, "__defaults__", ((),))
    monkeypatch.setattr(privacy, "_raw_names", lambda: iter(["Annabella"]))
    paths.log_file().parent.mkdir(parents=True)
    paths.log_file().write_text(
        f"Annabella wrote {Path.home() / 'film.mp4'}\n{paths.settings_file()}: rubbish\n"
    )
    parser = argparse.ArgumentParser()
    doctor.add(parser.add_subparsers())
    args = parser.parse_args(["doctor", "--full"])
    assert args.func(args) == 0
    said = capsys.readouterr().out
    assert said.endswith("... wrote ~/...\n<config>/settings.toml: rubbish\n")
    with pytest.raises(SystemExit):
        parser.parse_args(["doctor", "--full", "--json"])
