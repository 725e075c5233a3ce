"""Write a checkpoint as TFLite with its manifest: ``python -m models.training.export CHECKPOINT``.

The file is written straight with the schema that comes with the runtime: 7 depthwise and 7 pointwise
convolutions with ReLU fused, 3 concatenations, a tanh and 5 small operators for the last step, all NHWC. A
converter would bring gigabytes of dependencies for the same 23 operators. The checkpoint is read with torch;
the writer needs numpy only.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray

import vcam
from vcam.core.errors import LowLightError, ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize

Weights = NDArray[np.float32]

INPUT_SIZE = FrameSize(160, 90)
FILE_NAME = "sgz.tflite"
LAYER_COUNT = 7
# as in net.py, which cannot be imported without torch
LOCAL_SHARE = 0.25


class Layer(NamedTuple):
    """One depthwise-separable convolution as torch has it: (C, 1, 3, 3), (C,), (O, C, 1, 1), (O,)."""

    depthwise: Weights
    depthwise_bias: Weights
    pointwise: Weights
    pointwise_bias: Weights

    @property
    def outputs(self) -> int:
        """Number of output channels."""
        return int(self.pointwise.shape[0])


class GraphWriter:
    """Tensors and operators of one graph, added in the order in which they run."""

    def __init__(self, size: FrameSize) -> None:
        self._size = size
        # by the format's rule buffer 0 is the empty one, of all tensors without data
        self._buffers = [schema.BufferT()]
        self._tensors: list[Any] = []
        self._operators: list[Any] = []
        self._codes: list[int] = []

    def mean(self, name: str, channels: int) -> int:
        """Add a tensor of one pixel, computed while the graph runs; returns its index."""
        return self._tensor(name, (1, 1, 1, channels), buffer=0)

    def picture(self, name: str, channels: int) -> int:
        """Add a tensor of the picture's size, computed while the graph runs; returns its index."""
        return self._tensor(name, (1, self._size.height, self._size.width, channels), buffer=0)

    def constant(self, name: str, values: NDArray[Any]) -> int:
        """Add a tensor with fixed float32 or int32 values; returns its index."""
        buffer = schema.BufferT()
        little_endian = values.dtype.newbyteorder("<")
        buffer.data = np.frombuffer(np.ascontiguousarray(values, little_endian).tobytes(), np.uint8)
        self._buffers.append(buffer)
        kind = schema.TensorType.INT32 if values.dtype == np.int32 else schema.TensorType.FLOAT32
        return self._tensor(name, values.shape, len(self._buffers) - 1, kind)

    def operator(
        self, code: int, inputs: Sequence[int], output: int, options_type: int = 0, options: Any = None
    ) -> int:
        """Add an operator of the built-in kind `code`; returns `output`."""
        if code not in self._codes:
            self._codes.append(code)
        operator = schema.OperatorT()
        operator.opcodeIndex = self._codes.index(code)
        operator.inputs, operator.outputs = list(inputs), [output]
        operator.builtinOptionsType, operator.builtinOptions = options_type, options
        self._operators.append(operator)
        return output

    def finish(self, graph_input: int, graph_output: int, description: str) -> bytes:
        """Return the file's bytes."""
        graph = schema.SubGraphT()
        graph.tensors, graph.operators = self._tensors, self._operators
        graph.inputs, graph.outputs, graph.name = [graph_input], [graph_output], "main"
        model = schema.ModelT()
        model.version, model.description = 3, description
        model.subgraphs, model.buffers = [graph], self._buffers
        model.operatorCodes = [_operator_code(code) for code in self._codes]
        builder = flatbuffers.Builder(1 << 16)
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def _tensor(
        self, name: str, shape: Sequence[int], buffer: int, kind: int = schema.TensorType.FLOAT32
    ) -> int:
        tensor = schema.TensorT()
        tensor.name, tensor.shape, tensor.buffer, tensor.type = name, list(shape), buffer, kind
        self._tensors.append(tensor)
        return len(self._tensors) - 1


