"""Writes a `Graph` as TFLite, float32, NHWC, straight with the schema that comes with the runtime.

A converter would bring gigabytes of dependencies for the same operators.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray

from models.training.graph import Graph, Op, Operation

_KIND = schema.BuiltinOperator
_OPTIONS = schema.BuiltinOptions
_TYPES = {
    "float32": schema.TensorType.FLOAT32,
    "float16": schema.TensorType.FLOAT16,
    "int32": schema.TensorType.INT32,
}


def write(graph: Graph, *, half: bool = False) -> bytes:
    """Return `graph` as a TFLite file: (1, h, w, 3) in 0..1 to what its last operation gives.

    The runtime can resize height and width, because no operator but ENLARGE depends on them.

    Parameters
    ----------
    half
        Weights are stored as float16; a GPU may then compute with them so.
    """
    return _Writer(graph, half=half).finish()


class _Writer:
    """Tensors and operators of one graph, added in the order in which they run."""

    def __init__(self, graph: Graph, *, half: bool) -> None:
        self._graph = graph
        self._half = half
        # by the format's rule buffer 0 is the empty one, of all tensors without data
        self._buffers = [schema.BufferT()]
        self._tensors: list[Any] = []
        self._operators: list[Any] = []
        self._codes: list[int] = []
        self._index = {graph.source.name: self._tensor(graph.source.name, (1, *graph.source.shape))}
        for step in graph.operations:
            self._add(step)

    def finish(self) -> bytes:
        subgraph = schema.SubGraphT()
        subgraph.tensors, subgraph.operators, subgraph.name = self._tensors, self._operators, "main"
        subgraph.inputs = [self._index[self._graph.source.name]]
        subgraph.outputs = [self._index[self._graph.result.name]]
        model = schema.ModelT()
        model.version, model.description = 3, f"LowLight Cam: {self._graph.name}"
        model.subgraphs, model.buffers = [subgraph], self._buffers
        model.operatorCodes = [_operator_code(code) for code in self._codes]
        model.signatureDefs = [_signature(("picture", subgraph.inputs[0]), ("result", subgraph.outputs[0]))]
        builder = flatbuffers.Builder(1 << 16)
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())

    def _add(self, step: Operation) -> None:
        code, options_type, options, constants = _lowered(step)
        names = [self._constant(f"{step.output.name}/{name}", value) for name, value in constants.items()]
        self._index[step.output.name] = output = self._tensor(step.output.name, (1, *step.output.shape))
        inputs = [*(self._index[each.name] for each in step.inputs), *names]
        self._operator(code, inputs, output, options_type, options)

    def _operator(
        self, code: int, inputs: list[int], output: int, options_type: int = 0, options: Any = None
    ) -> None:
        if code not in self._codes:
            self._codes.append(code)
        operator = schema.OperatorT()
        operator.opcodeIndex = self._codes.index(code)
        operator.inputs, operator.outputs = inputs, [output]
        operator.builtinOptionsType, operator.builtinOptions = options_type, options
        self._operators.append(operator)

    def _constant(self, name: str, values: NDArray[Any]) -> int:
        if self._half and values.dtype == np.float32:
            stored = self._constant(f"{name}/half", values.astype(np.float16))
            widened = self._tensor(name, values.shape)
            self._operator(_KIND.DEQUANTIZE, [stored], widened)
            return widened
        buffer = schema.BufferT()
        little_endian = values.dtype.newbyteorder("<")
        buffer.data = np.frombuffer(np.ascontiguousarray(values, little_endian).tobytes(), np.uint8)
        self._buffers.append(buffer)
        return self._tensor(name, values.shape, len(self._buffers) - 1, _TYPES[values.dtype.name])

    def _tensor(
        self, name: str, shape: Sequence[int], buffer: int = 0, kind: int = schema.TensorType.FLOAT32
    ) -> int:
        tensor = schema.TensorT()
        tensor.name, tensor.shape, tensor.buffer, tensor.type = name, list(shape), buffer, kind
        self._tensors.append(tensor)
        return len(self._tensors) - 1


def _signature(source: tuple[str, int], result: tuple[str, int]) -> Any:
    signature = schema.SignatureDefT()
    signature.signatureKey, signature.subgraphIndex = "serving_default", 0
    for kind, (name, index) in {"inputs": source, "outputs": result}.items():
        tensor = schema.TensorMapT()
        tensor.name, tensor.tensorIndex = name, index
        setattr(signature, kind, [tensor])
    return signature


def _operator_code(code: int) -> Any:
    operator_code = schema.OperatorCodeT()
    # old readers look at the first field, new ones at the second
    operator_code.deprecatedBuiltinCode = operator_code.builtinCode = code
    operator_code.version = 3 if code == _KIND.RESIZE_BILINEAR else 1
    return operator_code


def _lowered(step: Operation) -> tuple[int, int, Any, dict[str, NDArray[Any]]]:  # noqa: PLR0911
    """Operator, kind of options, options, and constant inputs of one step."""
    relu = schema.ActivationFunctionType.RELU if step.relu else schema.ActivationFunctionType.NONE
    number = {"number": np.array([step.number], np.float32)}
    match step.op:
        case Op.CONV | Op.DEPTHWISE:
            return _convolution(step, relu)
        case Op.CONCAT:
            options = schema.ConcatenationOptionsT()
            options.axis = 3
            return _KIND.CONCATENATION, _OPTIONS.ConcatenationOptions, options, {}
        case Op.MEAN:
            options = schema.ReducerOptionsT()
            options.keepDims = True
            axes = {"axes": np.array([1, 2], np.int32)}
            return _KIND.MEAN, _OPTIONS.ReducerOptions, options, axes
        case Op.ADD | Op.SHIFT:
            options = schema.AddOptionsT()
            options.fusedActivationFunction = relu
            return _KIND.ADD, _OPTIONS.AddOptions, options, number if step.op is Op.SHIFT else {}
        case Op.SUBTRACT:
            return _KIND.SUB, _OPTIONS.SubOptions, schema.SubOptionsT(), {}
        case Op.MULTIPLY | Op.SCALE:
            constants = number if step.op is Op.SCALE else {}
            return _KIND.MUL, _OPTIONS.MulOptions, schema.MulOptionsT(), constants
        case Op.RELU:
            return _KIND.RELU, 0, None, {}
        case Op.TANH:
            return _KIND.TANH, 0, None, {}
        case Op.SQRT:
            return _KIND.SQRT, 0, None, {}
        case Op.SHRINK:
            options = schema.Pool2DOptionsT()
            options.strideW = options.strideH = options.filterWidth = options.filterHeight = int(step.number)
            options.padding = schema.Padding.VALID
            return _KIND.AVERAGE_POOL_2D, _OPTIONS.Pool2DOptions, options, {}
        case Op.ENLARGE:
            options = schema.ResizeBilinearOptionsT()
            options.halfPixelCenters = True
            size = {"size": np.array(step.output.shape[:2], np.int32)}
            return _KIND.RESIZE_BILINEAR, _OPTIONS.ResizeBilinearOptions, options, size


def _convolution(step: Operation, relu: int) -> tuple[int, int, Any, dict[str, NDArray[Any]]]:
    assert step.weight is not None
    assert step.bias is not None
    depthwise = step.op is Op.DEPTHWISE
    options = schema.DepthwiseConv2DOptionsT() if depthwise else schema.Conv2DOptionsT()
    options.padding, options.fusedActivationFunction = schema.Padding.SAME, relu
    options.strideW = options.strideH = int(step.number)
    options.dilationWFactor = options.dilationHFactor = 1
    if depthwise:
        options.depthMultiplier = 1
        # (C, 1, 3, 3) to (1, 3, 3, C)
        constants = {"weight": step.weight.transpose(1, 2, 3, 0), "bias": step.bias}
        return _KIND.DEPTHWISE_CONV_2D, _OPTIONS.DepthwiseConv2DOptions, options, constants
    # (O, I, k, k) to (O, k, k, I)
    constants = {"weight": step.weight.transpose(0, 2, 3, 1), "bias": step.bias}
    return _KIND.CONV_2D, _OPTIONS.Conv2DOptions, options, constants
