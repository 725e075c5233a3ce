"""GPUs that are none: what runs in the place of the process that has the GPU."""

from __future__ import annotations

from pathlib import Path

import pytest

from vcam.enhance import gpu

SWIFTSHADER = Path("/usr/lib/chromium/vk_swiftshader_icd.json")
needs_swiftshader = pytest.mark.skipif(
    not SWIFTSHADER.exists(), reason="needs Chromium's SwiftShader, a GPU in software"
)

# The real process with another network in it: that of the processor, and what a test adds to its `run`.
SCRIPT = """
import os, signal, sys, time
import numpy as np
from vcam.enhance import gpu_process

class Network:
    def __init__(self, content):
        {starts}
        from ai_edge_litert.interpreter import Interpreter
        self.net = Interpreter(model_content=content)
        self.source, self.result = self.net.get_input_details()[0], self.net.get_output_details()[0]
        self.count = 0
        print("INFO: chatter", flush=True)
        print("I0000 Selected adapter: {adapter}", file=sys.stderr, flush=True)

    def configure(self, rows, columns):
        {compiles}
        shape = 1, rows, columns, 3
        self.net.resize_tensor_input(self.source["index"], shape)
        self.net.allocate_tensors()
        self.picture = np.zeros(shape, np.float32)
        _, *out = self.run().shape
        return gpu_process.ANSWER.pack(b"float32", {output!r}, *out, True)

    def run(self):
        self.count += 1
        self.net.set_tensor(self.source["index"], self.picture)
        self.net.invoke()
        answer = self.net.get_tensor(self.result["index"])
        {runs}
        return answer

gpu_process.Network = Network
gpu_process.main()
"""


def pretend(
    monkeypatch: pytest.MonkeyPatch,
    *,
    starts: str = "",
    compiles: str = "",
    runs: str = "",
    output: bytes = b"float32",
    adapter: str = "NVIDIA H200, arch=x, backend=Vulkan, adapterType=Discrete GPU",
) -> None:
    """Let each `GpuProcess` from now on be one that does what these statements say."""
    words = {"starts": starts or "pass", "compiles": compiles or "pass", "runs": runs or "pass"}
    script = SCRIPT.format(**words, output=output, adapter=adapter)
    monkeypatch.setattr(gpu, "PROGRAM", ("-c", script))
    monkeypatch.setattr(gpu, "LAST_WORDS_S", 20)
