"""What one frame may cost: the levers with which the governor trades quality for time."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class DenoiseLevel(enum.IntEnum):
    """How much noise is taken away; a higher level does all that the lower ones do."""

    OFF = 0
    TEMPORAL = 1  # over time only
    LIGHT = 2  # and lightly within the picture
    FULL = 3


_DENOISE_WORDS = {
    DenoiseLevel.OFF: "no denoise",
    DenoiseLevel.TEMPORAL: "denoise over time only",
    DenoiseLevel.LIGHT: "lighter denoise",
}
_ORDINALS = {2: "2nd", 3: "3rd"}


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work goes into a frame; the default is all of it.

    Parameters
    ----------
    network_every
        The scene is looked at (shrink, network, noise) on every n-th frame, n at least 1; in between the map
        moves on towards the last answer.
    denoise
        The level at most; the pipeline may do less where a picture needs less.
    """

    network_every: int = 1
    denoise: DenoiseLevel = DenoiseLevel.FULL

    def __post_init__(self) -> None:
        if self.network_every < 1:
            raise ValueError(f"network_every is {self.network_every}, must be at least 1")

    def __str__(self) -> str:
        """Say what is left out, in words; empty for all of it."""
        words = []
        if self.network_every > 1:
            nth = _ORDINALS.get(self.network_every, f"{self.network_every}th")
            words.append(f"network every {nth} frame")
        if self.denoise in _DENOISE_WORDS:
            words.append(_DENOISE_WORDS[self.denoise])
        return ", ".join(words)


FULL_EFFORT = Effort()
