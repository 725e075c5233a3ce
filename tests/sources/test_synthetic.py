from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest
from vcam.sources.synthetic import PORTRAIT, SyntheticScene

SMALL = CaptureRequest(FrameSize(160, 120), 30.0)


def read(scene: SyntheticScene, count: int, wanted: CaptureRequest = SMALL) -> list[Frame]:
    mode = scene.open(wanted)
    frames = []
    for _ in range(count):
        frame = Frame.allocate(mode.format, mode.size, mode.colour)
        assert scene.read_into(frame)
        frames.append(frame)
    return frames


def luma(frame: Frame) -> NDArray[np.float64]:
    """Of every pixel, 0 to 1."""
    height = frame.size.height
    pixels = frame.planes[0][..., ::2].reshape(height, -1)[:, : frame.size.width]
    return (pixels.astype(np.float64) - 16) / 219


def test_looks_like_a_really_dark_webcam() -> None:
    (frame,) = read(SyntheticScene(realtime=False), 1, CaptureRequest())
    assert frame.format is PixelFormat.YUYV
    assert frame.size == FrameSize(1280, 720)
    assert 0.10 <= luma(frame).mean() <= 0.14


def test_mode_is_what_was_wanted() -> None:
    mode = SyntheticScene().open(CaptureRequest(FrameSize(101, 57), 12.5))
    assert (mode.format, mode.size, mode.fps) == (PixelFormat.YUYV, FrameSize(101, 57), 12.5)
    assert mode.colour == STUDIO_601


@pytest.mark.parametrize("size", [(2, 2), (3, 2), (5, 301), (301, 5), (120, 160)])
def test_any_size(size: tuple[int, int]) -> None:
    scene = SyntheticScene(realtime=False)
    frames = read(scene, 2, CaptureRequest(FrameSize(*size)))
    assert frames[0].data.size == PixelFormat.YUYV.frame_bytes(FrameSize(*size))
    assert scene.clean(0).shape == (size[1], size[0], 3)


def test_same_seed_same_frames() -> None:
    first, again, other = (read(SyntheticScene(seed, realtime=False), 3) for seed in (1, 1, 2))
    for a, b, c in zip(first, again, other, strict=True):
        assert np.array_equal(a.data, b.data)
        assert not np.array_equal(a.data, c.data)


def test_noise_is_fresh_in_each_frame() -> None:
    frames = read(SyntheticScene(realtime=False, motion=0), 6)
    noises = [luma(frame) - np.mean([luma(each) for each in frames], axis=0) for frame in frames]
    for index, noise in enumerate(noises[1:]):
        correlation = np.corrcoef(noises[index].ravel(), noise.ravel())[0, 1]
        # taking the mean away leaves -1/5
        assert correlation == pytest.approx(-0.2, abs=0.03)


def linear(codes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4))


@pytest.mark.parametrize(("full_scale_e", "read_noise_e"), [(2500.0, 3.0), (10_000.0, 5.0), (800.0, 2.0)])
def test_noise_has_the_variance_that_is_promised(full_scale_e: float, read_noise_e: float) -> None:
    scene = SyntheticScene(
        realtime=False, motion=0, full_scale_e=full_scale_e, read_noise_e=read_noise_e, exposure_ev=-2
    )
    mode = scene.open(SMALL)
    frame = Frame.allocate(mode.format, mode.size)
    shots = []
    for _ in range(150):
        scene.read_into(frame)
        shots.append(scene._view.copy())  # the camera's RGB, before it is packed
    electrons = linear(np.array(shots) / 255) * full_scale_e
    mean, variance = electrons.mean(axis=0), electrons.var(axis=0)
    # where nothing is clipped at black
    lit = mean > 4 * read_noise_e
    assert lit.mean() > 0.2
    assert np.median(variance[lit] / (mean[lit] + read_noise_e**2)) == pytest.approx(1, abs=0.08)


def test_mean_of_many_frames_is_the_darkened_clean_one() -> None:
    scene = SyntheticScene(realtime=False, motion=0)
    frames = read(scene, 100)
    mean = np.mean([luma(frame) for frame in frames], axis=0)
    clean = cv2.cvtColor(scene.clean(0), cv2.COLOR_BGR2GRAY) / 255
    assert np.corrcoef(mean.ravel(), clean.ravel())[0, 1] > 0.8
    assert clean.mean() > 3 * mean.mean()


def test_pans_by_parts_of_a_pixel() -> None:
    scene = SyntheticScene(realtime=False)
    scene.open(SMALL)
    first, second, later = (scene.clean(index).astype(np.float64) for index in (0, 1, 60))
    step, way = np.abs(second - first).mean(), np.abs(later - first).mean()
    assert 0 < step < way
    gradient = np.abs(np.diff(first, axis=1)).mean()
    assert step < gradient  # less than one pixel


def test_stands_still_if_told() -> None:
    scene = SyntheticScene(realtime=False, motion=0)
    scene.open(SMALL)
    assert np.array_equal(scene.clean(0), scene.clean(50))


def test_more_light_is_lighter() -> None:
    dark, light = (luma(read(SyntheticScene(realtime=False, exposure_ev=ev), 1)[0]).mean() for ev in (-5, -1))
    assert light > 2 * dark


def test_times_are_the_rate_s() -> None:
    frames = read(SyntheticScene(realtime=False), 4)
    steps = np.diff([frame.captured_ns for frame in frames])
    assert np.allclose(steps, 1e9 / 30, atol=2)


def test_realtime_frames_are_not_early() -> None:
    frames = read(SyntheticScene(), 4, CaptureRequest(FrameSize(64, 48), 50.0))
    assert (np.diff([frame.captured_ns for frame in frames]) >= 19_999_990).all()


def test_read_noise_below_one_is_a_mistake() -> None:
    with pytest.raises(ValueError, match=r"0\.5"):
        SyntheticScene(read_noise_e=0.5)


def test_portrait_is_small() -> None:
    assert 10_000 < PORTRAIT.stat().st_size < 120_000
