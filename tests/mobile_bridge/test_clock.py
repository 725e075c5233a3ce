"""Pictures are timed by a clock that is not ours, over a link that delays as it likes."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from mobile_bridge.clock import LEAST_BPS, Link, PhoneClock

MS, S = 1_000_000, 1_000_000_000
OFFSET_NS = 123_456 * S


class World:
    """A phone whose clock is `offset_ns` behind the desktop's and drifts."""

    def __init__(self, drift: float = 0.0) -> None:
        self.now_ns = 10**15
        self.offset_ns = float(OFFSET_NS)
        self.drift = drift
        self.clock = PhoneClock()

    def wait(self, ns: int) -> None:
        self.now_ns += ns
        self.offset_ns -= ns * self.drift

    def phone_us(self) -> float:
        return (self.now_ns - self.offset_ns) / 1000

    def ping(self, there_ns: int, back_ns: int) -> bool:
        sent_ns = self.now_ns
        self.wait(there_ns)
        read_us = self.phone_us()
        self.wait(back_ns)
        return self.clock.pong(sent_ns, read_us, self.now_ns)

    def picture(self, way_ns: int) -> tuple[int, int]:
        """When a picture was taken, and when the clock says that it was."""
        taken_ns, captured_us = self.now_ns, int(self.phone_us())
        self.wait(way_ns)
        return taken_ns, self.clock.captured_ns(captured_us, self.now_ns)


def test_nothing_is_known_before_the_first_answer() -> None:
    clock = PhoneClock()
    assert (clock.rtt_ms, clock.offset_ms) == (None, None)


def test_the_quickest_answer_tells_the_offset() -> None:
    world = World()
    for there_ms, back_ms in [(80, 5), (4, 4), (3, 150)]:
        assert not world.ping(there_ms * MS, back_ms * MS)
        world.wait(S)
    assert world.clock.rtt_ms == pytest.approx(8)
    assert world.clock.offset_ms == pytest.approx(OFFSET_NS / MS, abs=0.01)
    taken_ns, said_ns = world.picture(40 * MS)
    assert said_ns == pytest.approx(taken_ns, abs=0.01 * MS)


def test_drift_is_followed() -> None:
    world, rng = World(drift=100e-6), random.Random(1)
    for _ in range(120):
        assert not world.ping(rng.randint(2, 30) * MS, rng.randint(2, 30) * MS)
        world.wait(S)
    assert world.clock.offset_ms == pytest.approx(world.offset_ns / MS, abs=16)


@pytest.mark.parametrize("jump_ns", [-3600 * S, -40 * MS, 40 * MS, 3600 * S])
def test_a_clock_that_is_set_is_seen_at_the_next_answer(jump_ns: int) -> None:
    world = World()
    for _ in range(10):
        assert not world.ping(4 * MS, 4 * MS)
        world.picture(5 * MS)
        world.wait(S)
    world.offset_ns += jump_ns
    before_ns = world.picture(5 * MS)[1]
    assert world.ping(4 * MS, 4 * MS)
    assert world.clock.offset_ms == pytest.approx(world.offset_ns / MS, abs=0.01)
    world.wait(20 * MS)
    taken_ns, said_ns = world.picture(5 * MS)
    assert before_ns < said_ns
    assert said_ns == pytest.approx(taken_ns, abs=0.01 * MS)


@pytest.mark.parametrize("answered", [False, True])
def test_times_grow_and_are_never_in_the_future(answered: bool) -> None:
    world, rng, former_ns = World(), random.Random(2), 0
    for _ in range(500):
        if answered and rng.random() < 0.1:
            world.ping(rng.randint(1, 300) * MS, rng.randint(1, 300) * MS)
        if rng.random() < 0.05:
            world.offset_ns += rng.choice([-S, S])
        said_ns = world.picture(rng.randint(1, 400) * MS)[1]
        assert former_ns < said_ns <= world.now_ns
        former_ns = said_ns
        world.wait(33 * MS)


@pytest.mark.parametrize("captured_us", [0, 2**64 - 1])
def test_a_phone_that_says_nonsense_gets_times_of_ours(captured_us: int) -> None:
    world = World()
    world.ping(MS, MS)
    first = world.clock.captured_ns(captured_us, world.now_ns)
    assert first <= world.now_ns
    world.wait(33 * MS)
    taken_ns, said_ns = world.picture(5 * MS)
    assert said_ns == pytest.approx(taken_ns, abs=0.01 * MS)


def test_before_the_first_answer_the_quickest_picture_took_no_time() -> None:
    world = World()
    world.picture(50 * MS)
    taken_ns, said_ns = world.picture(20 * MS)
    assert said_ns == taken_ns + 20 * MS == world.now_ns
    taken_ns, said_ns = world.picture(60 * MS)
    assert said_ns == pytest.approx(taken_ns + 20 * MS, abs=0.1 * MS)


def test_missing_pictures_are_counted_across_the_wrap() -> None:
    link = Link()
    assert [link.arrived(each, 5) for each in (2**32 - 2, 2**32 - 1, 0, 3)] == [True, True, True, False]
    assert (link.received, link.lost) == (4, 2)
    assert link.arrived(1, 5), "it began anew: nothing was lost"
    assert link.lost == 2


def test_jitter_is_how_delays_vary() -> None:
    link = Link()
    for number in range(200):
        link.arrived(number, 20)
    assert link.jitter_ms == 0
    for number in range(200, 400):
        link.arrived(number, 20 + 8 * (number % 2))
    assert link.jitter_ms == pytest.approx(8, abs=0.1)


def run(link: Link, seconds: int, delay_ms: Callable[[int], float]) -> list[int]:
    """The bitrates asked for at 720p30 over some seconds."""
    asked = []
    for second in range(seconds):
        for number in range(30):
            link.arrived(link.received + 1, delay_ms(second * 30 + number))
        asked.append(link.steer(1280, 720, 30))
    return asked


def test_the_bitrate_stays_where_pictures_do_not_queue_up() -> None:
    asked = run(Link(), 20, lambda number: 200 + 10 * (number % 3))
    assert set(asked) == {asked[0]}, "a long way is no queue"
    assert 3_000_000 < asked[0] < 6_000_000


def test_the_bitrate_falls_while_they_do_and_rises_again() -> None:
    link = Link()
    most = run(link, 5, lambda _: 20)[-1]
    falling = run(link, 4, lambda number: 100 + 5 * number)
    assert falling == sorted(falling, reverse=True)
    assert falling[-1] < most / 3
    rising = run(link, 40, lambda _: 20)
    assert rising[-1] == most
    assert rising[12] > rising[11]


def test_the_bitrate_never_falls_to_nothing() -> None:
    link = Link()
    run(link, 1, lambda _: 20)
    assert run(link, 9, lambda number: 100 + 20 * number)[-1] == LEAST_BPS


def test_a_link_that_settles_as_a_slow_one_is_taken_as_it_is() -> None:
    link = Link()
    most = run(link, 2, lambda _: 0)[-1]
    link.time_anew()  # the clocks are known now: all delays are 150 ms longer, and nothing has changed
    assert run(link, 3, lambda _: 150)[-1] == most
