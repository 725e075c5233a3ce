from typing import Any

import pytest

torch = pytest.importorskip("torch")

from models.training import losses, zero_reference  # noqa: E402
from models.training.exposure import KINDS, LIT  # noqa: E402
from models.training.recipes import Contrast, Lowlight, Scenes, Sgz  # noqa: E402


@pytest.fixture
def picture() -> Any:
    torch.manual_seed(2)
    return 0.2 + 0.6 * torch.rand(2, 3, 16, 20)


@pytest.fixture
def everywhere() -> Any:
    return torch.ones(2, 1, 16, 20)


def test_equal_pictures_cost_nothing(picture: Any, everywhere: Any) -> None:
    for loss in (
        losses.picture_loss(picture, picture, everywhere),
        losses.coarse_loss(picture, picture, everywhere),
        losses.squared_loss(picture, picture),
        losses.gradient_loss(picture, picture),
        losses.colour_loss(picture, picture),
        losses.exposure_loss(picture, picture, everywhere),
        losses.burnt_loss(picture, picture),
        losses.steady_loss(picture, picture),
    ):
        assert loss.shape == (2,)
        assert float(loss.max()) == pytest.approx(0, abs=1e-6)


def test_faces_count_more_than_walls(picture: Any, everywhere: Any) -> None:
    wrong = picture.clone()
    wrong[..., :4] = 0
    where = everywhere.clone()
    where[..., :4] = 3
    assert float(losses.picture_loss(wrong, picture, where).min()) > 1.8 * float(
        losses.picture_loss(wrong, picture, everywhere).max()
    )


def test_exposure_sees_brightness_and_nothing_else(picture: Any, everywhere: Any) -> None:
    assert float(losses.exposure_loss(0.5 * picture, picture, everywhere).min()) > 0.5
    assert float(losses.exposure_loss(picture.flip(3), picture, everywhere).max()) == pytest.approx(
        0, abs=1e-6
    )


def test_colour_sees_hue_more_than_brightness(picture: Any) -> None:
    tinted = picture * torch.tensor([1.0, 0.7, 1.0]).view(1, 3, 1, 1)
    assert float(losses.colour_loss(tinted, picture).min()) > 5 * float(
        losses.colour_loss(0.7 * picture, picture).max()
    )


def test_gradient_sees_lost_contrast_but_no_offset(picture: Any) -> None:
    assert float(losses.gradient_loss(picture + 0.1, picture).max()) == pytest.approx(0, abs=1e-6)
    assert float(losses.gradient_loss(0.5 * picture, picture).min()) > 0.05


def test_burnt_sees_only_what_was_not_white_before() -> None:
    white, grey = torch.ones(1, 3, 4, 4), torch.full((1, 3, 4, 4), 0.5)
    assert float(losses.burnt_loss(white, white)) == 0
    assert float(losses.burnt_loss(white, grey)) == pytest.approx(0.05)


def test_smooth_sees_steps() -> None:
    stepped = torch.zeros(1, 1, 8, 8)
    stepped[..., 4:] = -0.5
    assert float(losses.smooth_loss(stepped)) == pytest.approx(0.5 / 7)


# of the paper


def test_a_map_that_changes_nothing_keeps_the_regions_differences(picture: Any) -> None:
    assert float(zero_reference.spatial_loss(picture, picture).max()) == pytest.approx(0, abs=1e-9)
    assert float(zero_reference.spatial_loss(0.3 * picture, picture).min()) > 0


def test_exposure_is_best_at_the_papers_goal() -> None:
    losses_at = [float(zero_reference.exposure_loss(torch.full((1, 3, 32, 32), v))) for v in (0.3, 0.6, 0.9)]
    assert losses_at[1] < 1e-9 < losses_at[0] == pytest.approx(losses_at[2], abs=1e-4)


def test_grey_world_has_no_colour() -> None:
    grey = torch.full((1, 3, 8, 8), 0.4)
    assert float(zero_reference.colour_loss(grey)) < 1e-5
    assert float(zero_reference.colour_loss(grey * torch.tensor([1, 0.5, 1]).view(1, 3, 1, 1))) > 1e-3


def test_semantics_look_at_people_only() -> None:
    output, people = torch.full((1, 3, 8, 8), 0.6), torch.zeros(1, 1, 8, 8)
    output[..., :4] = 0.1
    people[..., 4:] = 1
    assert float(zero_reference.semantic_loss(output, people)) < 1e-9
    assert float(zero_reference.semantic_loss(output, 1 - people)) > 0.1


# the recipes


@pytest.mark.parametrize("recipe", [Lowlight(), Contrast(), Sgz()])
def test_recipe_gives_a_number_for_each_sample_and_a_gradient_for_each_weight(recipe: Any) -> None:
    torch.manual_seed(0)
    pictures = [torch.rand(3, 3, 32, 48) * scale for scale in (0.2, 0.2, 1.0)]
    masks = [torch.rand(3, 1, 32, 48) for _ in range(2)]
    kinds = torch.tensor([0, LIT, KINDS.index("dark")])
    scenes = Scenes._make([*pictures, *masks, kinds])
    net = recipe.network()
    if isinstance(recipe, Contrast):
        torch.nn.init.constant_(net.shade.bias, 0.5)
    parts = recipe.loss(net, scenes)
    assert all(part.shape == (3,) for part in parts.values())
    sum(part.sum() for part in parts.values()).backward()
    trained = recipe.trained(net)
    assert all(bool(values.grad.abs().sum() > 0) for values in trained)
    others = {id(each) for each in net.parameters()} - {id(each) for each in trained}
    assert all(values.grad is None for values in net.parameters() if id(values) in others)


def test_contrast_and_base_are_the_whole_network_and_share_nothing() -> None:
    net = Lowlight().network()
    base, later = ({id(each) for each in recipe.trained(net)} for recipe in (Lowlight(), Contrast()))
    assert not base & later
    assert base | later == {id(each) for each in net.parameters()}
