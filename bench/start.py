"""How long it takes from the program's start to the first frame, as captured and enhanced.

``python -m bench.start [--runs N] [--json FILE]``: each run is a process of its own, from the synthetic
camera into nothing; first with an empty folder for compiled kernels, then with what that run left there.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.result import tell

LIMIT_S = 120.0


def one_start(cache: str) -> dict[str, float]:
    """Run the program once, with its kernels in `cache`; seconds from its start."""
    began_s = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "bench.start", "--child"],
        env={**os.environ, "NUMBA_CACHE_DIR": cache},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    return {name: round(at_s - began_s, 3) for name, at_s in json.loads(done.stdout).items()}


def child() -> dict[str, float]:
    """Run the engine until frames are enhanced; the times of day of the first of each kind."""
    from vcam.system import environment  # noqa: PLC0415

    environment.prepare()
    from vcam.assemble import SYNTHETIC, make_engine  # noqa: PLC0415
    from vcam.enhance.look import EnhanceMode  # noqa: PLC0415
    from vcam.settings import Settings  # noqa: PLC0415
    from vcam.sinks.nowhere import Nowhere  # noqa: PLC0415

    found = {"imported": time.time()}
    settings = Settings(camera=SYNTHETIC, on_demand=False, mode=EnhanceMode.ON)
    engine = make_engine(settings, Nowhere())
    engine.start()
    try:
        while "enhanced" not in found and time.time() - found["imported"] < LIMIT_S:
            now = engine.snapshot()
            if now.sent:
                found.setdefault("first frame", time.time())
            if now.amount > 0 and now.sent:
                found["enhanced"] = time.time()
            time.sleep(0.002)
    finally:
        engine.stop()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="starts with compiled kernels [5]")
    parser.add_argument("--json", type=Path, help="file to write")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        sys.stdout.write(json.dumps(child()))
        return
    with tempfile.TemporaryDirectory() as cache:
        first = one_start(cache)
        later = [one_start(cache) for _ in range(chosen.runs)]
    result = {
        "first start, s": first,
        "later starts, median s": {
            name: statistics.median(each[name] for each in later) for name in later[0]
        },
        "later starts": later,
    }
    tell(result, chosen.json)


if __name__ == "__main__":
    main()
