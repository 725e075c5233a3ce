"""What the `sgz` recipe asks for: the losses of the paper (arXiv 2110.00970), which know no original.

As in its authors' code: smoothness 1600, spatial consistency 1, colour 5, exposure 10 with the goal 0.6, and
semantics 0.1. Their semantic term judges by a segmentation head that is random and never trained; here it is
the exposure of the places where a frozen segmenter has seen people (`guide`).
"""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

SMOOTH, SPATIAL, COLOUR, EXPOSURE, SEMANTIC = 1600.0, 1.0, 5.0, 10.0, 0.1
GOAL = 0.6
PATCH_PX = 16
REGION_PX = 4
_AROUND = ((0, 1, 1.0), (1, 0, 1.0), (1, 1, 0.5), (1, -1, 0.5))  # the other four are the same again


def smooth_loss(curve_map: Tensor) -> Tensor:
    """Mean squared differences of neighbours in the map (total variation)."""
    return curve_map.diff(dim=3).square().mean((1, 2, 3)) + curve_map.diff(dim=2).square().mean((1, 2, 3))


def spatial_loss(output: Tensor, dark: Tensor) -> Tensor:
    """Differences between neighbouring regions stay as they are in the dark picture."""
    ours, theirs = (functional.avg_pool2d(each.mean(1, keepdim=True), REGION_PX) for each in (output, dark))
    change = ours - theirs
    total = change.new_zeros(len(change))
    for down, right, weight in _AROUND:
        moved = change.roll((down, right), (2, 3))
        inner = (change - moved)[..., 1:, 1:-1]
        total = total + 2 * weight * inner.square().mean((1, 2, 3))
    return total


def colour_loss(output: Tensor) -> Tensor:
    """Distance of the mean colours from one another: the world is grey on average."""
    red, green, blue = output.mean((2, 3)).unbind(1)
    return ((red - green) ** 4 + (green - blue) ** 4 + (blue - red) ** 4).clamp(min=1e-12).sqrt()


def exposure_loss(output: Tensor) -> Tensor:
    """Squared distance of each patch's brightness from the goal."""
    patches = functional.avg_pool2d(output.mean(1, keepdim=True), PATCH_PX)
    return (patches - GOAL).square().mean((1, 2, 3))


def semantic_loss(output: Tensor, people: Tensor) -> Tensor:
    """Squared distance of people's brightness from the goal; `people` is (N, 1, H, W) in 0..1."""
    difference = (output.mean(1, keepdim=True) - GOAL).square() * people
    return difference.sum((1, 2, 3)) / (people.sum((1, 2, 3)) + 1)


def total_loss(dark: Tensor, output: Tensor, curve_map: Tensor, people: Tensor) -> dict[str, Tensor]:
    """Each part with its weight, (N,)."""
    return {
        "smooth": SMOOTH * smooth_loss(curve_map),
        "spatial": SPATIAL * spatial_loss(output, dark),
        "colour": COLOUR * colour_loss(output),
        "exposure": EXPOSURE * exposure_loss(output),
        "semantic": SEMANTIC * semantic_loss(output, people),
    }
