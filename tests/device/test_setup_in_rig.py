"""The set-up with the real kernel module: the real modprobe, real devices, both generations.

The rig's root file system is the host's own, writable. So all of it happens in a mount namespace where /etc
and /usr/lib lie under an overlay, and nothing starts before that has been seen to be in place.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.device.conftest import load_loopback, unload_loopback

pytestmark = [
    pytest.mark.device,
    pytest.mark.skipif("RIG_LOOPBACK_KO" not in os.environ, reason="runs inside tests/device/rig"),
]

# Below /run, which is the machine's own; modprobe finds the module as on any system.
_NAMESPACE = """\
set -e
for name in etc usr/lib; do
    mkdir -p "/run/setup-test/$name/upper" "/run/setup-test/$name/work"
    mount -t overlay setup-test "/$name" \
        -o "lowerdir=/$name,upperdir=/run/setup-test/$name/upper,workdir=/run/setup-test/$name/work"
done
modules="/lib/modules/$(uname -r)"
mkdir -p "$modules" /etc/modprobe.d /etc/modules-load.d
cp "$RIG_LOOPBACK_KO" "$modules/v4l2loopback.ko"
: >"$modules/modules.order"; : >"$modules/modules.builtin"; : >"$modules/modules.builtin.modinfo"
depmod
echo ready
exec sleep 1000
"""
_COMMAND = """\
import argparse, sys
from vcam.commands import doctor, setup
from vcam.core.errors import LowLightError
parser = argparse.ArgumentParser()
commands = parser.add_subparsers()
setup.add(commands)
doctor.add(commands)
args = parser.parse_args(sys.argv[1:])
try:
    sys.exit(args.func(args))
except LowLightError as error:
    print(error)
    sys.exit(error.exit_status)
"""
OUR_FILES = (
    "modprobe.d/lowlight-cam.conf",
    "modprobe.d/zz-lowlight-cam.conf",
    "modules-load.d/lowlight-cam.conf",
)
OBS = 'options v4l2loopback devices=1 video_nr=20 exclusive_caps=0 card_label="OBS Virtual Camera"'


@dataclass(frozen=True)
class Guest:
    """The machine as programs in the namespace see it."""

    pid: int

    def sh(self, command: str, *, status: int = 0) -> str:
        """Run `command` there; return what it printed."""
        done = subprocess.run(
            ["nsenter", f"--target={self.pid}", "--mount", f"--wd={Path.cwd()}", "sh", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={name: value for name, value in os.environ.items() if name != "CI"},  # it would not ask
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout
        return done.stdout

    def lowlight(self, words: str, *, status: int = 0) -> str:
        """Run ``lowlight-cam WORDS``."""
        return self.sh(f"{sys.executable} -c {shlex.quote(_COMMAND)} {words}", status=status)

    def devices(self) -> dict[int, str]:
        """Devices of the module: number to label."""
        found = re.findall(
            r"^(.+) \(platform:v4l2loopback-\d+\):\n\t/dev/video(\d+)$",
            self.sh("v4l2-ctl --list-devices"),
            re.MULTILINE,
        )
        return {int(number): label for label, number in found}

    def exclusive(self, number: int) -> bool:
        """Whether the device announces one ability and not both."""
        text = self.sh(f"v4l2-ctl -d /dev/video{number} -D").partition("Device Caps")[2]
        return ("Video Capture" in text) != ("Video Output" in text)

    def files(self) -> list[str]:
        """Return those of our files that are there."""
        return [name for name in OUR_FILES if self.sh(f"test -e /etc/{name}; echo $?") == "0\n"]


@pytest.fixture
def unloaded() -> Iterator[None]:
    """Take the rig's own loopback devices away for the time of a test."""
    unload_loopback()
    yield
    if os.environ.get("RIG_LOOPBACK"):
        load_loopback()
    else:
        unload_loopback()


