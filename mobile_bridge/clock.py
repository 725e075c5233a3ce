"""When a picture was taken, in the desktop's time; and how the link fares.

A phone's clock has nothing to do with the desktop's. A ping goes there and back: half-way between the two
moments the phone read its clock, give or take half of the way (RFC 5905, section 8, with one time stamp on
the far side). The shortest way of the last pings tells the offset best.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

KEPT_PINGS = 10
JUMP_NS = 20_000_000
"""Two offsets agree to within half of both ways there and back, and this, for drift and coarse clocks.

What is off by more is a clock that was set, or a side that slept.
"""

DRIFT = 5000  # two clocks differ by less than one part in so many

JITTER_PART = 1 / 16  # RFC 3550, section 6.4.1
QUEUE_WINDOW = 300  # pictures over which the shortest delay is looked for
QUEUED_MS = 60.0
LEAST_BPS, MOST_BPS = 300_000, 16_000_000
BITS_PER_PIXEL = 0.15
DOWN, UP = 0.7, 1.06


@dataclass(frozen=True, slots=True)
class Sample:
    """What one ping told."""

    offset_ns: int
    rtt_ns: int


class PhoneClock:
    """Follows a phone's clock. Times are `time.perf_counter_ns()`; the phone's are microseconds."""

    def __init__(self) -> None:
        self._samples: deque[Sample] = deque(maxlen=KEPT_PINGS)
        self._best: Sample | None = None  # of the samples; other threads read it
        self._guess_ns: int | None = None  # before the first pong: as if pictures took no time
        self._guessed_ns = 0
        self._last_ns = 0

    @property
    def rtt_ms(self) -> float | None:
        """Shortest time there and back of late; None before the first answer."""
        best = self._best
        return best.rtt_ns / 1e6 if best is not None else None

    @property
    def offset_ms(self) -> float | None:
        """The desktop's clock minus the phone's; None before the first answer."""
        best = self._best
        return best.offset_ns / 1e6 if best is not None else None

    def pong(self, sent_ns: int, clock_us: float, arrived_ns: int) -> bool:
        """Take an answer to a ping; True if one of the clocks was set since the last."""
        rtt_ns = max(0, arrived_ns - sent_ns)
        sample = Sample(sent_ns + rtt_ns // 2 - round(clock_us * 1000), rtt_ns)
        jumped = self._best is not None and _contradict(sample, self._best)
        if jumped:
            self._samples.clear()
        self._samples.append(sample)
        self._best = min(self._samples, key=lambda each: each.rtt_ns)
        return jumped

    def captured_ns(self, captured_us: int, arrived_ns: int) -> int:
        """When a picture was taken, in the desktop's time: not in the future, and after the last one."""
        if self._best is not None:
            taken_ns = captured_us * 1000 + self._best.offset_ns
        else:
            offset_ns = arrived_ns - captured_us * 1000
            if self._guess_ns is not None:
                elapsed_ns = max(0, arrived_ns - self._guessed_ns)
                offset_ns = min(offset_ns, self._guess_ns + elapsed_ns // DRIFT)
            self._guess_ns, self._guessed_ns = offset_ns, arrived_ns
            taken_ns = captured_us * 1000 + offset_ns
        self._last_ns = max(self._last_ns + 1, min(taken_ns, arrived_ns))
        return self._last_ns


def _contradict(one: Sample, other: Sample) -> bool:
    return abs(one.offset_ns - other.offset_ns) > (one.rtt_ns + other.rtt_ns) // 2 + JUMP_NS


class Link:
    """Delay, jitter and loss of pictures, and the bitrate that the link carries."""

    def __init__(self) -> None:
        self.delay_ms = 0.0
        self.jitter_ms = 0.0
        self.received = 0
        self.lost = 0
        self.bitrate_bps = 0
        self._delays_ms: deque[float] = deque(maxlen=QUEUE_WINDOW)
        self._sequence: int | None = None

    def arrived(self, sequence: int, delay_ms: float) -> bool:
        """Count a picture; False if there are some missing before it.

        Parameters
        ----------
        sequence
            Its number, which wraps at 2**32. A number that goes back is a phone that began anew.
        delay_ms
            From its capture to its arrival.
        """
        former, self._sequence = self._sequence, sequence
        missing = 0 if former is None else (sequence - former - 1) % 2**32
        missing = missing if missing < 2**31 else 0
        self.jitter_ms += JITTER_PART * (abs(delay_ms - self.delay_ms) - self.jitter_ms) * (self.received > 0)
        self.delay_ms = delay_ms
        self._delays_ms.append(delay_ms)
        self.received += 1
        self.lost += missing
        return missing == 0

    def time_anew(self) -> None:
        """Compare no delay with those before: the clocks are told apart in another way from now on."""
        self._delays_ms.clear()

    @property
    def queueing_ms(self) -> float:
        """By how much pictures have come later of late than the quickest one."""
        if not self._delays_ms:
            return 0.0
        newest = list(self._delays_ms)[-10:]
        return sorted(newest)[len(newest) // 2] - min(self._delays_ms)

    def steer(self, width: int, height: int, fps: float) -> int:
        """Return the bitrate to ask for; to be called once a second.

        A good deal less where pictures queue up, a little more where they do not.
        """
        most = min(max(round(BITS_PER_PIXEL * width * height * max(fps, 1)), LEAST_BPS), MOST_BPS)
        now = self.bitrate_bps or most
        now = round(now * (DOWN if self.queueing_ms > QUEUED_MS else UP))
        self.bitrate_bps = min(max(now, LEAST_BPS), most)
        return self.bitrate_bps
