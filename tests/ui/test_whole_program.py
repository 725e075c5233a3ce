"""The program as a process of its own, on a desktop with a tray, operated by mouse and keyboard."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.ui.desktop import Desktop, screen, wait_until
from vcam import settings as store
from vcam.enhance.look import EnhanceMode
from vcam.settings import Settings

ROOT = Path(__file__).parents[2]
NEEDED = ("Xvfb", "openbox", "trayer", "xdotool", "ffmpeg")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(any(shutil.which(each) is None for each in NEEDED), reason=f"needs {NEEDED}"),
    pytest.mark.usefixtures("kernels_ready"),  # the processes find them compiled
]


class Running:
    """The program, in a session of its own so that what it leaves behind is found."""

    def __init__(self, desktop: Desktop, home: Path, *arguments: str) -> None:
        self.desktop = desktop
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", "vcam.ui.app", *arguments],
            cwd=ROOT,
            env={**desktop.environment, "LOWLIGHT_CAM_HOME": str(home), "XDG_CONFIG_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    @property
    def window(self) -> str:
        """The main window; empty while it is not to be seen."""
        found = [each for each in self.desktop.windows("^LowLight Cam$") if self.width(each) > 400]
        return found[0] if found else ""

    def width(self, window: str) -> int:
        return self.desktop.place(window).get("WIDTH", 0)

    def settings(self) -> Settings:
        return store.load(self.home / "config" / "settings.toml")

    def wait_for_window(self) -> str:
        wait_until(lambda: self.window or self.process.poll() is not None, "the window")
        assert self.process.poll() is None, self.ended()
        self.desktop.do("windowactivate", "--sync", self.window)
        return self.window

    def key(self, keys: str) -> None:
        self.desktop.do("windowactivate", "--sync", self.window, "key", keys)

    def ended(self) -> str:
        """Wait for its end; says what it wrote. Fails for a traceback, a status, a process that is left."""
        said, _ = self.process.communicate(timeout=60)
        log = self.home / "log" / "lowlight-cam.log"
        said += log.read_text() if log.exists() else ""
        assert self.process.returncode == 0, said
        assert "Traceback" not in said
        wait_until(lambda: not left_of(self.process.pid), "no process left", 10)
        return said


def left_of(session: int) -> list[str]:
    """Processes of a session."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


@pytest.fixture(scope="module")
def desktop() -> Iterator[Desktop]:
    with screen("1280x900") as display:
        made = Desktop(display)
        try:
            made.start("openbox")
            made.start_tray()
            wait_until(lambda: made.do("search", "--class", "trayer"), "the tray")
            yield made
        finally:
            made.stop()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's who has seen the welcome and has the demo scene as the camera."""
    config = tmp_path / "config"
    (config / "LowLight Cam").mkdir(parents=True)
    (config / "LowLight Cam" / "LowLight Cam.ini").write_text("[General]\nwelcomed=true\n")
    store.save(config / "settings.toml", Settings(camera="synthetic", mode=EnhanceMode.ON))
    return tmp_path


@pytest.fixture
def start(desktop: Desktop, home: Path) -> Iterator[Callable[..., Running]]:
    running: list[Running] = []

    def made(*arguments: str) -> Running:
        running.append(Running(desktop, home, *arguments))
        return running[-1]

    yield made
    for each in running:
        if each.process.poll() is None:
            each.process.kill()
            each.process.communicate()


def picture_of(desktop: Desktop) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """The screen in grey."""
    done = subprocess.run(
        [
            *("ffmpeg", "-v", "error", "-f", "x11grab", "-video_size", "1280x900", "-i", desktop.display),
            *("-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"),
        ],
        capture_output=True,
        timeout=60,
        check=True,
    )
    return cv2.imdecode(np.frombuffer(done.stdout, np.uint8), cv2.IMREAD_GRAYSCALE)  # type: ignore[return-value]


def icon_place(desktop: Desktop) -> tuple[int, int]:
    panel = desktop.place(desktop.do("search", "--class", "trayer").split()[-1])
    return panel["X"] + panel["WIDTH"] // 2, panel["Y"] + panel["HEIGHT"] // 2


