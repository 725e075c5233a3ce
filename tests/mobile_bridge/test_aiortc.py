"""What is replaced in aiortc, and why: fails when an update has moved it, or has made it unnecessary."""

from __future__ import annotations

import asyncio
import inspect

from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from aiortc.rtp import RtpPacket

from mobile_bridge.whip_session import JITTER_BUFFER, listen_only_at


def test_its_jitter_buffer_still_holds_a_whole_picture_back() -> None:
    buffer = JitterBuffer(capacity=512, is_video=True)
    last = RtpPacket(marker=1, sequence_number=1, timestamp=3000)
    last._data = b"whole"  # type: ignore[attr-defined]
    _, picture = buffer.add(last)
    assert picture is None, "aiortc gives a picture with its last packet now: `Reassembly` may go"


def test_the_buffer_is_where_it_is_replaced_and_is_used_in_the_same_way() -> None:
    async def look() -> object:
        peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        transceiver = peer.addTransceiver("video", direction="recvonly")
        found = getattr(transceiver.receiver, JITTER_BUFFER, None)
        await peer.close()
        return found

    assert isinstance(asyncio.run(look()), JitterBuffer), "the receiver keeps its buffer elsewhere now"
    handler = inspect.getsource(RTCRtpReceiver._handle_rtp_packet)
    assert handler.count("self.__jitter_buffer.") == 1, "the receiver asks more of its buffer than `add`"
    assert "pli_flag, encoded_frame = self.__jitter_buffer.add(packet)" in handler
    assert handler.index("packet._data = depayload") < handler.index("self.__jitter_buffer.add")


def test_ice_by_itself_still_leaves_loopback_out_and_takes_the_address_that_it_is_given() -> None:
    async def gather(address: str) -> set[str]:
        peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        transceiver = peer.addTransceiver("video", direction="recvonly")
        if address:
            listen_only_at(transceiver, address)
        await peer.setLocalDescription(await peer.createOffer())
        found = transceiver.receiver.transport.transport.iceGatherer.getLocalCandidates()
        await peer.close()
        return {candidate.ip for candidate in found}

    assert "127.0.0.1" not in asyncio.run(gather(""))
    assert asyncio.run(gather("127.0.0.1")) == {"127.0.0.1"}
