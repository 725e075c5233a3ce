"""Makes the pictures of the guide, docs/images/, from the running program.

    python -m tests.ui.screenshots [NAME ...]

It needs Xvfb, openbox, trayer and xdotool. The camera is the demo scene; the virtual camera, who watches it
and the machine that the set-up would change are made up.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QPoint, QRect, QSettings, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from kernels.warm import warm_up
from mobile_bridge.bridge import Bridge
from tests.fake_bridge import FakeBridge
from tests.ui.desktop import Desktop, screen
from vcam.assemble import SYNTHETIC, make_engine
from vcam.core.errors import NoVirtualCamera, SettingsError
from vcam.core.reader import Reader
from vcam.doctor.check import Finding, Status
from vcam.engine import Engine
from vcam.phone_mode import PhoneMode
from vcam.settings import Settings
from vcam.sinks.base import OutputMode
from vcam.sinks.nowhere import Nowhere
from vcam.system import environment, paths
from vcam.system.loopback import plan
from vcam.system.loopback.state import State
from vcam.ui import app as ui
from vcam.ui import devices, theme, words
from vcam.ui import setup as setup_parts
from vcam.ui.doctor_dialog import DoctorDialog
from vcam.ui.instance import Instance
from vcam.ui.program import Program, leave

IMAGES = Path("docs/images")
SCREEN = "1280x900"
PROGRAM_S = 400  # a picture's program: kernels that are compiled included
LOOK_MS = 50
SETTLE_MS = 700
PLOT_FRAMES = 240  # the plot of the frame budget is full
CALM_S = 120  # so long at most it is waited for a machine that has time
JPEG_QUALITY = 88  # for what has a photograph in it
MARGIN_PX = 6
ICON_EDGE_PX = 8  # so far up from the tray's edge there is still the icon

Waits = Iterator[int | Callable[[], object]]
"""Milliseconds to wait, or what must become true."""


class Loopback(Nowhere):
    """The virtual camera as it is in a call."""

    label = "LowLight Cam (/dev/video10)"

    def readers(self) -> tuple[Reader, ...] | None:
        """Somebody is in a call."""
        return (Reader(4242, "zoom"),)


class Missing(Loopback):
    """A virtual camera that is not set up."""

    def open(self, mode: OutputMode) -> None:
        """Fail as the real one does."""
        raise NoVirtualCamera("there is no virtual camera 'LowLight Cam'", hint="Run: lowlight-cam setup")

    def readers(self) -> tuple[Reader, ...] | None:
        """Nobody can read it."""
        return ()


MACHINE = devices.Devices(
    (("Integrated Camera", "Integrated Camera"), ("USB HD Webcam", "USB HD Webcam")),
    (("LowLight Cam", "LowLight Cam (/dev/video10)"),),
)
FINDINGS = (
    Finding(
        "virtual-camera",
        Status.FAIL,
        "Virtual camera",
        'there is no device "LowLight Cam"',
        "Run: lowlight-cam setup",
    ),
    Finding(
        "camera-1",
        Status.WARN,
        "Camera 1",
        "Integrated Camera: /dev/video0, MJPG 1280x720 at 30 fps, YUYV 640x480 at 30 fps, slower in the dark",
        "To keep the rate (the picture is darker, and brightened here anyway): "
        "lowlight-cam settings keep_fps true\n"
        'or in the window: Camera, "Keep the frame rate in the dark".',
    ),
    Finding("model", Status.OK, "Network", "lowlight, sha256 b0be3ad27b88..., TFLite XNNPACK int8, 1 thread"),
    Finding("kernels", Status.OK, "Compiled kernels", "58 kept in ~/.cache/lowlight-cam/kernels"),
)


class Tour(QObject):
    """Goes through the program and takes pictures of it."""

    def __init__(self, program: Program, route: Callable[[Tour], Waits]) -> None:
        super().__init__()
        self.program = program
        self.window = program.window
        self._steps = route(self)
        self._until: Callable[[], object] = self._enhanced
        self._patient_until = time.monotonic() + CALM_S
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def is_calm(self) -> bool:
        """Whether other programs leave it the time that it has elsewhere; True at last."""
        now = self.program.session.snapshot()
        plotted = now.recent_ms[-PLOT_FRAMES:]
        full = len(plotted) == PLOT_FRAMES and not now.effort and max(plotted) < now.budget_ms
        return full or time.monotonic() > self._patient_until

    def take(self, name: str, place: QRect) -> None:
        """Save this part of the screen; a name in .jpg is for what has a photograph in it."""
        x, y, width, height = place.x(), place.y(), place.width(), place.height()
        picture = QApplication.primaryScreen().grabWindow(0, x, y, width, height)
        target = IMAGES / name
        assert picture.save(str(target), quality=JPEG_QUALITY if target.suffix == ".jpg" else 0), target

    def take_widget(self, name: str, widget: QWidget) -> None:
        """Save what the screen has of a widget."""
        self.take(name, QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size()))

    def dialog(self, name: str) -> QWidget:
        """Return an open dialog."""
        return self.program._dialogs[name]

    def _enhanced(self) -> bool:
        snapshot = self.program.session.snapshot()
        return snapshot.amount > 0.99 and self.window.view.pair is not None

    def _look(self) -> None:
        if not self._until():
            return
        try:
            wait = next(self._steps)
        except StopIteration:
            self._timer.stop()
            leave()
            return
        if isinstance(wait, int):
            self._until = lambda: True
            self._timer.setInterval(wait)
        else:
            self._until = wait
            self._timer.setInterval(LOOK_MS)


# ---------------------------------------------------------------------- the pictures


def window(tour: Tour, language: str = "") -> Waits:
    """The window as it opens, in one language."""
    yield tour.is_calm
    tour.take_widget(f"window{language}.jpg", tour.window)


def light(tour: Tour) -> Waits:
    """The same on a light desktop."""
    theme.colours = lambda: theme.LIGHT  # this screen has no desktop that could say so
    theme.restyle(ui.make_application())
    yield tour.is_calm
    tour.take_widget("window-light.jpg", tour.window)


def panels(tour: Tour) -> Waits:
    """The three panels."""
    tabs = tour.window.tabs
    tour.program.session.change(strength=0.8)
    for index, name in enumerate(("picture", "camera", "performance")):
        tabs.setCurrentIndex(index)
        yield tour.is_calm if name == "performance" else SETTLE_MS
        tour.take_widget(f"{name}.png", tabs.parentWidget() or tabs)


def dialogs(tour: Tour) -> Waits:
    """What is seen at the first start: the banner, the welcome, the set-up."""
    yield tour.is_calm
    tour.take_widget("banner.jpg", tour.window)
    tour.program.show_doctor(welcome=True)
    doctor = tour.dialog("doctor")
    assert isinstance(doctor, DoctorDialog)
    yield doctor.again.isEnabled
    yield SETTLE_MS
    tour.take_widget("welcome.png", doctor)
    doctor.close()
    tour.program.show_setup()
    yield SETTLE_MS
    tour.take_widget("setup.png", tour.dialog("setup"))
    tour.dialog("setup").close()


def tray(tour: Tour) -> Waits:
    """The icon with its menu."""
    desktop = Desktop(os.environ["DISPLAY"])
    place = ["--edge", "top", "--align", "right", "--widthtype", "request", "--height", "32"]
    desktop.start("trayer", *place, "--SetDockType", "false", "--expand", "true")
    try:
        yield lambda: tour.program.tray.is_there
        tour.window.close()
        yield SETTLE_MS
        menu = tour.program.tray.menu
        panel = desktop.place(desktop.windows("panel")[0])
        desktop.click(panel["X"] + panel["WIDTH"] // 2, panel["Y"] + panel["HEIGHT"] - ICON_EDGE_PX, 3)
        yield menu.isVisible
        yield SETTLE_MS
        shown = menu.geometry().united(QRect(panel["X"], panel["Y"], panel["WIDTH"], panel["HEIGHT"]))
        tour.take("tray.png", shown.adjusted(-MARGIN_PX, 0, 0, MARGIN_PX))
        menu.close()
    finally:
        desktop.stop()


def menu(tour: Tour) -> Waits:
    """The window's menu."""
    tour.window.menu.popup(tour.window.mapToGlobal(QPoint(40, 80)))
    yield SETTLE_MS
    tour.take_widget("menu.png", tour.window.menu)
    tour.window.menu.close()


