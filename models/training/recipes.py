"""The recipes, side by side: what is trained, and by what it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import torch
from torch import Tensor, nn

from models.training import losses, zero_reference
from models.training.exposure import DARK, LIT, SPOT
from models.training.net import LowlightNet, SgzNet, apply_curve, balance, combine, encode, enlarge

STAYS = 0.04  # a place that is to change by less stays


class Scenes(NamedTuple):
    """A batch as float tensors: pictures (N, 3, H, W), masks (N, 1, H, W), all in 0..1, and kinds (N,)."""

    dark: Tensor
    again: Tensor
    target: Tensor
    people: Tensor
    faces: Tensor
    kind: Tensor


class Recipe(Protocol):
    """A network and its loss."""

    @property
    def learning_rate(self) -> float:
        """Of Adam, at its highest."""

    @property
    def clip(self) -> float:
        """Largest norm of the gradient."""

    @property
    def starts_from(self) -> str | None:
        """The recipe whose network it goes on with."""

    def network(self) -> nn.Module:
        """Make the network with random weights."""

    def trained(self, net: nn.Module) -> list[Tensor]:
        """What of the network is trained."""

    def loss(self, net: nn.Module, scenes: Scenes) -> dict[str, Tensor]:
        """Each part of the loss, weighted, one number per sample (N,)."""


@dataclass(frozen=True)
class Sgz:
    """The paper's network and losses. Its learning rate and clipping are those of its authors' README."""

    learning_rate: float = 1e-3
    clip: float = 0.1
    starts_from: str | None = None

    def network(self) -> nn.Module:
        """See `Recipe`."""
        return SgzNet()

    def trained(self, net: nn.Module) -> list[Tensor]:
        """See `Recipe`."""
        return list(net.parameters())

    def loss(self, net: nn.Module, scenes: Scenes) -> dict[str, Tensor]:
        """See `Recipe`."""
        curve_map = net(scenes.dark)
        output = apply_curve(scenes.dark, curve_map)
        return zero_reference.total_loss(scenes.dark, output, curve_map, scenes.people)


@dataclass(frozen=True)
class Lowlight:
    """Ours, its base."""

    learning_rate: float = 2.5e-3
    clip: float = 1.0
    starts_from: str | None = None
    weights: losses.Weights = losses.Weights()
    people: float = 1.0  # how much more people count, and faces
    faces: float = 2.0
    lit: float = (
        3.0  # how much more lit pictures count, and dark ones and spots: what the base can is to stay
    )
    dark: float = 1.0
    spot: float = 1.0
    kept: float = 0.0  # how much more places count that are to stay as they are

    def network(self) -> nn.Module:
        """See `Recipe`."""
        return LowlightNet()

    def trained(self, net: nn.Module) -> list[Tensor]:
        """See `Recipe`."""
        return [values for name, values in net.named_parameters() if not name.startswith(LowlightNet.LATER)]

    def loss(self, net: nn.Module, scenes: Scenes) -> dict[str, Tensor]:
        """See `Recipe`."""
        level, local, _ = net.base(encode(scenes.dark))
        curve_map, again = combine(level, local), combine(*net.base(encode(scenes.again))[:2])
        extent = {"smooth": losses.smooth_loss(local), "local": local.abs().mean((1, 2, 3))}
        return self._weighted(scenes, curve_map, again, extent)

    def _weighted(
        self, scenes: Scenes, curve_map: Tensor, again: Tensor, extent: dict[str, Tensor]
    ) -> dict[str, Tensor]:
        output = apply_curve(scenes.dark, enlarge(curve_map, scenes.dark))
        target, kind = scenes.target, scenes.kind
        stays = ((target - scenes.dark).abs().amax(1, keepdim=True) < STAYS).float()
        where = 1 + self.people * scenes.people + self.faces * scenes.faces + self.kept * stays
        parts = {
            "picture": losses.picture_loss(output, target, where),
            "coarse": losses.coarse_loss(output, target, where),
            "squared": losses.squared_loss(output, target),
            "gradient": losses.gradient_loss(output, target),
            "colour": losses.colour_loss(output, target),
            "exposure": losses.exposure_loss(output, target, where),
            "burnt": losses.burnt_loss(output, target),
            **extent,
            "steady": losses.steady_loss(curve_map, again),
        }
        more = {LIT: self.lit, DARK: self.dark, SPOT: self.spot}
        counts = 1 + sum((count - 1) * (kind == each) for each, count in more.items())
        return {name: getattr(self.weights, name) * part * counts for name, part in parts.items()}


@dataclass(frozen=True)
class Contrast(Lowlight):
    """Ours, its part for the shade, on a base that stays as it is."""

    starts_from: str | None = "lowlight"
    weights: losses.Weights = losses.Weights(smooth=0.1, local=0.05)
    lit: float = 5.0
    dark: float = 2.0
    spot: float = 3.0
    kept: float = 3.0

    def trained(self, net: nn.Module) -> list[Tensor]:
        """See `Recipe`."""
        return [values for name, values in net.named_parameters() if name.startswith(LowlightNet.LATER)]

    def loss(self, net: nn.Module, scenes: Scenes) -> dict[str, Tensor]:
        """See `Recipe`."""
        shade, curve_map = self._estimate(net, scenes.dark)
        _, again = self._estimate(net, scenes.again)
        extent = {"smooth": losses.smooth_loss(shade), "local": shade.mean((1, 2, 3))}
        return self._weighted(scenes, curve_map, again, extent)

    @staticmethod
    def _estimate(net: nn.Module, seen: Tensor) -> tuple[Tensor, Tensor]:
        with torch.no_grad():
            level, local, places = net.base(encode(seen))
        shade = net.lift(places)
        return shade, balance(combine(level, local), shade)


RECIPES: dict[str, Recipe] = {"sgz": Sgz(), "lowlight": Lowlight(), "contrast": Contrast()}
