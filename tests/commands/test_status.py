"""`lowlight-cam status`: what it says, and what it does without an app."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from tests.fake_bridge import PIXEL
from vcam.commands.status import lines
from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.reader import Reader
from vcam.core.times import StageTime
from vcam.report import as_json
from vcam.sinks.base import OutputMode
from vcam.snapshot import Snapshot, State, Status
from vcam.sources.base import CaptureMode

WAITING = Snapshot(
    Status(State.WAITING, "Camera is off", "Nobody is watching."),
    "LowLight Cam (/dev/video10)",
    OutputMode(FrameSize(1280, 720), 30.0),
    readers=(),
)
LIVE = replace(
    WAITING,
    status=Status(State.LIVE, "Live", "Webcam"),
    source="Webcam",
    capture=CaptureMode(PixelFormat.NV12, FrameSize(640, 480), 29.97, STUDIO_601),
    readers=(Reader(4711, "browser"), Reader(None, "other")),
    fps_in=29.96,
    fps_out=29.4,
    dropped=3,
    late=1,
    amount=0.5,
    runtime="the processor",
    effort="no denoise",
    notes=("a note",),
    times={"total": StageTime(4.04, 5.0, 6.0)},
)


def said(snapshot: Snapshot) -> list[str]:
    """What comes out after a way through the socket."""
    return list(lines(json.loads(json.dumps(as_json(snapshot)))))


def test_while_nobody_reads_it_is_short() -> None:
    assert said(WAITING) == [
        "LowLight Cam (/dev/video10): Camera is off: Nobody is watching.",
        "read by: nobody",
        "sent as: 1280x720 I420 at 30 fps",
    ]


def test_with_a_picture_it_has_readers_rates_and_cost() -> None:
    assert said(LIVE) == [
        "LowLight Cam (/dev/video10): Live: Webcam",
        "read by: browser (pid 4711), other",
        "sent as: 1280x720 I420 at 30 fps",
        "camera:  Webcam, 640x480 NV12 at 29.97 fps",
        "frames:  30 fps in, 29 out, 3 dropped, 1 late; 4.0 ms a frame of 33",
        "network: the processor",
        "no denoise",
        "a note",
    ]


def test_a_phone_is_told_with_its_delay() -> None:
    answer = {**as_json(LIVE), "phone": asdict(PIXEL)}
    assert "phone:   Pixel 8, 1280x720 by ws, enhanced on WebGL2, 38 ms, 0 lost" in list(lines(answer))


def test_a_broken_virtual_camera_is_told_beside_the_picture() -> None:
    problem = Status(State.PROBLEM, "there is no virtual camera", "Make it once", "no-virtual-camera")
    told = said(replace(LIVE, sink_problem=problem, readers=None))
    assert told[1] == "there is no virtual camera: Make it once"
    assert told[2] == "read by: this system does not tell"
    answer = as_json(replace(LIVE, sink_problem=problem))
    assert answer["sink_problem"] == {
        "state": "problem",
        "title": "there is no virtual camera",
        "detail": "Make it once",
        "code": "no-virtual-camera",
        "done": 0,
        "total": 0,
    }


def test_an_app_of_another_version_is_no_reason_to_fail() -> None:
    assert list(lines({})) == [
        "LowLight Cam: no state",
        "read by: this system does not tell",
        "sent as: not known",
    ]
    assert any("0 fps in" in line for line in lines({"capture": {"size": "2x2"}, "readers": [{}]}))


@pytest.mark.parametrize("words", [["status"], ["status", "--json"]])
def test_without_an_app_it_says_so_with_a_status_and_without_qt(tmp_path: Path, words: list[str]) -> None:
    code = (
        f"import sys\nfrom vcam import cli\nstatus = cli.main({words!r})\n"
        "print([name for name in ('PySide6', 'numba', 'cv2') if name in sys.modules])\nsys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"LOWLIGHT_CAM_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 7
    assert done.stdout == "[]\n"
    assert done.stderr.splitlines()[0] == "lowlight-cam: LowLight Cam's app is not running"
    assert "lowlight-cam-gui" in done.stderr
