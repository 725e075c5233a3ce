from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernels import colour, denoise, formats, fused, reference
from kernels.denoise import GAIN_STEPS
from kernels.memory import Memory
from kernels.quads import PLANES
from tests.kernels import pictures
from tests.kernels.pictures import NAMES, ODD_SIZES, TO_RGB, TO_YUV

PAIRS = [
    pytest.param(src, dst, id=f"{NAMES[src]}-{NAMES[dst]}")
    for src in formats.SOURCE_FORMATS
    for dst in formats.OUTPUT_FORMATS
]
COLOURS = [(bt709, full_range) for bt709 in (False, True) for full_range in (False, True)]
# around one tile of 320 quads, and around two
TILE_SIZES = ((639, 6), (640, 5), (641, 4), (642, 3), (1281, 3))
LEVELS = (denoise.OVER_TIME, denoise.LIGHT, denoise.FULL)
NOISE = np.array([2, 0.01, 0.5, 2, 0.2], np.float32)
ON = fused.Denoising(NOISE)

Frames = list[NDArray[np.uint8]]


class Pass:
    """A stream of frames through the kernel or the reference, with a memory of its own."""

    def __init__(
        self,
        size: tuple[int, int],
        curve_map: NDArray[np.float32],
        strength: float = 1.0,
        strips: int = 1,
        meanings: tuple[tuple[bool, bool], tuple[bool, bool]] = (pictures.STUDIO, pictures.STUDIO),
        run: Callable[..., object] | None = None,
        white: float = 1.0,
    ) -> None:
        self._size, self._curve_map, self._strength, self._run = size, curve_map, strength, run
        self._white = white
        self._colours = colour.yuv_to_rgb(*meanings[0]), colour.rgb_to_yuv(*meanings[1])
        self.memory = Memory(*size, curve_map.shape[1], strips)

    def kernel(
        self, src: NDArray[np.uint8], src_fmt: int, dst_fmt: int, denoising: fused.Denoising = fused.OFF
    ) -> NDArray[np.uint8]:
        dst = pictures.empty(dst_fmt, *self._size)
        arguments = (src, src_fmt, dst, dst_fmt, self._curve_map, *self._colours, self._strength)
        fused.enhance(*arguments, self.memory, denoising, self._run, self._white)
        return dst

    def reference(
        self, src: NDArray[np.uint8], src_fmt: int, dst_fmt: int, denoising: fused.Denoising = fused.OFF
    ) -> NDArray[np.uint8]:
        dst = pictures.empty(dst_fmt, *self._size)
        arguments = (src, src_fmt, dst, dst_fmt, self._curve_map, *self._colours, self._strength)
        reference.enhance(*arguments, self.memory, denoising, self._white)
        return dst


def lines(
    kind: str, width: int = 7, height: int = 5, slope: float = 0.2, seed: int = 0
) -> NDArray[np.float32]:
    """Make a guided map: starts of a `kind` of `pictures.curve_map`, slopes of up to `slope` either way.

    The starts of noise are a little more than what r may be.
    """
    slopes = np.float32(slope) * pictures.curve_map("noise", width, height, seed + 1)
    starts = pictures.curve_map(kind, width, height, seed)
    if kind == "noise":
        starts = np.float32(0.25) * starts - np.float32(0.17)
    return np.stack([slopes, starts])


