"""From .java to .class, for the app and for its tests."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

ANDROID = Path(__file__).resolve().parents[1]
SOURCES = ANDROID / "src" / "main"
STUBS = ANDROID / "stubs"
FRAMEWORK = Path("/usr/share/android-framework-res/framework-res.apk")
"""The resources of Android 10; what came later is in stubs/res."""
JSON = Path("/usr/share/java/com.android.json.jar")
"""org.json as Android has it: part of the framework, so compiled against and not packed."""
ZXING = Path("/usr/share/java/core.jar")


def call(*command: str | Path) -> str:
    """Run a program and return what it said; RuntimeError with that if it fails."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed:\n{done.stdout}")
    return done.stdout


def javac(out: Path, sources: Iterable[Path], classpath: Sequence[Path]) -> None:
    """Compile every .java file below the folders `sources`.

    As Java 7, the last that the dexer reads; as Java 8 where javac knows only that. It is lowered later.
    """
    files = sorted(each for folder in sources for each in folder.rglob("*.java"))
    out.mkdir(parents=True)
    if not files:
        return
    with tempfile.NamedTemporaryFile("w", suffix=".files") as listed:
        listed.writelines(f'"{each}"\n' for each in files)
        listed.flush()
        call(
            *("javac", "--release", release(), "-encoding", "UTF-8", "-proc:none", "-implicit:none"),
            *("-Xlint:all,-options,-serial", "-Werror", "-g:source,lines"),
            *("-classpath", ":".join(map(str, classpath)), "-d", out, f"@{listed.name}"),
        )


def release() -> str:
    """Return the oldest Java that javac still compiles for, of those that will do."""
    newest = re.search(r"javac (\d+)", call("javac", "-version"))
    assert newest is not None
    return "7" if int(newest[1]) < 20 else "8"


def resource_names(out: Path) -> None:
    """Write R.java, the numbers of the resources, into the folder `out`."""
    out.mkdir(parents=True)
    aapt(out, "-m", "-J", out)


def aapt(work: Path, *options: str | Path) -> None:
    """Run aapt on the app's manifest and resources; what is made on the way lies in `work`."""
    later = work / "framework.apk"
    call(
        *("aapt", "package", "-x", "-f", "-F", later),
        *("-M", STUBS / "AndroidManifest.xml", "-S", STUBS / "res"),
    )
    call(
        *("aapt", "package", "-I", later, "-I", FRAMEWORK),
        *("-M", SOURCES / "AndroidManifest.xml", "-S", SOURCES / "res", *options),
    )


def compile_app(work: Path) -> tuple[Path, Path]:
    """Compile the app below the folder `work`; return the folders of its classes and of the stubs."""
    stubs, names, classes = work / "stubs", work / "names", work / "classes"
    javac(stubs, [STUBS], [])
    resource_names(names)
    javac(classes, [SOURCES / "java", names], [stubs, JSON, ZXING])
    return classes, stubs
