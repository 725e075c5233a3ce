"""A sender by WebRTC that is none of ours to the door: aiortc's own, with signalling by WHIP."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from fractions import Fraction

import aiohttp
import numpy as np
from aiortc import RTCConfiguration, RTCPeerConnection, RTCRtpSender, RTCSessionDescription, VideoStreamTrack
from av.video.frame import VideoFrame

from mobile_bridge.whip_session import listen_only_at
from vcam.core.formats import FrameSize

LOOPBACK = "127.0.0.1"
SDP = {"Content-Type": "application/sdp"}


class Flat(VideoStreamTrack):
    """Thirty pictures of one grey a second."""

    def __init__(self, size: FrameSize, luma: int) -> None:
        super().__init__()
        self.luma, self.size = luma, size
        self._begun_s = time.monotonic()
        self._count = 0

    async def recv(self) -> VideoFrame:
        self._count += 1
        await asyncio.sleep(max(0.0, self._begun_s + self._count / 30 - time.monotonic()))
        picture = VideoFrame.from_ndarray(np.full((*self.size[::-1], 3), self.luma, np.uint8), "bgr24")
        picture.pts, picture.time_base = self._count * 3000, Fraction(1, 90_000)
        return picture


@dataclass
class Sending:
    """A session that was taken."""

    peer: RTCPeerConnection
    http: aiohttp.ClientSession
    url: str
    etag: str
    answer: str


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def offer_of(
    peer: RTCPeerConnection, track: VideoStreamTrack, codec: str = "video/H264", *, sound: bool = False
) -> str:
    """An offer with all its candidates, all of them of this computer's loopback."""
    transceiver = peer.addTransceiver(track, direction="sendonly")
    codecs = [
        each for each in RTCRtpSender.getCapabilities("video").codecs if each.mimeType in {codec, "video/rtx"}
    ]
    transceiver.setCodecPreferences(codecs)
    if sound:
        peer.addTransceiver("audio", direction="sendonly")
    for each in peer.getTransceivers():
        listen_only_at(each, LOOPBACK)
    await peer.setLocalDescription(await peer.createOffer())
    return str(peer.localDescription.sdp)


@contextlib.asynccontextmanager
async def sending(
    endpoint: str, token: str, track: VideoStreamTrack, codec: str = "video/H264", *, sound: bool = False
) -> AsyncIterator[Sending]:
    """Send the track until the end of the block; the session is not deleted."""
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    headers = SDP | bearer(token) | {"User-Agent": "Studio/30.1 (x)"}
    try:
        async with aiohttp.ClientSession() as http:
            offer = await offer_of(peer, track, codec, sound=sound)
            async with http.post(endpoint, data=offer, headers=headers) as response:
                answer = await response.text()
                assert response.status == 201, f"{response.status}: {answer}"
                assert response.content_type == "application/sdp"
                location = endpoint.removesuffix("/whip") + response.headers["Location"]
                etag = response.headers["ETag"]
            await peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            yield Sending(peer, http, location, etag, answer)
    finally:
        await peer.close()
