"""The part of Video4Linux2's binary interface that this program speaks.

Structures and numbers follow the kernel's documentation of the user-space API (Linux 6.1, "Part I - Video for
Linux API") and hold for every architecture, because `ctypes` lays them out with the platform's own rules. The
event at the end is v4l2loopback's.
"""

from __future__ import annotations

import ctypes
from ctypes import c_int32, c_int64, c_long, c_uint8, c_uint32, c_ulong

# v4l2_buf_type, v4l2_memory
CAPTURE = 1
OUTPUT = 2
MMAP = 1

# v4l2_capability.device_caps
CAP_VIDEO_CAPTURE = 0x00000001
CAP_VIDEO_OUTPUT = 0x00000002
CAP_STREAMING = 0x04000000
CAP_DEVICE_CAPS = 0x80000000

# v4l2_frmsizeenum.type, v4l2_frmivalenum.type
DISCRETE = 1

FIELD_NONE = 1

# v4l2_colorspace, v4l2_ycbcr_encoding, v4l2_quantization: the values that change how a picture is read
COLORSPACE_SMPTE170M = 1
COLORSPACE_REC709 = 3
COLORSPACE_JPEG = 7
COLORSPACE_DCI_P3 = 12
YCBCR_601 = 1
YCBCR_709 = 2
YCBCR_XV709 = 4
FULL_RANGE = 1
LIMITED_RANGE = 2

# v4l2_buffer.flags
BUFFER_ERROR = 0x00000040
TIMESTAMP_MASK = 0x0000E000
TIMESTAMP_MONOTONIC = 0x00002000

# v4l2_queryctrl.type and .flags, and the controls that this program sets
CTRL_MENU = 3
CTRL_INTEGER_MENU = 9
CTRL_DISABLED = 0x0001
CTRL_READ_ONLY = 0x0004
CID_POWER_LINE_FREQUENCY = 0x00980918
CID_EXPOSURE_AUTO_PRIORITY = 0x009A0903  # v4l2-ctl calls it exposure_dynamic_framerate since Linux 6

EVENT_SEND_INITIAL = 1
EVENT_CLIENT_USAGE = 0x10E00001  # v4l2loopback 0.13 and later: 1 while a reader streams, else 0


class Capability(ctypes.Structure):
    """What a driver says about itself."""

    _fields_ = [
        ("driver", c_uint8 * 16),
        ("card", c_uint8 * 32),
        ("bus_info", c_uint8 * 32),
        ("version", c_uint32),
        ("capabilities", c_uint32),
        ("device_caps", c_uint32),
        ("reserved", c_uint32 * 3),
    ]


class FormatDescription(ctypes.Structure):
    """One entry in the list of pixel formats."""

    _fields_ = [
        ("index", c_uint32),
        ("type", c_uint32),
        ("flags", c_uint32),
        ("description", c_uint8 * 32),
        ("pixelformat", c_uint32),
        ("mbus_code", c_uint32),
        ("reserved", c_uint32 * 3),
    ]


class Fraction(ctypes.Structure):
    """A time per frame in seconds, or a rate."""

    _fields_ = [("numerator", c_uint32), ("denominator", c_uint32)]


class _DiscreteSize(ctypes.Structure):
    _fields_ = [("width", c_uint32), ("height", c_uint32)]


class _StepwiseSize(ctypes.Structure):
    _fields_ = [
        (f"{what}_{side}", c_uint32) for side in ("width", "height") for what in ("min", "max", "step")
    ]


class _SizeUnion(ctypes.Union):
    _fields_ = [("discrete", _DiscreteSize), ("stepwise", _StepwiseSize)]


class FrameSizeEntry(ctypes.Structure):
    """One picture size, or a range of them."""

    _anonymous_ = ("size",)
    _fields_ = [
        ("index", c_uint32),
        ("pixel_format", c_uint32),
        ("type", c_uint32),
        ("size", _SizeUnion),
        ("reserved", c_uint32 * 2),
    ]


