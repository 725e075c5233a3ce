from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training import synthesis
from models.training.synthesis import Degradation, Picture
from vcam.core.errors import UnreadableMedia
from vcam.core.formats import FrameSize

SIZE = FrameSize(32, 24)


@pytest.fixture
def photos() -> list[Picture]:
    rng = np.random.default_rng(3)
    coarse = rng.integers(60, 220, (4, 6, 9, 3), np.uint8)
    return [np.asarray(cv2.resize(picture, (90, 60)), np.uint8) for picture in coarse]


def mean(values: synthesis.Light) -> float:
    return float(values.mean())


def test_same_seed_makes_the_same_batch_and_another_one_does_not(photos: list[Picture]) -> None:
    first, again, other = (
        synthesis.make_batch(photos, 5, SIZE, Degradation(), seed) for seed in ((1, 2), (1, 2), (1, 3))
    )
    assert np.array_equal(first.dark, again.dark)
    assert np.array_equal(first.target, again.target)
    assert not np.array_equal(first.dark, other.dark)


def test_batch_has_the_promised_shapes_and_range(photos: list[Picture]) -> None:
    batch = synthesis.make_batch(photos, 6, SIZE, Degradation(), (0,))
    assert batch.dark.shape == batch.target.shape == (6, 24, 32, 3)
    assert batch.weight.shape == (6,)
    for values in (batch.dark, batch.target):
        assert values.dtype == np.float32
        assert values.min() >= 0
        assert values.max() <= 1
    assert np.allclose(batch.dark * 255, np.rint(batch.dark * 255), atol=1e-4)


def test_dark_samples_are_darker_than_their_target(photos: list[Picture]) -> None:
    dark_only = Degradation(lit_share=0, lamp_share=0)
    batch = synthesis.make_batch(photos, 8, SIZE, dark_only, (0,))
    for dark, target in zip(batch.dark, batch.target, strict=True):
        assert mean(dark) < 0.8 * mean(target)


def test_lit_samples_are_their_own_target_and_count_more(photos: list[Picture]) -> None:
    batch = synthesis.make_batch(photos, 8, SIZE, Degradation(lit_share=1, lamp_share=0), (0,))
    assert np.abs(batch.dark - batch.target).mean() < 0.02
    assert (batch.weight > 1).all()


def test_a_lamp_stays_lit_in_the_dark(photos: list[Picture]) -> None:
    lamps = Degradation(lit_share=0, lamp_share=1, deep_share=1, white_balance=0)
    batch = synthesis.make_batch(photos, 8, SIZE, lamps, (0,))
    for dark, target in zip(batch.dark, batch.target, strict=True):
        gain = dark.mean(2) / target.mean(2)
        assert gain.max() > 0.9
        assert np.median(gain) < 0.5


@given(st.integers(0, 255))
def test_linear_light_and_back(code: int) -> None:
    srgb = np.full((1, 1, 3), code / 255, np.float32)
    assert np.allclose(synthesis.to_srgb(synthesis.to_linear(srgb)), srgb, atol=1e-5)


def test_one_ev_halves_linear_light() -> None:
    linear = np.full((64, 64, 3), 0.5, np.float32)
    dark = synthesis.expose(linear, -1.0, np.random.default_rng(0), shift=0)
    assert mean(synthesis.to_linear(dark)) == pytest.approx(0.25, abs=0.01)


def test_noise_grows_with_less_averaging() -> None:
    flat = np.full((64, 64, 3), 0.1, np.float32)
    rough = synthesis.add_sensor_noise(flat, np.random.default_rng(0), averaged=1).std()
    calm = synthesis.add_sensor_noise(flat, np.random.default_rng(0), averaged=4).std()
    assert rough == pytest.approx(4 * calm, rel=0.01)


def test_shrink_keeps_shape_and_never_enlarges() -> None:
    assert synthesis.shrink(np.zeros((100, 400, 3), np.uint8), 80).shape == (20, 80, 3)
    assert synthesis.shrink(np.zeros((1, 400, 3), np.uint8), 80).shape == (1, 80, 3)
    small = np.zeros((10, 20, 3), np.uint8)
    assert synthesis.shrink(small, 80) is small


@pytest.mark.parametrize("shape", [(1, 1, 3), (5, 300, 3), (300, 5, 3), (24, 32, 3)])
def test_crop_takes_any_photo(shape: tuple[int, ...]) -> None:
    piece = synthesis.crop(np.full(shape, 7, np.uint8), SIZE, np.random.default_rng(0))
    assert piece.shape == (24, 32, 3)
    assert (piece == 7).all()


def test_photos_are_found_below_a_folder_and_dark_ones_left_out(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    cv2.imwrite(str(tmp_path / "deep" / "er" / "LIT.PNG"), np.full((20, 20, 3), 128, np.uint8))
    cv2.imwrite(str(tmp_path / "dark.png"), np.full((20, 20, 3), 10, np.uint8))
    (tmp_path / "notes.txt").write_text("no picture")
    assert [path.name for path in synthesis.find_photos(tmp_path)] == ["dark.png", "LIT.PNG"]
    loaded = synthesis.load_photos(tmp_path, Degradation())
    assert [int(photo.mean()) for photo in loaded] == [128]


def test_photo_is_read_as_rgb(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "red.png"), np.full((4, 4, 3), (0, 0, 200), np.uint8))
    assert synthesis.load_photo(tmp_path / "red.png")[0, 0].tolist() == [200, 0, 0]


def test_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMedia, match="has no pictures") as caught:
        synthesis.find_photos(tmp_path)
    assert ".png" in caught.value.hint
    with pytest.raises(UnreadableMedia, match="has no pictures"):
        synthesis.find_photos(tmp_path / "nowhere")


def test_only_dark_photos_are_refused(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "dark.png"), np.zeros((20, 20, 3), np.uint8))
    with pytest.raises(UnreadableMedia, match="well lit"):
        synthesis.load_photos(tmp_path, Degradation())


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n broken", bytes(1000)])
def test_damaged_photo_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.png").write_bytes(content)
    with pytest.raises(UnreadableMedia, match=r"bad\.png"):
        synthesis.load_photo(tmp_path / "bad.png")
    with pytest.raises(UnreadableMedia, match=r"missing\.png"):
        synthesis.load_photo(tmp_path / "missing.png")
