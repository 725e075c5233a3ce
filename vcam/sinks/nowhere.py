"""A sink that forgets what it is sent: for a demo in a window, and for measuring."""

from __future__ import annotations

from vcam.core.frame import Frame
from vcam.core.reader import Reader
from vcam.sinks.base import OutputMode


class Nowhere:
    """Takes every frame and keeps none."""

    label = "Nowhere"

    def open(self, mode: OutputMode) -> None:
        """Any mode will do."""

    def send(self, frame: Frame) -> None:
        """Forget it."""

    def readers(self) -> tuple[Reader, ...] | None:
        """Nobody can be named."""
        return None

    def close(self) -> None:
        """There is nothing to release."""
