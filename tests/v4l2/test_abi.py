"""The numbers are those of <linux/videodev2.h> on x86-64, printed by a C program."""

from __future__ import annotations

import platform

import pytest

from vcam.v4l2 import abi

pytestmark = pytest.mark.skipif(
    platform.machine() not in {"x86_64", "aarch64"}, reason="layout of 64-bit machines"
)


@pytest.mark.parametrize(
    ("request_", "number"),
    [
        (abi.QUERYCAP, 0x80685600),
        (abi.ENUM_FMT, 0xC0405602),
        (abi.G_FMT, 0xC0D05604),
        (abi.S_FMT, 0xC0D05605),
        (abi.REQBUFS, 0xC0145608),
        (abi.QUERYBUF, 0xC0585609),
        (abi.QBUF, 0xC058560F),
        (abi.DQBUF, 0xC0585611),
        (abi.STREAMON, 0x40045612),
        (abi.STREAMOFF, 0x40045613),
        (abi.G_PARM, 0xC0CC5615),
        (abi.S_PARM, 0xC0CC5616),
        (abi.G_CTRL, 0xC008561B),
        (abi.S_CTRL, 0xC008561C),
        (abi.QUERYCTRL, 0xC0445624),
        (abi.QUERYMENU, 0xC02C5625),
        (abi.ENUM_FRAMESIZES, 0xC02C564A),
        (abi.ENUM_FRAMEINTERVALS, 0xC034564B),
        (abi.DQEVENT, 0x80885659),
        (abi.SUBSCRIBE_EVENT, 0x4020565A),
    ],
)
def test_request_numbers(request_: int, number: int) -> None:
    assert request_ == number


@pytest.mark.parametrize(
    ("field", "offset"),
    [
        (abi.Buffer.sequence, 56),
        (abi.Buffer.m, 64),
        (abi.Event.u, 8),
        (abi.Event.timestamp, 80),
        (abi.Format.fmt, 8),
        (abi.ControlDescription.flags, 56),
        (abi.MenuEntry.reserved, 40),
    ],
)
def test_offsets(field: object, offset: int) -> None:
    assert field.offset == offset  # type: ignore[attr-defined]


def test_fourcc_and_back() -> None:
    assert abi.fourcc("YUYV") == 0x56595559
    assert abi.fourcc_text(0x56595559) == "YUYV"
    # vivid has big-endian formats: bit 31 is set
    assert abi.fourcc(abi.fourcc_text(0xB6315258)) == 0xB6315258


def test_text_ends_at_the_first_zero_byte() -> None:
    answer = abi.Capability()
    answer.card[:] = b"Cam\xc3\xa9ra\0rest".ljust(32, b"\0")
    assert abi.text_of(answer.card) == "Caméra"
