from pathlib import Path

import cv2
import numpy as np
import pytest

from models.training import evaluate
from models.training.metrics import mean_luma
from models.training.synthesis import Picture, load_photo
from vcam.enhance.model import CurveModel


@pytest.fixture
def photo() -> Picture:
    coarse = np.random.default_rng(4).integers(60, 230, (5, 7, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (112, 80)), np.uint8)


def test_darkening_is_seeded_and_follows_the_exposure(photo: Picture) -> None:
    dark = evaluate.darken(photo, -4.0, (1,))
    assert np.array_equal(dark, evaluate.darken(photo, -4.0, (1,)))
    assert not np.array_equal(dark, evaluate.darken(photo, -4.0, (2,)))
    assert mean_luma(evaluate.darken(photo, -6.0, (1,))) < mean_luma(dark) < 0.4 * mean_luma(photo)


def test_curve_is_the_formula_and_takes_a_map() -> None:
    picture = np.full((2, 3, 3), 51, np.uint8)
    x = 0.2
    for _ in range(8):
        x += -0.3 * (x * x - x)
    assert evaluate.apply_map(picture, -0.3)[0, 0, 0] == round(255 * x)
    curve_map = np.zeros((2, 3, 3), np.float32)
    curve_map[1] = -0.3
    result = evaluate.apply_map(picture, curve_map)
    assert (result[0] == 51).all()
    assert (result[1] == round(255 * x)).all()


def test_constant_curve_meets_its_mean_and_leaves_bright_pictures(photo: Picture) -> None:
    dark = evaluate.darken(photo, -3.0, (0,))
    assert mean_luma(evaluate.constant_curve(dark)) == pytest.approx(evaluate.GOAL_MEAN, abs=0.01)
    bright = np.full((40, 40, 3), 200, np.uint8)
    assert np.abs(evaluate.constant_curve(bright).astype(int) - bright).max() <= 1


def test_judges_prefer_the_original(photo: Picture) -> None:
    def oracle(_: Picture) -> Picture:
        return photo

    best, left = evaluate.judge_dark([photo], oracle), evaluate.judge_dark([photo], evaluate.leave)
    assert best["PSNR"] == 100
    assert left["PSNR"] < best["PSNR"]
    assert left["mean"] < best["mean"]
    lit = evaluate.judge_lit([photo], evaluate.leave)
    assert lit == {"identity": 100, "over 30 dB": 1}
    assert evaluate.judge_lit([photo], evaluate.gamma)["over 30 dB"] == 0


def test_grey_judge_sees_a_purple_method(photo: Picture) -> None:
    def purple(picture: Picture) -> Picture:
        return np.asarray(np.clip(picture + np.array([20, 0, 20]), 0, 255), np.uint8)

    assert evaluate.judge_grey([photo], purple)["cast"] > 5
    assert evaluate.judge_grey([photo], evaluate.constant_curve)["cast"] < 2


def test_table_has_a_row_per_method() -> None:
    assert (
        evaluate.table({"a": {"x": 1.0}, "b": {"x": 2.5}})
        == "| method | x |\n|---|---|\n| a | 1.000 |\n| b | 2.500 |"
    )


def test_network_runs_at_full_size(photo: Picture) -> None:
    enhance = evaluate.network(CurveModel())
    dark = evaluate.darken(photo, -4.5, (0,))
    output = enhance(dark)
    assert output.shape == photo.shape
    assert mean_luma(output) > 2 * mean_luma(dark)


def test_command_prints_the_table_and_writes_the_sheet(
    photo: Picture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate.main(["--photos", str(tmp_path)]) == 3
    assert "has no pictures" in capsys.readouterr().err
    cv2.imwrite(str(tmp_path / "one.png"), photo)
    assert evaluate.main(["--photos", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert [line.split("|")[1].strip() for line in printed.splitlines() if line.startswith("|")][2:] == [
        "input", "gamma 0.3", "constant curve", "sgz",
    ]  # fmt: skip
    sheet = tmp_path / "sheet" / "sheet.png"
    sheet.parent.mkdir()
    assert evaluate.main(["--photos", str(tmp_path), "--sheet", str(sheet)]) == 0
    assert load_photo(sheet).shape == (180, 5 * 240, 3)
