from typing import Any

import pytest

torch = pytest.importorskip("torch")

from models.training import losses  # noqa: E402
from models.training.losses import Weights, total_loss  # noqa: E402


@pytest.fixture
def picture() -> Any:
    torch.manual_seed(2)
    return 0.2 + 0.6 * torch.rand(2, 3, 8, 10)


def test_equal_pictures_and_a_flat_grey_map_cost_nothing(picture: Any) -> None:
    flat = torch.full_like(picture, -0.4)
    loss, parts = total_loss(picture, picture, flat, torch.ones(2), Weights())
    assert float(loss) == pytest.approx(0, abs=1e-6)
    assert set(parts) == {"picture", "gradient", "colour", "exposure", "smooth", "grey"}


def test_exposure_sees_brightness_and_nothing_else(picture: Any) -> None:
    assert float(losses.exposure_loss(0.5 * picture, picture).min()) > 0.5
    assert float(losses.exposure_loss(picture.flip(3), picture).max()) == pytest.approx(0, abs=1e-6)


def test_colour_sees_hue_more_than_brightness(picture: Any) -> None:
    tinted = picture * torch.tensor([1.0, 0.7, 1.0]).view(1, 3, 1, 1)
    assert float(losses.colour_loss(tinted, picture).min()) > 5 * float(
        losses.colour_loss(0.7 * picture, picture).max()
    )


def test_gradient_sees_lost_contrast_but_no_offset(picture: Any) -> None:
    assert float(losses.gradient_loss(picture + 0.1, picture).max()) == pytest.approx(0, abs=1e-6)
    assert float(losses.gradient_loss(0.5 * picture, picture).min()) > 0.05


def test_smooth_sees_steps_and_grey_sees_colour_in_the_map() -> None:
    stepped = torch.zeros(1, 3, 8, 8)
    stepped[..., 4:] = -0.5
    assert float(losses.smooth_loss(stepped)) == pytest.approx(0.25 / 7)
    assert float(losses.grey_loss(stepped)) == 0
    coloured = torch.zeros(1, 3, 8, 8)
    coloured[:, 0] = -0.3
    assert float(losses.smooth_loss(coloured)) == 0
    assert float(losses.grey_loss(coloured)) == pytest.approx((0.2**2 + 2 * 0.1**2) / 3)


def test_a_heavier_sample_counts_more(picture: Any) -> None:
    output = picture.clone()
    output[0] *= 0.5
    flat = torch.zeros_like(picture)
    heavy, _ = total_loss(output, picture, flat, torch.tensor([3.0, 1.0]), Weights())
    light, _ = total_loss(output, picture, flat, torch.tensor([1.0, 3.0]), Weights())
    assert float(heavy) == pytest.approx(3 * float(light))
