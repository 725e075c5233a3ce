"""The live picture: before on the left of a handle, after on its right.

The handle is dragged with the mouse, or moved with the arrow keys; Home shows only after, End only before.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from vcam.core.formats import Colour, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.latest import LatestFrame
from vcam.passes import FramePasses
from vcam.preview import Pair, Preview
from vcam.ui.words import tr

POLL_MS = 16  # a frame is shown within one refresh of most screens
KEY_STEP = 0.05
TAKE_S = 0.1
RADIUS = 12
_BACK = QColor(18, 20, 24)


class Picture:
    """A frame as Qt draws it. The image lies in the memory of `_bgr`, which is used again."""

    def __init__(self, size: FrameSize, colour: Colour) -> None:
        self._bgr = Frame.allocate(PixelFormat.BGR, size, colour)
        self._passes = FramePasses(colour, colour)
        self.image = QImage(self._bgr.data.data, *size, 3 * size.width, QImage.Format.Format_BGR888)

    def fill(self, frame: Frame) -> Picture:
        """Take over a frame; returns a new picture if this one does not fit."""
        bgr = self._bgr
        if (bgr.size, bgr.colour) != (frame.size, frame.colour):
            return Picture(frame.size, frame.colour).fill(frame)
        self._passes.convert(frame, bgr)
        return self


@dataclass(slots=True)
class Shown:
    """What the view draws: a pair of frames, and their pictures."""

    pair: Pair
    before: Picture
    after: Picture

    @classmethod
    def of(cls, pair: Pair, spare: Shown | None) -> Shown:
        """Make the pictures of `pair`, in the memory of `spare` where they fit."""
        before, after = pair
        return cls(
            pair,
            (spare.before if spare else Picture(before.size, before.colour)).fill(before),
            (spare.after if spare else Picture(after.size, after.colour)).fill(after),
        )


class Converter:
    """Makes pictures of frames in a thread of its own, so that the window never waits for that."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._ready: LatestFrame[Shown] = LatestFrame()
        self._spare: Shown | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="preview", daemon=True)
        self._thread.start()

    def take(self) -> Shown | None:
        """Take the newest pictures; None if there are no new ones."""
        return self._ready.take(0.0)

    def give_back(self, shown: Shown) -> None:
        """Let the memory of pictures that are not shown any more be used again."""
        self._preview.give_back(shown.pair)
        self._spare = shown

    def stop(self) -> None:
        """Stop; waits for the thread."""
        self._stopping.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stopping.is_set():
            pair = self._preview.take(TAKE_S)
            if pair is None:
                continue
            spare, self._spare = self._spare, None
            pushed_out = self._ready.put(Shown.of(pair, spare))
            if pushed_out is not None:
                self.give_back(pushed_out)


