"""Each baseline does what it is said to do: otherwise it is no comparison."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kernels.curves import ROUNDS
from vcam.commands import baselines, offline
from vcam.commands.baselines import Baseline, Colours, Curve, CurvePasses, NumpyPasses, OpenCvPasses
from vcam.commands.bench import SOURCES, TARGETS
from vcam.core.formats import FrameSize, PixelFormat, Plane
from vcam.core.frame import Frame
from vcam.passes import FramePasses

SIZE = FrameSize(62, 38)
# the same everywhere: the product ties a map to the picture's edges, the baselines do not
MAP = np.full((4, 6), -0.2, np.float32)


class FixedMap:
    """A network that gives the same map for every picture."""

    runtime = "fixed"
    seen: Plane | None = None

    def input_size(self, frame: FrameSize) -> FrameSize:
        return FrameSize(24, 16)

    def configure(self, size: FrameSize) -> FrameSize:
        return FrameSize(MAP.shape[1], MAP.shape[0])

    def predict(self, small: Plane, out: NDArray[np.float32]) -> None:
        self.seen = small.copy()
        out[:] = MAP


def picture(low: int = 30, high: int = 226) -> Frame:
    """A random BGR picture of 2x2 blocks, which keep their colour when chroma is sampled."""
    frame = Frame.allocate(PixelFormat.BGR, SIZE)
    blocks = np.random.default_rng(1).integers(low, high, (SIZE.height // 2, SIZE.width // 2, 3), np.uint8)
    frame.planes[0][:] = blocks.repeat(2, axis=0).repeat(2, axis=1)
    return frame


def in_format(layout: PixelFormat) -> Frame:
    between = picture()
    if layout is PixelFormat.BGR:
        return between
    packed = Frame.allocate(PixelFormat.YUYV, SIZE)
    FramePasses(between.colour, packed.colour).convert(between, packed)
    return offline.as_format(packed, layout)


def difference(one: Frame, other: Frame) -> int:
    return int(np.abs(one.data.astype(int) - other.data).max())


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("target", TARGETS)
def test_the_colours_are_those_of_the_kernels(source: PixelFormat, target: PixelFormat) -> None:
    frame = in_format(source)
    expected, out = Frame.allocate(target, SIZE), Frame.allocate(target, SIZE)
    FramePasses(frame.colour, out.colour).convert(frame, expected)
    colours = Colours(SIZE)
    read = colours.read(frame)
    if read is not colours.canvas(out):
        np.copyto(colours.canvas(out), read)
    colours.write(out)
    assert difference(out, expected) <= 3


@pytest.mark.parametrize("passes", [NumpyPasses, OpenCvPasses])
@pytest.mark.parametrize(
    ("source", "target"),
    [
        (PixelFormat.BGR, PixelFormat.BGR),
        (PixelFormat.NV12, PixelFormat.I420),
        (PixelFormat.YUYV, PixelFormat.YUYV),
        (PixelFormat.I422, PixelFormat.NV12),
    ],
)
def test_the_curve_at_full_size_is_that_of_the_paper(
    passes: Callable[[], CurvePasses], source: PixelFormat, target: PixelFormat
) -> None:
    frame = in_format(source)
    expected, out = Frame.allocate(target, SIZE), Frame.allocate(target, SIZE)
    bgr = Frame.allocate(PixelFormat.BGR, SIZE)
    FramePasses(frame.colour, bgr.colour).convert(frame, bgr)
    x = bgr.planes[0] / 255
    for _ in range(ROUNDS):
        x += MAP[0, 0] * (x * x - x)
    bgr.planes[0][:] = np.rint(255 * x)
    FramePasses(bgr.colour, expected.colour).convert(bgr, expected)
    before = frame.data.copy()
    baseline = Baseline(SIZE, Curve(SIZE, FixedMap(), passes()))
    for _ in range(2):  # nothing of one frame is left in the next
        baseline.process(frame, out)
    # OpenCV rounds to codes on the way, and the curve makes more of that
    assert difference(out, expected) <= (1 if source is target is PixelFormat.BGR else 3)
    assert np.array_equal(frame.data, before)


def test_the_network_sees_red_green_and_blue_averaged() -> None:
    frame, model = Frame.allocate(PixelFormat.BGR, SIZE), FixedMap()
    frame.planes[0][:] = (10, 20, 30)
    Baseline(SIZE, Curve(SIZE, model, NumpyPasses())).process(frame, Frame.allocate(PixelFormat.I420, SIZE))
    assert model.seen is not None
    assert np.array_equal(np.unique(model.seen.reshape(-1, 3), axis=0), [(30, 20, 10)])


@pytest.mark.parametrize("source", [PixelFormat.NV12, PixelFormat.BGR])
@pytest.mark.parametrize("target", [PixelFormat.I420, PixelFormat.BGR])
def test_all_ways_make_the_dark_scene_as_bright_as_the_product_does(
    source: PixelFormat, target: PixelFormat
) -> None:
    size = FrameSize(320, 180)
    frames = [offline.as_format(each, source) for each in offline.dark_scene(size)]
    out = Frame.allocate(target, size)
    pictures = {}
    for each in [offline.WholePath(frames, out).contestant, *baselines.others(frames, out)]:
        out.data[:] = 0
        each.run(3)
        pictures[each.name] = luma(out)
    dark, expected = luma(frames[3]), pictures.pop("whole path")
    assert list(pictures) == ["numpy", "opencv", "article", "obs plug-in"]
    assert expected.mean() > dark.mean() + 40
    for name, found in pictures.items():
        assert found.mean() == pytest.approx(expected.mean(), abs=12), name
        # the right way up, and nothing out of its place
        assert np.corrcoef(blurred(found).ravel(), blurred(expected).ravel())[0, 1] > 0.98, name


def luma(frame: Frame) -> NDArray[np.float32]:
    plane = frame.planes[0]
    return np.asarray(plane.mean(axis=2) if frame.format is PixelFormat.BGR else plane, np.float32)


def blurred(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.blur(values, (9, 9)), np.float32)


def test_the_jpeg_pictures_are_the_scene_and_a_damaged_one_is_not_taken_for_a_figure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames = [offline.as_format(each, PixelFormat.NV12) for each in offline.dark_scene(SIZE)]
    baselines.mjpeg_decode(frames).run(11)
    coded = baselines._jpeg(frames[0])
    bgr = Frame.allocate(PixelFormat.BGR, SIZE)
    FramePasses(frames[0].colour, bgr.colour).convert(frames[0], bgr)
    decoded = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    assert decoded is not None
    assert np.abs(decoded.astype(int) - bgr.planes[0]).mean() < 8
    monkeypatch.setattr(baselines, "_jpeg", lambda frame: coded[: coded.size // 2])
    with pytest.raises(RuntimeError, match="not decoded"):
        baselines.mjpeg_decode(frames).run(0)
