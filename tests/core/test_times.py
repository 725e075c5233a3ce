from __future__ import annotations

import pytest

from vcam.core.rate import Rate
from vcam.core.times import WINDOW_FRAMES, StageTimes


def test_figures_are_over_the_window_in_milliseconds() -> None:
    times = StageTimes()
    for i in range(WINDOW_FRAMES):
        times.add("network", 50_000_000)
        times.add("network", (i % 2 + 1) * 1_000_000)
    for i in range(WINDOW_FRAMES):
        times.add("network", (i % 2 + 1) * 1_000_000)
    figures = times.summary()["network"]
    assert figures.median_ms == pytest.approx(1.5)
    assert figures.p99_ms == pytest.approx(2.0)


def test_stages_stay_in_their_order_and_a_failed_one_does_not_count() -> None:
    times = StageTimes()
    with times.stage("shrink"):
        pass
    with pytest.raises(OSError, match="no"), times.stage("network"):
        raise OSError("no")
    with times.stage("enhance"):
        pass
    assert list(times.summary()) == ["shrink", "enhance"]


def test_what_was_before_clear_does_not_count() -> None:
    times = StageTimes()
    times.add("network", 50_000_000)
    times.clear()
    assert times.summary() == {}
    times.add("network", 2_000_000)
    assert times.summary()["network"].p99_ms == pytest.approx(2.0)


def test_a_rate_counts_and_knows_the_last_second() -> None:
    rate = Rate()
    assert rate.per_second() == 0
    for _ in range(10):
        rate.tick()
    assert rate.count == 10
    assert rate.per_second() > 10