@pytest.fixture
def guest(unloaded: None) -> Iterator[Guest]:
    with subprocess.Popen(
        ["unshare", "--mount", "bash", "-c", _NAMESPACE], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        mounts = Path(f"/proc/{process.pid}/mounts").read_text()
        try:
            assert said == "ready\n"
            assert {"setup-test /etc overlay", "setup-test /usr/lib overlay"} <= {
                " ".join(line.split()[:3]) for line in mounts.splitlines()
            }
            yield Guest(process.pid)
        finally:
            process.kill()
            subprocess.run(["rm", "-rf", "/run/setup-test"], check=False)
    # Seen from outside the namespace: the host's own files.
    assert not [name for name in OUR_FILES if Path("/etc", name).exists()]


def test_setup_makes_the_camera_once_and_remove_takes_it_away(guest: Guest) -> None:
    assert guest.devices() == {}
    assert "lowlight-cam setup --yes" in guest.lowlight("setup", status=6)
    assert guest.devices() == {}

    said = guest.lowlight("setup --yes")
    assert 'Ready: "LowLight Cam" is at /dev/video10.' in said
    assert guest.devices() == {10: "LowLight Cam"}
    assert guest.exclusive(10)
    assert guest.files() == [OUR_FILES[0], OUR_FILES[2]]

    assert "There is nothing to do." in guest.lowlight("setup --yes")

    guest.lowlight("setup --remove --yes")
    assert guest.devices() == {}
    assert guest.files() == []
    assert not Path("/sys/module/v4l2loopback").exists()
    assert "nothing to take away" in guest.lowlight("setup --remove")


def test_what_setup_wrote_makes_the_camera_at_the_next_start(guest: Guest) -> None:
    guest.lowlight("setup --yes --label 'Desk Cam' --device 33")
    guest.sh("modprobe -r v4l2loopback && modprobe $(grep -v '^#' /etc/modules-load.d/lowlight-cam.conf)")
    assert guest.devices() == {33: "Desk Cam"}
    assert guest.exclusive(33)


def test_a_taken_number_is_passed_over(guest: Guest) -> None:
    assert Path("/dev/video0").exists(), "the rig's webcam"
    assert "/dev/video0 is taken" in guest.lowlight("setup --yes --device 0", status=6)


def test_others_options_stay_and_both_devices_come(guest: Guest) -> None:
    guest.sh(f"echo {shlex.quote(OBS)} >/etc/modprobe.d/v4l2loopback.conf")
    guest.lowlight("setup --yes")
    assert guest.devices() == {20: "OBS Virtual Camera", 10: "LowLight Cam"}
    assert guest.exclusive(10)
    assert not guest.exclusive(20)
    assert guest.sh("cat /etc/modprobe.d/v4l2loopback.conf") == OBS + "\n"
    assert "There is nothing to do." in guest.lowlight("setup --yes")
    guest.lowlight("setup --remove --yes")
    guest.sh("modprobe -r v4l2loopback && modprobe v4l2loopback")
    assert guest.devices() == {20: "OBS Virtual Camera"}


def test_a_loaded_module_of_others_is_not_disturbed(guest: Guest) -> None:
    guest.sh("modprobe v4l2loopback video_nr=20 card_label='OBS Virtual Camera'")
    guest.lowlight("setup --yes")
    # v4l2loopback-ctl is not there: ours waits for the next start, and then both are there.
    assert guest.devices() == {20: "OBS Virtual Camera"}
    guest.sh("modprobe -r v4l2loopback && modprobe v4l2loopback")
    assert guest.devices() == {20: "OBS Virtual Camera", 10: "LowLight Cam"}
    assert not guest.exclusive(20)


def test_a_module_that_is_not_there_for_this_kernel(guest: Guest) -> None:
    guest.sh("rm /lib/modules/$(uname -r)/v4l2loopback.ko")  # modules.dep still names it
    said = guest.lowlight("setup --yes", status=6)
    assert "this step failed: Load the kernel module" in said
    assert "sudo dkms autoinstall" in said
    assert "lowlight-cam setup --remove" in said
    guest.lowlight("setup --remove --yes")
    assert guest.files() == []


def test_a_camera_in_use_is_not_taken_away(guest: Guest) -> None:
    guest.lowlight("setup --yes")
    said = guest.sh(
        "exec 9<>/dev/video10; "
        f"{sys.executable} -c {shlex.quote(_COMMAND)} setup --remove --yes; echo status $?"
    )
    assert "has a camera of this module open" in said
    assert said.endswith("status 6\n")
    assert guest.devices() == {10: "LowLight Cam"}
    guest.lowlight("setup --remove --yes")
    assert guest.devices() == {}


def test_the_doctor_sees_module_camera_and_webcam(guest: Guest) -> None:
    before = guest.lowlight("doctor", status=1)
    assert re.search(r"fail +Kernel module +v4l2loopback is installed, but not loaded", before)
    assert re.search(r'fail +Virtual camera +there is no device "LowLight Cam"', before)
    guest.lowlight("setup --yes")
    after = guest.sh(f"{sys.executable} -c {shlex.quote(_COMMAND)} doctor || true")
    version = "0.15.0" if os.environ["RIG_GENERATION"] == "new" else "0.12 or older"
    assert re.search(rf"ok +Kernel module +v4l2loopback {version} is loaded", after)
    assert re.search(r'ok +Virtual camera +"LowLight Cam" at /dev/video10, free', after)
    assert re.search(r"ok +Camera 1 +vivid: /dev/video0, .*\d+x\d+ at \d+ fps", after)
