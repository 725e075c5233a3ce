"""How bright a picture is, and how noisy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels import formats
from kernels._jit import kernel
from kernels.colour import Affine
from kernels.quads import PLANES, Bytes, U, V, unpack_pair

Histogram = NDArray[np.int64]


def luma_histogram(rgb: NDArray[np.uint8], dst: Histogram) -> None:
    """Count the pixels of each luma code.

    Luma is (77 R + 150 G + 29 B + 128) >> 8: the weights of BT.601 in 1/256, full range, exact in integers.

    Parameters
    ----------
    rgb
        uint8 (h, w, 3), R, G, B; the network's small picture is enough.
    dst
        int64 (256,); overwritten.

    Raises
    ------
    TypeError, ValueError
        For a wrong type or shape.
    """
    formats.check_array("rgb", rgb, np.uint8, (None, None, 3))
    formats.check_array("dst", dst, np.int64, (256,))
    count_luma(rgb, dst)


def luma_percentile(histogram: Histogram, percent: float) -> int:
    """Least code that at least `percent` of the pixels do not exceed; ValueError outside 0 to 100."""
    if not 0 <= percent <= 100:
        raise ValueError(f"percent must be in 0 to 100, not {percent}")
    below = np.cumsum(histogram)
    return min(255, int(np.searchsorted(below, below[-1] * percent / 100)))


@kernel("void(Array(u1, 3, 'C', readonly=True), i8[::1])")
def count_luma(rgb: NDArray[np.uint8], dst: Histogram) -> None:
    """See `luma_histogram`; unchecked."""
    dst[:] = 0
    for y in range(rgb.shape[0]):
        for x in range(rgb.shape[1]):
            dst[(77 * rgb[y, x, 0] + 150 * rgb[y, x, 1] + 29 * rgb[y, x, 2] + 128) >> 8] += 1


@kernel("void(Array(u1, 3, 'C', readonly=True), Array(u1, 3, 'C', readonly=True), i8[::1])")
def sum_products(one: NDArray[np.uint8], other: NDArray[np.uint8], dst: NDArray[np.int64]) -> None:
    """Sums over every other row of two pictures of one size: of x, y, x x, y y and x y; unchecked."""
    x_sum = y_sum = xx = yy = xy = 0
    for row in range(0, one.shape[0], 2):
        before, after = one[row].reshape(-1), other[row].reshape(-1)
        for i in range(before.size):
            x, y = int(before[i]), int(after[i])
            x_sum += x
            y_sum += y
            xx += x * x
            yy += y * y
            xy += x * y
    dst[0], dst[1], dst[2], dst[3], dst[4] = x_sum, y_sum, xx, yy, xy


EVERY_PAIRS = 16  # one pair of rows in so many is looked at, of small pictures more
ENOUGH_QUADS = 8000
LEVELS, LEVEL_CODES = 32, 8  # luma is told apart in so many levels of so many codes
STEPS = 64  # differences are counted one by one up to here
ALL, FIVES, CHROMA = LEVELS, LEVELS + 1, LEVELS + 2  # rows of counts beside those of the levels
_FEWEST = 200  # quads that a level needs to say something
_GAUSS_MEDIAN = 0.6745  # median of |x| of a normal distribution, in units of its deviation
# Of one picture alone a lower quantile is taken: more than half of it may be texture.
_GAUSS_THIRD, _THIRD = 0.4307, 1 / 3
# and neighbours' noise is somewhat alike, so that they differ by less than it is
ALONE = 1.25
_MANY_CHROMA = 1.7  # JPEG and H.264 leave most chroma blocks without noise, and the median with too little
_LIKENESS = (0.05, 0.3)  # one over 5 is no likeness; stops of a scene that gives nonsense
LEAST_SIGMA = 0.5  # codes: rounding alone makes a third of one

Counts = NDArray[np.int32]


def sampled_pairs(width: int, height: int) -> range:
    """Which pairs of rows of a frame are looked at: the middle one of every few, of a low picture of all."""
    quads, pairs = (width + 1) // 2, (height + 1) // 2
    every = max(1, min(EVERY_PAIRS, quads * pairs // ENOUGH_QUADS))
    return range(min(every, pairs) // 2, pairs, every)


class NoiseCounter:
    """Counts by how much quads differ from the frame before, or from their neighbours in a single frame.

    Parameters
    ----------
    width, height
        Of the frames, in pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        quads = (width + 1) // 2
        self._size = width, height
        self._pairs = sampled_pairs(width, height)
        samples = len(self._pairs)
        self._former = np.zeros((samples, 3, quads), np.float32)
        self._lines = np.zeros(PLANES * quads, np.float32)
        self._counts = np.zeros((LEVELS + 3, STEPS), np.int32)
        self._has_former = False

    def forget(self) -> None:
        """Take the next frame alone."""
        self._has_former = False

    def measure(
        self, src: Bytes, fmt: int, to_yuv: Affine, scale: float = 1.0, shift: float = 0.0
    ) -> tuple[NDArray[np.float32] | None, bool]:
        """Return what `fit_noise` makes of a frame, and whether it was told from two frames, not one.

        Parameters
        ----------
        src, fmt
            The frame, uint8 (bytes,), in any of `formats.SOURCE_FORMATS`. May be read-only.
        to_yuv
            For BGR; `fused.BGR_TO_INNER`.
        scale, shift
            What light did to luma codes since the last frame: code * scale + shift.
        """
        formats.check_frame("src", src, fmt, *self._size)
        over_time, self._has_former = self._has_former, True
        count_noise(
            src,
            int(fmt),
            *self._size,
            to_yuv,
            self._pairs.start,
            self._pairs.step,
            over_time,
            scale,
            shift,
            self._former,
            self._lines,
            self._counts,
        )
        return fit_noise(self._counts, over_time=over_time), over_time


