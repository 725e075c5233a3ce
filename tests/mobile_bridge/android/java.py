"""The app's classes on this computer's JVM, compiled once, against stubs of the framework.

A method of the framework that is called here throws RuntimeException("stub"); with `shim` the classes of
android.opengl are real ones, on a GPU in software.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from mobile_bridge.android.apk import compiling

ANDROID = compiling.ANDROID
JUNIT = [Path("/usr/share/java/junit4.jar"), Path("/usr/share/java/hamcrest-core.jar")]
JNA = Path("/usr/share/java/jna.jar")
NEEDED: dict[str | Path, str] = {
    "javac": "default-jdk-headless",
    "aapt": "aapt",
    compiling.FRAMEWORK: "android-framework-res",
    compiling.JSON: "libandroid-json-java",
    compiling.ZXING: "libzxing-core-java",
    JUNIT[0]: "junit4",
    JNA: "libjna-java",
}
"""Programs and files to compile and run the tests, and the Debian packages that have them."""
NEEDED_TO_PACK: dict[str | Path, str] = {
    "proguard": "proguard-cli",
    "advzip": "advancecomp",
    "zipalign": "zipalign",
    "apksigner": "apksigner",
}


def skip_without(needed: Mapping[str | Path, str]) -> None:
    """Skip the test if this computer lacks one of them."""
    missing = [
        package
        for what, package in needed.items()
        if not (what.exists() if isinstance(what, Path) else shutil.which(what))
    ]
    if missing:
        pytest.skip(f"needs Debian's {', '.join(missing)}")


class Java:
    """The compiled classes: `stubs`, `main`, `tests` and `shim` are folders.

    Parameters
    ----------
    cache
        What was compiled before lies there, by the hash of its sources.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        source = ANDROID / "src"
        libraries = [compiling.JSON, compiling.ZXING]
        self.stubs = self._compiled("stubs", [ANDROID / "stubs"], [])
        names = self._made(
            "names",
            [source / "main" / "res", source / "main" / "AndroidManifest.xml", ANDROID / "stubs"],
            compiling.resource_names,
        )
        self.main = self._compiled("main", [source / "main" / "java", names], [self.stubs, *libraries])
        self.shim = self._compiled("shim", [source / "test" / "gles"], [self.stubs, JNA])
        above = [self.shim, self.main, self.stubs, *libraries, *JUNIT, JNA]
        self.tests = self._compiled("tests", [source / "test" / "java"], above)

    def command(
        self, main: str, *arguments: str, shim: bool = False, properties: Mapping[str, str] | None = None
    ) -> list[str]:
        """Return the command that runs a class with a `main` method, from the app or from its tests."""
        path = [
            *([self.shim] if shim else []),
            *(self.tests, self.main, self.stubs, compiling.JSON, compiling.ZXING, *JUNIT, JNA),
        ]
        given = [f"-D{name}={value}" for name, value in (properties or {}).items()]
        return [
            *("java", "-Xmx512m", "-XX:+UseSerialGC", "-ea", *given),
            *("-classpath", ":".join(map(str, path)), main, *arguments),
        ]

    def run(
        self,
        main: str,
        *arguments: str,
        shim: bool = False,
        properties: Mapping[str, str] | None = None,
        seconds: float = 240,
    ) -> str:
        """Run that command to its end, and return what it printed; a failure of the test if it fails."""
        done = subprocess.run(
            self.command(main, *arguments, shim=shim, properties=properties),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=seconds,
            env={**os.environ, "EGL_PLATFORM": "surfaceless"},
        )
        if done.returncode:
            pytest.fail(f"{main} {' '.join(arguments)}\n{done.stdout}", pytrace=False)
        return done.stdout

    def _compiled(self, name: str, sources: list[Path], classpath: list[Path]) -> Path:
        return self._made(name, [*sources, *classpath], lambda out: compiling.javac(out, sources, classpath))

    def _made(self, name: str, inputs: Iterable[Path], make: Callable[[Path], None]) -> Path:
        """Return the folder that `make` fills, from the cache if the inputs are those of then."""
        place = self._cache / f"{name}-{_hash([*inputs, Path(compiling.__file__)])}"
        if not place.is_dir():
            with tempfile.TemporaryDirectory(dir=self._cache) as work:
                make(Path(work) / "out")
                for old in self._cache.glob(f"{name}-*"):
                    shutil.rmtree(old)
                (Path(work) / "out").rename(place)
        return place


def _hash(inputs: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for each in inputs:
        for file in sorted(each.rglob("*")) if each.is_dir() else [each]:
            if file.is_file():
                found.update(f"{file.relative_to(each)}\0".encode())
                found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:16]
