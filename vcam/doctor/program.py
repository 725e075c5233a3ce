"""The program's own parts: packages, network, compiled kernels, settings."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Iterator
from pathlib import Path

import vcam
from vcam.doctor.check import Finding, Place, Status
from vcam.system import paths

_PACKAGES = (
    "numpy",
    "numba",
    "opencv-python-headless",
    "ai-edge-litert",
    "av",
    "pyvirtualcam",
    "PySide6-Essentials",
)


def packages(_: Place) -> Iterator[Finding]:
    """Say the versions of Python and of what the program is built on."""
    found, missing = [f"LowLight Cam {vcam.__version__}", f"Python {platform.python_version()}"], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        detail = f"{', '.join(found)}; missing: {', '.join(missing)}"
        yield Finding("program", Status.FAIL, "Program", detail, "Install LowLight Cam again.")
    else:
        yield Finding("program", Status.OK, "Program", ", ".join(found))


def model(_: Place) -> Iterator[Finding]:
    """Load the network as the camera does; ModelError if it cannot be used."""
    import hashlib  # noqa: PLC0415
    import importlib.resources  # noqa: PLC0415

    from vcam.enhance.model import DEFAULT_KIND, DEFAULT_MODEL, CurveModel, read_model  # noqa: PLC0415  heavy

    file = read_model(DEFAULT_MODEL, DEFAULT_KIND, importlib.resources.files("models"))
    digest = hashlib.sha256(file.content).hexdigest()
    detail = f"{file.name}, sha256 {digest[:12]}..., {CurveModel().runtime}"
    yield Finding("model", Status.OK, "Network", detail)


def gpu(_: Place) -> Iterator[Finding]:
    """Run the network on the GPU, in another process, and compare it with the processor."""
    from vcam.enhance.probe import probe_gpu  # noqa: PLC0415  heavy

    found = probe_gpu()
    took = f"the processor takes {found.cpu_ms:.2f} ms for the network"
    if found.why_not:
        detail = f"{took} and is used; {found.why_not}"
    else:
        detail = f"{found.gpu} takes {found.gpu_ms:.2f} ms for the network and is used; {took}"
    yield Finding("gpu", Status.OK, "GPU", detail)


def kernels(_: Place) -> Iterator[Finding]:
    """Say whether compiled kernels are kept, and how many are."""
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or paths.cache_dir() / "kernels")
    if not _writable(folder):
        yield Finding(
            "kernels",
            Status.WARN,
            "Compiled kernels",
            f"{folder} cannot be written: every start compiles them anew",
            "Make it writable for you, or name another folder in NUMBA_CACHE_DIR.",
        )
        return
    kept = len(list(folder.rglob("*.nbc")))
    known = f"{kept} kept in {folder}" if kept else "none yet: the first start compiles them and takes longer"
    yield Finding("kernels", Status.OK, "Compiled kernels", known)


def settings(_: Place) -> Iterator[Finding]:
    """Read the settings; SettingsError says what is wrong in them."""
    from vcam.settings import load  # noqa: PLC0415

    path = paths.settings_file()
    load(path)
    detail = f"{path} is valid" if path.exists() else "the defaults"
    yield Finding("settings", Status.OK, "Settings", detail)


def _writable(folder: Path) -> bool:
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