class _StepwiseInterval(ctypes.Structure):
    _fields_ = [("min", Fraction), ("max", Fraction), ("step", Fraction)]


class _IntervalUnion(ctypes.Union):
    _fields_ = [("discrete", Fraction), ("stepwise", _StepwiseInterval)]


class FrameIntervalEntry(ctypes.Structure):
    """One time per frame, or a range of them."""

    _anonymous_ = ("interval",)
    _fields_ = [
        ("index", c_uint32),
        ("pixel_format", c_uint32),
        ("width", c_uint32),
        ("height", c_uint32),
        ("type", c_uint32),
        ("interval", _IntervalUnion),
        ("reserved", c_uint32 * 2),
    ]


class PixFormat(ctypes.Structure):
    """Size, pixel format and colour of a picture in memory."""

    _fields_ = [
        (name, c_uint32)
        for name in (
            "width",
            "height",
            "pixelformat",
            "field",
            "bytesperline",
            "sizeimage",
            "colorspace",
            "priv",
            "flags",
            "ycbcr_enc",
            "quantization",
            "xfer_func",
        )
    ]


class _FormatUnion(ctypes.Union):
    # The pointer stands for struct v4l2_window, which gives the union its alignment.
    _fields_ = [("pix", PixFormat), ("raw", c_uint8 * 200), ("align", ctypes.c_void_p)]


class Format(ctypes.Structure):
    """Argument of G_FMT and S_FMT."""

    _anonymous_ = ("fmt",)
    _fields_ = [("type", c_uint32), ("fmt", _FormatUnion)]


class _StreamUnion(ctypes.Union):
    class _Parameters(ctypes.Structure):
        _fields_ = [
            ("capability", c_uint32),
            ("mode", c_uint32),
            ("timeperframe", Fraction),
            ("extended", c_uint32),
            ("buffers", c_uint32),
        ]

    _fields_ = [("parm", _Parameters), ("raw", c_uint8 * 200)]


class StreamParameters(ctypes.Structure):
    """Argument of G_PARM and S_PARM; capture and output have the same layout."""

    _anonymous_ = ("union",)
    _fields_ = [("type", c_uint32), ("union", _StreamUnion)]


class RequestBuffers(ctypes.Structure):
    """Argument of REQBUFS."""

    _fields_ = [
        ("count", c_uint32),
        ("type", c_uint32),
        ("memory", c_uint32),
        ("capabilities", c_uint32),
        ("flags", c_uint8),
        ("reserved", c_uint8 * 3),
    ]


class _TimeVal(ctypes.Structure):
    _fields_ = [("sec", c_long), ("usec", c_long)]


class _TimeCode(ctypes.Structure):
    _fields_ = [("type", c_uint32), ("flags", c_uint32), ("digits", c_uint8 * 8)]


class _BufferUnion(ctypes.Union):
    _fields_ = [("offset", c_uint32), ("userptr", c_ulong)]


class Buffer(ctypes.Structure):
    """Argument of QUERYBUF, QBUF and DQBUF."""

    _anonymous_ = ("m",)
    _fields_ = [
        ("index", c_uint32),
        ("type", c_uint32),
        ("bytesused", c_uint32),
        ("flags", c_uint32),
        ("field", c_uint32),
        ("timestamp", _TimeVal),
        ("timecode", _TimeCode),
        ("sequence", c_uint32),
        ("memory", c_uint32),
        ("m", _BufferUnion),
        ("length", c_uint32),
        ("reserved2", c_uint32),
        ("request_fd", c_int32),
    ]


class ControlValue(ctypes.Structure):
    """Argument of G_CTRL and S_CTRL."""

    _fields_ = [("id", c_uint32), ("value", c_int32)]


