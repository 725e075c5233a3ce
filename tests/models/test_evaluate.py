import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.training import evaluate, graph, methods, scenes, sheets, tflite_file
from models.training.photos import Picture, load_photo, mean_luma
from tests.models import states
from vcam.core.errors import UnreadableMedia
from vcam.core.formats import FrameSize

PHOTO_FIGURES = (
    *("PSNR", "SSIM", "PSNR matched", "SSIM matched", "mean", "exposure error EV", "burnt %"),
    *("lit, over 35 dB %", "lit, worst tenth dB", "cast", "subject dB", "subject burnt %", "ms"),
)


@pytest.fixture
def photo() -> Picture:
    coarse = np.random.default_rng(4).integers(60, 230, (5, 7, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (112, 80)), np.uint8)


def test_darkening_is_seeded_and_follows_the_exposure(photo: Picture) -> None:
    dark = scenes.darken(photo, -4.0, (1,))
    assert np.array_equal(dark, scenes.darken(photo, -4.0, (1,)))
    assert not np.array_equal(dark, scenes.darken(photo, -4.0, (2,)))
    assert mean_luma(scenes.darken(photo, -6.0, (1,))) < mean_luma(dark) < 0.4 * mean_luma(photo)


def test_judges_prefer_the_original(photo: Picture) -> None:
    def oracle(_: Picture) -> Picture:
        return photo

    dark = scenes.DarkPhotos.of([photo]).dark
    best, left = evaluate.judge_dark(dark, oracle), evaluate.judge_dark(dark, methods.leave)
    assert best["PSNR"] == 100
    assert best["exposure error EV"] == 0
    assert left["PSNR"] < best["PSNR"]
    assert left["mean"] < best["mean"]
    assert evaluate.judge_lit([photo], methods.leave) == {
        "lit, over 35 dB %": 100,
        "lit, worst tenth dB": 100,
    }
    assert evaluate.judge_lit([photo], methods.gamma)["lit, over 35 dB %"] == 0


def test_grey_judge_sees_a_purple_method(photo: Picture) -> None:
    def purple(picture: Picture) -> Picture:
        return np.asarray(np.clip(picture + np.array([20, 0, 20]), 0, 255), np.uint8)

    grey = scenes.DarkPhotos.of([photo]).grey
    assert evaluate.judge_grey(grey, purple)["cast"] > 5
    assert evaluate.judge_grey(grey, methods.constant_curve)["cast"] < 2


def test_subject_judge_sees_who_burns_a_lit_face(photo: Picture) -> None:
    subjects = scenes.DarkPhotos.of([photo]).subjects
    left, burnt = (evaluate.judge_subjects(subjects, method) for method in (methods.leave, methods.gamma))
    assert left == {"subject dB": 100, "subject burnt %": 0}
    assert burnt["subject dB"] < 20


def test_contrast_judge_sees_shade_and_who_burns_the_light_behind(photo: Picture) -> None:
    made = scenes.DarkPhotos.of([photo])
    left, lifted = (
        evaluate.judge_contrasts(made, method) for method in (methods.leave, methods.constant_curve)
    )
    for room in ("room around a lit subject EV", "room with a window EV"):
        assert left[room] < -0.8
        assert left[room] < lifted[room] - 0.5
    assert left["subject before a lit room EV"] < -0.8
    assert (
        left["lit room behind dB"] > 25 > evaluate.judge_contrasts(made, methods.gamma)["lit room behind dB"]
    )


@pytest.mark.parametrize("name", ["subjects", "lamps", "backlit"])
def test_scenes_with_light_and_shade_have_both(photo: Picture, name: str) -> None:
    (scene,) = getattr(scenes.DarkPhotos.of([photo]), name)
    assert scene.lit.any()
    assert scene.shade.any()
    assert not (scene.lit & scene.shade).any()
    gain = scene.dark / np.maximum(scene.photo, 1)
    assert gain[scene.lit].mean() > 2 * gain[scene.shade].mean()


def test_real_judge_looks_at_the_darker_half() -> None:
    half = np.zeros((8, 8, 3), np.uint8)
    half[:4], half[4:] = 10, 200
    assert evaluate.judge_real([half], methods.leave)["mean of the darker half"] == pytest.approx(10 / 255)
    assert evaluate.judge_real([half], methods.gamma)["mean of the darker half"] > 0.3


def test_clip_judge_sees_noise_and_wavering(photo: Picture) -> None:
    pairs = evaluate.darken_clip([photo] * 10, -4.0)
    steady = evaluate.judge_clip(pairs, methods.gamma)
    count = iter(range(100))

    def wavering(picture: Picture) -> Picture:
        return methods.apply_map(picture, -0.4 - 0.05 * (next(count) % 2))

    assert steady["noise"] > evaluate.judge_clip(pairs, methods.leave)["noise"] > 0
    assert evaluate.judge_clip(pairs, wavering)["jitter %"] > 5 > steady["jitter %"]


