"""Build the app: python3 -m mobile_bridge.android.apk [APK | --assets FOLDER]."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from mobile_bridge.android.apk.compiling import SOURCES, compile_app
from mobile_bridge.android.apk.dexing import dex
from mobile_bridge.android.apk.packing import ROOT, assets, pack
from mobile_bridge.android.apk.signing import sign


def build(out: Path) -> None:
    """Build and sign the app; RuntimeError with a tool's words if one fails."""
    with tempfile.TemporaryDirectory() as work:
        place = Path(work)
        sign(pack(dex(*compile_app(place), place), place), out)


def write_assets(folder: Path) -> None:
    """Write what Gradle does not find among the app's own assets."""
    folder.mkdir(parents=True, exist_ok=True)
    own = {each.name for each in (SOURCES / "assets").iterdir()}
    for name, data in assets().items():
        if name not in own:
            (folder / name).write_bytes(data)


def main() -> int:
    """Build, and say where it is."""
    parser = argparse.ArgumentParser(prog="build", description="Build the phone's app.")
    parser.add_argument("apk", nargs="?", type=Path, default=ROOT / "out" / "lowlight-cam-phone.apk")
    parser.add_argument("--assets", metavar="FOLDER", type=Path, help="only put the page's assets there")
    given = parser.parse_args()
    out: Path = given.apk
    if given.assets:
        write_assets(given.assets)
        return 0
    try:
        build(out)
    except (RuntimeError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{out}: {out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