def click_icon(running: Running) -> None:
    deadline = time.monotonic() + 60
    while not running.window:
        assert time.monotonic() < deadline, "the icon does nothing"
        assert running.process.poll() is None
        running.desktop.click(*icon_place(running.desktop))
        time.sleep(0.5)


def test_a_session_by_mouse_and_keyboard(start: Callable[..., Running], desktop: Desktop) -> None:
    app = start("--background")
    click_icon(app)
    window = app.wait_for_window()

    app.key("ctrl+e")
    wait_until(lambda: app.settings().mode is EnhanceMode.OFF, "enhancing is off")
    app.key("ctrl+e")
    wait_until(lambda: app.settings().mode is EnhanceMode.ON, "enhancing is on")

    place = desktop.place(window)
    x, y = place["X"] + (place["WIDTH"] - 372) // 2, place["Y"] + place["HEIGHT"] // 2 - 60
    beside = (slice(y - 40, y + 40), slice(x + 30, x + 110))  # right of the handle: after
    wait_until(lambda: picture_of(desktop)[beside].std() > 1, "a picture")
    time.sleep(1)
    bright = float(picture_of(desktop)[beside].mean())
    desktop.do("mousemove", str(x), str(y), "mousedown", "1", "mousemove", str(x + 100), str(y))
    desktop.do("mousemove", str(x + 200), str(y), "mouseup", "1")
    wait_until(lambda: float(picture_of(desktop)[beside].mean()) < 0.8 * bright, "before, where after was")

    app.key("ctrl+q")
    app.ended()


def test_closing_hides_it_and_a_signal_ends_it(start: Callable[..., Running], desktop: Desktop) -> None:
    app = start("--background")
    click_icon(app)
    app.wait_for_window()
    app.key("alt+F4")  # the tray keeps the program
    wait_until(lambda: not app.window, "it is hidden")
    assert app.process.poll() is None
    app.process.send_signal(signal.SIGTERM)
    app.ended()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_while_frames_run(start: Callable[..., Running], number: signal.Signals) -> None:
    app = start()
    app.wait_for_window()
    time.sleep(1)
    app.process.send_signal(number)
    app.ended()


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00 rubbish = [", b"fps = 'fast'\nmirror = true\n", b"[" * 5000, b"version = 99\n"]
)
def test_settings_of_rubbish_are_kept_aside(
    start: Callable[..., Running], home: Path, content: bytes
) -> None:
    file = home / "config" / "settings.toml"
    file.write_bytes(content)
    app = start()
    app.wait_for_window()
    app.key("ctrl+q")
    app.ended()
    (kept,) = file.parent.glob("settings.toml.broken-*")
    assert kept.read_bytes() == content


def test_a_machine_without_camera_and_virtual_camera(start: Callable[..., Running], home: Path) -> None:
    (home / "config" / "settings.toml").unlink()
    app = start()
    app.wait_for_window()
    time.sleep(2)
    app.key("ctrl+q")
    app.ended()


def test_the_first_start_welcomes_once(start: Callable[..., Running], home: Path, desktop: Desktop) -> None:
    shutil.rmtree(home / "config" / "LowLight Cam")
    app = start()
    wait_until(lambda: desktop.windows("Welcome to LowLight Cam"), "the welcome")
    app.process.terminate()
    app.ended()
    again = start()
    again.wait_for_window()
    time.sleep(1)
    assert desktop.windows("Welcome to LowLight Cam") == []
    again.process.terminate()
    again.ended()


def test_a_second_start_shows_the_first(start: Callable[..., Running]) -> None:
    first = start("--background")
    click_icon(first)
    first.wait_for_window()
    first.key("alt+F4")
    wait_until(lambda: not first.window, "it is hidden")
    second = start()
    assert "running already" in second.ended()
    first.wait_for_window()
    first.process.terminate()
    first.ended()


def test_its_own_kernels_being_compiled_do_not_keep_it(
    start: Callable[..., Running], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, desktop: Desktop
) -> None:
    monkeypatch.setitem(desktop.environment, "NUMBA_CACHE_DIR", str(tmp_path / "none yet"))
    app = start()
    app.wait_for_window()
    app.process.terminate()
    app.ended()


def test_no_screen_is_told(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vcam.ui.app"],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": ":9999", "LOWLIGHT_CAM_HOME": str(home), "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
