"""From .class to classes.dex: the app's classes, and those of ZXing that they need."""

from __future__ import annotations

import zipfile
from pathlib import Path

from mobile_bridge.android.apk import classfile, npm
from mobile_bridge.android.apk.compiling import ZXING, call

MIN_SDK = 24
_VERSION = slice(6, 8)  # of a class file: its major version


def dex(classes: Path, work: Path) -> Path:
    """Translate the class files below `classes` and what they need of ZXing; return classes.dex."""
    out = work / "classes.dex"
    needed = work / "zxing"
    own = [classfile.read(each.read_bytes()) for each in sorted(classes.rglob("*.class"))]
    unpack_needed(set[str]().union(*(each.classes for each in own)), ZXING, needed)
    jar = npm.fetched("android", npm.DEXER)
    call(
        *("java", "-Xmx512m", "-cp", jar, "com.android.dx.command.Main", "--dex"),
        *(f"--min-sdk-version={MIN_SDK}", f"--output={out}", classes, needed),
    )
    return out


def unpack_needed(named: set[str], library: Path, out: Path) -> None:
    """Unpack those classes of a jar that are named, and those that these name, lowered to Java 7."""
    out.mkdir()
    with zipfile.ZipFile(library) as jar:
        there = {name.removesuffix(".class") for name in jar.namelist() if name.endswith(".class")}
        found: set[str] = set()
        while wanted := (named & there) - found:
            for name in sorted(wanted):
                data = jar.read(f"{name}.class")
                read = classfile.read(data)
                if read.dynamic:
                    raise RuntimeError(f"{name} cannot be lowered to Java 7")
                lowered = bytearray(data)
                lowered[_VERSION] = min(read.version, classfile.JAVA_7).to_bytes(2)
                target = out / f"{name}.class"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(lowered)
                named = named | read.classes
            found |= wanted
