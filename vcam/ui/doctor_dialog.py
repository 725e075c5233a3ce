"""All checks in plain words, each with what mends it; at the first start as a welcome."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from vcam.doctor.check import Finding, Status
from vcam.doctor.virtual import SETUP
from vcam.ui.background import Background
from vcam.ui.controls import panel
from vcam.ui.icon import icon
from vcam.ui.widgets import button, label
from vcam.ui.words import tr

log = logging.getLogger(__name__)

SETUP_CHECKS = {"module", "virtual-camera"}
_ICONS = {Status.OK: "status-ok", Status.WARN: "status-warn", Status.FAIL: "status-fail"}


class FindingRow(QWidget):
    """One finding: how it stands, what was found, what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        words = {Status.OK: tr("Good"), Status.WARN: tr("Look at it"), Status.FAIL: tr("Must be mended")}
        mark = label()
        mark.setPixmap(icon(_ICONS[finding.status]).pixmap(QSize(22, 22)))
        mark.setAccessibleName(words[finding.status])
        mark.setToolTip(words[finding.status])
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(finding.title, "heading"))
        detail = label(finding.detail, wrap=True)
        detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts.addWidget(detail)
        if finding.fix:
            words_for_it = tr("Use the button below.") if finding.fix == SETUP else finding.fix
            fix = label(words_for_it, "muted", wrap=True)
            fix.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(fix)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)


class DoctorDialog(QDialog):
    """Runs the checks in the background and shows each finding as it comes.

    Parameters
    ----------
    checks
        Gives the findings, one check after the other.
    diagnostics
        Gives the text for "Copy diagnostics"; called in the background.
    welcome
        At the first start: with a word of welcome.
    """

    asked_for_setup = Signal()

    def __init__(
        self,
        background: Background,
        checks: Callable[[], Iterator[Finding]],
        diagnostics: Callable[[], str],
        parent: QWidget | None = None,
        *,
        welcome: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Welcome to LowLight Cam") if welcome else tr("Doctor"))
        self.resize(620, 560)
        self._background = background
        self._checks = checks
        self._diagnostics = diagnostics
        self.findings: list[Finding] = []
        self.title = label(self.windowTitle(), "title")
        intro = (
            tr(
                "Pick LowLight Cam as the camera in your call, and people see you. "
                "Here is what this computer has for it:"
            )
            if welcome
            else tr("What works, what does not, and what mends it:")
        )
        self.summary = label(intro, "muted", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(14)
        rows = QWidget()
        rows.setLayout(self._rows)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.setup_button = button(tr("Set up the virtual camera…"), "primary")
        self.setup_button.clicked.connect(self.asked_for_setup)
        self.setup_button.hide()
        self.copy = button(tr("Copy diagnostics"))
        self.copy.setToolTip(tr("Without your name, your folders and serial numbers"))
        self.copy.clicked.connect(self._copy)
        self.again = button(tr("Check again"))
        self.again.clicked.connect(self.check)
        close = button(tr("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        for each in (self.copy, self.again):
            buttons.addWidget(each)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.setup_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (self.title, self.summary, self.progress):
            layout.addWidget(widget)
        layout.addWidget(panel(rows), 1)
        layout.addLayout(buttons)
        self.check()

    def check(self) -> None:
        """Make all checks anew."""
        for index in reversed(range(self._rows.count())):
            item = self._rows.takeAt(index)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.findings = []
        self.again.setEnabled(False)
        self.setup_button.hide()
        self.progress.show()
        self._background.run(self._look, self._on_done, self._on_broken)

    def _look(self) -> None:
        for finding in self._checks():
            self._background.tell(self._add, finding)

    def _add(self, finding: Finding) -> None:
        self.findings.append(finding)
        self._rows.addWidget(FindingRow(finding))

    def _on_done(self, _nothing: None) -> None:
        self.progress.hide()
        self.again.setEnabled(True)
        self.setup_button.setVisible(any(_is_mended_by_setup(each) for each in self.findings))

    def _copy(self) -> None:
        self.copy.setEnabled(False)
        self._background.run(self._diagnostics, self._copied, self._on_broken)

    def _on_broken(self, exc: Exception) -> None:
        log.error("the doctor: %s", exc)
        self.summary.setText(f"{tr('That did not work.')} {type(exc).__name__}: {exc}")
        self.progress.hide()
        self.again.setEnabled(True)
        self.copy.setEnabled(True)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copy.setText(tr("Copied"))
        self.copy.setEnabled(True)


def _is_mended_by_setup(finding: Finding) -> bool:
    return finding.fix == SETUP or (finding.id in SETUP_CHECKS and finding.status is Status.FAIL)
