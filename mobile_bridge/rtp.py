"""RTP packets to coded pictures, each as soon as it is whole; and what their time stamps mean here.

aiortc's own jitter buffer gives a picture out when the first packet of the next one is there: a frame
interval late (40 ms against 7 ms at 30 fps). The marker bit says which packet is a picture's last one (RFC
6184, section 5.1; RFC 7741, section 4.1), so nothing has to be waited for.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from aiortc.rtp import RtpPacket

VIDEO_CLOCK_HZ = 90_000
REPAIR_S = 0.2
"""How long a lost packet may take to be sent again. After that a key frame is quicker."""

MOST_PACKETS = 2048  # of a picture that does not end, or behind a gap: 2.5 MB
ASK_S = 0.25
RESTARTED = 3000  # a sequence number that is off by more belongs to a stream that began anew (RFC 3550, A.1)


@dataclass(frozen=True, slots=True)
class CodedPicture:
    """What the packets of one time stamp hold. `after_loss`: there are some missing before it."""

    data: bytes
    timestamp: int
    payload_type: int
    after_loss: bool


class Reassembly:
    """Takes the place of `aiortc.jitterbuffer.JitterBuffer` in a receiver of video.

    Parameters
    ----------
    take
        Gets each picture, in order; tells whether a key frame is needed.
    clock
        Seconds.
    """

    def __init__(
        self, take: Callable[[CodedPicture], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._take = take
        self._clock = clock
        self._next: int | None = None  # the sequence number that goes on
        self._run: list[RtpPacket] = []  # of the picture that is not whole yet, without gaps
        self._ahead: dict[int, RtpPacket] = {}  # behind a gap
        self._gap_since_s = 0.0
        self._lost = False
        self._needs_key = False
        self._asked_s = float("-inf")

    def add(self, packet: RtpPacket) -> tuple[bool, None]:
        """Take a packet, in any order.

        Returns
        -------
        tuple
            Whether to ask the sender for a key frame (PLI), and None in the place where aiortc's buffer has
            the picture, which goes to `take` here: several may become whole at once.
        """
        number = packet.sequence_number
        if self._next is None or abs(_distance(number, self._next)) > RESTARTED:
            self._lost = self._next is not None
            self._run, self._ahead, self._next = [], {}, number
        if _distance(number, self._next) >= 0:  # else it came twice, or too late
            if not self._ahead:
                self._gap_since_s = self._clock()
            self._ahead[number] = packet
            self._go_on()
            self._give_up_gaps()
        return self._ask(), None

    def _go_on(self) -> None:
        """Take all packets up to the first gap."""
        assert self._next is not None
        while (packet := self._ahead.pop(self._next, None)) is not None:
            self._next = (self._next + 1) % 2**16
            if self._run and self._run[0].timestamp != packet.timestamp:
                self._finish()  # of a sender that sets no marker
            self._run.append(packet)
            if packet.marker:
                self._finish()

    def _finish(self) -> None:
        run, self._run = self._run, []
        data = b"".join(each._data for each in run)  # type: ignore[attr-defined]  # set by the receiver
        if data:  # padding, which probes the link, has none
            lost, self._lost = self._lost, False
            self._needs_key = self._take(CodedPicture(data, run[0].timestamp, run[0].payload_type, lost))

    def _give_up_gaps(self) -> None:
        """Wait a while for what is missing, then go on without: the decoder waits for a key frame then."""
        late = bool(self._ahead) and self._clock() - self._gap_since_s > REPAIR_S
        if late or len(self._ahead) + len(self._run) > MOST_PACKETS:
            start = self._next or 0
            for number in sorted(self._ahead, key=lambda each: _distance(each, start)):
                if number not in self._ahead:
                    continue  # went with those before it
                if number != self._next:
                    self._run, self._next = [], number
                    self._lost = self._needs_key = True
                self._go_on()
            if len(self._run) > MOST_PACKETS:
                self._run, self._lost, self._needs_key = [], True, True

    def _ask(self) -> bool:
        now_s = self._clock()
        if self._needs_key and now_s - self._asked_s > ASK_S:
            self._asked_s = now_s
            return True
        return False


class RtpClock:
    """When a picture was taken, in the desktop's time, from its RTP time stamp.

    The sender's clock has nothing to do with ours, and sender reports tell its time of day, which need not be
    right. So the quickest picture of the last seconds is taken to have had no way at all: what is left out is
    the shortest delay, some milliseconds; jitter is taken out, and clocks may drift.
    """

    WINDOW_NS = 5_000_000_000

    def __init__(self) -> None:
        self._last: int | None = None
        self._unwrapped = 0
        self._offsets: deque[tuple[int, int]] = deque()  # arrival, offset; the smallest first
        self._captured_ns = 0

    def captured_ns(self, timestamp: int, arrived_ns: int) -> int:
        """Return it: never in the future, never before the last one."""
        if self._last is not None:
            step = (timestamp - self._last) % 2**32
            self._unwrapped += step - 2**32 if step >= 2**31 else step
        self._last = timestamp
        sent_ns = self._unwrapped * 1_000_000_000 // VIDEO_CLOCK_HZ
        offset_ns = self._shortest(arrived_ns, arrived_ns - sent_ns)
        self._captured_ns = max(self._captured_ns, min(sent_ns + offset_ns, arrived_ns))
        return self._captured_ns

    def _shortest(self, arrived_ns: int, offset_ns: int) -> int:
        """The smallest offset of the window: a queue whose values rise."""
        while self._offsets and self._offsets[-1][1] >= offset_ns:
            self._offsets.pop()
        self._offsets.append((arrived_ns, offset_ns))
        while self._offsets[0][0] < arrived_ns - self.WINDOW_NS:
            self._offsets.popleft()
        return self._offsets[0][1]


def _distance(number: int, base: int) -> int:
    """By how much a sequence number is ahead of another; they wrap at 2**16."""
    return (number - base + 2**15) % 2**16 - 2**15
