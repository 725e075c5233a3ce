"""One sender by WebRTC: aiortc does ICE, DTLS and RTP; from whole coded pictures on it is our way."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace

from aioice.candidate import Candidate
from aiortc import (
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCRtpTransceiver,
    RTCSessionDescription,
)
from aiortc.exceptions import InternalError, InvalidStateError, OperationError
from aiortc.stats import RTCTransportStats

from mobile_bridge.decoder import PictureDecoder, is_key
from mobile_bridge.hub import Hub
from mobile_bridge.live import LivePhone
from mobile_bridge.pairing import WHIP_ID
from mobile_bridge.protocol import Stream
from mobile_bridge.rtp import VIDEO_CLOCK_HZ, CodedPicture, Reassembly, RtpClock
from mobile_bridge.sdp import CODECS, Offer, Unacceptable, hint_bitrate

log = logging.getLogger(__name__)

CONNECT_S = 10.0
SILENT_S = 4.0
"""Without any packet, reports (RTCP) included: ICE's own test of consent takes half a minute to see that."""

LOOK_S = 0.5
SMOOTH = 0.1
JITTER_BUFFER = "_RTCRtpReceiver__jitter_buffer"
"""Where a receiver of aiortc keeps its buffer; a test says when an update has moved it."""


class WhipSession:
    """From an offer to the end of its connection.

    Parameters
    ----------
    phone
        Whose pictures they are. Once it is not the hub's live one any more, the session ends.
    address
        Ours, the only one at which packets are waited for. No other server is asked for anything.
    ended
        Called once, when the session has closed.
    """

    def __init__(
        self, hub: Hub, phone: LivePhone, address: str, ended: Callable[[WhipSession], None]
    ) -> None:
        self._hub = hub
        self._phone = phone
        self._address = address
        self._ended = ended
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._codecs: dict[int, str] = {}
        self._codec = ""
        self._clock = RtpClock()
        self._count = 0
        self._former = 0
        self._interval_s = 1 / 30
        self._watching: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    async def answer(self, offer: Offer) -> str:
        """Return the answer to an offer; afterwards the session runs until it ends by itself or is closed.

        Raises
        ------
        Unacceptable
            If the two have no way to send in common; the session is closed then.
        """
        try:
            return await self._answer(offer)
        except (ValueError, InternalError, InvalidStateError, OperationError) as exc:
            await self.close()
            raise Unacceptable(f"the offer cannot be answered ({exc})") from exc
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """End it; may be called again, and waits in any case."""
        if self._closing is None:
            self._closing = asyncio.ensure_future(self._close())
        await asyncio.shield(self._closing)

    async def _answer(self, offer: Offer) -> str:
        video = self._peer.addTransceiver("video", direction="recvonly")
        _prefer_h264(video)
        setattr(video.receiver, JITTER_BUFFER, Reassembly(self._take))
        await self._peer.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
        for other in self._peer.getTransceivers():
            listen_only_at(other, self._address)
            if other is not video:
                other.direction = "inactive"  # sound is not for a camera
            if "a=setup:passive" not in offer.sdp:
                # aiortc's ciphers want a server with an ECDSA key, and GStreamer's is RSA: be the server
                other.receiver.transport._set_role("server")
        await self._peer.setLocalDescription()
        self._codecs = {
            each.payloadType: CODECS[each.mimeType.lower()]
            for each in video._codecs
            if each.payloadType is not None and each.mimeType.lower() in CODECS
        }
        self._watching = asyncio.ensure_future(self._watch())
        return hint_bitrate(self._peer.localDescription.sdp)

    def _take(self, coded: CodedPicture) -> bool:
        """Decode and show a picture; True if a key frame is needed."""
        phone = self._phone
        codec = self._codecs.get(coded.payload_type, "")
        if not codec or self._hub.live is not phone:
            return False
        if codec != self._codec:
            self._codec, phone.decoder = codec, PictureDecoder(codec)
        arrived_ns = time.perf_counter_ns()
        captured_ns = self._clock.captured_ns(coded.timestamp, arrived_ns)
        self._count += 2 if coded.after_loss else 1
        phone.link.arrived(self._count, (arrived_ns - captured_ns) / 1e6)
        if coded.after_loss:
            phone.decoder.lose()
        stream = phone.stream
        enhanced = stream is not None and stream.transport == "whip" and stream.enhanced
        phone.decode(coded.data, captured_ns, key=is_key(codec, coded.data), enhanced=enhanced)
        if phone.id == WHIP_ID:
            self._describe(coded.timestamp)
        return phone.decoder.needs_key

    def _describe(self, timestamp: int) -> None:
        """Find out what a sender without a control session sends."""
        step_s = (timestamp - self._former) % 2**32 / VIDEO_CLOCK_HZ
        self._former = timestamp
        if 0 < step_s < 1:
            self._interval_s += SMOOTH * (step_s - self._interval_s)
        size = self._phone.shown_size
        fps = float(round(1 / self._interval_s))
        if size is not None:
            seen = Stream("whip", *size, fps, enhanced=False, accelerator="")
            former = self._phone.stream
            if former is None or replace(former, fps=fps) != seen or abs(former.fps - fps) > 1:
                self._phone.stream = seen

    async def _watch(self) -> None:
        """End what does not connect, falls silent, or is not wanted any more."""
        begun_s = heard_s = time.monotonic()
        heard = 0
        while True:
            await asyncio.sleep(LOOK_S)
            now_s, state = time.monotonic(), self._peer.connectionState
            received = await self._received()
            if received != heard:
                heard, heard_s = received, now_s
            limit_s = SILENT_S if state == "connected" else CONNECT_S
            since_s = heard_s if state == "connected" else begun_s
            if (
                state in {"failed", "closed"}
                or now_s - since_s > limit_s
                or self._hub.live is not self._phone
            ):
                log.info("%s: the connection is %s, the session ends", self._phone.name, state)
                self._closing = self._closing or asyncio.ensure_future(self._close())
                return

    async def _received(self) -> int:
        """How many packets have come so far, of pictures and of reports."""
        stats = await self._peer.getStats()
        return sum(each.packetsReceived for each in stats.values() if isinstance(each, RTCTransportStats))

    async def _close(self) -> None:
        if self._watching is not None and self._watching is not asyncio.current_task():
            self._watching.cancel()
        await self._peer.close()
        if self._phone.id == WHIP_ID:
            self._hub.leave(self._phone)
        self._ended(self)


def _prefer_h264(video: RTCRtpTransceiver) -> None:
    """H.264 takes half the time of VP8 to decode."""
    capabilities = RTCRtpReceiver.getCapabilities("video")
    assert capabilities is not None
    order = sorted(capabilities.codecs, key=lambda each: each.mimeType != "video/H264")
    video.setCodecPreferences(order)


def listen_only_at(transceiver: RTCRtpTransceiver, address: str) -> None:
    """Let ICE use one address: by itself it takes all that this computer has, and leaves loopback out."""
    connection = transceiver.receiver.transport.transport.iceGatherer._connection
    every = connection.get_component_candidates

    async def candidates(component: int, addresses: list[str], timeout: int = 5) -> list[Candidate]:  # noqa: ARG001
        return await every(component, [address], timeout)

    connection.get_component_candidates = candidates  # type: ignore[method-assign]
