"""What a phone's self-test found: the last report, kept for the doctor, which is another process."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from vcam.system.files import write_whole

log = logging.getLogger(__name__)

FILE = "report.json"
MOST_BYTES = 512 * 1024  # of JSON; the protocol bounds the text to an eighth of it


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A phone's report. The first line of `text` is its summary; `at` is in seconds since 1970."""

    phone: str
    name: str
    at: float
    text: str


class Reports:
    """The last report, in a folder. One thread changes it; any may look."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = last_report(folder)

    @property
    def last(self) -> KeptReport | None:
        """The report that came last, by whichever run of the program; None if there is none."""
        return self._last

    def keep(self, phone_id: str, name: str, text: str) -> None:
        """Take a report over. That it cannot be written is logged: this process has it."""
        self._last = KeptReport(phone_id, name, time.time(), text)
        try:
            write_whole(self._folder / FILE, json.dumps(asdict(self._last)).encode(), mode=0o600)
        except OSError as exc:
            log.warning("the phone's report cannot be kept: %s", exc.strerror)

    def forget(self, phone_id: str) -> None:
        """Throw away what this phone has told."""
        if self._last is None or self._last.phone != phone_id:
            return
        self._last = None
        try:
            (self._folder / FILE).unlink(missing_ok=True)
        except OSError as exc:
            log.warning("the phone's report cannot be removed: %s", exc.strerror)


def last_report(folder: Path) -> KeptReport | None:
    """Read the last report; None if there is none, or none that can be read."""
    try:
        with (folder / FILE).open("rb") as kept:
            return _parse(kept.read(MOST_BYTES))  # one that is longer is damaged, and no JSON any more
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, OverflowError, RecursionError) as exc:
        log.warning("%s cannot be read: %s", FILE, exc)
        return None


def _parse(content: bytes) -> KeptReport:
    fields = json.loads(content)
    if not isinstance(fields, dict):
        raise TypeError("not a report")
    report = KeptReport(**fields)
    if not all(isinstance(each, str) for each in (report.phone, report.name, report.text)):
        raise TypeError("not a report")
    datetime.fromtimestamp(report.at).astimezone()  # a time that can be told
    return report
