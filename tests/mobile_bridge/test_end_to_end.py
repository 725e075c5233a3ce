"""A dark film in Chromium's camera; its pictures, brightened on WebGL2, are the desktop's own."""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

from mobile_bridge.bridge import Bridge
from mobile_bridge.source import PhoneSource
from tests.mobile_bridge.browser import chromium, needs_chromium
from tests.mobile_bridge.film import blocks, dark_frame, rgb, write_film
from tests.mobile_bridge.phone import until
from vcam.core.errors import SourceError
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.model import CurveModel
from vcam.pipeline import Pipeline
from vcam.sources.base import CaptureRequest

pytestmark = [needs_chromium, pytest.mark.slow]
SIZE = FrameSize(320, 180)
LOOK = Look(EnhanceMode.ON, 1.0, denoise=0)


def desktops_own(frame: Frame) -> Frame:
    out = Frame.allocate(frame.format, frame.size, frame.colour)
    Pipeline(CurveModel(kind="float32"), StageTimes(), threads=1).process(frame, out, LOOK)
    return out


def newest(bridge: Bridge, *, enhanced: bool) -> Frame:
    """A picture from the phone after its stream has settled; as the engine does, it tries again and again."""
    source, settled, deadline = PhoneSource(bridge), 0, time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            mode = source.open(CaptureRequest(SIZE, 10))
            frame = Frame.allocate(mode.format, mode.size, mode.colour)
            while source.read_into(frame):
                settled = settled + 1 if frame.enhanced is enhanced and mode.size == SIZE else 0
                if settled > 15:
                    return frame
        except SourceError:
            continue
        finally:
            source.close()
    raise AssertionError("no picture came")


@pytest.mark.parametrize("transport", ["ws", "whip"])
def test_the_picture_is_the_desktops_own(bridge: Bridge, tmp_path: Path, transport: str) -> None:
    dark = dark_frame(SIZE)
    film = write_film(tmp_path / "dark.y4m", [dark] * 10, 10)
    expected = rgb(desktops_own(dark))
    assert np.abs(expected - rgb(dark)).mean() > 40, "there is something to brighten"
    bridge.set_look("on", 1.0, 0.0)
    with chromium(film=film) as browser:
        page = browser.new_context(ignore_https_errors=True).new_page()
        errors = watched(page)
        if transport == "whip":
            page.add_init_script("delete window.VideoEncoder;")
        page.goto(bridge.offer().urls[0])
        until(lambda: bridge.snapshot().phone is not None, 30)
        got = newest(bridge, enhanced=True)
        figures = bridge.snapshot().phone
        assert figures is not None
        assert (figures.transport, figures.enhanced, figures.accelerator) == (transport, True, "webgl2")
    assert not errors
    assert got.size == SIZE
    difference = rgb(got) - expected
    assert abs(difference.mean()) < 1.0
    # what H.264 at this bitrate does to blocks is no matter of ours: their means are what is left of that
    assert np.abs(blocks(difference)).mean() < 2.0
    assert np.abs(difference).mean() < 5.0


def watched(page: Page) -> list[str]:
    """What the page complains of; what its driver says of speed is no complaint."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            errors.append(message.text)
            if message.type in {"error", "warning"}
            and not re.search("GPU stall|performance warning", message.text)
            else None
        ),
    )
    return errors
