"""What a class file names (The Java Virtual Machine Specification, chapter 4)."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import NamedTuple

PUBLIC = 0x0001
PROTECTED = 0x0004
STATIC = 0x0008
INTERFACE = 0x0200
ABSTRACT = 0x0400
SYNTHETIC = 0x1000

Constant = int | float | str | None

_SIZES = {
    3: 4,
    4: 4,
    5: 8,
    6: 8,
    7: 2,
    8: 2,
    9: 4,
    10: 4,
    11: 4,
    12: 4,
    15: 3,
    16: 2,
    17: 4,
    18: 4,
    19: 2,
    20: 2,
}
"""By the tag of a constant: bytes that follow it."""
_NUMBERS = {3: ">i", 4: ">f", 5: ">q", 6: ">d"}
_UTF8, _STRING, _FIELD = 1, 8, 9
_REFERENCES = (9, 10, 11)


class Member(NamedTuple):
    """A field or a method: of this class, or one of another that it names."""

    owner: str
    name: str
    descriptor: str
    flags: int = 0
    value: Constant = None


@dataclass(frozen=True)
class ClassFile:
    """A class and what it names. Names of classes are as in the file: java/util/Map$Entry."""

    name: str
    version: int
    flags: int
    above: tuple[str, ...]
    """Its superclass and interfaces."""
    fields: tuple[Member, ...]
    methods: tuple[Member, ...]
    used_fields: frozenset[Member]
    used_methods: frozenset[Member]


def types_of(descriptor: str) -> list[str]:
    """Split "(I[JLjava/lang/String;)V" into "I", "[J", "Ljava/lang/String;" and, for the result, "V"."""
    return re.findall(r"\[*(?:L[^;]+;|[BCDFIJSZV])", descriptor)


def read(data: bytes) -> ClassFile:
    """Read a class file; ValueError if it is none."""
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0
        self._constants: dict[int, tuple[int, bytes]] = {}

    def read(self) -> ClassFile:
        magic, _, version, count = self._take(">IHHH")
        if magic != 0xCAFEBABE:
            raise ValueError("not a class file")
        self._read_constants(count)
        flags, this, above, interfaces = self._take(">HHHH")
        parents = [above] * (above > 0) + [self._u2() for _ in range(interfaces)]
        name = self._class(this)
        fields, methods = self._members(name), self._members(name)
        used = [(tag, self._reference(body)) for tag, body in self._constants.values() if tag in _REFERENCES]
        return ClassFile(
            name,
            version,
            flags,
            tuple(map(self._class, parents)),
            fields,
            methods,
            frozenset(member for tag, member in used if tag == _FIELD),
            frozenset(member for tag, member in used if tag != _FIELD),
        )

    def _take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return found

    def _u2(self) -> int:
        return self._take(">H")[0]

    def _read_constants(self, count: int) -> None:
        index = 1
        while index < count:
            (tag,) = self._take(">B")
            size = self._u2() if tag == _UTF8 else _SIZES[tag]
            self._constants[index] = tag, self._data[self._at : self._at + size]
            self._at += size
            index += 2 if tag in (5, 6) else 1

    def _text(self, index: int) -> str:
        # Java's own UTF-8 differs for characters that no name has
        return self._constants[index][1].decode("utf-8", "replace")

    def _class(self, index: int) -> str:
        return self._text(int.from_bytes(self._constants[index][1]))

    def _reference(self, body: bytes) -> Member:
        owner, what = struct.unpack(">HH", body)
        name, descriptor = struct.unpack(">HH", self._constants[what][1])
        return Member(self._class(owner), self._text(name), self._text(descriptor))

    def _members(self, owner: str) -> tuple[Member, ...]:
        found = []
        for _ in range(self._u2()):
            flags, name, descriptor, attributes = self._take(">HHHH")
            value: Constant = None
            for _ in range(attributes):
                kind, size = self._take(">HI")
                if self._text(kind) == "ConstantValue":
                    value = self._value(struct.unpack_from(">H", self._data, self._at)[0])
                self._at += size
            found.append(Member(owner, self._text(name), self._text(descriptor), flags, value))
        return tuple(found)

    def _value(self, index: int) -> Constant:
        tag, body = self._constants[index]
        if tag == _STRING:
            return self._text(int.from_bytes(body))
        number = struct.unpack(_NUMBERS[tag], body)[0]
        assert isinstance(number, int | float)
        return number
