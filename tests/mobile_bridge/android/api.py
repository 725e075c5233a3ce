"""Whether what class files name is there on a phone, and since which level of Android."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from tests.mobile_bridge.android.classfile import ABSTRACT, INTERFACE, ClassFile, Member, types_of
from tests.mobile_bridge.android.typings import Class, Method

MIN_SDK = 24
LEVEL = Member("android/os/Build$VERSION", "SDK_INT", "I")
"""What a class reads that asks which Android this is."""

_KINDS = {"V": "void", "Z": "boolean", "C": "string", **dict.fromkeys("BSIJFD", "number")}
_WORDS = {"java/lang/String": "string", "java/lang/CharSequence": "string", "java/lang/Object": "any"}
_VARIABLE = re.compile(r"(?:[A-Z][A-Z0-9]?|any|java\.lang\.(?:Object|Number|Comparable))(\[\])*$")
"""A type variable, or what an erased one is."""


class Api:
    """The names of the platform."""

    def __init__(self, classes: Mapping[str, Class]) -> None:
        self._classes = classes
        self._by_dots = {name.replace("/", ".").replace("$", "."): name for name in classes}

    def since(self, member: Member) -> int | None:
        """Return the level that brought a method, field or constant; None if there is none like it."""
        found = [self.field(each, member) for each in self._chain(member.owner)]
        if member.descriptor.startswith("("):
            found = [
                method.since
                for each in self._chain(member.owner, constructors=member.name == "<init>")
                for method in self.like(each, member)
            ]
        levels = [level for level in found if level is not None]
        return min(levels, default=None)

    def since_class(self, name: str) -> int | None:
        """Return the level that brought a class."""
        found = self._classes.get(name)
        return found.since if found else None

    def field(self, owner: str, member: Member) -> int | None:
        """Return the level of a class's own field."""
        found = self._classes[owner].fields.get(member.name)
        return found.since if found else None

    def value(self, member: Member) -> str:
        """Return a constant as it is written in TypeScript; a type if it is none; "" if it is not there."""
        for each in self._chain(member.owner):
            if member.name in self._classes[each].fields:
                return self._classes[each].fields[member.name].value
        return ""

    def like(self, owner: str, member: Member) -> list[Method]:
        """Return a class's own methods that take and give the same, as far as TypeScript tells."""
        *parameters, result = map(_as_typescript, types_of(member.descriptor))
        return [
            each
            for each in self._classes[owner].methods.get(member.name, [])
            if len(each.parameters) == len(parameters)
            and all(map(_same, parameters, each.parameters))
            and _same(result, each.result)
        ]

    def to_implement(self, name: str) -> set[tuple[str, int]]:
        """Return the methods that an interface wants, and how much each takes; none for what is no interface.

        Methods that came later than their interface have code in it, and so have Java 8's, of level 24.
        """
        found = self._classes.get(name)
        if found is None or not found.interface:
            return set()
        return {
            (method, len(each.parameters))
            for method, overloads in found.methods.items()
            for each in overloads
            if method != "<init>" and not each.static and each.since <= max(found.since, MIN_SDK - 1)
        }

    def _chain(self, owner: str, *, constructors: bool = False) -> Iterator[str]:
        """Yield a class, and all above it unless it is a constructor that is looked for."""
        if owner in self._classes:
            yield owner
            for above in () if constructors else self._classes[owner].above:
                yield from self._chain(self._by_dots.get(above, ""))


def _as_typescript(descriptor: str) -> str:
    element = descriptor.lstrip("[")
    if element.startswith("L"):
        name = element[1:-1]
        word = _WORDS.get(name, name.replace("/", ".").replace("$", "."))
    else:
        word = _KINDS[element]
    return word + "[]" * (len(descriptor) - len(element))


def _same(ours: str, theirs: str) -> bool:
    if _VARIABLE.match(theirs):
        return "." in ours or _VARIABLE.match(ours) is not None or ours.endswith("[]") or ours == "string"
    return ours == theirs


def platform_members(classes: Iterable[ClassFile]) -> Iterator[tuple[ClassFile, Member]]:
    """Yield what each class names of the platform: what it inherits by the first class that is not ours."""
    ours = {each.name: each for each in classes}
    for each in ours.values():
        for member in sorted(each.used_methods | each.used_fields, key=str):
            for owner in _first_not_ours(member, ours):
                yield each, member._replace(owner=owner)


def _first_not_ours(member: Member, ours: Mapping[str, ClassFile]) -> list[str]:
    name = member.owner
    while name in ours:
        if any(each[1:3] == member[1:3] for each in [*ours[name].methods, *ours[name].fields]):
            return []
        # an interface of ours declares what it does not inherit, and those of the platform have no fields
        name = ours[name].above[0]
    return [] if name.startswith("[") else [name]


def unknown(classes: Iterable[ClassFile], api: Api) -> list[str]:
    """Return what the classes name that no Android has, with who names it."""
    return sorted(
        f"{each.name}: {member.owner}.{member.name}{member.descriptor}"
        for each, member in platform_members(classes)
        if api.since(member) is None
    )


def level_of(name: str) -> int:
    """Return the level a class of ours is for: Hints31 and what is nested in it for 31, others for 24."""
    found = re.search(r"[a-z](2[5-9]|3\d)$", name.partition("$")[0])
    return int(found[1]) if found else MIN_SDK


def too_new(classes: Iterable[ClassFile], api: Api) -> list[str]:
    """Return what classes name that came later than the level they are for."""
    return sorted(
        {
            f"{each.name}: {member.owner}.{member.name} came with {since}"
            for each, member in platform_members(classes)
            if (since := api.since(member) or 0) > level_of(each.name)
        }
    )


def unguarded(classes: Iterable[ClassFile]) -> list[str]:
    """Return who calls a class for a later level and asks nowhere for the level."""
    ours = {each.name: each for each in classes}
    asking = {LEVEL[:2]} | {(name, "isAtLeast") for name, each in ours.items() if LEVEL in each.used_fields}
    return sorted(
        f"{each.name}: {used.owner}.{used.name}"
        for each in ours.values()
        for used in each.used_methods | each.used_fields
        if used.owner in ours
        and level_of(used.owner) > level_of(each.name)
        and not asking & {(member.owner, member.name) for member in each.used_methods | each.used_fields}
    )


def unimplemented(classes: Iterable[ClassFile], api: Api) -> list[str]:
    """Return what interfaces of the platform want and our classes lack; the stubs might not ask for it."""
    ours = {each.name: each for each in classes}
    wrong = []
    for each in ours.values():
        if each.flags & (ABSTRACT | INTERFACE):
            continue
        family, platform = _above(each.name, ours)
        there = {(one.name, len(types_of(one.descriptor)) - 1) for kin in family for one in ours[kin].methods}
        wrong += [
            f"{each.name}: {name}.{method}"
            for name in sorted(platform)
            for method, _ in sorted(api.to_implement(name) - there)
        ]
    return wrong


def _above(name: str, ours: Mapping[str, ClassFile]) -> tuple[set[str], set[str]]:
    """Return a class of ours with all of ours above it, and what of the platform is above these."""
    if name not in ours:
        return set(), {name}
    family, platform = {name}, set[str]()
    for each in ours[name].above:
        more, others = _above(each, ours)
        family |= more
        platform |= others
    return family, platform
