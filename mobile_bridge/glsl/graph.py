"""Reads a network from its TFLite file: the operations in their order, with their weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_OP = schema.BuiltinOperator
KINDS = {
    _OP.CONV_2D: "conv",
    _OP.DEPTHWISE_CONV_2D: "depthwise",
    _OP.MEAN: "mean",
    _OP.CONCATENATION: "concat",
    _OP.ADD: "add",
    _OP.SUB: "sub",
    _OP.MUL: "mul",
    _OP.TANH: "tanh",
    _OP.RELU: "relu",
}
ACTIVATIONS = {schema.ActivationFunctionType.NONE: "", schema.ActivationFunctionType.RELU: "relu"}


class Unsupported(ValueError):
    """The network has something that the shaders do not have."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `inputs` are tensors by number, without weights, which are in `constants`.

    `constants` of a convolution are its weights, (outputs, rows, columns, inputs) or, depthwise, (1, rows,
    columns, channels), and its bias. `stride` is 1 or 2.
    """

    kind: str
    inputs: tuple[int, ...]
    output: int
    constants: tuple[Floats, ...] = ()
    stride: int = 1
    activation: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """A network with one input and one output. `shapes` are (rows, columns, channels) at the file's size."""

    operations: tuple[Operation, ...]
    input: int
    output: int
    shapes: dict[int, tuple[int, ...]]
    constants: dict[int, Floats]


def read(content: bytes) -> Graph:
    """Read the first graph of a TFLite file of floats; Unsupported says what is not known here."""
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(content))
    graph = model.subgraphs[0]
    if len(graph.inputs) != 1 or len(graph.outputs) != 1:
        raise Unsupported("a network with several inputs or outputs")
    constants: dict[int, Floats] = {}
    shapes: dict[int, tuple[int, ...]] = {}
    for number, tensor in enumerate(graph.tensors):
        shapes[number] = tuple(int(side) for side in tensor.shape[1:])
        data = model.buffers[tensor.buffer].data
        if data is not None and len(data) and tensor.type == schema.TensorType.FLOAT32:
            constants[number] = np.asarray(data, np.uint8).view(np.float32).reshape(tensor.shape)
    operations = tuple(
        _operation(model.operatorCodes[each.opcodeIndex].builtinCode, each, constants)
        for each in graph.operators
    )
    return Graph(operations, int(graph.inputs[0]), int(graph.outputs[0]), shapes, constants)


def _operation(code: int, found: Any, constants: dict[int, Floats]) -> Operation:
    if code not in KINDS:
        raise Unsupported(f"operation {code}")
    kind, options = KINDS[code], found.builtinOptions
    inputs = [int(number) for number in found.inputs]
    output = int(found.outputs[0])
    activation = ACTIVATIONS.get(getattr(options, "fusedActivationFunction", 0))
    if activation is None:
        raise Unsupported(f"activation {options.fusedActivationFunction}")
    if kind not in {"conv", "depthwise"}:
        known = inputs[:1] if kind == "mean" else inputs
        return Operation(kind, tuple(known), output, activation=activation)
    if (options.padding, options.strideW) != (schema.Padding.SAME, options.strideH) or (
        options.dilationWFactor,
        options.dilationHFactor,
    ) != (1, 1):
        raise Unsupported("a convolution that is not SAME, square and dense")
    weights = constants[inputs[1]], constants[inputs[2]]
    return Operation(kind, (inputs[0],), output, weights, int(options.strideW), activation)
