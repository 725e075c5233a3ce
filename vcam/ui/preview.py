"""The plain window of `lowlight-cam run --preview` and of the demo: the picture and a line of words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from vcam.preview import Preview
from vcam.snapshot import Snapshot, State
from vcam.ui.split_view import SplitView

WORDS_MS = 500


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

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
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
