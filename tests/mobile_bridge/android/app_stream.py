"""A film through the app's link, as a phone sends it, to whoever takes the computer's frames."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mobile_bridge.bridge import Bridge
from mobile_bridge.source import PhoneSource
from tests.mobile_bridge.android.app_link import AppLink
from tests.mobile_bridge.phone import Encoder
from vcam.core.formats import FrameSize
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest

BITRATE_BPS = 4_000_000


@dataclass
class Ages:
    """How old each frame is when it is there as an array, in ms, by the number of its picture.

    `from_encoder` counts from the moment the picture is given to the encoder, `from_link` from the moment its
    access unit is given to the app. `estimate_errors` is by how much the computer's own estimate is off.
    """

    from_encoder: dict[int, float] = field(default_factory=dict)
    from_link: dict[int, float] = field(default_factory=dict)
    estimate_errors: list[float] = field(default_factory=list)
    sent_bytes: int = 0


def stream(bridge: Bridge, app: AppLink, size: FrameSize, *, pictures: int, fps: int = 30) -> Ages:
    """Let an app that is paired send so many pictures, and take each frame as the program does."""
    encoder, source, ages = Encoder(size, fps), PhoneSource(bridge), Ages()
    encoder._codec.bit_rate = BITRATE_BPS
    film = _film(size)
    given: dict[int, tuple[int, int]] = {}
    app.stream(size)

    def take() -> None:
        mode = source.open(CaptureRequest(size))
        frame = Frame.allocate(mode.format, mode.size, mode.colour)
        number = 0
        while number < pictures and source.read_into(frame):
            assert frame.planes[0].any()
            now_ns, number = time.perf_counter_ns(), frame.sequence
            captured_ns, encoded_ns = given[number]
            ages.from_encoder[number] = (now_ns - captured_ns) / 1e6
            ages.from_link[number] = (now_ns - encoded_ns) / 1e6
            ages.estimate_errors.append((frame.captured_ns - captured_ns) / 1e6)

    taking = threading.Thread(target=take, name="program")
    taking.start()
    start_s = time.monotonic()
    for number in range(1, pictures + 1):
        time.sleep(max(0.0, start_s + number / fps - time.monotonic()))
        captured_ns = time.perf_counter_ns()  # one clock with the JVM's System.nanoTime
        data = encoder.encode(film[number % len(film)], key=number == 1)
        given[number] = captured_ns, time.perf_counter_ns()
        app.show(data, captured_us=captured_ns // 1000)
        ages.sent_bytes += len(data)
    taking.join(20)
    source.close()
    return ages


def _film(size: FrameSize) -> list[NDArray[np.uint8]]:
    """Luma planes of something that moves, with some noise."""
    rng = np.random.default_rng(3)
    across, down = np.arange(size.width), np.arange(size.height)[:, None]
    scene = 60 + 30 * np.sin(across / 40) * np.cos(down / 30)
    return [
        (np.roll(scene, 6 * turn, 1) + rng.normal(0, 2, (size.height, size.width)))
        .clip(0, 255)
        .astype(np.uint8)
        for turn in range(8)
    ]
