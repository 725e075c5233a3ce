"""A lit scene through the whole pipeline."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.fakes import FakeModel
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import EnhanceMode, Look
from vcam.pipeline import Pipeline

SIZE = FrameSize(66, 50)
FRAME_NS = 33_333_333
AUTO = Look(EnhanceMode.AUTO)


class Camera:
    """Frames of noise around a level, one after the other."""

    def __init__(self, kind: PixelFormat) -> None:
        self.frame = Frame.allocate(kind, SIZE)
        self._rng = np.random.default_rng(0)
        self.frame.captured_ns = FRAME_NS

    def shoot(self, luma: int) -> Frame:
        """Noise in luma and chroma; at `luma` 235 beyond the studio range as well."""
        self.frame.data[:] = self._rng.integers(110, 146, self.frame.data.size)
        if self.frame.format is PixelFormat.YUYV:
            luma_plane = self.frame.data[::2]
        else:
            luma_plane = self.frame.data[: SIZE.width * SIZE.height]
        luma_plane[:] = self._rng.integers(luma - 16, luma + 17, luma_plane.size)
        self.frame.captured_ns += FRAME_NS
        self.frame.sequence += 1
        return self.frame


LIT_PAIRS = [
    (PixelFormat.YUYV, PixelFormat.YUYV),
    (PixelFormat.I420, PixelFormat.I420),
    (PixelFormat.NV12, PixelFormat.I420),
]


@pytest.mark.parametrize(("source", "target"), LIT_PAIRS)
def test_a_lit_scene_passes_bit_for_bit(source: PixelFormat, target: PixelFormat) -> None:
    camera, out = Camera(source), Frame.allocate(target, SIZE)
    pipeline = Pipeline(FakeModel(), StageTimes())
    for luma in (150, 235, 150):
        frame = camera.shoot(luma)
        pipeline.process(frame, out, AUTO)
        assert pipeline.amount == 0.0
        assert_same_picture(frame, out)


@pytest.mark.parametrize(("source", "target"), LIT_PAIRS)
def test_it_passes_bit_for_bit_again_once_the_light_is_on(source: PixelFormat, target: PixelFormat) -> None:
    camera, out = Camera(source), Frame.allocate(target, SIZE)
    pipeline = Pipeline(FakeModel(), StageTimes())
    for _ in range(5):
        dark = camera.shoot(40)
        pipeline.process(dark, out, AUTO)
        assert pipeline.amount == 1.0
        assert luma_of(out).mean() > luma_of(dark).mean() + 20
    amounts = []
    for _ in range(75):
        frame = camera.shoot(150)
        pipeline.process(frame, out, AUTO)
        amounts.append(pipeline.amount)
    assert all(one >= other for one, other in pairwise(amounts))
    assert any(0 < amount < 1 for amount in amounts)
    assert amounts[-1] == 0.0
    assert_same_picture(frame, out)


def test_the_amount_does_not_flap_with_the_light() -> None:
    """An exposure that hunts around the levels: one fade at the most."""
    camera, out = Camera(PixelFormat.I420), Frame.allocate(PixelFormat.I420, SIZE)
    pipeline = Pipeline(FakeModel(), StageTimes())
    amounts = []
    for index in range(300):
        luma = round(91 + 17 * np.sin(2 * np.pi * index / 30))
        pipeline.process(camera.shoot(luma), out, AUTO)
        amounts.append(pipeline.amount)
    changes = np.sign(np.diff(amounts))
    assert np.count_nonzero(np.diff(changes[changes != 0])) == 0


def luma_of(frame: Frame) -> NDArray[np.uint8]:
    if frame.format is PixelFormat.YUYV:
        return frame.data.reshape(SIZE.height, SIZE.width, 2)[..., 0]
    return np.asarray(frame.planes[0])


def assert_same_picture(frame: Frame, out: Frame) -> None:
    if frame.format is out.format:
        np.testing.assert_array_equal(out.data, frame.data)
        return
    np.testing.assert_array_equal(luma_of(out), luma_of(frame))
    chroma, (u, v) = frame.planes[1], out.planes[1:]
    np.testing.assert_array_equal(np.stack([u, v], axis=-1), chroma)
