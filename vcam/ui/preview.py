"""A window with the live picture: before on the left of a handle, after on its right.

The handle is dragged with the mouse, or moved with the arrow keys; Home shows only after, End only before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from vcam.core.formats import PixelFormat
from vcam.core.frame import Frame
from vcam.passes import FramePasses
from vcam.sinks.preview import Preview
from vcam.snapshot import Snapshot, State

POLL_MS = 16  # a frame is shown within one refresh of most screens
WORDS_MS = 500
KEY_STEP = 0.05


class SplitView(QWidget):
    """Shows the newest frames of a `Preview`, split at a handle."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self._before: QImage | None = None
        self._after: QImage | None = None
        self.split = 0.5
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setMinimumSize(320, 180)
        self.setAccessibleName("Live picture, before on the left and after on the right of the handle")
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Size in which the window opens."""
        return QSize(960, 540)

    def set_split(self, split: float) -> None:
        """Move the handle: 0 shows only after, 1 only before."""
        self.split = min(1.0, max(0.0, split))
        self.update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, ARG002
        """Ask for frames from now on."""
        self._preview.wanted = True
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802, ARG002
        """Cost nothing while nobody can see it."""
        self._preview.wanted = False
        self._timer.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the handle to the mouse."""
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the handle."""
        self._drag(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the handle with the keyboard."""
        key = Qt.Key(event.key())
        to = {
            Qt.Key.Key_Left: self.split - KEY_STEP,
            Qt.Key.Key_Right: self.split + KEY_STEP,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        if key in to:
            self.set_split(to[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw what there is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(18, 20, 24))
        if self._after is None:
            return
        place = self._place(self._after)
        painter.drawImage(place, self._after)
        x = place.left() + round(place.width() * self.split)
        if self._before is not None and x > place.left():
            painter.setClipRect(QRect(place.left(), place.top(), x - place.left(), place.height()))
            painter.drawImage(self._place(self._before, within=place), self._before)
            painter.setClipping(False)
        _draw_handle(painter, place, x)

    def _poll(self) -> None:
        before, after = self._preview.latest_before(), self._preview.latest()
        if after is not None:
            self._before = _image(before) if before is not None else None
            self._after = _image(after)
            self.update()

    def _place(self, image: QImage, within: QRect | None = None) -> QRect:
        area = within or self.rect()
        place = QRect(area.topLeft(), image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(area.center())
        return place

    def _drag(self, event: QMouseEvent) -> None:
        if self._after is not None and event.buttons() & Qt.MouseButton.LeftButton:
            place = self._place(self._after)
            self.set_split((event.position().x() - place.left()) / max(1, place.width()))


class PreviewWindow(QWidget):
    """The split view with a line of words beneath: state, rate, time per frame.

    Parameters
    ----------
    snapshot
        Gives the engine's snapshot; polled.
    """

    def __init__(self, preview: Preview, snapshot: Callable[[], Snapshot]) -> None:
        super().__init__()
        self.setWindowTitle("LowLight Cam")
        self.view = SplitView(preview)
        self.words = QLabel()
        self.words.setContentsMargins(12, 6, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.words)
        self._snapshot = snapshot
        self._timer = QTimer(self, interval=WORDS_MS)
        self._timer.timeout.connect(self.refresh_words)
        self._timer.start()

    def refresh_words(self) -> None:
        """Say what the engine does."""
        self.words.setText(describe(self._snapshot()))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing the window ends the program."""
        self._timer.stop()
        event.accept()


def describe(snapshot: Snapshot) -> str:
    """One line for people."""
    status = snapshot.sink_problem or snapshot.status
    if status.state is not State.LIVE:
        return f"{status.title}. {status.detail}" if status.detail else status.title
    total = snapshot.times.get("total")
    cost = f"{total.median_ms:.1f} ms of {snapshot.budget_ms:.0f} ms a frame" if total else ""
    parts = [
        snapshot.source,
        f"{snapshot.fps_out:.0f} fps",
        cost,
        f"enhanced {snapshot.amount:.0%}",
        *snapshot.notes,
        snapshot.effort,
    ]
    return "  ·  ".join(part for part in parts if part)


def show(preview: Preview, snapshot: Callable[[], Snapshot], finished: Callable[[], bool]) -> None:
    """Show the window until it is closed or `finished` says True. Call it in the main thread."""
    app = QApplication.instance() or QApplication(["lowlight-cam"])
    window = PreviewWindow(preview, snapshot)
    watch = QTimer(window, interval=WORDS_MS // 5)
    watch.timeout.connect(lambda: window.close() if finished() else None)
    watch.start()
    window.show()
    app.exec()


def _image(frame: Frame) -> QImage:
    bgr = Frame.allocate(PixelFormat.BGR, frame.size, frame.colour)
    FramePasses(frame.colour, frame.colour).convert(frame, bgr)
    width, height = frame.size
    # copy(): a QImage over numpy's memory would outlive it
    return QImage(bgr.data.data, width, height, 3 * width, QImage.Format.Format_BGR888).copy()


def _draw_handle(painter: QPainter, place: QRect, x: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(255, 255, 255, 200), 2))
    painter.drawLine(x, place.top(), x, place.bottom())
    painter.setBrush(QColor(30, 34, 40, 220))
    painter.drawEllipse(QPointF(x, place.center().y()), 13, 13)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(QRectF(x - 13, place.center().y() - 13, 26, 26), Qt.AlignmentFlag.AlignCenter, "↔")
