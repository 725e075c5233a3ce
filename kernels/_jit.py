"""How kernels are compiled: explicit signatures, no GIL, a disk cache, and not before they are needed.

Importing a module of kernels compiles nothing. `kernels.warm.warm_up` compiles all of them and tells how far
it is; a kernel that is called before that compiles itself first. Either way the signature is fixed, so
nothing is compiled a second time in mid-stream because an argument had another type.
"""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite.binding
import numba
from numba.core.caching import FunctionCache
from numba.core.runtime import rtsys

# no `nnan`: clipping relies on comparisons with NaN being false, see lines.transform
_FLAGS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "fastmath": {"contract", "reassoc", "nsz", "arcp"},
}


def _use_wide_vectors() -> None:
    """Let LLVM use all 512 bits where that is a gain.

    It keeps to 256 on Intel's processors, since the first ones with AVX-512 slowed down under it. From Ice
    Lake on (told by VBMI2) they do not: the hot path takes .9 of the time. `NUMBA_CPU_FEATURES` has
    precedence.
    """
    features = llvmlite.binding.get_host_cpu_features()
    if numba.config.CPU_FEATURES is None and features.get("avx512vbmi2"):
        numba.config.CPU_FEATURES = features.flatten() + ",-prefer-256-bit"


_use_wide_vectors()


class Kernel:
    """A function that is compiled for one signature, on `compile` or on the first call.

    Parameters
    ----------
    function
        The loop, in the part of Python that numba compiles.
    signature
        Argument types in numba's notation.
    """

    def __init__(self, function: Callable[..., Any], signature: str) -> None:
        functools.update_wrapper(self, function)
        self.name = function.__name__
        self._dispatcher = numba.njit(**_FLAGS)(function)
        self._signature = signature
        self._lock = threading.Lock()
        self._call: Callable[..., Any] = self._compile_and_call

    def __call__(self, *args: Any) -> Any:
        """Run the compiled function; types are not checked beyond the signature."""
        return self._call(*args)

    def compile(self) -> None:
        """Compile, or load from the disk cache; safe from several threads."""
        with self._lock:
            if self._call is not self._dispatcher:
                self._attach_cache()
                self._dispatcher.compile(self._signature)
                self._dispatcher.disable_compile()
                self._call = self._dispatcher

    def _compile_and_call(self, *args: Any) -> Any:
        self.compile()
        return self._call(*args)

    def _attach_cache(self) -> None:
        try:
            self._dispatcher._cache = _Cache(self._dispatcher.py_func)
        except RuntimeError:
            # numba has no place to write to: works all the same, but compiles in every process
            return


class _Cache(FunctionCache):  # type: ignore[misc]
    """numba's disk cache, less strict about failure and more strict about age.

    A damaged or unwritable cache costs the seconds of a compilation, never the camera. And numba looks only
    at the file of the compiled function, but kernels take in functions of other files: the key has them all.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        # numba's own first loads all that it can compile, for a tenth of a second; what it compiled once has
        # use for nothing of that but the allocator, and a compilation loads the rest itself
        try:
            rtsys.initialize(target_context)
            return self._load_overload(sig, target_context)
        except Exception:  # unpickling rubbish raises anything
            self._discard()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        try:
            super().save_overload(sig, data)
        except OSError:
            return

    def _discard(self) -> None:
        try:
            self.flush()
        except OSError:
            return

    def _index_key(self, sig: Any, codegen: Any) -> tuple[Any, ...]:
        return (*super()._index_key(sig, codegen), source_hash())


@functools.cache
def source_hash() -> str:
    """SHA-256 over the source files of this package."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def kernel(signature: str) -> Callable[[Callable[..., Any]], Kernel]:
    """Decorate a function that Python calls; see `Kernel`."""
    return functools.partial(Kernel, signature=signature)


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a function that only kernels call; it is compiled as a part of them."""
    compiled: Callable[..., Any] = numba.njit(**_FLAGS, no_cpython_wrapper=True, no_cfunc_wrapper=True)(
        function
    )
    return compiled
