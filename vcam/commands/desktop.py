"""``lowlight-cam desktop``: put this installation into the desktop's menu, or take it out."""

from __future__ import annotations

import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "desktop",
        help="put LowLight Cam into the desktop's menu, or take it out (--remove)",
        description="Writes the menu's entry and the icons of this installation into your own folders.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--service", action="store_true", help="also a systemd unit of yours, for use without a tray"
    )
    what.add_argument("--remove", action="store_true", help="delete what this command writes")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Write or delete, and tell what; raises DesktopError."""
    from vcam.system import menu

    if args.remove:
        for path in (gone := menu.remove()):
            print(f"Deleted {path}")
        if not gone:
            print("There is nothing to take away.")
        return 0
    for path in menu.install(service=args.service):
        print(f"Wrote {path}")
    if args.service:
        print("To start it now and at each login: systemctl --user enable --now lowlight-cam.service")
    print("To take it back: lowlight-cam desktop --remove")
    return 0
