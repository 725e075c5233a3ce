"""From what the engine does to what a person reads. No widgets: a snapshot goes in, words come out."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from vcam.enhance.look import EnhanceMode
from vcam.settings import PHONE, Settings
from vcam.snapshot import Snapshot, State, Status
from vcam.ui.words import tr, trn


class Icon(enum.StrEnum):
    """The state in one picture; the names are those of the files."""

    OFF = "tray-off"
    WAITING = "tray-waiting"
    LIVE = "tray-live"
    PHONE = "tray-phone"
    PROBLEM = "tray-problem"


class Fix(enum.StrEnum):
    """What the program can do about a problem itself."""

    NONE = ""
    SETUP = "setup"
    DEMO = "demo"
    DOCTOR = "doctor"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person has to know now: a problem with its fix, or work that takes a while."""

    title: str
    detail: str = ""
    fix: Fix = Fix.NONE
    bad: bool = False
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """All that window and tray say about the state."""

    icon: Icon
    headline: str
    watchers: str
    cost: str
    problem: Notice | None
    work: Notice | None
    """What goes on besides: a second problem, preparing, or a fall-back that was taken."""

    @property
    def tooltip(self) -> str:
        """The state in one line, for the tray."""
        parts = (self.headline, self.problem.title if self.problem else self.watchers, self.cost)
        return "LowLight Cam: " + " · ".join(part for part in parts if part)


def present(snapshot: Snapshot, settings: Settings) -> View:
    """Say what goes on, in the person's language."""
    problem = _problem(snapshot)
    return View(
        _icon(snapshot, settings, problem),
        headline(snapshot, settings),
        watchers(snapshot),
        cost(snapshot),
        problem,
        _work(snapshot),
    )


def headline(snapshot: Snapshot, settings: Settings) -> str:
    """The state in two or three words."""
    words = {
        State.PROBLEM: tr("No picture"),
        State.STOPPED: tr("Stopped"),
        State.PREPARING: tr("Getting ready"),
        State.STARTING: tr("Starting the camera"),
        State.WAITING: tr("Waiting for an app"),
    }
    if snapshot.status.state in words:
        return words[snapshot.status.state]
    live = tr("Live") if snapshot.readers or snapshot.readers is None else tr("Preview")
    if snapshot.enhanced_by:
        return tr("{live}, enhanced by the phone", live=live)
    if settings.mode is EnhanceMode.OFF or settings.strength == 0:
        return tr("{live}, not enhanced", live=live)
    if snapshot.amount > 0:
        return tr("{live}, enhanced", live=live)
    return tr("{live}, bright enough", live=live)


def watchers(snapshot: Snapshot) -> str:
    """Who reads the virtual camera."""
    readers = snapshot.readers
    if readers is None:
        return tr("This system does not tell who is watching")
    if not readers and snapshot.status.state is State.WAITING:
        return tr("Nobody is watching: the camera is off")
    if not readers:
        return tr("No app is watching")
    names = [str(reader) for reader in readers]
    if len(names) == 1:
        return tr("{name} is watching", name=names[0])
    if len(names) == 2:
        return tr("{name} and {other} are watching", name=names[0], other=names[1])
    return trn(
        "{name} and {n} other are watching",
        "{name} and {n} others are watching",
        len(names) - 1,
        name=names[0],
    )


def cost(snapshot: Snapshot) -> str:
    """What a frame takes of the time that there is for it, and the rate; empty while no frames run."""
    total = snapshot.times.get("total")
    if total is None or snapshot.fps_in == 0:
        return ""
    return tr(
        "{taken:.1f} of {budget:.0f} ms a frame, {fps:.0f} fps",
        taken=total.median_ms,
        budget=snapshot.budget_ms,
        fps=snapshot.fps_in,
    )


def _icon(snapshot: Snapshot, settings: Settings, problem: Notice | None) -> Icon:
    if problem is not None:
        return Icon.PROBLEM
    if settings.mode is EnhanceMode.OFF:
        return Icon.OFF
    if snapshot.status.state is not State.LIVE:
        return Icon.WAITING
    return Icon.PHONE if settings.camera == PHONE else Icon.LIVE


def _problem(snapshot: Snapshot) -> Notice | None:
    for status in (snapshot.sink_problem, snapshot.status):
        if status is not None and status.state is State.PROBLEM:
            return in_words(status)
    return None


def _work(snapshot: Snapshot) -> Notice | None:
    if snapshot.sink_problem is not None and snapshot.status.state is State.PROBLEM:
        return in_words(snapshot.status)  # the other problem is told already
    if snapshot.status.state is State.PREPARING:
        return Notice(
            tr("Preparing for this computer, once"),
            tr("The picture passes as it is until this is done."),
            done=snapshot.status.done,
            total=snapshot.status.total,
        )
    if snapshot.notes:
        return Notice(tr("Good to know"), "\n".join(snapshot.notes))
    return None


def in_words(status: Status) -> Notice:
    """What went wrong in plain words; what exactly, and what to do, is the error's own hint."""
    titles = {
        "no-virtual-camera": tr("The virtual camera is not set up yet"),
        "virtual-camera-busy": tr("Another program feeds the virtual camera"),
        "send-failed": tr("The virtual camera stopped taking pictures, trying again"),
        "camera-not-found": tr("No camera found"),
        "camera-busy": tr("Another program uses your camera"),
        "camera-denied": tr("You may not use the camera"),
        "camera-lost": tr("Camera unplugged, waiting"),
        "mode-unsupported": tr("This camera's pictures cannot be read"),
        "phone-lost": tr("Phone lost, retrying"),
        "phone-awaited": tr("Waiting for your phone"),
    }
    details = {
        "no-virtual-camera": tr(
            "Apps cannot pick LowLight Cam before that. It takes one click and your password."
        ),
        "camera-lost": tr("Plug it in again; it is taken up by itself."),
        "phone-lost": tr("Is the page open and in front on the phone? It is taken up again by itself."),
    }
    fixes = {
        "no-virtual-camera": Fix.SETUP,
        "camera-not-found": Fix.DEMO,
        "camera-denied": Fix.DOCTOR,
        "virtual-camera-busy": Fix.DOCTOR,
        "send-failed": Fix.DOCTOR,
        "phone-lost": Fix.PHONE,
        "phone-awaited": Fix.PHONE,
    }
    exact = "\n".join(part for part in (status.title, status.detail) if part)
    return Notice(
        titles.get(status.code, status.title),
        details.get(status.code, exact if status.code in titles else status.detail),
        fixes.get(status.code, Fix.DOCTOR),
        bad=True,
    )
