"""The network of SGZ (arXiv 2110.00970): a small copy of the picture in, one 3-channel curve map out.

Seven depthwise-separable convolutions of 32 channels with skip concatenations, ReLU between them and tanh at
the end; 10,561 parameters. The graph is the one of Zero-DCE++.

One step without parameters follows, which the paper does not have. A pixel of the map sees 15x15 pixels of
the picture, too few to tell a dark coat from a dark room, so white walls came out grey with bright rims
around people. Here the places of a picture agree on its exposure first: the map is its own mean plus a
quarter of what each place wants beyond it. And it never darkens, so a lit picture is left alone.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

CHANNELS = 32
CURVE_ITERATIONS = 8
LOCAL_SHARE = 0.25

# (in, out) of the seven layers; 64 where two earlier outputs are concatenated
LAYERS = ((3, 32), (32, 32), (32, 32), (32, 32), (64, 32), (64, 32), (64, 3))


class SeparableConv(nn.Module):  # type: ignore[misc]
    """A 3x3 convolution in each channel by itself, then a 1x1 convolution across channels."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(inputs, inputs, 3, padding=1, groups=inputs)
        self.pointwise = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) to (N, outputs, H, W)."""
        return self.pointwise(self.depthwise(x))


class CurveNet(nn.Module):  # type: ignore[misc]
    """RGB (N, 3, H, W) in 0..1 to the curve map r (N, 3, H, W) in -1..0."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(SeparableConv(inputs, outputs) for inputs, outputs in LAYERS)
        # begin by brightening: where nothing brightens there is no gradient either
        nn.init.constant_(self.layers[-1].pointwise.bias, -0.3)

    def forward(self, x: Tensor) -> Tensor:
        """Estimate the curve map; any height and width."""
        x1 = torch.relu(self.layers[0](x))
        x2 = torch.relu(self.layers[1](x1))
        x3 = torch.relu(self.layers[2](x2))
        x4 = torch.relu(self.layers[3](x3))
        x5 = torch.relu(self.layers[4](torch.cat([x3, x4], dim=1)))
        x6 = torch.relu(self.layers[5](torch.cat([x2, x5], dim=1)))
        return agree(torch.tanh(self.layers[6](torch.cat([x1, x6], dim=1))))


def agree(wanted: Tensor) -> Tensor:
    """Pull what each place wants, in -1..1, to the mean of the picture, and never darken."""
    mean = wanted.mean((2, 3), keepdim=True)
    return -torch.relu(-(LOCAL_SHARE * wanted + (1 - LOCAL_SHARE) * mean))


def apply_curve(x: Tensor, curve_map: Tensor, iterations: int = CURVE_ITERATIONS) -> Tensor:
    """Brighten `x` (0..1): ``x += r * (x * x - x)``, `iterations` times (equation 2 of arXiv 2001.06826).

    A negative r brightens. 0 and 1 stay where they are, and nothing leaves 0..1 for r in -1..1.
    """
    for _ in range(iterations):
        x = x + curve_map * (x * x - x)
    return x
