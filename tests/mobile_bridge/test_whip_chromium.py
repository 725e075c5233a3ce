"""Real Chromium sends by WebRTC, as a phone's browser without WebCodecs does."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.browser import chromium, needs_chromium
from tests.mobile_bridge.conftest import LAN_ADDRESS
from tests.mobile_bridge.phone import Phone, until

pytestmark = needs_chromium

SEND = """
async ({bearer, codec, width, height}) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  let count = 0;
  setInterval(() => {
    context.fillStyle = `rgb(${80 + count++ % 8}, 90, 90)`;
    context.fillRect(0, 0, width, height);
  }, 33);
  const peer = globalThis.peer = new RTCPeerConnection();
  const [track] = canvas.captureStream(30).getVideoTracks();
  const transceiver = peer.addTransceiver(track, {direction: 'sendonly'});
  const codecs = RTCRtpSender.getCapabilities('video').codecs;
  transceiver.setCodecPreferences(codecs.filter(each => codec.includes(each.mimeType)));
  await peer.setLocalDescription();
  const answer = await fetch('/whip', {
    method: 'POST', body: peer.localDescription.sdp,
    headers: {'Content-Type': 'application/sdp', 'Authorization': `Bearer ${bearer}`},
  });
  if (answer.status !== 201) return {status: answer.status};
  await peer.setRemoteDescription({type: 'answer', sdp: await answer.text()});
  return {status: answer.status, location: answer.headers.get('Location')};
}
"""
USED = """async () => {
  for (const each of (await peer.getStats()).values())
    if (each.type === 'outbound-rtp') return (await peer.getStats()).get(each.codecId)?.mimeType;
}"""


def send(page: Page, bearer: str, codec: list[str]) -> dict[str, Any]:
    wanted = {"bearer": bearer, "codec": [*codec, "video/rtx"], "width": 1280, "height": 720}
    answered: dict[str, Any] = page.evaluate(SEND, wanted)
    return answered


@pytest.mark.parametrize(
    ("offered", "used"), [(["video/VP8", "video/H264"], "video/H264"), (["video/VP8"], "video/VP8")]
)
def test_chromium_sends_the_full_size_at_once(bridge: Bridge, offered: list[str], used: str) -> None:
    offer = bridge.offer()
    # the phone's way: TLS in the local network; its candidates are names that nobody can look up
    origin = f"https://{LAN_ADDRESS}:{bridge.port}"
    with Phone(offer.urls[0]) as phone, chromium() as browser:
        welcome = phone.hello(token=offer.token, name="Pixel 8")
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.goto(origin + "/nothing")
        answered = send(page, welcome["session"], offered)
        assert answered["status"] == 201
        picture = bridge.slot.take(20)
        assert picture is not None
        assert (picture.video.width, picture.video.height) == (1280, 720)
        until(lambda: page.evaluate(USED) == used)
        deleted = page.evaluate(
            "([url, bearer]) => fetch(url, {method: 'DELETE', headers: {Authorization: `Bearer ${bearer}`}})"
            ".then(each => each.status)",
            [answered["location"], welcome["session"]],
        )
        assert deleted == 200


def test_a_page_that_is_closed_without_a_word_is_gone(bridge: Bridge) -> None:
    key = bridge.whip_key()
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{bridge.port + 1}/nothing")
        assert send(page, key, ["video/H264"])["status"] == 201
        assert bridge.slot.take(20) is not None
        page.close()
        until(lambda: bridge.snapshot().phone is None)
