from __future__ import annotations

from vcam.demand import Demand

S = 1_000_000_000


def test_nobody_came_yet() -> None:
    assert not Demand(3.0).update(wanted_now=False, now_ns=100 * S)


def test_the_camera_is_kept_for_a_moment_after_the_last_reader() -> None:
    demand = Demand(3.0)
    assert demand.update(wanted_now=True, now_ns=10 * S)
    assert demand.update(wanted_now=False, now_ns=12 * S)
    assert demand.update(wanted_now=True, now_ns=12 * S)
    assert demand.update(wanted_now=False, now_ns=15 * S - 1)
    assert not demand.update(wanted_now=False, now_ns=15 * S)
