"""A network as a list of operations, between PyTorch and the file formats.

Each format's writer (`tflite_file`, `onnx_file`) walks the same list, so all files are the same network.
Needs numpy only; a checkpoint is read with torch by `export`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vcam.core.errors import ModelMismatch
from vcam.core.formats import FrameSize

Weights = NDArray[np.float32]

LOCAL_BOUND = 0.2
# the strongest curve, so that with all of the local part r stays in -1..0
GLOBAL_BOUND = 1 / (1 + LOCAL_BOUND)
SHADE_BOUND = 0.5
CURVE_ITERATIONS = 8


class Op(StrEnum):
    """What an operation does. Pictures are (h, w, c); `CONV` and `DEPTHWISE` pad as TensorFlow's SAME."""

    CONV = auto()  # weight (out, in, k, k), bias (out,), stride
    DEPTHWISE = auto()  # weight (c, 1, 3, 3), bias (c,), stride
    CONCAT = auto()  # channels one after the other
    MEAN = auto()  # over height and width, (1, 1, c)
    ADD = auto()  # of two; the second may be (1, 1, c)
    SUBTRACT = auto()
    MULTIPLY = auto()
    SCALE = auto()  # times a number
    SHIFT = auto()  # plus a number
    RELU = auto()
    TANH = auto()
    SQRT = auto()
    SHRINK = auto()  # mean of squares of `stride` pixels a side
    ENLARGE = auto()  # bilinear, centres aligned, to `size`


class Tensor(NamedTuple):
    """A value between operations: its name and its shape (h, w, c)."""

    name: str
    shape: tuple[int, int, int]


@dataclass(frozen=True)
class Operation:
    """One step; `number` is a stride, a factor or a summand."""

    op: Op
    inputs: tuple[Tensor, ...]
    output: Tensor
    weight: Weights | None = None
    bias: Weights | None = None
    number: float = 1
    relu: bool = False  # of what comes out, for CONV and ADD


