"""The page in a real browser the size of a phone, before a camera that shows a dim room."""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
from playwright.sync_api import Browser, ConsoleMessage, Page, WebSocketRoute

from mobile_bridge.protocol import PicturePacket, parse, parse_picture, text
from vcam.core.formats import FrameSize
from vcam.media.picture import read_picture
from vcam.sources.synthetic import PORTRAIT

UPRIGHT = FrameSize(412, 915)
LANDSCAPE = FrameSize(915, 412)
FILM_FRAMES = 6
# a GPU in software says what is slow, and a computer that has gone is one of the states
EXPECTED = "GPU stall due to ReadPixels", "performance warning", "ERR_CONNECTION_REFUSED"
T = TypeVar("T")

# What Chromium's made-up camera lacks: torch, zoom and exposure. What is set is kept, to be asked for.
ABLE_CAMERA = """
(() => {
  const track = MediaStreamTrack.prototype;
  const [capabilities, settings, apply] = [track.getCapabilities, track.getSettings, track.applyConstraints];
  const own = { torch: false, zoom: 1, exposureCompensation: 0 };
  window.applied = [];
  track.getCapabilities = function () {
    return {
      ...capabilities.call(this), torch: true, zoom: { min: 1, max: 8, step: 0.1 },
      exposureCompensation: { min: -2, max: 2, step: 0.25 },
    };
  };
  track.getSettings = function () { return { ...settings.call(this), ...own }; };
  track.applyConstraints = function (wanted) {
    window.applied.push(wanted);
    const [set] = wanted.advanced || [];
    if (!set) return apply.call(this, wanted);
    Object.assign(own, set);
    return Promise.resolve();
  };
})();
"""

# Lets a test say what the camera answers: an error's name, 'pending' for none, or '' for pictures. What is
# asked of it is kept. A phone that is held upright turns what its camera gives; so `isUpright` turns what is
# asked of ours.
STUBBORN_CAMERA = """
(() => {
  const media = navigator.mediaDevices;
  if (!media) return;
  const [ask, apply] = [media.getUserMedia.bind(media), MediaStreamTrack.prototype.applyConstraints];
  window.cameraFails ??= '';
  window.cameraAsks = [];
  const turned = (wanted) => {
    if (!window.isUpright || !wanted.width) return wanted;
    return { ...wanted, width: wanted.height, height: wanted.width };
  };
  MediaStreamTrack.prototype.applyConstraints = function (wanted) {
    return apply.call(this, turned(wanted));
  };
  media.getUserMedia = (constraints) => {
    window.cameraAsks.push(constraints.video);
    if (window.cameraFails === 'pending') return new Promise(() => {});
    if (window.cameraFails) return Promise.reject(new DOMException('no camera', window.cameraFails));
    return ask({ ...constraints, video: turned(constraints.video) });
  };
})();
"""

# A phone without a GPU that the page could use; and so tests that are not about it take a tenth of the time.
NO_GPU = """
(() => {
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return kind === 'webgl2' ? null : get.call(this, kind, options);
  };
})();
"""

# A browser that does not encode: Firefox on Android, older Safari.
NO_ENCODER = "delete window.VideoEncoder;"


