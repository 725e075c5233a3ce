from __future__ import annotations

from collections.abc import Callable, Iterable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kernels import colour, resize
from vcam.core.formats import FULL_601, STUDIO_601, Colour, FrameSize, Matrix, PixelFormat
from vcam.core.frame import Frame
from vcam.enhance.change import Change, SceneWatch
from vcam.enhance.noise import NoiseLevel, black_shift

SIZE = FrameSize(320, 240)
MARGIN = 200
LEVEL = 60  # code at which noise is judged

Codes = NDArray[np.float32]

pytestmark = pytest.mark.usefixtures("kernels_ready")


def scene(seed: int = 0, mean: float = 50.0) -> Codes:
    """A soft scene with detail of all sizes, wider than the picture, in codes."""
    rng = np.random.default_rng(seed)
    shape = SIZE.height, SIZE.width + 2 * MARGIN
    layers = [cv2.GaussianBlur(rng.standard_normal(shape), (0, 0), sigma) * sigma for sigma in (1.5, 6, 20)]
    codes = np.exp(0.6 * np.sum(layers, axis=0) / np.std(np.sum(layers, axis=0)))
    return np.asarray(codes * mean / codes.mean(), np.float32)


ROOM, SOMEBODY = scene(), scene(1, mean=90)


def frame(
    codes: Codes = ROOM,
    sigma: float = 2.0,
    seed: int = 0,
    *,
    shift: float = 0.0,
    light: float = 1.0,
    colour: Colour = STUDIO_601,
    format: PixelFormat = PixelFormat.I420,  # noqa: A002
) -> Frame:
    """What the camera shows, `shift` pixels to the side; white noise of `sigma` codes, chroma half."""
    middle = MARGIN + (SIZE.width - 1) / 2 + shift, (SIZE.height - 1) / 2
    seen = light * cv2.getRectSubPix(codes, SIZE, middle)
    rng = np.random.default_rng(seed)
    made = Frame.allocate(format, SIZE, colour)
    if format is PixelFormat.BGR:
        made.planes[0][:] = _codes(seen[..., None] + sigma * rng.standard_normal((*seen.shape, 3)))
        return made
    luma, *chroma = made.planes
    black, scale = (0, 1) if colour.full_range else (16, 219 / 255)
    luma[:] = _codes(black + scale * seen + sigma * rng.standard_normal(seen.shape))
    for plane in chroma:
        plane[:] = _codes(128 + sigma / 2 * rng.standard_normal(plane.shape))
    return made