@dataclass
class Graph:
    """Operations in the order in which they run, from one picture to one map or picture."""

    name: str
    source: Tensor
    operations: list[Operation] = field(default_factory=list)
    rare: list[str] = field(default_factory=list)  # outputs that are near 0 nearly always, and matter else

    @property
    def result(self) -> Tensor:
        """What the last operation gives."""
        return self.operations[-1].output

    @property
    def parameters(self) -> int:
        """Number of trained values."""
        return sum(
            each.size for step in self.operations for each in (step.weight, step.bias) if each is not None
        )

    @property
    def macs(self) -> int:
        """Multiplications with a weight for one picture."""
        return sum(
            step.weight.size * step.output.shape[0] * step.output.shape[1]
            for step in self.operations
            if step.weight is not None
        )

    def add(
        self,
        op: Op,
        *inputs: Tensor,
        channels: int | None = None,
        size: tuple[int, int] | None = None,
        **more: Any,
    ) -> Tensor:
        """Add a step; its output has the first input's size and channels, if nothing else is said."""
        height, width, depth = inputs[0].shape
        height, width = size or (height, width)
        output = Tensor(f"{op}{len(self.operations)}", (height, width, channels or depth))
        self.operations.append(Operation(op, inputs, output, **more))
        return output

    def conv(self, source: Tensor, layer: Layer, *, stride: int = 1, relu: bool = False) -> Tensor:
        """Add a convolution."""
        height, width, _ = source.shape
        return self.add(
            Op.CONV,
            source,
            channels=len(layer.bias),
            size=(-(-height // stride), -(-width // stride)),
            weight=layer.weight,
            bias=layer.bias,
            number=stride,
            relu=relu,
        )

    def separable(
        self, source: Tensor, layers: Layers, name: str, *, stride: int = 1, relu: bool = True
    ) -> Tensor:
        """Add a depthwise convolution and the pointwise one after it."""
        depthwise = layers[f"{name}.depthwise"]
        height, width, _ = source.shape
        middle = self.add(
            Op.DEPTHWISE,
            source,
            size=(-(-height // stride), -(-width // stride)),
            weight=depthwise.weight,
            bias=depthwise.bias,
            number=stride,
        )
        return self.conv(middle, layers[f"{name}.pointwise"], relu=relu)


class Layer(NamedTuple):
    """A convolution's weight (out, in, k, k) and bias (out,), as torch has them."""

    weight: Weights
    bias: Weights


class Layers(Mapping[str, Layer]):
    """The layers of a state dict; `ModelMismatch` for one that is not there."""

    def __init__(self, state: Mapping[str, Any]) -> None:
        self._state = state

    def __getitem__(self, name: str) -> Layer:
        try:
            return Layer(*(np.asarray(self._state[f"{name}.{part}"], np.float32) for part in Layer._fields))
        except KeyError as exc:
            raise ModelMismatch(
                f"the checkpoint has no {exc}", hint="Export a file written by train.py."
            ) from exc

    def __iter__(self) -> Any:
        return iter({name.rpartition(".")[0] for name in self._state})

    def __len__(self) -> int:
        return len(list(iter(self)))


def lowlight(state: Mapping[str, Any], size: FrameSize, graph: Graph | None = None) -> Graph:
    """`net.LowlightNet`: codes (h, w, 3) to the map (h / 4, w / 4, 1)."""
    layers = Layers(state)
    graph = graph or _empty("lowlight", size)
    x = graph.conv(_last(graph), layers["stem"], stride=2, relu=True)
    x = graph.separable(x, layers, "early")
    before = x = graph.separable(x, layers, "down", stride=2)
    for number in range(3):
        x = graph.add(Op.ADD, x, graph.separable(x, layers, f"deep.{number}"))
    pooled = [graph.add(Op.MEAN, each, size=(1, 1)) for each in (before, x)]
    both = graph.add(Op.CONCAT, *pooled, channels=sum(each.shape[2] for each in pooled))
    sensed = graph.conv(both, layers["sense"], relu=True)
    level = graph.add(Op.RELU, graph.add(Op.TANH, graph.conv(sensed, layers["level"])))
    x = graph.add(Op.ADD, x, graph.conv(sensed, layers["context"]), relu=True)
    local = graph.conv(graph.separable(x, layers, "place"), layers["local"])
    # -GLOBAL_BOUND * level * (1 + LOCAL_BOUND * local), with the factors where they cost nothing
    share = graph.add(Op.SCALE, graph.add(Op.TANH, local), number=-GLOBAL_BOUND * LOCAL_BOUND)
    base = graph.add(Op.MULTIPLY, graph.add(Op.SHIFT, share, number=-GLOBAL_BOUND), level)
    base_end = len(graph.operations)
    for number in range(2):
        x = graph.add(Op.ADD, x, graph.separable(x, layers, f"contrast.{number}"))
    shade = graph.add(Op.RELU, graph.add(Op.TANH, graph.conv(x, layers["shade"])))
    shade = graph.add(Op.SCALE, shade, number=SHADE_BOUND)
    # base * (1 - shade) - shade
    rest = graph.add(Op.SUBTRACT, base, graph.add(Op.MULTIPLY, base, shade))
    graph.add(Op.SUBTRACT, rest, shade)
    graph.rare += [each.output.name for each in graph.operations[base_end:]]
    return graph


def sgz(state: Mapping[str, Any], size: FrameSize, graph: Graph | None = None) -> Graph:
    """`net.SgzNet`: values (h, w, 3) to the map (h, w, 3)."""
    layers = Layers(state)
    graph = graph or _empty("sgz", size)
    outputs = [_last(graph)]
    for number in range(4):
        outputs.append(graph.separable(outputs[-1], layers, f"layers.{number}"))
    result = outputs[4]
    # layer 5 takes x3 and x4, layer 6 x2 and x5, layer 7 x1 and x6
    for number, earlier in ((4, 3), (5, 2), (6, 1)):
        channels = outputs[earlier].shape[2] + result.shape[2]
        joined = graph.add(Op.CONCAT, outputs[earlier], result, channels=channels)
        result = graph.separable(joined, layers, f"layers.{number}", relu=number < 6)
    graph.add(Op.TANH, result)
    return graph


NETWORKS = {"lowlight": lowlight, "contrast": lowlight, "sgz": sgz}


def network(recipe: str, state: Mapping[str, Any], size: FrameSize) -> Graph:
    """The map network of a recipe."""
    return NETWORKS[recipe](state, size)


def whole(recipe: str, state: Mapping[str, Any], size: FrameSize, shrink: int = 4) -> Graph:
    """All of it in one graph: shrink, network, enlarge, curve; picture to picture."""
    graph = _empty(f"{recipe}-whole", size)
    picture = graph.source
    graph.add(Op.SHRINK, picture, size=(size.height // shrink, size.width // shrink), number=shrink)
    if recipe != "sgz":
        graph.add(Op.SQRT, graph.result)
    NETWORKS[recipe](state, size, graph)
    curve_map = graph.add(Op.ENLARGE, graph.result, size=(size.height, size.width))
    x = picture
    for _ in range(CURVE_ITERATIONS):
        bend = graph.add(Op.SUBTRACT, graph.add(Op.MULTIPLY, x, x), x)
        x = graph.add(Op.ADD, x, graph.add(Op.MULTIPLY, bend, curve_map))
    return graph


def _empty(name: str, size: FrameSize) -> Graph:
    return Graph(name, Tensor("picture", (size.height, size.width, 3)))


def _last(graph: Graph) -> Tensor:
    return graph.result if graph.operations else graph.source
