"""Desktop entries (.desktop files), as far as this program reads and writes them.

The rules are those of the Desktop Entry Specification 1.5: "Basic format of the file" and "The Exec key".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

GROUP = "[Desktop Entry]"


def read(text: str) -> dict[str, str]:
    """Keys of the main group; empty for what is no desktop entry. Of a key given twice the last counts."""
    found: dict[str, str] = {}
    inside = False
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped.startswith("["):
            inside = stripped == GROUP
        elif inside and "=" in stripped and not stripped.startswith("#"):
            key, _, value = stripped.partition("=")
            found[key.rstrip()] = value.lstrip()
    return found


def replaced(text: str, values: Mapping[str, str]) -> str:
    """Return the entry with other values of keys that it has; a key that is not there is added at the end."""
    lines, left = [], dict(values)
    for line in text.rstrip("\n").split("\n"):
        key = line.partition("=")[0].strip()
        lines.append(f"{key}={left.pop(key)}" if key in left else line)
    return "\n".join([*lines, *(f"{key}={value}" for key, value in left.items())]) + "\n"


def exec_value(words: Sequence[str]) -> str:
    """Value of the key Exec that starts a program with exactly these words."""
    return " ".join(_quoted(word) for word in words)


def string_value(text: str) -> str:
    """Value of a key whose type is string."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _quoted(word: str) -> str:
    text = word.replace("%", "%%")
    if not text or re.search(r"[^\w@%+:,./-]", text, re.ASCII):
        text = '"' + re.sub(r'(["`$\\])', r"\\\1", text) + '"'
    return string_value(text)
