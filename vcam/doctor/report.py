"""All checks, and their findings as text and as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import vcam
from vcam.core.errors import LowLightError
from vcam.doctor import cameras, phone, program, system, virtual
from vcam.doctor.check import Check, Finding, Place, Status

CHECKS: tuple[Check, ...] = (
    Check("program", "Program", program.packages),
    Check("system", "System", system.system),
    Check("processor", "Processor", system.processor),
    Check("module", "Kernel module", virtual.module),
    Check("virtual-camera", "Virtual camera", virtual.camera),
    Check("cameras", "Cameras", cameras.cameras),
    Check("phone", "Phone", phone.phone),
    Check("model", "Network", program.model),
    Check("gpu", "GPU", program.gpu),
    Check("kernels", "Compiled kernels", program.kernels),
    Check("settings", "Settings", program.settings),
)


def examine(place: Place, checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """Make all checks. One that breaks is a failed finding, and the others go on."""
    return [_tidy(finding) for check in checks for finding in _findings(check, place)]


def healthy(findings: Sequence[Finding]) -> bool:
    """Whether nothing has failed."""
    return all(each.status is not Status.FAIL for each in findings)


def to_text(findings: Sequence[Finding]) -> str:
    """Return the report for people: a line for each finding, and what mends it beneath."""
    width = max((len(each.title) for each in findings), default=0)
    lines = [f"LowLight Cam {vcam.__version__}", ""]
    for each in findings:
        first, *rest = each.detail.splitlines() or [""]
        lines.append(f"{each.status.value:<4}  {each.title:<{width}}  {first}".rstrip())
        beneath = [*rest, *each.fix.splitlines()]
        lines += [f"{'':<{width + 8}}{line}" for line in beneath]
    return "\n".join([*lines, "", _summary(findings)])


def to_json(findings: Sequence[Finding]) -> str:
    """Return the same as JSON."""
    rows = [{**dataclasses.asdict(each), "status": each.status.value} for each in findings]
    report = {"version": vcam.__version__, "healthy": healthy(findings), "checks": rows}
    return json.dumps(report, indent=2, ensure_ascii=False)


def _summary(findings: Sequence[Finding]) -> str:
    count = {status: sum(each.status is status for each in findings) for status in Status}
    if count[Status.FAIL]:
        return f"{count[Status.FAIL]} of {len(findings)} must be mended."
    if count[Status.WARN]:
        return f"It works; {count[Status.WARN]} of {len(findings)} could be better."
    return "All is well."


def _findings(check: Check, place: Place) -> Iterator[Finding]:
    try:
        yield from check.look(place)
    except LowLightError as exc:
        yield Finding(check.id, Status.FAIL, check.title, exc.title, exc.hint)
    except Exception as exc:
        # The report is read when things are broken: a check that breaks must not take the others with it.
        detail = f"the check itself failed: {type(exc).__name__}: {exc}"
        yield Finding(check.id, Status.FAIL, check.title, detail, "Please report this line.")


def _tidy(finding: Finding) -> Finding:
    """Leave the user's name out: reports are pasted in public places."""
    home = str(Path.home())
    if home == "/":
        return finding
    detail, fix = (text.replace(home, "~") for text in (finding.detail, finding.fix))
    return dataclasses.replace(finding, detail=detail, fix=fix)
