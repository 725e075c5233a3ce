"""Real Chromium without windows for the tests of the page: Debian's `chromium-headless-shell`, by Playwright.

WebGL2 runs on SwiftShader, a GPU in software; the camera is a film or Chromium's own made-up one. Nothing is
fetched: Playwright's own browsers are not used.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

SHELL = shutil.which("chromium-headless-shell")

needs_chromium = pytest.mark.skipif(SHELL is None, reason="needs Debian's chromium-headless-shell")


@contextlib.contextmanager
def chromium(
    *, film: Path | None = None, flags: Sequence[str] = (), gpu: bool = True, within_s: float = 30.0
) -> Iterator[Browser]:
    """Start a browser whose pages may use the camera.

    Parameters
    ----------
    film
        What the camera shows, over and over: a ``.y4m`` or ``.mjpeg`` file; None for Chromium's own.
    flags
        More of its flags.
    gpu
        With the GPU in software; without, pages have no WebGL2, and the processor's time.
    within_s
        How long it may take to start.
    """
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    if film is not None:
        camera.append(f"--use-file-for-fake-video-capture={film}")
    software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
    graphics = software if gpu else ["--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=SHELL,
            timeout=1000 * within_s,
            args=[*camera, *graphics, "--allow-loopback-in-peer-connection", *flags],
        )
        try:
            yield browser
        finally:
            browser.close()
