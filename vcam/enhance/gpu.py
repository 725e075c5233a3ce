"""The network on the GPU, in a process of its own: how it is started, asked, and given up."""

from __future__ import annotations

import importlib.resources
import re
import socket
import subprocess
import sys
import tempfile
import weakref
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import IO

import numpy as np
from numpy.typing import NDArray

from vcam.core.errors import InferenceFailed, ModelMismatch
from vcam.core.formats import FrameSize
from vcam.enhance.gpu_process import ANSWER, COMPILE_LIMIT_S, LENGTH, REQUEST, RUN, fill
from vcam.enhance.model import DEFAULT_MODEL, codes_of_bytes, read_model, small_size

KIND = "float32"  # weights go up once, so half of them is no gain; a GPU rounds to half floats by itself
PREDICT_LIMIT_S = 0.5  # a picture that stands still for longer is seen
LAST_WORDS_S = 0.1  # from a process's breaking off to its end
BUFFER_BYTES = 1 << 18  # the network fits: handing it over does not wait for a process that still starts
PROGRAM = "-m", "vcam.enhance.gpu_process"
CHATTER = re.compile(r"INFO:|[IW]\d{4} |WARNING: |└")


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the GPU's process says once it is ready: `shape` of the output is (h, w, c)."""

    input_type: str
    output_type: str
    shape: tuple[int, int, int]
    fully_accelerated: bool


class GpuProcess:
    """A network, from its file's bytes, in the process that has the GPU. Not for two threads at once.

    All methods raise `InferenceFailed` with that process's last words when it is gone or does not answer in
    time; it is ended then. Without `close` it ends with this object.
    """

    def __init__(self, content: bytes) -> None:
        self._socket, theirs = socket.socketpair()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
            theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)  # macOS counts there
            self._process = _spawn(theirs, self._said)
        except OSError as exc:
            self._socket.close()
            self._said.close()
            raise InferenceFailed("the GPU's process cannot be started", hint=str(exc)) from exc
        finally:
            theirs.close()
        self.close = weakref.finalize(self, _end, self._process, self._socket, self._said)
        self._pending = 0
        self._send(LENGTH.pack(len(content)), content)

    @property
    def adapter(self) -> tuple[str, bool]:
        """Name of the GPU and whether it is one in software; known when the first `compiled` has answered."""
        found = re.search(r"Selected adapter: ([^,\n]+)(.*)", self._words())
        return (found[1].strip(), "Software" in found[2]) if found else ("without a name", False)

    def compile(self, size: FrameSize) -> None:
        """Ask for the network to be compiled for pictures of `size`; does not wait."""
        self._send(REQUEST.pack(size.height, size.width))
        self._pending += 1

    def compiled(self, limit_s: float = COMPILE_LIMIT_S) -> Compiled | None:
        """Return the answer to the last `compile`; None if there is none within the limit, which may be 0."""
        assert self._pending, "nothing was asked for"
        answer = bytearray(ANSWER.size)
        while self._pending:
            try:
                self._socket.settimeout(limit_s)
                self._socket.recv(1, socket.MSG_PEEK)
            except (BlockingIOError, TimeoutError):
                return None
            except OSError:
                pass  # the next line says it
            self.receive(memoryview(answer), PREDICT_LIMIT_S)
            self._pending -= 1
        *types, rows, columns, channels, fully = ANSWER.unpack(answer)
        source, result = (each.rstrip(b"\0").decode() for each in types)
        return Compiled(source, result, (rows, columns, channels), fully)

    def send(self, picture: memoryview) -> None:
        """Hand over one picture, as the bytes of the network's input."""
        self._send(REQUEST.pack(*RUN), picture)

    def receive(self, memory: memoryview, limit_s: float) -> None:
        """Fill `memory`; what was asked for first comes first."""
        try:
            self._socket.settimeout(limit_s)
            fill(self._socket, memory)
        except (OSError, EOFError) as exc:
            raise self._failed(exc, limit_s) from exc

    def _send(self, *parts: bytes | memoryview) -> None:
        try:
            self._socket.settimeout(PREDICT_LIMIT_S)
            for part in parts:
                self._socket.sendall(part)
        except OSError as exc:
            raise self._failed(exc, PREDICT_LIMIT_S) from exc

    def _failed(self, exc: Exception, limit_s: float) -> InferenceFailed:
        hangs = isinstance(exc, TimeoutError)
        if not hangs:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(LAST_WORDS_S)
        hint = f"no answer within {limit_s:g} s" if hangs else last_words(self._words(), self._process.poll())
        self.close()
        return InferenceFailed("the GPU stopped", hint=hint)

    def _words(self) -> str:
        if self._said.closed:
            return ""
        self._said.seek(0)
        return self._said.read().decode(errors="replace")


