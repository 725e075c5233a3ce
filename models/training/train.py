"""Train the network: ``python -m models.training.train --photos DIR --out FILE``.

The file is written every hundred steps and holds all that is needed to go on with ``--resume``: each step's
pictures depend on the seed and the step alone, and the learning rate on the step.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from models.training.losses import Weights, total_loss
from models.training.net import CurveNet, apply_curve
from models.training.synthesis import Degradation, Picture, load_photos, make_batch
from vcam.core.errors import LowLightError, ModelMismatch
from vcam.core.formats import FrameSize

SAVE_EVERY_STEPS = 100
WARM_UP_STEPS = 50


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a run depends on, besides the photos."""

    steps: int = 600
    batch: int = 8
    accumulate: int = 1
    learning_rate: float = 2.5e-3
    crop: FrameSize = FrameSize(64, 48)
    seed: int = 0


class Trainer:
    """A network on its way: weights, optimiser, and how many steps are done."""

    def __init__(self, recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.net = CurveNet().to(memory_format=torch.channels_last)
        self.optimiser = torch.optim.Adam(self.net.parameters(), lr=recipe.learning_rate)
        self.step = 0

    def learning_rate(self) -> float:
        """A short rise, then half a cosine down to a hundredth."""
        rise = min(1.0, (self.step + 1) / WARM_UP_STEPS)
        fall = 0.5 * (1 + math.cos(math.pi * self.step / self.recipe.steps))
        return self.recipe.learning_rate * rise * max(fall, 0.01)

    def train_step(self, photos: Sequence[Picture], degradation: Degradation) -> dict[str, float]:
        """Do one step; returns the loss and its parts."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.learning_rate()
        self.optimiser.zero_grad(set_to_none=False)
        logged: dict[str, float] = {}
        for part in range(self.recipe.accumulate):
            seed = (self.recipe.seed, self.step, part)
            figures = self._accumulate(photos, degradation, seed)
            logged = {name: logged.get(name, 0.0) + value for name, value in figures.items()}
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return {name: value / self.recipe.accumulate for name, value in logged.items()}

    def _accumulate(
        self, photos: Sequence[Picture], degradation: Degradation, seed: Sequence[int]
    ) -> dict[str, float]:
        """Add one batch's gradient."""
        batch = make_batch(photos, self.recipe.batch, self.recipe.crop, degradation, seed)
        # permuting (N, H, W, 3) gives the channels-last layout for free
        dark = torch.from_numpy(batch.dark).permute(0, 3, 1, 2)
        target = torch.from_numpy(batch.target).permute(0, 3, 1, 2)
        curve_map = self.net(dark)
        output = apply_curve(dark, curve_map)
        loss, figures = total_loss(output, target, curve_map, torch.from_numpy(batch.weight), Weights())
        (loss / self.recipe.accumulate).backward()
        return {"loss": float(loss.detach()), **figures}

    def save(self, path: Path) -> None:
        """Write the checkpoint; a stop in the middle leaves the old one whole."""
        state = {
            "net": self.net.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "recipe": {**asdict(self.recipe), "crop": tuple(self.recipe.crop)},
            "date": datetime.now(UTC).date().isoformat(),
        }
        unfinished = path.with_suffix(path.suffix + ".part")
        torch.save(state, unfinished)
        unfinished.replace(path)

    def resume(self, path: Path) -> None:
        """Take up a checkpoint of the same recipe; `ModelMismatch` if it is of another one."""
        state: dict[str, Any] = torch.load(path, weights_only=True)
        recipe = {**asdict(self.recipe), "crop": tuple(self.recipe.crop)}
        if state["recipe"] != recipe:
            raise ModelMismatch(
                f"{path} was trained with other arguments",
                hint=f"There: {state['recipe']}\nHere: {recipe}\nGive the same, or start without --resume.",
            )
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]


def train(trainer: Trainer, photos: Sequence[Picture], out: Path) -> None:
    """Run until the recipe's last step, with a progress bar, a CSV log beside `out`, and checkpoints."""
    out.parent.mkdir(parents=True, exist_ok=True)
    log_path = out.with_suffix(".csv")
    fresh = trainer.step == 0
    with log_path.open("w" if fresh else "a", newline="", encoding="utf-8") as log_file:
        log = csv.writer(log_file)
        steps = range(trainer.step, trainer.recipe.steps)
        with tqdm(steps, "training", initial=trainer.step, total=trainer.recipe.steps, ascii=True) as bar:
            for _ in bar:
                figures = trainer.train_step(photos, Degradation())
                if trainer.step == 1:
                    log.writerow(["step", *figures])
                log.writerow([trainer.step, *(f"{value:.5f}" for value in figures.values())])
                bar.set_postfix(loss=f"{figures['loss']:.4f}", refresh=False)
                if trainer.step % SAVE_EVERY_STEPS == 0 or trainer.step == trainer.recipe.steps:
                    log_file.flush()
                    trainer.save(out)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    default = Recipe()
    parser = argparse.ArgumentParser(prog="python -m models.training.train", description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="folder of normally lit photos")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write (.pt)")
    parser.add_argument("--steps", type=int, default=default.steps)
    parser.add_argument("--batch", type=int, default=default.batch)
    parser.add_argument("--accumulate", type=int, default=default.accumulate, help="batches per step")
    parser.add_argument("--crop", type=FrameSize.parse, default=default.crop, help="size of a sample")
    parser.add_argument("--seed", type=int, default=default.seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on from --out")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; returns the exit status."""
    chosen = parse(arguments)
    torch.set_num_threads(chosen.threads)
    torch.set_flush_denormal(True)
    recipe = Recipe(
        steps=chosen.steps,
        batch=chosen.batch,
        accumulate=chosen.accumulate,
        crop=chosen.crop,
        seed=chosen.seed,
    )
    try:
        photos = load_photos(chosen.photos, Degradation())
        trainer = Trainer(recipe)
        if chosen.resume:
            trainer.resume(chosen.out)
        train(trainer, photos, chosen.out)
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
