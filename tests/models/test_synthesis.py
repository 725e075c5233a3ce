from pathlib import Path

import cv2
import numpy as np
import pytest

from models.training import synthesis
from models.training.exposure import KINDS, LIT, SETS, Degradation, Photo
from models.training.guide import Guide
from models.training.light import Tone
from models.training.photos import Picture
from models.training.synthesis import Dataset, Sample
from vcam.core.errors import ModelCorrupt, ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize

SIZE = FrameSize(32, 24)
SHARES = [name for name in Degradation.__dataclass_fields__ if name.endswith("_share")]
DARK_ONLY = Degradation(lit_share=0, subject_share=0, backlit_share=0)


@pytest.fixture
def photos() -> list[Photo]:
    rng = np.random.default_rng(3)
    coarse = rng.integers(60, 220, (4, 6, 9, 3), np.uint8)
    pictures = [np.asarray(cv2.resize(picture, (90, 60)), np.uint8) for picture in coarse]
    person = np.zeros((60, 90), np.uint8)
    person[20:, 30:60] = 255
    return [Photo(picture, person, np.zeros_like(person)) for picture in pictures]


def sample(photos: list[Photo], degradation: Degradation, index: int = 0) -> Sample:
    return synthesis.sample_at(photos, index, SIZE, degradation, seed=5)


def test_a_sample_is_its_seed_and_index(photos: list[Photo]) -> None:
    first, again, other = (sample(photos, Degradation(), index) for index in (1, 1, 2))
    assert all(np.array_equal(getattr(first, name), getattr(again, name)) for name in Sample._fields)
    assert not np.array_equal(first.dark, other.dark)


def test_sample_has_the_promised_shapes(photos: list[Photo]) -> None:
    for index in range(20):
        made = sample(photos, Degradation(), index)
        assert made.dark.shape == made.again.shape == made.target.shape == (24, 32, 3)
        assert made.people.shape == made.faces.shape == (24, 32)
        assert {each.dtype for each in made[:-1]} == {np.dtype(np.uint8)}


def test_dark_samples_are_darker_than_their_target(photos: list[Photo]) -> None:
    for index in range(8):
        made = sample(photos, DARK_ONLY, index)
        assert made.dark.mean() < 0.8 * made.target.mean()
        assert made.kind == KINDS.index("dark")


def test_one_scene_twice_differs_by_noise_and_not_in_light(photos: list[Photo]) -> None:
    made = sample(photos, DARK_ONLY, 3)
    assert not np.array_equal(made.dark, made.again)
    assert made.again.mean() == pytest.approx(made.dark.mean(), rel=0.12)


def test_lit_samples_are_their_own_target(photos: list[Photo]) -> None:
    made = sample(photos, Degradation(lit_share=1))
    assert made.kind == LIT
    assert np.abs(made.dark.astype(int) - made.target).mean() < 4


def test_a_lit_subject_stays_as_it_is_in_a_dark_room(photos: list[Photo]) -> None:
    subjects = Degradation(lit_share=0, subject_share=1, white_balance=0)
    for index in range(8):
        made = sample(photos, subjects, index)
        gain = made.dark.mean(2) / made.target.mean(2)
        assert gain.max() > 0.9
        assert np.quantile(gain, 0.1) < 0.8
        assert made.target.mean() < photos[0].picture.mean()


def test_a_backlit_person_is_darker_than_the_room(photos: list[Photo]) -> None:
    backlit = Degradation(lit_share=0, subject_share=0, backlit_share=1, white_balance=0)
    made = sample(photos, backlit)
    assert KINDS[made.kind] == "backlit"
    gain = made.dark.mean(2) / made.target.mean(2)
    assert gain[made.people > 250].mean() < 0.7 * gain[made.people < 5].mean()


def only(kind: str) -> Degradation:
    """One kind of scene."""
    none = dict.fromkeys(SHARES, 0.0)
    return Degradation(**none | {f"{kind}_share": 1.0}, white_balance=0)  # type: ignore[arg-type]


def gains(made: Sample) -> np.ndarray:
    """How much brighter each place is wanted."""
    return np.asarray(made.target.mean(2) / np.maximum(made.dark.mean(2), 1))


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_all_its_kinds_in_their_shares(name: str, photos: list[Photo]) -> None:
    kinds = [sample(photos, SETS[name], index).kind for index in range(150)]
    wanted = {f"{KINDS[each].replace('lit subject', 'subject').replace('-', '_')}_share" for each in kinds}
    assert wanted - {"dark_share"} == {each for each in SHARES if getattr(SETS[name], each)}
    assert 0.35 < kinds.count(KINDS.index("dark")) / 150 < 0.7


def test_the_room_around_a_spot_is_lifted_and_the_spot_is_not(photos: list[Photo]) -> None:
    for index in range(8):
        made = sample(photos, only("spot"), index)
        assert KINDS[made.kind] == "spot"
        assert gains(made).min() < 1.1
        assert np.quantile(gains(made), 0.9) > 1.25


