"""From a network's operations to fragment shaders.

A tensor of H rows, W columns and C channels lies in one RGBA texture, H high and W * C / 4 wide: groups of
four channels side by side. Row 0 is the top of the picture. Shaders ask textures for their sizes, so the same
program serves pictures of any size. What works on each value by itself has no pass of its own: it is part of
the convolution whose result it takes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from mobile_bridge.glsl.graph import Floats, Graph, Operation, Unsupported

WEIGHTS_WIDTH = 64
GLOBAL = 0  # instead of a divisor: one value for the whole picture

HEAD = """#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D weights;
out vec4 result;
vec4 weight(int at) { return texelFetch(weights, ivec2(at % {width}, at / {width}), 0); }
"""

_BINARY = {"add": "+", "sub": "-", "mul": "*"}


@dataclass(slots=True)
class Pass:
    """One draw call: `output` is `divide` times smaller than the picture (`GLOBAL`: 1 x 1), in `groups`."""

    shader: str
    inputs: list[str]
    output: str
    divide: int
    groups: int


@dataclass(slots=True)
class _Node:
    """A value: in a texture, or known how it is computed. `users` counts who takes it."""

    operation: Operation
    arguments: list[_Node | float]
    divide: int
    channels: int
    users: int
    texture: str = ""

    @property
    def groups(self) -> int:
        return -(-self.channels // 4)


@dataclass(slots=True)
class Program:
    """The passes, and all weights: float32 (n, 4)."""

    passes: list[Pass] = field(default_factory=list)
    weights: list[Floats] = field(default_factory=list)

    def store(self, texels: Floats) -> int:
        """Keep weights, (n, 4); returns where they begin."""
        at = sum(len(each) for each in self.weights)
        self.weights.append(texels.astype(np.float32).reshape(-1, 4))
        return at

    @property
    def texels(self) -> Floats:
        """All weights, filled up to whole rows of `WEIGHTS_WIDTH`."""
        texels = np.concatenate(self.weights)
        missing = -len(texels) % WEIGHTS_WIDTH
        return np.concatenate([texels, np.zeros((missing, 4), np.float32)])


def translate(graph: Graph) -> Program:
    """Turn a network into passes. The input's three channels are taken as they are shown, and their root."""
    users = Counter(number for each in graph.operations for number in each.inputs)
    channels = graph.shapes[graph.input][2]
    source = _Node(Operation("input", (), graph.input), [], 1, channels, users[graph.input], "small")
    nodes, rows, program = {graph.input: source}, graph.shapes[graph.input][0], Program()
    for each in graph.operations:
        arguments = [nodes[n] if n in nodes else _scalar(graph.constants[n]) for n in each.inputs]
        height, _, channels = graph.shapes[each.output]
        divide = GLOBAL if height == 1 else rows // height
        nodes[each.output] = _Node(each, arguments, divide, channels, users[each.output])
    _materialise(nodes[graph.output], program)
    program.passes[-1].output = "map"
    return program


def _scalar(values: Floats) -> float:
    if values.size != 1:
        raise Unsupported("a constant that is not one number")
    return float(values.ravel()[0])


def _materialise(node: _Node, program: Program) -> None:
    """Let the node's value be in a texture."""
    if node.texture:
        return
    host = _host(node, node)
    textures: list[_Node] = []
    if host is not None:
        body = _BODIES[host.operation.kind](host, program, textures)
    else:
        body = "vec4 computed() { return vec4(0.0); }\n"
    expression = _expression(node, host, program, textures, top=True)
    names = list(dict.fromkeys(each.texture for each in textures))
    samplers = "".join(f"uniform sampler2D {name};\n" for name in names)
    node.texture = f"t{len(program.passes)}"
    shader = HEAD.replace("{width}", str(WEIGHTS_WIDTH)) + samplers
    shader += "ivec2 p;\nint g, columns;\n" + body + _main(node, host, textures, expression)
    program.passes.append(Pass(shader, names, node.texture, node.divide, node.groups))


