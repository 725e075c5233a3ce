"""The running program: window, tray and dialogs around one session."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMessageBox

from vcam import __version__
from vcam import settings as store
from vcam.assemble import SYNTHETIC
from vcam.core.errors import LowLightError
from vcam.doctor.check import Finding, Place
from vcam.phone_cable import connect_cable
from vcam.phone_mode import PhoneMode
from vcam.report import as_json
from vcam.system import autostart, paths
from vcam.system.identity import NAME
from vcam.ui.background import Background
from vcam.ui.devices import DeviceLists
from vcam.ui.doctor_dialog import DoctorDialog
from vcam.ui.instance import Instance
from vcam.ui.phone_watch import PhoneWatch
from vcam.ui.presenter import Fix, present
from vcam.ui.session import Session
from vcam.ui.tray import Tray
from vcam.ui.window import Window
from vcam.ui.words import tr

if TYPE_CHECKING:
    from vcam.ui.phone_dialog import PhoneDialog

log = logging.getLogger(__name__)

LOOK_MS = 250
LOOK_HIDDEN_MS = 1000
WELCOME_CHECKS = ("virtual-camera", "cameras", "model", "kernels")


class Program(QObject):
    """Puts window, tray and dialogs around a session. For the main thread."""

    def __init__(
        self, session: Session, instance: Instance, background: Background, phone: PhoneMode
    ) -> None:
        super().__init__()
        self.session = session
        self.background = background
        self.devices = DeviceLists(background, session.settings.device)
        self.phone = PhoneWatch(phone, session, self.devices, background)
        self.window = Window(session, self.devices)
        self._dialogs: dict[str, QDialog] = {}
        self._make_actions()
        self.window.add_actions(
            self.phone_action,
            None,
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
            [
                self.phone_action,
                self.snapshot_action,
                self.doctor_action,
                self.login_action,
                None,
                self.quit_action,
            ],
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
        instance.requests = {
            "phone": lambda _nothing: self.show_phone().answer(),
            "forget": lambda phone_id: {"forgotten": phone.forget(phone_id)},
            "whip": lambda _nothing: {"key": phone.whip_key()},
        }
        self.phone.nobody_paired.connect(self.show_phone)
        self._on_settings()

    def start(self, *, background: bool) -> None:
        """Begin; with `background` only the tray shows, or, where there is none, a small window."""
        self.session.start()
        self.phone.start()
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
        for dialog in list(self._dialogs.values()):
            dialog.close()
        self.session.stop()
        self.phone.stop()
        self.background.stop()

    def look(self) -> None:
        """Show what the engine does now."""
        self.phone.look()
        snapshot = self.session.snapshot()
        self.tray.show_view(present(snapshot, self.session.settings))
        if self.window.isVisible():
            self.window.show_snapshot(snapshot, self.phone.figures)

    def status(self) -> dict[str, object]:
        """What goes on, for ``lowlight-cam status``."""
        settings = {name: store.to_shown_value(getattr(self.session.settings, name)) for name in store.FIELDS}
        who = {"pid": os.getpid(), "version": __version__}
        figures = self.phone.figures
        phone = asdict(figures) if figures is not None else None
        return {**who, **as_json(self.session.snapshot()), "phone": phone, "settings": settings}

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
            case Fix.PHONE:
                self.show_phone()

    def show_phone(self) -> PhoneDialog:
        """Show the window in which a phone is paired; the one that is open, if there is one."""
        from vcam.ui.phone_dialog import PhoneDialog  # noqa: PLC0415 - loads a web server

        dialog = self._dialogs.get("phone")
        if not isinstance(dialog, PhoneDialog):
            dialog = PhoneDialog(self.phone, self.background, self._use_address, connect_cable, self.window)
            self._open("phone", dialog)
        dialog.raise_()
        dialog.activateWindow()
        return dialog

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
            self.say(tr("There is no picture to save"), tr("Open the window's preview first."))
            return
        before, after = (frame.copy() for frame in pair)
        self.background.run(
            lambda: save_pair(before, after, paths.pictures_dir()),
            lambda saved: self.say(tr("Saved"), "\n".join(str(path) for path in saved)),
            lambda exc: self.say(tr("The pictures could not be saved"), str(exc)),
        )

    # ------------------------------------------------------------------ inside

    def _make_actions(self) -> None:
        self.show_action = self._action(tr("Show window"), self.show_window)
        self.enhance_action = self._action(tr("Enhance"), lambda: None, "Ctrl+E")
        self.enhance_action.setCheckable(True)
        self.enhance_action.triggered.connect(lambda on: self.session.enhance(on=on))
        self.phone_action = self._action(tr("Use a phone…"), self.show_phone, "Ctrl+P")
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

    def _action(
        self, text: str, work: Callable[[], object], keys: str | QKeySequence.StandardKey | None = None
    ) -> QAction:
        action = QAction(text, self)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: work())
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

    def _use_address(self, address: str) -> None:
        self.session.change(camera=address)

    def _undo(self) -> None:
        self.session.undo()

    def _start_at_login(self, on: bool) -> None:
        try:
            autostart.enable() if on else autostart.disable()
        except LowLightError as exc:
            self.say(exc.title, exc.hint)
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
        self.say(tr("Something went wrong"), what)

    def say(self, title: str, text: str) -> None:
        """Tell the person something, without stopping what they do."""
        if self.window.isVisible():
            self.window.tell(title, text)
        else:
            self.tray.say(title, text)


def leave() -> None:
    """End the program. Not `quit`, which a window that only hides when it is closed would refuse."""
    QCoreApplication.exit(0)
