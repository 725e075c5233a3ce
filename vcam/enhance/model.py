"""The network behind one method: small RGB picture in, curve map out. The adapter to LiteRT (TFLite).

The models' manifest says which file to take and how its bytes hash; what does not fit is refused before the
first frame.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernels.curves import ROUNDS
from vcam.core.errors import InferenceFailed, ModelCorrupt, ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize

DEFAULT_MODEL = "lowlight"
DEFAULT_KIND = "int8"
STEP_PX = 4  # sides of the small picture are multiples of it
SMALLEST_SIDE_PX = 16
REINSTALL = "Install LowLight Cam again; its model files are damaged or incomplete."


class Encoding(StrEnum):
    """What is done with a picture's values, 0 to 1, before the network sees them."""

    NONE = "none"
    SQRT = "sqrt"  # so that 8 bits are enough for the dark ones


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One model as the manifest has it, read and verified."""

    name: str
    file: str
    content: bytes
    long_side: int
    encoding: Encoding


def read_model(name: str, kind: str, folder: Traversable) -> ModelFile:
    """Find `name` in the folder's manifest and read its file of that kind.

    Raises `ModelMissing` if the manifest, the entry or the file is not there, `ModelCorrupt` if the manifest
    cannot be read or the file is not the one it names, and `ModelMismatch` if it is for another curve.
    """
    try:
        text = (folder / "manifest.toml").read_bytes()
    except OSError as exc:
        raise ModelMissing("the models' manifest is missing", hint=f"{exc}\n{REINSTALL}") from exc
    try:
        manifest = tomllib.loads(text.decode())
        if name not in manifest:
            raise ModelMissing(
                f"there is no model {name!r}", hint=f"The manifest has: {', '.join(manifest) or 'none'}."
            )
        entry = manifest[name]
        kinds = entry["files"]
        if kind not in kinds:
            raise ModelMissing(
                f"there is no {kind!r} file of the model {name}",
                hint=f"The manifest has: {', '.join(kinds) or 'none'}.",
            )
        file, expected = str(kinds[kind]["file"]), str(kinds[kind]["sha256"])
        long_side, iterations = max(entry["input"]["shape"][1:3]), int(entry["curve_iterations"])
        encoding = Encoding(entry["input"]["encoding"])
    except (KeyError, TypeError, ValueError) as exc:  # of TOML and UTF-8 too
        raise ModelCorrupt(f"the models' manifest is damaged: {exc}", hint=REINSTALL) from exc
    if iterations != ROUNDS:
        raise ModelMismatch(
            f"the model {name} is for a curve of {iterations} rounds",
            hint=f"The kernels apply {ROUNDS}.\n{REINSTALL}",
        )
    return ModelFile(name, file, _read_verified(folder / file, expected), long_side, encoding)


def _read_verified(path: Traversable, expected: str) -> bytes:
    """Read a file whose sha256 must be `expected`."""
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise ModelMissing(f"the model file {path.name} is missing", hint=f"{exc}\n{REINSTALL}") from exc
    got = hashlib.sha256(content).hexdigest()
    if got != expected:
        raise ModelCorrupt(
            f"the model file {path.name} is not the one of the manifest",
            hint=f"sha256 expected {expected}\nsha256 got      {got}\n{REINSTALL}",
        )
    return content


def small_size(frame: FrameSize, long_side: int) -> FrameSize:
    """Size of a small copy with about this long side: nearly the same shape, sides of 16, 20, 24, ..."""
    scale = long_side / max(frame)
    width, height = (max(SMALLEST_SIDE_PX, STEP_PX * round(side * scale / STEP_PX)) for side in frame)
    return FrameSize(width, height)


class CurveModel:
    """Estimates the curve map of a small picture. Not for use from two threads at once.

    Parameters
    ----------
    name
        The model's entry in the manifest.
    kind
        Which of its files: ``float32``, ``float16``, ``dynamic-int8`` or ``int8``.
    folder
        Where manifest and files are; the installed ones by default.

    Raises
    ------
    ModelMissing, ModelCorrupt, ModelMismatch
        If the model cannot be used; nothing is left open then.
    """

    def __init__(
        self, name: str = DEFAULT_MODEL, folder: Traversable | None = None, kind: str = DEFAULT_KIND
    ) -> None:
        self._file = read_model(name, kind, folder or importlib.resources.files("models"))
        self._interpreter = _start(self._file)
        self._size: FrameSize | None = None
        self._input, self._output = _only_picture(self._interpreter, name)
        self._codes = _codes_of_bytes(self._input, self._file.encoding)
        self._map_size = FrameSize(1, 1)
        self._scale, self._zero_point = _quantisation(self._output)

    @property
    def runtime(self) -> str:
        """What runs the network, in words for the doctor and the window."""
        return f"TFLite XNNPACK {np.dtype(self._input['dtype']).name}, 1 thread"

    def input_size(self, frame: FrameSize) -> FrameSize:
        """Size of the small copy for frames of this size: nearly the same shape, sides of 16, 20, 24, ..."""
        return small_size(frame, self._file.long_side)

    def configure(self, size: FrameSize) -> FrameSize:
        """Get ready for small pictures of `size`; returns the map's size.

        Raises `ModelMismatch` if the network cannot take it.
        """
        shape = (1, size.height, size.width, 3)
        self._size = None
        try:
            with quiet_runtime():
                self._interpreter.resize_tensor_input(self._input["index"], shape)
                self._interpreter.allocate_tensors()
        except (RuntimeError, ValueError) as exc:
            raise ModelMismatch(
                f"the model {self._file.name} cannot take pictures of {size}", hint=f"{exc}\n{REINSTALL}"
            ) from exc
        source, output = _only_picture(self._interpreter, self._file.name)
        if tuple(source["shape"]) != shape:
            raise ModelMismatch(
                f"the model {self._file.name} cannot take pictures of {size}",
                hint=f"it stays at {tuple(source['shape'])}\n{REINSTALL}",
            )
        _, height, width, _ = output["shape"]
        self._size, self._map_size = size, FrameSize(int(width), int(height))
        return self._map_size

    def predict(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> None:
        """Fill `out` with the curve map r in -1..1 of `small`.

        `small` is (H, W, 3) of the configured size, R, G, B; `out` is (h, w) of the map's, with any strides.
        Nothing is allocated.
        Raises `InferenceFailed` if the runtime gives up, and ValueError for arrays of another shape.
        """
        if self._size is None:
            raise ValueError("configure() comes before predict()")
        expected = (self._size.height, self._size.width, 3), self._map_size[::-1]
        if (small.shape, out.shape) != expected:
            raise ValueError(f"the model is configured for {expected}, got {small.shape} and {out.shape}")
        # the runtime refuses to run while a view of its memory is held, so none is kept
        np.take(self._codes, small, out=self._view(self._input), mode="clip")
        try:
            self._interpreter.invoke()
        except RuntimeError as exc:
            raise InferenceFailed("the network stopped with an error", hint=str(exc)) from exc
        np.subtract(self._view(self._output)[..., 0], self._zero_point, out=out, dtype=np.float32)
        np.multiply(out, self._scale, out=out)

    def _view(self, tensor: dict[str, Any]) -> NDArray[Any]:
        """Return the tensor's own memory as (h, w, c)."""
        view: NDArray[Any] = self._interpreter.tensor(tensor["index"])()[0]
        return view