def _codes(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.asarray(np.rint(values).clip(0, 255), np.uint8)


class Followed:
    """A noise level that sees what the pipeline would show it."""

    def __init__(self) -> None:
        self.level, self.watch = NoiseLevel(*SIZE), SceneWatch()
        self._small = np.empty((72, 96, 3), np.uint8)

    def see(self, seen: Frame) -> float:
        """Return the deviation that luma's noise is taken to have."""
        to_rgb = colour.yuv_to_rgb(seen.colour.matrix is Matrix.BT709, seen.colour.full_range)
        resize.shrink(seen.data, seen.format, *seen.size, to_rgb, self._small)
        noise = self.level.update(seen, self.watch.update(self._small))
        assert noise is not None
        return luma_sigma(noise)

    def run(self, frames: Iterable[Frame]) -> list[float]:
        return [self.see(each) for each in frames]


def luma_sigma(noise: NDArray[np.float32]) -> float:
    return float(noise[0] + noise[1] * LEVEL)


def steady(sigma: float, count: int, first_seed: int = 0) -> list[Frame]:
    return [frame(ROOM, sigma, first_seed + number) for number in range(count)]


@pytest.mark.parametrize("meaning", [STUDIO_601, FULL_601], ids=["studio", "full"])
@pytest.mark.parametrize("sigma", [1.0, 3.0, 6.0])
def test_it_finds_the_noise(sigma: float, meaning: Colour) -> None:
    followed = Followed()
    found = followed.run(frame(ROOM, sigma, seed, colour=meaning) for seed in range(20))
    assert found[-1] == pytest.approx(sigma, rel=0.1)
    noise = followed.level.noise
    assert noise is not None
    # that of chroma is taken for more than it is, by 1.7; see `kernels.measure`
    assert noise[3] == pytest.approx(1.7 * sigma / 2, rel=0.15)
    assert noise[4] == pytest.approx(1 / 5, abs=0.03), "neighbours are independent"


def test_it_finds_the_noise_of_bgr() -> None:
    found = Followed().run(frame(ROOM, 3, seed, format=PixelFormat.BGR) for seed in range(20))
    # three independent channels, weighted as luma is
    assert found[-1] == pytest.approx(3 * np.sqrt(0.299**2 + 0.587**2 + 0.114**2), rel=0.15)


def test_the_first_frame_tells_by_itself() -> None:
    first, second, *_ = Followed().run(steady(3, 2))
    assert 3 * 0.7 < first < 3 * 1.5
    assert second == pytest.approx(3, rel=0.15)


def test_noise_that_grows_with_light() -> None:
    followed = Followed()
    halves = np.repeat(np.array((62, 125), np.float32), ROOM.shape[1] // 2) + np.zeros_like(ROOM)
    for seed in range(20):
        grain = np.random.default_rng(seed).standard_normal(ROOM.shape) * (1 + halves / 50)
        followed.see(frame((halves + grain).astype(np.float32), 0))
    noise = followed.level.noise
    assert noise is not None
    found = [float(noise[0] + noise[1] * (16 + code * 219 / 255)) for code in (62, 125)]
    np.testing.assert_allclose(found, np.array((1 + 62 / 50, 1 + 125 / 50)) * 219 / 255, rtol=0.1)


def test_it_falls_faster_than_it_rises() -> None:
    rising, falling = Followed(), Followed()
    rising.run(steady(2, 60))
    falling.run(steady(4, 60))
    up = rising.run(steady(4, 40, 100))
    down = falling.run(steady(2, 40, 100))
    assert up == pytest.approx(sorted(up), abs=0.05)
    assert 2 < up[-1] < 3.5
    assert down[-1] < 2.6
    assert down[-1] - 2 < (4 - up[-1]) / 2


def test_it_gets_there() -> None:
    followed = Followed()
    followed.run(steady(2, 40))
    assert followed.run(steady(4, 600, 100))[-1] == pytest.approx(4, rel=0.1)
    assert followed.run(steady(2, 100, 800))[-1] == pytest.approx(2, rel=0.1)


DISTURBANCES: dict[str, Callable[[int], Frame]] = {
    "pan": lambda i: frame(seed=i, shift=2 * i),
    "exposure step": lambda i: frame(seed=i, light=1.25),
    "exposure step down": lambda i: frame(seed=i, light=0.8),
    "large exposure step": lambda i: frame(seed=i, light=2.0),
    "hunting exposure": lambda i: frame(seed=i, light=1 + 0.15 * np.sin(i / 5)),
    "fast hunting exposure": lambda i: frame(seed=i, light=1 + 0.15 * np.sin(i * np.pi / 4)),
    "ramp of exposure": lambda i: frame(seed=i, light=1.02 ** min(i, 40)),
    "somebody": lambda i: frame(with_somebody(20 * np.sin(i / 5)), seed=i),
    "cut": lambda i: frame(SOMEBODY, seed=i),
}


def with_somebody(x: float) -> Codes:
    """A third of the picture is somebody who is elsewhere each time."""
    codes, third, left = ROOM.copy(), SIZE.width // 3, round(MARGIN + 100 + x)
    codes[:, left : left + third] = SOMEBODY[:, :third]
    return codes


@pytest.mark.parametrize("offset", range(4), ids="looked at {} frames before".format)
@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_it_is_not_fooled(disturbance: str, offset: int) -> None:
    followed = Followed()
    quiet = followed.run(steady(2, 24 + offset))[-1]
    disturbed = followed.run(DISTURBANCES[disturbance](number) for number in range(60))
    assert max(disturbed) < 1.3 * quiet
    assert min(disturbed) > 0.6 * quiet


def test_a_picture_that_is_too_small_to_tell() -> None:
    for size in (FrameSize(1, 1), FrameSize(2, 2), FrameSize(5, 3), FrameSize(31, 8)):
        level = NoiseLevel(*size)
        for _ in range(3):
            assert level.update(Frame.allocate(PixelFormat.I420, size), Change()) is None


def test_forget() -> None:
    followed, fresh = Followed(), Followed()
    followed.run(frame(SOMEBODY, 6, seed) for seed in range(10))
    followed.level.forget()
    followed.watch.forget()
    assert followed.level.noise is None
    assert followed.run(steady(2, 8)) == fresh.run(steady(2, 8))


def test_black_stays_where_it_is() -> None:
    studio, full = frame(), frame(colour=FULL_601)
    bgr = frame(format=PixelFormat.BGR)
    assert black_shift(studio, 1.25) == 16 - 16 * 1.25
    assert black_shift(full, 1.25) == black_shift(bgr, 1.25) == black_shift(studio, 1.0) == 0
