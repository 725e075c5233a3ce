"""What the page sends: pictures that can be decoded, as fast as the link takes them, and no more."""

from __future__ import annotations

import numpy as np
import pytest
from av.video.frame import VideoFrame
from playwright.sync_api import Browser

from mobile_bridge.bridge import Bridge
from mobile_bridge.decoder import PictureDecoder
from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.page.phone_page import (
    NO_ENCODER,
    NO_GPU,
    STUBBORN_CAMERA,
    Desktop,
    PhonePage,
    phone_page,
)
from vcam.core.formats import FrameSize

pytestmark = needs_chromium

QUICK = (NO_GPU, STUBBORN_CAMERA)
SIZE = FrameSize(640, 360)


def newest(bridge: Bridge, phone: PhonePage) -> VideoFrame:
    bridge.slot.take(0)
    return phone.until(lambda: bridge.slot.take(0)).video


def luma(picture: VideoFrame) -> float:
    return float(np.median(picture.to_ndarray(format="gray")))


def test_its_pictures_are_the_cameras(browser: Browser, bridge: Bridge) -> None:
    bridge.want(frames=True, size=SIZE)
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        picture = phone.until(lambda: bridge.slot.take(0))
        assert FrameSize(picture.video.width, picture.video.height) == SIZE
        assert not picture.enhanced
        assert 5 < luma(picture.video) < 60
        figures = phone.until(lambda: bridge.snapshot().phone)
        assert (figures.transport, figures.enhanced, figures.accelerator) == ("ws", False, "none")
        assert (figures.lost, figures.errors) == (0, 0)
        assert phone.complaints == []


@pytest.mark.slow
def test_with_a_gpu_they_are_brightened_and_said_to_be(browser: Browser, bridge: Bridge) -> None:
    bridge.want(frames=True, size=FrameSize(320, 180))
    with phone_page(browser, bridge.offer().usb_url, scripts=(STUBBORN_CAMERA,)) as phone:
        picture = phone.until(lambda: (one := bridge.slot.take(0)) and one.enhanced and one, 40)
        assert picture
        phone.until(lambda: luma(newest(bridge, phone)) > 70, 40)
        figures = bridge.snapshot().phone
        assert figures is not None
        assert (figures.enhanced, figures.accelerator) == (True, "webgl2")
        report = bridge.snapshot().report
        assert report is not None
        assert "webgl2: passed" in report.text
        phone.page.click("#enhance")
        phone.until(lambda: luma(newest(bridge, phone)) < 60)
        phone.until(lambda: (now := bridge.snapshot().phone) is not None and not now.enhanced)
        assert phone.complaints == []


def test_an_enhancer_that_cannot_be_loaded_means_the_cameras_pictures(
    browser: Browser, bridge: Bridge
) -> None:
    bridge.want(frames=True, size=SIZE)
    with phone_page(browser, bridge.offer().usb_url.partition("#")[0], scripts=(STUBBORN_CAMERA,)) as phone:
        phone.page.route("**/engine/enhancer.js", lambda route: route.abort())
        phone.page.goto("about:blank")
        phone.page.goto(bridge.offer().usb_url)
        assert not phone.until(lambda: bridge.slot.take(0)).enhanced


@pytest.mark.slow
def test_a_gpu_that_is_taken_away_is_replaced(browser: Browser, bridge: Bridge) -> None:
    bridge.want(frames=True, size=FrameSize(320, 180))
    with phone_page(browser, bridge.offer().usb_url, scripts=(STUBBORN_CAMERA,)) as phone:
        phone.until(lambda: (one := bridge.slot.take(0)) and one.enhanced and one, 40)
        phone.page.evaluate(
            "document.querySelector('#picture').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()"
        )
        phone.until(lambda: (one := bridge.slot.take(0)) and not one.enhanced, 20)
        phone.until(lambda: (one := bridge.slot.take(0)) and one.enhanced, 40)


