"""The app's screens on this computer: its own views, on a small framework that lays out and draws by Java 2D.

    python -m tests.mobile_bridge.android.screens FOLDER [WHAT THEIR NAMES BEGIN WITH]

draws them, such as sheet-de-412x915-100.png: German, 412 x 915 dp, type of 100 %. Android draws other
letters, and its own menus and sliders.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from mobile_bridge.android.apk import compiling

PROGRAMS = "io.github.lowlightcam.phone.ui"


class Screens:
    """The programs in src/test/screens.

    Parameters
    ----------
    folder
        To be made, for their classes.
    main, stubs
        The app's classes, and the framework's that are not called.
    """

    def __init__(self, folder: Path, main: Path, stubs: Path) -> None:
        classpath = [main, stubs, compiling.JSON, compiling.ZXING]
        compiling.javac(folder, [compiling.ANDROID / "src" / "test" / "screens"], classpath)
        self._path = ":".join(map(str, [folder, *classpath]))

    def run(self, program: str, *arguments: str) -> str:
        """Run a program and return what it said; AssertionError with that if it found faults."""
        resources = str(compiling.SOURCES / "res")
        done = subprocess.run(
            [
                *("java", "-Djava.awt.headless=true", "-classpath", self._path),
                *(f"{PROGRAMS}.{program}", resources, *arguments),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser(description="Draw the app's screens.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("begin", nargs="?", default="")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        screens = Screens(Path(work) / "screens", *compiling.compile_app(Path(work)))
        print(screens.run("Screens", str(given.folder), given.begin))


if __name__ == "__main__":
    main()
