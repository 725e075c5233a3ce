"""From a snapshot to words. No widget is made here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.fakes import BROWSER, LIVE, WAITING, with_problem
from vcam.core import errors
from vcam.core.errors import LowLightError, SinkError, SourceError
from vcam.core.reader import Reader
from vcam.enhance.look import EnhanceMode
from vcam.settings import Settings
from vcam.snapshot import Snapshot, State, Status
from vcam.ui.icon import icon_file
from vcam.ui.presenter import Fix, Icon, Notice, View, present

AUTO = Settings()
BY_PHONE = Settings(camera="phone")
OFF = Settings(mode=EnhanceMode.OFF)


def in_state(state: State, **more: object) -> Snapshot:
    return replace(LIVE, status=Status(state, "engine's own words"), **more)  # type: ignore[arg-type]


def problem_of(exc: LowLightError, *, of_sink: bool = False) -> Notice:
    problem = present(with_problem(exc, of_sink=of_sink), AUTO).problem
    assert problem is not None
    return problem


def subclasses(kind: type[LowLightError]) -> list[type[LowLightError]]:
    return [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, kind)]


@pytest.mark.parametrize(
    ("snapshot", "settings", "icon", "headline"),
    [
        (WAITING, AUTO, Icon.WAITING, "Waiting for an app"),
        (WAITING, OFF, Icon.OFF, "Waiting for an app"),
        (in_state(State.STARTING), AUTO, Icon.WAITING, "Starting the camera"),
        (in_state(State.PREPARING), AUTO, Icon.WAITING, "Getting ready"),
        (in_state(State.STOPPED), AUTO, Icon.WAITING, "Stopped"),
        (in_state(State.PROBLEM), AUTO, Icon.PROBLEM, "No picture"),
        (in_state(State.PROBLEM), OFF, Icon.PROBLEM, "No picture"),
        (LIVE, AUTO, Icon.LIVE, "Live, enhanced"),
        (LIVE, OFF, Icon.OFF, "Live, not enhanced"),
        (LIVE, Settings(strength=0.0), Icon.LIVE, "Live, not enhanced"),
        (replace(LIVE, amount=0.0), AUTO, Icon.LIVE, "Live, bright enough"),
        (replace(LIVE, readers=()), AUTO, Icon.LIVE, "Preview, enhanced"),
        (replace(LIVE, readers=None), AUTO, Icon.LIVE, "Live, enhanced"),
        (LIVE, BY_PHONE, Icon.PHONE, "Live, enhanced"),
        (replace(LIVE, enhanced_by="Pixel 8"), BY_PHONE, Icon.PHONE, "Live, enhanced by the phone"),
        (WAITING, BY_PHONE, Icon.WAITING, "Waiting for an app"),
    ],
)
def test_each_state_has_its_icon_and_its_words(
    snapshot: Snapshot, settings: Settings, icon: Icon, headline: str
) -> None:
    view = present(snapshot, settings)
    assert (view.icon, view.headline) == (icon, headline)


@pytest.mark.parametrize("state", State)
def test_no_state_is_without_words(state: State) -> None:
    view = present(in_state(state), AUTO)
    assert view.headline
    assert view.watchers
    assert view.tooltip.startswith("LowLight Cam: ")
    assert "{" not in view.tooltip


@pytest.mark.parametrize("name", Icon)
def test_each_icon_has_its_file(name: Icon) -> None:
    assert b"<svg" in Path(icon_file(name)).read_bytes()


@pytest.mark.parametrize(
    ("readers", "words"),
    [
        (None, "This system does not tell who is watching"),
        ((), "No app is watching"),
        ((BROWSER,), "browser (pid 4711) is watching"),
        ((Reader(None, "call"),), "call is watching"),
        ((BROWSER, Reader(5, "call")), "browser (pid 4711) and call (pid 5) are watching"),
        ((BROWSER, Reader(5, "call"), Reader(6, "obs")), "browser (pid 4711) and 2 others are watching"),
    ],
)
def test_who_watches_is_said(readers: tuple[Reader, ...] | None, words: str) -> None:
    assert present(replace(LIVE, readers=readers), AUTO).watchers == words


def test_nobody_watching_means_that_the_camera_is_off() -> None:
    assert present(WAITING, AUTO).watchers == "Nobody is watching: the camera is off"


def test_a_program_may_be_called_anything() -> None:
    view = present(replace(LIVE, readers=(Reader(1, "{x} & <b>"), Reader(2, "{0}"))), AUTO)
    assert view.watchers == "{x} & <b> (pid 1) and {0} (pid 2) are watching"


def test_the_tooltip_is_the_state_in_one_line() -> None:
    assert (
        present(LIVE, AUTO).tooltip == "LowLight Cam: Live, enhanced · browser (pid 4711) is watching"
        " · 1.5 of 33 ms a frame, 30 fps"
    )


@pytest.mark.parametrize("snapshot", [WAITING, replace(LIVE, times={}), replace(LIVE, fps_in=0.0)])
def test_without_frames_nothing_is_said_of_their_cost(snapshot: Snapshot) -> None:
    assert present(snapshot, AUTO).cost == ""


@pytest.mark.parametrize(
    ("exc", "title", "fix"),
    [
        (errors.NoVirtualCamera("x"), "The virtual camera is not set up yet", Fix.SETUP),
        (errors.VirtualCameraBusy("x"), "Another program feeds the virtual camera", Fix.DOCTOR),
        (errors.SendFailed("x"), "The virtual camera stopped taking pictures, trying again", Fix.DOCTOR),
        (errors.CameraNotFound("x"), "No camera found", Fix.DEMO),
        (errors.CameraBusy("x"), "Another program uses your camera", Fix.DOCTOR),
        (errors.CameraDenied("x"), "You may not use the camera", Fix.DOCTOR),
        (errors.CameraLost("x"), "Camera unplugged, waiting", Fix.DOCTOR),
        (errors.ModeUnsupported("x"), "This camera's pictures cannot be read", Fix.DOCTOR),
        (errors.UnreadableMedia("a.mp4 is damaged"), "a.mp4 is damaged", Fix.DOCTOR),
    ],
)
def test_each_problem_is_named_and_has_its_fix(exc: LowLightError, title: str, fix: Fix) -> None:
    problem = problem_of(exc, of_sink=isinstance(exc, SinkError))
    assert (problem.title, problem.fix, problem.bad) == (title, fix, True)


@pytest.mark.parametrize("kind", [*subclasses(SourceError), *subclasses(SinkError)])
def test_every_error_that_an_engine_may_meet_is_shown_with_a_fix(kind: type[LowLightError]) -> None:
    problem = problem_of(kind("what exactly", hint="what to do"), of_sink=issubclass(kind, SinkError))
    assert problem.title
    assert problem.detail
    assert problem.fix is not Fix.NONE


def test_what_exactly_happened_and_the_hint_are_kept() -> None:
    problem = problem_of(errors.CameraBusy("/dev/video0 is used by obs (pid 5)", hint="Close it."))
    assert problem.detail == "/dev/video0 is used by obs (pid 5)\nClose it."


def test_a_problem_of_the_virtual_camera_goes_first() -> None:
    both = replace(
        with_problem(errors.CameraLost("lost")), sink_problem=Status.problem(errors.NoVirtualCamera("none"))
    )
    view = present(both, AUTO)
    assert view.problem is not None
    assert view.problem.fix is Fix.SETUP
    assert "The virtual camera is not set up yet" in view.tooltip


def test_a_picture_without_a_virtual_camera_is_a_problem_all_the_same() -> None:
    view = present(with_problem(errors.NoVirtualCamera("none"), of_sink=True), AUTO)
    assert (view.icon, view.headline) == (Icon.PROBLEM, "Live, enhanced")


def test_preparing_tells_how_far_it_is() -> None:
    view = present(replace(LIVE, status=Status(State.PREPARING, "t", "d", done=3, total=9)), AUTO)
    assert view.problem is None
    assert view.work is not None
    assert (view.work.done, view.work.total, view.work.bad) == (3, 9, False)


def test_a_fall_back_is_told() -> None:
    view = present(replace(LIVE, notes=("the GPU is slower", "50 Hz is not known")), AUTO)
    assert view.work == Notice("Good to know", "the GPU is slower\n50 Hz is not known")


def test_an_empty_view_has_a_tooltip() -> None:
    assert View(Icon.OFF, "", "", "", None, None).tooltip == "LowLight Cam: "


def test_two_problems_are_both_told_each_with_its_fix() -> None:
    unplugged = with_problem(errors.CameraNotFound("no camera was found"))
    missing = Status.problem(errors.NoVirtualCamera("there is none"))
    view = present(replace(unplugged, sink_problem=missing), AUTO)
    assert view.problem is not None
    assert view.work is not None
    assert (view.problem.fix, view.work.fix) == (Fix.SETUP, Fix.DEMO)
    assert view.work.bad
