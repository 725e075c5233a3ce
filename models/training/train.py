"""Train a network: ``python -m models.training.train lowlight --data DIR --out FILE``.

`DIR` is what ``models.training.synthesis`` has made. The file is written every hundred steps and holds all
that is needed to go on with ``--resume``: each step's pictures depend on the seed and the step alone, and the
learning rate on the step. A CSV log and a picture of its curves lie beside it. A GPU is used if there is one;
``torchrun --nproc-per-node=N -m models.training.train ...`` spreads each step over several.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, distributed
from tqdm import tqdm

from models.training.recipes import RECIPES, Scenes
from models.training.synthesis import Dataset
from vcam.core.errors import LowLightError, ModelMismatch, ModelMissing

SAVE_EVERY_STEPS = 100
WARM_UP_STEPS = 50
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


@dataclass(frozen=True, slots=True)
class Run:
    """All that a training depends on, besides the samples."""

    recipe: str
    steps: int = 3000
    batch: int = 60
    accumulate: int = 1
    seed: int = 0


class Trainer:
    """A network on its way: weights, optimiser, and how many steps are done.

    Parameters
    ----------
    rank, world
        Which of how many processes this one is; each makes its share of every batch.
    """

    def __init__(self, run: Run, rank: int = 0, world: int = 1) -> None:
        torch.manual_seed(run.seed)
        self.run = run
        self.recipe = RECIPES[run.recipe]
        self.net = self.recipe.network().to(DEVICE, memory_format=torch.channels_last)
        self.trained = self.recipe.trained(self.net)
        self.optimiser = torch.optim.Adam(self.trained, lr=self.recipe.learning_rate)
        self.step = 0
        self._rank, self._world = rank, world

    def learning_rate(self) -> float:
        """A short rise, then half a cosine down to a hundredth."""
        rise = min(1.0, (self.step + 1) / WARM_UP_STEPS)
        fall = 0.5 * (1 + math.cos(math.pi * self.step / self.run.steps))
        return self.recipe.learning_rate * rise * max(fall, 0.01)

    def train_step(self, dataset: Dataset) -> dict[str, float]:
        """Do one step; returns the loss and its parts, means over the batch."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.learning_rate()
        self.optimiser.zero_grad(set_to_none=False)
        logged: dict[str, float] = {}
        rng = np.random.default_rng([self.run.seed, self.step])
        for indices in np.array_split(rng.choice(len(dataset), self.run.batch), self.run.accumulate):
            flips = rng.random(len(indices)) < 0.5
            mine = slice(self._rank, None, self._world)
            scenes = on_device(dataset, indices[mine], flips[mine])
            losses = self.recipe.loss(self.net, scenes)
            parts = {name: each.sum() / self.run.batch for name, each in losses.items()}
            total: Tensor = sum(parts.values())
            total.backward()
            for name, part in {"loss": total, **parts}.items():
                logged[name] = logged.get(name, 0.0) + float(part.detach())
        if self._world > 1:
            for values in self.trained:
                distributed.all_reduce(values.grad)
            summed = torch.tensor(list(logged.values()), device=DEVICE)
            distributed.all_reduce(summed)
            logged = dict(zip(logged, summed.tolist(), strict=True))
        torch.nn.utils.clip_grad_norm_(self.trained, self.recipe.clip)
        self.optimiser.step()
        self.step += 1
        return logged

    def save(self, path: Path) -> None:
        """Write the checkpoint; a stop in the middle leaves the old one whole."""
        state = {
            "net": self.net.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "run": asdict(self.run),
            "date": datetime.now(UTC).date().isoformat(),
        }
        unfinished = path.with_suffix(path.suffix + ".part")
        torch.save(state, unfinished)
        unfinished.replace(path)

    def start_from(self, path: Path | None) -> None:
        """Take the weights that the recipe goes on with, if it does; `ModelMissing` or `ModelMismatch`."""
        wanted = self.recipe.starts_from
        if wanted is None:
            return
        if path is None or not path.is_file():
            raise ModelMissing(
                f"the recipe {self.run.recipe} goes on with a checkpoint of {wanted}",
                hint=f"Train that first, with its own samples, and name it:  --start {wanted}.pt",
            )
        state: dict[str, Any] = torch.load(path, weights_only=True, map_location=DEVICE)
        if state["run"]["recipe"] != wanted:
            raise ModelMismatch(f"{path} is of {state['run']['recipe']}", hint=f"Name one of {wanted}.")
        ours = {id(each) for each in self.trained}
        fresh = {name: values for name, values in self.net.named_parameters() if id(values) in ours}
        self.net.load_state_dict(state["net"] | {name: each.detach() for name, each in fresh.items()})

    def resume(self, path: Path) -> None:
        """Take up a checkpoint of the same run; `ModelMismatch` if it is of another one."""
        state: dict[str, Any] = torch.load(path, weights_only=True, map_location=DEVICE)
        if state["run"] != asdict(self.run):
            raise ModelMismatch(
                f"{path} was trained with other arguments",
                hint=f"There: {state['run']}\nHere: {asdict(self.run)}\n"
                "Give the same, or start without --resume.",
            )
        self.net.load_state_dict(state["net"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]


def on_device(
    dataset: Dataset, indices: np.ndarray[Any, np.dtype[np.int64]], flips: np.ndarray[Any, np.dtype[np.bool_]]
) -> Scenes:
    """Take samples, mirror some of them, and bring them to the device as floats in 0..1."""
    batch = dataset.take(indices)

    def floats(array: np.ndarray[Any, np.dtype[np.uint8]]) -> Tensor:
        array[flips] = array[flips, :, ::-1]
        values = torch.from_numpy(array).to(DEVICE).float() / 255
        # permuting (N, H, W, 3) gives the channels-last layout for free
        return values.permute(0, 3, 1, 2) if values.dim() == 4 else values[:, None]

    return Scenes(
        dark=floats(batch.dark),
        again=floats(batch.again),
        target=floats(batch.target),
        people=floats(batch.people),
        faces=floats(batch.faces),
        kind=torch.from_numpy(batch.kind).to(DEVICE),
    )


def train(trainer: Trainer, dataset: Dataset, out: Path, *, quiet: bool = False) -> None:
    """Run until the last step, with a progress bar, a CSV log beside `out`, and checkpoints."""
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = trainer.step == 0
    if quiet:
        while trainer.step < trainer.run.steps:
            trainer.train_step(dataset)
        return
    with out.with_suffix(".csv").open("w" if fresh else "a", newline="", encoding="utf-8") as log_file:
        log = csv.writer(log_file)
        steps = range(trainer.step, trainer.run.steps)
        with tqdm(steps, "training", initial=trainer.step, total=trainer.run.steps, ascii=True) as bar:
            for _ in bar:
                figures = trainer.train_step(dataset)
                if trainer.step == 1:
                    log.writerow(["step", *figures])
                log.writerow([trainer.step, *(f"{value:.5f}" for value in figures.values())])
                bar.set_postfix(loss=f"{figures['loss']:.4f}", refresh=False)
                if trainer.step % SAVE_EVERY_STEPS == 0 or trainer.step == trainer.run.steps:
                    log_file.flush()
                    trainer.save(out)


def plot(log: Path, picture: Path, window: int = 50) -> None:
    """Draw the CSV log's columns, each a mean over `window` steps."""
    from matplotlib.figure import Figure  # noqa: PLC0415  # only with the extra `train`

    with log.open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    values = np.array(rows, float)
    figure = Figure(figsize=(9, 5), layout="tight")
    axes = figure.subplots()
    width = max(1, min(window, len(values)))
    for column, name in enumerate(header[1:], 1):
        mean = np.convolve(values[:, column], np.ones(width) / width, "valid")
        axes.semilogy(values[width - 1 :, 0], np.maximum(mean, 1e-6), label=name)
    axes.set_xlabel("step")
    axes.legend(fontsize="small", ncols=3)
    figure.savefig(picture)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m models.training.train", description=__doc__)
    parser.add_argument("recipe", choices=sorted(RECIPES))
    parser.add_argument("--data", type=Path, required=True, help="folder of models.training.synthesis")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write (.pt)")
    parser.add_argument("--start", type=Path, help="checkpoint of the recipe that this one goes on with")
    parser.add_argument("--steps", type=int, default=Run("").steps)
    parser.add_argument("--batch", type=int, default=Run("").batch, help="samples a step")
    parser.add_argument(
        "--accumulate", type=int, default=1, help="parts of a batch, one after the other; less memory"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="go on from --out")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; returns the exit status."""
    chosen = parse(arguments)
    torch.set_num_threads(chosen.threads)
    torch.set_flush_denormal(True)
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if world > 1:
        distributed.init_process_group("nccl" if DEVICE.type == "cuda" else "gloo")
    rank = distributed.get_rank() if world > 1 else 0
    if DEVICE.type == "cuda":
        torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
    try:
        dataset = Dataset(chosen.data)
        trainer = Trainer(
            Run(chosen.recipe, chosen.steps, chosen.batch, chosen.accumulate, chosen.seed), rank, world
        )
        if chosen.resume:
            trainer.resume(chosen.out)
        else:
            trainer.start_from(chosen.start)
        train(trainer, dataset, chosen.out, quiet=rank > 0)
        if rank == 0:
            plot(chosen.out.with_suffix(".csv"), chosen.out.with_suffix(".png"))
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    finally:
        if world > 1:
            distributed.destroy_process_group()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
