"""Who takes a turn when, and what becomes of the figures; by a clock that the tests turn."""

from __future__ import annotations

import pytest

from vcam.commands import contest
from vcam.commands.contest import COPY, LEAST_TURNS, MJPEG, WHOLE_PATH, Contestant, Durations

BUDGET_MS = 40.0
MS = 1_000_000


class Time:
    """A clock that stands still until somebody works; the processor has half of that time."""

    def __init__(self) -> None:
        self.ns = 0
        self.seen: list[tuple[str, int]] = []

    def contestant(self, name: str, *each_ms: int, limit_s: float = 1e9) -> Contestant:
        """One whose turns take `each_ms` in turn, over and over."""

        def run(turn: int) -> None:
            self.seen.append((name, turn))
            self.ns += each_ms[turn % len(each_ms)] * MS

        return Contestant(name, run, limit_s)

    def take_turns(self, rounds: int, *contestants: Contestant) -> dict[str, Durations]:
        return contest.take_turns(
            contestants, rounds, cpu_ns=lambda: self.ns // 2, wall_ns=lambda: self.ns, after_turn=self._idle
        )

    def _idle(self, name: str, turns: int) -> None:
        assert self.seen[-1] == (name, turns - 1)
        self.ns += 1000 * MS  # in nobody's time


def test_median_and_spread_are_of_each_ones_own_time() -> None:
    time = Time()
    taken = time.take_turns(101, time.contestant("a", *range(0, 202, 2)), time.contestant("b", 6))
    assert taken["a"].wall_ms == {"median": 100, "p5": 10, "p95": 190}
    assert taken["a"].cpu_ms == {"median": 50, "p5": 5, "p95": 95}
    assert taken["b"].wall_ms == {"median": 6, "p5": 6, "p95": 6}


def test_each_round_has_one_turn_of_each_in_an_order_that_changes_but_not_from_run_to_run() -> None:
    orders = []
    for _ in range(2):
        time = Time()
        time.take_turns(20, *(time.contestant(name, 1) for name in "abc"))
        rounds = [time.seen[at : at + 3] for at in range(0, 60, 3)]
        assert all({turn for _, turn in each} == {number} for number, each in enumerate(rounds))
        assert all({name for name, _ in each} == set("abc") for each in rounds)
        assert len({tuple(name for name, _ in each) for each in rounds}) > 1
        orders.append(time.seen)
    assert orders[0] == orders[1]


def test_a_slow_one_keeps_to_its_limit_and_its_turns_are_spread_over_the_run() -> None:
    time = Time()
    slow = time.contestant("slow", 100, limit_s=1.0)
    taken = time.take_turns(200, time.contestant("fast", 1), slow)
    assert taken["fast"].count == 200
    assert taken["slow"].count == 10
    order = [name for name, _ in time.seen]
    assert order[:2].count("slow") == 1
    assert order[-30:].count("slow") >= 1


def test_the_slowest_has_some_turns_all_the_same() -> None:
    time = Time()
    taken = time.take_turns(50, time.contestant("fast", 1), time.contestant("slow", 60_000, limit_s=0.1))
    assert taken["slow"].count == LEAST_TURNS
    assert time.take_turns(1, time.contestant("slow", 60_000, limit_s=0.1))["slow"].count == 1


def test_a_failure_comes_through() -> None:
    def fail(turn: int) -> None:
        raise RuntimeError(f"turn {turn}")

    with pytest.raises(RuntimeError, match="turn 0"):
        contest.take_turns([Contestant("a", fail)], 3)


def figures(**more_ms: int) -> dict[str, Durations]:
    time = Time()
    all_ms = {WHOLE_PATH: 8, COPY: 2, MJPEG: 16, **more_ms}
    return time.take_turns(7, *(time.contestant(name, ms) for name, ms in all_ms.items()))


def test_rows_have_shares_and_ratios_of_processor_time() -> None:
    rows = {row["contestant"]: row for row in contest.rows(figures(numpy=48, article=20), BUDGET_MS)}
    assert list(rows) == [WHOLE_PATH, COPY, MJPEG, "numpy", "article"]
    whole = rows[WHOLE_PATH]
    assert whole == {
        "contestant": WHOLE_PATH,
        "frames": 7,
        "cpu_ms": {"median": 4, "p5": 4, "p95": 4},
        "wall_ms": {"median": 8, "p5": 8, "p95": 8},
        "share_of_budget": 0.1,
        "ratio_to_copy": 4,
        "ratio_to_mjpeg_decode": 0.5,
        "times_faster_than": {"numpy": 6, "article": 2.5},
    }
    assert rows["numpy"]["ratio_to_copy"] == 24
    assert "times_faster_than" not in rows["numpy"]


def test_no_time_at_all_gives_no_ratio() -> None:
    whole, *_ = contest.rows(figures(copy=0), BUDGET_MS)
    assert whole["ratio_to_copy"] is None


def test_the_table_has_a_line_for_each_contestant_and_stage() -> None:
    whole, *rest = contest.rows(figures(numpy=48), BUDGET_MS)
    kind = {"size": "64x48", "from": "nv12", "to": "i420"}
    whole |= {
        "stages": {"denoise": {"median_ms": 2.0}, "enhance": {"median_ms": 6.0}},
        "memory_mib": [{"frames": 30, "resident": 100.0}],
        "runtime": "a network",
    }
    text = contest.text([kind | row for row in (whole, *rest)], BUDGET_MS)
    assert [line.split()[0] for line in text[4:] if line] == [
        "CPU",
        "whole",
        "denoise",
        "enhance",
        "copy",
        "mjpeg",
        "numpy",
    ]
    assert "64x48 nv12 to i420; a network" in text
    assert "memory of all together: 100 MiB after 30 frames" in text
    assert "speed of the whole path: 6.00 x numpy" in text
    assert text[6].split() == ["denoise", "2.00", "5.0%"]
