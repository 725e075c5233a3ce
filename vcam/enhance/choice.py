"""What runs the network while frames run: the processor at once, the GPU once it is known to be better."""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from vcam.core.errors import ModelError, ModelMismatch
from vcam.core.formats import FrameSize
from vcam.enhance.gpu import GpuModel
from vcam.enhance.model import CurveModel
from vcam.enhance.search import Search

log = logging.getLogger(__name__)

QUIET_MAPS = 60  # so many first, that the search does not make the first frames late
LOOK_EVERY = 8  # maps; then it is seen how search or GPU are getting on


class Step(enum.Enum):
    """How far the choice has come."""

    NONE = enum.auto()  # the first frames are not disturbed
    SEARCH = enum.auto()
    COMPILE = enum.auto()  # the GPU's process gets ready
    DONE = enum.auto()


class ChosenModel:
    """Estimates curve maps as `CurveModel` does: on the processor, until the GPU is ready and better.

    Nothing here waits for the GPU: while it is searched for, started, or compiles for another size, the
    processor has the maps, and what fails there, in the middle of a stream too, costs no frame its map.

    Parameters
    ----------
    cpu
        The network on the processor.
    search
        Tells what the GPU can do.
    forced
        Take the GPU whenever it answers right, faster or not.
    make_gpu
        Starts the network on the GPU; may raise a `ModelError`.
    """

    def __init__(
        self,
        cpu: CurveModel,
        search: Search,
        *,
        forced: bool = False,
        make_gpu: Callable[[], GpuModel] = GpuModel,
    ) -> None:
        self._cpu = cpu
        self._search = search
        self._forced = forced
        self._make_gpu = make_gpu
        self._size = self._map_size = FrameSize(0, 0)
        self._until_look = QUIET_MAPS
        self._step = Step.NONE
        self._gpu: GpuModel | None = None
        self._why = ""
        self.notes: tuple[str, ...] = ()
        if search.found is not None and not forced:
            self._stay(search.found.why_not)

    @property
    def runtime(self) -> str:
        """What runs the network and why, in words."""
        found = self._search.found
        if self._gpu is not None and self._step is Step.DONE:
            assert found is not None
            return f"{self._gpu.runtime}: {found.gpu_ms:.2f} ms, the processor takes {found.cpu_ms:.2f} ms"
        if not self._why:
            return self._cpu.runtime
        took = f": {found.cpu_ms:.2f} ms" if found is not None and found.cpu_ms else ""
        return f"{self._cpu.runtime}{took}; {self._why}"

    def input_size(self, frame: FrameSize) -> FrameSize:
        """Size of the small copy for frames of this size, as `CurveModel` has it."""
        return self._cpu.input_size(frame)

    def configure(self, size: FrameSize) -> FrameSize:
        """Get ready for small pictures of `size`; returns the map's size. The GPU gets ready meanwhile."""
        self._map_size = self._cpu.configure(size)
        self._size = size
        if self._gpu is not None:
            self._compile(self._gpu)
        return self._map_size

    def predict(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> None:
        """Fill `out` with the curve map of `small`, as `CurveModel` does; allocates nothing."""
        if self._step is not Step.DONE:
            self._until_look -= 1
            if self._until_look <= 0:
                self._until_look = LOOK_EVERY
                self._advance()
        if not self._predict_on_gpu(small, out):
            self._cpu.predict(small, out)

    def _predict_on_gpu(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> bool:
        if self._gpu is None or self._step is not Step.DONE:
            return False
        try:
            self._gpu.predict(small, out)
        except ModelError as exc:
            self._give_up(exc)
            return False
        return True

    def _advance(self) -> None:
        """Take the next step, if it is time for it; waits for nothing."""
        try:
            match self._step:
                case Step.NONE:
                    self._begin()
                case Step.SEARCH:
                    self._decide()
                case Step.COMPILE:
                    self._take_gpu()
        except ModelError as exc:
            self._give_up(exc)

    def _begin(self) -> None:
        found = self._search.found
        # an error of old says nothing to who insists
        if found is None or (self._forced and found.error):
            self._search.start()
        self._step = Step.SEARCH

    def _decide(self) -> None:
        found = self._search.poll()
        if found is None:
            return
        if not found.why_not or (self._forced and not found.error):
            self._gpu = self._make_gpu()
            self._compile(self._gpu)
            return
        self._stay(found.why_not)
        if self._forced:
            self._note(f"the network does not run on the GPU: {found.why_not}")
        log.info("%s", self.runtime)

    def _stay(self, why_not: str) -> None:
        """Stay on the processor, unless there is no reason to."""
        if why_not:
            self._step, self._why = Step.DONE, why_not

    def _compile(self, gpu: GpuModel) -> None:
        self._step = Step.COMPILE
        try:
            gpu.prepare(self._size)
        except ModelError as exc:
            self._give_up(exc)

    def _take_gpu(self) -> None:
        if self._gpu is None or not self._gpu.ready():
            return
        if self._gpu.map_size != self._map_size:
            raise ModelMismatch("the GPU's map has another size", hint=f"{self._gpu.map_size}")
        self._step = Step.DONE
        log.info("%s", self.runtime)

    def _give_up(self, exc: ModelError) -> None:
        if self._gpu is not None:
            self._gpu.close()
        self._gpu, self._step = None, Step.DONE
        self._why = f"the GPU failed: {exc.hint.partition(chr(10))[0] or exc.title}"
        self._note(f"the network runs on the processor: {self._why}")

    def _note(self, words: str) -> None:
        log.warning("%s", words)
        self.notes = (*self.notes, words)