def _operator_code(code: int) -> Any:
    operator_code = schema.OperatorCodeT()
    # old readers look at the first field, new ones at the second
    operator_code.deprecatedBuiltinCode = operator_code.builtinCode = code
    operator_code.version = 1
    return operator_code


def _convolution_options(kind: Any, activation: int) -> Any:
    options = kind()
    options.padding, options.fusedActivationFunction = schema.Padding.SAME, activation
    options.strideW = options.strideH = options.dilationWFactor = options.dilationHFactor = 1
    return options


def _separable_conv(graph: GraphWriter, name: str, layer: Layer, source: int, activation: int) -> int:
    """Add one layer; returns the tensor that it fills."""
    depthwise_options = _convolution_options(
        schema.DepthwiseConv2DOptionsT, schema.ActivationFunctionType.NONE
    )
    depthwise_options.depthMultiplier = 1
    middle = graph.operator(
        schema.BuiltinOperator.DEPTHWISE_CONV_2D,
        [
            source,
            # (C, 1, 3, 3) to (1, 3, 3, C)
            graph.constant(f"{name}/depthwise", layer.depthwise.transpose(1, 2, 3, 0)),
            graph.constant(f"{name}/depthwise_bias", layer.depthwise_bias),
        ],
        graph.picture(f"{name}/middle", layer.depthwise.shape[0]),
        schema.BuiltinOptions.DepthwiseConv2DOptions,
        depthwise_options,
    )
    return graph.operator(
        schema.BuiltinOperator.CONV_2D,
        [
            middle,
            # (O, C, 1, 1) to (O, 1, 1, C)
            graph.constant(f"{name}/pointwise", layer.pointwise.transpose(0, 2, 3, 1)),
            graph.constant(f"{name}/pointwise_bias", layer.pointwise_bias),
        ],
        graph.picture(f"{name}/output", layer.outputs),
        schema.BuiltinOptions.Conv2DOptions,
        _convolution_options(schema.Conv2DOptionsT, activation),
    )


def _concatenate(graph: GraphWriter, name: str, first: int, second: int, channels: int) -> int:
    options = schema.ConcatenationOptionsT()
    options.axis, options.fusedActivationFunction = 3, schema.ActivationFunctionType.NONE
    output = graph.picture(name, channels)
    kind = schema.BuiltinOptions.ConcatenationOptions
    return graph.operator(schema.BuiltinOperator.CONCATENATION, [first, second], output, kind, options)


def _agree(graph: GraphWriter, wanted: int) -> int:
    """Add `models.training.net.agree`; returns the curve map's tensor."""
    kinds, options = schema.BuiltinOperator, schema.BuiltinOptions
    mean_options = schema.ReducerOptionsT()
    mean_options.keepDims = True
    axes = graph.constant("height_and_width", np.array([1, 2], np.int32))
    mean = graph.operator(
        kinds.MEAN, [wanted, axes], graph.mean("mean", 3), options.ReducerOptions, mean_options
    )

    def multiply(source: int, factor: float, output: int) -> int:
        constant = graph.constant(f"factor{output}", np.array([factor], np.float32))
        return graph.operator(kinds.MUL, [source, constant], output, options.MulOptions, schema.MulOptionsT())

    common = multiply(mean, 1 - LOCAL_SHARE, graph.mean("common", 3))
    local = multiply(wanted, LOCAL_SHARE, graph.picture("local", 3))
    agreed = graph.picture("agreed", 3)
    graph.operator(kinds.ADD, [local, common], agreed, options.AddOptions, schema.AddOptionsT())
    zero = graph.constant("zero", np.zeros(1, np.float32))
    output = graph.picture("curve_map", 3)
    return graph.operator(
        kinds.MINIMUM, [agreed, zero], output, options.MaximumMinimumOptions, schema.MaximumMinimumOptionsT()
    )


