"""What this machine has of the kernel module: loaded, installed, configured, by whom."""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vcam.system.loopback import options
from vcam.system.loopback.options import ANY_NUMBER, MODULE, Device

MARK = "# LowLight Cam's virtual camera"
HEADER = f"{MARK}. Written by `lowlight-cam setup`; `lowlight-cam setup --remove` takes it away."
ROOT = Path("/")

OPTIONS_FILE = "etc/modprobe.d/lowlight-cam.conf"
# Read after every other file. Used only when others have options for the module, which ours then repeats.
LAST_OPTIONS_FILE = "etc/modprobe.d/zz-lowlight-cam.conf"
CONTROL_NODE = "dev/v4l2loopback"  # since 0.13: devices can be added to the loaded module
LOAD_FILE = "etc/modules-load.d/lowlight-cam.conf"
OUR_FILES = (OPTIONS_FILE, LAST_OPTIONS_FILE, LOAD_FILE)

_OPTION_FOLDERS = (
    "etc/modprobe.d",
    "run/modprobe.d",
    "usr/local/lib/modprobe.d",
    "usr/lib/modprobe.d",
    "lib/modprobe.d",
)
_SECURE_BOOT = "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"


@dataclass(frozen=True)
class State:
    """What `look` has seen."""

    root: Path
    release: str
    loaded: bool = False
    installed: bool = False
    can_add: bool = False
    version: str = ""
    container: str = ""
    secure_boot: bool | None = None
    devices: tuple[Device, ...] = ()
    configured: tuple[Device, ...] = ()
    video_numbers: frozenset[int] = frozenset()
    own_files: dict[str, str] = field(default_factory=dict)
    foreign_files: tuple[str, ...] = ()

    @property
    def former(self) -> Device | None:
        """Our device as an earlier set-up wrote it; it is the last of its line."""
        for name in (LAST_OPTIONS_FILE, OPTIONS_FILE):
            devices = options.read(self.own_files.get(name, ""))
            if devices:
                return devices[-1]
        return None

    def ours(self, label: str) -> Device | None:
        """Our device if it is there: by the label asked for, or as an earlier set-up made it."""
        named = [each for each in self.devices if each.label == label]
        before = [
            each
            for each in self.devices
            if self.former and (each.number, each.label) == (self.former.number, self.former.label)
        ]
        return next(iter(named + before), None)

    def others(self, label: str) -> tuple[Device, ...]:
        """Devices of the module that are not ours: those there now, then those only in files."""
        mine = self.ours(label)
        live = [each for each in self.devices if each is not mine]
        rest = [
            each
            for each in self.configured
            if each.label != label and not any(each.same_as(other) for other in live)
        ]
        # A line without numbers and names means the devices that are there, not further ones.
        spare = max(0, len(self.configured) - len(live)) if self.loaded else len(rest)
        return (*live, *rest[:spare])


def look(root: Path = ROOT, release: str = "") -> State:
    """See what is there; opens no device and needs no rights.

    Parameters
    ----------
    root
        Folder that stands for ``/``.
    release
        The running kernel's version; by default the machine's own.
    """
    release = release or platform.release()
    own, foreign = _own_files(root)
    module = root / "sys/module" / MODULE
    return State(
        root=root,
        release=release,
        loaded=module.is_dir(),
        installed=_installed(root, release),
        can_add=(root / CONTROL_NODE).exists() and shutil.which("v4l2loopback-ctl") is not None,
        version=read_text(module / "version"),
        container=_container(root),
        secure_boot=_secure_boot(root),
        devices=tuple(_live(root)),
        configured=options.read(_others_options(root)),
        video_numbers=frozenset(_numbers(root / "sys/class/video4linux")),
        own_files=own,
        foreign_files=foreign,
    )


def read_text(path: Path) -> str:
    """Return the file's text without blanks around it; nothing if it cannot be read."""
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def module_folders(root: Path) -> list[Path]:
    """Return the folders of all installed kernels' modules."""
    return sorted((root / "lib/modules").glob("*/"))


def has_module(folder: Path) -> bool:
    """Whether the kernel whose modules are in `folder` has v4l2loopback."""
    return re.search(rf"(^|/){MODULE}\.ko", read_text(folder / "modules.dep"), re.MULTILINE) is not None


def _installed(root: Path, release: str) -> bool:
    return has_module(root / "lib/modules" / release)


def _numbers(folder: Path) -> list[int]:
    names = (re.fullmatch(r"video(\d+)", each.name) for each in folder.glob("video*"))
    return sorted(int(name[1]) for name in names if name)


def _live(root: Path) -> Iterator[Device]:
    folder = root / "sys/devices/virtual/video4linux"
    parameters = root / "sys/module" / MODULE / "parameters"
    numbers = read_text(parameters / "video_nr").split(",")
    flags = read_text(parameters / "exclusive_caps").split(",")
    unnumbered = iter(_flags_without_number(root, numbers, flags))
    for number in _numbers(folder):
        device = folder / f"video{number}"
        if not (device / "max_openers").exists():  # other drivers' devices have no such attribute
            continue
        flag = flags[numbers.index(str(number))] if str(number) in numbers else next(unnumbered, "Y")
        yield Device(number, read_text(device / "name"), options.is_on(flag))


def _flags_without_number(root: Path, numbers: list[str], flags: list[str]) -> list[str]:
    """Return the flags of devices whose number the kernel chose, in the order of their numbers."""
    if (root / CONTROL_NODE).exists():
        # Devices may have been added since, which are in no parameter; who adds one asks for exclusive_caps.
        return []
    return [flag for number, flag in zip(numbers, flags, strict=False) if number == str(ANY_NUMBER)]


def _others_options(root: Path) -> str:
    files: dict[str, Path] = {}
    for folder in _OPTION_FOLDERS:
        for path in (root / folder).glob("*.conf"):
            # As modprobe does: of two files of one name the first folder's counts.
            files.setdefault(path.name, path)
    texts = [read_text(files[name]) for name in sorted(files)]
    return "\n".join(text for text in texts if not text.startswith(MARK))


def _own_files(root: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    own: dict[str, str] = {}
    foreign = []
    for name in OUR_FILES:
        if (root / name).exists():
            text = read_text(root / name)
            if text.startswith(MARK):
                own[name] = text
            else:
                foreign.append(name)
    return own, tuple(foreign)


def _container(root: Path) -> str:
    if (root / "run/.containerenv").exists():
        return "podman"
    if (root / ".dockerenv").exists():
        return "docker"
    return read_text(root / "run/systemd/container")


def _secure_boot(root: Path) -> bool | None:
    try:
        data = (root / _SECURE_BOOT).read_bytes()
    except OSError:
        return None
    # Four bytes of attributes, then the value.
    return data[4:5] == b"\x01"
