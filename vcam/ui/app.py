"""``lowlight-cam-gui``: the tray app. Puts session, window, tray and dialogs together."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from types import FrameType

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QObject,
    QSettings,
    Qt,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from vcam import __version__
from vcam import settings as store
from vcam.assemble import SYNTHETIC, make_engine, make_virtual_camera
from vcam.core.errors import LowLightError, SettingsError
from vcam.core.frame import Frame
from vcam.doctor.check import Finding, Place
from vcam.report import as_json
from vcam.settings import Settings
from vcam.settings_recovery import load_or_set_aside
from vcam.system import autostart, environment, logs, paths
from vcam.system.identity import APP_ID, NAME
from vcam.system.priority import prefer_this_thread
from vcam.ui import theme, words
from vcam.ui.background import Background
from vcam.ui.devices import DeviceLists
from vcam.ui.doctor_dialog import DoctorDialog
from vcam.ui.icon import icon
from vcam.ui.instance import Instance
from vcam.ui.presenter import Fix, present
from vcam.ui.session import Engine, MakeEngine, Session
from vcam.ui.settings_watch import SettingsWatch
from vcam.ui.tray import Tray
from vcam.ui.window import Window
from vcam.ui.words import tr

log = logging.getLogger(__name__)

LOOK_MS = 250
LOOK_HIDDEN_MS = 1000
WELCOME_CHECKS = ("virtual-camera", "cameras", "model", "kernels")


class Program(QObject):
    """The running program: window, tray and dialogs around one session."""

    def __init__(self, session: Session, instance: Instance, background: Background) -> None:
        super().__init__()
        self.session = session
        self.background = background
        self.devices = DeviceLists(background, session.settings.device)
        self.window = Window(session, self.devices)
        self._dialogs: dict[str, QDialog] = {}
        self._make_actions()
        self.window.add_actions(
            self.snapshot_action,
            self.undo_action,
            self.reset_action,
            None,
            self.enhance_action,
            self.login_action,
            self.doctor_action,
            self.about_action,
            None,
            self.quit_action,
        )
        self.tray = Tray(
            session,
            self.devices,
            self.show_action,
            self.enhance_action,
            [self.snapshot_action, self.doctor_action, self.login_action, None, self.quit_action],
        )
        self.tray.came_or_went.connect(self._on_tray)
        self.window.closed.connect(self.close_window)
        self.window.asked.connect(self.mend)
        self.window.took_snapshot.connect(self.take_snapshot)
        self._look = QTimer(self, interval=LOOK_HIDDEN_MS)
        self._look.timeout.connect(self.look)
        self.window.seen.connect(lambda seen: session.show_preview(wanted=seen))
        self.window.seen.connect(lambda seen: self._look.setInterval(LOOK_MS if seen else LOOK_HIDDEN_MS))
        session.changed.connect(self._on_settings)
        session.failed.connect(self._on_failure)
        instance.asked_to_show.connect(self.show_window)
        instance.status = self.status
        self._on_settings()

    def start(self, *, background: bool) -> None:
        """Begin; with `background` only the tray shows, or, where there is none, a small window."""
        self.session.start()
        self._look.start()
        self.devices.refresh()
        if not background:
            self.show_window()
        elif not self.tray.is_there:
            self.window.showMinimized()  # in reach; at login no camera is to go on for a preview
        self.look()

    def stop(self) -> None:
        """Stop everything; the settings are kept."""
        self._look.stop()
        self.tray.stop()
        self.window.hide()
        self.devices.stop()
        self.session.stop()
        self.background.stop()

    def look(self) -> None:
        """Show what the engine does now."""
        snapshot = self.session.snapshot()
        self.tray.show_view(present(snapshot, self.session.settings))
        if self.window.isVisible():
            self.window.show_snapshot(snapshot)

    def status(self) -> dict[str, object]:
        """What goes on, for ``lowlight-cam status``."""
        settings = {name: store.to_toml_value(getattr(self.session.settings, name)) for name in store.FIELDS}
        who = {"pid": os.getpid(), "version": __version__}
        return {**who, **as_json(self.session.snapshot()), "settings": settings}

    def show_window(self) -> None:
        """Bring the window to the front."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.look()

    def close_window(self) -> None:
        """Hide the window where a tray keeps the program in reach; else make it small."""
        if self.tray.is_there:
            self.window.hide()
        else:
            self.window.showMinimized()

    def mend(self, fix: Fix) -> None:
        """Do what the program can do about a problem."""
        match fix:
            case Fix.SETUP:
                self.show_setup()
            case Fix.DEMO:
                self.session.change(camera=SYNTHETIC)
            case Fix.DOCTOR:
                self.show_doctor()

    def show_setup(self) -> None:
        """Show the set-up of the virtual camera."""
        from vcam.ui.setup import setup_dialog  # noqa: PLC0415 - Linux only

        dialog = setup_dialog(self.background, self.session.settings.device, self.window)
        self._open("setup", dialog)

    def show_doctor(self, *, welcome: bool = False) -> None:
        """Show all checks."""
        checks = partial(self._findings, *(WELCOME_CHECKS if welcome else ()))
        dialog = DoctorDialog(self.background, checks, self._diagnostics, self.window, welcome=welcome)
        dialog.asked_for_setup.connect(self.show_setup)
        self._open("doctor", dialog)

    def take_snapshot(self) -> None:
        """Save the frame that is shown, before and after."""
        from vcam.media.stills import save_pair  # noqa: PLC0415 - loads OpenCV

        pair = self.window.view.pair
        if pair is None:
            self._say(tr("There is no picture to save"), tr("Open the window's preview first."))
            return
        before, after = (_copied(frame) for frame in pair)
        self.background.run(
            lambda: save_pair(before, after, paths.pictures_dir()),
            lambda saved: self._say(tr("Saved"), "\n".join(str(path) for path in saved)),
            lambda exc: self._say(tr("The pictures could not be saved"), str(exc)),
        )

    # ------------------------------------------------------------------ inside

    def _make_actions(self) -> None:
        self.show_action = self._action(tr("Show window"), self.show_window)
        self.enhance_action = self._action(tr("Enhance"), lambda: None, "Ctrl+E")
        self.enhance_action.setCheckable(True)
        self.enhance_action.triggered.connect(lambda on: self.session.enhance(on=on))
        self.snapshot_action = self._action(tr("Save a snapshot"), self.take_snapshot, "Ctrl+S")
        self.undo_action = self._action(tr("Undo the last change"), self._undo, QKeySequence.StandardKey.Undo)
        self.reset_action = self._action(tr("Reset all settings"), self.session.reset)
        self.login_action = self._action(tr("Start at login"), lambda: None)
        self.login_action.setCheckable(True)
        self.login_action.triggered.connect(self._start_at_login)
        self.doctor_action = self._action(tr("Doctor…"), self.show_doctor, "Ctrl+D")
        self.about_action = self._action(tr("About"), self._about)
        self.quit_action = self._action(tr("Quit"), leave, "Ctrl+Q")
        self._read_login()

    def _action(self, text: str, work: object, keys: str | QKeySequence.StandardKey | None = None) -> QAction:
        action = QAction(text, self)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: work())  # type: ignore[operator]
        return action

    def _open(self, name: str, dialog: QDialog) -> None:
        if (former := self._dialogs.pop(name, None)) is not None:
            former.close()
        self._dialogs[name] = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self._forget(name, dialog))
        dialog.show()

    def _forget(self, name: str, dialog: QDialog) -> None:
        if self._dialogs.get(name) is dialog:
            del self._dialogs[name]

    def _findings(self, *ids: str) -> Iterator[Finding]:
        from vcam.doctor.report import CHECKS, examine  # noqa: PLC0415 - loads what it checks

        place = Place(label=self.session.settings.device)
        for check in CHECKS:
            if not ids or check.id in ids:
                yield from examine(place, [check])

    def _diagnostics(self) -> str:
        from vcam.doctor.diagnostics import diagnostics  # noqa: PLC0415

        return diagnostics(list(self._findings()), snapshot=self.session.snapshot())

    def _undo(self) -> None:
        self.session.undo()

    def _start_at_login(self, on: bool) -> None:
        try:
            autostart.enable() if on else autostart.disable()
        except LowLightError as exc:
            self._say(exc.title, exc.hint)
        self._read_login()

    def _read_login(self) -> None:
        enabled = False  # what cannot be read starts nothing
        try:
            enabled = autostart.is_enabled()
        except LowLightError as exc:
            log.info("start at login: %s", exc.title)
        self.login_action.setChecked(enabled)

    def _about(self) -> None:
        QMessageBox.about(
            self.window,
            NAME,
            tr(
                "{name} {version}\n\nA dark webcam in, a well-lit one out.\n"
                "Free software under the GPL, version 2 or later.",
                name=NAME,
                version=__version__,
            ),
        )

    def _on_settings(self) -> None:
        self.enhance_action.setChecked(self.session.is_enhancing)
        self.undo_action.setEnabled(self.session.can_undo)
        if self.devices.own != self.session.settings.device:
            self.devices.own = self.session.settings.device
            self.devices.refresh()

    def _on_tray(self, there: bool) -> None:
        if not there and not self.window.isVisible():
            self.window.showMinimized()  # else the program could not be reached any more
        elif there and self.window.isMinimized():
            self.window.hide()  # at login a tray comes later than this program

    def _on_failure(self, what: str) -> None:
        self._say(tr("Something went wrong"), what)

    def _say(self, title: str, text: str) -> None:
        """Tell the person something, without stopping what they do."""
        if self.window.isVisible():
            self.window.tell(title, text)
        else:
            self.tray.say(title, text)


