import csv
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

torch = pytest.importorskip("torch")

from models.training.train import Recipe, Trainer, main, train  # noqa: E402
from vcam.core.errors import ModelMismatch  # noqa: E402
from vcam.core.formats import FrameSize  # noqa: E402

RECIPE = Recipe(steps=4, batch=2, crop=FrameSize(24, 16))


@pytest.fixture
def photos() -> list[np.ndarray]:
    rng = np.random.default_rng(5)
    coarse = rng.integers(60, 220, (3, 4, 6, 3), np.uint8)
    return [cv2.resize(picture, (60, 40)) for picture in coarse]


def weights(trainer: Trainer) -> Any:
    return torch.cat([values.detach().flatten() for values in trainer.net.parameters()])


def test_a_run_is_its_seed(photos: list[np.ndarray], tmp_path: Path) -> None:
    ends = []
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        trainer = Trainer(Recipe(steps=2, batch=2, crop=FrameSize(24, 16), seed=seed))
        train(trainer, photos, tmp_path / f"{name}.pt")
        ends.append(weights(trainer))
    assert torch.equal(ends[0], ends[1])
    assert not torch.equal(ends[0], ends[2])


def test_resumed_run_ends_where_an_unbroken_one_does(photos: list[np.ndarray], tmp_path: Path) -> None:
    whole = Trainer(RECIPE)
    train(whole, photos, tmp_path / "whole.pt")

    from models.training.synthesis import Degradation

    broken = Trainer(RECIPE)
    for _ in range(2):
        broken.train_step(photos, Degradation())
    broken.save(tmp_path / "broken.pt")
    resumed = Trainer(RECIPE)
    resumed.resume(tmp_path / "broken.pt")
    assert resumed.step == 2
    train(resumed, photos, tmp_path / "broken.pt")
    assert torch.equal(weights(whole), weights(resumed))


def test_log_has_one_row_per_step(photos: list[np.ndarray], tmp_path: Path) -> None:
    train(Trainer(RECIPE), photos, tmp_path / "run.pt")
    with (tmp_path / "run.csv").open(encoding="utf-8") as log:
        rows = list(csv.DictReader(log))
    assert [row["step"] for row in rows] == ["1", "2", "3", "4"]
    assert all(float(row["loss"]) > 0 for row in rows)


def test_accumulating_counts_all_parts(photos: list[np.ndarray]) -> None:
    from models.training.synthesis import Degradation

    trainer = Trainer(Recipe(steps=2, batch=1, accumulate=3, crop=FrameSize(24, 16)))
    single = Trainer(Recipe(steps=2, batch=1, accumulate=1, crop=FrameSize(24, 16)))
    figures = trainer.train_step(photos, Degradation())
    first = single.train_step(photos, Degradation())
    assert figures.keys() == first.keys()
    assert figures["loss"] != first["loss"]


def test_learning_rate_rises_then_falls() -> None:
    trainer = Trainer(Recipe(steps=1000))
    rates = []
    for step in (0, 60, 500, 999):
        trainer.step = step
        rates.append(trainer.learning_rate())
    assert rates[0] < rates[2] < rates[1]
    assert rates[3] < 0.02 * rates[1]


def test_checkpoint_of_another_recipe_is_refused(tmp_path: Path) -> None:
    Trainer(RECIPE).save(tmp_path / "run.pt")
    other = Trainer(Recipe(steps=4, batch=3, crop=FrameSize(24, 16)))
    with pytest.raises(ModelMismatch, match="other arguments") as caught:
        other.resume(tmp_path / "run.pt")
    assert "'batch': 2" in caught.value.hint


def test_command_trains_and_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--photos", str(tmp_path), "--out", str(tmp_path / "run.pt"), "--steps", "1", "--batch", "1"]
    assert main(arguments) == 3
    assert "has no pictures" in capsys.readouterr().err
    cv2.imwrite(str(tmp_path / "grey.png"), np.full((60, 80, 3), 128, np.uint8))
    assert main(arguments) == 0
    assert (tmp_path / "run.pt").is_file()
    assert main([*arguments, "--resume", "--seed", "9"]) == 5
    assert "other arguments" in capsys.readouterr().err
