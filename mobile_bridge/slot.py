"""One place for the newest picture: whichever way it came, it is taken here."""

from __future__ import annotations

from dataclasses import dataclass

from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from vcam.core.frame import Frame
from vcam.core.latest import LatestFrame
from vcam.media.planes import picture_to_frame


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded picture. `captured_ns` is the desktop's `time.perf_counter_ns()`."""

    video: VideoFrame
    captured_ns: int
    sequence: int
    enhanced: bool

    def write_into(self, frame: Frame, scaler: VideoReformatter) -> None:
        """Write it into a frame of its size, with all that is known of it; see `picture_to_frame`."""
        picture_to_frame(self.video, frame, scaler)
        frame.captured_ns, frame.sequence, frame.enhanced = self.captured_ns, self.sequence, self.enhanced


class Slot:
    """The newest picture wins; one that nobody took is forgotten. Safe between threads.

    A `LatestFrame` that can be opened again; its pictures are FFmpeg's, and go back to no pool.
    """

    def __init__(self) -> None:
        self._latest: LatestFrame[Picture] = LatestFrame()

    def put(self, picture: Picture) -> None:
        """Put the picture there."""
        self._latest.put(picture)

    def take(self, timeout_s: float) -> Picture | None:
        """Wait for a picture and take it; None if none came, or `wake` was called."""
        return self._latest.take(timeout_s)

    def wake(self) -> None:
        """Let whoever waits, and will wait, come back at once; until `arm`."""
        self._latest.close()

    def arm(self) -> None:
        """Wait again from now on, for a picture that is yet to come."""
        self._latest = LatestFrame()
