"""All that helps to find a fault, as one text that can be pasted in public."""

from __future__ import annotations

import importlib.metadata
import locale
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mobile_bridge.reports import last_report
from vcam.doctor.check import Finding
from vcam.doctor.phone import told
from vcam.doctor.privacy import Private, of_this_user, scrub
from vcam.doctor.report import to_text
from vcam.report import stage_table
from vcam.snapshot import Snapshot
from vcam.system import paths

LOG_LINES = 50
_TAIL_BYTES = 64 * 1024
_LINE_LIMIT = 500
_SESSION = (
    *("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "WAYLAND_DISPLAY", "DISPLAY"),
    *("QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "FLATPAK_ID", "SNAP", "APPIMAGE"),
)


def diagnostics(
    findings: Sequence[Finding],
    *,
    snapshot: Snapshot | None = None,
    phone_folder: Path | None = None,
    log_file: Path | None = None,
    private: Private | None = None,
) -> str:
    """Return the doctor's report, session, packages, what the engine does, and the end of the log.

    Without what `privacy.scrub` takes out.

    Parameters
    ----------
    findings
        Of `report.examine`.
    snapshot
        Of the engine, where one runs.
    phone_folder
        Where the phone's last report is; this user's by default.
    log_file
        This program's own by default.
    private
        What is to be taken out; by default what is private of this user.
    """
    parts = {
        "": to_text(findings),
        "Session": "\n".join(_session(os.environ)),
        "Packages": ", ".join(_packages()),
        "Camera": "it does not run here" if snapshot is None else "\n".join(_engine(snapshot)),
        "Phone": _phone(phone_folder or paths.phone_dir()),
        f"Last {LOG_LINES} lines of the log": last_lines(log_file or paths.log_file(), LOG_LINES),
    }
    text = "\n\n".join(
        f"{title}\n{'-' * len(title)}\n{part}" if title else part for title, part in parts.items()
    )
    return scrub(text, private or of_this_user()) + "\n"


def last_lines(file: Path, count: int) -> str:
    """Return the last lines of a text file, whatever its bytes are; a word on it where there are none."""
    try:
        with file.open("rb") as opened:
            opened.seek(max(0, file.stat().st_size - _TAIL_BYTES))
            content = opened.read(_TAIL_BYTES)
    except OSError as error:
        return f"(none: {error.strerror})"
    lines = content.decode("utf-8", "replace").splitlines()[-count:]
    return "\n".join(line[:_LINE_LIMIT] for line in lines) or "(empty)"


def _session(environment: Mapping[str, str]) -> Iterator[str]:
    yield f"system: {sys.platform}, language {locale.getlocale()[0] or 'not set'}"
    for key in _SESSION:
        if key in environment:
            yield f"{key}: {environment[key]}"


def _packages() -> Iterator[str]:
    """Versions of all that this program asks for."""
    try:
        wanted = importlib.metadata.requires("lowlight-cam") or []
    except importlib.metadata.PackageNotFoundError:  # run from a folder, not installed
        wanted = []
    names = {re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in wanted if "extra ==" not in each}
    for name in sorted(names, key=str.lower):
        try:
            yield f"{name} {importlib.metadata.version(name)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{name} missing"
    if not names:
        yield "LowLight Cam is not installed as a package"


def _phone(folder: Path) -> str:
    kept = last_report(folder)
    return "none has told of itself" if kept is None else f"{told(kept)}\n{kept.text}"


def _engine(now: Snapshot) -> Iterator[str]:
    status = now.status
    yield f"state: {status.state}, {status.title}" + (f": {status.detail}" if status.detail else "")
    yield f"source: {now.source or 'none'}, sink: {now.sink}, {now.output}"
    if now.capture is not None:
        mode = now.capture
        yield f"captures: {mode.size} {mode.format.name} at {mode.fps:g} fps, {mode.colour}"
    if now.readers is not None:
        yield f"readers: {', '.join(map(str, now.readers)) or 'nobody'}"
    yield f"frames: {now.captured} captured, {now.sent} sent, {now.dropped} dropped, {now.late} late"
    yield f"rates: {now.fps_in:.1f} fps in, {now.fps_out:.1f} out; amount {now.amount:.2f}"
    yield f"network: {now.runtime or 'not loaded'}; effort: step {now.step} {now.effort}".rstrip()
    yield from (f"note: {note}" for note in now.notes)
    if now.times:
        yield stage_table(now.times, budget_ms=now.budget_ms)
