"""What is installed: the program and the phone's page, but not the app's sources."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_what_the_wheel_holds(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert {"vcam/cli.py", "mobile_bridge/bridge.py", "mobile_bridge/web/index.html"} <= set(names)
    assert [name for name in names if name.startswith("mobile_bridge/android/")] == []
