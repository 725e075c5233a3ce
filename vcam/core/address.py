"""Cameras that are reached by an address in the network, and how such an address is shown."""

from __future__ import annotations

import re

SCHEMES = ("http://", "https://", "rtsp://", "rtsps://")


def is_address(name: str) -> bool:
    """Tell whether this is a web or RTSP address."""
    return name.lower().startswith(SCHEMES)


def without_secrets(text: str) -> str:
    """Return an address without its user, password and query; another text as it is.

    A password may have any character in it, so all before the last ``@`` goes, whatever it is.
    """
    if not is_address(text):
        return text
    scheme, _, rest = text.partition("://")
    _, user, rest = rest.rpartition("@")
    place, query, _ = rest.partition("?")
    return f"{scheme}://{'…@' if user else ''}{place}{'?…' if query else ''}"


def hide_secrets(text: str) -> str:
    """Return a text with each address in it as `without_secrets` has it."""
    return re.sub(
        r"\b(?:https?|rtsps?)://[^\s\"']+", lambda found: without_secrets(found[0]), text, flags=re.IGNORECASE
    )
