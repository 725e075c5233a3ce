from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from vcam.core.formats import FULL_601, STUDIO_601, Colour, FrameSize, Matrix, PixelFormat
from vcam.core.frame import Frame
from vcam.sinks.card import draw_card

TITLE, DETAIL = "Camera unplugged, waiting", "Plug it in again and the picture comes back by itself."
LONG = "The camera with a name that does not end, " * 12


def drawn(size: FrameSize, title: str = TITLE, detail: str = DETAIL) -> NDArray[np.uint8]:
    frame = Frame.allocate(PixelFormat.BGR, size)
    draw_card(frame, title, detail)
    return frame.planes[0]


def ink(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where there are letters: all of them are lighter than the slate."""
    return np.asarray(picture.max(axis=2) > 110)


@pytest.mark.parametrize(
    "size", [(160, 120), (320, 240), (640, 480), (1280, 720), (720, 1280), (641, 361), (3840, 2160)], ids=str
)
@pytest.mark.parametrize(("title", "detail"), [(TITLE, DETAIL), (TITLE, ""), (TITLE, LONG), (LONG, LONG)])
def test_text_keeps_clear_of_the_edges(size: tuple[int, int], title: str, detail: str) -> None:
    letters = ink(drawn(FrameSize(*size), title, detail))
    assert letters.any()
    edge = min(size) // 20
    inside = letters[edge:-edge, edge:-edge]
    assert letters.sum() == inside.sum()


def test_word_without_an_end_is_broken() -> None:
    letters = ink(drawn(FrameSize(320, 240), "/dev/v4l/by-id/" + "x" * 80))
    assert letters[:, -15:].sum() == 0
    assert letters.sum() > ink(drawn(FrameSize(320, 240), "/dev/v4l")).sum()


def test_state_can_be_told_from_another() -> None:
    size = FrameSize(320, 240)
    assert not np.array_equal(drawn(size, "Camera is off"), drawn(size, "Camera unplugged, waiting"))
    assert not np.array_equal(drawn(size, TITLE, ""), drawn(size, TITLE, DETAIL))
    assert np.array_equal(drawn(size), drawn(size))


def test_letters_of_other_scripts_are_drawn() -> None:
    size = FrameSize(640, 480)
    assert not np.array_equal(drawn(size, "日本"), drawn(size, "??"))


@pytest.mark.parametrize("size", [(2, 2), (3, 5), (47, 200), (200, 47)])
def test_too_small_for_a_word_is_plain_slate(size: tuple[int, int]) -> None:
    picture = drawn(FrameSize(*size))
    assert not ink(picture).any()
    assert picture.min() > 10


def as_bgr(frame: Frame) -> NDArray[np.uint8]:
    """By OpenCV, which knows BT.601 in studio range."""
    width, height = frame.size
    packed = frame.data.reshape(height, width, 2) if frame.format is PixelFormat.YUYV else None
    match frame.format:
        case PixelFormat.I420:
            return np.asarray(cv2.cvtColor(frame.data.reshape(-1, width), cv2.COLOR_YUV2BGR_I420), np.uint8)
        case PixelFormat.NV12:
            return np.asarray(cv2.cvtColor(frame.data.reshape(-1, width), cv2.COLOR_YUV2BGR_NV12), np.uint8)
        case _:
            assert packed is not None
            return np.asarray(cv2.cvtColor(packed, cv2.COLOR_YUV2BGR_YUYV), np.uint8)


@pytest.mark.parametrize("kind", [PixelFormat.I420, PixelFormat.NV12, PixelFormat.YUYV])
def test_looks_alike_in_every_format(kind: PixelFormat) -> None:
    size = FrameSize(640, 360)
    frame = Frame.allocate(kind, size, STUDIO_601)
    draw_card(frame, TITLE, DETAIL)
    assert np.abs(as_bgr(frame).astype(int) - drawn(size)).mean() < 2


@pytest.mark.parametrize("kind", list(PixelFormat), ids=lambda each: each.name)
@pytest.mark.parametrize("size", [(161, 121), (160, 121), (161, 120)], ids=str)
def test_odd_sizes_are_drawn_whole(kind: PixelFormat, size: tuple[int, int]) -> None:
    seen = []
    for fill in (0, 255):
        frame = Frame.allocate(kind, FrameSize(*size), STUDIO_601)
        frame.data.fill(fill)
        draw_card(frame, TITLE)
        seen.append(frame.data.copy())
        # slate and grey letters: neither plane has strong colours, nor black or white holes
        assert frame.data.min() > 8
    assert np.array_equal(seen[0], seen[1])


def test_colour_of_the_frame_is_kept_to() -> None:
    studio, full = (Frame.allocate(PixelFormat.I420, FrameSize(320, 240), c) for c in (STUDIO_601, FULL_601))
    for frame in (studio, full):
        draw_card(frame, TITLE)
    low, high = (frame.planes[0].astype(float) for frame in (studio, full))
    assert np.abs((low - 16) * 255 / 219 - high).mean() < 1.5


def test_matrix_of_the_frame_is_kept_to() -> None:
    sd, hd = (Frame.allocate(PixelFormat.I420, FrameSize(320, 240), Colour(matrix)) for matrix in Matrix)
    for frame in (sd, hd):
        draw_card(frame, TITLE)
    assert not np.array_equal(sd.data, hd.data)