def sequence(fmt: int, size: tuple[int, int], count: int = 4, seed: int = 0) -> Frames:
    """Make a still picture of all codes under noise, of which the last third moves."""
    random = np.random.default_rng(seed)
    length = formats.frame_bytes(fmt, *size)
    still = random.integers(0, 256, length)
    frames = []
    for _ in range(count):
        picture = still + random.normal(0, 2, length)
        picture[2 * length // 3 :] = random.integers(0, 256, length - 2 * length // 3)
        frames.append(np.rint(picture).clip(0, 255).astype(np.uint8))
    return frames


def assert_equal(
    frames: Frames,
    pair: tuple[int, int],
    size: tuple[int, int],
    curve_map: NDArray[np.float32],
    denoising: fused.Denoising | list[fused.Denoising] = fused.OFF,
    **options: Any,
) -> None:
    """Compare kernel and reference frame by frame, each from what the kernel has kept of the frame before.

    The last bit of float32 may decide which way a kept code or gain is rounded: one step.
    """
    kernel, wanted = Pass(size, curve_map, **options), Pass(size, curve_map, **options)
    settings_of = denoising if isinstance(denoising, list) else [denoising] * len(frames)
    for src, each in zip(frames, settings_of, strict=True):
        one, other = kernel.kernel(src, *pair, each), wanted.reference(src, *pair, each)
        assert pictures.largest_difference(one, other) <= 1
        assert kept_difference(kernel.memory, wanted.memory).max() <= 1
        wanted.memory.history = kernel.memory.history


def kept_difference(one: Memory, other: Memory) -> NDArray[np.int64]:
    """Distance of what two memories keep, in steps, for codes and gains."""
    gap = np.abs(one.history.astype(np.int64) - other.history)
    return np.array([gap[:, :PLANES].max(), gap[:, PLANES].max()])


@pytest.mark.parametrize(("src_fmt", "dst_fmt"), PAIRS)
@pytest.mark.parametrize("size", ODD_SIZES + TILE_SIZES, ids=str)
def test_every_pair_of_formats_in_odd_sizes(src_fmt: int, dst_fmt: int, size: tuple[int, int]) -> None:
    src = pictures.frame("noise", src_fmt, *size)
    assert_equal([src], (src_fmt, dst_fmt), size, lines("noise"))


@pytest.mark.parametrize(("src_fmt", "dst_fmt"), PAIRS)
@pytest.mark.parametrize("size", ODD_SIZES + TILE_SIZES, ids=str)
def test_noise_reduction_of_every_pair_in_odd_sizes(
    src_fmt: int, dst_fmt: int, size: tuple[int, int]
) -> None:
    assert_equal(sequence(src_fmt, size, 3), (src_fmt, dst_fmt), size, lines("noise"), ON)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("amount", [0.3, 1.0])
@pytest.mark.parametrize("light", [(1.3, -6.0), (0.6, 9.0), (3.0, 40.0), (0.2, -20.0)], ids=str)
def test_levels_and_a_change_of_light_over_many_frames(
    level: int, amount: float, light: tuple[float, float]
) -> None:
    denoising = [fused.Denoising(NOISE, amount, level)] * 12
    denoising[5] = fused.Denoising(NOISE, amount, level, *light)
    for pair in ((formats.NV12, formats.I420), (formats.BGR, formats.BGR)):
        assert_equal(sequence(pair[0], (66, 34), 12), pair, (66, 34), lines("noise"), denoising)


@pytest.mark.parametrize(("src_fmt", "dst_fmt"), PAIRS)
def test_all_meanings_of_colour(src_fmt: int, dst_fmt: int) -> None:
    frames = sequence(src_fmt, (66, 34), 2)
    for meanings in ((one, other) for one in COLOURS for other in COLOURS):
        for denoising in (fused.OFF, ON):
            assert_equal(frames, (src_fmt, dst_fmt), (66, 34), lines("noise"), denoising, meanings=meanings)


@pytest.mark.parametrize("content", ["0", "255", "16", "noise", "dark"])
@pytest.mark.parametrize("curve", ["0", "1", "-1", "extreme"])
@pytest.mark.parametrize("src_fmt", formats.SOURCE_FORMATS, ids=NAMES.get)
def test_extreme_content_and_curves(content: str, curve: str, src_fmt: int) -> None:
    curve_map = lines(curve, 160, 90, slope=0)
    frames = [pictures.frame(content, src_fmt, 300, 20, seed) for seed in range(3)]
    for denoising in (fused.OFF, ON):
        for dst_fmt in (formats.BGR, formats.I420):
            assert_equal(frames, (src_fmt, dst_fmt), (300, 20), curve_map, denoising)


@pytest.mark.parametrize("white", [1 / 255, 0.1, 0.3, 0.6, 0.9])
def test_any_white(white: float) -> None:
    ramp = np.arange(300 * 20 * 3).astype(np.uint8)
    for denoising in (fused.OFF, ON):
        for dst_fmt in (formats.BGR, formats.NV12):
            assert_equal(
                [ramp] * 3, (formats.BGR, dst_fmt), (300, 20), lines("noise"), denoising, white=white
            )


def test_a_picture_of_real_size_over_many_frames() -> None:
    """On its own path the reference stays near, less so in gains: they hang on squares of small gaps."""
    size, pair = (641, 359), (formats.NV12, formats.I420)
    kernel, wanted = Pass(size, lines("noise", 160, 90)), Pass(size, lines("noise", 160, 90))
    for src in sequence(pair[0], size, 8):
        one, other = kernel.kernel(src, *pair, ON), wanted.reference(src, *pair, ON)
        assert pictures.largest_difference(one, other) <= 1
        codes, gain = kept_difference(kernel.memory, wanted.memory)
        assert codes <= 2
        assert gain <= 0.001 * GAIN_STEPS


@settings(max_examples=80, deadline=None)
@given(
    size=st.tuples(st.integers(1, 700), st.integers(1, 40)),
    map_size=st.tuples(st.integers(1, 40), st.integers(1, 30)),
    pair=st.sampled_from([each.values for each in PAIRS]),
    level=st.sampled_from(LEVELS),
    amount=st.floats(0, 1),
    strength=st.floats(0, 1),
    white=st.floats(1 / 255, 1),
    strips=st.integers(1, 4),
    light=st.tuples(st.floats(0, 3), st.floats(-50, 50)),
    seed=st.integers(0, 1000),
)
def test_any_size_and_setting(
    size: tuple[int, int],
    map_size: tuple[int, int],
    pair: tuple[int, int],
    level: int,
    amount: float,
    strength: float,
    white: float,
    strips: int,
    light: tuple[float, float],
    seed: int,
) -> None:
    curve_map = lines("noise", *map_size, seed=seed)
    assert_equal(
        sequence(pair[0], size, 2, seed),
        pair,
        size,
        curve_map,
        fused.Denoising(NOISE, amount, level, *light),
        strength=strength,
        white=white,
        strips=strips,
    )


@pytest.mark.parametrize("src_fmt", formats.SOURCE_FORMATS, ids=NAMES.get)
def test_no_amount_is_no_noise_reduction(src_fmt: int) -> None:
    size, none = (131, 41), dataclasses.replace(ON, amount=0.0)
    one, other = Pass(size, lines("noise")), Pass(size, lines("noise"))
    for src in sequence(src_fmt, size, 3):
        np.testing.assert_array_equal(
            one.kernel(src, src_fmt, formats.I420, none), other.kernel(src, src_fmt, formats.I420)
        )
        assert one.memory.is_fresh
        assert not one.memory.history.any()


def test_no_amount_in_between_forgets() -> None:
    """What was before is too old when noise reduction comes back: the next frame is a first one."""
    size, (before, other, src) = (66, 34), sequence(formats.NV12, (66, 34), 3)
    for forget in (True, False):
        one, new = Pass(size, lines("-0.5")), Pass(size, lines("-0.5"))
        one.kernel(before, formats.NV12, formats.I420, ON)
        assert not one.memory.is_fresh
        if forget:
            one.memory.forget()
        else:
            one.kernel(other, formats.NV12, formats.I420)
        light = dataclasses.replace(ON, scale=1.7, shift=-3.3)
        np.testing.assert_array_equal(
            one.kernel(src, formats.NV12, formats.I420, light),
            new.kernel(src, formats.NV12, formats.I420, light),
        )
        np.testing.assert_array_equal(one.memory.history, new.memory.history)


@pytest.mark.parametrize("denoising", [fused.OFF, ON, fused.Denoising(NOISE, 0.5, denoise.LIGHT, 1.1, -2)])
@pytest.mark.parametrize("size", [(130, 74), (641, 61)], ids=str)
def test_strips_and_threads_change_nothing(denoising: fused.Denoising, size: tuple[int, int]) -> None:
    frames = sequence(formats.YUYV, size, 4)

    def results(strips: int, run: Callable[..., object] | None = None) -> Frames:
        stream = Pass(size, lines("noise"), strips=strips, run=run)
        assert len(stream.memory.strips) == strips
        return [stream.kernel(src, formats.YUYV, formats.NV12, denoising) for src in frames] + [
            stream.memory.history.view(np.uint8)
        ]

    def backwards(jobs: list[Callable[[], None]]) -> None:
        for job in reversed(jobs):
            job()

    whole = results(1)
    with ThreadPoolExecutor(5) as pool:
        for strips in (1, 2, 3, 5):
            for run in (None, backwards, lambda jobs: list(pool.map(lambda job: job(), jobs))):
                for one, other in zip(whole, results(strips, run), strict=True):
                    np.testing.assert_array_equal(one, other)


def test_low_pictures_have_fewer_strips() -> None:
    """A strip looks at pairs of its neighbours, so it has to have some of its own."""
    assert Memory(64, 8, 4, 5).strips == [(0, 4)]
    assert Memory(64, 24, 4, 5).strips == [(0, 6), (6, 12)]
    strips = Memory(64, 721, 4, 7).strips
    assert [first for first, _ in strips[1:]] == [last for _, last in strips[:-1]]
    assert (strips[0][0], strips[-1][1], len(strips)) == (0, 361, 7)


def test_same_result_each_time_and_from_read_only_input() -> None:
    frames = sequence(formats.I422, (257, 31), 3)
    before = [src.copy() for src in frames]
    for src in frames:
        src.flags.writeable = False

    def results() -> Frames:
        stream = Pass((257, 31), lines("noise"))
        return [stream.kernel(src, formats.I422, formats.I420, ON) for src in frames]

    first = results()
    for _ in range(2):
        for one, other in zip(first, results(), strict=True):
            np.testing.assert_array_equal(one, other)
    for src, old in zip(frames, before, strict=True):
        np.testing.assert_array_equal(src, old)


@pytest.mark.parametrize(("src_fmt", "dst_fmt"), PAIRS)
@pytest.mark.parametrize("denoising", [fused.OFF, ON], ids=["off", "on"])
def test_grey_stays_grey(src_fmt: int, dst_fmt: int, denoising: fused.Denoising) -> None:
    src = pictures.frame("128", src_fmt, 51, 11)
    stream = Pass((51, 11), lines("-0.3", slope=0))
    for _ in range(3):
        planes = reference.unpack(stream.kernel(src, src_fmt, dst_fmt, denoising), dst_fmt, 51, 11)
        assert np.ptp(planes[0]) == 0
        if dst_fmt == formats.BGR:
            assert np.ptp(planes) == 0
        else:
            assert (planes[1:] == 128).all()


def test_it_brightens_and_does_not_darken() -> None:
    src = pictures.frame("60", formats.BGR, 40, 40)
    means = [
        Pass((40, 40), lines(curve, slope=0)).kernel(src, formats.BGR, formats.BGR).mean()
        for curve in ("-0.3", "0", "0.3")
    ]
    assert means[1:] == [60, 60]
    assert means[0] > 150


@pytest.mark.parametrize("src_fmt", formats.SOURCE_FORMATS, ids=NAMES.get)
def test_without_strength_nothing_changes(src_fmt: int) -> None:
    size, src = (34, 6), pictures.frame("noise", src_fmt, 34, 6)
    for white in (0.1, 1.0):
        bent = Pass(size, lines("noise"), 0.0, white=white).kernel(src, src_fmt, formats.BGR)
        plain = Pass(size, lines("0", slope=0)).kernel(src, src_fmt, formats.BGR)
        np.testing.assert_array_equal(bent, plain)


def test_what_is_white_becomes_white() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8), 3 * 8)
    size = (8, 256)
    for white in (0.4, 0.7, 1.0):
        rows = Pass(size, lines("-0.25", slope=0), white=white).kernel(ramp, formats.BGR, formats.BGR)
        codes = rows.reshape(256, -1)[:, 0].astype(int)
        assert (np.diff(codes) >= 0).all()
        assert codes[0] == 0
        assert codes[round(255 * white)] == 255
        assert codes[round(220 * white)] < 255


