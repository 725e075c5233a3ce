"""H.264 access units to pictures, one in, one out, with nothing held back."""

from __future__ import annotations

import av
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from mobile_bridge.protocol import MAX_SIDE


class H264Decoder:
    """Decodes one stream, from a key frame on, in the caller's thread.

    One thread: FFmpeg's frame threads hold a picture back each, and a 720p picture takes a millisecond.
    """

    def __init__(self) -> None:
        self.errors = 0
        self._codec = self._new()
        self._waits_for_key = True

    def decode(self, data: bytes, *, key: bool) -> VideoFrame | None:
        """Return the picture of an access unit.

        None if it has none, is damaged, or hangs on one that was; `needs_key` is True then, until a key frame
        has come through.

        Parameters
        ----------
        data
            Annex B; a key frame has its parameter sets before it.
        key
            Whether the sender says that it is a key frame.
        """
        if self._waits_for_key and not key:
            return None
        try:
            pictures = self._codec.decode(av.Packet(data))
        except (av.FFmpegError, ValueError, MemoryError):
            self._start_anew()
            return None
        if not pictures:
            self._waits_for_key = True
            return None
        picture = pictures[-1]
        if picture.is_corrupt or max(picture.width, picture.height) > MAX_SIDE:
            self._start_anew()
            return None
        self._waits_for_key = False
        return picture

    @property
    def needs_key(self) -> bool:
        """Nothing can be shown before the next key frame."""
        return self._waits_for_key

    def lose(self) -> None:
        """Some of the stream is missing: what hangs on it would be torn."""
        self._waits_for_key = True

    def _start_anew(self) -> None:
        """After damage FFmpeg may show what it has guessed; a new decoder cannot."""
        self.errors += 1
        self._codec = self._new()
        self._waits_for_key = True

    @staticmethod
    def _new() -> VideoCodecContext:
        codec = av.CodecContext.create("h264", "r")
        assert isinstance(codec, VideoCodecContext)
        codec.thread_count = 1
        codec.flags |= Flags.low_delay
        codec.options = {"max_pixels": str(MAX_SIDE * MAX_SIDE), "err_detect": "explode"}
        return codec
