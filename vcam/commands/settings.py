"""`lowlight-cam settings`: show and change what is kept from one run to the next."""

from __future__ import annotations

import argparse
import json
from typing import Any

from vcam import settings as store
from vcam.system import paths


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "settings",
        help="show or change the settings",
        description="Without arguments: all of them. With a name: its value. With a value too: set it.",
    )
    parser.add_argument("name", nargs="?", help="a setting")
    parser.add_argument("value", nargs="?", help="its new value")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--reset", action="store_true", help="back to the default, one setting or all")
    what.add_argument("--undo", action="store_true", help="take the last change back")
    what.add_argument("--path", action="store_true", help="print where the file is")
    what.add_argument("--json", action="store_true", help="print all as JSON")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Run the command."""
    file = paths.settings_file()
    if args.path:
        print(file)
        return 0
    if args.undo:
        store.undo(file)
        print("The last change is taken back.")
        return 0
    if args.reset and args.name is None:
        store.reset(file)
        print("All settings are at their defaults; `lowlight-cam settings --undo` brings the former back.")
        return 0
    settings = store.load(file)
    if args.name is None:
        _show_all(settings, as_json=args.json)
        return 0
    spec = store.field_of(args.name)
    if args.value is not None or args.reset:
        settings = settings.replace(**{args.name: spec.default if args.reset else args.value})
        store.save(file, settings)
    print(store.to_shown_value(getattr(settings, args.name)))
    return 0


def _show_all(settings: store.Settings, *, as_json: bool) -> None:
    values = {name: store.to_shown_value(getattr(settings, name)) for name in store.FIELDS}
    if as_json:
        print(json.dumps(values, indent=2))
        return
    for name, value in values.items():
        spec = store.FIELDS[name]
        changed = "*" if value != store.to_shown_value(spec.default) else " "
        print(f"{changed} {name:16} {value!s:14} {spec.metadata['help']}; {store.allowed(name)}")
