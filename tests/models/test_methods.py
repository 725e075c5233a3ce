from pathlib import Path

import cv2
import numpy as np
import pytest

from models.training import graph, methods, scenes, tflite_file
from models.training.photos import Picture, mean_luma
from tests.models import states
from vcam.core.errors import ModelMismatch
from vcam.core.formats import FrameSize
from vcam.enhance.look import EnhanceMode, Look


@pytest.fixture
def photo() -> Picture:
    coarse = np.random.default_rng(4).integers(60, 230, (5, 7, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (112, 80)), np.uint8)


@pytest.fixture
def ours(tmp_path: Path) -> methods.Network:
    (tmp_path / "net.tflite").write_bytes(
        tflite_file.write(graph.lowlight(states.lowlight(), FrameSize(96, 56)))
    )
    return methods.of_file(tmp_path / "net.tflite")


def test_curve_is_the_formula_and_takes_a_map() -> None:
    picture = np.full((2, 3, 3), 51, np.uint8)
    x = 0.2
    for _ in range(8):
        x += -0.3 * (x * x - x)
    assert methods.apply_map(picture, -0.3)[0, 0, 0] == round(255 * x)
    curve_map = np.zeros((2, 3, 1), np.float32)
    curve_map[1] = -0.3
    result = methods.apply_map(picture, curve_map)
    assert (result[0] == 51).all()
    assert (result[1] == round(255 * x)).all()


@pytest.mark.parametrize("method", [methods.constant_curve, methods.automatic_gamma])
def test_closed_loops_meet_their_mean_and_leave_bright_pictures(
    method: methods.Method, photo: Picture
) -> None:
    dark = scenes.darken(photo, -3.0, (0,))
    assert mean_luma(method(dark)) == pytest.approx(methods.GOAL_MEAN, abs=0.015)
    bright = np.full((40, 40, 3), 200, np.uint8)
    assert np.abs(method(bright).astype(int) - bright).max() <= 1


def test_every_baseline_brightens_the_dark(photo: Picture) -> None:
    dark = scenes.darken(photo, -4.0, (0,))
    for name, method in methods.BASELINES.items():
        output = method(dark)
        assert output.shape == dark.shape
        assert output.dtype == np.uint8
        assert name == "input" or mean_luma(output) > mean_luma(dark)


def test_network_works_at_full_size_on_its_small_copy(ours: methods.Network, photo: Picture) -> None:
    dark = scenes.darken(photo, -4.5, (0,))
    assert ours.map(dark).shape == (17, 24, 1)
    output = ours(dark)
    assert output.shape == photo.shape
    assert mean_luma(output) > 2 * mean_luma(dark)


def test_weights_of_the_authors_are_taken_by_their_names(tmp_path: Path, photo: Picture) -> None:
    torch = pytest.importorskip("torch")
    parts = {"depthwise": "depth_conv", "pointwise": "point_conv"}
    theirs = {}
    for name, values in states.sgz().items():
        _, number, part, kind = name.split(".")
        theirs[f"e_conv{int(number) + 1}.{parts[part]}.{kind}"] = torch.from_numpy(values)
    torch.save(theirs, tmp_path / "theirs.pth")
    assert methods.published(tmp_path / "theirs.pth").map(photo).shape == (16, 16, 3)
    torch.save({"stem.other.weight": torch.zeros(1)}, tmp_path / "other.pth")
    with pytest.raises(ModelMismatch, match=r"stem\.other"):
        methods.published(tmp_path / "other.pth")


@pytest.fixture
def network() -> methods.Network:
    """Three maps, for small copies of any size: their mean is -0.3."""
    maps = np.stack([np.full((4, 6), r, np.float32) for r in (-0.2, -0.3, -0.4)], axis=-1)[None]
    return methods.Network(lambda _: maps, lambda _: 48, square_root=False)


def test_pipeline_gets_the_mean_of_a_network_s_channels(network: methods.Network) -> None:
    model = methods.OneChannel(network)
    size = model.input_size(FrameSize(112, 80))
    assert size == network.input_size(FrameSize(112, 80)) == FrameSize(48, 36)
    assert model.configure(size) == FrameSize(6, 4)
    out = np.empty((4, 6), np.float32)
    model.predict(np.zeros((36, 48, 3), np.uint8), out)
    assert out == pytest.approx(-0.3)


def test_product_without_a_map_leaves_every_bit(photo: Picture) -> None:
    nothing = methods.Network(lambda _: np.zeros((1, 4, 6, 1), np.float32), lambda _: 48, square_root=False)
    assert np.array_equal(methods.Product(methods.OneChannel(nothing))(photo), photo)


def test_product_bends_red_green_and_blue_and_is_as_bright_as_the_map_says(network: methods.Network) -> None:
    dark = np.full((80, 112, 3), 40, np.uint8)
    dark[:, 56:] = 60, 0, 0
    loud = methods.Product(methods.OneChannel(network), Look(EnhanceMode.ON, denoise=0))(dark)
    assert mean_luma(loud) == pytest.approx(mean_luma(methods.apply_map(dark, -0.3)), abs=0.05)
    assert np.ptp(loud[:, :40]) == 0
    assert loud[:, 70:, 1:].max() == 0
    assert loud[:, 70:, 0].min() > 150


def test_product_takes_noise_down_and_more_of_it_in_a_clip(network: methods.Network, photo: Picture) -> None:
    quiet = methods.Product(methods.OneChannel(network))
    loud = methods.Product(methods.OneChannel(network), Look(EnhanceMode.ON, denoise=0))
    large = np.asarray(cv2.resize(photo, (336, 240)), np.uint8)  # in a smaller one noise cannot be told
    frames = [scenes.darken(large, -4.0, (number,)) for number in range(5)]
    noise = {}
    ways: dict[str, methods.Method] = {"loud": loud, "quiet": quiet, "clip": methods.for_clip(quiet)}
    for name, method in ways.items():
        outputs = [method(frame).astype(np.float32) for frame in frames]
        assert {output.shape for output in outputs} == {large.shape}
        noise[name] = float(np.abs(outputs[-1] - outputs[-2]).mean())
    assert noise["clip"] < 0.8 * noise["quiet"] < 0.8 * noise["loud"]


def test_only_the_product_has_a_past() -> None:
    assert methods.for_clip(methods.gamma) is methods.gamma


def test_products_are_those_of_the_folder(network: methods.Network) -> None:
    folder = Path(methods.__file__).parents[1]
    assert list(methods.products(folder)) == ["product, no noise reduction", "product"]
    assert next(iter(methods.products(folder, network))).startswith("SGZ, published")
