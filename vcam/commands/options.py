"""Flags that are settings: made from the fields of `Settings`, so that they cannot differ from the file."""

from __future__ import annotations

import argparse

from vcam import settings as store
from vcam.settings import Settings
from vcam.system import paths

FLAGS = {
    "camera": "NAME",
    "size": "WxH",
    "fps": "N",
    "device": "NAME",
    "output_format": "FORMAT",
    "backend": "WAY",
    "runtime": "WHERE",
    "strength": "0..1",
    "denoise": "0..1",
    "phone_port": "N",
}


def add_settings_flags(parser: argparse.ArgumentParser, *names: str) -> None:
    """Add a flag for each setting in `names`."""
    for name in names:
        spec = store.FIELDS[name]
        choices = f" ({', '.join(spec.metadata['choices'])})" if spec.metadata["choices"] else ""
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            metavar=FLAGS[name],
            default=None,
            help=f"{spec.metadata['help']}{choices} [{spec.default or 'the first'}]",
        )


def add_look_flags(parser: argparse.ArgumentParser) -> None:
    """Add strength, noise reduction, when to enhance, and mirror."""
    add_settings_flags(parser, "strength", "denoise")
    when = parser.add_mutually_exclusive_group()
    for mode, text in (("auto", "while the scene is dark [the default]"), ("on", "always"), ("off", "never")):
        when.add_argument(f"--{mode}", dest="mode", action="store_const", const=mode, help=f"enhance {text}")
    parser.add_argument("--mirror", action="store_const", const=True, help="mirror the picture left to right")


def settings_from(args: argparse.Namespace) -> Settings:
    """Return the settings of the file, with what the command line says on top."""
    stored = store.load(paths.settings_file())
    said = {name: getattr(args, name) for name in store.FIELDS if getattr(args, name, None) is not None}
    return stored.replace(**said)
