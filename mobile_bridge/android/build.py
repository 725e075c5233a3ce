#!/usr/bin/env python3
"""Builds the phone's app without Gradle or the Android SDK: with Debian's tools, and a dexer from npm."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "src" / "main"
FRAMEWORK = Path("/usr/share/android-framework-res/framework-res.apk")
JSON = Path("/usr/share/java/com.android.json.jar")
"""org.json as Android has it: part of the framework, so compiled against and not packed."""
ZXING = Path("/usr/share/java/core.jar")


def call(*command: str | Path) -> None:
    """Run a program; RuntimeError with what it said if it fails."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed:\n{done.stdout}")


def javac(out: Path, sources: Iterable[Path], classpath: Sequence[Path]) -> None:
    """Compile every .java file below the folders `sources`: to Java 7, the last that the dexer reads."""
    files = sorted(each for folder in sources for each in folder.rglob("*.java"))
    out.mkdir(parents=True)
    if not files:
        return
    with tempfile.NamedTemporaryFile("w", suffix=".files") as listed:
        listed.writelines(f'"{each}"\n' for each in files)
        listed.flush()
        call(
            *("javac", "--release", "7", "-Xlint:all,-options,-serial", "-Werror", "-encoding", "UTF-8"),
            *("-proc:none", "-g:source,lines", "-implicit:none"),
            *("-classpath", ":".join(map(str, classpath)), "-d", out, f"@{listed.name}"),
        )


def resource_names(out: Path) -> None:
    """Write R.java, the numbers of the resources, into the folder `out`."""
    out.mkdir(parents=True)
    if (SOURCES / "res").is_dir():
        call(
            *("aapt", "package", "-m", "-J", out, "-M", SOURCES / "AndroidManifest.xml"),
            *("-S", SOURCES / "res", "-I", FRAMEWORK),
        )
