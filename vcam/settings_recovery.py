"""Settings for a window that must open whatever is in the file: a broken one is kept, the rest of it used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from vcam import settings as store
from vcam.core.errors import SettingsError
from vcam.settings import VERSION, VERSION_KEY, Settings

# of tomllib and of text; a number of 5,000 digits and brackets a thousand deep are neither
_UNREADABLE = (ValueError, RecursionError)
_NEWER = "It was written by a newer LowLight Cam. The defaults are used."


def load_or_set_aside(path: Path) -> tuple[Settings, SettingsError | None]:
    """Read the settings as far as they can be read. Never raises for what is in the file.

    A file with an error is renamed to ``settings.toml.broken-<time>``, and a new one has what could be read.
    Of a file of a newer version nothing is used.

    Returns
    -------
    settings, error
        The error names file, line and key, what is allowed, all further errors, and where the file is kept.
        None if nothing was wrong.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Settings(), None
    except OSError as exc:
        hint = "The defaults are used. Look at who owns the file, and whether it is one."
        return Settings(), SettingsError(f"{path}: cannot be read: {exc.strerror}", hint=hint)
    found = _read(path, content.decode("utf-8", "surrogateescape"))
    if not found.problems:
        return found.settings, None
    return found.settings, _set_aside(path, found)


@dataclass
class _Found:
    """What a file gives."""

    settings: Settings = field(default_factory=Settings)
    problems: list[SettingsError] = field(default_factory=list)


def _read(path: Path, text: str) -> _Found:
    found = _Found()
    try:
        table: Mapping[str, Any] = tomllib.loads(text)
        text.encode()  # bytes that are no text came as surrogates
    except _UNREADABLE:
        table = _line_by_line(path, text, found.problems)
    if VERSION_KEY in table and not store.is_known(table[VERSION_KEY]):
        where = f"{path}:{store.line_of(text, VERSION_KEY)}: "
        title = f"{where}{VERSION_KEY} = {table[VERSION_KEY]!r} is not known, {VERSION} is"
        return _Found(problems=[SettingsError(title, hint=_NEWER)])
    values = {}
    for name, value in table.items():
        if name == VERSION_KEY:
            continue
        try:
            values[name] = store.parse(name, value, where=f"{path}:{store.line_of(text, name)}: ")
        except SettingsError as problem:
            found.problems.append(problem)
    found.settings = Settings(**values)
    return found


def _line_by_line(path: Path, text: str, problems: list[SettingsError]) -> dict[str, Any]:
    """Read those lines that are right by themselves: a setting has one line."""
    table: dict[str, Any] = {}
    for number, line in enumerate(re.split(r"\r?\n", text), 1):
        if line.lstrip().startswith("["):
            problems.append(
                SettingsError(f"{path}:{number}: the settings have no parts", hint=f"It said {line[:40]!r}.")
            )
            break  # what comes then is not of the settings
        try:
            line.encode()
            table |= tomllib.loads(line)
        except _UNREADABLE as exc:
            key = line.partition("=")[0].strip()[:40] or line.strip()[:40]
            problems.append(SettingsError(f"{path}:{number}: {key!r} cannot be read", hint=f"{exc}"))
    return table


def _set_aside(path: Path, found: _Found) -> SettingsError:
    first, *others = found.problems
    try:
        kept = path.rename(_free_name(path))
        if found.settings != Settings():
            store.save(path, found.settings)
        told = f"The file is kept as {kept.name}; what could be read of it is used."
    except (OSError, SettingsError) as exc:
        told = f"What could be read is used. The file could not be kept aside ({exc})."
    lines = [first.hint, *(each.title for each in others), told]
    return SettingsError(first.title, hint="\n".join(line for line in lines if line))


def _free_name(path: Path) -> Path:
    stem = f"{path.name}.broken-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    number, name = 1, path.with_name(stem)
    while name.exists():
        number += 1
        name = path.with_name(f"{stem}-{number}")
    return name
