"""LiteRT.js in the page's folder, as `make` puts it there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "mobile_bridge" / "web" / "vendor" / "litert"


def fetch(folder: Path = VENDOR) -> subprocess.CompletedProcess[str]:
    """Run what `make` runs; nothing is done where it is there already."""
    script = ROOT / "packaging" / "fetch-litert"
    return subprocess.run([script, folder], capture_output=True, text=True, check=False, timeout=200)


@pytest.fixture(scope="session")
def litert() -> Path:
    """The folder with LiteRT.js in it."""
    done = fetch()
    if done.returncode == 0 and not VENDOR.is_dir() and shutil.which("npm") is None:
        pytest.skip("needs npm, which fetches LiteRT.js")
    assert done.returncode == 0, done.stderr
    assert VENDOR.is_dir(), done.stderr
    return VENDOR
