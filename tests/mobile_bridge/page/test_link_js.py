"""The page's link hears and says what was captured on the wire: `tests/mobile_bridge/vectors`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.browser import needs_chromium
from tests.mobile_bridge.conftest import free_port
from tests.mobile_bridge.wire import SESSIONS, Line, connections, messages

pytestmark = needs_chromium

MESSAGES = messages()

# A computer that says what it is told to, and keeps what it hears: text as it is, pictures in hexadecimal.
DESKTOP = """
window.WebSocket = class {
  static OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  constructor() { window.socket = this; window.heard = []; }
  send(data) {
    window.heard.push(typeof data === 'string' ? data : this.hex(new Uint8Array(data)));
  }
  hex(bytes) {
    return [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
  }
  close() {}
};
"""
PLAY = """
async ([hello, said, code]) => {
  const { Link } = await import('/app/link.js');
  const link = new Link(() => hello);
  const states = [];
  link.addEventListener('state', () => states.push(link.state));
  link.connect();
  const { socket } = window;
  socket.onopen();
  for (const data of said) socket.onmessage({ data });
  if (code !== null) socket.onclose({ code });
  const againMs = Math.max(0, link.nextTryMs - performance.now());
  clearTimeout(link.timer);
  link.dispatchEvent = () => true;
  return { states, reason: link.reason, againMs, heard: window.heard };
}
"""
PICTURE = """
async ({ key, enhanced, sequence, captured_us: capturedUs, data }) => {
  const { Link } = await import('/app/link.js');
  const link = new Link(() => ({}));
  link.connect();
  link.sequence = sequence - 1;
  const bytes = Uint8Array.from(data.match(/../g), (each) => parseInt(each, 16));
  link.sendPicture({ key, enhanced, capturedUs, bytes: bytes.length, fill: (memory) => memory.set(bytes) });
  return window.heard.pop();
}
"""
SEND = """
async ({ type, ...fields }) => {
  const { Link } = await import('/app/link.js');
  const link = new Link(() => ({}));
  link.connect();
  link.send(type, fields);
  return window.heard.pop();
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    bridge = Bridge(tmp_path_factory.mktemp("bridge"), port=free_port(), addresses=list)
    bridge.start()
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(DESKTOP)
    page.goto(f"http://localhost:{bridge.port + 1}/app/state.js")
    yield page
    context.close()
    bridge.stop()


def play(page: Page, hello: dict[str, Any], told: list[str], code: int | None) -> dict[str, Any]:
    return dict(page.evaluate(PLAY, [hello, told, code]))


@pytest.mark.parametrize("said", [line for name in SESSIONS for line in connections(name)])
def test_it_answers_what_the_desktop_says(page: Page, said: list[Line]) -> None:
    told = [line["text"] for line in said if line["from"] == "desktop" and "text" in line]
    hello = json.loads(said[0]["text"])
    done = play(page, {name: hello[name] for name in hello if name != "type"}, told, None)
    assert json.loads(done["heard"][0]) == hello
    pongs = [json.loads(each) for each in done["heard"][1:]]
    assert [each["id"] for each in pongs] == [
        each["id"] for each in map(json.loads, told) if each["type"] == "ping"
    ]
    assert {each["type"] for each in pongs} <= {"pong"}
    is_welcome = json.loads(told[0])["type"] == "welcome"
    assert done["states"] == (["connecting", "open"] if is_welcome else ["connecting"])


@pytest.mark.parametrize("ending", MESSAGES["endings"])
def test_every_ending_is_told_apart(page: Page, ending: dict[str, Any]) -> None:
    told = [json.dumps({"type": "bye", "reason": ending["reason"], "text": "."})] if ending["reason"] else []
    done = play(page, {"name": "x", "token": "t"}, told, ending["close"])
    assert done["states"] == ["connecting", ending["state"]]
    assert done["reason"] == ending["says"]
    assert ending["again_ms"] - 200 < done["againMs"] <= ending["again_ms"] or not ending["again_ms"]
    assert bool(done["againMs"]) == bool(ending["again_ms"])


@pytest.mark.parametrize("fields", MESSAGES["pictures"])
def test_it_writes_pictures_so(page: Page, fields: dict[str, Any]) -> None:
    assert page.evaluate(PICTURE, fields) == fields["message"]


@pytest.mark.parametrize("fields", MESSAGES["good"])
def test_it_writes_messages_so(page: Page, fields: dict[str, Any]) -> None:
    assert json.loads(str(page.evaluate(SEND, fields))) == fields
