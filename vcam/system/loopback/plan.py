"""From what is there to what is to be done: the steps of setting up and of taking away.

Devices of other programs stay as they are. Where the module is loaded with theirs, ours is added beside them,
or waits for the next start; the file with our options repeats theirs: a second file would replace them.
"""

from __future__ import annotations

from dataclasses import dataclass

from vcam.core.errors import SetupError
from vcam.system.loopback import options, packages
from vcam.system.loopback.options import ANY_NUMBER, MODULE, Device
from vcam.system.loopback.script import Step, command, remove_file, write_file
from vcam.system.loopback.state import (
    HEADER,
    LAST_OPTIONS_FILE,
    LOAD_FILE,
    OPTIONS_FILE,
    State,
)

DEFAULT_NUMBER = 10
_NUMBERS = range(DEFAULT_NUMBER, 64)
LOAD = "Load the kernel module"


@dataclass(frozen=True)
class Plan:
    """What is to be done.

    Parameters
    ----------
    title
        One sentence on what comes of it.
    steps
        Empty when nothing is to be done.
    notes
        What a person should know before saying yes.
    after_restart
        Whether the result is there only after the next start of the machine.
    """

    title: str
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    after_restart: bool = False


def setup(state: State, label: str, number: int | None = None) -> Plan:
    """Plan the virtual camera `label`, at ``/dev/video<number>`` or at the first free number from 10.

    Raises
    ------
    SetupError
        If it cannot be done here: no modules in a container, number taken, a file that is not ours.
    """
    options.check_label(label)
    _refuse_impossible(state)
    wanted = Device(_number(state, label, number), label)
    mine, others = state.ours(label), state.others(label)
    files = _files(state, wanted, others)
    load, after_restart = _load(state, mine, wanted)
    install = () if state.loaded or state.installed else (packages.install(state),)
    notes = _notes(state, others, after_restart=after_restart)
    title = f'The virtual camera "{label}" at /dev/video{wanted.number}'
    return Plan(title, (*install, *files, *load), notes, after_restart)


def removal(state: State, label: str) -> Plan:
    """Plan to take our files and our device away, and nothing of others."""
    files = tuple(remove_file(state.root / name) for name in state.own_files)
    mine = state.ours(label)
    live_others = [each for each in state.devices if each is not mine]
    steps: tuple[Step, ...] = ()
    after_restart = False
    if mine and not live_others:
        steps = (command("Unload the kernel module", ["modprobe", "-r", MODULE]),)
    elif mine and state.can_add:
        steps = (_delete(mine),)
    elif mine:
        after_restart = True
    notes = [f"/{name} is not ours and stays." for name in state.foreign_files]
    if after_restart:
        notes.append("Other programs' devices are in the same module: ours goes at the next start.")
    title = "The virtual camera is taken away; the package of the kernel module stays"
    return Plan(title, files + steps, tuple(notes), after_restart)


def _refuse_impossible(state: State) -> None:
    if state.foreign_files:
        names = " and ".join("/" + name for name in state.foreign_files)
        raise SetupError(
            f"{names} was not written by lowlight-cam",
            hint="Look at it, and rename or delete it; then run lowlight-cam setup again.",
        )
    if state.loaded:
        return
    # One that has the modules of the running kernel was given them on purpose.
    if state.container and not state.installed:
        raise SetupError(
            f"this is a container ({state.container}): it cannot load kernel modules",
            hint="Run lowlight-cam setup on the machine itself, and give the container /dev/video10.",
        )
    if "microsoft" in state.release.lower():
        raise SetupError(
            "the kernel of the Windows Subsystem for Linux has no virtual camera",
            hint="Run LowLight Cam on Windows itself.",
        )
    if not (state.root / "proc/modules").exists():
        raise SetupError(
            f"this kernel ({state.release}) cannot load modules",
            hint="A kernel with loadable modules is needed, such as your distribution's own.",
        )


