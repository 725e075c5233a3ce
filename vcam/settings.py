"""Settings: a frozen dataclass <-> a TOML file. Each field carries its flag, help and limits.

The command line, the settings file and the window are made from the same fields, so that none of them can
know a setting that the others do not.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from vcam.core.address import without_secrets
from vcam.core.errors import SettingsError
from vcam.core.formats import FrameSize, PixelFormat
from vcam.enhance.look import EnhanceMode, Look
from vcam.sinks.base import OutputMode
from vcam.sources.base import POWER_LINES
from vcam.system.files import write_whole

DEFAULT_LABEL = "LowLight Cam"
OUTPUT_FORMATS = ("i420", "yuyv", "nv12")
BACKENDS = ("auto", "v4l2", "pyvirtualcam")
VERSION_KEY = "version"
VERSION = 1  # of the file's meaning: it changes when a setting gets another one
CARD, BLACK = "card", "black"
RUNTIMES = ("auto", "cpu", "gpu")
PHONE = "phone"  # as a camera
PHONE_PORT = 8443

T = TypeVar("T")


def setting(
    default: T,
    text: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
) -> T:
    """Make a dataclass field with its help text and what is allowed."""
    meta = {"help": text, "low": low, "high": high, "choices": choices}
    result: T = field(default=default, metadata=meta)
    return result


@dataclass(frozen=True)
class Settings:
    """All that a person can choose. The defaults are right for most."""

    camera: str = setting(
        "", "camera by name, node or /dev/v4l/by-id link, phone, or a stream's address; empty: the first one"
    )
    size: FrameSize = setting(FrameSize(1280, 720), "picture size: 1280x720, 1080p ...")
    fps: float = setting(30.0, "frames per second that the camera is asked for", low=1, high=120)
    device: str = setting(DEFAULT_LABEL, "virtual camera by its name or node")
    output_format: str = setting("i420", "pixel format of the virtual camera", choices=OUTPUT_FORMATS)
    backend: str = setting("auto", "how the virtual camera is fed", choices=BACKENDS)
    mode: EnhanceMode = setting(
        EnhanceMode.AUTO, "enhance while the scene is dark, always, or never", choices=tuple(EnhanceMode)
    )
    strength: float = setting(1.0, "how much, from 0 (as captured) to 1", low=0, high=1)
    denoise: float = setting(1.0, "how much of the noise is taken away, from 0 to 1", low=0, high=1)
    mirror: bool = setting(False, "mirror the picture left to right")  # noqa: FBT003
    on_demand: bool = setting(True, "use the camera only while a program reads the virtual one")  # noqa: FBT003
    release_after_s: float = setting(
        3.0, "seconds from the last reader's leaving to the camera's release", low=0.5, high=60
    )
    power_line: str = setting("auto", "mains frequency that the camera is told", choices=POWER_LINES)
    keep_fps: bool = setting(False, "keep the frame rate in the dark, where the camera would halve it")  # noqa: FBT003
    placeholder: str = setting(CARD, "what is shown without a picture: card, black, or a picture's path")
    runtime: str = setting("auto", "what runs the network: the faster one, cpu or gpu", choices=RUNTIMES)
    phone_port: int = setting(
        PHONE_PORT, "TCP port where phones come; a USB cable needs the next one", low=1024, high=65534
    )

    @property
    def look(self) -> Look:
        """The part that the pipeline reads once per frame."""
        return Look(self.mode, self.strength, self.denoise, self.mirror)

    @property
    def output(self) -> OutputMode:
        """What the virtual camera is to be opened with."""
        return OutputMode(self.size, self.fps, self.pixel_format)

    @property
    def pixel_format(self) -> PixelFormat:
        """The virtual camera's pixel format."""
        return PixelFormat[self.output_format.upper()]

    def replace(self, **changes: object) -> Settings:
        """Return a copy with `changes`, given as values or as text; SettingsError if one is not allowed."""
        checked = {name: parse(name, value) for name, value in changes.items()}
        return dataclasses.replace(self, **checked)


FIELDS: Mapping[str, dataclasses.Field[Any]] = {each.name: each for each in dataclasses.fields(Settings)}
TYPES: Mapping[str, type] = get_type_hints(Settings)


def field_of(name: str, *, where: str = "") -> dataclasses.Field[Any]:
    """Return the field of a setting; SettingsError lists those that there are."""
    if name not in FIELDS:
        raise SettingsError(f"{where}there is no setting {name!r}", hint="There are: " + ", ".join(FIELDS))
    return FIELDS[name]


