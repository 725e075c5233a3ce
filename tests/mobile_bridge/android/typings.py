"""Every public name of Android and of its Java, as npm's @nativescript/types-android lists them.

The list is TypeScript: a class is `export class Name extends ... implements ... {`, a nested one lies in a
module of the outer class's name, a number of any kind is `number`. `@since N` stands where a name came after
level 21.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

OLDEST = 21


@dataclass(frozen=True)
class Method:
    """A method or constructor, whose name is then "<init>"."""

    static: bool
    parameters: tuple[str, ...]
    """As TypeScript names them, without type arguments and "| null": number, string, android.view.View."""
    result: str
    since: int


@dataclass(frozen=True)
class Field:
    """A field or constant."""

    static: bool
    value: str
    """The constant as it is written, or the type."""
    since: int


@dataclass
class Class:
    """A class or interface."""

    since: int
    above: tuple[str, ...]
    methods: dict[str, list[Method]] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    interface: bool = False


_MODULE = re.compile(r"(?:declare|export) module (\w+) \{")
_METHOD = re.compile(r"(?:public|protected) (static )?(\w+)\((.*)\)(?:: (.*))?;$")
_FIELD = re.compile(r"(?:public|protected) (static )?(\w+): (.*);$")
_SINCE = re.compile(r"@since (\d+)")


def read(path: Path) -> dict[str, Class]:
    """Return the classes by their names in class files: android/view/View$OnClickListener."""
    found: dict[str, Class] = {}
    outer: list[str] = []
    since = OLDEST
    # what an interface's constructor takes repeats its methods: from a line that ends in "{" to one of "});"
    repeated = False
    for raw in path.read_text().splitlines():
        line = raw.strip()
        if repeated or line.endswith("constructor(implementation: {"):
            found[_name(outer, found)].interface = True
            repeated = line != "});"
        elif line.startswith(("/*", "*", "//")) or not line:
            if given := _SINCE.search(line):
                since = int(given[1])
        else:
            _one(line, since, outer, found)
            since = OLDEST
    return found


def _one(line: str, since: int, outer: list[str], found: dict[str, Class]) -> None:
    if line == "}":
        outer.pop()
    elif module := _MODULE.match(line):
        outer.append(module[1])
    elif line.startswith("export ") and "class " in line:
        name = re.split(r"[ <{]", line.partition("class ")[2])[0]
        # a class that another one nested in it hides has a long name, and its own as an alias
        outer.append(re.sub(f"^{''.join(outer)}(?=[A-Z])", "", name))
        within = found.get(_name(outer[:-1], found))
        found[_name(outer, found)] = Class(max(since, within.since if within else since), _above(line))
    elif method := _METHOD.match(line):
        static, name, parameters, result = method.groups()
        types = tuple(plain(each.partition(": ")[2]) for each in _split(parameters))
        name = "<init>" if name == "constructor" else name
        owner = found[_name(outer, found)]
        entry = Method(bool(static), types, plain(result or "void"), max(since, owner.since))
        owner.methods.setdefault(name, []).append(entry)
    elif value := _FIELD.match(line):
        static, name, kind = value.groups()
        owner = found[_name(outer, found)]
        owner.fields[name] = Field(bool(static), kind, max(since, owner.since))


def _name(outer: list[str], found: dict[str, Class]) -> str:
    """Join modules by "/", and classes by "$"."""
    name = outer[0]
    for each in outer[1:]:
        name += ("$" if name in found else "/") + each
    return name


def _above(line: str) -> tuple[str, ...]:
    text = _without_arguments(line.partition("class ")[2].rstrip("{ "))
    return tuple(
        re.findall(r"[\w.]+", text.replace(" extends ", ",").replace(" implements ", ",").partition(",")[2])
    )


def _split(parameters: str) -> list[str]:
    return [each.strip() for each in _without_arguments(parameters).split(",") if each.strip()]


def plain(kind: str) -> str:
    """Return a type without its arguments: of an array's, its elements' type is kept, as in number[]."""
    return _without_arguments(kind.replace(" | null", "")).strip()


def _without_arguments(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text)
    for _ in range(4):
        text = re.sub(r"androidNative\.Array<([^<>]*)>", r"\1[]", text)
        text = re.sub(r"(?<!Array)<[^<>]*>", "", text)
    return text
