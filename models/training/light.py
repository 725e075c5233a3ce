"""From displayed values to light and back, and what a sensor adds to light."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Light = NDArray[np.float32]

_STEPS = 4096


def to_linear(srgb: Light) -> Light:
    """SRGB in 0..1 to linear light (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def to_srgb(linear: Light) -> Light:
    """Linear light to sRGB in 0..1 (IEC 61966-2-1); what is outside is clipped."""
    clipped = np.clip(linear, 0, 1)
    return np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * clipped ** (1 / 2.4) - 0.055).astype(
        np.float32
    )


@dataclass(frozen=True)
class Tone:
    """How a camera shows light: sRGB, then more contrast, then a power.

    Cameras do not show light by the sRGB curve alone; most bend it to an S. Darkening in linear light and
    showing it by the same curve again gives darks as deep as a real dark picture has them.

    Parameters
    ----------
    contrast
        0..1, the part of u in ``(1 - c) u + c (3 u^2 - 2 u^3)``.
    power
        What that is raised to.
    """

    contrast: float = 0.0
    power: float = 1.0

    @cached_property
    def _shown(self) -> Light:
        """What light (k / (n - 1))^2 looks like; the square puts most of the table where it is dark."""
        light = np.linspace(0, 1, _STEPS, dtype=np.float32) ** 2
        u = to_srgb(light)
        bent = (1 - self.contrast) * u + self.contrast * (3 * u**2 - 2 * u**3)
        return np.asarray(bent**self.power, np.float32)

    def show(self, linear: Light) -> Light:
        """Linear light to displayed values in 0..1."""
        place = np.sqrt(np.clip(linear, 0, 1)) * np.float32(_STEPS - 1)
        return np.asarray(self._shown[np.rint(place).astype(np.int32)], np.float32)

    @cached_property
    def light_of_byte(self) -> Light:
        """Linear light, (256,), of the codes 0..255."""
        roots = np.interp(np.arange(256) / 255, self._shown, np.linspace(0, 1, _STEPS))
        return np.asarray(roots**2, np.float32)


def add_sensor_noise(linear: Light, shot: float, read: float, rng: np.random.Generator) -> Light:
    """Add shot noise (variance `shot` per unit of light) and read noise (standard deviation `read`)."""
    deviation = np.sqrt(np.maximum(linear, 0) * np.float32(shot) + np.float32(read * read))
    return np.asarray(linear + rng.standard_normal(linear.shape, np.float32) * deviation, np.float32)
