"""Which kind of number each method of Android takes, as PyPI's chaquopy-stubs-android has it from Android 16.

The typings say only `number`, but a method that is called with an int for a long is not found on the phone.
"""

from __future__ import annotations

import ast
import re
from importlib import metadata
from pathlib import Path

from tests.mobile_bridge.android.classfile import types_of

_WORDS = ("boolean", "byte", "char", "short", "int", "long", "float", "double")
_LETTERS = dict(zip(_WORDS, "ZBCSIJFD", strict=True))
_RESULTS = {"None": "V", "bool": "Z", "int": "BSIJ", "float": "FD"}

Signature = tuple[str, str]
"""Letters of the parameters, and those that the result may be.

An array of primitives is "[" and their letter; all else is "L".
"""


def folder() -> Path | None:
    """Return where the stubs are installed, or None."""
    try:
        return Path(str(metadata.distribution("chaquopy-stubs-android").locate_file("android-stubs")))
    except metadata.PackageNotFoundError:
        return None


Signatures = dict[tuple[str, str], list[Signature]]
"""By class, as class files name it, and method."""


def read(stubs: Path, packages: set[str]) -> Signatures:
    """Return the signatures of packages, such as "android/view"."""
    found: Signatures = {}
    for file in sorted(stubs.rglob("*.pyi")):
        parts = file.relative_to(stubs).with_suffix("").parts
        package = "/".join(["android", *(part for part in parts if part != "__init__")])
        if package in packages:
            _read_body(ast.parse(file.read_text()).body, f"{package}/", found)
    return found


def _read_body(body: list[ast.stmt], outer: str, found: Signatures) -> None:
    for each in body:
        if isinstance(each, ast.ClassDef):
            name = outer + each.name
            _read_body(each.body, f"{name}$", found)
            for method in each.body:
                if isinstance(method, ast.FunctionDef):
                    key = name, "<init>" if method.name == "__init__" else method.name
                    found.setdefault(key, []).append(_signature(method))


def _signature(method: ast.FunctionDef) -> Signature:
    parameters = [each for each in method.args.posonlyargs + method.args.args if each.arg != "self"]
    letters = [_letter(ast.unparse(each.annotation)) for each in parameters if each.annotation]
    if method.args.vararg:
        letters.append("L")
    result = ast.unparse(method.returns) if method.returns else "None"
    return "".join(letters), _RESULTS.get(result, "L")


def _letter(annotation: str) -> str:
    if array := re.search(r"JavaArrayJ([A-Z][a-z]+)", annotation):
        return "[" + _LETTERS[array[1].lower()]
    kind = re.search(r"\bjava\.j([a-z]+)\b", annotation)
    return _LETTERS[kind[1]] if kind else "L"


def fits(descriptor: str, signature: Signature) -> bool:
    """Whether a method of this descriptor is the one of that signature, as far as primitives tell."""
    *parameters, result = (re.sub(r"^(\[+L.*|L.*|\[\[.*)$", "L", each) for each in types_of(descriptor))
    return "".join(parameters) == signature[0] and (result in signature[1] or result.startswith("["))
