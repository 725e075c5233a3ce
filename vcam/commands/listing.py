"""`lowlight-cam list`: the cameras and what they can do."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from typing import Any

from vcam.commands.options import add_settings_flags, settings_from
from vcam.core.errors import SourceError


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "list",
        help="list the cameras",
        description="Lists cameras with their modes. The virtual camera that this program feeds is not one.",
    )
    add_settings_flags(parser, "device")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.set_defaults(func=run)


@dataclass(frozen=True)
class Listed:
    """One camera. `modes` are words such as ``YUYV 1280x720 at 30 fps``."""

    name: str
    node: str
    links: list[str]
    virtual: bool
    modes: list[str]
    problem: str


def run(args: argparse.Namespace) -> int:
    """Run the command."""
    cameras = cameras_here(settings_from(args).device)
    if args.json:
        print(json.dumps([asdict(each) for each in cameras], indent=2))
        return 0
    if not cameras:
        print("No camera. Plug one in, or try: lowlight-cam demo")
    for each in cameras:
        print(f"{each.name}  ({each.node}){'  virtual' if each.virtual else ''}")
        for link in each.links:
            print(f"    {link}")
        if each.problem:
            print(f"    cannot be asked: {each.problem}")
        for mode in _shortened(each.modes):
            print(f"    {mode}")
    return 0


def cameras_here(own: str) -> list[Listed]:
    """List the cameras of this machine without the virtual camera `own`."""
    from vcam.assemble import ON_LINUX

    if not ON_LINUX:
        raise SourceError("cameras cannot be listed on this system yet", hint="Try --camera 0, 1, 2 ...")
    from vcam.sources.camera_list import list_cameras

    return [
        Listed(
            each.name,
            str(each.node.path),
            [str(link) for link in each.node.links],
            each.loopback,
            [str(mode) for mode in each.modes],
            each.problem,
        )
        for each in list_cameras(own=own)
    ]


def _shortened(modes: list[str]) -> list[str]:
    """One line a format and size, with its rates."""
    rates: dict[str, list[str]] = {}
    for mode in modes:
        what, _, fps = mode.partition(" at ")
        rates.setdefault(what, []).append(fps.removesuffix(" fps"))
    return [f"{what} at {', '.join(fps)} fps" for what, fps in rates.items()]
