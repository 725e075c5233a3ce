"""The tray app on real devices, from its start to its end; what it does is asked for as a person can."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.device.conftest import (
    ROOT,
    SIZE,
    load_loopback,
    node_of,
    plug_in,
    run,
    unload_loopback,
    unplug,
    until,
)
from tests.device.serving import (
    CARD_BYTES_DIFFER,
    Codes,
    Reading,
    cli,
    dark_frame,
    distance,
    enhanced,
    is_colourful,
    is_fed,
    play,
    refused,
)
from vcam import settings as store
from vcam.core.errors import AppNotRunning, AppSilent
from vcam.core.formats import FrameSize
from vcam.enhance.look import EnhanceMode
from vcam.placeholder import Placeholder
from vcam.settings import Settings
from vcam.sinks.base import OutputMode
from vcam.snapshot import State, Status
from vcam.system.running import ask
from vcam.v4l2.holders import holders

pytestmark = [pytest.mark.device, pytest.mark.slow, pytest.mark.usefixtures("kernels_ready")]

Answer = dict[str, Any]
CHOSEN = Settings().replace(
    camera="Source Cam", size=SIZE, mode=EnhanceMode.ON, denoise=0, release_after_s=0.5, runtime="cpu"
)


class App:
    """The app in a process of its own, with a home of its own and no screen."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._config = home / "config"
        self._environment = os.environ | {"LOWLIGHT_CAM_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
        self._said = (home / "said").open("w+b")
        self.process = self._start()
        self.at_first: Answer = {}

    def start_again(self) -> None:
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "vcam.ui.app", "--background"]
        return subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=self._said, stderr=subprocess.STDOUT
        )

    @property
    def said(self) -> str:
        return (self.home / "said").read_text()

    def ask(self) -> Answer:
        return ask(self._config, "status")

    def status(self) -> Answer:
        """Its answer, or none while it is starting."""
        assert self.process.poll() is None, self.said
        try:
            return self.ask()
        except (AppNotRunning, AppSilent):
            return {}

    def until(self, condition: Callable[[Answer], object]) -> Answer:
        answer: Answer = {}

        def holds() -> object:
            nonlocal answer
            answer = self.status()
            return answer and condition(answer)

        until(holds)
        return answer

    def until_state(self, state: str) -> Answer:
        return self.until(lambda answer: answer["state"] == state)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run ``lowlight-cam WORDS`` beside it."""
        return subprocess.run(
            cli(*words), cwd=ROOT, env=self._environment, capture_output=True, text=True, check=False
        )

    def choose(self, **changes: object) -> None:
        """Write settings as another program does; those of `CHOSEN` but for these."""
        store.save(self._config / "settings.toml", CHOSEN.replace(**changes))

    def has(self, node: Path) -> bool:
        return self.process.pid in {holder.pid for holder in holders(node)}

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self._said.close()


@pytest.fixture(scope="module")
def app() -> Iterator[App]:
    """One run for all tests, as a start takes long on this machine; it begins without a virtual camera."""
    unload_loopback()
    with tempfile.TemporaryDirectory(dir="/dev/shm") as home:
        (Path(home) / "config").mkdir()
        store.save(Path(home) / "config" / "settings.toml", CHOSEN)
        started = App(Path(home))
        started.at_first = started.until(lambda answer: answer["sink_problem"])
        load_loopback()
        yield started
        started.stop()
    load_loopback()


@pytest.fixture(scope="module")
def dark(app: App, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[float, Codes]]:
    """A webcam that shows a dark scene; what is to come out of it, by strength."""
    frame = dark_frame()
    clip = tmp_path_factory.mktemp("clip") / "dark.yuyv"
    clip.write_bytes(frame.data.tobytes() * 25)
    webcam = subprocess.Popen(play(clip))
    yield {
        strength: enhanced(frame, EnhanceMode.ON if strength else EnhanceMode.OFF, strength).data
        for strength in (0.0, 0.5, 1.0)
    }
    webcam.kill()
    webcam.wait()


def test_it_waits_for_the_virtual_camera_and_takes_it_up(app: App) -> None:
    problem = app.at_first["sink_problem"]
    assert problem["code"] == "no-virtual-camera"
    assert "lowlight-cam setup" in problem["detail"]
    answer = app.until(lambda answer: not answer["sink_problem"] and answer["state"] == "waiting")
    assert answer["readers"] == []
    assert answer["output"] == {"size": str(SIZE), "format": "I420", "fps": 30.0}
    until(is_fed)


def test_the_webcam_is_on_while_somebody_reads_and_it_says_who(app: App, dark: dict[float, Codes]) -> None:
    source = node_of("Source Cam")
    assert not app.has(source)
    with Reading() as reading:
        reader = {"pid": reading.process.pid, "name": "ffmpeg"}
        answer = app.until(lambda answer: answer["state"] == "live" and answer["fps_out"] > 0)
        assert answer["readers"] == [reader]
        assert answer["source"] == "Source Cam"
        assert app.has(source)
        until(lambda: distance(reading.frame, dark[1.0]) < 1)
        said = app.command("status")
        assert said.returncode == 0, said.stderr
        assert f"read by: ffmpeg (pid {reader['pid']})\n" in said.stdout
        assert "camera:  Source Cam, 320x240 YUYV at " in said.stdout
    app.until_state("waiting")
    until(lambda: not app.has(source))
    assert is_fed(), "it stays in the lists"


def test_what_is_set_elsewhere_is_in_the_picture_at_once(app: App, dark: dict[float, Codes]) -> None:
    with Reading() as reading:
        until(lambda: distance(reading.frame, dark[1.0]) < 1)
        assert app.command("settings", "strength", "0.5").stdout == "0.5\n"
        until(lambda: distance(reading.frame, dark[0.5]) < 1)
        app.choose(mode=EnhanceMode.OFF)
        until(lambda: distance(reading.frame, dark[0.0]) < 1)
        assert app.status()["settings"]["mode"] == "off"
        app.choose()
        until(lambda: distance(reading.frame, dark[1.0]) < 1)
    assert distance(dark[1.0], dark[0.5]) > 5
    assert distance(dark[0.5], dark[0.0]) > 5


def test_another_size_waits_until_the_reader_has_left(app: App, dark: dict[float, Codes]) -> None:
    size = FrameSize(160, 120)
    with Reading() as reading:
        until(lambda: distance(reading.frame, dark[1.0]) < 1)
        app.choose(size=size)
        answer = app.until(lambda answer: any(str(size) in note for note in answer["notes"]))
        assert answer["output"]["size"] == str(SIZE)
        seen = reading.count
        until(lambda: reading.count > seen + 5)
        assert distance(reading.frame, dark[1.0]) < CARD_BYTES_DIFFER, "fitted into the size that there is"
    answer = app.until(lambda answer: answer["output"]["size"] == str(size))
    assert not any(str(size) in note for note in answer["notes"])
    until(lambda: f"Width/Height      : {size.width}/{size.height}" in format_of("LowLight Cam"))
    app.choose()
    app.until(lambda answer: answer["output"]["size"] == str(SIZE))


def format_of(label: str) -> str:
    return run("v4l2-ctl", "-d", node_of(label), "--get-fmt-video").stdout


def test_a_run_beside_it_is_told_who_has_the_camera(app: App) -> None:
    said = refused(4)
    assert "in use by" in said
    assert f"(process {app.process.pid})" in said
    app.until_state("waiting")


def test_an_unplugged_webcam_gives_a_card_and_comes_back(app: App) -> None:
    app.choose(camera="vivid", mode=EnhanceMode.OFF)
    with Reading() as reading:
        until(lambda: is_colourful(reading.frame))
        unplug()
        until(lambda: not is_colourful(reading.frame))
        answer = app.until_state("problem")
        assert answer["code"] in {"camera-lost", "camera-not-found"}
        until(lambda: distance(reading.frame, card(app.status())) < 1)
        seen = reading.count
        until(lambda: reading.count > seen + 5)
        plug_in()
        until(lambda: is_colourful(reading.frame))
        assert app.until_state("live")["readers"] == [{"pid": reading.process.pid, "name": "ffmpeg"}]
    app.until_state("waiting")


def card(answer: Answer) -> Codes:
    """What is shown instead of a picture in this state."""
    status = Status(State(answer["state"]), answer["title"], answer["detail"], answer["code"])
    return Placeholder().show(OutputMode(SIZE, 30.0), status, store.CARD).data


def test_killed_it_starts_again_and_told_to_end_it_ends_well(app: App) -> None:
    app.choose(camera="vivid", mode=EnhanceMode.OFF)
    with Reading():
        app.until_state("live")
        app.process.kill()
        app.process.wait()
    with pytest.raises(AppNotRunning):
        app.ask()
    app.start_again()
    app.until_state("waiting")
    with Reading() as reading:
        until(lambda: is_colourful(reading.frame))
        app.process.send_signal(signal.SIGTERM)
        assert app.process.wait(60) == 0, app.said
    assert "Traceback" not in app.said
    assert not [path for path in (app.home / "config").iterdir() if path.name.startswith("running")]
