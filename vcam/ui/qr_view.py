"""A QR code, sharp at any size and always dark on light: a phone's camera has to read it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mobile_bridge.qr import QUIET, Modules, modules
from vcam.ui.words import tr

SIDE_PX = 276  # six pixels for each module of a usual address
CORNER_PX = 8
GROUND, INK = QColor("#ffffff"), QColor("#000000")  # in a dark window too


class QrView(QWidget):
    """Shows a text as a QR code; nothing while there is no text."""

    def __init__(self) -> None:
        super().__init__()
        self._modules: Modules = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("QR code with the address"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Large enough for a phone at arm's length."""
        return QSize(SIDE_PX, SIDE_PX)

    def show_text(self, text: str) -> None:
        """Show this text."""
        self._modules = modules(text) if text else ()
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw each module as a whole number of the screen's pixels."""
        painter = QPainter(self)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(GROUND)
        painter.drawRoundedRect(QRectF(self.rect()), CORNER_PX, CORNER_PX)
        if not self._modules:
            return
        ratio = self.devicePixelRatioF()
        count = len(self._modules)
        side = int(min(self.width(), self.height()) * ratio / (count + 2 * QUIET)) / ratio
        left, top = (
            int((extent - count * side) / 2 * ratio) / ratio for extent in (self.width(), self.height())
        )
        for y, row in enumerate(self._modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(left + x * side, top + y * side, side, side), INK)