def phone(tour: Tour) -> Waits:
    """The window in which a phone is paired."""
    dialog = tour.program.show_phone()
    yield lambda: dialog.offer is not None
    yield SETTLE_MS
    tour.take_widget("phone.png", dialog)
    dialog.close()


ROUTES: dict[str, tuple[Callable[[Tour], Waits], str, type[Nowhere]]] = {
    "window": (window, "en", Loopback),
    "light": (light, "en", Loopback),
    "panels": (panels, "en", Loopback),
    "dialogs": (dialogs, "en", Missing),
    "tray": (tray, "en", Loopback),
    "menu": (menu, "en", Loopback),
    "phone": (phone, "en", Loopback),
    "de": (partial(window, language="-de"), "de", Loopback),
    "zh": (partial(window, language="-zh"), "zh_CN", Loopback),
}

# ---------------------------------------------------------------------- the program


def run_one(name: str) -> int:
    """Run the program for one route."""
    route, language, sink = ROUTES[name]
    environment.prepare()
    os.environ.update(LANG=language, LANGUAGE=language, LC_ALL=f"{language}.UTF-8")
    app = ui.make_application()
    assert words.use_language() == language
    make_up_the_machine()
    instance = Instance(paths.config_dir())
    assert instance.claim()
    tours: list[Tour] = []
    former = ui._greet

    def greet(program: Program, trouble: SettingsError | None, *, background: bool) -> None:
        QSettings().setValue("welcomed", True)
        former(program, trouble, background=background)
        QCursor.setPos(0, 0)
        if (focused := app.focusWidget()) is not None:
            focused.clearFocus()  # no ring
        tours.append(Tour(program, route))

    ui._greet = greet
    try:
        return ui.run(app, instance, make=partial(engine, sink))
    finally:
        instance.release()


