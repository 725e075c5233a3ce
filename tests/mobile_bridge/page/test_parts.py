"""Parts of the page by themselves: words, states, the encoder's level, heat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from mobile_bridge.bridge import Bridge
from mobile_bridge.server import WEB
from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.conftest import free_port
from tests.mobile_bridge.page.phone_page import NO_GPU, phone_page

pytestmark = needs_chromium

SOURCES = {path.name: path.read_text("utf-8") for path in sorted((WEB / "app").glob("*.js"))}
HTML = (WEB / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    bridge = Bridge(tmp_path_factory.mktemp("bridge"), port=free_port(), addresses=list)
    bridge.start()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://localhost:{bridge.port + 1}/app/state.js")
    yield page
    context.close()
    bridge.stop()


@pytest.fixture(scope="module")
def languages(page: Page) -> dict[str, dict[str, str]]:
    return dict(page.evaluate("async () => (await import('/app/words.js')).LANGUAGES"))


def test_every_text_is_there_in_every_language(languages: dict[str, dict[str, str]]) -> None:
    english = languages["en"]
    for words in languages.values():
        assert set(words) == set(english)
        for key, text in words.items():
            assert text.strip()
            assert ("{n}" in text) == ("{n}" in english[key]), key


def test_every_text_that_is_asked_for_is_there_and_no_other(languages: dict[str, dict[str, str]]) -> None:
    source = "\n".join(text for name, text in SOURCES.items() if name != "words.js")
    asked = set(re.findall(r"say\('(\w+)'", source)) | set(re.findall(r'data-word="(\w+)"', HTML))
    asked |= set(re.findall(r"(?:title|text): '(\w+)'", source)) | set(
        re.findall(r"button: \['(\w+)'", source)
    )
    assert asked <= set(languages["en"])
    for key in languages["en"]:
        used = re.search(rf"['\"]{key}['\"]", source) or key in asked or key.startswith("denied")
        assert used, f"nobody asks for {key!r}"


@pytest.mark.parametrize(
    ("locale", "title"), [("de-AT", "Dieses Telefon koppeln"), ("zh-CN", "配对此手机"), ("fr-FR", "Pair")]
)
def test_it_speaks_the_phones_language(browser: Browser, bridge: Bridge, locale: str, title: str) -> None:
    with phone_page(
        browser, bridge.offer().usb_url.partition("#")[0], locale=locale, scripts=(NO_GPU,)
    ) as phone:
        phone.wait("unpaired")
        assert title in phone.card()
        assert phone.page.evaluate("document.documentElement.lang") in {"de", "zh-Hans", "en"}


NOW = {
    "paired": True,
    "choosing": False,
    "hidden": False,
    "asking": False,
    "problem": "",
    "hasCamera": True,
    "resting": False,
    "link": "open",
    "reason": "",
    "tries": 0,
    "wanted": True,
    "secure": True,
    "agent": "Chrome",
    "met": True,
}
CASES: list[tuple[dict[str, Any], str, str | None]] = [
    ({}, "live", None),
    ({"wanted": False}, "waiting", None),
    ({"wanted": False, "resting": True, "hasCamera": False}, "waiting", "restingTitle"),
    ({"link": "connecting"}, "connecting", None),
    ({"link": "connecting", "tries": 3}, "gone", "goneTitle"),
    ({"link": "gone"}, "gone", "goneTitle"),
    ({"link": "refused", "reason": "busy"}, "refused", "refusedBusyTitle"),
    ({"link": "connecting", "reason": "busy"}, "refused", "refusedBusyTitle"),
    ({"link": "refused", "reason": "forgotten", "paired": False}, "refused", "refusedForgottenTitle"),
    ({"link": "refused", "reason": "unheard-of"}, "refused", "refused"),
    ({"paired": False, "link": "idle"}, "unpaired", "unpairedTitle"),
    ({"paired": False, "choosing": True, "link": "idle"}, "choosing", "choosingTitle"),
    ({"hidden": True, "link": "gone"}, "hidden", "hiddenTitle"),
    ({"problem": "NotAllowedError", "link": "gone"}, "denied", "deniedTitle"),
    ({"problem": "Muted"}, "lost", "lostTitle"),
    ({"problem": "NotFoundError"}, "lost", "noneTitle"),
    ({"asking": True, "hasCamera": False}, "asking", "askingTitle"),
]


@pytest.mark.parametrize(("change", "state", "title"), CASES, ids=lambda it: str(it)[:60])
def test_state_and_card(page: Page, change: dict[str, Any], state: str, title: str | None) -> None:
    said = page.evaluate(
        """async (now) => {
          const { stateOf, cardOf } = await import('/app/state.js');
          const state = stateOf(now);
          return [state, cardOf(state, now)];
        }""",
        {**NOW, **change},
    )
    assert said[0] == state
    assert (said[1] or {}).get("title") == title


def test_safari_that_never_got_through_is_told_of_the_certificate(page: Page) -> None:
    now = {**NOW, "link": "gone", "met": False, "agent": "Safari"}
    script = "async (now) => (await import('/app/state.js')).cardOf('gone', now).text"
    assert page.evaluate(script, now) == "goneSafari"
    assert page.evaluate(script, {**now, "met": True}) == "goneText"


@pytest.mark.parametrize(
    ("width", "height", "fps", "level"),
    [
        (1280, 720, 30, 31),
        (720, 1280, 30, 31),
        (1280, 720, 60, 32),
        (1920, 1080, 30, 40),
        (1920, 1080, 60, 42),
        (3840, 2160, 30, 51),
    ],
)
def test_the_level_is_what_size_and_rate_need(
    page: Page, width: int, height: int, fps: int, level: int
) -> None:
    script = "async ([width, height, fps]) => (await import('/app/encoder.js')).level(width, height, fps)"
    assert page.evaluate(script, [width, height, fps]) == level


@pytest.mark.parametrize(
    ("pressed", "frame_ms", "seconds", "hot"),
    [
        (True, 20, 15, True),
        (True, 11, 60, False),
        (False, 20, 60, False),
        (None, 20, 15, False),
        (None, 20, 40, True),
    ],
)
def test_heat_is_frames_that_take_longer_under_pressure(
    page: Page, pressed: bool | None, frame_ms: float, seconds: int, hot: bool
) -> None:
    script = """async ([pressed, frameMs, seconds]) => {
      const { Health } = await import('/app/body.js');
      const health = new Health();
      for (let s = 0; s < 10; s++) health.look(10);
      health.pressed = pressed;
      for (let s = 0; s < seconds; s++) health.look(frameMs);
      return health.hot;
    }"""
    assert page.evaluate(script, [pressed, frame_ms, seconds]) is hot


def test_the_page_needs_nothing_from_elsewhere() -> None:
    for text in [HTML, (WEB / "style.css").read_text("utf-8"), *SOURCES.values()]:
        assert not re.findall(r"(?:src|href|url|import|fetch)\W{1,3}https?://", text)
    assert not re.findall(r"<script(?! type=\"module\" src)|\son\w+=|style=", HTML)
