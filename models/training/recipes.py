"""The two recipes, side by side: what is trained, and by what it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from torch import Tensor, nn

from models.training import losses, zero_reference
from models.training.net import LowlightNet, SgzNet, apply_curve, combine, encode, enlarge
from models.training.synthesis import LIT


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

    def network(self) -> nn.Module:
        """Make the network with random weights."""

    def loss(self, net: nn.Module, scenes: Scenes) -> dict[str, Tensor]:
        """Each part of the loss, weighted, one number per sample (N,)."""


@dataclass(frozen=True)
class Sgz:
    """The paper's network and losses. Its learning rate and clipping are those of its authors' README."""

    learning_rate: float = 1e-3
    clip: float = 0.1

    def network(self) -> nn.Module:
        """See `Recipe`."""
        return SgzNet()

    def loss(self, net: nn.Module, scenes: Scenes) -> dict[str, Tensor]:
        """See `Recipe`."""
        curve_map = net(scenes.dark)
        output = apply_curve(scenes.dark, curve_map)
        return zero_reference.total_loss(scenes.dark, output, curve_map, scenes.people)


@dataclass(frozen=True)
class Lowlight:
    """Ours."""

    learning_rate: float = 2.5e-3
    clip: float = 1.0
    weights: losses.Weights = losses.Weights()
    people: float = 1.0  # how much more people count, and faces
    faces: float = 2.0
    lit: float = 3.0

    def network(self) -> nn.Module:
        """See `Recipe`."""
        return LowlightNet()

    def loss(self, net: nn.Module, scenes: Scenes) -> dict[str, Tensor]:
        """See `Recipe`."""
        level, local = net.parts(encode(scenes.dark))
        curve_map, again = combine(level, local), combine(*net.parts(encode(scenes.again)))
        output = apply_curve(scenes.dark, enlarge(curve_map, scenes.dark))
        target, dark = scenes.target, (scenes.kind != LIT).float()
        where = 1 + self.people * scenes.people + self.faces * scenes.faces
        parts = {
            "picture": losses.picture_loss(output, target, where),
            "coarse": losses.coarse_loss(output, target, where),
            "squared": losses.squared_loss(output, target),
            "gradient": losses.gradient_loss(output, target),
            "colour": losses.colour_loss(output, target),
            "exposure": losses.exposure_loss(output, target, where),
            "burnt": losses.burnt_loss(output, target),
            "smooth": losses.smooth_loss(local),
            "local": local.abs().mean((1, 2, 3)),
            "steady": losses.steady_loss(curve_map, again),
        }
        counts = self.lit + (1 - self.lit) * dark
        return {name: getattr(self.weights, name) * part * counts for name, part in parts.items()}


RECIPES: dict[str, Recipe] = {"sgz": Sgz(), "lowlight": Lowlight()}
