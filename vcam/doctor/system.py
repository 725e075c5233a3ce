"""The machine: system, session, processor."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator

from vcam.doctor.check import Finding, Place, Status
from vcam.system.loopback.state import look

# What the compiled kernels gain most from.
_WANTED = {"x86_64": "avx2", "AMD64": "avx2", "aarch64": "neon", "arm64": "neon"}
_TOLD = ("sse4.2", "avx", "avx2", "fma", "avx512f", "neon")
_ENOUGH_CORES = 2


def system(place: Place) -> Iterator[Finding]:
    """Say system, kernel, and the kind of session."""
    parts = [_name(), f"kernel {platform.release()}", platform.machine()]
    if sys.platform == "linux":
        parts.append(f"session {os.environ.get('XDG_SESSION_TYPE') or 'without a display'}")
        container = look(place.root).container
        if container:
            parts.append(f"in a container ({container})")
    yield Finding("system", Status.OK, "System", ", ".join(parts))


def processor(_: Place) -> Iterator[Finding]:
    """Say how many cores there are and what they can do."""
    from llvmlite import binding  # noqa: PLC0415  heavy

    features = binding.get_host_cpu_features()
    cores = _cores()
    told = ", ".join(each.upper() for each in _TOLD if features.get(each))
    detail = f"{binding.get_host_cpu_name()}, {cores} cores, {told or 'no vector instructions known'}"
    wanted = _WANTED.get(platform.machine())
    if wanted and not features.get(wanted):
        fix = f"Without {wanted.upper()} the kernels run slower: choose a smaller picture size."
        yield Finding("processor", Status.WARN, "Processor", detail, fix)
    elif cores < _ENOUGH_CORES:
        fix = "With one core the camera competes with the call: choose a smaller picture size."
        yield Finding("processor", Status.WARN, "Processor", detail, fix)
    else:
        yield Finding("processor", Status.OK, "Processor", detail)


def _name() -> str:
    if sys.platform != "linux":
        return f"{platform.system()} {platform.release()}"
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return "Linux"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
