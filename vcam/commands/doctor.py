"""``lowlight-cam doctor``: what is there, what is not, and what mends it."""

from __future__ import annotations

import argparse


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("doctor", help="check everything that the camera needs")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the same report for programs")
    form.add_argument(
        "--full",
        action="store_true",
        help="with session, packages and the end of the log, for a report of a fault; without your "
        "paths, names and serial numbers",
    )
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Print the report; return 0 if nothing failed, else 1."""
    from vcam.doctor.check import Place
    from vcam.doctor.report import examine, healthy, to_json, to_text

    findings = examine(Place(label=_label()))
    if args.full:
        from vcam.doctor.diagnostics import diagnostics

        print(diagnostics(findings), end="")
    else:
        print(to_json(findings) if args.json else to_text(findings))
    return 0 if healthy(findings) else 1


def _label() -> str:
    """Return the virtual camera's label as set; the default where the settings cannot be read."""
    from vcam.core.errors import SettingsError
    from vcam.settings import DEFAULT_LABEL, load
    from vcam.system.paths import settings_file

    try:
        device = load(settings_file()).device
    except SettingsError:
        return DEFAULT_LABEL
    return device if not device.startswith("/") else DEFAULT_LABEL
