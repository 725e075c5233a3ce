"""A made-up Linux machine in a folder: sysfs, /etc, and programs that act on them as the real ones do."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

RELEASE = os.uname().release

# What modprobe, v4l2loopback-ctl and apt-get do to the machine, in one program that looks at its own name.
_PROGRAM = """\
#!{python}
import os, pathlib, re, shutil, sys
root = pathlib.Path({root!r})
name, args = os.path.basename(sys.argv[0]), sys.argv[1:]
with open(root / "calls", "a") as calls:
    print(name, *args, file=calls)
failure = root / "failures" / name
if failure.exists():
    print(failure.read_text(), file=sys.stderr)
    sys.exit(1)
virtual = root / "sys/devices/virtual/video4linux"
module = root / "sys/module/v4l2loopback"

def make(number, label):
    (virtual / f"video{{number}}").mkdir(parents=True)
    (virtual / f"video{{number}}/name").write_text(label + "\\n")
    (virtual / f"video{{number}}/max_openers").write_text("10\\n")
    (root / f"sys/class/video4linux/video{{number}}").symlink_to(virtual / f"video{{number}}")
    (root / f"dev/video{{number}}").write_text("")

def drop(number):
    shutil.rmtree(virtual / f"video{{number}}")
    (root / f"sys/class/video4linux/video{{number}}").unlink()
    (root / f"dev/video{{number}}").unlink()

if name == "modprobe" and args[0] == "-r":
    for device in list(virtual.glob("video*")):
        drop(device.name[5:])
    shutil.rmtree(module)
elif name == "modprobe":
    modules = root / "lib/modules/{release}/modules.dep"
    if not modules.exists() or "v4l2loopback" not in modules.read_text():
        print("modprobe: FATAL: Module v4l2loopback not found in directory /lib/modules/{release}")
        sys.exit(1)
    if module.exists():
        sys.exit(0)
    values = {{"devices": "1"}}
    for path in sorted((root / "etc/modprobe.d").glob("*.conf")):
        for key, quoted, plain in re.findall(r'(\\w+)=(?:"([^"]*)"|(\\S+))', path.read_text()):
            values[key] = quoted or plain
    (module / "parameters").mkdir(parents=True)
    (module / "refcnt").write_text("0\\n")
    count = int(values["devices"])
    numbers = (values.get("video_nr", "").split(",") + [""] * 8)[:count]
    flags = (values.get("exclusive_caps", "").split(",") + [""] * 8)[:8]
    labels = (values.get("card_label", "").split(",") + [""] * 8)[:count]
    (module / "parameters/video_nr").write_text(",".join(numbers + ["-1"] * (8 - count)) + "\\n")
    flags = ["Y" if flag == "1" else "N" for flag in flags]
    (module / "parameters/exclusive_caps").write_text(",".join(flags) + "\\n")
    for index, (number, label) in enumerate(zip(numbers, labels)):
        make(number if number not in ("", "-1") else index, label or f"Dummy video device (0x{{index:04x}})")
elif name == "v4l2loopback-ctl" and args[0] == "add":
    make(args[-1].removeprefix("/dev/video"), args[2])
elif name == "v4l2loopback-ctl":
    drop(args[-1].removeprefix("/dev/video"))
elif name == "apt-get" and args[0] == "install":
    (root / "lib/modules/{release}").mkdir(parents=True, exist_ok=True)
    (root / "lib/modules/{release}/modules.dep").write_text("updates/dkms/v4l2loopback.ko:\\n")
"""


@dataclass
class FakeMachine:
    """The machine below `root`; `programs` are put on PATH by the fixture that makes it."""

    root: Path
    programs: Path = field(init=False)

    def __post_init__(self) -> None:
        self.programs = self.root / "programs"
        for name in ("etc", "dev", "proc", "failures", "programs", "sys/class/video4linux"):
            (self.root / name).mkdir(parents=True)
        (self.root / "proc/modules").write_text("")
        self.program("modprobe")
        self.program("apt-get")
        self.install()

    def program(self, name: str) -> None:
        path = self.programs / name
        path.write_text(_PROGRAM.format(python=sys.executable, root=str(self.root), release=RELEASE))
        path.chmod(0o755)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def install(self, *, release: str = RELEASE) -> None:
        """Put the kernel module where modprobe finds it."""
        self.write(f"lib/modules/{release}/modules.dep", "updates/dkms/v4l2loopback.ko: kernel/v4l2.ko\n")

    def uninstall(self) -> None:
        (self.root / f"lib/modules/{RELEASE}/modules.dep").unlink()

    def load(self, options: str) -> None:
        """Load the module as somebody by hand would, with these options."""
        line = self.write("etc/modprobe.d/by-hand.conf", f"options v4l2loopback {options}\n")
        os.spawnl(os.P_WAIT, str(self.programs / "modprobe"), "modprobe", "v4l2loopback")
        line.unlink()
        (self.root / "calls").unlink()

    def newer_module(self) -> None:
        """Make the loaded module one that can be given devices."""
        self.write("dev/v4l2loopback", "")
        self.write("sys/module/v4l2loopback/version", "0.15.0\n")
        self.program("v4l2loopback-ctl")

    def fail(self, program: str, text: str) -> None:
        """Let `program` print `text` and end with an error."""
        self.write(f"failures/{program}", text)

    @property
    def calls(self) -> list[str]:
        """What was called until now."""
        path = self.root / "calls"
        return path.read_text().splitlines() if path.exists() else []

    @property
    def devices(self) -> dict[int, str]:
        """Devices of the module, number to label."""
        folder = self.root / "sys/devices/virtual/video4linux"
        return {int(each.name[5:]): (each / "name").read_text().strip() for each in sorted(folder.glob("*"))}

    def files(self) -> dict[str, str]:
        """All files below etc."""
        etc = self.root / "etc"
        return {
            str(each.relative_to(self.root)): each.read_text() for each in etc.rglob("*") if each.is_file()
        }


def on_path(machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    """Put the machine's programs before the real ones, and be its root."""
    monkeypatch.setenv("PATH", f"{machine.programs}:{os.environ['PATH']}")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.delenv("CI", raising=False)
    return machine
