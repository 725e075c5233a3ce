"""The main window: the picture, what goes on, and the panels with the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vcam.snapshot import Snapshot, State
from vcam.ui import phone_words
from vcam.ui.devices import DeviceLists
from vcam.ui.icon import icon
from vcam.ui.panels import CameraPanel, PerformancePanel, picture_panel
from vcam.ui.plot import FramePlot
from vcam.ui.presenter import Fix, Notice, View, in_words, present
from vcam.ui.session import Session
from vcam.ui.split_view import SplitView
from vcam.ui.widgets import Segments, Switch, button, label
from vcam.ui.words import tr

if TYPE_CHECKING:
    from mobile_bridge.snapshot import PhoneFigures

PANEL_PX = 372
LOW_PX = 640
MESSAGE_MS = 8000


class Banner(QFrame):
    """What a person has to know now, with a button where the program can mend it.

    Parameters
    ----------
    lasting
        It stays for as long as what it tells of; else a person can put it away.
    """

    asked = Signal(Fix)

    def __init__(self, *, lasting: bool = False) -> None:
        super().__init__()
        self._put_away: Notice | None = None
        self._notice: Notice | None = None
        self.setObjectName("banner")
        self.title = label("", "heading", wrap=True)
        self.detail = label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self._fix = Fix.NONE
        self.fix = button("", "primary")
        self.fix.clicked.connect(lambda: self.asked.emit(self._fix))
        words = QVBoxLayout()
        words.setSpacing(3)
        for each in (self.title, self.detail, self.progress):
            words.addWidget(each)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignVCenter)
        if not lasting:
            away = QToolButton()
            away.setText("✕")
            away.setProperty("role", "reset")
            away.setAccessibleName(tr("Put away"))
            away.clicked.connect(self.put_away)
            layout.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def put_away(self) -> None:
        """Show this notice no more."""
        self._put_away = self._notice
        self.hide()

    def forget(self) -> None:
        """Let what was put away be shown again."""
        self._put_away = None

    def show_notice(self, notice: Notice | None) -> None:
        """Show it, or nothing; not again what was put away."""
        self._notice = notice
        if notice is None or notice == self._put_away:
            self.hide()
            return
        texts = {
            Fix.SETUP: tr("Set up…"),
            Fix.DEMO: tr("Try the demo scene"),
            Fix.DOCTOR: tr("Find out why…"),
            Fix.PHONE: tr("Show the code…"),
        }
        self._fix = notice.fix
        self.title.setText(notice.title)
        self.detail.setText(notice.detail)
        self.detail.setVisible(bool(notice.detail))
        self.progress.setVisible(notice.total > 0)
        self.progress.setRange(0, max(1, notice.total))
        self.progress.setValue(notice.done)
        self.fix.setText(texts.get(notice.fix, ""))
        self.fix.setVisible(notice.fix is not Fix.NONE)
        severity = "bad" if notice.bad else "note"
        if self.property("severity") != severity:
            self.setProperty("severity", severity)
            self.style().polish(self)
        self.show()


class Window(QMainWindow):
    """The window. It asks for snapshots nowhere: the program shows it each one."""

    asked = Signal(Fix)
    took_snapshot = Signal()
    seen = Signal(bool)
    """Whether somebody can see the picture."""
    closed = Signal()

    def __init__(self, session: Session, devices: DeviceLists) -> None:
        super().__init__()
        self.setWindowTitle("LowLight Cam")
        self.setWindowIcon(icon("app"))
        self._session = session
        self.menu = QMenu(self)
        self.view = SplitView(session.preview)
        self.plot = FramePlot()
        self._strip = QFrame()
        self.banner = Banner(lasting=True)
        self.banner.asked.connect(self.asked)
        self.work, self.message = Banner(), Banner()
        self._message_time = QTimer(self, interval=MESSAGE_MS, singleShot=True)
        self._message_time.timeout.connect(self.message.hide)
        self.performance = PerformancePanel(session)
        self.camera = CameraPanel(session, devices)
        self._headline, self._watchers = label("", "title"), label("", "muted")
        self._state = label()
        self._figures = label("", "small")
        self.enhance = Switch(tr("Enhance"))
        self.enhance.clicked.connect(lambda on: session.enhance(on=on))
        self.preview_switch = Switch(tr("Preview"))
        self.preview_switch.setChecked(True)
        self.preview_switch.clicked.connect(self._update_seen)
        self.sides = Segments(
            tr("View"), {"before": tr("Before"), "split": tr("Split"), "after": tr("After")}
        )
        self.sides.choose("split")
        self.sides.chosen.connect(self._choose_side)
        self.view.split_changed.connect(self._on_split)
        self.setCentralWidget(self._laid_out(picture_panel(session)))
        session.changed.connect(self._on_settings)
        self._on_settings()
        self._restore()

    # ------------------------------------------------------------------ what it shows

    def show_snapshot(self, snapshot: Snapshot, phone: PhoneFigures | None = None) -> None:
        """Show what the engine does, and the phone if that is the camera."""
        view = present(snapshot, self._session.settings)
        self._headline.setText(view.headline)
        self._watchers.setText(view.watchers)
        self._state.setPixmap(icon(view.icon).pixmap(QSize(30, 30)))
        self._state.setAccessibleName(view.headline)
        self.banner.show_notice(view.problem)
        hint = phone_words.warning(phone)
        self.work.show_notice(view.work or (Notice(hint) if hint else None))
        self._figures.setText(self._line(view, snapshot, phone))
        self.plot.show_times(snapshot.recent_ms, snapshot.budget_ms)
        self.performance.show_snapshot(snapshot, phone)
        self.view.say(self._instead_of_picture(snapshot))

    def tell(self, title: str, text: str) -> None:
        """Show a message for some seconds; also one that was put away before."""
        self.message.forget()
        self.message.show_notice(Notice(title, text))
        self._message_time.start()

    def _line(self, view: View, snapshot: Snapshot, phone: PhoneFigures | None) -> str:
        if not view.cost:
            return tr("No frames are running")
        lost = tr("{dropped} dropped, {late} late", dropped=snapshot.dropped, late=snapshot.late)
        by_phone = [phone_words.in_short(phone)] if phone is not None else []
        return "  ·  ".join([view.cost, *by_phone, lost])

    def _instead_of_picture(self, snapshot: Snapshot) -> str:
        if not self.preview_switch.isChecked():
            return tr("The preview is off")
        match snapshot.status.state:
            case State.PROBLEM:
                return in_words(snapshot.status).title
            case State.WAITING | State.STARTING:
                return tr("Starting the camera")
            case State.STOPPED:
                return tr("Stopped")
        return ""

    def _on_settings(self) -> None:
        self.enhance.setChecked(self._session.is_enhancing)
        self.view.mirror_before = self._session.settings.mirror

    # ------------------------------------------------------------------ what a person does

    def _choose_side(self, side: str) -> None:
        self.view.set_split({"before": 1.0, "split": 0.5, "after": 0.0}[side])

    def _on_split(self, split: float) -> None:
        self.sides.choose("before" if split == 1 else "after" if split == 0 else "split")

    def add_actions(self, *actions: QAction | None) -> None:
        """Put actions into the menu, and their shortcuts to work; None is a line between them."""
        for each in actions:
            if each is None:
                self.menu.addSeparator()
            else:
                self.menu.addAction(each)
                self.addAction(each)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The picture is seen."""
        super().showEvent(event)
        ground = self.centralWidget()
        if self.focusWidget() is None and ground is not None:
            ground.setFocus()  # no control looks chosen before a key has chosen it
        self._update_seen()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a low window the picture has the room."""
        super().resizeEvent(event)
        self._strip.setVisible(self.height() >= LOW_PX)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """The picture is seen no more."""
        super().hideEvent(event)
        self._update_seen()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """A minimised window needs no picture."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._update_seen()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Keep the place; the program decides what closing means."""
        QSettings().setValue("window", self.saveGeometry())
        if self._is_logout():  # at logout nobody is to be kept waiting
            event.accept()
            return
        event.ignore()
        self.closed.emit()

    def _is_logout(self) -> bool:
        app = QGuiApplication.instance()
        return isinstance(app, QGuiApplication) and app.isSavingSession()

    def _update_seen(self) -> None:
        seen = self.isVisible() and not self.isMinimized() and self.preview_switch.isChecked()
        self.view.set_active(active=seen)
        self.seen.emit(seen)

    def _restore(self) -> None:
        # no word of any language is cut
        self.setMinimumSize(max(820, self.minimumSizeHint().width()), 480)
        self.resize(1120, 760)
        kept = QSettings().value("window")
        if isinstance(kept, QByteArray):  # whatever is in that file, the window opens
            self.restoreGeometry(kept)

    # ------------------------------------------------------------------ where things are

    def _laid_out(self, picture: QWidget) -> QWidget:
        ground = QWidget()
        ground.setObjectName("ground")
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.banner)
        left.addWidget(self.work)
        left.addWidget(self.message)
        left.addWidget(self.view, 1)
        left.addLayout(self._tools())
        left.addWidget(self._budget())
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(left, 1)
        body.addWidget(self._tabs(picture))
        outer = QVBoxLayout(ground)
        outer.setContentsMargins(18, 14, 18, 16)
        outer.setSpacing(14)
        outer.addLayout(self._header())
        outer.addLayout(body, 1)
        return ground

    def _header(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._headline)
        words.addWidget(self._watchers)
        more = QToolButton()
        more.setText(tr("Menu"))
        more.setAccessibleName(tr("Menu"))
        more.setShortcut(QKeySequence("F10"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self.menu)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._state)
        row.addLayout(words, 1)
        row.addWidget(label(tr("Enhance"), "heading"))
        row.addWidget(self.enhance)
        row.addSpacing(8)
        row.addWidget(more)
        return row

    def _tools(self) -> QHBoxLayout:
        self.snapshot_button = button(tr("Snapshot"))
        self.snapshot_button.setToolTip(tr("Before and after as pictures, into your Pictures folder"))
        self.snapshot_button.clicked.connect(self.took_snapshot)
        self.sides.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.sides)
        row.addWidget(self.snapshot_button)
        row.addStretch(1)
        row.addWidget(label(tr("Preview")))
        row.addWidget(self.preview_switch)
        return row

    def _budget(self) -> QFrame:
        self._strip.setObjectName("panel")
        layout = QVBoxLayout(self._strip)
        layout.setContentsMargins(16, 10, 12, 8)
        layout.setSpacing(2)
        line = QHBoxLayout()
        line.addWidget(label(tr("Frame budget"), "heading"))
        line.addStretch(1)
        line.addWidget(self._figures)
        layout.addLayout(line)
        layout.addWidget(self.plot)
        return self._strip

    def _tabs(self, picture: QWidget) -> QFrame:
        tabs = QTabWidget()
        tabs.addTab(picture, tr("Picture"))
        tabs.addTab(self.camera, tr("Camera"))
        tabs.addTab(self.performance, tr("Performance"))
        self.tabs = tabs
        frame = QFrame()
        frame.setObjectName("panel")
        frame.setFixedWidth(PANEL_PX)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(12, 8, 6, 10)
        layout.addWidget(tabs)
        return frame
