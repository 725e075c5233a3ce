"""Making the virtual camera by a button: what is shown, how it ends, and a machine that is made up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fake_machine import FakeMachine, on_path
from vcam.core.errors import SetupError
from vcam.system.loopback import state
from vcam.system.loopback.plan import Plan
from vcam.system.loopback.script import NotAuthorised, Step
from vcam.ui.background import Background
from vcam.ui.program import Program
from vcam.ui.setup_dialog import Begin, Say, SetupDialog

LEFT = Qt.MouseButton.LeftButton
STEPS = (
    Step("Write /etc/modprobe.d/x.conf", ("| options v4l2loopback", "| # a line"), ("true",)),
    Step("Load the kernel module", ("modprobe v4l2loopback",), ("true",)),
)
PLAN = Plan("The virtual camera is made", STEPS, ("Secure Boot is on.",))
WAIT_MS = 60_000
Perform = Callable[[Plan, Begin, Say], None]
Make = Callable[..., SetupDialog]


def all_goes_well(plan: Plan, begin: Begin, say: Say) -> None:
    for index, step in enumerate(plan.steps):
        begin(index, step.title)
        say(f"said by {index}")


@pytest.fixture
def make(background: Background, qtbot: QtBot) -> Make:
    def made(plan: Plan | SetupError = PLAN, perform: Perform = all_goes_well) -> SetupDialog:
        def make_plan() -> Plan:
            if isinstance(plan, SetupError):
                raise plan
            return plan

        dialog = SetupDialog(background, make_plan, perform)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return made


def do_it(dialog: SetupDialog, qtbot: QtBot) -> None:
    QTest.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(dialog.close_button.isEnabled, timeout=WAIT_MS)


def test_what_will_be_done_is_shown_exactly_and_nothing_is_done_yet(make: Make) -> None:
    def nothing(_plan: Plan, _begin: Begin, _say: Say) -> None:
        raise AssertionError("nobody has clicked")

    dialog = make(perform=nothing)
    assert dialog.text.toPlainText() == (
        "The virtual camera is made.\n"
        "\n"
        "1. Write /etc/modprobe.d/x.conf\n"
        "     | options v4l2loopback\n"
        "     | # a line\n"
        "2. Load the kernel module\n"
        "     modprobe v4l2loopback\n"
        "\n"
        "Secure Boot is on."
    )
    assert dialog.go.isEnabled()
    assert dialog.text.isReadOnly()


def test_it_tells_each_step_and_what_was_said(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    with qtbot.waitSignal(dialog.finished_well):
        do_it(dialog, qtbot)
    assert dialog.words.text() == "Done. Pick LowLight Cam as the camera in your call."
    assert dialog.text.toPlainText().splitlines() == [
        "1. Write /etc/modprobe.d/x.conf",
        "     said by 0",
        "2. Load the kernel module",
        "     said by 1",
    ]
    assert dialog.progress.value() == dialog.progress.maximum() == 2


def test_after_a_restart_only_it_says_so(make: Make, qtbot: QtBot) -> None:
    dialog = make(Plan("t", STEPS[:1], ("Others hold the module.",), after_restart=True))
    do_it(dialog, qtbot)
    assert dialog.words.text() == "Almost done: restart the computer.\nOthers hold the module."


@pytest.mark.parametrize(
    "exc",
    [
        NotAuthorised("not authorised: the question was closed", hint="Nothing was changed."),
        SetupError("this step failed: Load the kernel module", hint="Secure Boot: enrol the key."),
        ZeroDivisionError("a fault of ours"),
    ],
)
def test_what_fails_is_told_and_can_be_tried_again(make: Make, qtbot: QtBot, exc: Exception) -> None:
    fails = [exc]

    def perform(plan: Plan, begin: Begin, say: Say) -> None:
        begin(0, plan.steps[0].title)
        if fails:
            raise fails.pop()

    dialog = make(perform=perform)
    do_it(dialog, qtbot)
    assert dialog.words.text() == "That did not work."
    assert dialog.text.toPlainText().splitlines()[1:] == str(exc).splitlines()
    assert dialog.go.text() == "Try again"
    with qtbot.waitSignal(dialog.finished_well):
        do_it(dialog, qtbot)
    assert dialog.words.text().startswith("Done.")


def test_where_there_is_nothing_to_do_it_says_so(make: Make) -> None:
    dialog = make(Plan("The virtual camera is there"))
    assert dialog.words.text() == "All is set up. There is nothing to do."
    assert not dialog.go.isEnabled()


def test_where_it_cannot_be_done_it_says_why(make: Make) -> None:
    dialog = make(SetupError("this is a container", hint="Run it on the machine."))
    assert dialog.text.toPlainText() == "this is a container\nRun it on the machine."
    assert not dialog.go.isEnabled()
    assert dialog.close_button.isEnabled()


@pytest.mark.parametrize(
    "how", [lambda dialog: dialog.close(), lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape)]
)
def test_it_is_not_closed_while_it_works(
    make: Make, qtbot: QtBot, how: Callable[[SetupDialog], object]
) -> None:
    go_on = threading.Event()
    dialog = make(perform=lambda _plan, _begin, _say: go_on.wait(60) and None)
    QTest.mouseClick(dialog.go, LEFT)
    how(dialog)
    assert dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(dialog.close_button.isEnabled)
    how(dialog)
    assert not dialog.isVisible()


# ---------------------------------------------------------------------- the whole way, on a made-up machine


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    made = on_path(FakeMachine(tmp_path / "machine"), monkeypatch)
    monkeypatch.setattr(state, "ROOT", made.root)
    return made


def opened(program: Program) -> SetupDialog:
    program.show_setup()
    dialog = program._dialogs["setup"]
    assert isinstance(dialog, SetupDialog)
    return dialog


def test_the_button_makes_the_virtual_camera(program: Program, machine: FakeMachine, qtbot: QtBot) -> None:
    dialog = opened(program)
    assert "modprobe v4l2loopback" in dialog.text.toPlainText()
    do_it(dialog, qtbot)
    assert dialog.words.text().startswith("Done."), dialog.text.toPlainText()
    assert "LowLight Cam" in machine.devices.values()
    dialog.close()
    again = opened(program)
    assert not again.go.isEnabled()
    again.close()


def test_a_module_that_does_not_load_is_explained(
    program: Program, machine: FakeMachine, qtbot: QtBot
) -> None:
    machine.fail("modprobe", "modprobe: ERROR: could not insert 'v4l2loopback': Key was rejected by service")
    dialog = opened(program)
    do_it(dialog, qtbot)
    assert dialog.words.text() == "That did not work."
    assert "Secure Boot" in dialog.text.toPlainText()
    assert dialog.go.isEnabled()
    dialog.close()


def test_a_device_given_by_its_node_cannot_be_made(program: Program, machine: FakeMachine) -> None:
    program.session.change(device="/dev/video7")
    dialog = opened(program)
    assert "the virtual camera is set to /dev/video7" in dialog.text.toPlainText()
    assert machine.calls == []
    dialog.close()