def last_words(said: str, status: int | None) -> str:
    """Return the reason in what a process wrote before it ended with `status`."""
    if "No adapters found" in said:
        return "no adapter was found"
    if "Timeout (" in said:  # of `faulthandler`
        return "its process did not get ready"
    lines = [line.strip() for line in said.splitlines() if line.strip() and not CHATTER.match(line.strip())]
    if status is not None and status < 0:
        return f"its process was ended by signal {-status}"
    ended = "broke off" if status is None else f"ended with status {status}"
    return lines[-1] if lines else f"its process {ended}"


def _spawn(theirs: socket.socket, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the process with one end of the socket as its standard input."""
    program = [sys.executable, *PROGRAM]
    if sys.platform == "win32":
        process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=said, stderr=said)
        assert process.stdin is not None
        with process.stdin as pipe:
            pipe.write(theirs.share(process.pid))
        return process
    # a session of its own: Ctrl-C is for us
    return subprocess.Popen(program, stdin=theirs.fileno(), stdout=said, stderr=said, start_new_session=True)


def _end(process: subprocess.Popen[bytes], link: socket.socket, said: IO[bytes]) -> None:
    link.close()
    process.kill()
    with suppress(subprocess.TimeoutExpired):  # it may be stuck in a driver; it is not waited for then
        process.wait(1)
    said.close()


class GpuModel:
    """Estimates the curve map of a small picture on the GPU: the same methods as `CurveModel`.

    Parameters
    ----------
    name, folder
        As for `CurveModel`.
    limit_s
        How long one picture may take.

    Raises
    ------
    ModelMissing, ModelCorrupt, ModelMismatch, InferenceFailed
        From here and from every method; nothing is left running then.
    """

    def __init__(
        self,
        name: str = DEFAULT_MODEL,
        folder: Traversable | None = None,
        limit_s: float = PREDICT_LIMIT_S,
    ) -> None:
        self._file = read_model(name, KIND, folder or importlib.resources.files("models"))
        self._limit_s = limit_s
        self._codes = codes_of_bytes(self._file.encoding)
        self._asked = self._size = FrameSize(0, 0)
        self._process = GpuProcess(self._file.content)
        self.adapter, self.is_software, self.fully_accelerated = "", False, False

    @property
    def runtime(self) -> str:
        """What runs the network, in words."""
        return f"TFLite GPU {KIND} ({self.adapter}{', software' if self.is_software else ''})"

    def input_size(self, frame: FrameSize) -> FrameSize:
        """Size of the small copy for frames of this size: nearly the same shape, sides of 16, 20, 24, ..."""
        return small_size(frame, self._file.long_side)

    def prepare(self, size: FrameSize) -> None:
        """Begin to get ready for small pictures of `size`; `ready` tells when that is done."""
        self._asked, self._size = size, FrameSize(0, 0)
        self._process.compile(size)

    def ready(self, limit_s: float = 0.0) -> bool:
        """Tell whether pictures of the size asked for last can come; waits for that up to `limit_s`.

        Raises `ModelMismatch` if the network is not from a picture to a map.
        """
        if self._size == self._asked:
            return True
        found = self._process.compiled(limit_s)
        if found is None:
            return False
        if (found.input_type, found.output_type, found.shape[2]) != ("float32", "float32", 1):
            self.close()
            raise ModelMismatch(
                f"the model {self._file.name} is not a picture-to-map network", hint=str(found)
            )
        self.adapter, self.is_software = self._process.adapter
        self.fully_accelerated = found.fully_accelerated
        self._size = self._asked
        self._picture = np.zeros((self._size.height, self._size.width, 3), np.float32)
        self._map = np.zeros(found.shape[:2], np.float32)
        self._sent, self._answer = (each.data.cast("B") for each in (self._picture, self._map))
        return True

    def configure(self, size: FrameSize) -> FrameSize:
        """Get ready for small pictures of `size`, and wait for that; returns the map's size."""
        self.prepare(size)
        if not self.ready(COMPILE_LIMIT_S):
            self.close()
            raise InferenceFailed("the GPU stopped", hint=f"not ready within {COMPILE_LIMIT_S:g} s")
        return self.map_size

    @property
    def map_size(self) -> FrameSize:
        """Size of the map; only when `ready`."""
        rows, columns = self._map.shape
        return FrameSize(columns, rows)

    def predict(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> None:
        """Fill `out` with the curve map r in -1..1 of `small`, as `CurveModel` does; allocates nothing.

        Raises `InferenceFailed` if there is no answer in time, and ValueError for arrays of another shape.
        """
        if self._size != self._asked or not all(self._size):
            raise ValueError("configure() comes before predict()")
        if (small.shape, out.shape) != (self._picture.shape, self._map.shape):
            raise ValueError(f"the model is configured for {self._size}, got {small.shape} and {out.shape}")
        np.take(self._codes, small, out=self._picture, mode="clip")
        self._process.send(self._sent)
        self._process.receive(self._answer, self._limit_s)
        np.copyto(out, self._map)

    def close(self) -> None:
        """End the process; may be called again."""
        self._process.close()
