"""The icon beside the clock: the state in a picture and in words, and all that matters in its menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from vcam.core.address import without_secrets
from vcam.ui.devices import DeviceLists, camera_choices
from vcam.ui.icon import icon
from vcam.ui.presenter import Icon, View
from vcam.ui.session import Session
from vcam.ui.words import tr

LOOK_MS = 2000
T = TypeVar("T")
STRENGTHS = (1.0, 0.75, 0.5, 0.25)


class Tray(QObject):
    """The tray icon. Where there is no tray it waits for one.

    Parameters
    ----------
    show_window
        The action that shows the window; its text is this menu's first line.
    actions
        What else the menu has; None is a line between them.
    """

    came_or_went = Signal(bool)

    def __init__(
        self,
        session: Session,
        devices: DeviceLists,
        show_window: QAction,
        enhance: QAction,
        actions: list[QAction | None],
    ) -> None:
        super().__init__()
        self._session = session
        self._devices = devices
        self.menu = QMenu()
        self.state = self.menu.addAction("")
        self.state.setEnabled(False)
        self.menu.addSeparator()
        self.menu.addAction(show_window)
        self.menu.addAction(enhance)
        self.strength = self.menu.addMenu(tr("Strength"))
        self.cameras = self.menu.addMenu(tr("Camera"))
        self.menu.addSeparator()
        for each in actions:
            if each is None:
                self.menu.addSeparator()
            else:
                self.menu.addAction(each)
        self._icon = QSystemTrayIcon(icon(Icon.WAITING))
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(lambda why: self._on_click(why, show_window))
        # `isVisible` stays True when the tray leaves: only this tells
        self.is_there = QSystemTrayIcon.isSystemTrayAvailable()
        self._shown: View | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        session.changed.connect(self.refresh)
        devices.changed.connect(self.refresh)
        self.refresh()
        self._icon.show()

    def show_view(self, view: View) -> None:
        """Show the state."""
        if view == self._shown:
            return
        if self._shown is None or view.icon != self._shown.icon:
            self._icon.setIcon(icon(view.icon))
        self._shown = view
        self._icon.setToolTip(view.tooltip)
        self.state.setText(f"{view.headline} – {view.problem.title if view.problem else view.watchers}")

    def say(self, title: str, text: str) -> None:
        """Show a message beside the icon, if there is one."""
        if self.is_there:
            self._icon.showMessage(title, text, icon("app"))

    def look(self) -> None:
        """See whether a tray has come or gone."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there != self.is_there:
            self.is_there = there
            if there:  # a new tray does not know the icon
                self._icon.hide()
                self._icon.show()
            self.came_or_went.emit(there)

    def refresh(self) -> None:
        """Show the settings, and the cameras that there are."""
        settings = self._session.settings
        strengths = [(f"{part:.0%}", part) for part in STRENGTHS]
        if settings.strength not in STRENGTHS:
            strengths.insert(0, (f"{settings.strength:.0%}", settings.strength))
        _fill(self.strength, strengths, settings.strength, lambda value: self._session.change(strength=value))
        cameras = [(text, value) for value, text in camera_choices(self._devices.now)]
        if settings.camera not in [value for _, value in cameras]:
            cameras.append((without_secrets(settings.camera), settings.camera))
        _fill(self.cameras, cameras, settings.camera, lambda value: self._session.change(camera=value))

    def stop(self) -> None:
        """Take the icon away."""
        self._timer.stop()
        self._icon.hide()

    def _on_click(self, why: QSystemTrayIcon.ActivationReason, show_window: QAction) -> None:
        if why in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            show_window.trigger()


def _fill(menu: QMenu, choices: list[tuple[str, T]], chosen: T, choose: Callable[[T], None]) -> None:
    menu.clear()
    group = menu.findChild(QActionGroup) or QActionGroup(menu)
    for text, value in choices:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.triggered.connect(lambda _checked, value=value: choose(value))
        group.addAction(action)
