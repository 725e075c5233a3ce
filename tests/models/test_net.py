from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from models.training import graph, onnx_file, tflite_file  # noqa: E402
from models.training.export import run_onnx, run_tflite  # noqa: E402
from models.training.net import (  # noqa: E402
    GLOBAL_BOUND,
    LOCAL_BOUND,
    SHADE_BOUND,
    LowlightNet,
    SgzNet,
    apply_curve,
    balance,
    combine,
    enlarge,
)
from vcam.core.formats import FrameSize  # noqa: E402


def test_networks_have_the_numbers_of_parameters_that_the_card_gives() -> None:
    assert sum(values.numel() for values in SgzNet().parameters()) == 10_561
    assert sum(values.numel() for values in LowlightNet().parameters()) == 19_467


@pytest.mark.parametrize(("height", "width"), [(56, 96), (16, 40)])
def test_map_has_a_quarter_of_the_pictures_size_and_never_darkens(height: int, width: int) -> None:
    with torch.no_grad():
        curve_map = LowlightNet()(torch.rand(2, 3, height, width))
    assert curve_map.shape == (2, 1, height // 4, width // 4)
    assert float(curve_map.min()) >= -1
    assert float(curve_map.max()) <= 0


def test_strongest_map_is_the_end_of_the_range() -> None:
    level, local = torch.full((1, 1, 1, 1), -GLOBAL_BOUND), torch.ones(1, 1, 4, 4)
    assert float(combine(level, local).min()) == pytest.approx(-1)
    assert float(combine(level, -local).max()) == pytest.approx(-GLOBAL_BOUND * (1 - LOCAL_BOUND))


def test_what_is_in_the_shade_gets_more_and_never_too_much() -> None:
    base, none, one = torch.full((1, 1, 4, 4), -0.3), torch.zeros(1, 1, 4, 4), torch.ones(1, 1, 4, 4)
    assert torch.equal(balance(base, none), base)
    assert float(balance(none, SHADE_BOUND * one).max()) == pytest.approx(-SHADE_BOUND)
    assert float(balance(base, SHADE_BOUND * one).max()) < -0.3 - 0.5 * SHADE_BOUND
    assert float(balance(-one, SHADE_BOUND * one).min()) == pytest.approx(-1)


def test_a_lit_picture_is_left_alone_exactly_and_yet_there_is_a_way_back() -> None:
    net = LowlightNet()
    for bias in (net.level.bias, net.shade.bias):
        torch.nn.init.constant_(bias, -3.0)
    curve_map = net(torch.rand(1, 3, 32, 32))
    assert not curve_map.any()
    curve_map.sum().backward()
    assert float(net.level.bias.grad.abs()) > 0
    assert float(net.shade.bias.grad.abs()) > 0


def test_each_picture_of_a_batch_is_judged_by_itself() -> None:
    torch.manual_seed(1)
    net, pictures = LowlightNet(), torch.rand(2, 3, 24, 32)
    with torch.no_grad():
        together = net(pictures)
        alone = torch.cat([net(pictures[:1]), net(pictures[1:])])
    assert torch.allclose(together, alone, atol=1e-6)


def test_graph_has_the_networks_numbers() -> None:
    assert (graph.GLOBAL_BOUND, graph.LOCAL_BOUND, graph.SHADE_BOUND) == (
        GLOBAL_BOUND,
        LOCAL_BOUND,
        SHADE_BOUND,
    )


@pytest.mark.parametrize("recipe", ["lowlight", "sgz"])
def test_every_float_file_answers_as_torch_does(recipe: str) -> None:
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    torch.manual_seed(7)
    net: Any = {"lowlight": LowlightNet, "sgz": SgzNet}[recipe]()
    state = {name: values.numpy() for name, values in net.state_dict().items()}
    operations = graph.network(recipe, state, FrameSize(96, 56))
    pictures = np.random.default_rng(0).random((2, 56, 96, 3), np.float32)
    with torch.no_grad():
        shown = torch.from_numpy(pictures.transpose(0, 3, 1, 2))
        # the files begin behind the square root
        maps = net.maps(shown) if recipe == "lowlight" else net(shown)
    wanted = maps.permute(0, 2, 3, 1).numpy()
    assert np.abs(run_tflite(tflite_file.write(operations), pictures) - wanted).max() < 1e-5
    assert np.abs(run_onnx(onnx_file.write(operations), pictures) - wanted).max() < 1e-5


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


def test_map_is_enlarged_as_the_kernels_do_it() -> None:
    from kernels.reference import upscale

    curve_map = np.random.default_rng(0).uniform(-1, 0, (5, 7)).astype(np.float32)
    ours = enlarge(torch.from_numpy(curve_map)[None, None], torch.zeros(1, 3, 40, 56))[0, 0].numpy()
    assert np.abs(ours - upscale(curve_map, 56, 40)).max() < 1e-5
