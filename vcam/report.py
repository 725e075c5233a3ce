"""What the engine does and what it costs, for people and for files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from vcam.core.times import StageTime
from vcam.sinks.base import OutputMode
from vcam.snapshot import Snapshot, Status
from vcam.sources.base import CaptureMode


def stage_table(times: Mapping[str, StageTime], *, budget_ms: float) -> str:
    """Return one line a stage: median, 95th and 99th percentile, and the share of the frame's time.

    "age" is from camera to virtual camera, waiting included: no cost, so it has no share.
    """
    lines = [f"{'stage':10} {'median':>8} {'p95':>8} {'p99':>8}   of {budget_ms:.1f} ms"]
    for name, each in times.items():
        share = "" if name == "age" else f"{each.median_ms / budget_ms:10.1%}"
        lines.append(f"{name:10} {each.median_ms:7.2f}  {each.p95_ms:7.2f}  {each.p99_ms:7.2f}  {share}")
    return "\n".join(lines)


def as_json(now: Snapshot) -> dict[str, object]:
    """Return what the engine does in the types of JSON; readers are None where the system does not tell."""
    return {
        **_status(now.status),
        "source": now.source,
        "capture": _mode(now.capture),
        "sink": now.sink,
        "sink_problem": _status(now.sink_problem) if now.sink_problem is not None else None,
        "output": _mode(now.output),
        "readers": None if now.readers is None else [reader._asdict() for reader in now.readers],
        "fps_in": round(now.fps_in, 2),
        "fps_out": round(now.fps_out, 2),
        "captured": now.captured,
        "sent": now.sent,
        "dropped": now.dropped,
        "late": now.late,
        "amount": round(now.amount, 3),
        "enhanced_by": now.enhanced_by,
        "runtime": now.runtime,
        "effort": now.effort,
        "notes": list(now.notes),
        "budget_ms": round(now.budget_ms, 2),
        "stages": {name: asdict(each) for name, each in now.times.items()},
    }


def _status(status: Status) -> dict[str, object]:
    words = {"title": status.title, "detail": status.detail, "code": status.code}
    return {"state": str(status.state), **words, "done": status.done, "total": status.total}


def _mode(mode: CaptureMode | OutputMode | None) -> dict[str, object] | None:
    if mode is None:
        return None
    return {"size": str(mode.size), "format": mode.format.name, "fps": mode.fps}