def test_who_sits_before_a_screen_becomes_lit_and_the_room_less(photos: list[Photo]) -> None:
    for index in range(8):
        made = sample(photos, only("half_lit"), index)
        assert KINDS[made.kind] == "half-lit"
        assert gains(made).min() > 1.1
        assert made.target.mean() < photos[0].picture.mean()


def test_a_room_with_a_lamp_is_lifted_and_the_lamp_is_not(photos: list[Photo]) -> None:
    for index in range(8):
        made = sample(photos, only("lamp"), index)
        assert KINDS[made.kind] == "lamp"
        assert gains(made).min() < 1.15
        assert np.median(gains(made)) > 1.3


def test_who_sits_in_the_shade_is_to_be_lifted_and_the_lit_room_is_not(photos: list[Photo]) -> None:
    lifted = []
    for index in range(8):
        made = sample(photos, only("shaded"), index)
        assert KINDS[made.kind] == "shaded"
        gain = gains(made)
        lifted.append(gain[made.people > 250].mean() / gain[made.people < 5].mean())
    # one in five is another thing in the shade
    assert np.median(lifted) > 1.4


@pytest.mark.parametrize("shape", [(1, 1), (5, 300), (300, 5), (24, 32)])
def test_crop_takes_any_photo(shape: tuple[int, int]) -> None:
    mask = np.full(shape, 9, np.uint8)
    piece = synthesis.crop(
        Photo(np.full((*shape, 3), 7, np.uint8), mask, mask), SIZE, np.random.default_rng(0)
    )
    assert piece.picture.shape == (24, 32, 3)
    assert (piece.picture == 7).all()
    assert (piece.people == 9).all()


def test_noise_of_a_camera_goes_down_with_the_number_of_draws() -> None:
    grey = np.full((64, 64, 3), 0.05, np.float32)
    tone = Tone()
    noise = [
        synthesis.Camera(1e-3, 2e-3, draws, None).see(grey, tone, np.random.default_rng(0)).std()
        for draws in (1, 4)
    ]
    assert noise[0] == pytest.approx(2 * noise[1], rel=0.05)


# on disk


@pytest.fixture
def folder(tmp_path: Path, photos: list[Photo]) -> Path:
    synthesis.build(photos, tmp_path / "dark", count=120, size=SIZE)
    return tmp_path / "dark"


def test_set_on_disk_is_the_samples(folder: Path, photos: list[Photo]) -> None:
    dataset = Dataset(folder)
    assert len(dataset) == 120
    batch = dataset.take(np.array([117, 3]))
    for row, index in enumerate((117, 3)):
        made = synthesis.sample_at(photos, index, SIZE, Degradation(), seed=0)
        assert np.array_equal(batch.dark[row], made.dark)
        assert batch.kind[row] == made.kind


def test_what_is_there_is_not_made_again_unless_it_is_another_set(folder: Path, photos: list[Photo]) -> None:
    before = (folder / "dark.npy").stat().st_mtime_ns
    synthesis.build(photos, folder, count=120, size=SIZE)
    assert (folder / "dark.npy").stat().st_mtime_ns == before
    synthesis.build(photos, folder, count=121, size=SIZE)
    assert len(Dataset(folder)) == 121


def test_contact_sheet_shows_scenes_side_by_side(folder: Path) -> None:
    assert synthesis.contact_sheet(Dataset(folder), rows=3, scenes=2).shape == (72, 256, 3)


def test_half_a_set_is_none(folder: Path) -> None:
    (folder / synthesis.INDEX_FILE).unlink()
    with pytest.raises(ModelMissing, match="no training samples") as caught:
        Dataset(folder)
    assert "models.training.synthesis" in caught.value.hint


@pytest.mark.parametrize("name", ["dark.npy", synthesis.INDEX_FILE])
def test_damaged_set_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"rubbish")
    with pytest.raises(ModelMismatch, match="damaged"):
        Dataset(folder)


def test_command_makes_a_set_and_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--photos", str(tmp_path), "--out", str(tmp_path / "dark"), "--count", "50"]
    assert synthesis.main(words) == 3
    assert "has no pictures" in capsys.readouterr().err
    picture: Picture = np.full((60, 80, 3), 128, np.uint8)
    cv2.imwrite(str(tmp_path / "grey.png"), picture)
    assert synthesis.main([*words, "--sheet", str(tmp_path / "sheet.png")]) == 0
    assert (tmp_path / "sheet.png").stat().st_size > 1000


# the guide


def test_guide_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"none\.whl") as caught:
        Guide(tmp_path / "none.whl")
    assert "pip download" in caught.value.hint
    (tmp_path / "bad.whl").write_bytes(b"PK rubbish")
    with pytest.raises(ModelCorrupt, match=r"bad\.whl"):
        Guide(tmp_path / "bad.whl")
