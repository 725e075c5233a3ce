"""The page in a real browser the size of a phone, before a camera that shows a dim room."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from playwright.sync_api import Browser, ConsoleMessage, Page

from vcam.core.formats import FrameSize
from vcam.media.picture import read_picture
from vcam.sources.synthetic import PORTRAIT

UPRIGHT = FrameSize(412, 915)
LANDSCAPE = FrameSize(915, 412)
FILM_FRAMES = 6

# What headless Chromium's made-up camera lacks: torch, zoom and exposure. What is set is kept, to be asked for.
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

# Lets a test say what the camera answers: an error's name, 'pending' for none, or '' for pictures.
STUBBORN_CAMERA = """
(() => {
  const media = navigator.mediaDevices;
  if (!media) return;
  const ask = media.getUserMedia.bind(media);
  window.cameraFails ??= '';
  window.cameraAsks = [];
  const video = ({ video: wanted }) => { // a phone held upright turns what its camera gives
    [wanted.width, wanted.height] = [wanted.height, wanted.width];
  };
  media.getUserMedia = (constraints) => {
    window.cameraAsks.push(constraints.video);
    if (window.cameraFails === 'pending') return new Promise(() => {});
    if (window.turns) video(constraints);
    if (window.cameraFails) return Promise.reject(new DOMException('no camera', window.cameraFails));
    return ask(constraints);
  };
})();
"""


def dim_room(size: FrameSize, light: float = 0.12, *, seed: int = 0) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A person in a dim room, with a sensor's noise: (H, W, 3) uint8 BGR."""
    portrait = read_picture(PORTRAIT)
    scale = max(size.width / portrait.shape[1], size.height / portrait.shape[0])
    whole = cv2.resize(portrait, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    top = (whole.shape[0] - size.height) // 3
    left = (whole.shape[1] - size.width) // 2
    lit = whole[top : top + size.height, left : left + size.width] * np.linspace(1.5, 0.6, size.width)[:, None]
    noise = np.random.default_rng(seed).normal(0, 1.2, lit.shape)
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
        if message.type in {"error", "warning"}:
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

    def fail_camera(self, name: str) -> None:
        """Let the camera answer with an error from now on; '' for pictures."""
        self.page.evaluate("name => { window.cameraFails = name }", name)


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
            context.add_init_script(f"if (!localStorage.getItem({key!r})) localStorage.setItem({key!r}, {value!r})")
        for script in scripts:
            context.add_init_script(script)
        phone = PhonePage(context.new_page())
        phone.page.goto(url)
        yield phone
    finally:
        context.close()