def _host(node: _Node, top: _Node) -> _Node | None:
    """The convolution, or what else is computed over many places, that `node` can be part of."""
    if node.texture or node.divide != top.divide or (node is not top and node.users > 1):
        return None
    if node.operation.kind in _BODIES:
        return node
    found = (_host(each, top) for each in node.arguments if isinstance(each, _Node))
    return next((each for each in found if each is not None), None)


def _expression(
    node: _Node | float, host: _Node | None, program: Program, textures: list[_Node], *, top: bool = False
) -> str:
    """The value of four channels, group `g`, at place `p`."""
    if isinstance(node, float):
        return f"vec4({node!r})"
    kind = node.operation.kind
    if node is host:
        text = "computed()"
    elif node.texture or kind in _BODIES or (node.users > 1 and not top):
        _materialise(node, program)
        textures.append(node)
        place = "ivec2(g, 0)" if node.divide == GLOBAL else "ivec2(g * columns + p.x, p.y)"
        return f"texelFetch({node.texture}, {place}, 0)"
    else:
        arguments = [_expression(each, host, program, textures) for each in node.arguments]
        text = _combined(kind, arguments)
    return f"max({text}, 0.0)" if node.operation.activation == "relu" else text


def _combined(kind: str, arguments: list[str]) -> str:
    if kind in _BINARY:
        return f"({arguments[0]} {_BINARY[kind]} {arguments[1]})"
    if kind == "relu":
        return f"max({arguments[0]}, 0.0)"
    if kind == "tanh":
        # GLSL's own may overflow for large values in some drivers
        return f"tanh(clamp({arguments[0]}, -9.0, 9.0))"
    raise Unsupported(kind)


def _main(node: _Node, host: _Node | None, textures: list[_Node], expression: str) -> str:
    """Where this fragment is, then its value."""
    if node.divide == GLOBAL:
        columns = "1"
    else:
        source = textures[0]
        columns = f"textureSize({source.texture}, 0).x / {source.groups}"
        if host is not None and host.operation.stride == 2:
            columns = f"({columns} + 1) / 2"
    return (
        "void main() {\n"
        "  p = ivec2(gl_FragCoord.xy);\n"
        f"  columns = {columns};\n"
        "  g = p.x / columns;\n"
        "  p.x -= g * columns;\n"
        f"  result = {expression};\n"
        "}\n"
    )


def _source(host: _Node, program: Program, textures: list[_Node]) -> _Node:
    source = host.arguments[0]
    assert isinstance(source, _Node)
    _materialise(source, program)
    textures.append(source)
    return source


def _read(source: _Node) -> str:
    """A function that reads the input at a place, 0 outside."""
    value = f"texelFetch({source.texture}, at, 0)"
    if source.texture == "small":
        value = f"vec4(sqrt({value}.rgb), 0.0)"
    if source.divide == GLOBAL:
        return f"vec4 read(ivec2 at, int h, ivec2 size) {{ at = ivec2(h, 0); return {value}; }}\n"
    return (
        "vec4 read(ivec2 at, int h, ivec2 size) {\n"
        "  if (at.x < 0 || at.y < 0 || at.x >= size.x || at.y >= size.y) return vec4(0.0);\n"
        f"  at.x += h * size.x;\n  return {value};\n"
        "}\n"
    )


def _size(source: _Node) -> str:
    whole = f"textureSize({source.texture}, 0)"
    return f"  ivec2 size = ivec2({whole}.x / {source.groups}, {whole}.y);\n"


def _window(rows: int, stride: int) -> str:
    """Upper left corner of what is read: as TensorFlow's SAME has it, for sides that the stride divides."""
    before = (rows - stride) // 2 if rows > stride else 0
    return f"p * {stride} - {before}"


