"""That the hot loops become vector code, told from the instructions: scalar ones take many times as long."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import llvmlite.binding
import pytest

from kernels import curves

AVX2 = "+sse,+sse2,+sse3,+ssse3,+sse4.1,+sse4.2,+popcnt,+avx,+avx2,+fma,+f16c,+bmi,+bmi2,+lzcnt,+movbe"

# compiles the pass, which runs nothing of it: this machine need not have what it is compiled for
SCRIPT = """
from kernels import fused
fused.strip_pass.compile()
print("\\n".join(fused.strip_pass._dispatcher.inspect_asm().values()))
"""


class Assembly:
    """The compiled pass, and the registers that it should use."""

    def __init__(self, text: str, register: str) -> None:
        self.register = register
        # a label ends a block: what is between two is run in one piece
        self.blocks = re.split(r"^\S+:", text, flags=re.MULTILINE)

    def count(self, instruction: str, register: str = "", block: str | None = None) -> int:
        """Count the instructions that a pattern names, of those that use a kind of register."""
        pattern = rf"^\s+{instruction}\s.*{register}"
        return len(re.findall(pattern, block or "\n".join(self.blocks), re.MULTILINE))


@pytest.fixture(scope="module", params=["AVX2", "AVX-512"])
def assembly(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    if platform.machine().lower() not in ("x86_64", "amd64"):
        pytest.skip(f"the names are those of x86 instructions, not of {platform.machine()}")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    environment["NUMBA_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    if request.param == "AVX2":
        environment |= {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": AVX2}
    elif not llvmlite.binding.get_host_cpu_features().get("avx512vbmi2"):
        pytest.skip("this processor has no AVX-512 that is used, see kernels._jit")
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        cwd=Path(curves.__file__).parent.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    return Assembly(result.stdout, "ymm" if request.param == "AVX2" else "zmm")


FMA = r"vfn?m(?:add|sub)\d+"
DIVISION = "v(?:div|rcp14)ps"


CURVE_FMAS = 3
"""Of a colour: one above the line, two below it."""


def test_the_curve_is_vector_code(assembly: Assembly) -> None:
    """To luma, three colours of two pixels are in one loop, each with a division; to B, G, R, one is."""
    loops = [
        (
            assembly.count(FMA + "ps", assembly.register, block),
            assembly.count(DIVISION, assembly.register, block),
        )
        for block in assembly.blocks
    ]
    assert any(fmas >= 6 * CURVE_FMAS and divisions >= 6 for fmas, divisions in loops)
    assert sum(fmas >= CURVE_FMAS and divisions >= 1 for fmas, divisions in loops) >= 2


def test_noise_reduction_is_vector_code(assembly: Assembly) -> None:
    """Told by what only its loops do: divide by sigma and by the gain, and clip weights at 0."""
    # besides the curve's own: six of a loop to luma, one of a loop to B, G, R, three of its shape
    assert assembly.count(DIVISION, assembly.register) >= 10 + 3
    pulls = [assembly.count("vmaxps", assembly.register, block) for block in assembly.blocks]
    # five in a row: two pixels of a quad in one loop, along the row and along the column; of the eight
    # neighbours two are each other
    assert sum(each >= 7 for each in pulls) >= 2


def test_no_loop_that_matters_is_scalar(assembly: Assembly) -> None:
    """The rest of a vector loop does what the loop does, once; a scalar loop has nothing beside it."""
    curve_in_vectors = sum(assembly.count(DIVISION, assembly.register, block) for block in assembly.blocks)
    curve_in_scalars = sum(assembly.count("vdivss", "", block) for block in assembly.blocks)
    assert curve_in_vectors >= 10
    assert curve_in_scalars <= 3 * curve_in_vectors
    # what `denoise._move` does would show as a block of many scalar ones
    follows = [assembly.count("vsubps", assembly.register, block) for block in assembly.blocks]
    assert sum(each >= 3 for each in follows) >= 4


def test_codes_are_read_and_written_as_vectors(assembly: Assembly) -> None:
    assert assembly.count("vcvtu?dq2ps", assembly.register) >= 16
    assert assembly.count("vcvttps2u?dq", assembly.register) >= 8


def test_most_of_the_arithmetic_is_vector_code(assembly: Assembly) -> None:
    """What is scalar is the rest of a loop that no vector is filled by, and that once for each loop."""
    packed, scalar = (assembly.count(f"(?:{FMA}|vmul|vadd|vsub){kind}") for kind in ("ps", "ss"))
    assert packed > 0.7 * scalar


def test_no_double_precision_creeps_in(assembly: Assembly) -> None:
    """uint16 times float32 is float64 to numba: a cast that is forgotten halves the width of the loop."""
    assert assembly.count("vcvtss2sd") == 0
    assert assembly.count("vcvt(?:ps2pd|pd2ps|u?dq2pd|ttpd2u?dq)") == 0
    assert assembly.count(f"(?:{FMA}|vmul|vadd|vsub|vdiv)pd") == 0
