"""What goes wrong on real devices: each is a clear error, or a recovery."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator

import pytest

from tests.device.conftest import node_of, plug_in, unload, unplug, until
from tests.device.serving import LowLight, Reading, drained, ended, is_colourful, refused, start

pytestmark = [pytest.mark.device, pytest.mark.slow, pytest.mark.usefixtures("kernels_ready")]


@pytest.fixture
def lowlight() -> Iterator[LowLight]:
    """`start`, for runs that end with the test."""
    started: list[subprocess.Popen[str]] = []

    def start_one(*words: str) -> subprocess.Popen[str]:
        started.append(start(*words))
        return started[-1]

    yield start_one
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_an_unplugged_webcam_gives_a_card_and_comes_back(fresh_loopback: None, lowlight: LowLight) -> None:
    lowlight("--camera", "vivid", "--off")
    with Reading() as reading:
        until(lambda: is_colourful(reading.frame))
        unplug()
        until(lambda: not is_colourful(reading.frame))
        seen = reading.count
        until(lambda: reading.count > seen + 5)
        plug_in()
        until(lambda: is_colourful(reading.frame))


def test_terminated_or_killed_it_starts_again(fresh_loopback: None, lowlight: LowLight) -> None:
    for number, status in ((signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)):
        process = lowlight("--camera", "vivid", "--always")
        process.send_signal(number)
        assert ended(process) == status, drained(process)
        if number == signal.SIGTERM:
            assert drained(process).endswith("Stopped.\n")
    lowlight("--camera", "vivid", "--off")
    with Reading() as reading:
        until(lambda: is_colourful(reading.frame))


def test_a_webcam_that_is_not_there_is_told(fresh_loopback: None, lowlight: LowLight) -> None:
    process = lowlight("--camera", "no such webcam", "--always")
    until(lambda: "no such webcam" in drained(process))


def test_a_missing_virtual_camera_is_named_with_its_fix(fresh_loopback: None) -> None:
    said = refused(4, "--device", "Another Name")
    assert "Another Name" in said
    assert "Source Cam" in said, "what there is, is told"
    assert "lowlight-cam setup" in said
    until(lambda: unload("v4l2loopback"))
    assert "lowlight-cam setup" in refused(4)


def test_without_permission_the_fix_is_named(fresh_loopback: None) -> None:
    node_of("LowLight Cam").chmod(0o600)
    setpriv = shutil.which("setpriv")
    assert setpriv is not None
    as_nobody = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]
    said = refused(4, before=as_nobody, home="/dev/shm/nobody")
    assert "Permission denied" in said
    assert "usermod -aG video" in said
