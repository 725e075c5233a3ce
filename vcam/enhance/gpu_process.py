"""The process that has the GPU: gets a network, then tensors, and gives tensors back.

Not in the app's process, for three reasons. A driver that crashes takes its process with it. The runtime
keeps Python's interpreter lock while it compiles and while it waits for the GPU, and frames would stand still
for so long. And it is talkative, on standard output too. `vcam.enhance.gpu` is the other side.

Run as a program it finds a socket in the place of its standard input:

    LENGTH, the network's file                to begin with
    REQUEST with rows and columns             compile for pictures of this size -> ANSWER
    REQUEST with RUN, the input's bytes       -> the output's bytes

Whatever goes wrong ends it; its last words are on standard error. Free of heavy imports, kernels too.
"""

from __future__ import annotations

import faulthandler
import signal
import socket
import struct
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

LENGTH = struct.Struct("<I")
REQUEST = struct.Struct("<HH")
RUN = 0, 0
ANSWER = struct.Struct(
    "<10s10s3H?"
)  # types of input and output; rows, columns and channels of the output; all of it
COMPILE_LIMIT_S = 60.0


class Network:
    """A network with one input, (1, H, W, 3), and one output, (1, h, w, c), on the GPU."""

    def __init__(self, content: bytes) -> None:
        from ai_edge_litert.compiled_model import CompiledModel  # noqa: PLC0415  # heavy
        from ai_edge_litert.hardware_accelerator import HardwareAccelerator  # noqa: PLC0415

        self._content = content  # the runtime does not copy it
        self._model = CompiledModel.from_buffer(content, hardware_accel=HardwareAccelerator.GPU)
        self._signature = next(iter(self._model.get_signature_list()))
        self.picture: NDArray[Any] = np.empty(0, np.float32)

    def configure(self, rows: int, columns: int) -> bytes:
        """Get ready for pictures of this size, shaders compiled; returns an `ANSWER`."""
        source, _ = self._tensors()
        wanted = [1, rows, columns, 3]
        if list(source["shape"]) != wanted:
            self._model.resize_input_tensor(0, wanted, strict=False)
        source, result = self._tensors()
        self._sources, self._results = (
            self._model.create_input_buffers(0),
            self._model.create_output_buffers(0),
        )
        self.picture = np.zeros(wanted, source["dtype"])
        self._type, self._elements = np.dtype(result["dtype"]), int(np.prod(result["shape"]))
        self.run()  # compiles
        words = str(source["dtype"]).encode(), str(result["dtype"]).encode()
        return ANSWER.pack(*words, *result["shape"][1:], self._model.is_fully_accelerated())

    def run(self) -> NDArray[Any]:
        """Return the answer to `picture`. Only the map, a kilobyte, is allocated, by the runtime."""
        self._sources[0].write(self.picture)
        self._model.run_by_index(0, self._sources, self._results)
        answer: NDArray[Any] = self._results[0].read(self._elements, self._type)
        return answer

    def _tensors(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the details of the one input and the one output."""
        (source,) = self._model.get_input_tensor_details(self._signature).values()
        (result,) = self._model.get_output_tensor_details(self._signature).values()
        return source, result


def serve(link: socket.socket) -> None:
    """Do what the other side asks for, until it is gone."""
    # a driver that hangs while it compiles holds the interpreter's lock; this works nevertheless
    faulthandler.dump_traceback_later(COMPILE_LIMIT_S, exit=True)
    (length,) = LENGTH.unpack(_exactly(link, LENGTH.size))
    network = Network(_exactly(link, length))
    while True:
        rows, columns = REQUEST.unpack(_exactly(link, REQUEST.size))
        if (rows, columns) == RUN:
            fill(link, network.picture.data.cast("B"))
            link.sendall(network.run().data.cast("B"))
        else:
            faulthandler.dump_traceback_later(COMPILE_LIMIT_S, exit=True)
            link.sendall(network.configure(rows, columns))
            faulthandler.cancel_dump_traceback_later()


def fill(link: socket.socket, memory: memoryview) -> None:
    """Receive until `memory` is full; EOFError if the other side has gone."""
    got = 0
    while got < len(memory):
        count = link.recv_into(memory[got:])
        if count == 0:
            raise EOFError
        got += count


def _exactly(link: socket.socket, count: int) -> bytes:
    memory = bytearray(count)
    fill(link, memoryview(memory))
    return bytes(memory)


def main() -> None:
    """Serve the socket on standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks says when it is over
    if sys.platform == "win32":
        link = socket.fromshare(sys.stdin.buffer.read())
    else:
        link = socket.socket(fileno=0)
    try:
        serve(link)
    except (EOFError, ConnectionError):
        return


if __name__ == "__main__":
    main()