def allowed(name: str) -> str:
    """Say in words what a setting may be."""
    meta = FIELDS[name].metadata
    if meta["choices"]:
        return "one of " + ", ".join(meta["choices"])
    if meta["low"] is not None:
        return f"a number from {meta['low']} to {meta['high']}"
    return {bool: "true or false", FrameSize: "a size such as 1280x720 or 720p"}.get(TYPES[name], "text")


def parse(name: str, value: object, *, where: str = "") -> Any:
    """Turn `value`, from a file, a command line or a window, into the setting's type, or SettingsError."""
    meta = field_of(name, where=where).metadata
    try:
        result = _converted(TYPES[name], value)
    except ValueError:
        result = None
    if (
        result is None
        or (meta["choices"] and result not in meta["choices"])
        or (meta["low"] is not None and not meta["low"] <= result <= meta["high"])
    ):
        raise SettingsError(f"{where}{name} = {value!r} is not allowed", hint=f"It must be {allowed(name)}.")
    return result


def _converted(kind: type, value: object) -> object:
    is_number = kind in {float, int} and not isinstance(value, bool)
    if isinstance(value, kind) and (is_number or kind is not int):
        return value
    if is_number and isinstance(value, int | str):
        return kind(value)
    if kind is bool and isinstance(value, str):
        return {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}.get(
            value.lower()
        )
    if kind is FrameSize and isinstance(value, str):
        return FrameSize.parse(value)
    if issubclass(kind, EnhanceMode) and isinstance(value, str):
        return EnhanceMode(value)
    return None


def to_toml_value(value: object) -> str | float | bool:
    """Return the form of a setting's value in the file."""
    if isinstance(value, bool | float | int):
        return value
    return str(value)


def to_shown_value(value: object) -> str | float | bool:
    """Return the same as people may see it: an address without its password."""
    shown = to_toml_value(value)
    return without_secrets(shown) if isinstance(shown, str) else shown


def load(path: Path) -> Settings:
    """Read the file; without one, the defaults. SettingsError names file, line, key and what is allowed."""
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as exc:  # of text and of TOML, brackets without end too
        raise SettingsError(
            f"{path}: cannot be read: {exc}",
            hint="Mend the file, or start afresh with: lowlight-cam settings --reset",
        ) from exc
    version = table.pop(VERSION_KEY, VERSION)
    if not is_known(version):
        raise SettingsError(
            f"{path}:{line_of(text, VERSION_KEY)}: {VERSION_KEY} = {version!r} is not known, {VERSION} is",
            hint="A newer LowLight Cam wrote it. Or start afresh: lowlight-cam settings --reset",
        )
    values = {
        name: parse(name, value, where=f"{path}:{line_of(text, name)}: ") for name, value in table.items()
    }
    return Settings(**values)


def is_known(version: object) -> bool:
    """Tell whether a file of this version can be read."""
    return isinstance(version, int) and not isinstance(version, bool) and 1 <= version <= VERSION


def line_of(text: str, key: str) -> int:
    """Return the number of the line, from 1, that sets `key`; 1 if none is seen to."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.partition("=")[0].strip().strip("\"'") == key or line.strip().strip("[]") == key:
            return number
    return 1


def save(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults; comments in the file stay, the former one is kept as ``.bak``."""
    import tomlkit  # noqa: PLC0415 - only who writes needs it

    try:
        former = path.read_text("utf-8") if path.exists() else ""
        document = tomlkit.parse(former)
        document[VERSION_KEY] = VERSION
        for name, spec in FIELDS.items():
            value = getattr(settings, name)
            if value != spec.default:
                document[name] = to_toml_value(value)
            elif name in document:
                del document[name]
        _write(path, tomlkit.dumps(document), former)
    except (OSError, tomlkit.exceptions.ParseError) as exc:
        raise SettingsError(
            f"{path}: cannot be written: {exc}", hint="Check the file and its folder."
        ) from exc


def reset(path: Path) -> None:
    """Put every setting back to its default, whatever is in the file; that file is kept as ``.bak``."""
    try:
        former = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
        _write(path, "", former)
    except OSError as exc:
        raise SettingsError(
            f"{path}: cannot be written: {exc}", hint="Check the folder's permissions."
        ) from exc


def undo(path: Path) -> None:
    """Exchange the file and its ``.bak``; doing it twice is doing nothing."""
    backup = path.with_suffix(".bak")
    try:
        former, now = backup.read_text("utf-8"), path.read_text("utf-8") if path.exists() else ""
        _write(path, former, now)
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(
            "there is nothing to undo", hint=f"No former settings in {backup}: {exc}"
        ) from exc


def _write(path: Path, text: str, former: str) -> None:
    for target, content in ((path.with_suffix(".bak"), former), (path, text)):
        write_whole(target, content.encode(), mode=0o600)
