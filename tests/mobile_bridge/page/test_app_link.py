"""On Android the page can hand the code on to the app, before it has used it up."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.page.phone_page import NO_GPU, STUBBORN_CAMERA, phone_page

pytestmark = needs_chromium

QUICK = (NO_GPU, STUBBORN_CAMERA)
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1"
FINGERPRINT = "aB3-_" * 8 + "xyz"


def test_the_person_chooses_and_the_app_is_given_the_whole_code(browser: Browser, bridge: Bridge) -> None:
    offer = bridge.offer()
    url = offer.urls[0]
    with phone_page(browser, url, scripts=QUICK, user_agent=ANDROID) as phone:
        phone.wait("choosing")
        assert "also goes on while the screen is off" in phone.card()
        link = urlsplit(str(phone.page.get_attribute("#card-link", "href")))
        assert (link.scheme, link.netloc) == ("lowlightcam", "pair")
        assert parse_qs(link.query) == {
            "h": [urlsplit(url).hostname],
            "p": [str(bridge.port)],
            "t": [offer.token],
            "f": [url.rpartition("&f=")[2]],
        }
        assert "#" not in phone.page.url
        phone.hide(hidden=True)
        phone.hide(hidden=False)
        phone.page.wait_for_timeout(1200)
        assert phone.state == "choosing"
        assert phone.page.evaluate("cameraAsks.length") == 0
        assert bridge.phones() == ()  # the code is not used up
        assert phone.complaints == []


def test_who_stays_in_the_browser_is_paired_and_not_asked_again(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().urls[0], scripts=QUICK, user_agent=ANDROID) as phone:
        phone.wait("choosing")
        phone.page.click("#card-button")
        phone.wait("waiting")
        assert not phone.page.locator("#card-link").is_visible()
        assert len(bridge.phones()) == 1
        phone.page.reload()
        phone.wait("waiting")
        assert phone.complaints == []


def test_a_phone_that_is_known_is_not_asked(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().urls[0], scripts=QUICK) as phone:
        phone.wait("waiting")
        kept = json.dumps(phone.stored())
    url = bridge.offer().urls[0]
    storage = {"lowlight-cam": kept}
    with phone_page(browser, url, scripts=QUICK, user_agent=ANDROID, storage=storage) as phone:
        phone.wait("waiting")


def test_where_there_is_no_app_nobody_is_asked(browser: Browser, bridge: Bridge) -> None:
    with phone_page(browser, bridge.offer().urls[0], scripts=QUICK, user_agent=IPHONE) as phone:
        phone.wait("waiting")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ({"hostname": "[fe80::1]", "port": "8443"}, "h=fe80%3A%3A1&p=8443"),
        ({"hostname": "desk.local", "port": ""}, "h=desk.local&p=443"),
    ],
)
def test_hosts_and_ports_as_the_app_reads_them(
    browser: Browser, bridge: Bridge, address: dict[str, str], link: str
) -> None:
    with phone_page(browser, bridge.offer().usb_url.partition("#")[0], scripts=QUICK) as phone:
        phone.wait("unpaired")
        script = "async ([it, agent]) => (await import('/app/native.js')).appLink(it, agent)"
        whole = {**address, "hash": f"#t=token&f={FINGERPRINT}"}
        assert phone.page.evaluate(script, [{**whole, "hash": whole["hash"][:-1]}, ANDROID]) == ""
        assert phone.page.evaluate(script, [whole, IPHONE]) == ""
        assert (
            phone.page.evaluate(script, [whole, ANDROID])
            == f"lowlightcam://pair?{link}&t=token&f={FINGERPRINT}"
        )
