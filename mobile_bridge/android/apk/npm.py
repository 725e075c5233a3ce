"""Files out of packages from npm: fetched once, taken by hash, kept in the user's cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from mobile_bridge.android.apk.compiling import ANDROID, call

LOCK = ANDROID / "npm.sha256"
DEXER = "package/framework/build-tools/android-metadata-generator.jar"
"""In @nativescript/android: a jar with dx in it, among other things."""
TYPINGS = "package/lib/android/android-platform-21-37-merged.d.ts"
"""In @nativescript/types-android: every public name of the framework, and since which level it is there."""


class Unavailable(RuntimeError):
    """There is no npm, or it cannot fetch."""


def cache() -> Path:
    """Return the folder of what is fetched or made once."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "lowlight-cam" / "android"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fetched(package: str, member: str) -> Path:
    """Return a file of a package, such as "android" for @nativescript/android.

    Unavailable if npm is missing or cannot fetch it; RuntimeError if what comes is not what was pinned.
    """
    pinned, archive = _pinned(package)
    kept = cache() / f"{pinned[:16]}-{Path(member).name}"
    if kept.exists():
        return kept
    if not shutil.which("npm"):
        raise Unavailable("npm is missing")
    version = archive.removeprefix(f"nativescript-{package}-").removesuffix(".tgz")
    with tempfile.TemporaryDirectory(dir=cache()) as work:
        wanted = f"@nativescript/{package}@{version}"
        try:
            call("npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", work, wanted)
        except RuntimeError as error:
            raise Unavailable(str(error)) from None
        with (Path(work) / archive).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != pinned:
                raise RuntimeError(f"{archive} is not what was pinned")
            file.seek(0)
            with tarfile.open(fileobj=file) as packed:
                content = packed.extractfile(member)
                assert content is not None
                new = Path(work) / "new"
                with new.open("wb") as out:
                    shutil.copyfileobj(content, out)
        new.rename(kept)
    return kept


def _pinned(package: str) -> tuple[str, str]:
    for line in LOCK.read_text().splitlines():
        pinned, archive = line.split()
        if archive.rpartition("-")[0] == f"nativescript-{package}":
            return pinned, archive
    raise ValueError(package)
