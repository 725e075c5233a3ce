"""Every state of the page is reached, told of, and left again by itself where that is possible."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.page.phone_page import NO_GPU, STUBBORN_CAMERA, Desktop, phone_page
from vcam.core.formats import FrameSize

pytestmark = needs_chromium

QUICK = (NO_GPU, STUBBORN_CAMERA)
SIZE = FrameSize(640, 360)


def fails(name: str) -> tuple[str, ...]:
    return (f"window.cameraFails ??= {name!r};", *QUICK)


def test_a_phone_that_is_not_paired_is_told_how(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url.partition("#")[0], scripts=QUICK) as phone:
        phone.wait("unpaired")
        assert "scan the code" in phone.card()
        assert phone.page.evaluate("cameraAsks.length") == 0
        assert not phone.page.locator("#bar").is_visible()
        assert phone.complaints == []


def test_it_pairs_keeps_its_secret_and_takes_the_code_out_of_the_address(
    browser: Browser, bridge: Bridge
) -> None:
    offer = bridge.offer()
    with phone_page(browser, offer.usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        assert phone.page.url == offer.usb_url.partition("#")[0]
        kept = phone.stored()
        assert set(kept) == {"phone", "secret"}
        assert kept["phone"] == bridge.phones()[0].id
        phone.page.reload()
        phone.wait("waiting")
        assert phone.stored() == kept
        assert phone.complaints == []


def test_in_the_local_network_it_is_secure(browser: Browser, bridge: Bridge) -> None:
    url = bridge.offer().urls[0]
    assert url.startswith("https://")
    bridge.want(frames=True, size=SIZE)
    with phone_page(browser, url, scripts=QUICK) as phone:
        phone.wait("live")
        phone.until(lambda: bridge.slot.take(0))
        assert phone.page.evaluate("isSecureContext && crossOriginIsolated")
        assert phone.complaints == []


def test_it_goes_live_when_the_virtual_camera_is_read(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        assert phone.card() == ""
        bridge.want(frames=True, size=SIZE)
        phone.wait("live")
        phone.page.wait_for_function(
            "() => /^[1-9]\\d* fps · .* ms$/.test(document.querySelector('#figures').textContent)"
        )
        bridge.want(frames=False)
        phone.wait("waiting")
        assert phone.complaints == []


def test_a_code_that_was_used_is_refused(
    browser: Browser, bridge: Bridge, caplog: pytest.LogCaptureFixture
) -> None:
    offer = bridge.offer()
    with phone_page(browser, offer.usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
    with phone_page(browser, offer.usb_url, scripts=QUICK) as phone:
        phone.wait("refused")
        assert "used already or is too old" in phone.card()
        assert phone.stored() is None
    caplog.clear()


def test_an_old_code_is_no_matter_for_a_phone_that_is_known(
    browser: Browser, bridge: Bridge, caplog: pytest.LogCaptureFixture
) -> None:
    offer = bridge.offer()
    with phone_page(browser, offer.usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        phone.page.goto("about:blank")
        phone.page.goto(offer.usb_url)
        phone.wait("waiting")
    caplog.clear()


def test_a_phone_that_is_forgotten_has_to_be_paired_anew(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        bridge.forget(phone.stored()["phone"])
        phone.wait("refused")
        assert "does not know this phone" in phone.card()
        assert phone.stored() is None
        phone.page.reload()
        phone.wait("unpaired")


def test_it_comes_back_when_the_computer_does(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        bridge.stop()
        phone.wait("gone")
        phone.page.wait_for_function(
            "() => /Next try in \\d s|Trying now/.test(document.querySelector('#card').innerText)"
        )
        assert "in the same Wi-Fi" in phone.card()
        bridge.start()
        phone.wait("waiting")
        bridge.stop()
        phone.wait("gone")
        bridge.start()
        phone.page.click("#card-button")
        phone.wait("waiting")
        assert phone.complaints == []


@pytest.mark.parametrize(
    ("code", "reason", "words", "button"),
    [
        (4001, "replaced", "in another tab", "Use it here"),
        (4002, "busy", "Another phone is connected", "Try again"),
        (4003, "protocol", "another version", "Load anew"),
        (4001, "rate", "ended the connection", "Try again"),
    ],
)
def test_a_refusal_has_its_reason_and_a_way_on(
    browser: Browser, bridge: Bridge, code: int, reason: str, words: str, button: str
) -> None:
    desktop = Desktop((code, reason))
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK, desktop=desktop) as phone:
        phone.wait("refused")
        assert words in phone.card()
        assert button in phone.card()
        desktop.refusal = None
        phone.page.click("#card-button")
        if button != "Load anew":
            phone.wait("live")


def test_a_busy_computer_is_tried_again_by_itself(browser: Browser, bridge: Bridge) -> None:
    desktop = Desktop((4002, "busy"))
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK, desktop=desktop) as phone:
        phone.wait("refused")
        desktop.refusal = None
        phone.wait("live")


def test_it_says_why_it_asks_for_the_camera(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=fails("pending")) as phone:
        phone.wait("asking")
        assert "goes to your computer only" in phone.card()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36", "sliders sign"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
            "Website Settings",
        ),
        ("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Tap the lock"),
    ],
)
def test_a_camera_that_is_denied_has_its_fix(
    browser: Browser, bridge: Bridge, agent: str, words: str
) -> None:
    url = bridge.offer().usb_url
    with phone_page(browser, url, scripts=fails("NotAllowedError"), user_agent=agent) as phone:
        phone.wait("denied")
        assert words in phone.card()
        phone.fail_camera("")
        phone.page.click("#card-button")
        phone.wait("waiting")


@pytest.mark.parametrize(
    ("problem", "words"),
    [("NotReadableError", "Another app may use it"), ("NotFoundError", "There is no camera")],
)
def test_a_camera_that_is_taken_or_missing_is_tried_again(
    browser: Browser, bridge: Bridge, problem: str, words: str
) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=fails(problem)) as phone:
        phone.wait("lost")
        assert words in phone.card()
        phone.fail_camera("")
        phone.wait("waiting")


def test_a_camera_that_ends_comes_back(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        phone.fail_camera("NotReadableError")
        phone.page.evaluate(
            "() => { const [track] = document.querySelector('#camera').srcObject.getTracks();"
            " track.stop(); track.onended(); }"
        )
        phone.wait("lost")
        phone.fail_camera("")
        phone.wait("waiting")


def test_a_camera_that_the_system_mutes_is_told_of_until_it_is_back(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        phone.page.evaluate("document.querySelector('#camera').srcObject.getTracks()[0].onmute()")
        phone.wait("lost")
        phone.page.evaluate("document.querySelector('#camera').srcObject.getTracks()[0].onunmute()")
        phone.wait("waiting")


def test_it_pauses_while_it_is_hidden_and_goes_on(browser: Browser, bridge: Bridge) -> None:
    bridge.want(frames=True, size=SIZE)
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("live")
        phone.until(lambda: bridge.slot.take(0))
        phone.hide(hidden=True)
        phone.wait("hidden")
        phone.page.wait_for_timeout(300)
        bridge.slot.take(0)
        assert bridge.slot.take(0.5) is None
        phone.hide(hidden=False)
        phone.wait("live")
        phone.until(lambda: bridge.slot.take(0))
        assert phone.complaints == []


@pytest.mark.slow
def test_the_camera_rests_when_nobody_watches_and_comes_back(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        phone.page.clock.install()
        for _ in range(8):
            phone.page.clock.fast_forward(4000)
            phone.page.wait_for_timeout(1200)
        assert "the camera is off" in phone.card()
        assert phone.page.evaluate("document.querySelector('#camera').srcObject") is None
        bridge.want(frames=True, size=SIZE)
        phone.wait("live")
        phone.until(lambda: bridge.slot.take(0))


def test_a_page_that_is_not_secure_says_so(browser: Browser, bridge: Bridge) -> None:
    url = bridge.offer().usb_url
    script = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });"
    insecure = "Object.defineProperty(window, 'isSecureContext', { value: false });"
    with phone_page(browser, url, scripts=(script, insecure, NO_GPU)) as phone:
        phone.wait("denied")
        assert "begins with https" in phone.card()