def test_a_mirrored_picture_is_sent_mirrored_also_without_a_gpu(browser: Browser, bridge: Bridge) -> None:
    def lean(picture: VideoFrame) -> float:
        whole = picture.to_ndarray(format="gray").astype(float)
        return float(whole[:, :200].mean() - whole[:, -200:].mean())

    bridge.want(frames=True, size=SIZE)
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        plain = lean(newest(bridge, phone))
        phone.page.click("#more")
        phone.page.locator("#mirror").check()
        phone.until(lambda: abs(lean(newest(bridge, phone)) + plain) < 0.3 * abs(plain))


def test_nothing_is_encoded_while_nobody_watches(browser: Browser, bridge: Bridge) -> None:
    desktop = Desktop(wanted=False)
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK, desktop=desktop) as phone:
        phone.wait("waiting")
        phone.until(lambda: len(desktop.of("stats")) > 1)
        assert desktop.pictures == []
        assert desktop.of("stream") == []
        desktop.say("want", frames=True, size="640x360", fps=30)
        phone.until(lambda: desktop.pictures)
        assert desktop.pictures[0].key
        desktop.say("want", frames=False, size="640x360", fps=30)
        phone.wait("waiting")
        phone.page.wait_for_timeout(200)
        before = len(desktop.pictures)
        phone.page.wait_for_timeout(500)
        assert len(desktop.pictures) == before
        desktop.say("want", frames=True, size="640x360", fps=30)
        phone.until(lambda: len(desktop.pictures) > before)
        assert desktop.pictures[before].key


def test_each_stream_is_said_before_its_pictures_and_each_key_can_be_decoded_alone(
    browser: Browser, bridge: Bridge
) -> None:
    desktop = Desktop()
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK, desktop=desktop) as phone:
        phone.until(lambda: len(desktop.pictures) > 3)
        [stream] = desktop.of("stream")
        assert (stream["width"], stream["height"], stream["transport"], stream["enhanced"]) == (
            640,
            360,
            "ws",
            False,
        )
        assert stream["codec"].startswith("avc1.4200")
        before = len(desktop.pictures)
        desktop.say("key")
        key = phone.until(lambda: next((each for each in desktop.pictures[before:] if each.key), None))
        assert PictureDecoder("h264").decode(key.data, key=True) is not None
        numbers = [each.sequence for each in desktop.pictures]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        times = [each.captured_us for each in desktop.pictures]
        assert times == sorted(times)


def test_a_phone_that_is_turned_sends_another_stream_that_begins_with_a_key(
    browser: Browser, bridge: Bridge
) -> None:
    desktop = Desktop()
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK, desktop=desktop) as phone:
        phone.until(lambda: desktop.pictures)
        before = len(desktop.pictures)
        phone.page.evaluate(
            """() => { window.isUpright = true;
            const [track] = document.querySelector('#camera').srcObject.getTracks();
            track.applyConstraints({ width: { exact: 640 }, height: { exact: 200 } }).catch(() => {});
            track.applyConstraints({ height: { exact: 320 }, width: { exact: 180 } }); }"""
        )
        phone.until(lambda: len(desktop.of("stream")) > 1)
        stream = desktop.of("stream")[-1]
        phone.until(lambda: len(desktop.pictures) > before + 3)
        keys = [each for each in desktop.pictures[before:] if each.key]
        picture = PictureDecoder("h264").decode(keys[-1].data, key=True)
        assert picture is not None
        assert (picture.width, picture.height) == (stream["width"], stream["height"]) != (640, 360)


