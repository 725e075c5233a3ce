"""What a person can change on the page reaches the camera, the picture and the computer, and is kept."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from mobile_bridge.bridge import Bridge
from mobile_bridge.reports import KeptReport
from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.page.phone_page import (
    ABLE_CAMERA,
    NO_GPU,
    STUBBORN_CAMERA,
    Desktop,
    PhonePage,
    phone_page,
)
from vcam.core.formats import FrameSize

pytestmark = needs_chromium

QUICK = (NO_GPU, STUBBORN_CAMERA)
ABLE = (NO_GPU, ABLE_CAMERA, STUBBORN_CAMERA)
SMALL = FrameSize(320, 568)
TARGET_PX = 44


def set_range(phone: PhonePage, selector: str, value: float) -> None:
    """Move a slider as a finger does."""
    phone.page.eval_on_selector(
        selector, "(it, value) => { it.value = value; it.dispatchEvent(new Event('input')); }", value
    )


def extras(phone: PhonePage) -> dict[str, Any]:
    """What was last asked of the camera beyond size and rate."""
    applied = [each for each in phone.page.evaluate("applied") if each.get("advanced")]
    return dict(applied[-1]["advanced"][0]) if applied else {}


def test_what_a_camera_does_not_have_is_not_shown(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        phone.page.click("#more")
        expect(phone.page.locator("#strength")).to_be_visible()
        for name in ("torch", "zoom", "exposure"):
            expect(phone.page.locator(f"#{name}")).to_be_hidden()


def test_torch_zoom_and_exposure_reach_the_camera_together(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=ABLE) as phone:
        phone.wait("waiting")
        phone.page.click("#torch")
        expect(phone.page.locator("#torch")).to_have_attribute("aria-pressed", "true")
        phone.page.click("#more")
        set_range(phone, "#zoom", 2.5)
        phone.until(lambda: extras(phone) == {"torch": True, "zoom": 2.5})
        set_range(phone, "#exposure", 0.5)
        phone.until(lambda: extras(phone) == {"torch": True, "zoom": 2.5, "exposureCompensation": 0.5})
        phone.page.click("#torch")
        phone.until(lambda: extras(phone)["torch"] is False)


def test_size_and_rate_are_asked_of_the_camera_and_kept(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=ABLE) as phone:
        phone.wait("waiting")
        assert phone.page.evaluate("cameraAsks[0]")["frameRate"] == {"ideal": 30}
        phone.page.click("#more")
        phone.page.select_option("#size", "1920x1080")
        phone.page.select_option("#rate", "15")
        phone.until(lambda: phone.page.evaluate("applied.at(-1)").get("frameRate") == {"ideal": 15})
        assert phone.page.evaluate("applied.at(-1)")["width"] == {"ideal": 1920}
        phone.page.reload()
        phone.wait("waiting")
        asked = phone.page.evaluate("cameraAsks[0]")
        assert (asked["height"], asked["frameRate"]) == ({"ideal": 1080}, {"ideal": 15})


def test_the_computers_size_and_rate_are_asked_of_the_camera(browser: Browser, bridge: Bridge) -> None:
    desktop = Desktop(size="640x360")
    with phone_page(browser, bridge.offer().usb_url, scripts=ABLE, desktop=desktop) as phone:
        phone.wait("live")
        desktop.say("want", frames=True, size="320x180", fps=15)
        phone.until(lambda: desktop.of("stream")[-1:] and desktop.of("stream")[-1]["width"] == 320)
        asked = phone.page.evaluate("applied.at(-1)")
        assert (asked["width"], asked["frameRate"]) == ({"ideal": 320}, {"ideal": 15})


def test_another_camera_can_be_chosen(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        assert phone.page.evaluate("cameraAsks.at(-1)")["facingMode"] == {"ideal": "user"}
        phone.page.click("#more")
        phone.page.select_option("#lens", "environment")
        phone.until(
            lambda: phone.page.evaluate("cameraAsks.at(-1)")["facingMode"] == {"ideal": "environment"}
        )
        phone.wait("waiting")
        phone.page.locator("#lens").select_option(index=2)
        phone.until(lambda: "deviceId" in phone.page.evaluate("cameraAsks.at(-1)"))
        phone.wait("waiting")
        assert phone.complaints == []


def test_how_it_is_enhanced_is_the_same_on_phone_and_computer(browser: Browser, bridge: Bridge) -> None:
    desktop = Desktop()
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK, desktop=desktop) as phone:
        phone.wait("live")
        phone.page.click("#more")
        set_range(phone, "#strength", 40)
        phone.until(lambda: desktop.of("look"))
        assert desktop.of("look")[-1] == {"type": "look", "mode": "auto", "strength": 0.4, "denoise": 1}
        desktop.say("look", mode="on", strength=0.75, denoise=0.5)
        expect(phone.page.locator("#strength")).to_have_value("75")
        expect(phone.page.get_by_label("On", exact=True)).to_be_checked()
        phone.page.click("#enhance")
        phone.until(lambda: desktop.of("look")[-1]["mode"] == "off")
        assert desktop.of("look")[-1]["denoise"] == 0.5


@pytest.mark.slow
def test_before_and_after_are_compared_by_finger_and_by_key(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=(STUBBORN_CAMERA,)) as phone:
        compare, split = phone.page.locator("#compare"), phone.page.locator("#split")
        expect(compare).to_be_enabled(timeout=30_000)
        compare.click()
        canvas = phone.page.locator("#picture")
        assert "50%" in str(canvas.get_attribute("style"))
        box = split.bounding_box()
        assert box is not None
        phone.page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)
        at = float(split.input_value())
        assert at == 750
        split.press("ArrowRight")
        assert float(split.input_value()) == at + 5
        assert "75.5%" in str(canvas.get_attribute("style"))
        handle = phone.page.locator("#handle").bounding_box()
        assert handle is not None
        assert abs(handle["x"] + 1 - box["x"] - box["width"] * 0.755) < 1.5
        compare.click()
        expect(split).to_be_hidden()
        assert phone.complaints == []


def test_in_the_dark_fewer_pictures_are_asked_for(browser: Browser, bridge: Bridge) -> None:
    """A stand-in for the network says that it has brightened a lot."""
    engine = (
        "export const Enhancer = { create: async (canvas) => ({ canvas, accelerator: 'webgl2', model: '', "
        + ("tried: [], render: () => ({ enhanced: false, amount: 0.97 }) }) };")
    )
    with phone_page(browser, bridge.offer().usb_url.partition("#")[0], scripts=ABLE) as phone:
        phone.page.route(
            "**/engine/enhancer.js", lambda route: route.fulfill(body=engine, content_type="text/javascript")
        )
        phone.page.goto("about:blank")
        phone.page.goto(bridge.offer().usb_url)
        phone.until(lambda: phone.page.evaluate("applied.at(-1)?.frameRate") == {"ideal": 20, "max": 24})


def test_the_screen_stays_on_and_again_after_a_pause(browser: Browser, bridge: Bridge) -> None:
    lock = """
    window.locks = [];
    Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
      const lock = { released: false };
      window.locks.push(lock);
      return lock;
    } } });
    """
    with phone_page(browser, bridge.offer().usb_url, scripts=(lock, *QUICK)) as phone:
        phone.wait("waiting")
        phone.until(lambda: phone.page.evaluate("locks.length") == 1)
        phone.hide(hidden=True)
        phone.page.evaluate("locks[0].released = true")
        phone.hide(hidden=False)
        phone.until(lambda: phone.page.evaluate("locks.length") == 2)


def test_an_empty_battery_is_told_of(browser: Browser, bridge: Bridge) -> None:
    battery = "navigator.getBattery = async () => ({ level: 0.11, charging: false });"
    desktop = Desktop()
    with phone_page(browser, bridge.offer().usb_url, scripts=(battery, *QUICK), desktop=desktop) as phone:
        expect(phone.page.locator("#hint")).to_contain_text("11 %")
        phone.until(lambda: desktop.of("stats") and desktop.of("stats")[-1]["battery"] == 0.11)


def test_a_phone_can_be_unpaired_on_itself(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        phone.page.click("#more")
        phone.page.locator("#forget").click()
        phone.wait("unpaired")
        assert phone.stored() is None
        phone.until(lambda: bridge.snapshot().phone is None)
        assert phone.page.evaluate("document.querySelector('#camera').srcObject") is None


def test_details_say_what_runs_and_why_nothing_else(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=QUICK) as phone:
        phone.wait("waiting")
        phone.page.click("#more")
        phone.page.locator("summary").click()
        expect(phone.page.locator("#details")).to_contain_text("the computer")
        expect(phone.page.locator("#tried")).to_contain_text("WebGL2: this browser has no WebGL2")
        report = phone.until(lambda: bridge.snapshot().report)
        assert isinstance(report, KeptReport)
        assert "webgl2: this browser has no WebGL2" in report.text


@pytest.mark.parametrize(
    "size", [SMALL, FrameSize(360, 800), FrameSize(740, 360), FrameSize(820, 1180)], ids=str
)
def test_every_control_fits_a_thumb_and_the_screen(browser: Browser, bridge: Bridge, size: FrameSize) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=ABLE, size=size) as phone:
        phone.wait("waiting")
        expect(phone.page.locator("#torch")).to_be_visible()
        for button in phone.page.locator("#bar button:visible").all():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= TARGET_PX
            assert 0 <= box["x"] <= size.width - box["width"]
            assert 0 <= box["y"] <= size.height - box["height"]
        phone.page.click("#more")
        sheet = phone.page.locator("#sheet").bounding_box()
        assert sheet is not None
        assert 0 <= sheet["x"] <= size.width - sheet["width"]
        assert sheet["y"] >= 0
        for control in phone.page.locator("#sheet :is(select, button, summary, .row):visible").all():
            box = control.bounding_box()
            assert box is not None
            assert box["height"] >= TARGET_PX
        wide = phone.page.evaluate(
            "document.querySelector('#sheet').scrollWidth > document.querySelector('#sheet').clientWidth"
        )
        assert not wide


def test_every_control_has_a_name(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().usb_url, scripts=ABLE) as phone:
        phone.wait("waiting")
        phone.page.click("#more")
        for control in phone.page.locator("button:visible, input:visible, select:visible").all():
            name = control.evaluate(
                "it => it.getAttribute('aria-label') || it.labels?.[0]?.innerText || it.innerText || ''"
            )
            assert str(name).strip(), control.evaluate("it => it.outerHTML")
