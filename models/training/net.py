"""The networks: a small picture in, the curve map out.

`SgzNet` is the one of the paper (arXiv 2110.00970), for comparison. `LowlightNet` is ours, which ships.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.training import graph

CURVE_ITERATIONS, SHADE_BOUND = graph.CURVE_ITERATIONS, graph.SHADE_BOUND
LOCAL_BOUND, GLOBAL_BOUND = graph.LOCAL_BOUND, graph.GLOBAL_BOUND


class SeparableConv(nn.Module):  # type: ignore[misc]
    """A 3x3 convolution in each channel by itself, then a 1x1 convolution across channels."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(inputs, inputs, 3, stride, padding=stride % 2, groups=inputs)
        self.pointwise = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) to (N, outputs, H / stride, W / stride)."""
        return self.pointwise(self.depthwise(_padded(x) if self.depthwise.stride[0] == 2 else x))


def _padded(x: Tensor) -> Tensor:
    """Pad for a 3x3 convolution of stride 2 as TensorFlow's SAME does for even sides: right and below."""
    return functional.pad(x, (0, 1, 0, 1))


class SgzNet(nn.Module):  # type: ignore[misc]
    """RGB (N, 3, H, W) in 0..1 to the curve map r (N, 3, H, W) in -1..1; 10,561 parameters.

    Seven depthwise-separable convolutions of 32 channels with skip concatenations, ReLU between them and
    tanh at the end. The graph is the one of Zero-DCE++.
    """

    # (in, out) of the seven layers; 64 where two earlier outputs are concatenated
    LAYERS = ((3, 32), (32, 32), (32, 32), (32, 32), (64, 32), (64, 32), (64, 3))

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(SeparableConv(inputs, outputs) for inputs, outputs in self.LAYERS)

    def forward(self, x: Tensor) -> Tensor:
        """Estimate the curve map; any height and width."""
        x1 = torch.relu(self.layers[0](x))
        x2 = torch.relu(self.layers[1](x1))
        x3 = torch.relu(self.layers[2](x2))
        x4 = torch.relu(self.layers[3](x3))
        x5 = torch.relu(self.layers[4](torch.cat([x3, x4], dim=1)))
        x6 = torch.relu(self.layers[5](torch.cat([x2, x5], dim=1)))
        return torch.tanh(self.layers[6](torch.cat([x1, x6], dim=1)))


class LowlightNet(nn.Module):  # type: ignore[misc]
    """RGB (N, 3, H, W) in 0..1 to the curve map r (N, 1, H / 4, W / 4) in -1..0.

    A few convolutions go down to a quarter of the picture's size, so that three more see most of it. From
    there

    * the **global** part: the mean of all places gives one number for the picture. Below a threshold it is
      exactly 0, so a lit picture stays as it is, bit for bit;
    * the **local** part: each place may ask for up to a fifth more or less than that. These two are the base;
    * the **shade**: where light and dark lie side by side, what is dark gets more. 0 below a threshold, too.

    One channel for all three colours, because a map for each casts a colour. The picture comes in as the
    square root of its codes: dark ones lie far enough apart then for 8 bits inside the network.
    """

    LATER = ("contrast.", "shade.")  # parameters of the last part, which is trained after the base

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 3, 2)
        self.early = SeparableConv(16, 24)
        self.down = SeparableConv(24, 40, stride=2)
        self.deep = nn.ModuleList(SeparableConv(40, 40) for _ in range(3))
        self.sense = nn.Conv2d(80, 48, 1)
        self.level = nn.Conv2d(48, 1, 1)
        self.context = nn.Conv2d(48, 40, 1)
        self.place = SeparableConv(40, 16)
        self.local = nn.Conv2d(16, 1, 1)
        self.contrast = nn.ModuleList(SeparableConv(40, 40) for _ in range(2))
        self.shade = nn.Conv2d(40, 1, 1)
        # begin by brightening: where nothing brightens there is no gradient either
        nn.init.constant_(self.level.bias, 0.5)

    def base(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Estimate the base.

        Returns
        -------
        level, local, places
            (N, 1, 1, 1) in -1..0, (N, 1, H / 4, W / 4) in -1..1, and what else is known of each place,
            (N, 40, H / 4, W / 4).
        """
        x = torch.relu(self.stem(_padded(x)))
        x = torch.relu(self.early(x))
        before = x = torch.relu(self.down(x))
        for layer in self.deep:
            x = x + torch.relu(layer(x))
        pooled = torch.cat([before.mean((2, 3), keepdim=True), x.mean((2, 3), keepdim=True)], dim=1)
        sensed = torch.relu(self.sense(pooled))
        level = -GLOBAL_BOUND * _threshold(torch.tanh(self.level(sensed)))
        places = torch.relu(x + self.context(sensed))
        return level, torch.tanh(self.local(torch.relu(self.place(places)))), places

    def lift(self, places: Tensor) -> Tensor:
        """Return how far each place is in the shade, (N, 1, H / 4, W / 4) in 0..SHADE_BOUND."""
        for layer in self.contrast:
            places = places + torch.relu(layer(places))
        return SHADE_BOUND * _threshold(torch.tanh(self.shade(places)))

    def maps(self, x: Tensor) -> Tensor:
        """Estimate the curve map of codes; sides are multiples of 4."""
        level, local, places = self.base(x)
        return balance(combine(level, local), self.lift(places))

    def forward(self, x: Tensor) -> Tensor:
        """Estimate the curve map of a picture."""
        return self.maps(encode(x))


def _threshold(x: Tensor) -> Tensor:
    """ReLU, but with a little gradient where it is 0: without, all pictures can end there, and stay."""
    leak = 0.05 * x
    return torch.where(x > 0, x, leak - leak.detach())


def combine(level: Tensor, local: Tensor) -> Tensor:
    """The base of a global and a local part."""
    return level * (1 + LOCAL_BOUND * local)


def balance(base: Tensor, shade: Tensor) -> Tensor:
    """The curve map: in the shade it goes from the base towards -1."""
    return base * (1 - shade) - shade


def encode(x: Tensor) -> Tensor:
    """Return the codes that `LowlightNet` is fed with: the square root of displayed values."""
    return torch.sqrt(x)


def enlarge(curve_map: Tensor, like: Tensor) -> Tensor:
    """Up-scale a map to a picture's size as the kernels do: bilinear, centres aligned."""
    if curve_map.shape[2:] == like.shape[2:]:
        return curve_map
    return functional.interpolate(curve_map, like.shape[2:], mode="bilinear", align_corners=False)


def apply_curve(x: Tensor, curve_map: Tensor, iterations: int = CURVE_ITERATIONS) -> Tensor:
    """Brighten `x` (0..1): ``x += r * (x * x - x)``, `iterations` times (equation 2 of arXiv 2001.06826).

    A negative r brightens. 0 and 1 stay where they are, and nothing leaves 0..1 for r in -1..1.
    """
    for _ in range(iterations):
        x = x + curve_map * (x * x - x)
    return x
