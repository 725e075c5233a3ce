"""The thread that reads a network stream. It takes all that comes: what waits in a buffer grows old."""

from __future__ import annotations

import errno
import logging
import socket
import threading
import time
from collections.abc import Mapping

import av
from av.codec.context import Flags
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from mobile_bridge.slot import Picture, Slot
from mobile_bridge.stream_url import StreamUrl
from vcam.core.errors import SourceError

log = logging.getLogger(__name__)

OPEN_S, READ_S = 5.0, 2.0
QUICK_S = 4.0
JOIN_S = 0.4
LIKELY_FPS = (1.0, 240.0)
UNKNOWN_FPS = "mpjpeg"  # its pictures have no times: FFmpeg makes them up

COMMON = {
    # no files by a playlist
    "protocol_whitelist": "http,https,httpproxy,tls,tcp,udp,rtp,srtp,rtsp,rtsps,crypto",
    "rtsp_flags": "prefer_tcp",
    "http_proxy": "",  # the camera is in this network
    "seekable": "0",
    "icy": "0",
    "max_delay": "0",
}
QUICK = COMMON | {"fflags": "nobuffer", "flags": "low_delay", "probesize": "32", "analyzeduration": "0"}
THOROUGH = COMMON | {
    "fflags": "nobuffer",
    "flags": "low_delay",
    "probesize": "500000",
    "analyzeduration": "1000000",
}
"""For streams that have to be looked into before anything can be decoded, like MPEG-TS: a picture later."""


class Puller:
    """Reads from `start` to `stop`; cannot be started again."""

    def __init__(self, url: StreamUrl) -> None:
        self.slot = Slot()
        self.fps = 0.0
        self._url = url
        self._stopped = threading.Event()
        self._failure: SourceError | None = None
        self._count = 0
        self._thread = threading.Thread(target=self._run, name="pull", daemon=True)

    def start(self) -> None:
        """Begin to connect."""
        self._thread.start()

    def stop(self) -> None:
        """Let `slot` give nothing any more, at once. The thread ends by itself if its camera is silent."""
        self._stopped.set()
        self.slot.wake()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)

    def reason(self) -> SourceError:
        """Why nothing comes."""
        return self._failure or self._url.silence()

    def _run(self) -> None:
        try:
            self._resolve()
            if not self._pull(QUICK) and not self._stopped.is_set():
                log.info("%s has to be looked into", self._url.label)
                self._pull(THOROUGH)
        except SourceError as exc:
            self._failure = exc
        except (av.FFmpegError, OSError) as exc:
            self._failure = self._url.refusal(exc)
        self.slot.wake()

    def _resolve(self) -> None:
        """Look the host's name up: FFmpeg does not say that it is this which fails."""
        try:
            socket.getaddrinfo(self._url.host, self._url.port, type=socket.SOCK_STREAM)
        except OSError:
            raise self._url.unknown() from None

    def _pull(self, options: Mapping[str, str]) -> bool:
        """Read until the end; False if there was nothing to see in it.

        Raises
        ------
        SourceError
            If it has no picture after a second look.
        FFmpegError
            If it cannot be opened at all, or breaks off.
        """
        try:
            with av.open(self._url.text, options=dict(options), timeout=(OPEN_S, READ_S)) as container:
                if container.streams.video:
                    self._drain(container, container.streams.video[0], hurried=options is QUICK)
        except (av.InvalidDataError, av.EOFError):
            pass
        except av.OSError as exc:
            if self._count or exc.errno != errno.EIO:  # that is also what FFmpeg says of an early end
                raise
        if not self._count and options is not QUICK:
            raise self._url.unreadable()
        return self._count > 0

    def _drain(self, container: InputContainer, stream: VideoStream, *, hurried: bool) -> None:
        stream.codec_context.thread_count = 1
        stream.codec_context.flags |= Flags.low_delay
        # what is torn is an error then, and not filled up with grey
        stream.codec_context.options = {"err_detect": "explode"}
        rate = float(stream.average_rate or 0)
        if container.format.name != UNKNOWN_FPS and LIKELY_FPS[0] <= rate <= LIKELY_FPS[1]:
            self.fps = rate
        give_up_s = time.monotonic() + QUICK_S
        for packet in container.demux(stream):
            if self._stopped.is_set():
                return
            self._show(packet, time.perf_counter_ns())
            if hurried and not self._count and time.monotonic() > give_up_s:
                return

    def _show(self, packet: Packet[VideoStream], arrived_ns: int) -> None:
        try:
            pictures = packet.decode()
        except av.InvalidDataError:
            return
        for picture in pictures:
            if isinstance(picture, av.VideoFrame) and not picture.is_corrupt:
                self.slot.put(Picture(picture, arrived_ns, self._count, enhanced=False))
                self._count += 1
