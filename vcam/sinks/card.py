"""The card that viewers see while there is no picture: the product's name and what is going on.

Drawn once per state and kept by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from kernels import colour
from vcam.core.formats import Matrix, PixelFormat, Plane
from vcam.core.frame import Frame

PRODUCT = "LowLight Cam"

_Bgr = tuple[int, int, int]
_SLATE_TOP, _SLATE_BOTTOM = (58, 48, 40), (40, 32, 26)
_AMBER: _Bgr = (128, 190, 246)
_WHITE: _Bgr = (244, 241, 238)
_GREY: _Bgr = (190, 178, 168)

# as parts of the shorter side
_MARGIN = 0.11
_NAME_HEIGHT, _TITLE_HEIGHT, _DETAIL_HEIGHT = 0.048, 0.088, 0.05
_LEADING = 1.5  # of the letters' height
_LEAST_LETTERS_PX = 8
_STRIP_PX = 64
_LEAST_SIDE_PX = 48  # below that there is no room for a word

# the font that OpenCV has built in
_FONT = "sans"


class _Style(NamedTuple):
    height_px: int
    weight: int
    colour: _Bgr


class _Line(NamedTuple):
    text: str
    style: _Style
    baseline: int


def draw_card(frame: Frame, title: str, detail: str = "", *, name: str = PRODUCT) -> None:
    """Draw the card into ``frame.data``, whatever its format, size and colour.

    Text is wrapped at words and made smaller until all of it fits; a word that is longer than a line is
    broken. A detail that would not be legible is left out.

    Parameters
    ----------
    title
        The state in a few words: "Camera unplugged, waiting".
    detail
        Why, or what to do: a sentence or two in smaller letters.
    name
        Who says so.
    """
    canvas = np.empty((frame.size.height, frame.size.width, 3), np.uint8)
    _paint_slate(canvas)
    if min(frame.size) >= _LEAST_SIDE_PX:
        _write(canvas, _fitting(canvas, name, title, detail))
    if frame.format is PixelFormat.BGR:
        np.copyto(frame.planes[0], canvas)
    else:
        _store(canvas, frame)


def _store(canvas: Plane, frame: Frame) -> None:
    """Write the picture into a frame of Y, U and V.

    Neither by the kernels nor by FFmpeg: the first card is shown while those are being loaded.
    """
    affine = colour.rgb_to_yuv(frame.colour.matrix is Matrix.BT709, frame.colour.full_range)
    from_bgr = np.column_stack([affine[:, 2::-1] / 255, affine[:, 3]])
    width, height = frame.size
    # an even number of pixels each way
    whole = cv2.copyMakeBorder(canvas, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    luma, *chroma = np.moveaxis(np.asarray(cv2.transform(whole, from_bgr), np.uint8), 2, 0)
    if frame.format in {PixelFormat.I420, PixelFormat.NV12}:
        u, v = (_halved(each, whole.shape[0] // 2) for each in chroma)
    else:
        u, v = (_halved(each[:height], height) for each in chroma)
    match frame.format:
        case PixelFormat.YUYV | PixelFormat.UYVY:
            (packed,) = frame.planes
            first = 0 if frame.format is PixelFormat.YUYV else 1
            packed[..., first], packed[..., first + 2] = luma[:height, 0::2], luma[:height, 1::2]
            packed[..., 1 - first], packed[..., 3 - first] = u, v
        case PixelFormat.NV12:
            frame.planes[0][:], frame.planes[1][:] = luma[:height, :width], np.dstack([u, v])
        case _:
            frame.planes[0][:], frame.planes[1][:], frame.planes[2][:] = luma[:height, :width], u, v


def _halved(plane: Plane, rows: int) -> Plane:
    halved = cv2.resize(
        np.ascontiguousarray(plane), (plane.shape[1] // 2, rows), interpolation=cv2.INTER_AREA
    )
    return np.asarray(halved, np.uint8)


def _paint_slate(canvas: Plane) -> None:
    """A slate that is a little lighter at the top; noise of half a code value keeps it free of bands."""
    height, width = canvas.shape[:2]
    down = np.linspace(0, 1, height)[:, None, None]
    shade = np.array(_SLATE_TOP) * (1 - down) + np.array(_SLATE_BOTTOM) * down
    # a narrow strip again and again: nobody sees it, and 4K is drawn as fast
    strip = (shade + np.random.default_rng(0).random((height, _STRIP_PX, 1))).astype(np.uint8)
    np.copyto(canvas, np.tile(strip, (1, -(-width // _STRIP_PX), 1))[:, :width])


def _fitting(canvas: Plane, name: str, title: str, detail: str) -> list[_Line]:
    """The lines in the largest size in which all of them fit."""
    scale, least_px = 1.0, _LEAST_LETTERS_PX
    while True:
        lines, bottom = _laid_out(canvas, scale, least_px, name, title, detail)
        if bottom <= canvas.shape[0] - _margin_px(canvas) or least_px == 1:
            return lines
        scale *= 0.95
        as_small_as_legible = all(line.style.height_px == least_px for line in lines)
        if as_small_as_legible and detail:
            detail, scale = "", 1.0
        elif as_small_as_legible:
            least_px -= 1


def _laid_out(
    canvas: Plane, scale: float, least_px: int, name: str, title: str, detail: str
) -> tuple[list[_Line], float]:
    """Lines at one scale and where the last one ends: the name on top, the rest in the middle."""
    height, width = canvas.shape[:2]
    margin, letters = _margin_px(canvas), min(height, width) * scale
    blocks = [
        (text, _Style(max(least_px, round(letters * part)), weight, colour))
        for text, part, weight, colour in (
            (name, _NAME_HEIGHT, 600, _AMBER),
            (title, _TITLE_HEIGHT, 600, _WHITE),
            (detail, _DETAIL_HEIGHT, 400, _GREY),
        )
    ]
    rows = [list(_wrapped(text, style, width - 2 * margin)) for text, style in blocks]
    gap = letters * _TITLE_HEIGHT * 0.6
    heights = [
        len(texts) * style.height_px * _LEADING for texts, (_, style) in zip(rows, blocks, strict=True)
    ]
    below_name = margin + heights[0] + gap
    middle = max(below_name, (height - heights[1] - gap - heights[2]) / 2)
    lines = []
    for top, texts, (_, style) in zip((margin, middle, middle + heights[1] + gap), rows, blocks, strict=True):
        for number, text in enumerate(texts):
            lines.append(_Line(text, style, round(top + style.height_px * (1 + _LEADING * number))))
    return lines, middle + heights[1] + (gap + heights[2] if detail else 0)


def _wrapped(text: str, style: _Style, width_px: int) -> Iterator[str]:
    """Break `text` into lines of at most `width_px`."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _width_px(longer, style) <= width_px:
            line = longer
            continue
        if line:
            yield line
        line = word
        while _width_px(line, style) > width_px and len(line) > 1:
            # a path or a name without spaces
            letters = len(line) - 1
            while letters > 1 and _width_px(line[:letters], style) > width_px:
                letters -= 1
            yield line[:letters]
            line = line[letters:]
    if line:
        yield line


def _write(canvas: Plane, lines: list[_Line]) -> None:
    font, margin = cv2.FontFace(_FONT), _margin_px(canvas)
    for text, style, baseline in lines:
        cv2.putText(canvas, text, (margin, baseline), style.colour, font, style.height_px, style.weight)


def _margin_px(canvas: Plane) -> int:
    return int(_MARGIN * min(canvas.shape[:2]))


def _width_px(text: str, style: _Style) -> int:
    box = cv2.getTextSize((0, 0), text, (0, 0), cv2.FontFace(_FONT), style.height_px, style.weight)
    return int(box[2])
