"""The files of the page. What is not in the list of them is not there, whatever a path may look like."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aiohttp import ETag, hdrs, web

TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".wasm": "application/wasm",
    ".frag": "text/plain",
    ".txt": "text/plain",
    ".bin": "application/octet-stream",
    ".tflite": "application/octet-stream",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True)
class _File:
    path: Path
    kind: str

    @cached_property
    def body(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def tag(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:32]


class Site:
    """Serves a folder; each file is read when it is first asked for, and kept.

    Parameters
    ----------
    folder
        With all that may be served. Files of other kinds than `TYPES` are left out.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): _File(path, TYPES[path.suffix])
            for path in folder.rglob("*")
            if path.suffix in TYPES and path.is_file()
        }

    def answer(self, path: str, known: Iterable[ETag] = ()) -> web.Response:
        """Answer a request for a path of which the browser has the versions `known`; 404 if it is none."""
        file = self._files.get(path)
        if file is None:
            return web.Response(status=404, text="There is no such file.\n")
        headers = {hdrs.ETAG: f'"{file.tag}"'}
        if any(each.value in {file.tag, "*"} for each in known):
            return web.Response(status=304, headers=headers)
        return web.Response(body=file.body, headers={**headers, hdrs.CONTENT_TYPE: file.kind})
