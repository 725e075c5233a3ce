"""What must not be in a text that people paste in public: their paths, names and serial numbers.

In doubt more is taken out than need be: a report without a word is still of use.
"""

from __future__ import annotations

import getpass
import os
import platform
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import vcam
from vcam.core.address import hide_secrets
from vcam.system import paths

# names that say nothing about anybody
_NOBODY = frozenset({"root", "user", "admin", "localhost"})
_SHORTEST_NAME = 2

_ANY_HOME = (
    r"(?:(?:/home/|/Users/)[^/\s:,;\"']+"
    # a name on Windows may have a blank, and then a path goes on behind it
    r"|[A-Z]:[\\/]+Users[\\/]+(?:[^\\/:,;\"'\n]+(?=[\\/])|[^\\/\s:,;\"']+))"
)
_SERIALS: tuple[tuple[str, str], ...] = (
    # /dev/v4l/by-id: usb-VENDOR_MODEL_SERIAL-video-index0, of which only the whole is certain
    (r"usb-(?!\.\.\.)[^\s/\"']+?(-(?:video|event|audio)\b[\w-]*)", r"usb-...\1"),
    # Windows' device paths: \\?\usb#vid_046d&pid_082d&mi_00#7&1a2b3c&0&0000#{...}
    (r"(usb#vid_[0-9a-f]{4}&pid_[0-9a-f]{4})[^\s\"']*", r"\1#..."),
    (r"\b(i?serial(?:[ _-]?(?:number|no))?\.?[\"']?\s*[:=]\s*)[\"']?[^\s,;\"']+", r"\1..."),
    (r"\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b", "..."),  # addresses of network and Bluetooth adapters
)
_CONTROL = {code: None for code in range(32) if chr(code) not in "\n\t"} | {127: None}


@dataclass(frozen=True)
class Private:
    """What is to be taken out.

    Parameters
    ----------
    home
        The user's folder; what lies in it is named ``~/...``, and nothing more is told of it.
    names
        Of the user and of the machine.
    folders
        Folders of this program to what stands for them: what lies in those may be told.
    """

    home: Path
    names: frozenset[str] = frozenset()
    folders: Mapping[Path, str] = field(default_factory=dict)


def of_this_user() -> Private:
    """What is private on this machine."""
    package = Path(vcam.__file__).resolve().parents[1]
    folders = {
        paths.config_dir(): "<config>",
        paths.cache_dir(): "<cache>",
        paths.log_dir(): "<log>",
        paths.pictures_dir(): "<pictures>",
        package: "<program>",
        Path(sys.prefix): "<python>",
        Path(sys.base_prefix): "<python>",
    }
    return Private(Path.home(), frozenset(_names()), folders)


def scrub(text: str, private: Private) -> str:
    """Return `text` without what is private, and without control characters."""
    text = hide_secrets(text.translate(_CONTROL))
    # as the doctor writes it; the parts below are then judged like any others
    text = re.sub(r"(?<![\w/\\])~(?=[\\/])", lambda _: str(private.home), text)
    for folder in sorted(private.folders, key=lambda each: -len(str(each))):
        if folder not in {private.home, Path(folder.anchor)}:
            text = re.sub(_path(folder), private.folders[folder], text, flags=re.IGNORECASE)
    text = _without_homes(text, private.home)
    for pattern, left in _SERIALS:
        text = re.sub(pattern, left, text, flags=re.IGNORECASE)
    for name in sorted(private.names, key=lambda each: (-len(each), each)):
        # "Annas iPhone" is what a phone is called in German
        text = re.sub(rf"(?<![^\W_]){re.escape(name)}s?(?![^\W_])", "...", text, flags=re.IGNORECASE)
    return text


def _without_homes(text: str, home: Path) -> str:
    homes = _ANY_HOME if home == Path(home.anchor) else f"(?:{_path(home)}|{_ANY_HOME})"
    # a path in quotes ends with them; else names may have blanks, and it ends where no path goes on
    text = re.sub(rf"([\"']){homes}(?:[\\/].*?)?\1(?!\w)", r"\1~/...\1", text, flags=re.IGNORECASE)
    return re.sub(rf"{homes}(?:[\\/][^:,;()\[\]<>|\"\n]*)?", "~/...", text, flags=re.IGNORECASE)


def _path(path: Path) -> str:
    """Pattern of a path however it is written: with either kind of slash, doubled or not."""
    parts = [re.escape(part) for part in re.split(r"[\\/]+", str(path).rstrip("\\/"))]
    return r"(?<![\w.])" + r"[\\/]+".join(parts) + r"(?![\w.-])"


def _names() -> Iterator[str]:
    for name in _raw_names():
        if len(name) >= _SHORTEST_NAME and name.lower() not in _NOBODY:
            yield name


def _raw_names() -> Iterator[str]:
    with suppress(KeyError, OSError, ImportError):  # what it raises where the user has no name
        yield getpass.getuser()
    yield Path.home().name
    yield from (os.environ.get(key, "") for key in ("USER", "LOGNAME", "USERNAME", "SUDO_USER"))
    with suppress(KeyError, ImportError):
        import pwd  # noqa: PLC0415  not on Windows

        yield pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
    host = platform.node()
    yield from (host, host.partition(".")[0], os.environ.get("COMPUTERNAME", ""))
