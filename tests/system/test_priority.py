from __future__ import annotations

import os
import sys
import threading

import pytest

from vcam.system import priority

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere threads have no such priority")


@pytest.mark.parametrize(("present", "wanted"), [(0, [-10]), (5, [-10]), (-10, []), (-15, [])])
def test_this_thread_alone_is_preferred_and_never_less_than_before(
    present: int, wanted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int, int]] = []
    monkeypatch.setattr(os, "getpriority", lambda _which, _who: present)
    monkeypatch.setattr(os, "setpriority", lambda *call: asked.append(call))
    assert priority.prefer_this_thread()
    assert asked == [(os.PRIO_PROCESS, threading.get_native_id(), nice) for nice in wanted]


def test_without_the_permission_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_which: int, _who: int, _nice: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "getpriority", lambda _which, _who: 0)
    monkeypatch.setattr(os, "setpriority", refuse)
    assert not priority.prefer_this_thread()


def test_elsewhere_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not priority.prefer_this_thread()
