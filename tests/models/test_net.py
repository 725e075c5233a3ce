import pytest

torch = pytest.importorskip("torch")

from models.training import export  # noqa: E402
from models.training.net import LOCAL_SHARE, CurveNet, agree, apply_curve  # noqa: E402


def test_network_has_the_papers_number_of_parameters() -> None:
    assert sum(values.numel() for values in CurveNet().parameters()) == 10_561


@pytest.mark.parametrize(("height", "width"), [(90, 160), (17, 23)])
def test_map_has_the_pictures_size_and_never_darkens(height: int, width: int) -> None:
    with torch.no_grad():
        curve_map = CurveNet()(torch.rand(2, 3, height, width))
    assert curve_map.shape == (2, 3, height, width)
    assert float(curve_map.min()) >= -1
    assert float(curve_map.max()) <= 0


def test_each_picture_of_a_batch_agrees_by_itself() -> None:
    torch.manual_seed(1)
    net, pictures = CurveNet(), torch.rand(2, 3, 24, 32)
    with torch.no_grad():
        together = net(pictures)
        alone = torch.cat([net(pictures[:1]), net(pictures[1:])])
    assert torch.allclose(together, alone, atol=1e-6)


def test_agreement_is_the_mean_and_a_share_of_what_a_place_wants_beyond_it() -> None:
    wanted = torch.tensor([[[[-0.8, -0.4]]]])
    expected = torch.tensor([[[[-0.6 - 0.2 * LOCAL_SHARE, -0.6 + 0.2 * LOCAL_SHARE]]]])
    assert torch.allclose(agree(wanted), expected)


def test_a_picture_that_is_lit_on_the_whole_is_left_alone() -> None:
    assert torch.equal(agree(torch.tensor([[[[-0.1, 0.9]]]])), torch.zeros(1, 1, 1, 2))


def test_curve_keeps_black_and_white_and_stays_in_range() -> None:
    x = torch.linspace(0, 1, 101).view(1, 1, 1, 101).expand(1, 3, 1, 101)
    for r in (-1.0, -0.3, 0.5, 1.0):
        y = apply_curve(x, torch.full_like(x, r))
        assert float(y[0, 0, 0, 0]) == 0
        assert float(y[0, 0, 0, -1]) == 1
        assert float(y.min()) >= 0
        assert float(y.max()) <= 1
        assert bool((y >= x).all()) if r < 0 else bool((y <= x).all())


def test_curve_is_the_papers_formula() -> None:
    x, r = torch.full((1, 3, 1, 1), 0.2), torch.full((1, 3, 1, 1), -0.5)
    once = 0.2 + -0.5 * (0.2 * 0.2 - 0.2)
    assert float(apply_curve(x, r, iterations=1)[0, 0, 0, 0]) == pytest.approx(once)
    twice = once + -0.5 * (once * once - once)
    assert float(apply_curve(x, r, iterations=2)[0, 0, 0, 0]) == pytest.approx(twice)


def test_export_uses_the_networks_local_share() -> None:
    assert export.LOCAL_SHARE == LOCAL_SHARE