def engine_of_this_system(settings: Settings, on_frame: object) -> Engine:
    """Make the engine that feeds this system's virtual camera."""
    return make_engine(
        settings,
        make_virtual_camera(settings),
        on_frame=on_frame,  # type: ignore[arg-type]
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
    make: MakeEngine = engine_of_this_system,
) -> int:
    """Run the program until it is quit."""
    settings, trouble = load_or_set_aside(paths.settings_file())
    session = Session(settings, paths.settings_file(), make)
    program = Program(session, instance, Background())
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
        program._say(tr("Your settings could not be read; the defaults are used"), str(trouble))
    kept = QSettings()
    if not background and not kept.value("welcomed", defaultValue=False, type=bool):
        kept.setValue("welcomed", True)  # noqa: FBT003
        program.show_doctor(welcome=True)


def leave() -> None:
    """End the program. Not `quit`, which a window that only hides when it is closed would refuse."""
    QCoreApplication.exit(0)


def _on_signal(_number: int, _frame: FrameType | None) -> None:
    QTimer.singleShot(0, leave)  # the loop may not have begun yet


def _copied(frame: Frame) -> Frame:
    copy = Frame.allocate(frame.format, frame.size, frame.colour)
    copy.data[:] = frame.data
    return copy


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lowlight-cam-gui", description="The window and tray of LowLight Cam."
    )
    parser.add_argument("--version", action="version", version=f"lowlight-cam-gui {__version__}")
    parser.add_argument("-v", "--verbose", action="store_true", help="more about what goes on")
    parser.add_argument("--background", action="store_true", help="start in the tray, without the window")
    return parser


if __name__ == "__main__":
    sys.exit(main())