def write_tflite(layers: Sequence[Layer], size: FrameSize = INPUT_SIZE) -> bytes:
    """Return `layers` as a TFLite file: float32 (1, H, W, 3) in 0..1 to the curve map (1, H, W, 3) in -1..0.

    The runtime can resize height and width, because no operator depends on them.
    """
    relu, none = schema.ActivationFunctionType.RELU, schema.ActivationFunctionType.NONE
    graph = GraphWriter(size)
    source = graph.picture("rgb", 3)
    outputs = [source]
    for number in range(4):
        outputs.append(_separable_conv(graph, f"layer{number + 1}", layers[number], outputs[-1], relu))
    result = outputs[4]
    # layer 5 takes x3 and x4, layer 6 x2 and x5, layer 7 x1 and x6
    for number, earlier in ((5, 3), (6, 2), (7, 1)):
        channels = layers[earlier - 1].outputs + layers[number - 2].outputs
        joined = _concatenate(graph, f"joined{number}", outputs[earlier], result, channels)
        activation = none if number == LAYER_COUNT else relu
        result = _separable_conv(graph, f"layer{number}", layers[number - 1], joined, activation)
    wanted = graph.operator(schema.BuiltinOperator.TANH, [result], graph.picture("wanted", 3))
    return graph.finish(source, _agree(graph, wanted), "SGZ curve map for low-light pictures")


def layers_of(state: Mapping[str, Any]) -> list[Layer]:
    """Take the layers out of `CurveNet`'s state dict; `ModelMismatch` if it is of another network."""
    parts = ("depthwise.weight", "depthwise.bias", "pointwise.weight", "pointwise.bias")
    try:
        return [
            Layer(*(np.asarray(state[f"layers.{number}.{part}"], np.float32) for part in parts))
            for number in range(LAYER_COUNT)
        ]
    except KeyError as exc:
        raise ModelMismatch(
            f"the checkpoint has no {exc}", hint="Export a file written by train.py."
        ) from exc


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read what train.py wrote; `ModelMissing` if there is no such file."""
    import torch  # noqa: PLC0415  # only this function needs it

    if not path.is_file():
        raise ModelMissing(
            f"{path} does not exist", hint="Train first: python -m models.training.train --help"
        )
    state: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    return state


def manifest_entry(content: bytes, checkpoint: Mapping[str, Any], photos: str, terms: str) -> str:
    """Return the manifest's text for the file `content`."""
    recipe, shape = checkpoint["recipe"], [1, INPUT_SIZE.height, INPUT_SIZE.width, 3]
    parameters = sum(values.size for layer in layers_of(checkpoint["net"]) for values in layer)
    return f"""\
# Written by models.training.export. The card (CARD.md) says what the network can and cannot do.

[sgz]
file = "{FILE_NAME}"
sha256 = "{hashlib.sha256(content).hexdigest()}"
bytes = {len(content)}
format = "tflite"
parameters = {parameters}
curve_iterations = 8

[sgz.input]
shape = {shape}  # height and width can be resized
dtype = "float32"
layout = "NHWC"
colour = "sRGB; R, G, B"
range = [0.0, 1.0]

[sgz.output]
shape = {shape}
dtype = "float32"
layout = "NHWC"
range = [-1.0, 0.0]

[sgz.training]
photos = "{photos}"
terms = "{terms}"
seed = {recipe["seed"]}
steps = {checkpoint["step"]}
batch = {recipe["batch"] * recipe["accumulate"]}
crop = {list(recipe["crop"])}
date = {checkpoint["date"]}
code = "lowlight-cam {vcam.__version__}"
"""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m models.training.export", description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="file written by models.training.train")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[1], help="where the files go")
    parser.add_argument("--photos", required=True, help="what it was trained on, in words")
    parser.add_argument("--terms", required=True, help="the terms of those photos, in words")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Export as the command line says; returns the exit status."""
    chosen = parse(arguments)
    try:
        checkpoint = read_checkpoint(chosen.checkpoint)
        content = write_tflite(layers_of(checkpoint["net"]))
        entry = manifest_entry(content, checkpoint, chosen.photos, chosen.terms)
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    (chosen.folder / FILE_NAME).write_bytes(content)
    (chosen.folder / "manifest.toml").write_text(entry, encoding="utf-8")
    sys.stdout.write(f"{chosen.folder / FILE_NAME}: {len(content)} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
