"""`lowlight-cam status`: what the running app does."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from typing import Any

from vcam.core.reader import Reader
from vcam.system import paths


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "status",
        help="ask the running app how it goes",
        description="Asks the app (lowlight-cam-gui): its state, who reads the virtual camera, rates, cost.",
    )
    parser.add_argument("--json", action="store_true", help="all of it, for programs")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Run the command; raises an `AppError` if there is no app, or no answer."""
    from vcam.system.running import ask

    answer = ask(paths.config_dir(), "status")
    print(json.dumps(answer, indent=2) if args.json else "\n".join(lines(answer)))
    return 0


def lines(answer: Mapping[str, Any]) -> Iterator[str]:
    """Say it in lines; an app of another version may leave things out."""
    yield f"{answer.get('sink') or 'LowLight Cam'}: {_titled(answer)}"
    if problem := answer.get("sink_problem"):
        yield _titled(problem)
    yield f"read by: {_readers(answer.get('readers'))}"
    yield f"sent as: {_mode(answer.get('output'))}"
    if capture := answer.get("capture"):
        yield f"camera:  {answer.get('source')}, {_mode(capture)}"
        yield f"frames:  {_frames(answer)}"
        yield f"network: {answer.get('runtime') or 'none yet'}"
        yield from filter(None, [answer.get("effort")])
    if phone := answer.get("phone"):
        yield f"phone:   {_phone(phone)}"
    yield from answer.get("notes", ())


def _phone(phone: Mapping[str, Any]) -> str:
    sent = f"{phone.get('width')}x{phone.get('height')} by {phone.get('transport')}"
    where = f"enhanced on {phone.get('accelerator')}" if phone.get("enhanced") else "enhanced here"
    link = f"{phone.get('delay_ms', 0):.0f} ms, {phone.get('lost', 0)} lost"
    return f"{phone.get('name')}, {sent}, {where}, {link}"


def _titled(status: Mapping[str, Any]) -> str:
    return ": ".join(filter(None, (status.get("title"), status.get("detail")))) or "no state"


def _readers(readers: list[Mapping[str, Any]] | None) -> str:
    if readers is None:
        return "this system does not tell"
    return ", ".join(str(Reader(each.get("pid"), each.get("name", "?"))) for each in readers) or "nobody"


def _mode(mode: Mapping[str, Any] | None) -> str:
    if not mode:
        return "not known"
    return f"{mode.get('size')} {mode.get('format')} at {mode.get('fps', 0):g} fps"


def _frames(answer: Mapping[str, Any]) -> str:
    rates = f"{answer.get('fps_in', 0):.0f} fps in, {answer.get('fps_out', 0):.0f} out"
    lost = f"{answer.get('dropped', 0)} dropped, {answer.get('late', 0)} late"
    total = answer.get("stages", {}).get("total")
    cost = f"; {total['median_ms']:.1f} ms a frame of {answer['budget_ms']:.0f}" if total else ""
    return f"{rates}, {lost}{cost}"
