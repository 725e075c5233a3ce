"""From .class to classes.dex: the app's classes, and what they need of ZXing's."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

from mobile_bridge.android.apk import npm
from mobile_bridge.android.apk.compiling import ANDROID, JSON, SOURCES, ZXING, call

PACKAGE = "io.github.lowlightcam.phone"
_RELEASE = "8"  # ZXing is compiled for that; Android has had those classes since minSdk
_DEXER_READS = 51  # the version of Java 7's class files; ProGuard reads up to Java 13's
_VERSION = slice(6, 8)


def dex(classes: Path, stubs: Path, work: Path) -> Path:
    """Translate the class files below `classes` and what they need of ZXing; return classes.dex."""
    out = work / "classes.dex"
    call(
        *("java", "-Xmx512m", "-cp", npm.fetched("android", npm.DEXER), "com.android.dx.command.Main"),
        *("--dex", "--no-locals", "--positions=none", f"--output={out}", shrink(classes, stubs, work)),
    )
    return out


def shrink(classes: Path, stubs: Path, work: Path, *rules: str) -> Path:
    """Leave out what nothing needs; return a jar of what is left, for Java 7.

    Parameters
    ----------
    rules
        ProGuard's, beside those of shrink.pro.
    """
    out, java = work / "shrunk.jar", work / "java.jar"
    java_library(java)
    call(
        *("proguard", f"@{ANDROID / 'shrink.pro'}", *rules),
        *(f"-keep class {name}" for name in components()),
        *("-injars", classes, "-injars", f"{ZXING}(com/google/zxing/**.class)", "-outjars", out),
        *("-libraryjars", java, "-libraryjars", stubs, "-libraryjars", JSON),
    )
    return out


def components() -> list[str]:
    """Return the classes that Android starts by their names in the manifest."""
    manifest = (SOURCES / "AndroidManifest.xml").read_text()
    names = re.findall(
        r'<(?:activity|service|receiver|provider|application)\b[^>]*?android:name="([^"]+)"', manifest
    )
    return [f"{PACKAGE}{name}" if name.startswith(".") else name for name in names]


def java_library(out: Path) -> None:
    """Write Java's own classes as javac --release has them, for ProGuard to read."""
    javac = shutil.which("javac")
    if not javac:
        raise FileNotFoundError("javac is missing")
    symbols = Path(javac).resolve().parents[1] / "lib" / "ct.sym"
    with zipfile.ZipFile(symbols) as known, zipfile.ZipFile(out, "w") as jar:
        for name in known.namelist():
            releases, module, *parts = name.split("/")
            if name.endswith(".sig") and _RELEASE in releases and module == "java.base":
                data = bytearray(known.read(name))
                data[_VERSION] = _DEXER_READS.to_bytes(2)
                jar.writestr("/".join(parts).removesuffix(".sig") + ".class", bytes(data))
