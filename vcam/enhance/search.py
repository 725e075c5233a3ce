"""The search for a GPU while frames run: once per machine, in a process of low priority."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.resources
import logging
import os
import platform
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from vcam.enhance.gpu import last_words
from vcam.enhance.probe import GpuProbe

log = logging.getLogger(__name__)

PROGRAM = "-m", "vcam.enhance.probe"
LIMIT_S = 180.0
NICE = 15  # a call is going on
VULKAN_FOLDERS = ("/etc/vulkan/icd.d", "/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d")
VULKAN_VARIABLES = ("VK_DRIVER_FILES", "VK_ICD_FILENAMES", "VK_ADD_DRIVER_FILES")


class Search:
    """Finds out about the GPU; `poll` it now and then. Nothing here waits.

    Parameters
    ----------
    kept
        File with the outcome of a former run, and for that of this one; None for nowhere. Rubbish in it is as
        good as nothing, and so is an outcome for another network, runtime, system or driver.
    """

    def __init__(self, kept: Path | None) -> None:
        self._kept = kept
        self._key = fingerprint()
        self.found: GpuProbe | None = self._read()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to look, whatever is known from before."""
        self.found = None
        self._started_s = time.monotonic()
        self._out = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        try:
            # a session of its own: Ctrl-C is for us
            self._process = subprocess.Popen(
                [sys.executable, *PROGRAM],
                stdin=subprocess.DEVNULL,
                stdout=self._out,
                stderr=self._out,
                start_new_session=True,
            )
        except OSError as exc:
            self._out.close()
            self._conclude(GpuProbe(str(exc)))
            return
        self._end = weakref.finalize(self, _end, self._process, self._out)
        if sys.platform != "win32":
            # at once: it has much to load, and would have the high priority of this thread
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, NICE)

    def poll(self) -> GpuProbe | None:
        """Return what was found, or None for not yet."""
        if self._process is not None:
            status = self._process.poll()
            if status is not None:
                self._conclude(_answer(self._out, status))
            elif time.monotonic() - self._started_s > LIMIT_S:
                self._conclude(GpuProbe(f"no answer within {LIMIT_S:.0f} s"))
        return self.found

    def _conclude(self, found: GpuProbe) -> None:
        if self._process is not None:
            self._process = None
            self._end()
        self.found = found
        self._keep(found)

    def _read(self) -> GpuProbe | None:
        if self._kept is None:
            return None
        try:
            key, _, found = self._kept.read_text("utf-8").partition("\n")
            return GpuProbe.from_json(found) if key == self._key else None
        except (OSError, ValueError) as exc:  # of UTF-8 and JSON too
            log.debug("no outcome of a former search for a GPU: %s", exc)
            return None

    def _keep(self, found: GpuProbe) -> None:
        if self._kept is None:
            return
        try:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            part = self._kept.with_suffix(f".{os.getpid()}")
            part.write_text(f"{self._key}\n{found.to_json()}\n", "utf-8")
            part.replace(self._kept)
        except OSError as exc:  # the next run looks again
            log.debug("the outcome of the search for a GPU is not kept: %s", exc)


def fingerprint() -> str:
    """Return what the outcome depends on, as a hash: networks, runtime, system, GPUs and drivers."""
    manifest = importlib.resources.files("models") / "manifest.toml"  # has the hash of every file
    version = importlib.metadata.version("ai-edge-litert")
    parts = [manifest.read_text("utf-8"), version, platform.platform(), *_gpus()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _gpus() -> Iterator[str]:
    """GPUs and Vulkan drivers as Linux has them in files; nothing elsewhere."""
    for name in VULKAN_VARIABLES:
        yield f"{name}={os.environ.get(name, '')}"
    for folder in VULKAN_FOLDERS:
        for file in sorted(Path(folder).glob("*.json")):
            yield f"{file} {file.stat().st_mtime_ns}"
    for file in sorted(Path("/sys/class/drm").glob("card?/device/uevent")):
        with suppress(OSError):
            yield file.read_text(errors="replace")


def _answer(out: IO[bytes], status: int) -> GpuProbe:
    """Read what the process printed."""
    out.seek(0)
    said = out.read().decode(errors="replace")
    if status != 0:
        return GpuProbe(last_words(said, status))
    try:
        return GpuProbe.from_json(said.strip().rpartition("\n")[2])
    except ValueError as exc:
        return GpuProbe(f"its answer cannot be read: {exc}")


def _end(process: subprocess.Popen[bytes], out: IO[bytes]) -> None:
    process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    out.close()
