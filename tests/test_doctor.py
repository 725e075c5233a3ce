"""The doctor: what each check says on made-up machines, and the report."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_bridge.bridge import Bridge
from tests.fake_machine import RELEASE, FakeMachine, on_path
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from vcam.commands import doctor
from vcam.core.errors import ModelCorrupt
from vcam.core.formats import FrameSize
from vcam.doctor import cameras, phone, program, report, system, virtual
from vcam.doctor.check import Check, Finding, Place, Status
from vcam.enhance.probe import GpuProbe
from vcam.settings import load
from vcam.sources.camera_list import CameraInfo
from vcam.system import elsewhere, paths
from vcam.system.loopback.plan import setup
from vcam.system.loopback.script import perform
from vcam.system.loopback.state import look
from vcam.v4l2.holders import Holder
from vcam.v4l2.modes import Mode
from vcam.v4l2.nodes import Node

LABEL = "LowLight Cam"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    monkeypatch.setenv("LOWLIGHT_CAM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    return on_path(FakeMachine(tmp_path / "machine"), monkeypatch)


@pytest.fixture
def place(machine: FakeMachine) -> Place:
    return Place(machine.root, LABEL)


def set_up(machine: FakeMachine) -> None:
    perform(setup(look(machine.root), LABEL).steps, lambda *_: None, lambda _: None)


def only(findings: Iterator[Finding]) -> Finding:
    (finding,) = findings
    return finding


# the report ------------------------------------------------------------------------------------------------

ROWS = [
    Finding("one", Status.OK, "One", "is well"),
    Finding("two", Status.FAIL, "Two words", "is broken\nin two ways", "Mend it.\nThen again."),
]


def test_the_text_is_aligned_with_the_fix_beneath() -> None:
    lines = report.to_text(ROWS).splitlines()
    assert lines[2:] == [
        "ok    One        is well",
        "fail  Two words  is broken",
        "                 in two ways",
        "                 Mend it.",
        "                 Then again.",
        "",
        "1 of 2 must be mended.",
    ]


@pytest.mark.parametrize(
    ("statuses", "said", "healthy"),
    [
        ([Status.OK], "All is well.", True),
        ([Status.OK, Status.WARN], "It works; 1 of 2 could be better.", True),
        ([Status.FAIL, Status.WARN], "1 of 2 must be mended.", False),
        ([], "All is well.", True),
    ],
)
def test_the_summary(statuses: list[Status], said: str, healthy: bool) -> None:
    findings = [Finding("id", status, "Title", "detail") for status in statuses]
    assert report.to_text(findings).splitlines()[-1] == said
    assert report.healthy(findings) is healthy


def test_the_json_has_the_same_content() -> None:
    data = json.loads(report.to_json(ROWS))
    assert data["healthy"] is False
    assert data["checks"][1] == {
        "id": "two",
        "status": "fail",
        "title": "Two words",
        "detail": "is broken\nin two ways",
        "fix": "Mend it.\nThen again.",
    }


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(place: Place) -> None:
    def broken(_: Place) -> Iterator[Finding]:
        yield ROWS[0]
        raise KeyError("rubbish")

    def wrong(_: Place) -> Iterator[Finding]:
        yield from ()
        raise ModelCorrupt("the model is not the one", hint="Install it again.")

    checks = (
        Check("broken", "Broken", broken),
        Check("wrong", "Wrong", wrong),
        Check("program", "Program", lambda _: iter(ROWS[:1])),
    )
    findings = report.examine(place, checks)
    assert [each.status for each in findings] == [Status.OK, Status.FAIL, Status.FAIL, Status.OK]
    assert findings[1].detail == "the check itself failed: KeyError: 'rubbish'"
    assert findings[2] == Finding(
        "wrong", Status.FAIL, "Wrong", "the model is not the one", "Install it again."
    )


@pytest.mark.parametrize(
    ("home", "shown"), [("/home/anna", "~/x and ~"), ("/", "/home/anna/x and /home/anna")]
)
def test_the_home_folder_is_not_named(
    place: Place, monkeypatch: pytest.MonkeyPatch, home: str, shown: str
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path(home))
    text = "/home/anna/x and /home/anna"
    row = Finding("id", Status.OK, "Title", text, text)
    (finding,) = report.examine(place, [Check("id", "Title", lambda _: iter([row]))])
    assert finding.detail == finding.fix == shown


def test_every_check_of_the_report_answers_on_an_empty_machine(place: Place) -> None:
    findings = report.examine(place)
    # The network's file comes with the package; all others look at the made-up machine.
    assert not [each for each in findings if "itself failed" in each.detail and each.id != "model"]
    assert {check.id for check in report.CHECKS} - {"cameras"} <= {each.id for each in findings} | {"model"}


# program ---------------------------------------------------------------------------------------------------


def test_versions_are_told(place: Place) -> None:
    finding = only(program.packages(place))
    assert finding.status is Status.OK
    assert "numpy 2" in finding.detail


def test_a_missing_package_is_named(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_PACKAGES", ("numpy", "no-such-package"))
    finding = only(program.packages(place))
    assert finding.status is Status.FAIL
    assert finding.detail.endswith("missing: no-such-package")


def test_no_kernels_yet(place: Place) -> None:
    finding = only(program.kernels(place))
    assert finding.status is Status.OK
    assert "first start" in finding.detail


def test_kept_kernels_are_counted(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kept/folder").mkdir(parents=True)
    for name in ("a.1.nbc", "b.1.nbc", "b.nbi"):
        (tmp_path / "kept/folder" / name).touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
    assert only(program.kernels(place)).detail.startswith("2 kept in")


def test_a_cache_that_cannot_be_written(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "below"))
    finding = only(program.kernels(place))
    assert finding.status is Status.WARN
    assert "NUMBA_CACHE_DIR" in finding.fix


def test_settings_valid_missing_and_wrong(place: Place, tmp_path: Path) -> None:
    assert only(program.settings(place)).detail == "the defaults"
    path = tmp_path / "home/config/settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text("strength = 0.5\n")
    assert only(program.settings(place)).detail.endswith("is valid")
    path.write_text("\nstrength = 7\n")
    (finding,) = report.examine(place, [Check("settings", "Settings", program.settings)])
    assert finding.status is Status.FAIL
    assert "settings.toml:2: strength = 7" in finding.detail
    assert "from 0 to 1" in finding.fix


# system ----------------------------------------------------------------------------------------------------


def test_the_system_is_named_with_its_container(place: Place, machine: FakeMachine) -> None:
    assert f"kernel {RELEASE}" in only(system.system(place)).detail
    machine.write("run/.containerenv", "")
    assert "in a container (podman)" in only(system.system(place)).detail


@pytest.mark.parametrize(
    ("processor", "features", "cores", "status"),
    [
        ("x86_64", {"avx2": True}, 4, Status.OK),
        ("x86_64", {"avx2": False}, 4, Status.WARN),
        ("aarch64", {"neon": True}, 4, Status.OK),
        ("riscv64", {}, 4, Status.OK),
        ("x86_64", {"avx2": True}, 1, Status.WARN),
    ],
)
def test_the_processor(
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    processor: str,
    features: dict[str, bool],
    cores: int,
    status: Status,
) -> None:
    monkeypatch.setattr("platform.machine", lambda: processor)
    monkeypatch.setattr("llvmlite.binding.get_host_cpu_features", lambda: features)
    monkeypatch.setattr(system, "_cores", lambda: cores)
    finding = only(system.processor(place))
    assert finding.status is status
    assert f"{cores} cores" in finding.detail


# the virtual camera ----------------------------------------------------------------------------------------


def test_the_module_in_all_its_states(place: Place, machine: FakeMachine) -> None:
    machine.uninstall()
    assert only(virtual.module(place)).detail == "v4l2loopback is not installed"
    machine.install(release="6.99.0")
    assert "is there for 6.99.0" in only(virtual.module(place)).detail
    machine.install()
    assert only(virtual.module(place)).detail == "v4l2loopback is installed, but not loaded"
    assert only(virtual.module(place)).fix == virtual.SETUP
    set_up(machine)
    assert only(virtual.module(place)).detail == "v4l2loopback 0.12 or older is loaded"
    assert only(virtual.module(place)).status is Status.OK
    machine.newer_module()
    assert only(virtual.module(place)).detail == "v4l2loopback 0.15.0 is loaded"


def test_a_module_that_is_gone_after_the_next_start(place: Place, machine: FakeMachine) -> None:
    machine.load('video_nr=10 exclusive_caps=1 card_label="LowLight Cam"')
    finding = only(virtual.module(place))
    assert finding.status is Status.WARN
    assert "next start" in finding.detail


def test_where_setup_would_refuse_the_fix_says_why(place: Place, machine: FakeMachine) -> None:
    machine.write(".dockerenv", "")
    machine.uninstall()
    finding = only(virtual.module(place))
    assert finding.status is Status.FAIL
    assert "container (docker)" in finding.fix


def test_no_virtual_camera_beside_those_of_others(place: Place, machine: FakeMachine) -> None:
    machine.load('video_nr=0 card_label="OBS Virtual Camera"')
    finding = only(virtual.camera(place))
    assert finding.status is Status.FAIL
    assert "other programs' devices: OBS Virtual Camera" in finding.detail
    assert finding.fix == virtual.SETUP


def test_a_virtual_camera_that_may_not_be_used(
    place: Place, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(machine)
    monkeypatch.setattr("vcam.system.loopback.result.may_use", lambda path: False)
    finding = only(virtual.camera(place))
    assert finding.status is Status.FAIL
    assert "usermod -aG" in finding.fix


def test_a_virtual_camera_without_its_node(place: Place, machine: FakeMachine) -> None:
    set_up(machine)
    (machine.root / "dev/video10").unlink()
    assert "is missing" in only(virtual.camera(place)).detail


def test_a_node_that_is_no_device_is_said(place: Place, machine: FakeMachine) -> None:
    set_up(machine)
    assert "cannot be asked (Inappropriate ioctl" in only(virtual.camera(place)).detail


def test_a_camera_that_browsers_do_not_list(place: Place, machine: FakeMachine) -> None:
    machine.load('video_nr=10 card_label="LowLight Cam"')
    finding = only(virtual.camera(place))
    assert finding.status is Status.WARN
    assert "exclusive_caps" in finding.detail


@pytest.mark.parametrize("found", ["", "OBS Virtual Camera"])
def test_elsewhere(place: Place, monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(elsewhere, "installed", lambda: found)
    assert list(virtual.module(place)) == []
    finding = only(virtual.camera(place))
    assert (finding.status is Status.OK) is bool(found)
    assert bool(finding.fix) is not bool(found)


# cameras ---------------------------------------------------------------------------------------------------

HD = FrameSize(1280, 720)
MODES = (
    Mode("YUYV", FrameSize(640, 480), 30.0),
    Mode("YUYV", HD, 10.0),
    Mode("MJPG", HD, 30.0),
    Mode("MJPG", HD, 60.0),
)


def info(path: Path, problem: str = "") -> CameraInfo:
    path.touch()
    node = Node(path, 0, "HD Webcam", virtual=False)
    return CameraInfo("HD Webcam", node, "uvcvideo", "usb-1", False, MODES, problem)


@pytest.fixture
def webcam(place: Place, monkeypatch: pytest.MonkeyPatch) -> CameraInfo:
    camera = info(place.root / "dev/video0")
    monkeypatch.setattr("vcam.sources.camera_list.list_cameras", lambda **_: (camera,))
    return camera


def test_no_camera(place: Place) -> None:
    finding = only(cameras.cameras(place))
    assert finding.status is Status.FAIL
    assert "Plug a camera in" in finding.fix


def test_a_camera_is_told_with_its_best_modes(place: Place, webcam: CameraInfo) -> None:
    finding = only(cameras.cameras(place))
    assert finding.status is Status.OK
    assert finding.id == "camera-1"
    assert finding.detail.startswith("HD Webcam: ")
    assert finding.detail.endswith("YUYV 640x480 at 30 fps, MJPG 1280x720 at 60 fps")


def test_a_slow_mode_is_better_than_none() -> None:
    assert cameras.best_modes(MODES[1:2]) == "YUYV 1280x720 at 10 fps"
    assert cameras.best_modes(()) == "no mode known"


def test_a_camera_that_may_not_be_opened(
    place: Place, webcam: CameraInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vcam.system.loopback.result.may_use", lambda path: False)
    finding = only(cameras.cameras(place))
    assert finding.status is Status.FAIL
    assert "log out and in again" in finding.fix


def test_a_camera_that_does_not_answer(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    camera = info(place.root / "dev/video0", "Input/output error")
    monkeypatch.setattr("vcam.sources.camera_list.list_cameras", lambda **_: (camera,))
    finding = only(cameras.cameras(place))
    assert finding.status is Status.FAIL
    assert "Input/output error" in finding.detail


def test_a_busy_camera_names_the_program_unless_it_is_us(
    place: Place, machine: FakeMachine, webcam: CameraInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = {
        "video0": (Holder(7, "zoom"), Holder(8, "lowlight-cam")),
        "video10": (Holder(8, "lowlight-cam"),),
    }
    monkeypatch.setattr("vcam.v4l2.holders.holders", lambda path, **_: users[path.name])
    set_up(machine)
    finding = only(cameras.cameras(place))
    assert finding.status is Status.WARN
    assert finding.detail.endswith("open in zoom (process 7)")
    users["video0"] = users["video10"]
    assert only(cameras.cameras(place)).status is Status.OK


@pytest.mark.parametrize(("value", "status"), [(1, Status.WARN), (0, Status.OK)])
def test_a_camera_that_the_dark_makes_slow(
    place: Place, webcam: CameraInfo, monkeypatch: pytest.MonkeyPatch, value: int, status: Status
) -> None:
    def request(_: object, number: int, control: ctypes.Structure) -> None:
        assert (number, control.id) == (0xC008561B, 0x009A0903)
        control.value = value

    monkeypatch.setattr("vcam.v4l2.device.Device.request", request)
    finding = only(cameras.cameras(place))
    assert finding.status is status
    assert ("keep_fps true" in finding.fix) is (value == 1)


# the command -----------------------------------------------------------------------------------------------


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    doctor.add(parser.add_subparsers())
    args = parser.parse_args(["doctor", *words])
    status: int = args.func(args)
    return status


@pytest.mark.parametrize(("status", "code"), [(Status.OK, 0), (Status.WARN, 0), (Status.FAIL, 1)])
def test_the_command_prints_and_tells_by_its_status(
    machine: FakeMachine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    status: Status,
    code: int,
) -> None:
    row = Finding("id", status, "Title", "detail")
    monkeypatch.setattr(report, "CHECKS", ())
    monkeypatch.setattr(report, "examine", lambda place: [row])
    assert run() == code
    text = capsys.readouterr().out
    assert "Title  detail" in text
    assert "\x1b" not in text
    assert run("--json") == code
    assert json.loads(capsys.readouterr().out)["checks"][0]["status"] == status.value


@pytest.mark.parametrize(
    ("content", "label"),
    [("device = 'Desk'", "Desk"), ("device = '/dev/video9'", LABEL), ("device = 3", LABEL)],
)
def test_the_label_is_the_one_of_the_settings(
    machine: FakeMachine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, label: str
) -> None:
    path = tmp_path / "home/config/settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    seen: list[Place] = []

    def examine(place: Place) -> list[Finding]:
        seen.append(place)
        return []

    monkeypatch.setattr(report, "examine", examine)
    assert run() == 0
    assert seen == [Place(label=label)]


def test_the_doctor_leaves_no_file_behind(place: Place, tmp_path: Path) -> None:
    def everything() -> set[str]:
        return {str(each) for each in tmp_path.rglob("*") if not stat.S_ISFIFO(os.lstat(each).st_mode)}

    before = everything()
    report.examine(place)
    assert everything() == before


@pytest.mark.parametrize(
    ("probe", "words"),
    [
        (
            GpuProbe("no adapter was found", cpu_ms=0.06),
            "the processor takes 0.06 ms for the network and is used; "
            "no GPU that it can run on: no adapter was found",
        ),
        (
            GpuProbe("", "NVIDIA H200", False, True, 0.9, 0.06),
            "the processor takes 0.06 ms for the network and is used; the GPU (NVIDIA H200) takes 0.90 ms",
        ),
        (
            GpuProbe("", "NVIDIA H200", False, True, 0.05, 0.2),
            "the GPU (NVIDIA H200) takes 0.05 ms for the network and is used; "
            "the processor takes 0.20 ms for the network",
        ),
    ],
)
def test_gpu_is_compared_with_the_processor_as_the_app_does(
    probe: GpuProbe, words: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vcam.enhance.probe.probe_gpu", lambda: probe)
    finding = only(program.gpu(place))
    assert finding.status is Status.OK
    assert finding.detail == words


# phone -----------------------------------------------------------------------------------------------------


@pytest.fixture
def network(place: Place, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of this computer; the port is a free one."""
    found = [LAN_ADDRESS]
    monkeypatch.setattr("mobile_bridge.addresses.lan_addresses", lambda: found)
    paths.config_dir().mkdir(parents=True)
    paths.settings_file().write_text(f'camera = "phone"\nphone_port = {free_port()}\n')
    return found