def test_slope_follows_luma() -> None:
    """With r = 0.3 luma - 0.3, dark pixels are lifted as by -0.3 and light ones left alone."""
    curve_map = np.stack([np.full((4, 4), 0.3, np.float32), np.full((4, 4), -0.3, np.float32)])
    src = np.tile(np.repeat(np.array([20, 255], np.uint8), 60), 40)
    guided = Pass((40, 40), curve_map).kernel(src, formats.BGR, formats.BGR).reshape(-1, 120)
    plain = Pass((40, 40), lines(str(0.3 * (20 / 255 - 1)), slope=0)).kernel(src, formats.BGR, formats.BGR)
    np.testing.assert_array_equal(guided[:, :60], plain.reshape(-1, 120)[:, :60])
    assert (guided[:, 60:] == 255).all()


def test_strength_weakens_the_map() -> None:
    src = pictures.frame("dark", formats.YUYV, 40, 40)
    half = Pass((40, 40), lines("-0.3", slope=0), 0.5).kernel(src, formats.YUYV, formats.YUYV)
    weaker = Pass((40, 40), lines("-0.15", slope=0)).kernel(src, formats.YUYV, formats.YUYV)
    np.testing.assert_array_equal(half, weaker)


@pytest.mark.parametrize("rubbish", [np.nan, np.inf, -np.inf, 1e30])
@pytest.mark.parametrize("plane", [0, 1], ids=["slope", "start"])
@pytest.mark.parametrize("dst_fmt", formats.OUTPUT_FORMATS, ids=NAMES.get)
def test_rubbish_in_the_map_stays_where_it_is(rubbish: float, plane: int, dst_fmt: int) -> None:
    """A network that has lost its mind may spoil its pixels, but neither crash nor reach the others."""
    curve_map = lines("-0.2", 8, 8)
    broken = curve_map.copy()
    broken[plane, 6:] = rubbish
    src = pictures.frame("dark", formats.I420, 64, 64)
    upper_half = 64 * 32 * (3 if dst_fmt == formats.BGR else 2 if dst_fmt == formats.YUYV else 1)
    for denoising in (fused.OFF, ON):
        good, bad = Pass((64, 64), curve_map), Pass((64, 64), broken)
        for _ in range(2):
            clean = good.kernel(src, formats.I420, dst_fmt, denoising)
            dst = bad.kernel(src, formats.I420, dst_fmt, denoising)
            np.testing.assert_array_equal(dst[:upper_half], clean[:upper_half])
            assert not np.array_equal(dst[upper_half:], clean[upper_half:])
        # nor does it get into what is kept
        np.testing.assert_array_equal(bad.memory.history, good.memory.history)