def _start(file: ModelFile) -> Any:
    """Load the model into an interpreter on one thread.

    One thread, because a call runs beside us: with two the network took longer as soon as the other core had
    work of its own.
    """
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415  # heavy, and only needed here

    try:
        with quiet_runtime():
            interpreter = Interpreter(model_content=file.content, num_threads=1)
            interpreter.allocate_tensors()
    except (RuntimeError, ValueError) as exc:
        raise ModelCorrupt(
            f"the model {file.name} cannot be loaded by the runtime", hint=f"{exc}\n{REINSTALL}"
        ) from exc
    return interpreter


def _only_picture(interpreter: Any, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the details of the one input, (1, H, W, 3), and the one output, (1, h, w, 1)."""
    inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()
    shapes = [tuple(tensor["shape"]) for tensor in (*inputs, *outputs)]
    kinds = {np.dtype(tensor["dtype"]) for tensor in (*inputs, *outputs)}
    channels = [shape[3] if len(shape) == 4 and shape[0] == 1 else 0 for shape in shapes]
    if len(inputs) != 1 or channels != [3, 1] or not kinds <= {np.dtype(np.float32), np.dtype(np.int8)}:
        raise ModelMismatch(
            f"the model {name} is not a picture-to-map network",
            hint=f"expected one input (1, H, W, 3) and one output (1, h, w, 1), float32 or int8\n"
            f"got {shapes} of {', '.join(sorted(str(kind) for kind in kinds))}\n{REINSTALL}",
        )
    return inputs[0], outputs[0]


def _quantisation(tensor: dict[str, Any]) -> tuple[np.float32, np.float32]:
    """Scale and zero point: value = scale * (code - zero point); 1 and 0 for a float tensor."""
    if np.dtype(tensor["dtype"]) == np.float32:
        return np.float32(1), np.float32(0)
    scale, zero_point = tensor["quantization"]
    return np.float32(scale), np.float32(zero_point)


def codes_of_bytes(encoding: Encoding) -> NDArray[np.float32]:
    """Return what each byte 0-255 is for a network of floats: 0..1."""
    values = np.arange(256, dtype=np.float32) / np.float32(255)
    return np.sqrt(values) if encoding is Encoding.SQRT else values


def _codes_of_bytes(tensor: dict[str, Any], encoding: Encoding) -> NDArray[Any]:
    """Return what each byte 0-255 is for this network: 0..1, or the int8 code of that."""
    values = codes_of_bytes(encoding)
    if np.dtype(tensor["dtype"]) == np.float32:
        return values
    scale, zero_point = _quantisation(tensor)
    return np.asarray(np.clip(np.rint(values / scale) + zero_point, -128, 127), np.int8)


@contextmanager
def quiet_runtime() -> Iterator[None]:
    """Keep the runtime's INFO lines from stderr; whatever else it writes there still comes through.

    The runtime writes to the file descriptor, past `sys.stderr`, and has no setting against it.
    """
    try:
        kept = os.dup(2)
    except OSError:  # there is no stderr, as in a program without a console
        yield
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    with tempfile.TemporaryFile() as written:
        os.dup2(written.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            written.seek(0)
            others = b"".join(line for line in written if not line.startswith(b"INFO:"))
            with suppress(OSError):
                os.write(2, others)
