"""Making the virtual camera: what will be done, exactly, and a button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from vcam.core.errors import LowLightError
from vcam.system.loopback.plan import Plan
from vcam.ui.background import Background
from vcam.ui.widgets import button, label
from vcam.ui.words import tr

Begin = Callable[[int, str], None]
Say = Callable[[str], None]


class SetupDialog(QDialog):
    """Shows the plan, does it after a click, and says how it ended.

    Parameters
    ----------
    make_plan
        Looks at the system; raises a `LowLightError` where a virtual camera cannot be had.
    perform
        Does a plan, telling each step and each line that its commands print; raises a `LowLightError`.
    """

    finished_well = Signal()

    def __init__(
        self,
        background: Background,
        make_plan: Callable[[], Plan],
        perform: Callable[[Plan, Begin, Say], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Set up the virtual camera"))
        self.resize(640, 520)
        self._background = background
        self._make_plan = make_plan
        self._perform = perform
        self._plan: Plan | None = None
        self.title = label(tr("Set up the virtual camera"), "title", wrap=True)
        self.words = label("", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("What is done"))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.go = button(tr("Set up now"), "primary")
        self.go.clicked.connect(self._begin)
        self.close_button = button(tr("Close"))
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for each in (self.title, self.words):
            layout.addWidget(each)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.progress)
        layout.addLayout(buttons)
        self._show_plan()

    def reject(self) -> None:
        """Close; not while something is being done."""
        if self.close_button.isEnabled():
            super().reject()

    def _show_plan(self) -> None:
        try:
            self._plan = self._make_plan()
        except LowLightError as exc:
            self._fail(exc)
            self.go.setEnabled(False)
            return
        self.words.setText(
            tr(
                "Apps see LowLight Cam as a camera after this. "
                "Exactly this is done, with your password asked once:"
            )
        )
        lines = [self._plan.title + ".", ""]
        for number, step in enumerate(self._plan.steps, 1):
            lines += [f"{number}. {step.title}", *(f"     {each}" for each in step.shown)]
        self.text.setPlainText("\n".join([*lines, "", *self._plan.notes]).strip())
        if not self._plan.steps:
            self.words.setText(tr("All is set up. There is nothing to do."))
            self.go.setEnabled(False)

    def _begin(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.go.setEnabled(False)
        self.close_button.setEnabled(False)
        self.text.clear()
        self.words.setText(tr("Working…"))
        self.progress.setRange(0, len(plan.steps))
        self.progress.show()

        def begin(index: int, title: str) -> None:
            self._background.tell(self._on_step, (index, title))

        def say(line: str) -> None:
            self._background.tell(self.text.appendPlainText, f"     {line}")

        self._background.run(
            lambda: self._perform(plan, begin, say), lambda _none: self._succeed(plan), self._on_error
        )

    def _on_step(self, step: tuple[int, str]) -> None:
        index, title = step
        self.progress.setValue(index)
        self.text.appendPlainText(f"{index + 1}. {title}")

    def _succeed(self, plan: Plan) -> None:
        self.progress.setValue(self.progress.maximum())
        self.close_button.setEnabled(True)
        if plan.after_restart:
            self.words.setText("\n".join((tr("Almost done: restart the computer."), *plan.notes)))
        else:
            self.words.setText(tr("Done. Pick LowLight Cam as the camera in your call."))
        self.close_button.setFocus()
        self.finished_well.emit()

    def _on_error(self, exc: Exception) -> None:
        self._fail(exc)
        self.progress.hide()
        self.close_button.setEnabled(True)
        self.go.setText(tr("Try again"))
        self.go.setEnabled(True)

    def _fail(self, exc: Exception) -> None:
        self.words.setText(tr("That did not work."))
        self.text.appendPlainText(str(exc))
