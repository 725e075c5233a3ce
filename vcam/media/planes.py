"""Between FFmpeg's pictures and our frames, plane by plane.

FFmpeg pads the lines of its planes, ours have none; that copy is the only one where the formats agree.
swscale is used where they do not.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from vcam.core.formats import Colour, FrameSize, Matrix, PixelFormat, Plane
from vcam.core.frame import Frame

FFMPEG_NAMES = {
    PixelFormat.BGR: "bgr24",
    PixelFormat.I420: "yuv420p",
    PixelFormat.NV12: "nv12",
    PixelFormat.YUYV: "yuyv422",
    PixelFormat.I422: "yuv422p",
    PixelFormat.UYVY: "uyvy422",
}
# the "j" names are FFmpeg's older way to say full range
_NATIVE = {name: kind for kind, name in FFMPEG_NAMES.items()} | {
    "yuvj420p": PixelFormat.I420,
    "yuvj422p": PixelFormat.I422,
}

# ITU-T H.273, MatrixCoefficients
_H273_RGB, _H273_BT709, _H273_UNSPECIFIED, _H273_BT601, _H273_BT2020 = 0, 1, 2, (4, 5, 6), (9, 10)
H273_MATRIX = {Matrix.BT601: 6, Matrix.BT709: 1}
_SWSCALE_MATRIX = {Matrix.BT601: Colorspace.ITU601, Matrix.BT709: Colorspace.ITU709}
HD_LINES = 720

# clockwise turns by FFmpeg's angle, which counts counter-clockwise
_TURNS = {
    0: None,
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    -180: cv2.ROTATE_180,
    -90: cv2.ROTATE_90_CLOCKWISE,
}


def rotation_of(picture: VideoFrame) -> int:
    """Turn that the file asks for, counter-clockwise, to the nearest quarter: 0, 90, 180, -180 or -90."""
    return round(picture.rotation / 90) * 90


def format_of(picture: VideoFrame) -> PixelFormat:
    """The frame format that holds `picture` with the least work: its own, else I420.

    A quarter turn swaps the sides of a chroma sample, which 4:2:2 cannot follow.
    """
    native = _NATIVE.get(picture.format.name, PixelFormat.I420)
    if rotation_of(picture) and native not in {PixelFormat.I420, PixelFormat.NV12, PixelFormat.BGR}:
        return PixelFormat.I420
    return native


def size_of(picture: VideoFrame) -> FrameSize:
    """Size in which `picture` is to be shown, after its rotation."""
    upright = FrameSize(picture.width, picture.height)
    return FrameSize(*upright[::-1]) if rotation_of(picture) % 180 else upright


def colour_of(picture: VideoFrame) -> Colour:
    """Colour of the frame made from `picture`.

    Where the file does not say, BT.601 below 720 lines and BT.709 from there on, as players have it. BT.2020
    is converted to BT.709, RGB in another layout than BGR to studio range.
    """
    matrix = Matrix.BT709 if picture.height >= HD_LINES else Matrix.BT601
    if picture.colorspace in _H273_BT601:
        matrix = Matrix.BT601
    elif picture.colorspace in {_H273_BT709, *_H273_BT2020}:
        matrix = Matrix.BT709
    rgb = picture.colorspace == _H273_RGB
    full = picture.color_range == ColorRange.JPEG or picture.format.name.startswith("yuvj")
    return Colour(matrix, full_range=full and not rgb)


def _unpadded(plane: VideoPlane, shape: tuple[int, ...]) -> Plane:
    """View of FFmpeg's plane in the shape of ours; writable."""
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, abs(plane.line_size))
    if plane.line_size < 0:  # a picture that is stored bottom up
        rows = rows[::-1]
    return rows[: shape[0], : math.prod(shape[1:])].reshape(shape)


def _upright_shape(shape: tuple[int, ...], quarter_turned: bool) -> tuple[int, ...]:
    return (shape[1], shape[0], *shape[2:]) if quarter_turned else shape


def picture_to_frame(picture: VideoFrame, frame: Frame, scaler: VideoReformatter | None = None) -> None:
    """Write the picture, turned upright, into ``frame.data``; converts and scales only if it must.

    Time and number are left to the caller. Who converts many pictures alike gives the same `scaler` for all
    of them, from one thread: it keeps its tables.
    """
    rotation = rotation_of(picture)
    width, height = frame.size[::-1] if rotation % 180 else frame.size
    same_colour = frame.format is PixelFormat.BGR or colour_of(picture) == frame.colour
    same_colour = same_colour and picture.colorspace not in _H273_BT2020
    agrees = _NATIVE.get(picture.format.name) == frame.format and same_colour
    if not (agrees and (picture.width, picture.height) == (width, height)):
        size = FrameSize(width, height)
        picture = _converted(picture, size, frame.format, frame.colour, scaler or VideoReformatter())
    for source, plane in zip(picture.planes, frame.planes, strict=True):
        rows = _unpadded(source, _upright_shape(plane.shape, bool(rotation % 180)))
        turn = _TURNS[rotation]
        if turn is None:
            np.copyto(plane, rows)
        else:
            cv2.rotate(rows, turn, plane)


def _converted(
    picture: VideoFrame,
    size: FrameSize,
    format: PixelFormat,  # noqa: A002
    colour: Colour,
    scaler: VideoReformatter,
) -> VideoFrame:
    """The picture in another size, format or colour, by swscale; both colours are always named to it."""
    meant = colour_of(picture)
    source_matrix = Colorspace.BT2020 if picture.colorspace in _H273_BT2020 else _SWSCALE_MATRIX[meant.matrix]
    source_range = picture.color_range or (ColorRange.JPEG if meant.full_range else ColorRange.MPEG)
    return scaler.reformat(
        picture,
        size.width,
        size.height,
        FFMPEG_NAMES[format],
        src_colorspace=source_matrix,
        dst_colorspace=_SWSCALE_MATRIX[colour.matrix],
        src_color_range=source_range,
        dst_color_range=ColorRange.JPEG if colour.full_range else ColorRange.MPEG,
        threads=1,  # the other cores are for the enhancement
    )


def frame_to_picture(frame: Frame, picture: VideoFrame) -> None:
    """Write the frame into a picture of the same format and size."""
    for plane, target in zip(frame.planes, picture.planes, strict=True):
        np.copyto(_unpadded(target, plane.shape), plane)


def repeat_edge(frame: Frame, larger: Frame) -> None:
    """Write the frame into one that may be a pixel wider or higher: the last column and row twice.

    A packed row of odd width has that pixel already, whatever it holds.
    """
    for plane, target in zip(frame.planes, larger.planes, strict=True):
        height, width = plane.shape[:2]
        target[:height, :width] = plane
        target[:, width:] = target[:, width - 1 : width]
        target[height:] = target[height - 1]
