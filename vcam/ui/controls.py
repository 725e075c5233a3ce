"""The panels of the window: each setting with its name, its control, and a way back to the default."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vcam.settings import FIELDS
from vcam.ui.session import Session
from vcam.ui.widgets import Segments, Switch, label
from vcam.ui.words import tr

STEPS = 100  # of a slider from 0 to 1


class _NoWheel:
    """Leaves the wheel to the panel: who scrolls past the camera does not want another one."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll the panel."""
        event.ignore()


class _List(_NoWheel, QComboBox):
    """A drop-down list."""


class _Slider(_NoWheel, QSlider):
    """A slider."""


class Row(QWidget):
    """One setting. A subclass makes the control and knows how it shows a value.

    Parameters
    ----------
    name
        The setting's field.
    title
        What a person calls it.
    hint
        One sentence beneath; empty for none.
    """

    def __init__(self, session: Session, name: str, title: str, hint: str = "") -> None:
        super().__init__()
        self.name = name
        self.title = title
        self._session = session
        self._default = FIELDS[name].default
        self.reset = QToolButton()
        self.reset.setText("↺")
        self.reset.setProperty("role", "reset")
        self.reset.setAccessibleName(tr("Reset: {title}", title=title))
        self.reset.setToolTip(tr("Back to the default"))
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.clicked.connect(lambda: session.reset(name))
        self.value = label("", "muted")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(label(title), 0, 0)
        self._grid.addWidget(self.reset, 0, 1)
        self._grid.addWidget(self.value, 0, 3)
        if hint:
            self._grid.addWidget(label(hint, "small", wrap=True), 2, 0, 1, 4)
        session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the setting as it is."""
        value = getattr(self._session.settings, self.name)
        self.show_value(value)
        self.reset.setVisible(value != self._default)

    def show_value(self, value: object) -> None:
        """Put the control to `value`, without telling anybody."""
        raise NotImplementedError

    def choose(self, value: object) -> None:
        """Take over what the person chose."""
        self._session.change(**{self.name: value})


class SliderRow(Row):
    """A number from 0 to 1 in steps of a hundredth."""

    def __init__(self, session: Session, name: str, title: str, hint: str = "") -> None:
        super().__init__(session, name, title, hint)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(title)
        self.slider.setMinimumHeight(24)
        self.slider.valueChanged.connect(lambda step: self.choose(step / STEPS))
        self._grid.addWidget(self.slider, 1, 0, 1, 4)
        self.refresh()

    def show_value(self, value: object) -> None:
        """Put the slider there, and say the value."""
        step = round(float(str(value)) * STEPS)
        self.value.setText(f"{step} %")
        self.slider.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.slider.setValue(step)
        self.slider.blockSignals(False)  # noqa: FBT003


class SwitchRow(Row):
    """On or off."""

    def __init__(self, session: Session, name: str, title: str, hint: str = "") -> None:
        super().__init__(session, name, title, hint)
        self.switch = Switch(title)
        self.switch.clicked.connect(self.choose)
        self._grid.addWidget(self.switch, 0, 3)
        self.refresh()

    def show_value(self, value: object) -> None:
        """Put the switch there."""
        self.switch.setChecked(bool(value))


class SegmentsRow(Row):
    """One of a few."""

    def __init__(
        self, session: Session, name: str, title: str, choices: Mapping[str, str], hint: str = ""
    ) -> None:
        super().__init__(session, name, title, hint)
        self.segments = Segments(title, choices)
        self.segments.chosen.connect(self.choose)
        self._grid.addWidget(self.segments, 1, 0, 1, 4)
        self.refresh()

    def show_value(self, value: object) -> None:
        """Show which one is taken."""
        self.segments.choose(str(value))


class ChoiceRow(Row):
    """One of a list that may change; a value that is not in it is shown all the same.

    Parameters
    ----------
    choices
        Value, as text, and what a person reads.
    say
        What a person reads for a value that is not in the list.
    """

    def __init__(
        self,
        session: Session,
        name: str,
        title: str,
        choices: Sequence[tuple[str, str]],
        hint: str = "",
        *,
        say: Callable[[str], str] = str,
    ) -> None:
        super().__init__(session, name, title, hint)
        self._say = say
        self.combo = _List()
        self.combo.setAccessibleName(title)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(4)
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.combo.activated.connect(lambda index: self.choose(self.combo.itemData(index)))
        self._grid.addWidget(self.combo, 1, 0, 1, 4)
        self._choices: tuple[tuple[str, str], ...] = ()
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other values; the chosen one stays."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self.combo.clear()
            for value, text in choices:
                self.combo.addItem(text, value)
            self.refresh()

    def show_value(self, value: object) -> None:
        """Show the value, if need be as one that is not in the list."""
        text = f"{value:g}" if isinstance(value, float) else str(value)
        index = self.combo.findData(text)
        if index < 0:
            self.combo.addItem(self._say(text), text)
            index = self.combo.count() - 1
        self.combo.setCurrentIndex(index)


def panel(*rows: QWidget) -> QScrollArea:
    """Return rows beneath each other, in an area that scrolls where the window is low."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(4, 8, 12, 8)
    layout.setSpacing(16)
    for row in rows:
        layout.addWidget(row)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def pair(left: QWidget, right: QWidget) -> QWidget:
    """Return two rows side by side."""
    both = QWidget()
    layout = QHBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    layout.addWidget(left, 1)
    layout.addWidget(right, 1)
    return both