def test_what_would_have_to_wait_is_dropped_before_the_encoder(browser: Browser, bridge: Bridge) -> None:
    full = (
        "Object.defineProperty(WebSocket.prototype, 'bufferedAmount', { get: () => window.waits || 0 });",
        *QUICK,
    )
    bridge.want(frames=True, size=SIZE)
    with phone_page(browser, bridge.offer().usb_url, scripts=full) as phone:
        phone.until(lambda: bridge.slot.take(0))
        phone.page.evaluate("window.waits = 1e6")
        phone.page.wait_for_timeout(300)
        bridge.slot.take(0)
        assert bridge.slot.take(0.5) is None
        phone.page.evaluate("window.waits = 0")
        picture = phone.until(lambda: bridge.slot.take(0))
        assert picture is not None
        figures = bridge.snapshot().phone
        assert figures is not None
        assert (figures.lost, figures.errors) == (0, 0)


def test_the_computers_cap_on_the_bitrate_is_kept(browser: Browser, bridge: Bridge) -> None:
    def bps(pictures: int) -> float:
        phone.until(lambda: len(desktop.pictures) > pictures + 45)
        chosen = desktop.pictures[pictures:]
        seconds = (chosen[-1].captured_us - chosen[0].captured_us) / 1e6
        return 8 * sum(len(each.data) for each in chosen[1:]) / seconds

    desktop = Desktop()
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK, desktop=desktop) as phone:
        phone.until(lambda: len(desktop.pictures) > 10)
        free = bps(len(desktop.pictures))
        desktop.say("bitrate", bps=300_000)
        phone.page.wait_for_timeout(1500)
        capped = bps(len(desktop.pictures))
        assert capped < 0.6 * free
        assert capped < 450_000


def test_a_browser_that_does_not_encode_sends_by_webrtc(browser: Browser, bridge: Bridge) -> None:
    desktop = Desktop()
    url = bridge.offer().usb_url
    with phone_page(browser, url, scripts=(NO_ENCODER, *QUICK), desktop=desktop) as phone:
        with phone.page.expect_request("**/whip") as asked:
            phone.wait("live")
        assert asked.value.method == "POST"
        assert asked.value.headers["authorization"] == "Bearer bearer"
        assert "m=video" in (asked.value.post_data or "")
        phone.until(lambda: desktop.of("stream"))
        assert desktop.of("stream")[0]["transport"] == "whip"
        assert desktop.pictures == []


@pytest.mark.slow
def test_drawn_pictures_go_by_webrtc_also_in_firefox(browser: Browser, bridge: Bridge) -> None:
    """Which asks the stream for a frame, not its track."""
    firefox = """
    const ask = CanvasCaptureMediaStreamTrack.prototype.requestFrame;
    delete CanvasCaptureMediaStreamTrack.prototype.requestFrame;
    MediaStream.prototype.requestFrame = function () { ask.call(this.getVideoTracks()[0]); };
    """
    likes = {"lowlight-cam-likes": '{"mirror": true}'}
    bridge.want(frames=True, size=SIZE)
    scripts = (firefox, NO_ENCODER, *QUICK)
    with phone_page(browser, bridge.offer().usb_url, scripts=scripts, storage=likes) as phone:
        picture = phone.until(lambda: bridge.slot.take(0), 30)
        assert FrameSize(picture.video.width, picture.video.height) == SIZE
        assert phone.complaints == []


@pytest.mark.slow
def test_what_it_sends_by_webrtc_arrives_and_goes_on_after_a_pause(browser: Browser, bridge: Bridge) -> None:
    bridge.want(frames=True, size=SIZE)
    with phone_page(browser, bridge.offer().usb_url, scripts=(NO_ENCODER, *QUICK)) as phone:
        picture = phone.until(lambda: bridge.slot.take(0), 30)
        assert FrameSize(picture.video.width, picture.video.height) == SIZE
        figures = bridge.snapshot().phone
        assert figures is not None
        assert (figures.transport, figures.enhanced) == ("whip", False)
        phone.hide(hidden=True)
        phone.page.wait_for_timeout(1000)
        bridge.slot.take(0)
        phone.hide(hidden=False)
        phone.until(lambda: bridge.slot.take(0), 30)
        assert phone.complaints == []
