import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("matplotlib")

from models.training.exposure import Photo  # noqa: E402
from models.training.synthesis import Dataset, build  # noqa: E402
from models.training.train import Run, Trainer, main, train  # noqa: E402
from vcam.core.errors import ModelMismatch, ModelMissing  # noqa: E402
from vcam.core.formats import FrameSize  # noqa: E402

RUN = Run("lowlight", steps=4, batch=4)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    rng = np.random.default_rng(5)
    mask = np.zeros((40, 60), np.uint8)
    photos = [Photo(rng.integers(60, 220, (40, 60, 3), np.uint8), mask, mask) for _ in range(3)]
    return build(photos, tmp_path_factory.mktemp("set"), count=30, size=FrameSize(32, 16))


@pytest.fixture(autouse=True)
def _floats_as_they_were() -> Iterator[None]:
    """Training flushes denormal numbers to zero, for the whole process."""
    yield
    torch.set_flush_denormal(False)


def weights(trainer: Trainer) -> Any:
    return torch.cat([values.detach().flatten() for values in trainer.net.parameters()])


@pytest.mark.parametrize("recipe", ["lowlight", "sgz"])
def test_a_run_is_its_seed(recipe: str, dataset: Dataset, tmp_path: Path) -> None:
    ends = []
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        trainer = Trainer(Run(recipe, steps=2, batch=4, seed=seed))
        train(trainer, dataset, tmp_path / f"{name}.pt")
        ends.append(weights(trainer))
    assert torch.equal(ends[0], ends[1])
    assert not torch.equal(ends[0], ends[2])


def test_resumed_run_ends_where_an_unbroken_one_does(dataset: Dataset, tmp_path: Path) -> None:
    whole = Trainer(RUN)
    train(whole, dataset, tmp_path / "whole.pt")
    broken = Trainer(RUN)
    for _ in range(2):
        broken.train_step(dataset)
    broken.save(tmp_path / "broken.pt")
    resumed = Trainer(RUN)
    resumed.resume(tmp_path / "broken.pt")
    assert resumed.step == 2
    train(resumed, dataset, tmp_path / "broken.pt")
    assert torch.equal(weights(whole), weights(resumed))


def test_log_has_one_row_per_step(dataset: Dataset, tmp_path: Path) -> None:
    train(Trainer(RUN), dataset, tmp_path / "run.pt")
    with (tmp_path / "run.csv").open(encoding="utf-8") as log:
        rows = list(csv.DictReader(log))
    assert [row["step"] for row in rows] == ["1", "2", "3", "4"]
    assert all(float(row["loss"]) > 0 for row in rows)


def test_a_batch_in_parts_is_the_same_batch(dataset: Dataset) -> None:
    whole, parts = Trainer(RUN), Trainer(Run("lowlight", steps=4, batch=4, accumulate=4))
    figures = [trainer.train_step(dataset) for trainer in (whole, parts)]
    assert figures[0] == pytest.approx(figures[1], rel=1e-4, abs=1e-6)
    assert torch.allclose(weights(whole), weights(parts), atol=1e-5)


def test_shares_of_several_processes_are_the_whole_batch(dataset: Dataset) -> None:
    whole = Trainer(RUN)
    wanted = whole.train_step(dataset)["loss"]

    class Share(Trainer):
        def train_step(self, dataset: Dataset) -> dict[str, float]:
            self._world = 2
            try:
                return super().train_step(dataset)
            finally:
                self._world = 1

    summed: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("torch.distributed.all_reduce", summed.append)
        shares = [Share(RUN, rank=rank).train_step(dataset)["loss"] for rank in (0, 1)]
    assert sum(shares) == pytest.approx(wanted, rel=1e-4)
    assert summed, "gradients are summed over the processes"


def test_two_processes_end_where_one_does(dataset: Dataset, tmp_path: Path) -> None:
    one = Trainer(RUN)
    train(one, dataset, tmp_path / "one.pt")
    words = ["lowlight", "--data", str(dataset.folder), "--out", str(tmp_path / "two.pt")]
    numbers = ["--steps", str(RUN.steps), "--batch", str(RUN.batch)]
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    # both on one machine without a GPU talk by gloo
    quiet = os.environ | {"OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    subprocess.run(
        [*torchrun, "-m", "models.training.train", *words, *numbers],
        env=quiet,
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        timeout=120,
    )
    two = Trainer(RUN)
    two.resume(tmp_path / "two.pt")
    assert two.step == RUN.steps
    assert torch.allclose(weights(one), weights(two), atol=1e-5)
    assert not torch.allclose(weights(two), weights(Trainer(RUN)), atol=1e-5)
    logs = [
        np.loadtxt(tmp_path / f"{name}.csv", delimiter=",", skiprows=1, usecols=1) for name in ("one", "two")
    ]
    assert logs[0] == pytest.approx(logs[1], rel=1e-3)


def test_contrast_goes_on_with_a_base_and_leaves_it_as_it_is(dataset: Dataset, tmp_path: Path) -> None:
    base = Trainer(RUN)
    train(base, dataset, tmp_path / "base.pt")
    later = Trainer(Run("contrast", steps=3, batch=4, seed=1))
    fresh = {name: values.clone() for name, values in later.net.state_dict().items()}
    later.start_from(tmp_path / "base.pt")
    train(later, dataset, tmp_path / "later.pt")
    before, after = base.net.state_dict(), later.net.state_dict()
    for name in before:
        if name.startswith(later.net.LATER):
            assert not torch.equal(after[name], fresh[name])
        else:
            assert torch.equal(after[name], before[name])


def test_contrast_without_a_base_is_refused(dataset: Dataset, tmp_path: Path) -> None:
    trainer = Trainer(Run("contrast", steps=3, batch=4))
    for path in (None, tmp_path / "none.pt"):
        with pytest.raises(ModelMissing, match="goes on with"):
            trainer.start_from(path)
    Trainer(Run("sgz", steps=2, batch=2)).save(tmp_path / "sgz.pt")
    with pytest.raises(ModelMismatch, match="is of sgz"):
        trainer.start_from(tmp_path / "sgz.pt")


def test_learning_rate_rises_then_falls() -> None:
    trainer = Trainer(Run("lowlight", steps=1000))
    rates = []
    for step in (0, 60, 500, 999):
        trainer.step = step
        rates.append(trainer.learning_rate())
    assert rates[0] < rates[2] < rates[1]
    assert rates[3] < 0.02 * rates[1]


def test_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    Trainer(RUN).save(tmp_path / "run.pt")
    other = Trainer(Run("lowlight", steps=4, batch=3))
    with pytest.raises(ModelMismatch, match="other arguments") as caught:
        other.resume(tmp_path / "run.pt")
    assert "'batch': 4" in caught.value.hint


def test_command_trains_draws_and_says_what_is_wrong(
    dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--out", str(tmp_path / "run.pt"), "--steps", "2", "--batch", "2"]
    assert main(["lowlight", "--data", str(tmp_path), *words]) == 5
    assert "no training samples" in capsys.readouterr().err
    assert main(["lowlight", "--data", str(dataset.folder), *words]) == 0
    assert (tmp_path / "run.pt").is_file()
    assert (tmp_path / "run.png").stat().st_size > 1000
    assert main(["lowlight", "--data", str(dataset.folder), *words, "--resume", "--seed", "9"]) == 5
    assert "other arguments" in capsys.readouterr().err
