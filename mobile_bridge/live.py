"""The phone that is connected: what it sends, when it was taken, how it fares."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from av.video.frame import VideoFrame

from mobile_bridge.clock import Link, PhoneClock
from mobile_bridge.decoder import PictureDecoder
from mobile_bridge.protocol import PicturePacket, Stats, Stream
from mobile_bridge.slot import Picture, Slot
from mobile_bridge.snapshot import PhoneFigures
from vcam.core.formats import FrameSize

LIVE_S = 1.0  # without a picture for so long it is connected, but not live
SMOOTH = 0.1
NO_STATS = Stats(None, None, None, None, None, None, None)


class LivePhone:
    """One phone's stream, from its hello to its end. All in the bridge's thread but `figures`.

    Parameters
    ----------
    slot
        Where its pictures go.
    end
        Ends the connection for a reason: one of the protocol's words, and a sentence for the person.
    """

    def __init__(self, phone_id: str, name: str, slot: Slot, end: Callable[[str, str], None]) -> None:
        self.id = phone_id
        self.name = name
        self.bearer = secrets.token_urlsafe(16)
        self.end = end
        self.stream: Stream | None = None
        self.stats = NO_STATS
        self.clock = PhoneClock()
        self.link = Link()
        self.decoder = PictureDecoder("h264")
        self._slot = slot
        self.shown_size: FrameSize | None = None
        self._decode_ms = 0.0
        self._count = 0
        self._shown_ns = 0

    def receive(self, packet: PicturePacket, arrived_ns: int) -> None:
        """Decode a picture and show it; afterwards ``decoder.needs_key`` may be True."""
        captured_ns = self.clock.captured_ns(packet.captured_us, arrived_ns)
        if not self.link.arrived(packet.sequence, (arrived_ns - captured_ns) / 1e6):
            self.decoder.lose()
        self.decode(packet.data, captured_ns, key=packet.key, enhanced=packet.enhanced)

    def decode(self, data: bytes, captured_ns: int, *, key: bool, enhanced: bool) -> None:
        """Decode a picture that came by any door, and show it."""
        start_ns = time.perf_counter_ns()
        video = self.decoder.decode(data, key=key)
        if video is not None:
            took_ms = (time.perf_counter_ns() - start_ns) / 1e6
            self._decode_ms += (SMOOTH if self._decode_ms else 1.0) * (took_ms - self._decode_ms)
            self.show(video, captured_ns, enhanced=enhanced)

    def show(self, video: VideoFrame, captured_ns: int, *, enhanced: bool) -> None:
        """Put a decoded picture where the camera's pictures are taken."""
        self._count += 1
        self._shown_ns = time.perf_counter_ns()
        self.shown_size = FrameSize(video.width, video.height)
        self._slot.put(Picture(video, captured_ns, self._count, enhanced))

    def figures(self) -> PhoneFigures:
        """What is known; from any thread."""
        stream = self.stream or Stream("ws", 0, 0, 0.0, enhanced=False, accelerator="")
        link, stats = self.link, self.stats
        return PhoneFigures(
            id=self.id,
            name=self.name,
            transport=stream.transport,
            width=stream.width,
            height=stream.height,
            fps=stream.fps,
            enhanced=stream.enhanced,
            accelerator=stream.accelerator,
            live=self._shown_ns > 0 and time.perf_counter_ns() - self._shown_ns < LIVE_S * 1e9,
            rtt_ms=self.clock.rtt_ms,
            offset_ms=self.clock.offset_ms,
            delay_ms=link.delay_ms,
            jitter_ms=link.jitter_ms,
            received=link.received,
            lost=link.lost,
            errors=self.decoder.errors,
            decode_ms=self._decode_ms,
            bitrate_bps=link.bitrate_bps,
            phone_fps=stats.fps,
            frame_ms=stats.frame_ms,
            encode_ms=stats.encode_ms,
            battery=stats.battery,
            charging=stats.charging,
            hot=stats.hot,
        )
