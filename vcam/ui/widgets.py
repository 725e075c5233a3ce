"""Small controls that Qt does not have: a switch, a row of segments, a label with a role."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from vcam.ui import theme


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label with one of the style sheet's roles: title, heading, muted, small."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # names of cameras and programs are not markup
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, role: str = "") -> QPushButton:
    """Return a push button; the role "primary" is for the one that a person most likely wants."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    return made


class Switch(QAbstractButton):
    """A switch, on or off; toggled by a click or the space bar."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as a line of text with room for the ring of the focus."""
        return QSize(46, 26)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw the track and the knob."""
        now = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(3, (self.height() - 20) / 2, 40, 20)
        ring = now.text if self.hasFocus() else now.line
        painter.setPen(QPen(QColor(ring), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(now.accent if self.isChecked() else now.raised))
        painter.drawRoundedRect(track, 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.on_accent if self.isChecked() else now.muted))
        x = track.right() - 10 if self.isChecked() else track.left() + 10
        painter.drawEllipse(QPointF(x, track.center().y()), 6.5, 6.5)


class Segments(QWidget):
    """Some choices side by side, one of them taken; arrow keys move among them.

    Parameters
    ----------
    name
        For those who cannot see it.
    choices
        Value to text, in order.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        last = len(choices) - 1
        for place, (value, text) in enumerate(choices.items()):
            each = button(text, "segment")
            each.setCheckable(True)
            each.setProperty("place", "first" if place == 0 else "last" if place == last else "")
            each.setAccessibleName(f"{name}: {text}")
            each.clicked.connect(lambda _checked, value=value: self.chosen.emit(value))
            each.ensurePolished()  # before that it has not the style sheet's font
            bold = QFont(each.font())
            bold.setWeight(QFont.Weight.DemiBold)
            # all as high as the highest: some scripts are higher than others
            each.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
            each.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + 24)
            self._group.addButton(each)
            self.buttons[value] = each
            layout.addWidget(each, 1)

    def choose(self, value: str) -> None:
        """Show `value` as taken, without telling anybody."""
        self.buttons[value].setChecked(True)