def test_no_number_is_no_curve() -> None:
    curve_map = lines("-0.5", slope=0)
    curve_map[:] = np.nan
    src = pictures.frame("60", formats.BGR, 40, 40)
    np.testing.assert_array_equal(Pass((40, 40), curve_map).kernel(src, formats.BGR, formats.BGR), src)


def arguments(**changed: Any) -> list[Any]:
    good: dict[str, Any] = {
        "src": pictures.empty(formats.NV12, 6, 4),
        "src_fmt": formats.NV12,
        "dst": pictures.empty(formats.I420, 6, 4),
        "dst_fmt": formats.I420,
        "curve_map": np.zeros((2, 2, 3), np.float32),
        "to_rgb": TO_RGB,
        "to_yuv": TO_YUV,
        "strength": 1.0,
        "memory": Memory(6, 4, 2),
        "denoising": ON,
        "run": None,
        "white": 1.0,
    }
    assert not changed.keys() - good.keys()
    return list((good | changed).values())


READ_ONLY = pictures.empty(formats.I420, 6, 4)
READ_ONLY.flags.writeable = False
NAN = float("nan")


def noise(*values: float) -> fused.Denoising:
    return fused.Denoising(np.array(values, np.float32))


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"src": np.zeros(35, np.uint8)}, ValueError, r"src .*\(36,\).*\(35,\)"),
        ({"src": np.zeros(36, np.int8)}, TypeError, "src must be uint8, not int8"),
        ({"src": np.zeros(72, np.uint8)[::2]}, ValueError, "src must be C-contiguous"),
        ({"src": np.zeros((4, 9), np.uint8)}, ValueError, r"src .*\(36,\).*\(4, 9\)"),
        ({"src": bytes(36)}, TypeError, "src must be a numpy array, not bytes"),
        ({"src_fmt": 6}, ValueError, "pixel format 6"),
        ({"dst": np.zeros(37, np.uint8)}, ValueError, r"dst .*\(36,\).*\(37,\)"),
        ({"dst": READ_ONLY}, ValueError, "dst is read-only"),
        ({"dst_fmt": formats.UYVY}, ValueError, "pixel format 5 is not written"),
        ({"curve_map": np.zeros((2, 2, 3))}, TypeError, "curve_map must be float32, not float64"),
        ({"curve_map": np.zeros((2, 3), np.float32)}, ValueError, r"curve_map .*\(2, 2, 'any'\).*\(2, 3\)"),
        ({"curve_map": np.zeros((2, 3, 3), np.float32)}, ValueError, r"curve_map .*\(2, 2, .*\(2, 3, 3\)"),
        ({"curve_map": np.zeros((2, 2, 0), np.float32)}, ValueError, r"curve_map .*\(2, 2, 0\)"),
        ({"curve_map": np.zeros((2, 2, 6), np.float32)[:, :, ::2]}, ValueError, "curve_map must be C-cont"),
        ({"to_rgb": np.eye(3, dtype=np.float32)}, ValueError, r"to_rgb .*\(3, 4\).*\(3, 3\)"),
        ({"to_yuv": np.eye(3, 4)}, TypeError, "to_yuv must be float32"),
        ({"strength": 1.5}, ValueError, r"0 to 1, not 1\.5"),
        ({"strength": NAN}, ValueError, "strength must be in 0 to 1, not nan"),
        ({"white": 0.0}, ValueError, r"white must be above 0, up to 1, not 0\.0"),
        ({"white": 1.01}, ValueError, r"white must be above 0, up to 1, not 1\.01"),
        ({"white": NAN}, ValueError, "white must be above 0, up to 1, not nan"),
        ({"memory": Memory(8, 4, 2)}, ValueError, r"src .*\(48,\).*\(36,\)"),
        ({"memory": Memory(6, 4, 3)}, ValueError, r"curve_map .*\(2, 3, 'any'\).*\(2, 2, 3\)"),
        ({"denoising": fused.Denoising(NOISE[:4])}, ValueError, r"noise .*\(5,\).*\(4,\)"),
        ({"denoising": fused.Denoising(np.ones(5))}, TypeError, "noise must be float32, not float64"),  # type: ignore[arg-type]
        ({"denoising": fused.Denoising(np.ones(10, np.float32)[::2])}, ValueError, "noise must be C-cont"),
        ({"denoising": noise(2, NAN, 0.5, 2, 0.2)}, ValueError, "nan.* must be finite"),
        ({"denoising": noise(2, 0, 0, 2, 0.2)}, ValueError, "least .* above 0"),
        ({"denoising": noise(2, 0, 0.5, 0, 0.2)}, ValueError, "chroma above 0"),
        ({"denoising": fused.Denoising(NOISE, 1.01)}, ValueError, r"amount must be in 0 to 1, not 1\.01"),
        ({"denoising": fused.Denoising(NOISE, -0.1)}, ValueError, r"amount must be in 0 to 1, not -0\.1"),
        ({"denoising": fused.Denoising(NOISE, NAN)}, ValueError, "amount must be in 0 to 1, not nan"),
        ({"denoising": fused.Denoising(NOISE, 1.0, 0)}, ValueError, "level must be in 1 to 3, not 0"),
        ({"denoising": fused.Denoising(NOISE, 1.0, 4)}, ValueError, "level must be in 1 to 3, not 4"),
        ({"denoising": fused.Denoising(NOISE, scale=NAN)}, ValueError, "scale=nan.* must be finite"),
        ({"denoising": fused.Denoising(NOISE, shift=np.inf)}, ValueError, "shift=inf.* must be finite"),
    ],
    ids=str,
)
def test_wrong_arguments(changed: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        fused.enhance(*arguments(**changed))


@pytest.mark.parametrize("wrong", [(0, 4, 2, 1), (6, -4, 2, 1), (6, 4, 0, 1), (6, 4, 2, 0)], ids=str)
def test_a_memory_of_nothing_is_refused(wrong: tuple[int, int, int, int]) -> None:
    with pytest.raises(
        ValueError, match=f"{wrong[0]}x{wrong[1]} pixels, {wrong[2]} map rows, {wrong[3]} strips"
    ):
        Memory(*wrong)


def test_the_right_arguments_pass() -> None:
    fused.enhance(*arguments())
    # with no amount the noise is not looked at
    fused.enhance(*arguments(denoising=fused.OFF))