def test_each_method_gets_the_same_dark_pictures(photo: Picture) -> None:
    seen: dict[str, list[bytes]] = {"one": [], "other": []}

    def watching(name: str) -> methods.Method:
        def watch(picture: Picture) -> Picture:
            seen[name].append(picture.tobytes())
            return picture

        return watch

    found = {name: watching(name) for name in seen}
    evaluate.judge_photos([photo], found)
    evaluate.judge_clips([[photo] * 2], found)
    assert seen["one"] == seen["other"]
    assert scenes.darken(photo, -3.5, (0, 35)).tobytes() in seen["one"]
    assert scenes.darken(photo, -5.0, (1, 7)).tobytes() in seen["one"]


def test_clip_judge_begins_each_clip_of_the_product_anew(photo: Picture) -> None:
    flat = methods.Network(lambda _: np.full((1, 4, 6, 1), -0.3, np.float32), lambda _: 48, square_root=False)
    product = methods.Product(methods.OneChannel(flat))
    pairs = evaluate.darken_clip([photo] * 3, -4.0)
    first = evaluate.judge_clip(pairs, product)
    evaluate.judge_clip(evaluate.darken_clip([255 - photo] * 3, -3.0), product)
    assert evaluate.judge_clip(pairs, product) == first


def test_details_are_not_shrunk() -> None:
    large = np.random.default_rng(5).integers(0, 255, (300, 400, 3), np.uint8)
    tile = sheets.detail_tile(large)
    assert np.array_equal(tile, large[82:217, 110:290])
    assert sheets.whole_tile(large).shape == sheets.detail_tile(large[:50]).shape == tile.shape


def test_rows_of_an_earlier_run_stay_in_their_places() -> None:
    former = {"a": {"x": 1.0}, "lost": {"x": 2.0}, "c": {"x": 3.0}}
    merged = evaluate.with_former({"c": {"x": 4.0}, "a": {"x": 5.0}, "new": {"x": 6.0}}, former)
    assert list(merged) == ["a", "lost", "c", "new"]
    assert [row["x"] for row in merged.values()] == [5.0, 2.0, 4.0, 6.0]


def test_table_has_a_row_per_method() -> None:
    assert (
        evaluate.table({"a": {"x": 1.0}, "b": {"x": 2.5}})
        == "| method | x |\n|---|---|\n| a | 1.00 |\n| b | 2.50 |"
    )


def test_what_is_no_video_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.mkv").write_bytes(b"rubbish")
    with pytest.raises(UnreadableMedia, match=r"bad\.mkv"):
        evaluate.read_clip(tmp_path / "bad.mkv")


def test_command_writes_table_figures_and_sheets(
    photo: Picture, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (evaluate, scenes):
        monkeypatch.setattr(module, "EXPOSURES_EV", (-4.0,))
    out, models = tmp_path / "out", tmp_path / "models"
    words = ["--photos", str(tmp_path), "--out", str(out), "--models", str(models)]
    assert evaluate.main(words) == 3
    assert "has no pictures" in capsys.readouterr().err
    cv2.imwrite(str(tmp_path / "one.png"), photo)
    models.mkdir()
    net = graph.lowlight(states.lowlight(), FrameSize(96, 56))
    (models / "lowlight.tflite").write_bytes(tflite_file.write(net))
    (models / "lowlight-float16.tflite").write_bytes(tflite_file.write(net, half=True))
    former = tmp_path / "former.json"
    former.write_text('{"photos": {"lost": ' + json.dumps(dict.fromkeys(PHOTO_FIGURES, 1.0)) + "}}")
    more = ["--sheet-photos", str(tmp_path), "--dark", str(tmp_path), "--former", str(former)]
    assert evaluate.main([*words, *more]) == 0
    names = ["lost", *methods.BASELINES, "lowlight-float16.tflite", "lowlight.tflite"]
    printed = capsys.readouterr().out
    rows = [line.split("|")[1].strip() for line in printed.splitlines() if line.startswith("|")]
    assert rows[2 : 2 + len(names)] == names
    figures = json.loads((out / "figures.json").read_text())
    assert list(figures["photos"]) == names
    assert figures["formats"]["lowlight-float16.tflite"]["mean"] < 0.5
    assert printed.endswith("Of an earlier run: lost\n")
    assert load_photo(out / "darkened.jpg").shape == (135, 6 * 180, 3)
    assert load_photo(out / "detail.jpg").shape == (135, 6 * 180, 3)
    assert load_photo(out / "contrast.jpg").shape == (135, 6 * 180, 3)
    assert load_photo(out / "real-dark.jpg").shape[1] == 5 * 180
