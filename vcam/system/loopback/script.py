"""Steps of a plan, and doing them as root in one go, so that the password is asked for once.

The steps become one shell script, given as an argument and never as a file that somebody could exchange: what
was shown is what runs. It names each step as it begins, which tells how far it came.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vcam.core.errors import SetupError

_STEP = "lowlight-cam step "
# Exit status of pkexec when it has started nothing: pkexec(1), "RETURN VALUE".
_REFUSED = {
    126: "not authorised: the question for the password was closed",
    127: "not authorised: the system did not give administrator rights",
}
_NOT_AUTHORISED = """\
Nothing was changed. Try again with an administrator's password.
If no question came, this session has no polkit agent; in a terminal: lowlight-cam setup"""
_KEPT_LINES = 60  # of what the commands print, to find the cause of a failure in
_PRELUDE = """\
set -eu
umask 022
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export LC_ALL=C DEBIAN_FRONTEND=noninteractive"""


@dataclass(frozen=True)
class Step:
    """One step: its title, the lines that show exactly what it does, and its commands for the shell."""

    title: str
    shown: tuple[str, ...]
    commands: tuple[str, ...]


class StepFailed(SetupError):
    """A step ended with an error; the later ones were not begun."""

    def __init__(self, done: Sequence[Step], step: Step, output: str) -> None:
        super().__init__(f"this step failed: {step.title}")
        self.done = tuple(done)
        self.step = step
        self.output = output


class NotAuthorised(SetupError):
    """The person, or the system, did not give administrator rights; nothing was changed."""

    code = "not-authorised"


def command(title: str, *commands: Sequence[str]) -> Step:
    """Return the step that runs `commands`, each a list of words."""
    lines = tuple(shlex.join(each) for each in commands)
    return Step(title, lines, lines)


def write_file(path: Path, text: str) -> Step:
    """Return the step that puts `text` into `path`, whole or not at all."""
    lines = text.splitlines()
    # Not named *.conf while it is half written, or modprobe would read it.
    beside = shlex.quote(str(path) + ".new")
    target = shlex.quote(str(path))
    return Step(
        f"Write {path}",
        tuple("| " + each for each in lines),
        (
            f"mkdir -p {shlex.quote(str(path.parent))}",
            f"printf '%s\\n' {shlex.join(lines)} > {beside}",
            f"mv -f {beside} {target}",
        ),
    )


def remove_file(path: Path) -> Step:
    """Return the step that deletes `path`."""
    return command(f"Delete {path}", ["rm", "-f", str(path)])


def to_shell(steps: Sequence[Step]) -> str:
    """Return the script that does `steps` and stops at the first error."""
    parts = [_PRELUDE]
    for number, step in enumerate(steps):
        parts += [f"echo '{_STEP}{number}'", *step.commands]
    return "\n".join(parts)


def launcher(*, window: bool = False) -> tuple[str, ...]:
    """Return the words before the script that make it run as root; SetupError if there is no way.

    From a terminal that is sudo. From a `window` it is pkexec, also where the window was opened from a
    terminal: nobody looks there.
    """
    shell = ("/bin/sh", "-c")
    if os.geteuid() == 0:
        return shell
    terminal = not window and sys.stdin is not None and sys.stdin.isatty()
    if terminal and shutil.which("sudo"):
        return ("sudo", *shell)
    screen = window or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen and shutil.which("pkexec"):
        # without a terminal its own question in text would wait for ever
        return ("pkexec", *(() if terminal else ("--disable-internal-agent",)), *shell)
    if window:
        raise SetupError(
            "this needs administrator rights, and pkexec, which asks for them in a window, is not there",
            hint="Install polkit (Debian, Ubuntu: pkexec), or run in a terminal: lowlight-cam setup",
        )
    if shutil.which("sudo"):
        return ("sudo", "-n", *shell)
    raise SetupError(
        "this needs administrator rights, and neither sudo nor pkexec is there",
        hint="Run it as root: lowlight-cam setup",
    )


def perform(
    steps: Sequence[Step],
    begin: Callable[[int, Step], None],
    say: Callable[[str], None],
    *,
    window: bool = False,
) -> None:
    """Do all steps as root, after one question for the password at most.

    Parameters
    ----------
    steps
        What is to be done, in this order.
    begin
        Called with each step's number, from 0, and the step as it begins.
    say
        Called with each line that the commands print, as they print it.
    window
        Whether the password is to be asked for in a window; see `launcher`.

    Raises
    ------
    NotAuthorised
        If pkexec's question was dismissed, or answered wrongly.
    StepFailed
        With what was done until then, and what the commands printed.
    """
    arguments = [*launcher(window=window), to_shell(steps)]
    current, kept = -1, list[str]()
    try:
        process = subprocess.Popen(
            arguments,
            # what a command asks for nobody would see; sudo asks the terminal itself
            stdin=subprocess.DEVNULL if window else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as exc:
        raise SetupError(f"{arguments[0]} cannot be started: {exc.strerror}") from exc
    with process:
        for each in process.stdout or ():
            line = each.rstrip()
            if line.startswith(_STEP):
                current = int(line.removeprefix(_STEP))
                kept.clear()
                begin(current, steps[current])
            else:
                kept = [*kept, line][-_KEPT_LINES:]
                say(line)
    if current < 0 and arguments[0] == "pkexec" and process.returncode in _REFUSED:
        raise NotAuthorised(_REFUSED[process.returncode], hint=_NOT_AUTHORISED)
    if process.returncode != 0:
        raise StepFailed(steps[: max(current, 0)], _reached(steps, current), "\n".join(kept))


def _reached(steps: Sequence[Step], current: int) -> Step:
    return steps[current] if current >= 0 else Step("Get administrator rights", (), ())
