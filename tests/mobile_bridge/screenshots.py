"""Makes the guide's pictures of the phone's page, docs/images/, or shows all that it can look like.

    python -m tests.mobile_bridge.screenshots
    python -m tests.mobile_bridge.screenshots --all FOLDER

The page runs in Chromium the size of a phone, with the bridge behind it; the camera is a film of a dim room.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser

from mobile_bridge.bridge import Bridge
from tests.mobile_bridge.browser import chromium
from tests.mobile_bridge.conftest import free_port
from tests.mobile_bridge.page.phone_page import (
    ABLE_CAMERA,
    NO_GPU,
    STUBBORN_CAMERA,
    Desktop,
    PhonePage,
    phone_page,
    write_film,
)
from vcam.core.formats import FrameSize
from vcam.media.picture import read_picture

IMAGES = Path("docs/images")
PHONE = FrameSize(390, 780)
SIZES = {
    "small": FrameSize(320, 568),
    "tall": FrameSize(360, 800),
    "phone": FrameSize(390, 844),
    "large": FrameSize(412, 915),
    "lying": FrameSize(915, 412),
    "tablet": FrameSize(820, 1180),
}
JPEG_QUALITY = 88
PICTURE_S = 60
Act = Callable[[PhonePage], None]


def nothing(_phone: PhonePage) -> None:
    """Show it as it is."""


def brightened(phone: PhonePage) -> None:
    """Wait until the picture has come to rest."""
    phone.page.locator("#compare:enabled").wait_for(timeout=PICTURE_S * 1000)
    phone.page.wait_for_timeout(4000)


def compared(phone: PhonePage) -> None:
    brightened(phone)
    phone.page.click("#compare")
    phone.page.wait_for_timeout(600)


def opened(phone: PhonePage) -> None:
    brightened(phone)
    phone.page.click("#more")
    phone.page.wait_for_timeout(1200)


def detailed(phone: PhonePage) -> None:
    opened(phone)
    phone.page.locator("summary").click()
    phone.page.wait_for_timeout(1200)
    phone.page.locator("#forget").scroll_into_view_if_needed()
    phone.page.wait_for_timeout(300)


def rested(phone: PhonePage) -> None:
    phone.page.clock.install()
    for _ in range(8):
        phone.page.clock.fast_forward(4000)
        phone.page.wait_for_timeout(1200)


@dataclass(frozen=True, slots=True)
class Shot:
    """One thing that the page can look like.

    `state` is waited for, then `act` is done. `fails` is what the camera answers, `refusal` the computer.
    """

    state: str
    act: Act = nothing
    fails: str = ""
    refusal: tuple[int, str] | None = None
    wanted: bool = True
    paired: bool = True
    gone: bool = False


SHOTS = {
    "unpaired": Shot("unpaired", paired=False),
    "asking": Shot("asking", fails="pending"),
    "denied": Shot("denied", fails="NotAllowedError"),
    "lost": Shot("lost", fails="NotReadableError"),
    "gone": Shot("gone", gone=True),
    "token": Shot("refused", refusal=(4001, "token")),
    "busy": Shot("refused", refusal=(4002, "busy")),
    "replaced": Shot("refused", refusal=(4001, "replaced")),
    "protocol": Shot("refused", refusal=(4003, "protocol")),
    "waiting": Shot("waiting", wanted=False),
    "resting": Shot("waiting", act=rested, wanted=False),
    "live": Shot("live", act=brightened),
    "compare": Shot("live", act=compared),
    "sheet": Shot("live", act=opened),
    "details": Shot("live", act=detailed),
}
GUIDE = ("unpaired", "compare", "sheet", "gone")


@contextlib.contextmanager
def shown(
    browser: Browser, folder: Path, shot: Shot, size: FrameSize, locale: str = "en-GB", scale: float = 1
) -> Iterator[PhonePage]:
    """Bring the page to what a shot shows."""
    bridge = Bridge(folder, port=free_port(), addresses=list)
    bridge.start()
    try:
        bridge.want(frames=shot.wanted, size=FrameSize(640, 360))
        url = bridge.offer().usb_url
        if not shot.paired:
            url = url.partition("#")[0]
        scripts = [f"window.cameraFails ??= {shot.fails!r}; window.isUpright = innerHeight > innerWidth;"]
        scripts += [ABLE_CAMERA, STUBBORN_CAMERA]
        if shot.act in (nothing, rested):
            scripts.append(NO_GPU)
        desktop = Desktop(shot.refusal) if shot.refusal else None
        with phone_page(
            browser, url, size=size, scripts=tuple(scripts), locale=locale, scale=scale, desktop=desktop
        ) as phone:
            if shot.gone:
                phone.wait("live")
                bridge.stop()
            phone.wait(shot.state, 40)
            phone.page.wait_for_timeout(700)
            shot.act(phone)
            yield phone
    finally:
        bridge.stop()


def sheet(pictures: Sequence[Path], to: Path) -> None:
    """Lay pictures of one height beside each other."""
    gap = 24
    loaded = [read_picture(each) for each in pictures]
    rows = max(each.shape[0] for each in loaded)
    strips = []
    for each in loaded:
        padded = np.full((rows, each.shape[1] + gap, 3), 255, np.uint8)
        padded[: each.shape[0], : each.shape[1]] = each
        strips.append(padded)
    cv2.imwrite(str(to), np.hstack(strips)[:, :-gap], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])


def film_for(folder: Path, size: FrameSize) -> Path:
    """A camera that is held as the phone is."""
    upright = size.height > size.width
    return write_film(folder / f"{upright}.mjpeg", FrameSize(360, 640) if upright else FrameSize(640, 360))


def make(names: Sequence[str], size: FrameSize, start: str, locale: str, scale: float = 1) -> list[Path]:
    """Take pictures of what is named, to files that start so."""
    made = [Path(f"{start}{name}.png") for name in names]
    with tempfile.TemporaryDirectory() as folder, chromium(film=film_for(Path(folder), size)) as browser:
        for name, to in zip(names, made, strict=True):
            with shown(browser, Path(folder, name), SHOTS[name], size, locale, scale) as phone:
                phone.page.screenshot(path=to)
    return made


def main() -> None:
    """Make the guide's pictures, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument(
        "--all", type=Path, metavar="FOLDER", help="every state at every size, to be looked at"
    )
    parser.add_argument("--size", choices=SIZES, help="only this size")
    parser.add_argument("--locale", default="en-GB")
    said = parser.parse_args()
    if said.all is None:
        with tempfile.TemporaryDirectory() as folder:
            sheet(make(GUIDE, PHONE, f"{folder}/", said.locale, 1.5), IMAGES / "phone.jpg")
        return
    said.all.mkdir(parents=True, exist_ok=True)
    for kind, size in SIZES.items():
        if said.size in (None, kind):
            make(said.names or tuple(SHOTS), size, f"{said.all}/{kind}-", said.locale)


if __name__ == "__main__":
    main()