def _number(state: State, label: str, asked: int | None) -> int:
    mine, others = state.ours(label), state.others(label)
    taken = set(state.video_numbers) | {each.number for each in others}
    if mine:
        taken.discard(mine.number)
    if asked is not None:
        if not 0 <= asked < _NUMBERS.stop:
            raise SetupError(f"the number cannot be {asked}", hint="Choose one from 0 to 63.")
        if asked in taken:
            raise SetupError(
                f"/dev/video{asked} is taken by {_owner(others, asked)}",
                hint="Leave --device out to get the first free number.",
            )
        return asked
    if mine:
        return mine.number
    if state.former and state.former.number not in taken | {ANY_NUMBER}:
        return state.former.number
    free = [each for each in _NUMBERS if each not in taken]
    if not free:
        raise SetupError("there is no free video number from 10 to 63", hint="Choose one with --device.")
    return free[0]


def _owner(others: tuple[Device, ...], number: int) -> str:
    names = [each.label for each in others if each.number == number and each.label]
    return f'"{names[0]}"' if names else "another device"


def _files(state: State, wanted: Device, others: tuple[Device, ...]) -> tuple[Step, ...]:
    name = LAST_OPTIONS_FILE if others else OPTIONS_FILE
    texts = {name: f"{HEADER}\n{_options(state, name, wanted, others)}", LOAD_FILE: f"{HEADER}\n{MODULE}"}
    write = tuple(
        write_file(state.root / each, text)
        for each, text in texts.items()
        if state.own_files.get(each) != text
    )
    # One of the two option files, not both: they would contradict each other.
    return write + tuple(remove_file(state.root / each) for each in state.own_files if each not in texts)


def _options(state: State, name: str, wanted: Device, others: tuple[Device, ...]) -> str:
    former = options.read(state.own_files.get(name, ""))
    if former and former[-1] == wanted and _keeps(former[:-1], others):
        # Others' devices have got numbers since; the line still says the same.
        return options.line(former)
    return options.line((*others, wanted))


def _keeps(kept: tuple[Device, ...], others: tuple[Device, ...]) -> bool:
    return len(kept) == len(others) and all(any(a.same_as(b) for b in others) for a in kept)


def _load(state: State, mine: Device | None, wanted: Device) -> tuple[tuple[Step, ...], bool]:
    """Return the steps that bring the device up, and whether only a restart does."""
    modprobe = command(LOAD, ["modprobe", MODULE])
    if mine == wanted:
        return (), False
    if not state.loaded:
        return (modprobe,), False
    if all(each is mine for each in state.devices):
        unload = command("Unload the kernel module, which has no other device", ["modprobe", "-r", MODULE])
        return (unload, modprobe), False
    if state.can_add:
        add = command(
            "Add the device to the loaded module",
            ["v4l2loopback-ctl", "add", "-n", wanted.label, "-x", "1", f"/dev/video{wanted.number}"],
        )
        return ((_delete(mine), add) if mine else (add,)), False
    return (), True


def _delete(device: Device) -> Step:
    words = ["v4l2loopback-ctl", "delete", f"/dev/video{device.number}"]
    return command("Remove our device from the loaded module", words)


def _notes(state: State, others: tuple[Device, ...], *, after_restart: bool) -> tuple[str, ...]:
    notes = []
    if others:
        names = ", ".join(each.label or f"/dev/video{each.number}" for each in others)
        notes.append(f"Devices of other programs are kept: {names}.")
    if after_restart:
        notes.append(
            "The loaded module holds their devices and cannot be given another one: ours comes with the next "
            "start of the machine. Or close the programs that use them, then: "
            f"sudo modprobe -r {MODULE} && sudo modprobe {MODULE}"
        )
    if state.secure_boot and not state.loaded:
        notes.append("Secure Boot is on: the system may ask to enrol a key for the module.")
    return tuple(notes)
