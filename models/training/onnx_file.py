"""Writes a `Graph` as ONNX, float32, NCHW."""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.training.graph import Graph, Op, Operation

OPSET = 17
IR_VERSION = 9


def write(graph: Graph) -> bytes:
    """Return `graph` as an ONNX file: (1, 3, h, w) in 0..1 to what its last operation gives, (1, c, h, w)."""
    nodes: list[onnx.NodeProto] = []
    constants: list[onnx.TensorProto] = []
    for step in graph.operations:
        _add(step, nodes, constants)
    model = helper.make_model(
        helper.make_graph(
            nodes,
            graph.name,
            [_value(graph.source.name, graph.source.shape)],
            [_value(graph.result.name, graph.result.shape)],
            constants,
        ),
        producer_name="LowLight Cam",
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model, full_check=True)
    return bytes(model.SerializeToString())


def resizable(content: bytes) -> bytes:
    """Return the file with any height and width; only for a graph without ENLARGE."""
    model = onnx.load_from_string(content)
    for value in (*model.graph.input, *model.graph.output):
        for side, name in zip(value.type.tensor_type.shape.dim[2:], ("h", "w"), strict=True):
            side.dim_param = f"{value.name}_{name}"
    del model.graph.value_info[:]
    return bytes(model.SerializeToString())


def _value(name: str, shape: tuple[int, int, int]) -> onnx.ValueInfoProto:
    height, width, channels = shape
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, height, width])


_PLAIN = {
    Op.ADD: "Add",
    Op.SUBTRACT: "Sub",
    Op.MULTIPLY: "Mul",
    Op.RELU: "Relu",
    Op.TANH: "Tanh",
    Op.SQRT: "Sqrt",
    Op.SCALE: "Mul",
    Op.SHIFT: "Add",
}


def _add(step: Operation, nodes: list[onnx.NodeProto], constants: list[onnx.TensorProto]) -> None:
    name = step.output.name
    inputs = [each.name for each in step.inputs]
    result = f"{name}/before_relu" if step.relu else name

    def constant(part: str, values: NDArray[np.float32] | NDArray[np.int64]) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values), f"{name}/{part}"))
        return f"{name}/{part}"

    def node(kind: str, *extra: str, **attributes: object) -> None:
        nodes.append(helper.make_node(kind, [*inputs, *extra], [result], name=name, **attributes))

    match step.op:
        case Op.CONV | Op.DEPTHWISE:
            assert step.weight is not None
            assert step.bias is not None
            size, stride = step.weight.shape[2], int(step.number)
            # SAME for even sides: a stride of 2 pads right and below only
            before, after = (0, 1) if size == 3 and stride == 2 else (size // 2, size // 2)
            node(
                "Conv",
                constant("weight", step.weight),
                constant("bias", step.bias),
                kernel_shape=[size, size],
                strides=[stride, stride],
                pads=[before, before, after, after],
                group=step.weight.shape[0] if step.op is Op.DEPTHWISE else 1,
            )
        case Op.CONCAT:
            node("Concat", axis=1)
        case Op.MEAN:
            node("ReduceMean", axes=[2, 3], keepdims=1)
        case Op.SCALE | Op.SHIFT:
            node(_PLAIN[step.op], constant("number", np.array([step.number], np.float32)))
        case Op.SHRINK:
            side = int(step.number)
            node("AveragePool", kernel_shape=[side, side], strides=[side, side])
        case Op.ENLARGE:
            height, width, channels = step.output.shape
            sizes = constant("size", np.array([1, channels, height, width], np.int64))
            node("Resize", "", "", sizes, mode="linear", coordinate_transformation_mode="half_pixel")
        case _:
            node(_PLAIN[step.op])
    if step.relu:
        nodes.append(helper.make_node("Relu", [result], [name], name=f"{name}/relu"))
