"""``lowlight-cam-gui``: the tray app. Puts session, window, tray and dialogs together."""

from __future__ import annotations

import argparse
import contextlib
import logging
import signal
from collections.abc import Callable, Sequence
from functools import partial
from types import FrameType
from typing import NoReturn

from PySide6.QtCore import (
    QLibraryInfo,
    QSettings,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from vcam import __version__
from vcam.assemble import make_engine, make_source, make_virtual_camera
from vcam.core.errors import SettingsError
from vcam.core.frame import Frame
from vcam.phone_mode import PhoneMode
from vcam.settings import Settings
from vcam.settings_recovery import load_or_set_aside
from vcam.system import environment, logs, paths
from vcam.system.ending import end
from vcam.system.identity import APP_ID, NAME
from vcam.system.priority import prefer_this_thread
from vcam.ui import theme, words
from vcam.ui.background import Background
from vcam.ui.icon import icon
from vcam.ui.instance import Instance
from vcam.ui.program import Program, leave
from vcam.ui.session import Engine, MakeEngine, Session
from vcam.ui.settings_watch import SettingsWatch
from vcam.ui.words import tr

log = logging.getLogger(__name__)


def engine_of_this_system(
    phone: PhoneMode, settings: Settings, on_frame: Callable[[Frame, Frame], None]
) -> Engine:
    """Make the engine that feeds this system's virtual camera; `phone` may be its source."""
    return make_engine(
        settings,
        make_virtual_camera(settings),
        source=partial(make_source, phone=phone),
        on_frame=on_frame,
        make_sink=make_virtual_camera,
        patient=True,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    args = _parser().parse_args(argv)
    environment.prepare()
    logs.start(verbose=args.verbose)
    app = make_application()
    with contextlib.suppress(OSError):  # what cannot be kept is told of when something is to be kept
        paths.config_dir().mkdir(parents=True, exist_ok=True)
    instance = Instance(paths.config_dir())
    if not instance.claim():
        print("LowLight Cam is running already; its window is shown.")  # noqa: T201
        return 0
    try:
        return run(app, instance, background=args.background)
    finally:
        instance.release()


def run(
    app: QApplication,
    instance: Instance,
    *,
    background: bool = False,
    make: MakeEngine | None = None,
) -> int:
    """Run the program until it is quit; `make` gives another engine than this system's."""
    settings, trouble = load_or_set_aside(paths.settings_file())
    phone = PhoneMode(settings)
    session = Session(settings, paths.settings_file(), make or partial(engine_of_this_system, phone))
    program = Program(session, instance, Background(), phone)
    watch = SettingsWatch(paths.settings_file())
    watch.changed.connect(session.reload)
    former = {number: signal.signal(number, _on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        program.start(background=background)
        _greet(program, trouble, background=background)
        prefer_this_thread()  # as the frames' threads: else those would keep the window waiting
        return app.exec()
    finally:
        watch.stop()
        program.stop()
        for number, handler in former.items():
            signal.signal(number, handler)


def make_application() -> QApplication:
    """Return the QApplication, named, styled and in the person's language."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([NAME])
    app.setApplicationName(NAME)
    app.setOrganizationName(NAME)
    app.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(APP_ID)
    app.setWindowIcon(icon("app"))
    app.setQuitOnLastWindowClosed(False)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(paths.config_dir()))
    language = words.use_language()
    translator = QTranslator(app)  # for what Qt itself says, as in the dialog that asks for a file
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)
    theme.apply(app)
    return app


def _greet(program: Program, trouble: SettingsError | None, *, background: bool) -> None:
    """At the first start say what this computer has; tell of settings that could not be read."""
    if trouble is not None:
        program.say(tr("Your settings could not be read; the defaults are used"), str(trouble))
    kept = QSettings()
    if not background and not kept.value("welcomed", defaultValue=False, type=bool):
        kept.setValue("welcomed", True)  # noqa: FBT003
        program.show_doctor(welcome=True)


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    QTimer.singleShot(0, leave)  # the loop may not have begun yet


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lowlight-cam-gui", description="The window and tray of LowLight Cam."
    )
    parser.add_argument("--version", action="version", version=f"lowlight-cam-gui {__version__}")
    parser.add_argument("-v", "--verbose", action="store_true", help="more about what goes on")
    parser.add_argument("--background", action="store_true", help="start in the tray, without the window")
    return parser


def program() -> NoReturn:
    """Run as the program that is installed."""
    end(main())


if __name__ == "__main__":
    program()
