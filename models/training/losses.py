"""What the `lowlight` recipe asks for: look like the well-lit original, in brightness, colour and detail.

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
BURNT = 0.95
COARSE = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts."""

    picture: float = 1.0
    coarse: float = 0.5
    squared: float = 2.0
    gradient: float = 0.5
    colour: float = 0.5
    exposure: float = 0.5
    burnt: float = 2.0
    smooth: float = 0.01
    local: float = 0.002
    steady: float = 2.0


def luma(x: Tensor) -> Tensor:
    """BT.601 luma, (N, H, W)."""
    return (x * x.new_tensor(LUMA).view(1, 3, 1, 1)).sum(1)


def picture_loss(output: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Mean absolute difference; `weight` (N, 1, H, W) says where it matters."""
    return ((output - target).abs() * weight).mean((1, 2, 3)) / weight.mean((1, 2, 3))


def coarse_loss(output: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Mean absolute difference of squares of `COARSE` pixels a side, where noise has gone."""
    return picture_loss(*(functional.avg_pool2d(each, COARSE) for each in (output, target, weight)))


def squared_loss(output: Tensor, target: Tensor) -> Tensor:
    """Mean squared difference, which PSNR counts."""
    return (output - target).square().mean((1, 2, 3))


def gradient_loss(output: Tensor, target: Tensor) -> Tensor:
    """Mean absolute difference of neighbouring differences: contrast at edges must come out as it was."""
    across = (output.diff(dim=3) - target.diff(dim=3)).abs().mean((1, 2, 3))
    down = (output.diff(dim=2) - target.diff(dim=2)).abs().mean((1, 2, 3))
    return across + down


def colour_loss(output: Tensor, target: Tensor) -> Tensor:
    """One minus the cosine between the colours: hue and saturation, whatever the brightness."""
    # the offset keeps the hue of near-black pixels, which is noise, from counting
    return (1 - functional.cosine_similarity(output + 0.02, target + 0.02, dim=1)).mean((1, 2))


def exposure_loss(output: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Difference of the pictures' mean luma, in natural logarithms."""
    share = weight[:, 0] / weight[:, 0].sum((1, 2), keepdim=True)
    ours, theirs = ((luma(each) * share).sum((1, 2)) for each in (output, target))
    return (torch.log(ours + 0.01) - torch.log(theirs + 0.01)).abs()


def burnt_loss(output: Tensor, target: Tensor) -> Tensor:
    """What goes beyond `BURNT` though it does not in the original."""
    return (output - target.clamp(min=BURNT)).relu().mean((1, 2, 3))


def smooth_loss(local: Tensor) -> Tensor:
    """Mean absolute difference of neighbours in the local part: light changes slowly, or at few places."""
    return local.diff(dim=3).abs().mean((1, 2, 3)) + local.diff(dim=2).abs().mean((1, 2, 3))


def steady_loss(curve_map: Tensor, again: Tensor) -> Tensor:
    """Mean absolute difference of the maps of one scene seen twice: what differs flickers."""
    return (curve_map - again).abs().mean((1, 2, 3))