class SplitView(QWidget):
    """Shows the newest frames of a `Preview`, split at a handle; costs nothing while it is hidden."""

    split_changed = Signal(float)

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self._converter: Converter | None = None
        self._shown: Shown | None = None
        self._words = ""
        self.split = 0.5
        self.mirror_before = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 135)
        self.setAccessibleName(tr("Live picture, before on the left and after on the right of the handle"))
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def pair(self) -> Pair | None:
        """The frames that are shown; None while there are none."""
        return self._shown.pair if self._shown is not None else None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Size in which the window opens."""
        return QSize(800, 450)

    def set_split(self, split: float) -> None:
        """Move the handle: 0 shows only after, 1 only before."""
        self.split = min(1.0, max(0.0, split))
        self.split_changed.emit(self.split)
        self.update()

    def say(self, words: str) -> None:
        """Show words in place of the picture; an empty text lets the next picture through."""
        if words != self._words:
            self._words = words
            if words:
                self._shown = None
            self.update()

    def set_active(self, *, active: bool) -> None:
        """Ask for frames, or for none."""
        self._preview.wanted = active
        if active and self._converter is None:
            self._converter = Converter(self._preview)
            self._timer.start()
        elif not active and self._converter is not None:
            self._timer.stop()
            self._converter.stop()
            self._converter = None
            self._shown = None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, ARG002
        """Ask for frames from now on."""
        self.set_active(active=True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802, ARG002
        """Cost nothing while nobody can see it."""
        self.set_active(active=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the handle to the mouse."""
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the handle."""
        self._drag(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the handle with the keyboard."""
        to = {
            Qt.Key.Key_Left: self.split - KEY_STEP,
            Qt.Key.Key_Right: self.split + KEY_STEP,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        key = Qt.Key(event.key())
        if key in to:
            self.set_split(to[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw what there is."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        place = self._place()
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(place), RADIUS, RADIUS)
        painter.setClipPath(rounded)
        painter.fillRect(place, _BACK)
        if self._shown is None or self._words:
            _write(painter, place, self._words or tr("The picture comes in a moment"))
        else:
            self._paint_pictures(painter, place, self._shown)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)  # the handle's would cover the picture
            painter.setPen(QPen(QColor(246, 190, 128), 3))
            painter.drawPath(rounded)

    def _paint_pictures(self, painter: QPainter, place: QRect, shown: Shown) -> None:
        x = place.left() + round(place.width() * self.split)
        if x < place.right():
            painter.setClipRect(
                QRect(x, place.top(), place.right() - x + 1, place.height()), Qt.ClipOperation.IntersectClip
            )
            painter.drawImage(place, shown.after.image)
        if x > place.left():
            rounded = QPainterPath()
            rounded.addRoundedRect(QRectF(place), RADIUS, RADIUS)
            painter.setClipPath(rounded)
            painter.setClipRect(
                QRect(place.left(), place.top(), x - place.left(), place.height()),
                Qt.ClipOperation.IntersectClip,
            )
            painter.fillRect(place, _BACK)
            _draw_fitted(painter, place, shown.before.image, mirror=self.mirror_before)
        painter.setClipping(False)
        if x > place.left() + 60:
            _tag(painter, place.left() + 12, place.top() + 12, tr("Before"), right=False)
        if x < place.right() - 60:
            _tag(painter, place.right() - 12, place.top() + 12, tr("After"), right=True)
        if 0 < self.split < 1:
            _draw_handle(painter, place, x)

    def _poll(self) -> None:
        converter = self._converter
        shown = converter.take() if converter is not None else None
        if converter is None or shown is None:
            return
        former, self._shown = self._shown, shown
        if former is not None:
            converter.give_back(former)
        self.update()

    def _place(self) -> QRect:
        size = self._shown.after.image.size() if self._shown is not None else QSize(16, 9)
        place = QRect(self.rect().topLeft(), size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(self.rect().center())
        return place

    def _drag(self, event: QMouseEvent) -> None:
        if self._shown is not None and event.buttons() & Qt.MouseButton.LeftButton:
            place = self._place()
            self.set_split((event.position().x() - place.left()) / max(1, place.width()))


def _draw_fitted(painter: QPainter, place: QRect, image: QImage, *, mirror: bool) -> None:
    """Draw an image into the middle of `place`, which may have another shape."""
    inner = QRect(place.topLeft(), image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
    inner.moveCenter(place.center())
    if not mirror:
        painter.drawImage(inner, image)
        return
    painter.save()
    painter.translate(inner.left() + inner.right() + 1, 0)
    painter.scale(-1, 1)
    painter.drawImage(inner, image)
    painter.restore()


def _write(painter: QPainter, place: QRect, words: str) -> None:
    painter.setPen(QColor(190, 198, 210))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(place.adjusted(24, 24, -24, -24), flags, words)


def _tag(painter: QPainter, x: int, y: int, text: str, *, right: bool) -> None:
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text) + 18, metrics.height() + 8
    box = QRectF(x - width if right else x, y, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(10, 12, 16, 170))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _draw_handle(painter: QPainter, place: QRect, x: int) -> None:
    middle = place.center().y()
    painter.setPen(QPen(QColor(255, 255, 255, 220), 2))
    painter.drawLine(x, place.top(), x, place.bottom())
    painter.setBrush(QColor(24, 28, 34, 235))
    painter.drawEllipse(QPointF(x, middle), 15, 15)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255))
    for side in (-1, 1):
        tip, base = x + side * 9, x + side * 4
        painter.drawPolygon(
            QPolygonF([QPointF(tip, middle), QPointF(base, middle - 5), QPointF(base, middle + 5)])
        )
