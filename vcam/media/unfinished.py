"""A file appears under its name when it is whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from vcam.core.errors import UnwritableMedia


class UnfinishedFile:
    """A new file beside the one that it will become.

    The part lies in the same folder, because only there a rename is one step; a file that was there before
    stays until `finish`. A hidden name ending in ``.part`` is what a crash leaves. As a context manager it
    discards what was not finished.

    Parameters
    ----------
    path
        Where the file will be.

    Raises
    ------
    UnwritableMedia
        If the folder is missing or may not be written, or `path` is a folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        if path.is_dir():
            raise UnwritableMedia(f"{path} is a folder", hint="Give the name of a file.")
        try:
            # the plain mode and not mkstemp's, so that others may read the file as the umask says
            os.close(os.open(self.part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except OSError as error:
            raise unwritable(path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def finish(self) -> None:
        """Give the file its name; `UnwritableMedia` if that cannot be done."""
        try:
            self.part.replace(self.path)
        except OSError as error:
            raise unwritable(self.path, error) from error

    def discard(self) -> None:
        """Remove the part; does nothing after `finish`. Never raises."""
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)


def unwritable(path: Path, error: Exception) -> UnwritableMedia:
    """What kept `path` from being written, in words for people."""
    reason = getattr(error, "strerror", None) or str(error)
    if isinstance(error, FileNotFoundError):
        return UnwritableMedia(f"There is no folder {path.parent}", hint="Make the folder first.")
    if isinstance(error, PermissionError):
        hint = "Choose a folder in which you may write."
        return UnwritableMedia(f"{path.parent} does not let you write {path.name}", hint=hint)
    return UnwritableMedia(f"{path.name} cannot be written: {reason}", hint="Is there room on the disk?")