def of_phone(place: Place) -> dict[str, Finding]:
    return {finding.id: finding for finding in phone.phone(place)}


def test_a_phone_can_come_where_the_port_is_free(place: Place, network: list[str]) -> None:
    found = of_phone(place)
    assert found["phone"].status is Status.OK
    assert f"{LAN_ADDRESS}:{load(paths.settings_file()).phone_port}" in found["phone"].detail
    assert "phone-firewall" not in found
    network.clear()
    found = of_phone(place)
    assert found["phone"].status is Status.WARN
    assert "--usb" in found["phone"].fix


@pytest.mark.parametrize("cable", [False, True])
def test_another_program_at_the_port_is_told(place: Place, network: list[str], *, cable: bool) -> None:
    port = load(paths.settings_file()).phone_port
    with socket.socket() as other:
        other.bind(("127.0.0.1", port + 1) if cable else (network[0], port))
        other.listen()
        found = of_phone(place)["phone"]
    assert found.status is Status.WARN
    assert found.detail == f"another program uses port {port + cable}"
    assert f"phone_port {port + 1000}" in found.fix or f"phone_port {port - 1000}" in found.fix


def test_this_program_at_the_port_is_fine(place: Place, network: list[str], tmp_path: Path) -> None:
    bridge = Bridge(
        tmp_path / "phone", port=load(paths.settings_file()).phone_port, addresses=lambda: network
    )
    bridge.start()
    try:
        assert of_phone(place)["phone"].status is Status.OK
    finally:
        bridge.stop()


