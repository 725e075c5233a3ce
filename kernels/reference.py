"""What the kernels compute, in plain numpy and double precision: the specification.

The kernels must equal it within one code value, but for what a steep curve makes of float32; float maps
within 1e-5. Rounding is half up, floor(x + 0.5), and only where codes are stored; values are clipped where
the functions say so. Arguments are those of the kernels; they are not checked here. Strips do not exist here:
they must not change anything.

Pairs and quads are half the height and the width, rounded up. Six planes, (6, pairs, quads), are those of
`quads`: four of luma, then U and V.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from kernels import colour, curves, denoise, fused, measure, resize
from kernels.formats import BGR, I420, I422, NV12, UYVY, YUYV
from kernels.memory import Memory
from kernels.quads import LUMAS, PLANES

Bytes = NDArray[np.uint8]
Doubles = NDArray[np.float64]
Affine = NDArray[np.float32]

_LUMA = colour.rgb_to_yuv(bt709=False, full_range=True)[0, :3].astype(float) / 255  # of R, G, B


def enhance(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    curve_map: NDArray[np.float32],
    to_rgb: Affine,
    to_yuv: Affine,
    strength: float,
    memory: Memory,
    denoising: fused.Denoising = fused.OFF,
    white: float = 1.0,
) -> None:
    """See `fused.enhance`. Of `memory` it uses the size and what is kept from one frame for the next."""
    width, height = memory.size
    to_rgb = fused.INNER_TO_RGB if src_fmt == BGR else to_rgb
    codes = quads_of(src, src_fmt, width, height)
    if denoising.amount > 0:
        further = float(denoise.ALONE) if memory.is_fresh else 1.0
        calm, gain = follow(codes, memory, denoising)
        r = curve_of(curve_map, calm[:LUMAS].mean(axis=0), to_rgb, strength)
        share = denoising.amount * (fused.FULL_FROM * np.abs(r)).clip(0, 1)
        codes = codes + share * (soften(calm, gain, codes, denoising, further) - codes)
    else:
        r = curve_of(curve_map, codes[:LUMAS].mean(axis=0), to_rgb, strength)
    memory.is_fresh = denoising.amount == 0

    # luma in full size again, everything that a quad has only one of repeated to it
    full = np.stack([_join(codes[:LUMAS]), *(_repeat(plane) for plane in codes[LUMAS:])])
    rgb = apply(to_rgb, full).clip(0, 1)
    rgb = bend(rgb, _repeat(r), white)
    _pack_even(apply(colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv, rgb), dst, dst_fmt, width, height)


def curve_of(curve_map: NDArray[np.float32], luma: Doubles, to_rgb: Affine, strength: float) -> Doubles:
    """Parameter r of quads whose mean luma is given; see `fused.enhance`. What is no number counts as 0."""
    pairs, quads = luma.shape
    with np.errstate(invalid="ignore", over="ignore"):
        slope, start = (upscale(each, quads, pairs) for each in curve_map)
        grey = np.stack([luma, np.full_like(luma, 128), np.full_like(luma, 128)])
        y = apply(to_rgb, grey)[0]
        r = strength * (slope * y + start)
    return np.where(r < 0, r, 0.0).clip(curves.LEAST_R, 0)


def bend(x: Doubles, r: Doubles, white: float) -> Doubles:
    """Values from 0 to 1 under the curve; see `curves.shape_of` and `curves.bend`."""
    toe, lift, sharpest = float(curves.TOE), float(curves.LIFT), float(curves.SHARPEST)
    steep = (1 - r) ** 8
    lifted = lift * (steep - 1)
    whitest = np.maximum(white, (1 - lifted) / steep)
    over = steep * whitest + lifted + toe * steep - 1
    softness = sharpest + (1 - sharpest) * white**4
    width = whitest * np.minimum(softness + 2 * over / (steep * whitest + over), 1)
    bent = (whitest * over - toe) / width**2
    x = np.minimum(x, whitest)
    y: Doubles = x * (steep * x + lifted + toe * steep)
    y /= x + toe + bent * (x - whitest + width).clip(0) ** 2
    return y


def follow(codes: Doubles, memory: Memory, denoising: fused.Denoising) -> tuple[Doubles, Doubles]:
    """Follow the camera over time; six planes and their gain (pairs, quads). See `denoise` for the idea."""
    *_, chroma_sigma, likeness = denoising.noise.astype(float)
    kept = memory.history.transpose(1, 0, 2).astype(float)
    luma, chroma = kept[:LUMAS] / denoise.CODE_STEPS, kept[LUMAS:PLANES] / denoise.CODE_STEPS
    past = np.concatenate([denoising.scale * luma + denoising.shift, chroma]).clip(0, 255)
    if memory.is_fresh:
        gain = np.ones(past.shape[1:])
    else:
        level = (denoising.scale * luma.mean(axis=0) + denoising.shift).clip(0, 255)
        # the mean of four pixels has half the noise of one
        mean = codes[:LUMAS].mean(axis=0)
        deviation = (mean - level) / (sigma_of(mean, denoising) / 2)
        around = denoise.MEAN_WINDOW // 2
        window = _windows(np.pad(deviation, ((0, 0), (around, around)), "edge"), denoise.MEAN_WINDOW, axis=1)
        change = (((codes[LUMAS:] - chroma) / chroma_sigma) ** 2).sum(axis=0)
        energy = (window**2).mean(axis=-1) / 2 + likeness * window.sum(axis=-1) ** 2 / 2
        energy += denoise.CHROMA_WEIGHT * change
        energy = _windows(np.pad(energy, ((1, 1), (0, 0)), "edge"), 3, axis=0) @ [0.25, 0.5, 0.25]
        excess = (energy - denoise.STILL_ENERGY).clip(0)
        variance = kept[PLANES] / denoise.GAIN_STEPS + denoise.WANDER + denoise.RISE * excess
        gain = variance / (1 + variance)
    calm = past + gain * (codes - past)
    steps = [*(denoise.CODE_STEPS * calm), denoise.GAIN_STEPS * gain]
    memory.history = np.floor(np.stack(steps, axis=1) + 0.5).astype(np.uint16)
    return calm, gain


def soften(
    calm: Doubles, gain: Doubles, codes: Doubles, denoising: fused.Denoising, further: float
) -> Doubles:
    """Average six planes over neighbours that are alike: along the rows, then along the columns."""
    if denoising.level == denoise.OVER_TIME:
        return calm
    side = 1 if denoising.level == denoise.LIGHT else 2
    left = further * np.sqrt(gain)  # of the noise's deviation, after the filter over time
    luma_reach = float(denoise.LUMA_SIGMAS) * sigma_of(codes[:LUMAS].mean(axis=0), denoising) * left
    chroma_reach = float(denoise.CHROMA_SIGMAS) * float(denoising.noise[3]) * left
    luma, chroma = _join(calm[:LUMAS]), calm[LUMAS:]
    for axis in (1, 0):
        luma = _soften_along(luma, _repeat(luma_reach), axis, side, step=2)
        chroma = np.stack([_soften_along(plane, chroma_reach, axis, side, step=1) for plane in chroma])
    return np.concatenate([_split(luma), chroma])


def _soften_along(plane: Doubles, reach: Doubles, axis: int, side: int, step: int) -> Doubles:
    """Average over `side` neighbours each way; beyond the ends the last quad, `step` values, is repeated."""
    length = plane.shape[axis]
    at = np.arange(-side, length + side)
    quad = (at // step).clip(0, length // step - 1)
    window = _windows(plane.take(step * quad + at % step, axis), 2 * side + 1, axis)
    difference = window - plane[:, :, None]
    weight = (1 - (difference / reach[:, :, None]) ** 2).clip(0)
    mean: Doubles = plane + (weight * difference).mean(axis=-1)
    return mean


def sigma_of(level: Doubles, denoising: fused.Denoising) -> Doubles:
    """Standard deviation of the luma of pixels of some brightness."""
    start, slope, least = denoising.noise[:3].astype(float)
    sigma: Doubles = np.maximum(start + slope * level, least)
    return sigma


def count_noise(src: Bytes, former: Bytes | None, fmt: int, width: int, height: int) -> NDArray[np.int64]:
    """See `measure.NoiseCounter`; what it counts of a frame and the one before, or without one."""
    rows = list(measure.sampled_pairs(width, height))
    planes = quads_of(src, fmt, width, height)[:, rows]
    sums, chroma = planes[:LUMAS].sum(axis=0), planes[LUMAS:]
    if former is None:
        brightness = sums
        change = planes[0] - planes[1] - planes[2] + planes[3]
        chroma_change = np.diff(chroma, axis=2, prepend=chroma[:, :, :1])
    else:
        past = quads_of(former, fmt, width, height)[:, rows]
        brightness = (sums + past[:LUMAS].sum(axis=0)) / 2
        change, chroma_change = sums - past[:LUMAS].sum(axis=0), chroma - past[LUMAS:]
    whole = change.shape[1] // 5 * 5
    fives = change[:, :whole].reshape(len(change), -1, 5).sum(axis=2)
    level = (brightness / (LUMAS * measure.LEVEL_CODES)).astype(int)
    counts = np.zeros((measure.LEVELS + 3, measure.STEPS), np.int64)
    np.add.at(counts, (level.clip(0, measure.LEVELS - 1), _step(change)), 1)
    for row, differences in ((measure.ALL, change), (measure.FIVES, fives), (measure.CHROMA, chroma_change)):
        np.add.at(counts[row], _step(differences), 1)
    return counts


def _step(differences: Doubles) -> NDArray[np.int64]:
    return np.floor(np.abs(differences) + 0.5).astype(np.int64).clip(0, measure.STEPS - 1)


def guide_map(small: Bytes, curve_map: NDArray[np.float32], dst: NDArray[np.float32]) -> None:
    """See `resize.guide_map`."""
    luma = small @ _LUMA / 255
    target = upscale(curve_map, *luma.shape[::-1])
    mean, target_mean = _window_mean(luma), _window_mean(target)
    variance = _window_mean(luma * luma) - mean * mean
    slope = (_window_mean(luma * target) - mean * target_mean) / (variance + resize.FLATNESS)
    dst[0], dst[1] = _window_mean(slope), _window_mean(target_mean - slope * mean)


def _window_mean(plane: Doubles) -> Doubles:
    """Mean over the window around each pixel, of the pixels that there are."""
    size = 2 * resize.REACH + 1

    def window_sum(values: Doubles) -> Doubles:
        sums: Doubles = sliding_window_view(np.pad(values, resize.REACH), (size, size)).sum(axis=(2, 3))
        return sums

    return window_sum(plane) / window_sum(np.ones_like(plane))


def convert(
    src: Bytes,
    src_fmt: int,
    dst: Bytes,
    dst_fmt: int,
    width: int,
    height: int,
    to_rgb: Affine,
    to_yuv: Affine,
) -> None:
    """See `convert.convert`."""
    codes = unpack(src, src_fmt, width, height)
    if BGR not in (src_fmt, dst_fmt):
        mapping = colour.yuv_to_yuv(to_rgb, to_yuv)
        if src_fmt == dst_fmt and mapping is colour.UNIT_TO_CODE:
            dst[:] = src  # with the unseen half of the last pair
            return
        codes = apply(mapping, codes / 255)
    elif src_fmt != dst_fmt:
        after = colour.UNIT_TO_CODE if dst_fmt == BGR else to_yuv
        codes = apply(after, _to_unit(codes, src_fmt, to_rgb))
    pack(codes.clip(0, 255), dst, dst_fmt)


def shrink(src: Bytes, fmt: int, width: int, height: int, to_rgb: Affine, dst: Bytes) -> None:
    """See `resize.shrink`."""
    codes = unpack(src, fmt, width, height)
    rows, columns = dst.shape[:2]
    means = np.empty((3, rows, columns))
    for row in range(rows):
        top = row * height // rows
        bottom = max((row + 1) * height // rows, top + 1)
        for column in range(columns):
            left = column * width // columns
            right = max((column + 1) * width // columns, left + 1)
            step = max((bottom - top) // resize.ENOUGH_ROWS, 1)
            means[:, row, column] = codes[:, top:bottom:step, left:right].mean(axis=(1, 2))
    dst[:] = _code(255 * _to_unit(means, fmt, to_rgb)).transpose(1, 2, 0)


def luma_histogram(rgb: Bytes, dst: NDArray[np.int64]) -> None:
    """See `measure.luma_histogram`."""
    luma = (rgb.astype(np.int64) @ np.array([77, 150, 29]) + 128) // 256
    dst[:] = np.bincount(luma.ravel(), minlength=256)


def smooth_map(
    state: NDArray[np.float32],
    new_map: NDArray[np.float32],
    weight: float,
    dead_zone: float = 0.0,
    corridor: float = np.inf,
) -> None:
    """See `temporal.smooth_map`."""
    gap = new_map.astype(np.float64) - state
    moved = state + weight * (gap - gap.clip(-dead_zone, dead_zone))
    state[:] = moved.clip(new_map - corridor, new_map + corridor)


def upscale(curve_map: NDArray[np.float32], width: int, height: int) -> Doubles:
    """Enlarge (h, w) to (height, width): bilinear, pixel centres aligned, edges clamped."""
    enlarged: Doubles = curve_map.astype(np.float64)
    for axis, length in ((0, height), (1, width)):
        have = enlarged.shape[axis]
        at = ((np.arange(length) + 0.5) * have / length - 0.5).clip(0, have - 1)
        first = at.astype(int)
        second = np.minimum(first + 1, have - 1)
        weight = (at - first)[:, None] if axis == 0 else at - first
        enlarged = (1 - weight) * enlarged.take(first, axis) + weight * enlarged.take(second, axis)
    return enlarged


def unpack(data: Bytes, fmt: int, width: int, height: int) -> Doubles:
    """Codes of R, G, B or of Y, U, V for each pixel, (3, height, width); chroma is repeated."""
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    if fmt == BGR:
        return data.reshape(height, width, 3)[:, :, ::-1].transpose(2, 0, 1).astype(np.float64)
    if fmt in (YUYV, UYVY):
        pairs = data.reshape(height, half_width, 4)
        first, other = (0, 1) if fmt == YUYV else (1, 0)
        luma = pairs[:, :, first::2].reshape(height, 2 * half_width)
        chroma = pairs[:, :, other::2].transpose(2, 0, 1)
    else:
        luma = data[: width * height].reshape(height, width)
        rows = height if fmt == I422 else half_height
        chroma = data[width * height :]
        if fmt == NV12:
            chroma = chroma.reshape(rows, half_width, 2).transpose(2, 0, 1)
        else:
            chroma = chroma.reshape(2, rows, half_width)
        if fmt != I422:
            chroma = chroma.repeat(2, axis=1)
    chroma = chroma.repeat(2, axis=2)
    planes = np.stack([plane[:height, :width] for plane in (luma, *chroma)])
    return planes.astype(np.float64)


def pack(codes: Doubles, dst: Bytes, fmt: int) -> None:
    """Store codes (3, height, width) as a frame; chroma is averaged over the pixels that there are."""
    _, height, width = codes.shape
    # the last column and row of an odd size stand in for the ones that their pair lacks
    _pack_even(np.pad(codes, ((0, 0), (0, height % 2), (0, width % 2)), "edge"), dst, fmt, width, height)


def _pack_even(codes: Doubles, dst: Bytes, fmt: int, width: int, height: int) -> None:
    """Store the part of `width` by `height` pixels of a picture of whole quads."""
    if fmt == BGR:
        dst[:] = _code(codes[::-1, :height, :width].transpose(1, 2, 0)).ravel()
        return
    chroma = (codes[1:, :, 0::2] + codes[1:, :, 1::2]) / 2
    if fmt == YUYV:
        pairs = np.empty((height, (width + 1) // 2, 4))
        luma = np.pad(codes[0, :height, :width], ((0, 0), (0, width % 2)), "edge")
        pairs[:, :, 0::2] = luma.reshape(height, -1, 2)
        pairs[:, :, 1::2] = chroma[:, :height].transpose(1, 2, 0)
        dst[:] = _code(pairs).ravel()
        return
    chroma = (chroma[:, 0::2] + chroma[:, 1::2]) / 2
    dst[: width * height] = _code(codes[0, :height, :width]).ravel()
    dst[width * height :] = _code(chroma if fmt == I420 else chroma.transpose(1, 2, 0)).ravel()


def quads_of(data: Bytes, fmt: int, width: int, height: int) -> Doubles:
    """Six planes of a frame; see `quads.unpack_pair`."""
    codes = unpack(data, fmt, width, height)
    if fmt == BGR:
        codes = apply(fused.BGR_TO_INNER, codes)
    codes = np.pad(codes, ((0, 0), (0, height % 2), (0, width % 2)), "edge")
    return np.concatenate([_split(codes[0]), [_split(plane).mean(axis=0) for plane in codes[1:]]])


def _split(plane: Doubles) -> Doubles:
    """(2 pairs, 2 quads) to (4, pairs, quads): upper left, upper right, lower left, lower right."""
    pairs, quads = plane.shape[0] // 2, plane.shape[1] // 2
    return plane.reshape(pairs, 2, quads, 2).transpose(1, 3, 0, 2).reshape(4, pairs, quads)


def _join(planes: Doubles) -> Doubles:
    """The other way round."""
    _, pairs, quads = planes.shape
    return planes.reshape(2, 2, pairs, quads).transpose(2, 0, 3, 1).reshape(2 * pairs, 2 * quads)


def _repeat(plane: Doubles) -> Doubles:
    return plane.repeat(2, axis=0).repeat(2, axis=1)


def _windows(plane: Doubles, size: int, axis: int) -> Doubles:
    """Windows along an axis, in a third one."""
    windows: Doubles = sliding_window_view(plane, size, axis=axis)
    return windows


def apply(affine: Affine, planes: Doubles) -> Doubles:
    """Put planes (3, h, w) through an affine map (3, 4)."""
    matrix = affine.astype(np.float64)
    mapped: Doubles = np.tensordot(matrix[:, :3], planes, axes=1) + matrix[:, 3, None, None]
    return mapped


def _to_unit(codes: Doubles, fmt: int, to_rgb: Affine) -> Doubles:
    return apply(colour.CODE_TO_UNIT if fmt == BGR else to_rgb, codes).clip(0, 1)


def _code(values: Doubles) -> Bytes:
    return np.floor(values.clip(0, 255) + 0.5).astype(np.uint8)