@kernel(
    "void(Array(u1, 1, 'C', readonly=True), i8, i8, i8, f4[:,::1], i8, i8, b1, f4, f4, f4[:,:,::1], f4[::1],"
    " i4[:,::1])"
)
def count_noise(
    src: Bytes,
    fmt: int,
    width: int,
    height: int,
    to_yuv: Affine,
    first: int,
    every: int,
    over_time: bool,
    scale: np.float32,
    shift: np.float32,
    former: NDArray[np.float32],
    flat: NDArray[np.float32],
    counts: Counts,
) -> None:
    """See `NoiseCounter`; unchecked. `former` takes this frame's sums of luma, U and V."""
    quads = (width + 1) // 2
    counts[:] = 0
    for sample in range(former.shape[0]):
        unpack_pair(src, fmt, width, height, first + every * sample, to_yuv, flat, quads)
        lines = flat.reshape(PLANES, quads)
        past = former[sample]
        five = np.float32(0)
        for i in range(quads):
            total = (lines[0, i] + lines[1, i]) + (lines[2, i] + lines[3, i])
            brightness = total
            if over_time:
                was = scale * past[0, i] + np.float32(4) * shift
                # of both frames: noise that made this one alone brighter would choose its own level
                brightness = np.float32(0.5) * (total + was)
                change = total - was
                chroma = lines[U, i] - past[1, i], lines[V, i] - past[2, i]
            else:
                change = (lines[0, i] - lines[1, i]) - (lines[2, i] - lines[3, i])
                other = max(i - 1, 0)
                chroma = lines[U, i] - lines[U, other], lines[V, i] - lines[V, other]
            level = min(max(int(brightness) // (4 * LEVEL_CODES), 0), LEVELS - 1)
            step = min(int(abs(change) + np.float32(0.5)), STEPS - 1)
            counts[level, step] += 1
            counts[ALL, step] += 1
            counts[CHROMA, min(int(abs(chroma[0]) + np.float32(0.5)), STEPS - 1)] += 1
            counts[CHROMA, min(int(abs(chroma[1]) + np.float32(0.5)), STEPS - 1)] += 1
            five += change
            if i % 5 == 4:
                counts[FIVES, min(int(abs(five) + np.float32(0.5)), STEPS - 1)] += 1
                five = np.float32(0)
        for i in range(quads):
            past[0, i] = (lines[0, i] + lines[1, i]) + (lines[2, i] + lines[3, i])
            past[1, i] = lines[U, i]
            past[2, i] = lines[V, i]


def fit_noise(counts: Counts, *, over_time: bool) -> NDArray[np.float32] | None:
    """From counted differences to the noise that `fused.Denoising` takes; None if there are too few.

    Medians, because what moves is no noise. A difference of two frames has sqrt(2) of one frame's noise, a
    sum of four pixels twice that of one. Noise over luma is a straight line: sensors have more of it in the
    light, but tone curves squeeze the light more than that.

    Parameters
    ----------
    counts
        int32 (35, 64), from `count_noise`.
    """
    share, unit = (0.5, _GAUSS_MEDIAN) if over_time else (_THIRD, _GAUSS_THIRD)
    per_sigma = unit * (2 * np.sqrt(2.0) if over_time else 2.0 / ALONE)
    totals = counts.sum(axis=1)
    if totals[ALL] < _FEWEST:
        return None
    at = _quantiles(counts, share)
    useful = totals[:LEVELS] >= _FEWEST
    if not useful.any():
        useful[int(totals[:LEVELS].argmax())] = True
    levels = (LEVEL_CODES * (np.flatnonzero(useful) + 0.5)).astype(np.float64)
    sigmas = np.maximum(at[:LEVELS][useful] / per_sigma, LEAST_SIGMA / 4).astype(np.float64)
    # as exact as each is: a sigma's own error is a share of it, so levels that something crosses count little
    start, slope = _line(levels, sigmas, totals[:LEVELS][useful] / sigmas**2)
    chroma = _MANY_CHROMA * at[CHROMA] / (unit * np.sqrt(2.0)) * (1.0 if over_time else ALONE)
    likeness = _LIKENESS[0]
    if at[FIVES] > 0:
        likeness = float(np.clip((at[ALL] / at[FIVES]) ** 2, *_LIKENESS)) if over_time else 1 / 6
    return np.array([start, slope, LEAST_SIGMA, max(chroma, LEAST_SIGMA / 2), likeness], np.float32)


def _quantiles(counts: Counts, share: float) -> NDArray[np.float64]:
    """The difference that `share` of each row's counts do not exceed, between the whole numbers."""
    below = counts.cumsum(axis=1, dtype=np.float64)
    wanted = share * below[:, -1]
    step = (below < wanted[:, None]).sum(axis=1)
    rows = np.arange(len(counts))
    before = np.where(step > 0, below[rows, np.maximum(step - 1, 0)], 0.0)
    part = (wanted - before) / np.maximum(counts[rows, step], 1)
    # the count of 0 holds what is between -1/2 and 1/2, folded; that of 1 what is between 1/2 and 3/2 ...
    quantiles: NDArray[np.float64] = np.where(step == 0, 0.5 * part, step - 0.5 + part)
    return quantiles


def _line(
    x: NDArray[np.float64], y: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """Start and slope of the straight line near to points, the flatter the closer together they are.

    Two neighbouring levels would have the line swing: what they differ by is chance, and it grows with the
    distance. So the slope is a ridge regression's.
    """
    mean_x, mean_y = np.average(x, weights=weights), np.average(y, weights=weights)
    spread = np.average((x - mean_x) ** 2, weights=weights) + LEVEL_CODES**2
    slope = np.average((x - mean_x) * (y - mean_y), weights=weights) / spread
    return float(mean_y - slope * mean_x), float(slope)
