"""Tables of figures, for people and for files."""

from __future__ import annotations

from collections.abc import Mapping

from vcam.core.times import StageTime


def stage_table(times: Mapping[str, StageTime], *, budget_ms: float) -> str:
    """Return one line a stage: median, 95th and 99th percentile, and the share of the frame's time.

    "age" is from camera to virtual camera, waiting included: no cost, so it has no share.
    """
    lines = [f"{'stage':10} {'median':>8} {'p95':>8} {'p99':>8}   of {budget_ms:.1f} ms"]
    for name, each in times.items():
        share = "" if name == "age" else f"{each.median_ms / budget_ms:10.1%}"
        lines.append(f"{name:10} {each.median_ms:7.2f}  {each.p95_ms:7.2f}  {each.p99_ms:7.2f}  {share}")
    return "\n".join(lines)
