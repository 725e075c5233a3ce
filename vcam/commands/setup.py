"""``lowlight-cam setup``: make the virtual camera, or take it away."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from vcam.core.errors import SetupError
from vcam.settings import DEFAULT_LABEL
from vcam.system.loopback.plan import Plan, removal, setup
from vcam.system.loopback.script import Step, StepFailed, perform
from vcam.system.loopback.state import ROOT, look

NO_ANSWER = 6  # the exit status of a set-up that was not done


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("setup", help="make the virtual camera, or take it away (--remove)")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--remove", action="store_true", help="take away what an earlier set-up made")
    parser.add_argument(
        "--device", type=int, metavar="NR", help="number of /dev/videoNR (first free from 10)"
    )
    parser.add_argument("--label", default=DEFAULT_LABEL, metavar="NAME", help="name that programs show")
    parser.add_argument("--dry-run", action="store_true", help="show what would be done, and do nothing")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Show the plan, ask, do it; return the exit status. Raises SetupError."""
    if sys.platform != "linux":
        return _elsewhere()
    return on_linux(args, ROOT)


def on_linux(args: argparse.Namespace, root: Path) -> int:
    """Do the command on the machine whose ``/`` is `root`."""
    state = look(root)
    plan = removal(state, args.label) if args.remove else setup(state, args.label, args.device)
    if plan.steps:
        print(shown(plan))
        if args.dry_run:
            return 0
        if not agreed(args):
            print("Nothing was changed.")
            return NO_ANSWER
        carry_out(plan, root)
        print()
    return _finish(plan, args, root)


def shown(plan: Plan) -> str:
    """Return the plan as text: each step, and beneath it exactly what it does."""
    lines = [plan.title + ".", ""]
    for number, step in enumerate(plan.steps, 1):
        lines += [f"  {number}. {step.title}", *(f"       {each}" for each in step.shown)]
    lines += ["", *plan.notes] if plan.notes else []
    return "\n".join(lines)


def agreed(args: argparse.Namespace) -> bool:
    """Ask whether to go on, where somebody is there to answer."""
    if args.yes or os.environ.get("CI") == "true":
        return True
    if not sys.stdin.isatty():
        print("\nNobody is here to ask. To do it: lowlight-cam setup --yes" + " --remove" * args.remove)
        return False
    try:
        answer = input("\nThis needs administrator rights. Do it? [y/N] ")
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes")


def carry_out(plan: Plan, root: Path) -> None:
    """Do the steps, telling each; a failure becomes a SetupError with cause, account and way back."""
    from vcam.system.loopback.faults import account, explain

    total = len(plan.steps)

    def begin(index: int, step: Step) -> None:
        print(f"[{index + 1}/{total}] {step.title}", flush=True)

    try:
        perform(plan.steps, begin, lambda line: print(f"      {line}", flush=True))
    except StepFailed as exc:
        raise SetupError(exc.title, hint=f"{explain(exc, look(root))}\n{account(exc)}") from exc


def _finish(plan: Plan, args: argparse.Namespace, root: Path) -> int:
    from vcam.system.loopback.result import verify

    if plan.after_restart:
        print("\n".join(("Almost done.", *plan.notes)) if not args.remove else "\n".join(plan.notes))
    elif args.remove:
        print("\n".join((plan.title + "." if plan.steps else "There is nothing to take away.", *plan.notes)))
    else:
        path = verify(root, args.label)
        print(f'Ready: "{args.label}" is at {path}.' + ("" if plan.steps else " There is nothing to do."))
    return 0


def _elsewhere() -> int:
    from vcam.system import elsewhere

    found = elsewhere.installed()
    if found:
        print(f'Ready: "{found}" is installed; choose that name in your call.')
        return 0
    print("This system needs a virtual camera from another program.\n" + elsewhere.fix())
    return NO_ANSWER
