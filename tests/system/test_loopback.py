"""The kernel module's options, what is seen of it, and what is planned for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_machine import RELEASE, FakeMachine
from vcam.core.errors import SetupError
from vcam.system.loopback import options
from vcam.system.loopback.faults import account, explain
from vcam.system.loopback.options import Device
from vcam.system.loopback.plan import Plan, removal, setup
from vcam.system.loopback.result import permission_fix, verify
from vcam.system.loopback.script import (
    NotAuthorised,
    StepFailed,
    command,
    launcher,
    perform,
    to_shell,
    write_file,
)
from vcam.system.loopback.state import LAST_OPTIONS_FILE, LOAD_FILE, OPTIONS_FILE, look

LABEL = "LowLight Cam"
OURS = Device(10, LABEL)
OBS = Device(0, "OBS Virtual Camera")
LINE = 'options v4l2loopback devices=1 video_nr=10 exclusive_caps=1 card_label="LowLight Cam"'
BOTH = (
    "options v4l2loopback devices=2 video_nr=0,10 exclusive_caps=1,1 "
    'card_label="OBS Virtual Camera,LowLight Cam"'
)
OBS_OPTIONS = 'devices=1 video_nr=0 exclusive_caps=1 card_label="OBS Virtual Camera"'


def do(plan: Plan) -> list[str]:
    """Carry out the plan; return what the commands printed."""
    said: list[str] = []
    perform(plan.steps, lambda *_: None, said.append)
    return said


# options ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        ("", ()),
        ("# options v4l2loopback devices=2", ()),
        ("options snd_aloop index=1", ()),
        (LINE, (OURS,)),
        ("options v4l2loopback", (Device(-1, "", exclusive_caps=False),)),
        ("options v4l2loopback exclusive_caps=1 card_label='OBS'", (Device(-1, "OBS"),)),
        (
            "options\tv4l2loopback video_nr=3,4",
            (Device(3, "", exclusive_caps=False), Device(4, "", exclusive_caps=False)),
        ),
        ("options v4l2loopback \\\n video_nr=7 \\\n exclusive_caps=Y", (Device(7, ""),)),
        (
            "options v4l2loopback video_nr=7\noptions v4l2loopback video_nr=8",
            (Device(8, "", exclusive_caps=False),),
        ),
        ('options v4l2loopback video_nr=7 card_label="open', (Device(7, "open", exclusive_caps=False),)),
        ("options v4l2loopback devices=many video_nr=x", (Device(-1, "", exclusive_caps=False),)),
        ("options v4l2loopback devices=0", ()),
    ],
)
def test_options_are_read_as_the_kernel_reads_them(text: str, devices: tuple[Device, ...]) -> None:
    assert options.read(text) == devices


LABELS = st.text(
    st.characters(min_codepoint=32, max_codepoint=126, exclude_characters=",\"'\\"), min_size=1, max_size=31
).filter(lambda text: text.strip() == text)
DEVICES = st.lists(st.builds(Device, st.integers(-1, 63), LABELS, st.booleans()), min_size=1, max_size=8)


@given(DEVICES)
def test_a_composed_line_reads_back(devices: list[Device]) -> None:
    assert list(options.read(options.line(devices))) == devices


def test_a_device_without_a_name_gets_the_one_that_the_module_gives() -> None:
    assert 'card_label="Dummy video device (0x0000),LowLight Cam"' in options.line([Device(-1, ""), OURS])


def test_more_devices_than_the_module_can_make_are_refused() -> None:
    with pytest.raises(SetupError, match="8 devices"):
        options.line([Device(number, str(number)) for number in range(9)])


@pytest.mark.parametrize(
    "label", ["", "  ", "a,b", 'say "hi"', "it's", "a\\b", "a\nb", "x" * 32, "\u00e9" * 16]
)
def test_a_name_that_the_module_cannot_carry_is_refused(label: str) -> None:
    with pytest.raises(SetupError, match="cannot be given"):
        options.check_label(label)


def test_names_up_to_the_limit_are_taken() -> None:
    assert options.check_label("x" * 31) == "x" * 31


# state -----------------------------------------------------------------------------------------------------


def test_an_empty_root_is_seen_as_nothing(tmp_path: Path) -> None:
    state = look(tmp_path)
    assert (state.loaded, state.installed, state.can_add, state.version) == (False, False, False, "")
    assert (state.devices, state.configured, state.own_files) == ((), (), {})
    assert state.secure_boot is None


def test_devices_of_other_drivers_are_not_the_modules(machine: FakeMachine) -> None:
    machine.write("sys/devices/virtual/video4linux/video3/name", "Other virtual camera\n")
    machine.write("sys/class/video4linux/video3/name", "Other virtual camera\n")
    state = look(machine.root)
    assert state.devices == ()
    assert state.video_numbers == {3}


def test_a_loaded_module_is_seen_with_its_flags(machine: FakeMachine) -> None:
    machine.load('devices=2 video_nr=10,11 exclusive_caps=1,0 card_label="LowLight Cam,Other"')
    state = look(machine.root)
    assert state.loaded
    assert state.version == ""
    assert state.devices == (OURS, Device(11, "Other", exclusive_caps=False))


def test_flags_of_devices_whose_number_the_kernel_chose(machine: FakeMachine) -> None:
    machine.load("devices=3 video_nr=10,-1,-1 exclusive_caps=1,0,1")
    assert [each.exclusive_caps for each in look(machine.root).devices] == [False, True, True]
    machine.newer_module()
    state = look(machine.root)
    assert [each.exclusive_caps for each in state.devices] == [True, True, True]
    assert state.version == "0.15.0"
    assert state.can_add


def test_the_first_folder_wins_where_two_have_a_file_of_one_name(machine: FakeMachine) -> None:
    machine.write("etc/modprobe.d/obs.conf", "options v4l2loopback video_nr=1\n")
    machine.write("usr/lib/modprobe.d/obs.conf", "options v4l2loopback video_nr=2\n")
    assert [each.number for each in look(machine.root).configured] == [1]


@pytest.mark.parametrize(
    ("data", "on"), [(b"\x06\0\0\0\x01", True), (b"\x06\0\0\0\0", False), (b"\x06", False)]
)
def test_secure_boot_is_read_from_the_firmware(machine: FakeMachine, data: bytes, on: bool) -> None:
    path = machine.write(
        "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c", "to be replaced"
    )
    path.write_bytes(data)
    assert look(machine.root).secure_boot is on


def test_binary_rubbish_in_the_files_does_no_harm(machine: FakeMachine) -> None:
    machine.write("etc/modprobe.d/rubbish.conf", "").write_bytes(bytes(range(256)))
    machine.write(OPTIONS_FILE, "").write_bytes(b"\xff\xfe\0")
    assert look(machine.root).foreign_files == (OPTIONS_FILE,)


# plan: setting up ------------------------------------------------------------------------------------------


def test_a_fresh_machine_gets_two_files_and_the_module(machine: FakeMachine) -> None:
    plan = setup(look(machine.root), LABEL)
    assert [step.title.split("/")[0].strip() for step in plan.steps] == [
        "Write",
        "Write",
        "Load the kernel module",
    ]
    do(plan)
    assert machine.devices == {10: LABEL}
    files = machine.files()
    assert set(files) == {OPTIONS_FILE, LOAD_FILE}
    assert files[OPTIONS_FILE].splitlines()[1:] == [LINE]
    assert files[LOAD_FILE].splitlines()[1:] == ["v4l2loopback"]
    assert all(text.startswith("#") and "setup --remove" in text for text in files.values())


def test_what_is_shown_is_what_runs(machine: FakeMachine) -> None:
    plan = setup(look(machine.root), LABEL)
    assert f"| {LINE}" in plan.steps[0].shown
    assert plan.steps[2].shown == plan.steps[2].commands == ("modprobe v4l2loopback",)


def test_the_second_time_there_is_nothing_to_do(machine: FakeMachine) -> None:
    do(setup(look(machine.root), LABEL))
    assert setup(look(machine.root), LABEL).steps == ()


def test_a_missing_file_is_written_again_without_touching_the_module(machine: FakeMachine) -> None:
    do(setup(look(machine.root), LABEL))
    (machine.root / LOAD_FILE).unlink()
    assert [step.title for step in setup(look(machine.root), LABEL).steps] == [
        f"Write {machine.root / LOAD_FILE}"
    ]


def test_a_missing_module_is_installed_for_the_running_kernel(machine: FakeMachine) -> None:
    machine.uninstall()
    plan = setup(look(machine.root), LABEL)
    assert plan.steps[0].shown == (
        "apt-get update",
        f"apt-get install --yes v4l2loopback-dkms linux-headers-{RELEASE}",
    )
    do(plan)
    assert machine.devices == {10: LABEL}


@pytest.mark.parametrize(
    ("program", "release", "packages"),
    [
        ("dnf", "6.9.4-200.fc40.x86_64", "akmod-v4l2loopback kernel-devel-6.9.4-200.fc40.x86_64"),
        ("pacman", "6.9.4-zen", "v4l2loopback-dkms linux-zen-headers"),
        ("pacman", "6.9.4-arch", "v4l2loopback-dkms linux-headers"),
        ("zypper", "6.4.0-150600-default", "v4l2loopback-kmp-default"),
    ],
)
def test_other_package_managers_have_other_names(
    machine: FakeMachine, monkeypatch: pytest.MonkeyPatch, program: str, release: str, packages: str
) -> None:
    machine.write("usr/lib/modules/6.9.4-zen/pkgbase", "linux-zen\n")
    monkeypatch.setattr("shutil.which", lambda name: name if name == program else None)
    plan = setup(look(machine.root, release), LABEL)
    assert packages in plan.steps[0].shown[0]


def test_an_unknown_package_manager_is_said(machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(SetupError, match="not installed for this kernel") as raised:
        setup(look(machine.root, "6.6.6"), LABEL)
    assert "headers" in raised.value.hint


@pytest.mark.parametrize(
    ("file", "said"),
    [(".dockerenv", "container \\(docker\\)"), ("run/.containerenv", "container \\(podman\\)")],
)
def test_a_container_is_named(machine: FakeMachine, file: str, said: str) -> None:
    machine.write(file, "")
    assert setup(look(machine.root), LABEL).steps, "it has the kernel's modules"
    machine.uninstall()
    with pytest.raises(SetupError, match=said):
        setup(look(machine.root), LABEL)


def test_a_container_whose_machine_has_loaded_the_module_may_go_on(machine: FakeMachine) -> None:
    machine.load('video_nr=10 exclusive_caps=1 card_label="LowLight Cam"')
    machine.write(".dockerenv", "")
    assert not setup(look(machine.root), LABEL).after_restart


def test_windows_linux_has_no_such_kernel(machine: FakeMachine) -> None:
    with pytest.raises(SetupError, match="Windows"):
        setup(look(machine.root, "5.15.153.1-microsoft-standard-WSL2"), LABEL)


def test_a_kernel_without_modules_is_named(machine: FakeMachine) -> None:
    (machine.root / "proc/modules").unlink()
    with pytest.raises(SetupError, match="cannot load modules"):
        setup(look(machine.root), LABEL)


def test_a_file_that_is_not_ours_is_left_alone(machine: FakeMachine) -> None:
    machine.write(OPTIONS_FILE, "options v4l2loopback video_nr=42\n")
    with pytest.raises(SetupError, match="was not written by lowlight-cam"):
        setup(look(machine.root), LABEL)


def test_a_taken_number_is_passed_over(machine: FakeMachine) -> None:
    machine.write("sys/class/video4linux/video10/name", "A real webcam\n")
    do(setup(look(machine.root), LABEL))
    assert machine.devices == {11: LABEL}
    assert setup(look(machine.root), LABEL).steps == ()


def test_a_taken_number_that_was_asked_for_is_refused(machine: FakeMachine) -> None:
    machine.load(OBS_OPTIONS)
    with pytest.raises(SetupError, match='/dev/video0 is taken by "OBS Virtual Camera"'):
        setup(look(machine.root), LABEL, 0)


def test_all_numbers_taken(machine: FakeMachine) -> None:
    for number in range(10, 64):
        machine.write(f"sys/class/video4linux/video{number}/name", "Frame grabber\n")
    with pytest.raises(SetupError, match="no free video number"):
        setup(look(machine.root), LABEL)


def test_another_name_or_number_reloads_our_module(machine: FakeMachine) -> None:
    do(setup(look(machine.root), LABEL))
    do(setup(look(machine.root), "Desk", 20))
    assert machine.devices == {20: "Desk"}
    assert setup(look(machine.root), "Desk").steps == ()


def test_our_device_without_exclusive_caps_is_made_again(machine: FakeMachine) -> None:
    machine.load('video_nr=10 card_label="LowLight Cam"')
    do(setup(look(machine.root), LABEL))
    assert look(machine.root).devices == (OURS,)


# plan: beside other programs -------------------------------------------------------------------------------


def test_others_options_are_kept_in_one_line(machine: FakeMachine) -> None:
    theirs = machine.write("etc/modprobe.d/obs.conf", f"options v4l2loopback {OBS_OPTIONS}\n")
    plan = setup(look(machine.root), LABEL)
    assert "OBS Virtual Camera" in plan.notes[0]
    do(plan)
    assert machine.devices == {0: "OBS Virtual Camera", 10: LABEL}
    assert theirs.read_text() == f"options v4l2loopback {OBS_OPTIONS}\n"
    assert machine.files()[LAST_OPTIONS_FILE].splitlines()[1] == BOTH
    assert setup(look(machine.root), LABEL).steps == ()


def test_others_without_numbers_get_theirs_and_it_stays_settled(machine: FakeMachine) -> None:
    machine.write(
        "etc/modprobe.d/v4l2loopback.conf", "options v4l2loopback card_label='Droid' exclusive_caps=1\n"
    )
    do(setup(look(machine.root), LABEL))
    assert machine.devices == {0: "Droid", 10: LABEL}
    assert setup(look(machine.root), LABEL).steps == ()


def test_the_newer_module_gets_our_device_beside_theirs(machine: FakeMachine) -> None:
    machine.load(OBS_OPTIONS)
    machine.newer_module()
    plan = setup(look(machine.root), LABEL)
    do(plan)
    assert machine.calls == ["v4l2loopback-ctl add -n LowLight Cam -x 1 /dev/video10"]
    assert machine.devices == {0: "OBS Virtual Camera", 10: LABEL}
    assert machine.files()[LAST_OPTIONS_FILE].splitlines()[1] == BOTH
    assert setup(look(machine.root), LABEL).steps == ()


def test_the_older_module_with_theirs_waits_for_a_restart(machine: FakeMachine) -> None:
    machine.load(OBS_OPTIONS)
    plan = setup(look(machine.root), LABEL)
    do(plan)
    assert plan.after_restart
    assert "next start" in " ".join(plan.notes).replace("\n", " ")
    assert machine.calls == []
    assert machine.devices == {0: "OBS Virtual Camera"}
    assert machine.files()[LAST_OPTIONS_FILE].splitlines()[1] == BOTH


def test_when_others_come_later_our_file_moves_behind_theirs(machine: FakeMachine) -> None:
    do(setup(look(machine.root), LABEL))
    machine.write("etc/modprobe.d/obs.conf", f"options v4l2loopback {OBS_OPTIONS}\n")
    do(setup(look(machine.root), LABEL))
    assert set(machine.files()) == {LAST_OPTIONS_FILE, LOAD_FILE, "etc/modprobe.d/obs.conf"}


def test_eight_devices_of_others_are_too_many(machine: FakeMachine) -> None:
    machine.load("devices=8 video_nr=0,1,2,3,4,5,6,7 card_label=a,b,c,d,e,f,g,h")
    with pytest.raises(SetupError, match="taken by other programs"):
        setup(look(machine.root), LABEL)


# plan: taking away -----------------------------------------------------------------------------------------


def test_remove_undoes_all(machine: FakeMachine) -> None:
    before = machine.files()
    do(setup(look(machine.root), LABEL))
    do(removal(look(machine.root), LABEL))
    assert machine.files() == before
    assert not look(machine.root).loaded
    assert removal(look(machine.root), LABEL).steps == ()


def test_remove_takes_a_device_of_another_name_that_setup_made(machine: FakeMachine) -> None:
    do(setup(look(machine.root), "Desk"))
    do(removal(look(machine.root), LABEL))
    assert machine.devices == {}


def test_remove_leaves_what_is_not_ours(machine: FakeMachine) -> None:
    machine.write(OPTIONS_FILE, "# mine\n")
    plan = removal(look(machine.root), LABEL)
    assert plan.steps == ()
    assert plan.notes == (f"/{OPTIONS_FILE} is not ours and stays.",)


def test_remove_keeps_the_module_for_others(machine: FakeMachine) -> None:
    theirs = f"options v4l2loopback {OBS_OPTIONS}\n"
    machine.write("etc/modprobe.d/obs.conf", theirs)
    do(setup(look(machine.root), LABEL))
    plan = removal(look(machine.root), LABEL)
    do(plan)
    assert plan.after_restart
    assert machine.files() == {"etc/modprobe.d/obs.conf": theirs}
    assert machine.devices == {0: "OBS Virtual Camera", 10: LABEL}


def test_remove_takes_only_our_device_from_the_newer_module(machine: FakeMachine) -> None:
    machine.load(OBS_OPTIONS)
    machine.newer_module()
    do(setup(look(machine.root), LABEL))
    do(removal(look(machine.root), LABEL))
    assert machine.devices == {0: "OBS Virtual Camera"}


# doing it --------------------------------------------------------------------------------------------------


def test_steps_are_told_in_their_order_and_output_is_passed_on() -> None:
    begun: list[tuple[int, str]] = []
    said: list[str] = []
    steps = [command("One", ["echo", "first"]), command("Two", ["sh", "-c", "echo second >&2"])]
    perform(steps, lambda number, step: begun.append((number, step.title)), said.append)
    assert begun == [(0, "One"), (1, "Two")]
    assert said == ["first", "second"]


def test_the_first_failure_ends_it_and_tells_how_far_it_came(tmp_path: Path) -> None:
    steps = [
        write_file(tmp_path / "a", "text"),
        command("Break", ["sh", "-c", "echo because; exit 3"]),
        write_file(tmp_path / "b", "text"),
    ]
    with pytest.raises(StepFailed) as raised:
        perform(steps, lambda *_: None, lambda _: None)
    assert raised.value.done == (steps[0],)
    assert raised.value.step is steps[1]
    assert raised.value.output == "because"
    assert (tmp_path / "a").read_text() == "text\n"
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("text", ["plain", "$HOME `id` $(id) %s \\n", 'it\'s "quoted"', "one\ntwo"])
def test_files_are_written_to_the_letter(tmp_path: Path, text: str) -> None:
    path = tmp_path / "new folder" / "it's.conf"
    perform([write_file(path, text)], lambda *_: None, lambda _: None)
    assert path.read_text() == text + "\n"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.conf"
    path.write_text("old\n")
    (tmp_path / "a.conf.new").mkdir()
    with pytest.raises(StepFailed):
        perform([write_file(path, "new")], lambda *_: None, lambda _: None)
    assert path.read_text() == "old\n"


@pytest.mark.parametrize(
    ("terminal", "screen", "there", "words"),
    [
        (True, True, ("sudo", "pkexec"), "sudo /bin/sh -c"),
        (False, True, ("sudo", "pkexec"), "pkexec --disable-internal-agent /bin/sh -c"),
        (False, False, ("sudo", "pkexec"), "sudo -n /bin/sh -c"),
        (False, False, ("sudo",), "sudo -n /bin/sh -c"),
        (True, True, ("pkexec",), "pkexec /bin/sh -c"),
    ],
)
def test_the_way_to_rights(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, screen: bool, there: tuple[str, ...], words: str
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"isatty": lambda self: terminal})())
    monkeypatch.setattr("shutil.which", lambda name: name if name in there else None)
    monkeypatch.setenv("DISPLAY", ":0" if screen else "")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert " ".join(launcher()) == words


@pytest.mark.parametrize("terminal", [True, False, None])
def test_a_window_asks_in_a_window(monkeypatch: pytest.MonkeyPatch, terminal: bool | None) -> None:
    there = {"sudo", "pkexec"}
    stdin = type("Stdin", (), {"isatty": lambda self: terminal})()
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(
        "sys.stdin", None if terminal is None else stdin
    )  # None as in a program without console
    monkeypatch.setattr("shutil.which", lambda name: name if name in there else None)
    assert " ".join(launcher(window=True)) == "pkexec --disable-internal-agent /bin/sh -c"
    there.remove("pkexec")
    with pytest.raises(SetupError, match="pkexec") as raised:
        launcher(window=True)
    assert "lowlight-cam setup" in raised.value.hint
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert launcher(window=True) == ("/bin/sh", "-c")


def pkexec(machine: FakeMachine, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    """Put a pkexec on PATH that writes down each call, and a person who is not root before it."""
    path = machine.programs / "pkexec"
    path.write_text(f"#!/bin/sh\necho pkexec >>{machine.root}/calls\nshift  # its option\n{does}\n")
    path.chmod(0o755)
    monkeypatch.setattr("os.geteuid", lambda: 1000)


def test_all_steps_in_one_question(machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    pkexec(machine, monkeypatch, 'exec "$@"')
    plan = setup(look(machine.root), LABEL)
    begun: list[str] = []
    said: list[str] = []
    perform(
        (*plan.steps, command("Say", ["printf", "a\\nb\\n"])),
        lambda _, step: begun.append(step.title),
        said.append,
        window=True,
    )
    assert machine.calls == ["pkexec", "modprobe v4l2loopback"]
    assert begun == [*(step.title for step in plan.steps), "Say"]
    assert said == ["a", "b"]
    assert machine.devices == {10: LABEL}


def test_lines_come_as_they_are_printed(
    tmp_path: Path, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pkexec(machine, monkeypatch, 'exec "$@"')
    heard = tmp_path / "heard"
    waits = command("Wait", ["sh", "-c", f"echo one; until test -e {heard}; do sleep 0.01; done; echo two"])
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        heard.touch()  # the command goes on only when its first line has arrived

    perform([waits], lambda *_: None, say, window=True)
    assert said == ["one", "two"]


def test_a_command_that_asks_gets_no_answer(machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    pkexec(machine, monkeypatch, 'exec "$@"')
    with pytest.raises(StepFailed, match="Ask"):
        perform([command("Ask", ["sh", "-c", "read answer"])], lambda *_: None, lambda _: None, window=True)


@pytest.mark.parametrize(
    ("does", "says"),
    [
        ("echo 'Error executing command as another user: Request dismissed'; exit 126", "was closed"),
        ("echo 'Error executing command as another user: Not authorized'; exit 127", "did not give"),
    ],
)
def test_a_refused_question_is_not_authorised(
    machine: FakeMachine, monkeypatch: pytest.MonkeyPatch, does: str, says: str
) -> None:
    pkexec(machine, monkeypatch, does)
    with pytest.raises(NotAuthorised, match=f"^not authorised: .*{says}") as raised:
        perform(setup(look(machine.root), LABEL).steps, lambda *_: None, lambda _: None, window=True)
    assert "Nothing was changed" in raised.value.hint
    assert not isinstance(raised.value, StepFailed)
    assert machine.calls == ["pkexec"]
    assert machine.files() == {}


@pytest.mark.parametrize("status", [126, 127])
def test_the_same_status_of_a_step_is_that_steps(
    machine: FakeMachine, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    pkexec(machine, monkeypatch, 'exec "$@"')
    with pytest.raises(StepFailed, match="One"):
        perform(
            [command("One", ["sh", "-c", f"exit {status}"])], lambda *_: None, lambda _: None, window=True
        )


def test_no_way_to_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(SetupError, match="administrator rights"):
        launcher()


def test_a_program_for_rights_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vcam.system.loopback.script.launcher", lambda **_: ("/no/such/sudo",))
    with pytest.raises(SetupError, match="cannot be started"):
        perform([command("One", ["true"])], lambda *_: None, lambda _: None)


def test_refused_rights_are_told(monkeypatch: pytest.MonkeyPatch, machine: FakeMachine) -> None:
    refuse = ("/bin/sh", "-c", "echo 'sudo: a password is required'; exit 1", "--")
    monkeypatch.setattr("vcam.system.loopback.script.launcher", lambda **_: refuse)
    with pytest.raises(StepFailed, match="Get administrator rights") as raised:
        perform([command("One", ["true"])], lambda *_: None, lambda _: None)
    assert "rights were not given" in explain(raised.value, look(machine.root))
    assert account(raised.value) == "Nothing was changed before."


def test_the_script_stops_at_the_first_error() -> None:
    assert to_shell([]).startswith("set -eu\n")


# why it failed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("modprobe: ERROR: could not insert 'v4l2loopback': Key was rejected by service", "Secure Boot"),
        ("modprobe: ERROR: could not insert 'v4l2loopback': Required key not available", "mokutil"),
        ("modprobe: ERROR: could not insert 'v4l2loopback': Exec format error", "another kernel"),
        ("modprobe: ERROR: could not insert 'v4l2loopback': Operation not permitted", "container"),
        ("modprobe: ERROR: could not insert 'v4l2loopback': Unknown symbol in module", "another kernel"),
        ("modprobe: FATAL: Module v4l2loopback is in use.", "close it"),
        (f"E: Unable to locate package linux-headers-{RELEASE}", "restart"),
        ("E: Unable to locate package v4l2loopback-dkms", "universe"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend", "Another package manager"),
        ("Error! Bad return status for module build on kernel: 6.18", "too old"),
        ("No match for argument: akmod-v4l2loopback", "RPM Fusion"),
        ("mv: cannot move: Read-only file system", "cannot be changed"),
        ("something\nnew happened\n\n", "It said: new happened"),
        ("", "It said nothing."),
    ],
)
def test_causes_are_named(machine: FakeMachine, output: str, said: str) -> None:
    failure = StepFailed((), command("Load", ["modprobe"]), output)
    assert said in explain(failure, look(machine.root))


def test_not_permitted_with_secure_boot_is_secure_boot(machine: FakeMachine) -> None:
    path = machine.write("sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c", "")
    path.write_bytes(b"\0\0\0\0\x01")
    failure = StepFailed((), command("Load", ["modprobe"]), "Operation not permitted")
    assert "Secure Boot" in explain(failure, look(machine.root))


def test_a_module_that_is_not_there_has_three_reasons(machine: FakeMachine) -> None:
    failure = StepFailed(
        (), command("Load", ["modprobe"]), "FATAL: Module v4l2loopback not found in directory x"
    )
    machine.uninstall()
    assert f"headers of the running kernel ({RELEASE}) are missing" in explain(failure, look(machine.root))
    (machine.root / f"lib/modules/{RELEASE}/build").mkdir()
    assert "not built for this kernel" in explain(failure, look(machine.root))
    machine.install(release="6.99.0")
    assert f"is there for 6.99.0, but {RELEASE} is running" in explain(failure, look(machine.root))


def test_the_account_of_a_partial_failure(machine: FakeMachine) -> None:
    machine.fail("modprobe", "modprobe: ERROR: could not insert 'v4l2loopback': Key was rejected by service")
    with pytest.raises(StepFailed) as raised:
        do(setup(look(machine.root), LABEL))
    text = account(raised.value)
    assert f"Write {machine.root / OPTIONS_FILE}" in text
    assert "lowlight-cam setup --remove" in text
    do(removal(look(machine.root), LABEL))
    assert machine.files() == {}


# what came of it -------------------------------------------------------------------------------------------


def test_verify_finds_the_node(machine: FakeMachine) -> None:
    do(setup(look(machine.root), LABEL))
    assert verify(machine.root, LABEL) == machine.root / "dev/video10"


def test_verify_tells_what_is_missing(machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupError, match="there is no device"):
        verify(machine.root, LABEL, patience_s=0)
    do(setup(look(machine.root), LABEL))
    monkeypatch.setattr("vcam.system.loopback.result.may_use", lambda path: False)
    with pytest.raises(SetupError, match="you may not use") as raised:
        verify(machine.root, LABEL, patience_s=0)
    assert "usermod -aG video" in raised.value.hint
    (machine.root / "dev/video10").unlink()
    with pytest.raises(SetupError, match="not its node"):
        verify(machine.root, LABEL, patience_s=0)


def test_the_group_falls_back_to_video(tmp_path: Path) -> None:
    assert "usermod -aG video" in permission_fix(tmp_path / "missing")
