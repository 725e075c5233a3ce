"""The set-up as a person meets it: the plan, the question, the result, the errors."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fake_machine import FakeMachine
from vcam.commands import setup
from vcam.core.errors import SetupError
from vcam.system import elsewhere
from vcam.system.loopback.state import LOAD_FILE, OPTIONS_FILE

Command = Callable[..., int]


@pytest.fixture
def lowlight(machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run ``setup WORDS`` on the made-up machine."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(setup, "ROOT", machine.root)
    parser = argparse.ArgumentParser()
    setup.add(parser.add_subparsers())

    def run(*words: str) -> int:
        args = parser.parse_args(["setup", *words])
        status: int = args.func(args)
        return status

    return run


def answer(monkeypatch: pytest.MonkeyPatch, text: str | None) -> None:
    """Let a person at a terminal type `text`, or end the input."""
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())

    def reply(prompt: str) -> str:
        if text is None:
            raise EOFError
        return text

    monkeypatch.setattr("builtins.input", reply)


def test_it_shows_the_plan_does_it_and_says_where_the_camera_is(
    lowlight: Command, machine: FakeMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lowlight("--yes") == 0
    text = capsys.readouterr().out
    assert 'The virtual camera "LowLight Cam" at /dev/video10.' in text
    assert "| options v4l2loopback devices=1 video_nr=10 exclusive_caps=1" in text
    assert "[3/3] Load the kernel module" in text
    assert text.rstrip().endswith(f'Ready: "LowLight Cam" is at {machine.root}/dev/video10.')
    assert machine.devices == {10: "LowLight Cam"}


def test_the_second_time_says_that_there_is_nothing_to_do(
    lowlight: Command, machine: FakeMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    lowlight("--yes")
    calls = machine.calls
    capsys.readouterr()
    assert lowlight() == 0
    assert "There is nothing to do." in capsys.readouterr().out
    assert machine.calls == calls


def test_remove_and_remove_again(
    lowlight: Command, machine: FakeMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    lowlight("--yes")
    assert lowlight("--remove", "--yes") == 0
    assert machine.files() == {}
    assert machine.devices == {}
    capsys.readouterr()
    assert lowlight("--remove") == 0
    assert "nothing to take away" in capsys.readouterr().out


def test_a_dry_run_changes_nothing(
    lowlight: Command, machine: FakeMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lowlight("--dry-run") == 0
    assert "modprobe v4l2loopback" in capsys.readouterr().out
    assert machine.files() == {}
    assert machine.calls == []


def test_without_a_terminal_it_says_how_to_go_on(
    lowlight: Command, machine: FakeMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lowlight() == 6
    assert "lowlight-cam setup --yes\n" in capsys.readouterr().out
    assert machine.files() == {}


def test_continuous_integration_is_not_asked(
    lowlight: Command, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert lowlight() == 0
    assert machine.devices == {10: "LowLight Cam"}


@pytest.mark.parametrize(("text", "status"), [("y", 0), (" Yes ", 0), ("", 6), ("n", 6), (None, 6)])
def test_only_yes_is_yes(
    lowlight: Command,
    machine: FakeMachine,
    monkeypatch: pytest.MonkeyPatch,
    text: str | None,
    status: int,
) -> None:
    answer(monkeypatch, text)
    assert lowlight() == status
    assert bool(machine.devices) is (status == 0)


def test_a_label_and_a_number_of_ones_own(lowlight: Command, machine: FakeMachine) -> None:
    assert lowlight("--yes", "--label", "Desk", "--device", "42") == 0
    assert machine.devices == {42: "Desk"}


@pytest.mark.parametrize("number", ["-3", "64", "100000"])
def test_a_number_that_cannot_be_is_refused(lowlight: Command, machine: FakeMachine, number: str) -> None:
    with pytest.raises(SetupError, match="cannot be"):
        lowlight("--yes", f"--device={number}")
    assert machine.files() == {}


def test_a_failure_tells_cause_account_and_way_back(lowlight: Command, machine: FakeMachine) -> None:
    machine.fail("modprobe", "modprobe: ERROR: could not insert 'v4l2loopback': Key was rejected by service")
    with pytest.raises(SetupError, match="this step failed: Load the kernel module") as raised:
        lowlight("--yes")
    hint = raised.value.hint
    assert "Secure Boot" in hint
    assert f"Write {machine.root / OPTIONS_FILE}" in hint
    assert f"Write {machine.root / LOAD_FILE}" in hint
    assert "lowlight-cam setup --remove" in hint
    assert raised.value.exit_status == 6


def test_a_module_of_others_ends_with_the_word_restart(
    lowlight: Command, machine: FakeMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.load('video_nr=0 card_label="OBS Virtual Camera"')
    assert lowlight("--yes") == 0
    assert "Almost done." in capsys.readouterr().out
    assert machine.devices == {0: "OBS Virtual Camera"}


@pytest.mark.parametrize("system", ["darwin", "win32"])
@pytest.mark.parametrize(("found", "status"), [("OBS Virtual Camera", 0), ("", 6)])
def test_elsewhere_another_program_brings_the_camera(
    lowlight: Command,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    system: str,
    found: str,
    status: int,
) -> None:
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr(elsewhere, "installed", lambda: found)
    assert lowlight() == status
    assert "OBS" in capsys.readouterr().out


def test_obs_on_macos_is_found_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(elsewhere, "_macos_obs", lambda: tmp_path)
    assert elsewhere.installed() == "OBS Virtual Camera"
    monkeypatch.setattr(elsewhere, "_macos_obs", lambda: tmp_path / "missing")
    assert elsewhere.installed() == ""
