"""Which package brings the kernel module, per package manager."""

from __future__ import annotations

import shutil
from pathlib import Path

from vcam.core.errors import SetupError
from vcam.system.loopback.script import Step, command
from vcam.system.loopback.state import State, read_text

TITLE = "Install the kernel module v4l2loopback"


def install(state: State) -> Step:
    """Return the step that installs the module for the running kernel.

    Raises
    ------
    SetupError
        If the machine has no package manager known here.
    """
    release = state.release
    if shutil.which("apt-get"):
        packages = ("v4l2loopback-dkms", f"linux-headers-{release}")
        return command(TITLE, ["apt-get", "update"], ["apt-get", "install", "--yes", *packages])
    if shutil.which("dnf"):
        packages = ("akmod-v4l2loopback", f"kernel-devel-{release}")
        return command(TITLE, ["dnf", "install", "--assumeyes", *packages], ["akmods", "--force"])
    if shutil.which("pacman"):
        packages = ("v4l2loopback-dkms", _pacman_headers(state.root, release))
        return command(TITLE, ["pacman", "-S", "--needed", "--noconfirm", *packages])
    if shutil.which("zypper"):
        flavour = release.rpartition("-")[2]
        return command(TITLE, ["zypper", "--non-interactive", "install", f"v4l2loopback-kmp-{flavour}"])
    raise SetupError(
        f"the kernel module v4l2loopback is not installed for this kernel ({release})",
        hint="Install v4l2loopback (0.12.7 or newer) and the headers of this kernel with your system's "
        "package manager, then run lowlight-cam setup again.",
    )


def _pacman_headers(root: Path, release: str) -> str:
    # linux, linux-lts, linux-zen ...: each kernel of this family names its package in this file.
    return (read_text(root / "usr/lib/modules" / release / "pkgbase") or "linux") + "-headers"
