"""What the training asks for: look like the well-lit original, in brightness, colour and detail.

A zero-reference loss has no original to compare with and pulls every patch to one brightness, which washes
pictures out. With a darkened photo the original is known. Every function takes sRGB (N, 3, H, W) in 0..1 and
returns one number per sample, (N,).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

LUMA = (0.299, 0.587, 0.114)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts."""

    picture: float = 1.5
    gradient: float = 0.5
    colour: float = 0.5
    exposure: float = 0.3
    smooth: float = 200.0
    grey: float = 20.0


def luma(x: Tensor) -> Tensor:
    """BT.601 luma, (N, H, W)."""
    return (x * x.new_tensor(LUMA).view(1, 3, 1, 1)).sum(1)


def picture_loss(output: Tensor, target: Tensor) -> Tensor:
    """Mean absolute difference."""
    return (output - target).abs().mean((1, 2, 3))


def gradient_loss(output: Tensor, target: Tensor) -> Tensor:
    """Mean absolute difference of neighbouring differences: contrast at edges must come out as it was."""
    across = (output.diff(dim=3) - target.diff(dim=3)).abs().mean((1, 2, 3))
    down = (output.diff(dim=2) - target.diff(dim=2)).abs().mean((1, 2, 3))
    return across + down


def colour_loss(output: Tensor, target: Tensor) -> Tensor:
    """One minus the cosine between the colours: hue and saturation, whatever the brightness."""
    # the offset keeps the hue of near-black pixels, which is noise, from counting
    return (1 - functional.cosine_similarity(output + 0.02, target + 0.02, dim=1)).mean((1, 2))


def exposure_loss(output: Tensor, target: Tensor) -> Tensor:
    """Difference of the pictures' mean luma, in natural logarithms."""
    ours, theirs = luma(output).mean((1, 2)), luma(target).mean((1, 2))
    return (torch.log(ours + 0.01) - torch.log(theirs + 0.01)).abs()


def smooth_loss(curve_map: Tensor) -> Tensor:
    """Mean squared difference of neighbours in the map: light is changed as a whole, not pixel by pixel."""
    return curve_map.diff(dim=3).square().mean((1, 2, 3)) + curve_map.diff(dim=2).square().mean((1, 2, 3))


def grey_loss(curve_map: Tensor) -> Tensor:
    """Mean squared distance of the map's channels from their mean: each channel apart makes a colour cast."""
    return (curve_map - curve_map.mean(1, keepdim=True)).square().mean((1, 2, 3))


def total_loss(
    output: Tensor, target: Tensor, curve_map: Tensor, sample_weight: Tensor, weights: Weights
) -> tuple[Tensor, dict[str, float]]:
    """Weighted sum over all parts and samples, and each part's mean for the log."""
    parts = {
        "picture": picture_loss(output, target),
        "gradient": gradient_loss(output, target),
        "colour": colour_loss(output, target),
        "exposure": exposure_loss(output, target),
        "smooth": smooth_loss(curve_map),
        "grey": grey_loss(curve_map),
    }
    per_sample = sum(getattr(weights, name) * part for name, part in parts.items())
    loss = (per_sample * sample_weight).sum() / sample_weight.sum()
    return loss, {name: float(part.detach().mean()) for name, part in parts.items()}