class ControlDescription(ctypes.Structure):
    """Argument of QUERYCTRL."""

    _fields_ = [
        ("id", c_uint32),
        ("type", c_uint32),
        ("name", c_uint8 * 32),
        ("minimum", c_int32),
        ("maximum", c_int32),
        ("step", c_int32),
        ("default_value", c_int32),
        ("flags", c_uint32),
        ("reserved", c_uint32 * 2),
    ]


class _MenuUnion(ctypes.Union):
    _pack_ = 1
    _fields_ = [("name", c_uint8 * 32), ("value", c_int64)]


class MenuEntry(ctypes.Structure):
    """Argument of QUERYMENU; packed, says the kernel."""

    _anonymous_ = ("u",)
    _pack_ = 1
    _fields_ = [("id", c_uint32), ("index", c_uint32), ("u", _MenuUnion), ("reserved", c_uint32)]


class EventSubscription(ctypes.Structure):
    """Argument of SUBSCRIBE_EVENT."""

    _fields_ = [("type", c_uint32), ("id", c_uint32), ("flags", c_uint32), ("reserved", c_uint32 * 5)]


class _EventUnion(ctypes.Union):
    _fields_ = [("count", c_uint32), ("raw", c_uint8 * 64), ("align", c_int64)]


class Event(ctypes.Structure):
    """Argument of DQEVENT; `count` is that of EVENT_CLIENT_USAGE."""

    _anonymous_ = ("u",)
    _fields_ = [
        ("type", c_uint32),
        ("u", _EventUnion),
        ("pending", c_uint32),
        ("sequence", c_uint32),
        ("timestamp", c_long * 2),
        ("id", c_uint32),
        ("reserved", c_uint32 * 8),
    ]


_WRITE, _READ = 1, 2


def _request(direction: int, number: int, argument: type[ctypes._CData]) -> int:
    # asm-generic/ioctl.h: direction, size of the argument, type "V", number
    return direction << 30 | ctypes.sizeof(argument) << 16 | ord("V") << 8 | number


QUERYCAP = _request(_READ, 0, Capability)
ENUM_FMT = _request(_READ | _WRITE, 2, FormatDescription)
G_FMT = _request(_READ | _WRITE, 4, Format)
S_FMT = _request(_READ | _WRITE, 5, Format)
REQBUFS = _request(_READ | _WRITE, 8, RequestBuffers)
QUERYBUF = _request(_READ | _WRITE, 9, Buffer)
QBUF = _request(_READ | _WRITE, 15, Buffer)
DQBUF = _request(_READ | _WRITE, 17, Buffer)
STREAMON = _request(_WRITE, 18, c_int32)
STREAMOFF = _request(_WRITE, 19, c_int32)
G_PARM = _request(_READ | _WRITE, 21, StreamParameters)
S_PARM = _request(_READ | _WRITE, 22, StreamParameters)
G_CTRL = _request(_READ | _WRITE, 27, ControlValue)
S_CTRL = _request(_READ | _WRITE, 28, ControlValue)
QUERYCTRL = _request(_READ | _WRITE, 36, ControlDescription)
QUERYMENU = _request(_READ | _WRITE, 37, MenuEntry)
ENUM_FRAMESIZES = _request(_READ | _WRITE, 74, FrameSizeEntry)
ENUM_FRAMEINTERVALS = _request(_READ | _WRITE, 75, FrameIntervalEntry)
DQEVENT = _request(_READ, 89, Event)
SUBSCRIBE_EVENT = _request(_WRITE, 90, EventSubscription)


def fourcc(text: str) -> int:
    """Four-character code as the number that the kernel has: ``fourcc("YUYV")``."""
    return int.from_bytes(text.encode("latin-1"), "little")


def fourcc_text(number: int) -> str:
    """Give the code as text: ``"YUYV"``; a big-endian variant ends in a character above 127."""
    return number.to_bytes(4, "little").decode("latin-1")


def text_of(field: ctypes.Array[c_uint8]) -> str:
    """Text in a field of a structure, up to its first zero byte."""
    return bytes(field).split(b"\0", 1)[0].decode("utf-8", "replace")
