"""A small live plot: what the last frames took, beside the time that there was for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vcam.ui import theme
from vcam.ui.words import tr

SHOWN = 240
_TOP = 1.15  # of the budget
_SCALE_PX = 46


class FramePlot(QWidget):
    """A bar for each of the last frames, newest right; a line where a frame would be late."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent_ms: Sequence[float] = ()
        self._budget_ms = 1000 / 30
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Time that the last frames took"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A strip."""
        return QSize(300, 72)

    def show_times(self, recent_ms: Sequence[float], budget_ms: float) -> None:
        """Draw these times, oldest first, of a budget per frame; both in milliseconds."""
        self._recent_ms, self._budget_ms = recent_ms[-SHOWN:], budget_ms
        if recent_ms:
            self.setAccessibleDescription(
                tr("At most {most:.1f} of {budget:.0f} ms", most=max(self._recent_ms), budget=budget_ms)
            )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw the bars, the line and the scale."""
        now = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 6, self.width() - _SCALE_PX, self.height() - 12)
        self._draw_scale(painter, area, now)
        painter.setPen(Qt.PenStyle.NoPen)
        step = area.width() / SHOWN
        for index, ms in enumerate(self._recent_ms):
            part = min(ms / (self._budget_ms * _TOP), 1.0)
            late = ms > self._budget_ms
            painter.setBrush(QColor(now.bad if late else now.accent))
            x = area.right() - (len(self._recent_ms) - index) * step
            high = max(1.5, part * area.height())
            painter.drawRect(QRectF(x, area.bottom() - high, max(1.0, step * 0.75), high))

    def _draw_scale(self, painter: QPainter, area: QRectF, now: theme.Colours) -> None:
        for part, style in (
            (0.0, Qt.PenStyle.SolidLine),
            (0.5, Qt.PenStyle.DotLine),
            (1.0, Qt.PenStyle.DashLine),
        ):
            y = area.bottom() - part / _TOP * area.height()
            painter.setPen(QPen(QColor(now.muted if part == 1 else now.line), 1, style))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(now.muted))
            box = QRectF(area.right() + 6, y - 9, _SCALE_PX - 6, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"{part * self._budget_ms:.0f} ms")
