"""Packets that are lost, late, twice or out of order; and the clock that their stamps are read with."""

from __future__ import annotations

import random

import pytest
from aiortc.rtp import RtpPacket

from mobile_bridge.rtp import ASK_S, MOST_PACKETS, REPAIR_S, CodedPicture, Reassembly, RtpClock

PER_PICTURE = 4
FIRST = 65530  # numbers wrap in the second picture


class Receiver:
    """What aiortc's receiver does with its buffer, and a clock that is moved by hand."""

    def __init__(self) -> None:
        self.pictures: list[CodedPicture] = []
        self.now_s = 100.0
        self.needs_key = False
        self.buffer = Reassembly(self._take, lambda: self.now_s)

    def add(self, packet: RtpPacket) -> bool:
        wants_key, nothing = self.buffer.add(packet)
        assert nothing is None
        return wants_key

    def shown(self) -> list[bytes]:
        return [picture.data for picture in self.pictures]

    def _take(self, picture: CodedPicture) -> bool:
        self.pictures.append(picture)
        return self.needs_key or picture.after_loss  # as a decoder does


def packet(picture: int, part: int, *, marker: bool | None = None) -> RtpPacket:
    number = (FIRST + picture * PER_PICTURE + part) % 2**16
    last = part == PER_PICTURE - 1 if marker is None else marker
    made = RtpPacket(payload_type=102, marker=int(last), sequence_number=number, timestamp=picture * 3000)
    made._data = data(picture, part)  # type: ignore[attr-defined]
    return made


def data(picture: int, part: int) -> bytes:
    return f"{picture}.{part} ".encode()


def whole(picture: int) -> bytes:
    return b"".join(data(picture, part) for part in range(PER_PICTURE))


def test_a_picture_is_given_with_its_last_packet() -> None:
    receiver = Receiver()
    for part in range(PER_PICTURE):
        assert receiver.shown() == []
        assert not receiver.add(packet(0, part))
    assert receiver.pictures == [CodedPicture(whole(0), 0, 102, after_loss=False)]


def test_without_markers_the_next_picture_ends_the_former() -> None:
    receiver = Receiver()
    for picture in range(2):
        for part in range(PER_PICTURE):
            receiver.add(packet(picture, part, marker=False))
    assert receiver.shown() == [whole(0)]


@pytest.mark.parametrize("seed", range(20))
def test_order_and_doubles_do_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    packets = [packet(picture, part) for picture in range(6) for part in range(PER_PICTURE)]
    first, rest = packets[0], packets[1:] + chance.choices(packets, k=5)
    chance.shuffle(rest)
    receiver = Receiver()
    for each in [first, *rest]:
        receiver.add(each)
    assert receiver.shown() == [whole(picture) for picture in range(6)]
    assert not any(picture.after_loss for picture in receiver.pictures)


def test_what_was_lost_and_is_sent_again_gives_all_pictures_at_once() -> None:
    receiver = Receiver()
    for picture in range(3):
        for part in range(PER_PICTURE):
            if (picture, part) != (0, 2):
                receiver.add(packet(picture, part))
    assert receiver.shown() == []
    receiver.now_s += REPAIR_S * 0.9
    receiver.add(packet(0, 2))
    assert receiver.shown() == [whole(0), whole(1), whole(2)]


def test_what_stays_lost_is_given_up_and_a_key_frame_asked_for() -> None:
    receiver = Receiver()
    receiver.add(packet(0, 0))
    receiver.add(packet(0, 3))
    receiver.add(packet(1, 0))
    receiver.now_s += REPAIR_S * 1.1
    assert receiver.add(packet(1, 1))
    assert not receiver.add(packet(1, 2)), "asked for once"
    receiver.add(packet(1, 3))
    # the tail of picture 0 is a picture too, to a buffer: the decoder waits for a key frame and skips it
    assert receiver.shown() == [data(0, 3), whole(1)]
    assert [picture.after_loss for picture in receiver.pictures] == [True, False]
    receiver.needs_key = True
    receiver.now_s += ASK_S * 1.1
    for part in range(PER_PICTURE - 1):
        assert not receiver.add(packet(2, part))
    assert receiver.add(packet(2, 3)), "the decoder wants one still"


def test_the_decoder_may_ask_for_a_key_frame() -> None:
    receiver = Receiver()
    receiver.needs_key = True
    asked = [receiver.add(packet(0, part)) for part in range(PER_PICTURE)]
    assert asked == [False, False, False, True]


def test_a_stream_that_begins_anew_is_followed() -> None:
    receiver = Receiver()
    receiver.add(packet(0, 0))
    for part in range(PER_PICTURE):
        receiver.add(packet(5000, part))
    assert receiver.shown() == [whole(5000)]
    assert receiver.pictures[0].after_loss


def test_padding_is_no_picture() -> None:
    receiver = Receiver()
    empty = packet(0, 3)
    empty._data = b""  # type: ignore[attr-defined]
    receiver.add(empty)
    assert receiver.shown() == []


def test_a_picture_without_end_is_not_kept() -> None:
    receiver = Receiver()
    asked = 0
    for number in range(3 * MOST_PACKETS):
        endless = RtpPacket(payload_type=102, sequence_number=number, timestamp=7)
        endless._data = b"x"  # type: ignore[attr-defined]
        asked += receiver.add(endless)
        assert len(receiver.buffer._run) <= MOST_PACKETS
    assert asked == 1
    assert receiver.shown() == []


def test_packets_behind_a_gap_are_not_kept_without_end() -> None:
    receiver = Receiver()
    receiver.add(packet(0, 0))
    for number in range(2, 2 * MOST_PACKETS):
        late = RtpPacket(payload_type=102, sequence_number=(FIRST + number) % 2**16, timestamp=7, marker=1)
        late._data = b"x"  # type: ignore[attr-defined]
        receiver.add(late)
        assert len(receiver.buffer._ahead) <= MOST_PACKETS
    assert receiver.pictures


def test_the_clock_takes_jitter_out_and_follows_drift() -> None:
    clock, chance = RtpClock(), random.Random(1)
    start = 2**32 - 90_000  # wraps after a second
    errors_ms = []
    for index in range(30 * 60):
        taken_ns = 5_000_000_000 + index * 33_333_333
        drifted = round(index * 3000 * (1 + 100e-6))  # a quartz that is off by 100 ppm
        arrived_ns = taken_ns + 2_000_000 + round(chance.expovariate(1 / 5) * 1e6)
        captured_ns = clock.captured_ns((start + drifted) % 2**32, arrived_ns)
        assert captured_ns <= arrived_ns
        errors_ms.append((captured_ns - taken_ns) / 1e6)
    settled = sorted(errors_ms[150:])
    assert settled[0] > 1.0
    assert settled[-1] < 5.0


def test_the_clock_never_goes_back() -> None:
    clock = RtpClock()
    first = clock.captured_ns(90_000, 1_000_000_000)
    assert clock.captured_ns(45_000, 1_010_000_000) >= first
