import numpy as np
import pytest

from models.training import metrics
from models.training.photos import Picture


@pytest.fixture
def picture() -> Picture:
    return np.random.default_rng(1).integers(40, 200, (40, 60, 3), np.uint8)


def flat(*rgb: int) -> Picture:
    return np.full((20, 20, 3), rgb, np.uint8)


def test_psnr_of_a_known_error() -> None:
    assert metrics.psnr_db(flat(110, 110, 110), flat(100, 100, 100)) == pytest.approx(28.13, abs=0.01)
    assert metrics.psnr_db(flat(90, 90, 90), flat(100, 100, 100)) == pytest.approx(28.13, abs=0.01)
    assert metrics.psnr_db(flat(1, 2, 3), flat(1, 2, 3)) == 100


def test_ssim_is_one_for_itself_and_less_for_noise(picture: Picture) -> None:
    assert metrics.ssim(picture, picture) == pytest.approx(1, abs=1e-5)
    noise = np.random.default_rng(2).integers(40, 200, picture.shape, np.uint8)
    assert metrics.ssim(noise, picture) < 0.3


def test_matching_the_mean_takes_exposure_away(picture: Picture) -> None:
    half = (picture // 2).astype(np.uint8)
    assert metrics.psnr_db(half, picture) < 15
    assert metrics.psnr_db(metrics.match_mean(half, picture), picture) > 40
    assert metrics.match_mean(flat(0, 0, 0), picture).max() == 0


def test_colour_cast_is_none_on_grey_and_plain_on_purple() -> None:
    assert metrics.colour_cast(flat(90, 90, 90)) < 0.1
    assert metrics.colour_cast(flat(100, 85, 105)) > 5


def test_burnt_is_what_has_become_white() -> None:
    picture, reference = np.full((10, 10, 3), 100, np.uint8), np.full((10, 10, 3), 100, np.uint8)
    picture[:2, :, 0] = 255
    reference[0] = 255
    assert metrics.burnt_share(picture, reference) == pytest.approx(0.1)


def test_region_counts_only_its_own_pixels() -> None:
    picture, where = flat(50, 50, 50), np.zeros((20, 20), bool)
    picture[5:9] = 200
    where[5:9] = True
    assert metrics.region_ev(picture, flat(100, 100, 100), where) == pytest.approx(1)
    assert metrics.region_ev(picture, flat(100, 100, 100), ~where) == pytest.approx(-1)
