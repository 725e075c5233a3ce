"""GStreamer's WebRTC sends to the door: another ICE, another DTLS, other packets than a browser's."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import ifaddr
import numpy as np
import pytest

from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.cameras import SYSTEM_PYTHON, needs_gstreamer
from tests.mobile_bridge.conftest import free_port
from tests.mobile_bridge.phone import until

pytestmark = needs_gstreamer

SENDER = Path(__file__).with_name("whip_gstreamer.py")
WHITE = (
    "videotestsrc is-live=true pattern=white ! video/x-raw,format=I420,width=640,height=360,framerate=30/1"
)
H264 = (
    f"{WHITE} ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=60 "
    "! video/x-h264,profile=constrained-baseline ! rtph264pay config-interval=-1 aggregate-mode=zero-latency "
    "! application/x-rtp,media=video,encoding-name=H264,payload=96"
)
VP8 = (
    f"{WHITE} ! vp8enc deadline=1 keyframe-max-dist=60 ! rtpvp8pay "
    "! application/x-rtp,media=video,encoding-name=VP8,payload=96"
)


def own_address() -> str | None:
    """Of this computer in its network: libnice sends nothing from there to loopback."""
    found = (str(each.ip) for adapter in ifaddr.get_adapters() for each in adapter.ips if each.is_IPv4)
    return next((each for each in found if not each.startswith("127.")), None)


@pytest.fixture
def network_bridge(tmp_path: Path) -> Iterator[Bridge]:
    address = own_address()
    if address is None:
        pytest.skip("this computer is in no network")
    bridge = Bridge(tmp_path, port=free_port(), addresses=lambda: [address])
    bridge.start()
    yield bridge
    bridge.stop()


@pytest.mark.parametrize("pipeline", [H264, VP8], ids=["H264", "VP8"])
def test_gstreamer_sends_and_deletes_its_session(network_bridge: Bridge, pipeline: str) -> None:
    bridge = network_bridge
    endpoint = f"https://{own_address()}:{bridge.port}/whip"
    command = [SYSTEM_PYTHON, str(SENDER), endpoint, bridge.whip_key(), pipeline]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as sender:
        try:
            for _ in range(10):
                picture = bridge.slot.take(20)
                assert picture is not None, f"no picture: {sender.poll()}"
                assert (picture.video.width, picture.video.height) == (640, 360)
                plane = picture.video.planes[0]
                assert np.median(np.frombuffer(memoryview(plane), np.uint8)) >= 230
            figures = bridge.snapshot().phone
            assert figures is not None
            assert (figures.name, figures.transport, figures.errors) == ("GStreamer", "whip", 0)
            sender.communicate("", timeout=20)
        finally:
            sender.kill()
        assert sender.returncode == 0
    until(lambda: bridge.snapshot().phone is None)
