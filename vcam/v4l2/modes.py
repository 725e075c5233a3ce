"""Which picture formats, sizes and rates a camera has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vcam.core.formats import FrameSize
from vcam.v4l2 import abi
from vcam.v4l2.device import FALLBACK_FPS, Device

# What is offered of a range of sizes: those that people ask for.
USUAL_SIZES = (
    FrameSize(320, 240),
    FrameSize(640, 360),
    FrameSize(640, 480),
    FrameSize(960, 540),
    FrameSize(1280, 720),
    FrameSize(1920, 1080),
    FrameSize(2560, 1440),
    FrameSize(3840, 2160),
)
USUAL_FPS = 30.0


@dataclass(frozen=True, slots=True)
class Mode:
    """One thing that a camera can deliver; `fourcc` is the kernel's name of the format."""

    fourcc: str
    size: FrameSize
    fps: float

    def __str__(self) -> str:
        return f"{self.fourcc} {self.size} at {self.fps:g} fps"


def capture_modes(device: Device) -> tuple[Mode, ...]:
    """All modes of a camera, in the driver's order.

    A range of sizes is given as the usual sizes in it, a range of rates as its ends and 30 fps. A driver that
    names no rates (a loopback device) gets the usual one.
    """
    formats = [
        abi.fourcc_text(entry.pixelformat)
        for entry in device.entries(abi.ENUM_FMT, abi.FormatDescription(type=abi.CAPTURE))
    ]
    return tuple(
        Mode(fourcc, size, fps)
        for fourcc in formats
        for size in _sizes(device, fourcc)
        for fps in _rates(device, fourcc, size)
    )


def _sizes(device: Device, fourcc: str) -> list[FrameSize]:
    sizes: list[FrameSize] = []
    asked = abi.FrameSizeEntry(pixel_format=abi.fourcc(fourcc))
    for entry in device.entries(abi.ENUM_FRAMESIZES, asked):
        if entry.type != abi.DISCRETE:
            return _sizes_in(entry.stepwise)
        sizes.append(FrameSize(entry.discrete.width, entry.discrete.height))
    return sizes or [_size_now(device)]


def _sizes_in(steps: abi._StepwiseSize) -> list[FrameSize]:
    smallest = FrameSize(steps.min_width, steps.min_height)
    largest = FrameSize(steps.max_width, steps.max_height)
    step = FrameSize(max(steps.step_width, 1), max(steps.step_height, 1))

    def fits(size: FrameSize) -> bool:
        return all(
            low <= side <= high and (side - low) % by == 0
            for low, side, high, by in zip(smallest, size, largest, step, strict=True)
        )

    return [size for size in USUAL_SIZES if fits(size)] or [largest]


def _size_now(device: Device) -> FrameSize:
    pix = device.get_format(abi.CAPTURE)
    return FrameSize(pix.width, pix.height)


def _rates(device: Device, fourcc: str, size: FrameSize) -> list[float]:
    asked = abi.FrameIntervalEntry(pixel_format=abi.fourcc(fourcc), width=size.width, height=size.height)
    rates: list[float] = []
    for entry in device.entries(abi.ENUM_FRAMEINTERVALS, asked):
        if entry.type != abi.DISCRETE:
            return sorted(_rates_in(entry.stepwise), reverse=True)
        rates.extend(_rate(entry.discrete))
    return rates or [FALLBACK_FPS]


def _rates_in(steps: abi._StepwiseInterval) -> set[float]:
    ends = {*_rate(steps.min), *_rate(steps.max)}
    if ends and min(ends) <= USUAL_FPS <= max(ends):
        ends.add(USUAL_FPS)
    return ends or {FALLBACK_FPS}


def _rate(interval: abi.Fraction) -> Iterator[float]:
    if interval.numerator and interval.denominator:
        yield interval.denominator / interval.numerator
