"""The door for WebRTC: who may come in, what is sent back, and when a session ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import aiohttp
import numpy as np
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection

from mobile_bridge.bridge import Bridge
from mobile_bridge.slot import Picture
from mobile_bridge.source import PhoneSource
from mobile_bridge.whip import MAX_OFFER_BYTES
from tests.mobile_bridge.phone import Phone, until
from tests.mobile_bridge.webrtc import SDP, Flat, bearer, offer_of, sending
from vcam.core.errors import PhoneLost
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest

SIZE = FrameSize(320, 180)


def endpoint(bridge: Bridge) -> str:
    return f"http://127.0.0.1:{bridge.port + 1}/whip"


async def picture_of(bridge: Bridge, within_s: float = 15.0) -> Picture:
    picture = await asyncio.to_thread(bridge.slot.take, within_s)
    assert picture is not None, "no picture came"
    return picture


async def eventually(condition: Callable[[], object]) -> None:
    await asyncio.to_thread(until, condition)


def luma_of(picture: Picture) -> int:
    plane = picture.video.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return int(np.median(rows[:, : plane.width]))


def live_name(bridge: Bridge) -> str:
    phone = bridge.snapshot().phone
    return phone.name if phone is not None else ""


async def status_of(
    url: str, method: str = "POST", *, data: object = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as http,
        http.request(method, url, data=data, headers=headers) as response,
    ):
        await response.read()
        return response.status, dict(response.headers)


async def an_offer(**wanted: Any) -> str:
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    try:
        return await offer_of(peer, Flat(SIZE, 80), **wanted)
    finally:
        await peer.close()


@pytest.mark.parametrize("codec", ["video/H264", "video/VP8"])
def test_who_has_the_key_sends_pictures_until_the_session_is_deleted(bridge: Bridge, codec: str) -> None:
    async def send() -> None:
        key = bridge.whip_key()
        async with sending(endpoint(bridge), key, Flat(SIZE, 90), codec, sound=True) as session:
            assert session.etag.startswith('"')
            assert "x-google-start-bitrate=" in session.answer
            before_ns = time.perf_counter_ns()
            picture = await picture_of(bridge)
            assert (picture.video.width, picture.video.height) == SIZE
            assert abs(luma_of(picture) - (16 + 90 * 219 // 255)) <= 3
            assert before_ns - 1e9 < picture.captured_ns <= time.perf_counter_ns()
            assert not picture.enhanced
            assert picture.sequence < (await picture_of(bridge)).sequence
            figures = bridge.snapshot().phone
            assert figures is not None
            assert (figures.name, figures.transport, figures.lost, figures.errors) == ("Studio", "whip", 0, 0)
            assert (figures.width, figures.height) == SIZE
            async with session.http.delete(session.url) as response:
                assert response.status == 401
            async with session.http.delete(session.url, headers=bearer("x")) as response:
                assert response.status == 401
            async with session.http.delete(session.url, headers=bearer(key)) as response:
                assert response.status == 200
            assert bridge.snapshot().phone is None
            async with session.http.delete(session.url, headers=bearer(key)) as response:
                assert response.status == 200, "it is what was asked for"
            async with session.http.delete(session.url + "x", headers=bearer(key)) as response:
                assert response.status == 404

    asyncio.run(send())


def test_its_pictures_are_frames_of_the_phone_source(bridge: Bridge) -> None:
    source = PhoneSource(bridge)

    def read() -> int:
        until(lambda: bridge.snapshot().phone is not None)
        mode = source.open(CaptureRequest(SIZE))
        frame = Frame.allocate(mode.format, mode.size, mode.colour)
        assert source.read_into(frame)
        source.close()
        return int(np.median(frame.planes[0]))

    async def send() -> None:
        async with sending(endpoint(bridge), bridge.whip_key(), Flat(SIZE, 200)):
            assert abs(await asyncio.to_thread(read) - (16 + 200 * 219 // 255)) <= 3

    asyncio.run(send())
    with pytest.raises(PhoneLost):
        source.open(CaptureRequest(SIZE))


def test_a_phone_sends_by_its_control_session_and_says_whether_it_has_enhanced(bridge: Bridge) -> None:
    offer = bridge.offer()

    async def send(token: str, phone: Phone) -> None:
        async with sending(endpoint(bridge), token, Flat(SIZE, 90)) as session:
            assert (await picture_of(bridge)).enhanced
            assert live_name(bridge) == "Pixel 8"
            async with session.http.delete(session.url, headers=bearer(token)) as response:
                assert response.status == 200
        assert live_name(bridge) == "Pixel 8", "its control session goes on"

    with Phone(offer.usb_url) as phone:
        welcome = phone.hello(token=offer.token, name="Pixel 8")
        phone.stream(SIZE, enhanced=True, transport="whip")
        asyncio.run(send(welcome["session"], phone))


def test_the_session_ends_with_the_control_session(bridge: Bridge) -> None:
    offer = bridge.offer()

    async def send() -> None:
        with Phone(offer.usb_url) as phone:
            welcome = await asyncio.to_thread(phone.hello, token=offer.token)
            await asyncio.to_thread(phone.stream, SIZE, transport="whip")
            context = sending(endpoint(bridge), welcome["session"], Flat(SIZE, 90))
            session = await context.__aenter__()
            await picture_of(bridge)
        await eventually(lambda: session.peer.connectionState == "closed")
        await context.__aexit__(None, None, None)

    asyncio.run(send())


def test_a_sender_that_falls_silent_is_let_go(bridge: Bridge) -> None:
    async def send() -> None:
        async with sending(endpoint(bridge), bridge.whip_key(), Flat(SIZE, 90)) as session:
            await picture_of(bridge)
            for transceiver in session.peer.getTransceivers():  # as if the network had gone
                connection = transceiver.receiver.transport.transport._connection
                for protocol in connection._protocols:
                    protocol.transport.sendto = lambda *_: None  # type: ignore[method-assign]
            await eventually(lambda: bridge.snapshot().phone is None)

    asyncio.run(send())


def test_a_sender_that_leaves_is_gone_at_once_and_may_come_back(bridge: Bridge) -> None:
    async def send() -> None:
        key = bridge.whip_key()
        for luma in (60, 160):
            async with sending(endpoint(bridge), key, Flat(SIZE, luma)):
                await picture_of(bridge)
            await eventually(lambda: bridge.snapshot().phone is None)

    asyncio.run(send())


def test_the_same_key_replaces_the_session_and_another_phone_is_turned_away(
    bridge: Bridge, caplog: pytest.LogCaptureFixture
) -> None:
    offer = bridge.offer()

    async def send() -> None:
        key = bridge.whip_key()
        async with sending(endpoint(bridge), key, Flat(SIZE, 60)) as first:
            await picture_of(bridge)
            async with sending(endpoint(bridge), key, Flat(SIZE, 160)):
                await eventually(lambda: first.peer.connectionState == "closed")
                while luma_of(await picture_of(bridge)) < 120:
                    pass
                with Phone(offer.usb_url) as phone:
                    await asyncio.to_thread(
                        phone.say, "hello", version=1, name="P", client="page", token=offer.token
                    )
                    bye = await asyncio.to_thread(phone.wait, "bye")
                    assert bye["reason"] == "busy"

    asyncio.run(send())
    assert "P was turned away: Studio is connected" in caplog.text
    caplog.clear()


def test_it_is_busy_while_a_phone_is_live(bridge: Bridge, caplog: pytest.LogCaptureFixture) -> None:
    offer = bridge.offer()
    headers = SDP | bearer(bridge.whip_key()) | {"User-Agent": "Studio/1"}
    with Phone(offer.usb_url) as phone:
        phone.hello(token=offer.token, name="Pixel 8")
        status, _ = asyncio.run(_posts(endpoint(bridge), headers))
        assert status == 409
        assert live_name(bridge) == "Pixel 8"
    assert "Studio was turned away: Pixel 8 is connected" in caplog.text
    caplog.clear()


async def _posts(url: str, headers: dict[str, str], **wanted: Any) -> tuple[int, dict[str, str]]:
    return await status_of(url, data=await an_offer(**wanted), headers=headers)


def test_stopping_the_bridge_ends_the_session(bridge: Bridge) -> None:
    async def send() -> None:
        async with sending(endpoint(bridge), bridge.whip_key(), Flat(SIZE, 90)) as session:
            await picture_of(bridge)
            await asyncio.to_thread(bridge.stop)
            await eventually(lambda: session.peer.connectionState == "closed")

    asyncio.run(send())


def test_who_may_not(bridge: Bridge, caplog: pytest.LogCaptureFixture) -> None:
    async def try_all() -> list[int]:
        url, key = endpoint(bridge), bridge.whip_key()
        attempts = [
            SDP,
            SDP | bearer("wrong"),
            SDP | bearer(""),
            SDP | {"Authorization": f"Basic {key}"},
            SDP | bearer(key) | {"Origin": "https://elsewhere.example"},
        ]
        return [(await _posts(url, headers))[0] for headers in attempts]

    assert asyncio.run(try_all()) == [401, 401, 401, 401, 403]
    assert bridge.snapshot().phone is None
    assert caplog.text.count("it has not the key of WHIP") == 1
    assert "it came from another site" in caplog.text
    caplog.clear()


def test_what_cannot_be_answered(bridge: Bridge) -> None:
    async def try_all() -> dict[str, int]:
        url, key = endpoint(bridge), bearer(bridge.whip_key())
        good = await an_offer()
        bodies: dict[str, tuple[str, dict[str, str]]] = {
            "kind": (good, {"Content-Type": "text/plain"}),
            "large": (good + "a=x\r\n" * MAX_OFFER_BYTES, SDP),
            "empty": ("", SDP),
            "rubbish": ("\x00\xff" * 100, SDP),
            "no media": ("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n", SDP),
            "not WebRTC": (_lines(good, "a=ice-ufrag", "a=fingerprint"), SDP),
            "receives": (good.replace("a=sendonly", "a=recvonly"), SDP),
            "other codecs": (good.replace("H264/90000", "AV1/90000"), SDP),
            "other profile": (good.replace("42e01f", "640c1f").replace("42001f", "640c1f"), SDP),
            "cut": (good[: len(good) // 2], SDP),
        }
        return {
            name: (await status_of(url, data=body, headers=kind | key))[0]
            for name, (body, kind) in bodies.items()
        }

    assert asyncio.run(try_all()) == {
        "kind": 415,
        "large": 413,
        "empty": 422,
        "rubbish": 422,
        "no media": 422,
        "not WebRTC": 422,
        "receives": 406,
        "other codecs": 406,
        "other profile": 406,
        "cut": 422,
    }
    assert bridge.snapshot().phone is None


def _lines(sdp: str, *without: str) -> str:
    return "".join(line for line in sdp.splitlines(keepends=True) if not line.startswith(without))


def test_methods(bridge: Bridge) -> None:
    async def try_all() -> None:
        url = endpoint(bridge)
        status, headers = await status_of(url, "OPTIONS")
        assert (status, headers["Accept-Post"]) == (204, "application/sdp")
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            status, headers = await status_of(url, method)
            assert (status, headers["Allow"]) == (405, "OPTIONS,POST"), method
        status, headers = await status_of(url + "/x", "PATCH", data="a=candidate:1")
        assert (status, headers["Allow"]) == (405, "DELETE,OPTIONS")
        status, _ = await status_of(url + "/x", "DELETE", headers=bearer("x"))
        assert status == 404

    asyncio.run(try_all())


def test_an_offer_without_an_answering_sender_does_not_block_the_door(bridge: Bridge) -> None:
    async def send() -> None:
        key = bridge.whip_key()
        status, _ = await _posts(endpoint(bridge), SDP | bearer(key))
        assert status == 201
        async with sending(endpoint(bridge), key, Flat(SIZE, 90)):
            await picture_of(bridge)

    asyncio.run(send())


def test_a_session_answers_only_where_it_was_asked(bridge: Bridge) -> None:
    async def send() -> None:
        async with sending(endpoint(bridge), bridge.whip_key(), Flat(SIZE, 90)) as session:
            candidates = [
                line.split() for line in session.answer.splitlines() if line.startswith("a=candidate")
            ]
            assert {fields[4] for fields in candidates} == {"127.0.0.1"}
            assert {fields[7] for fields in candidates} == {"host"}

    asyncio.run(send())
