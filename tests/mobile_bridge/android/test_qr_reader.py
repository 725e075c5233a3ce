"""The app reads what the desktop shows, as a camera in a dim room sees it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from mobile_bridge.qr import QUIET, modules
from tests.mobile_bridge.android.conftest import JUnit
from tests.mobile_bridge.android.java import Java

PAIRING = (
    "https://192.168.178.123:8443/#t=AbCdEfGhIjKlMnOpQrStUv&f=q7Rz0kPp3Yw5mJ8nVtXcLbGhQsDfEaUiOoKxZyTrWvM"
)
APP = (
    "lowlightcam://pair?h=192.168.178.123&h=10.8.0.17&p=8443"
    "&t=AbCdEfGhIjKlMnOpQrStUv&f=q7Rz0kPp3Yw5mJ8nVtXcLbGhQsDfEaUiOoKxZyTrWvM"
)
WIDTH, HEIGHT = 1280, 720
Picture = NDArray[np.uint8]


def seen(
    text: str,
    *,
    turned: float = 0,
    side: int = 420,
    tilt: float = 0,
    light: tuple[float, float] = (30, 220),
    noise: float = 0,
    blur: float = 0,
) -> Picture:
    """A code on a screen before a camera.

    Parameters
    ----------
    turned
        Degrees.
    side
        Pixels of its longer side.
    tilt
        How much shorter the far edge is, 0..1.
    light
        Luminance of the dark and the light modules; the room behind is darker.
    noise, blur
        Standard deviations, in levels and in pixels.
    """
    dark = np.pad(np.array(modules(text)), QUIET)
    code = np.where(dark, light[0], light[1]).astype(np.float32)
    size = len(code)
    corners = np.array([[-1 + tilt, -1], [1 - tilt, -1], [1, 1], [-1, 1]], np.float32) * side / 2
    angle = np.deg2rad(turned)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    there = (corners @ turn.T + (WIDTH / 2, HEIGHT / 2)).astype(np.float32)
    here = np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float32)
    large = cv2.resize(code, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    way = cv2.getPerspectiveTransform(here * 8, there)
    room = np.full((HEIGHT, WIDTH), light[0] + (light[1] - light[0]) / 4, np.float32)
    picture = cv2.warpPerspective(
        large, way, (WIDTH, HEIGHT), room, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT
    )
    if blur:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    picture = picture + np.random.default_rng(1).normal(0, noise, picture.shape) if noise else picture
    return np.clip(picture, 0, 255).round().astype(np.uint8)


PICTURES = {
    "straight": seen(PAIRING),
    "the app's link": seen(APP),
    **{f"turned by {angle}": seen(PAIRING, turned=angle) for angle in (17, 45, 90, 133, 180, 270, 301)},
    "small": seen(PAIRING, side=240),
    "near": seen(PAIRING, side=690),
    "tilted": seen(PAIRING, tilt=0.15, turned=8),
    "dim": seen(PAIRING, light=(8, 38)),
    "dim and noisy": seen(PAIRING, light=(16, 64), noise=8, side=520),
    "too bright": seen(PAIRING, light=(150, 255)),
    "blurred": seen(PAIRING, blur=1.6),
    "all of it": seen(PAIRING, turned=24, tilt=0.08, light=(20, 90), noise=8, blur=1.0, side=600),
    "light on dark": 255 - seen(PAIRING),
}


@pytest.fixture(scope="module")
def read(java: Java, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the app reads in each picture."""
    folder = tmp_path_factory.mktemp("codes")
    files: list[Path] = []
    for number, picture in enumerate(PICTURES.values()):
        stride = WIDTH + 64 * (number % 2)
        rows = np.pad(picture, ((0, 0), (0, stride - WIDTH)), constant_values=255)
        files.append(folder / f"{number}.gray")
        files[-1].write_bytes(f"{WIDTH} {HEIGHT} {stride}\n".encode() + rows.tobytes())
    said = java.run("io.github.lowlightcam.phone.ui.ReadCodes", *map(str, files))
    return dict(zip(PICTURES, said.splitlines(), strict=True))


@pytest.mark.parametrize("name", PICTURES)
def test_the_desktops_code_is_read(name: str, read: dict[str, str]) -> None:
    assert read[name].partition(": ")[2] == (APP if name == "the app's link" else PAIRING)


def test_what_is_no_code(junit: JUnit) -> None:
    junit("ui.QrReaderTest")