@pytest.mark.parametrize(
    ("file", "text", "command"),
    [
        ("etc/ufw/ufw.conf", "# ufw\nENABLED=yes\n", "sudo ufw allow {port}/tcp"),
        ("sys/fs/cgroup/system.slice/firewalld.service/x", "", "sudo firewall-cmd --add-port={port}/tcp"),
    ],
)
@pytest.mark.usefixtures("network")
def test_a_firewall_is_told_with_the_command_that_lets_phones_in(
    machine: FakeMachine, place: Place, file: str, text: str, command: str
) -> None:
    path = machine.root / file
    path.parent.mkdir(parents=True)
    path.write_text(text)
    found = of_phone(place)["phone-firewall"]
    assert found.status is Status.WARN
    assert command.format(port=load(paths.settings_file()).phone_port) in found.fix
    paths.settings_file().unlink()
    assert of_phone(place)["phone-firewall"].status is Status.OK, "nobody uses a phone"


@pytest.mark.usefixtures("network")
def test_a_firewall_that_is_off_is_not_told(machine: FakeMachine, place: Place) -> None:
    path = machine.root / "etc/ufw/ufw.conf"
    path.parent.mkdir(parents=True)
    path.write_text("ENABLED=no\n")
    assert "phone-firewall" not in of_phone(place)
