"""One browser for a file of tests, whose camera shows a dim room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.mobile_bridge.browser import chromium
from tests.mobile_bridge.page.phone_page import write_film
from vcam.core.formats import FrameSize


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    film = write_film(tmp_path_factory.mktemp("film") / "room.mjpeg", FrameSize(640, 360))
    with chromium(film=film) as browser:
        yield browser
