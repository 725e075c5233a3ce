"""What a person chose about the picture: one immutable object, swapped whole, read once per frame."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class EnhanceMode(enum.StrEnum):
    """When frames are enhanced."""

    AUTO = "auto"  # while the scene is dark
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Look:
    """How frames are to look.

    `strength` is from 0 (as captured) to 1 (as the network asks); `denoise` how much of the noise is taken
    away where a frame is enhanced, from 0 (none) to 1.
    """

    mode: EnhanceMode = EnhanceMode.AUTO
    strength: float = 1.0
    denoise: float = 1.0
    mirror: bool = False