def engine(sink: type[Nowhere], settings: Settings, on_frame: object) -> Engine:
    """The program's engine, with a virtual camera that is made up."""
    return make_engine(
        settings,
        sink(),
        on_frame=on_frame,  # type: ignore[arg-type]
        make_sink=lambda _settings: sink(),
        patient=True,
    )


def home_bridge(folder: Path, port: int) -> Bridge:
    """A bridge in a network as many have it at home."""
    made = FakeBridge(folder, port)
    made.addresses = ("192.168.178.23",)
    return cast("Bridge", made)


def make_up_the_machine() -> None:
    """What the program would find on a laptop with Debian where nothing is set up yet."""
    paths.config_dir().mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(f'camera = "{SYNTHETIC}"\n')
    devices.ask = lambda own: MACHINE
    ui.PhoneMode = partial(PhoneMode, make=home_bridge)  # type: ignore[attr-defined,assignment]
    laptop = State(root=Path("/"), release="6.12.48+deb13-amd64", secure_boot=False)
    plan._refuse_impossible = lambda state: None  # what this machine is matters not
    setup_parts.plan_for = lambda device: plan.setup(laptop, device)
    Program._findings = lambda _program, *_ids: iter(FINDINGS)  # type: ignore[method-assign]


def main(names: list[str]) -> int:
    """Make the pictures of these routes, or all; returns how many failed."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    failed = 0
    with screen(SCREEN) as display, tempfile.TemporaryDirectory() as home:
        os.environ["LOWLIGHT_CAM_HOME"] = home
        environment.prepare()
        desktop = Desktop(display)
        desktop.start("openbox")
        try:
            warm_up()  # else the first pictures would be of a program that compiles
            for name in ["menu", *(names or ROUTES)]:  # the first one compiles what is left
                command = [sys.executable, "-m", "tests.ui.screenshots", "--one", name]
                done = subprocess.run(command, env=desktop.environment, timeout=PROGRAM_S, check=False)
                failed += done.returncode != 0
        finally:
            desktop.stop()
    return failed


if __name__ == "__main__":
    sys.exit(run_one(sys.argv[2]) if sys.argv[1:2] == ["--one"] else main(sys.argv[1:]))
