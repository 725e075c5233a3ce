"""The page's engine in real Chromium, and the desktop's pipeline on the same frames."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.browser import chromium
from tests.mobile_bridge.conftest import free_port
from vcam.core.formats import FULL_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import Look
from vcam.enhance.model import CurveModel
from vcam.pipeline import Pipeline

Picture = NDArray[np.uint8]

RENDER = """
async ({pictures, look, times}) => {
  const { Enhancer } = await import('/engine/enhancer.js');
  const canvas = document.createElement('canvas');
  const enhancer = await Enhancer.create(canvas);
  const said = { tried: enhancer.tried, accelerator: enhancer.accelerator, out: [] };
  for (let at = 0; at < times.length; at++) {
    const bytes = await (await fetch('data:image/png;base64,' + pictures[at % pictures.length])).blob();
    const bitmap = await createImageBitmap(bytes, { colorSpaceConversion: 'none' });
    while (enhancer.isBusy()) await new Promise((resolve) => setTimeout(resolve, 2));
    said.result = enhancer.render(bitmap, bitmap.width, bitmap.height, look, times[at]);
    said.out.push(canvas.toDataURL('image/png').split(',')[1]);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  enhancer.dispose();
  return said;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium(flags=["--disable-web-security"]) as browser:
        yield browser


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with engine_page(browser, tmp_path_factory.mktemp("bridge")) as page:
        yield page


@contextlib.contextmanager
def engine_page(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page of ours, whose policy is set aside: pictures are put in by data URLs."""
    bridge = Bridge(folder, port=free_port(), addresses=list)
    bridge.start()
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"http://localhost:{bridge.port + 1}/engine/gl.js")
    yield page
    context.close()
    bridge.stop()


def rendered(page: Page, pictures: list[Picture], look: dict[str, Any], times_ms: list[float]) -> Any:
    encoded = [as_png(each) for each in pictures]
    said = page.evaluate(RENDER, {"pictures": encoded, "look": look, "times": times_ms})
    said["out"] = [of_png(each) for each in said["out"]]
    return said


def as_png(picture: Picture) -> str:
    """A picture (H, W, 3) BGR in base64."""
    return base64.b64encode(cv2.imencode(".png", picture)[1].tobytes()).decode()


def of_png(text: str) -> Picture:
    """The other way round."""
    picture = cv2.imdecode(np.frombuffer(base64.b64decode(text), np.uint8), cv2.IMREAD_COLOR)
    return np.asarray(picture, np.uint8)


def desktop(pictures: list[Picture], look: Look, times_ms: list[float]) -> list[Picture]:
    pipeline = Pipeline(CurveModel(kind="float32"), StageTimes(), threads=1)
    out = []
    for at, time_ms in enumerate(times_ms):
        picture = pictures[at % len(pictures)]
        size = FrameSize(picture.shape[1], picture.shape[0])
        frame = Frame(picture.ravel(), PixelFormat.BGR, size, FULL_601, round(time_ms * 1e6) + 1)
        result = Frame.allocate(PixelFormat.BGR, size, FULL_601)
        pipeline.process(frame, result, look)
        out.append(result.data.reshape(picture.shape).copy())
    return out


def difference(one: Picture, other: Picture) -> float:
    return float(np.abs(one.astype(float) - other).mean())


def luma(picture: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def look_of(mode: str, *, strength: float = 1.0, denoise: float = 0, mirror: bool = False) -> dict[str, Any]:
    return {"mode": mode, "strength": strength, "denoise": denoise, "mirror": mirror}
