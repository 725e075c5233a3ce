"""A phone that is none: it speaks the protocol, over real TLS, with pictures that a real encoder made."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from fractions import Fraction
from typing import Any, Self, TypeVar

import aiohttp
import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

from mobile_bridge.protocol import PicturePacket, picture, text
from vcam.core.formats import FrameSize

T = TypeVar("T")


class Encoder:
    """Pictures of one grey to H.264 as a phone does it: none waits, each key frame can be decoded alone."""

    def __init__(self, size: FrameSize, fps: int = 30) -> None:
        codec = av.CodecContext.create("libx264", "w")
        assert isinstance(codec, VideoCodecContext)
        codec.width, codec.height = size
        codec.pix_fmt, codec.framerate = "yuv420p", Fraction(fps)
        codec.options = {
            "preset": "ultrafast",
            "tune": "zerolatency",
            "g": "100000",
            "x264-params": "annexb=1",
        }
        self.size = size
        self._codec = codec
        self._count = 0

    def encode(self, luma: int | NDArray[np.uint8], *, key: bool = False) -> bytes:
        frame = av.VideoFrame(*self.size, "yuv420p")
        for plane, value in zip(frame.planes, (luma, 128, 128), strict=True):
            shape = plane.height, plane.line_size
            whole = np.zeros(shape, np.uint8)
            whole[:, : plane.width] = value
            plane.update(whole.tobytes())
        frame.pts = self._count
        if key or self._count == 0:
            frame.pict_type = av.video.frame.PictureType.I
        self._count += 1
        return b"".join(bytes(packet) for packet in self._codec.encode(frame))


class Phone:
    """Connects, says what it is told to say, and keeps what it hears. For one thread, beside its own loop."""

    def __init__(self, url: str, *, origin: str | None = None, headers: dict[str, str] | None = None) -> None:
        self.heard: list[dict[str, Any]] = []
        self.closed: int | None = None
        self.answers_pings = True
        self.clock_us: Callable[[], float] = lambda: time.perf_counter() * 1e6
        self._url = url.partition("#")[0].rstrip("/") + "/ws"
        self._headers = dict(headers or {})
        if origin is not None:
            self._headers["Origin"] = origin
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="phone")
        self._sequence = 0

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self.run(self._connect())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self.run(self._disconnect())
        finally:
            self._end()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def say(self, kind: str, **fields: object) -> None:
        self.run(self._socket.send_str(text(kind, **fields)))

    def say_raw(self, message: str | bytes) -> None:
        with contextlib.suppress(ConnectionError):
            if isinstance(message, str):
                self.run(self._socket.send_str(message))
            else:
                self.run(self._socket.send_bytes(message))

    async def send_frame(self, data: bytes) -> None:
        """Send what need not be text as text."""
        await self._socket.send_frame(data, aiohttp.WSMsgType.TEXT)

    def hello(self, name: str = "Test phone", **who: str) -> dict[str, Any]:
        self.say("hello", version=1, name=name, client="page", **who)
        return self.wait("welcome")

    def stream(self, size: FrameSize, *, enhanced: bool = False, transport: str = "ws") -> None:
        self.say(
            "stream",
            transport=transport,
            codec="avc1.42001f",
            width=size.width,
            height=size.height,
            fps=30,
            enhanced=enhanced,
            accelerator="test",
        )

    def show(self, data: bytes, *, key: bool = False, enhanced: bool = False, skip: int = 0) -> None:
        self._sequence += 1 + skip
        packet = PicturePacket(key, enhanced, self._sequence, int(self.clock_us()), data)
        self.run(self._socket.send_bytes(picture(packet)))

    def wait(self, kind: str, within_s: float = 10.0) -> dict[str, Any]:
        """The first message of a kind that was not waited for before."""
        return until(lambda: self._pick(kind), within_s)

    def wait_closed(self, within_s: float = 10.0) -> int:
        until(lambda: self.closed is not None, within_s)
        assert self.closed is not None
        return self.closed

    def freeze(self) -> None:
        """Read nothing any more, as a phone does that has left the network."""
        self.run(self._stop_reading())

    def break_off(self) -> None:
        """End the connection as a phone does whose page is killed: without a word."""
        self.run(self._reset())

    async def _stop_reading(self) -> None:
        self._transport.pause_reading()

    async def _reset(self) -> None:
        self._transport.abort()

    @property
    def _transport(self) -> asyncio.Transport:
        connection = self._socket._response.connection
        assert connection is not None
        transport = connection.transport
        assert isinstance(transport, asyncio.Transport)
        return transport

    def _pick(self, kind: str) -> dict[str, Any] | None:
        for at, message in enumerate(self.heard):
            if message["type"] == kind:
                return self.heard.pop(at)
        return None

    async def _connect(self) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # the fingerprint is what counts
        self._http = aiohttp.ClientSession()
        try:
            self._socket = await self._http.ws_connect(
                self._url, ssl=context, headers=self._headers, max_msg_size=0, autoclose=False
            )
        except BaseException:
            await self._http.close()
            raise
        self._reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        while (message := await self._socket.receive()).type is aiohttp.WSMsgType.TEXT:
            fields = json.loads(message.data)
            if fields["type"] == "ping" and self.answers_pings:
                with contextlib.suppress(ConnectionError):  # it is being closed: that is read next
                    await self._socket.send_str(text("pong", id=fields["id"], clock_us=self.clock_us()))
            self.heard.append(fields)
        # from the message: the socket forgets the code if it cannot answer the close any more
        self.closed = message.data if message.type is aiohttp.WSMsgType.CLOSE else 1006
        await self._socket.close()

    async def _disconnect(self) -> None:
        await self._socket.close()
        await self._reading
        await self._http.close()
        await asyncio.sleep(0.05)  # TLS says good-bye

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def until(condition: Callable[[], T | None], within_s: float = 10.0) -> T:
    """Wait for something that must come true."""
    deadline = time.monotonic() + within_s
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)
    return found


@contextlib.contextmanager
def sending(phone: Phone, encoder: Encoder, luma: int, *, enhanced: bool = False) -> Iterator[None]:
    """Show a picture thirty times a second, from another thread; a key frame when it is asked for."""
    stop = threading.Event()

    def send() -> None:
        first = True
        while not stop.wait(1 / 30):
            key = first or phone._pick("key") is not None
            phone.show(encoder.encode(luma, key=key), key=key, enhanced=enhanced)
            first = False

    thread = threading.Thread(target=send, name="phone's camera")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