def dim_room(size: FrameSize, light: float = 0.2, *, seed: int = 0) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A person in a dim room, with a sensor's noise: (H, W, 3) uint8 BGR."""
    portrait = read_picture(PORTRAIT)
    scale = max(size.width / portrait.shape[1], size.height / portrait.shape[0])
    whole = cv2.resize(portrait, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    top = (whole.shape[0] - size.height) // 3
    left = (whole.shape[1] - size.width) // 2
    lit = (
        whole[top : top + size.height, left : left + size.width] * np.linspace(1.5, 0.6, size.width)[:, None]
    )
    noise = np.random.default_rng(seed).normal(0, 4, lit.shape)
    return np.asarray((lit * light + noise).clip(0, 255).round().astype(np.uint8))


def write_film(path: Path, size: FrameSize) -> Path:
    """What the browser's camera shows, over and over: JPEG pictures in a row."""
    with path.open("wb") as film:
        for seed in range(FILM_FRAMES):
            quality = [cv2.IMWRITE_JPEG_QUALITY, 95]
            film.write(cv2.imencode(".jpg", dim_room(size, seed=seed), quality)[1].tobytes())
    return path


class PhonePage:
    """A page of the bridge in a browser, and whatever its console has said.

    Parameters
    ----------
    page
        Of Playwright's.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(each in message.text for each in EXPECTED):
            self.complaints.append(message.text)

    @property
    def state(self) -> str:
        """The page's own word for what goes on."""
        return str(self.page.evaluate("document.body.dataset.state"))

    def wait(self, state: str, within_s: float = 20.0) -> None:
        """Wait until the page is in a state."""
        self.page.wait_for_function(
            "state => document.body.dataset.state === state", arg=state, timeout=within_s * 1000
        )

    def card(self) -> str:
        """The words on the card; empty without one."""
        card = self.page.locator("#card")
        return card.inner_text() if card.is_visible() else ""

    def stored(self, key: str = "lowlight-cam") -> Any:
        """What the page keeps on the phone."""
        return self.page.evaluate("key => JSON.parse(localStorage.getItem(key))", key)

    def hide(self, *, hidden: bool) -> None:
        """Let another app come in front of the page, or the page come back."""
        self.page.evaluate(
            """hidden => {
              Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
              const state = hidden ? 'hidden' : 'visible';
              Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }""",
            hidden,
        )

    def until(self, condition: Callable[[], T | None], within_s: float = 15.0) -> T:
        """Wait for something that must come true, while the page goes on."""
        deadline = time.monotonic() + within_s
        while not (found := condition()):
            assert time.monotonic() < deadline, (
                f"it did not happen; the page is {self.state!r}: {self.complaints[-3:]}"
            )
            self.page.wait_for_timeout(20)
        return found

    def fail_camera(self, name: str) -> None:
        """Let the camera answer with an error from now on; '' for pictures."""
        self.page.evaluate("name => { window.cameraFails = name }", name)


class Desktop:
    """A computer that says what a test tells it to, and keeps what it hears.

    Parameters
    ----------
    refusal
        Close code and reason, in place of a welcome.
    """

    def __init__(
        self, refusal: tuple[int, str] | None = None, *, wanted: bool = True, size: str = "640x360"
    ) -> None:
        self.refusal = refusal
        self.want = {"frames": wanted, "size": size, "fps": 30}
        self.heard: list[dict[str, Any]] = []
        self.pictures: list[PicturePacket] = []
        self.socket: WebSocketRoute | None = None

    def answer(self, page: Page) -> None:
        """Be what the page's WebSocket reaches."""
        page.route_web_socket(re.compile(r"/ws$"), self._on_socket)

    def say(self, kind: str, **fields: object) -> None:
        """Send a message."""
        assert self.socket is not None
        self.socket.send(text(kind, **fields))

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The messages of a kind so far."""
        return [message for message in self.heard if message["type"] == kind]

    def _on_socket(self, socket: WebSocketRoute) -> None:
        self.socket = socket
        socket.on_message(self._on_message)

    def _on_message(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            self.pictures.append(parse_picture(message))
            return
        fields = json.loads(message)
        self.heard.append(fields)
        parse(message)
        if fields["type"] == "hello":
            self._welcome()

    def _welcome(self) -> None:
        if self.refusal is None:
            look = {"mode": "auto", "strength": 1, "denoise": 1}
            who = {"version": 1, "desktop": "desk", "phone": "p1", "secret": "s" * 43, "session": "bearer"}
            self.say("welcome", **who, want=self.want, look=look, alternatives=[])
            return
        code, reason = self.refusal
        self.say("bye", reason=reason, text="No.")
        assert self.socket is not None
        self.socket.close(code=code, reason=reason)


@contextlib.contextmanager
def phone_page(
    browser: Browser,
    url: str,
    *,
    size: FrameSize = UPRIGHT,
    scripts: tuple[str, ...] = (),
    locale: str = "en-GB",
    storage: Mapping[str, str] | None = None,
    scale: float = 1,
    desktop: Desktop | None = None,
    **options: Any,
) -> Iterator[PhonePage]:
    """Open the page as a phone does.

    Parameters
    ----------
    size
        Of the phone's screen, in CSS pixels.
    scripts
        What to change in the browser before the page's own scripts run.
    storage
        What the page finds kept on the phone.
    scale
        Device pixels in a CSS pixel.
    desktop
        Answers in the bridge's place.
    """
    context = browser.new_context(
        viewport={"width": size.width, "height": size.height},
        has_touch=True,
        is_mobile=True,
        locale=locale,
        device_scale_factor=scale,
        ignore_https_errors=True,
        **options,
    )
    try:
        for key, value in (storage or {}).items():
            context.add_init_script(
                f"if (!localStorage.getItem({key!r})) localStorage.setItem({key!r}, {value!r})"
            )
        for script in scripts:
            context.add_init_script(script)
        phone = PhonePage(context.new_page())
        if desktop is not None:
            desktop.answer(phone.page)
        phone.page.goto(url)
        yield phone
    finally:
        context.close()