def _conv(host: _Node, program: Program, textures: list[_Node]) -> str:
    """Each output's four channels take from each input group by a 4 x 4 matrix."""
    source = _source(host, program, textures)
    weights, bias = host.operation.constants
    outputs, rows, columns, _ = weights.shape
    groups = source.groups
    padded = np.zeros((4 * host.groups, rows, columns, 4 * groups), np.float32)
    padded[:outputs, :, :, : weights.shape[3]] = weights
    # (output group, row, column, input group, input in it, output in it)
    matrices = padded.reshape(host.groups, 4, rows, columns, groups, 4).transpose(0, 2, 3, 4, 5, 1)
    biases = np.zeros(4 * host.groups, np.float32)
    biases[:outputs] = bias
    count = rows * columns * groups * 4
    table = np.concatenate(
        [matrices.reshape(host.groups, count, 4), biases.reshape(host.groups, 1, 4)], axis=1
    )
    start = program.store(table)
    return _read(source) + (
        "vec4 computed() {\n" + _size(source) + f"  ivec2 corner = {_window(rows, host.operation.stride)};\n"
        f"  int at = {start} + g * {count + 1};\n"
        f"  vec4 sum = weight(at + {count});\n"
        f"  for (int y = 0; y < {rows}; y++)\n"
        f"    for (int x = 0; x < {columns}; x++)\n"
        f"      for (int h = 0; h < {groups}; h++) {{\n"
        "        vec4 v = read(corner + ivec2(x, y), h, size);\n"
        "        sum += mat4(weight(at), weight(at + 1), weight(at + 2), weight(at + 3)) * v;\n"
        "        at += 4;\n"
        "      }\n"
        "  return sum;\n"
        "}\n"
    )


def _depthwise(host: _Node, program: Program, textures: list[_Node]) -> str:
    source = _source(host, program, textures)
    weights, bias = host.operation.constants
    _, rows, columns, channels = weights.shape
    if channels % 4:
        raise Unsupported("channels that are no multiple of four")
    by_group = weights.reshape(rows * columns, host.groups, 4).transpose(1, 0, 2)
    table = np.concatenate([by_group, bias.reshape(host.groups, 1, 4)], axis=1)
    start, count = program.store(table), rows * columns
    return _read(source) + (
        "vec4 computed() {\n" + _size(source) + f"  ivec2 corner = {_window(rows, host.operation.stride)};\n"
        f"  int at = {start} + g * {count + 1};\n"
        f"  vec4 sum = weight(at + {count});\n"
        f"  for (int y = 0; y < {rows}; y++)\n"
        f"    for (int x = 0; x < {columns}; x++)\n"
        "      sum += weight(at++) * read(corner + ivec2(x, y), g, size);\n"
        "  return sum;\n"
        "}\n"
    )


def _mean(host: _Node, program: Program, textures: list[_Node]) -> str:
    source = _source(host, program, textures)
    return (
        "vec4 computed() {\n" + _size(source) + "  vec4 sum = vec4(0.0);\n"
        "  for (int y = 0; y < size.y; y++) {\n"
        "    vec4 row = vec4(0.0);\n"
        f"    for (int x = 0; x < size.x; x++) row += texelFetch({source.texture}, "
        "ivec2(g * size.x + x, y), 0);\n"
        "    sum += row / float(size.x);\n"
        "  }\n"
        "  return sum / float(size.y);\n"
        "}\n"
    )


def _concat(host: _Node, program: Program, textures: list[_Node]) -> str:
    text, first = "", 0
    for each in host.arguments:
        assert isinstance(each, _Node)
        if each.divide != GLOBAL or each.channels % 4:
            raise Unsupported("a concatenation of pictures")
        _materialise(each, program)
        textures.append(each)
        text += (
            f"  if (g < {first + each.groups}) return texelFetch({each.texture}, ivec2(g - {first}, 0), 0);\n"
        )
        first += each.groups
    return "vec4 computed() {\n" + text + "  return vec4(0.0);\n}\n"


_BODIES = {"conv": _conv, "depthwise": _depthwise, "mean": _mean, "concat": _concat}
