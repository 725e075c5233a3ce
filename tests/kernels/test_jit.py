from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import kernels
from kernels import _jit, change, convert, curves, fused, measure, resize, temporal, warm

PACKAGE = Path(kernels.__file__).parent

# compiles the smallest kernel and says how often it came out of the disk cache
SCRIPT = """
import numpy as np
from kernels import measure
histogram = np.zeros(256, np.int64)
measure.luma_histogram(np.full((2, 3, 3), 9, np.uint8), histogram)
assert histogram[9] == 6
print(sum(measure.count_luma._dispatcher.stats.cache_hits.values()))
"""


def cache_hits(package: Path, cache: Path | None) -> int:
    """Run `SCRIPT`; how often the kernel came out of the disk cache."""
    return int(said_by(SCRIPT, package, cache))


def said_by(script: str, package: Path, cache: Path | None) -> str:
    """Run a script in a process of its own with the copy of the package that is in `package`."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    environment |= {"PYTHONPATH": str(package), "NUMBA_CACHE_DIR": str(cache)}
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=environment,
        cwd=package,
        check=True,
        capture_output=True,
        text=True,
    )
    assert not result.stderr
    return result.stdout


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "app" / "kernels", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "app"


def test_the_second_process_finds_the_first_ones_work(package: Path, tmp_path: Path) -> None:
    assert cache_hits(package, tmp_path / "cache") == 0
    assert cache_hits(package, tmp_path / "cache") == 1


def test_what_is_on_the_disk_loads_no_compiler(package: Path, tmp_path: Path) -> None:
    script = (
        SCRIPT
        + """
import sys
print("numba.np.linalg" in sys.modules)
"""
    )
    assert said_by(script, package, tmp_path / "cache").split() == ["0", "True"]
    assert said_by(script, package, tmp_path / "cache").split() == ["1", "False"]


def test_a_change_in_any_file_compiles_anew(package: Path, tmp_path: Path) -> None:
    cache_hits(package, tmp_path / "cache")
    with (package / "kernels" / "lines.py").open("a") as file:
        file.write("# changed\n")
    assert cache_hits(package, tmp_path / "cache") == 0


def test_a_damaged_cache_is_put_right(package: Path, tmp_path: Path) -> None:
    cache_hits(package, tmp_path / "cache")
    damaged = [file for file in (tmp_path / "cache").rglob("*") if file.suffix in (".nbi", ".nbc")]
    assert len(damaged) == 2
    for file in damaged:
        file.write_bytes(b"rubbish")
    assert cache_hits(package, tmp_path / "cache") == 0
    assert cache_hits(package, tmp_path / "cache") == 1


def test_without_a_place_to_write_to(package: Path, tmp_path: Path) -> None:
    """A cache folder that cannot be made: root may write to any folder, but not below a file."""
    file = tmp_path / "file"
    file.touch()
    assert cache_hits(package, file / "cache") == 0


def test_warm_up_reports_each_kernel() -> None:
    reports: list[tuple[int, int, str]] = []
    warm.warm_up(lambda done, total, name: reports.append((done, total, name)))
    total = len(warm.KERNELS)
    assert reports == [(done, total, each.name) for done, each in enumerate(warm.KERNELS)] + [
        (total, total, "")
    ]
    warm.warm_up()


def test_warm_up_knows_every_kernel() -> None:
    modules = (change, convert, curves, fused, measure, resize, temporal)
    found = {value for module in modules for value in vars(module).values() if isinstance(value, _jit.Kernel)}
    assert found == set(warm.KERNELS)
    decorated = sum(file.read_text().count("\n@kernel(") for file in PACKAGE.glob("*.py"))
    assert decorated == len(warm.KERNELS)


def test_import_compiles_nothing_and_a_call_compiles_once() -> None:
    @_jit.kernel("i8(i8)")
    def double(value: int) -> int:
        return 2 * value

    assert not double._dispatcher.signatures
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(double(21))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [42] * 4
    assert len(double._dispatcher.signatures) == 1
    with pytest.raises(TypeError):
        double("21")


def test_the_kernels_let_other_threads_run() -> None:
    assert _jit._FLAGS["nogil"]
