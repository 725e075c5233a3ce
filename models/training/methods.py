"""Ways to brighten a picture: what the network has to beat, the network in each of its formats, the product.

A method takes a picture, uint8 RGB (H, W, 3), and returns another one of its size.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.training import graph, tflite_file
from models.training.export import INPUT_SIZE, encoded, read_checkpoint, run_onnx, run_tflite
from models.training.photos import Picture, mean_luma, shrink
from vcam.core.errors import ModelMismatch
from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance.model import CurveModel, small_size
from vcam.passes import FramePasses
from vcam.pipeline import MapModel, Pipeline

Method = Callable[[Picture], Picture]
Maps = NDArray[np.float32]

GOAL_MEAN = 0.45
PUBLISHED_SCALE = 12  # the authors' test code shrinks a picture so many times
CLIP_FPS = 30
ALWAYS_ON = Look(mode=EnhanceMode.ON)


def apply_map(picture: Picture, curve_map: Maps | float, iterations: int = graph.CURVE_ITERATIONS) -> Picture:
    """Apply ``x += r * (x * x - x)`` to a picture with a map of its size, or with one number."""
    x = np.asarray(picture / np.float32(255), np.float32)
    for _ in range(iterations):
        x += curve_map * (x * x - x)
    return np.rint(np.clip(x, 0, 1) * 255).astype(np.uint8)


def leave(picture: Picture) -> Picture:
    """Return the input."""
    return picture


def gamma(picture: Picture) -> Picture:
    """Raise to 0.3: the strongest of the simple baselines on LOL."""
    return _raised(picture, 0.3)


def automatic_gamma(picture: Picture) -> Picture:
    """Raise to the power that brings the mean luma to `GOAL_MEAN`; never darkens."""
    small = shrink(picture, 160)
    return _raised(picture, _searched(lambda power: mean_luma(_raised(small, power)), 0.02, 1.0))


def _raised(picture: Picture, power: float) -> Picture:
    table = np.rint((np.arange(256) / 255) ** power * 255).astype(np.uint8)
    return np.asarray(table[picture], np.uint8)


def constant_curve(picture: Picture) -> Picture:
    """Apply the curve with the one r that brings the mean luma to `GOAL_MEAN`; never darkens."""
    small = shrink(picture, 160)
    return apply_map(picture, _searched(lambda r: mean_luma(apply_map(small, r)), -1.0, 0.0))


def _searched(mean_at: Callable[[float], float], low: float, high: float) -> float:
    """Halve between a value that brightens and one that leaves, until the mean is right."""
    for _ in range(12):
        middle = (low + high) / 2
        if mean_at(middle) > GOAL_MEAN:
            low = middle
        else:
            high = middle
    return high


def clahe(picture: Picture) -> Picture:
    """OpenCV's adaptive histogram equalisation of the luma, clip limit 4."""
    ycrcb = cv2.cvtColor(picture, cv2.COLOR_RGB2YCrCb)
    ycrcb[..., 0] = cv2.createCLAHE(4.0, (8, 8)).apply(np.ascontiguousarray(ycrcb[..., 0]))
    return np.asarray(cv2.cvtColor(ycrcb, cv2.COLOR_YCrCb2RGB), np.uint8)


BASELINES: dict[str, Method] = {
    "input": leave,
    "gamma 0.3": gamma,
    "automatic gamma": automatic_gamma,
    "constant curve": constant_curve,
    "CLAHE": clahe,
}


@dataclass(frozen=True)
class Network:
    """A map network as a method: it sees a small copy, its map bends the picture at full size.

    Parameters
    ----------
    answer
        From small pictures (n, h, w, 3) in 0..1, as the network takes them, to maps (n, h', w', 1 or 3).
    small_side
        Long side of the small copy, of a picture with this long side.
    square_root
        Whether the network takes the square root of displayed values.
    """

    answer: Callable[[NDArray[np.float32]], Maps]
    small_side: Callable[[int], int]
    square_root: bool

    def __call__(self, picture: Picture) -> Picture:
        """Brighten a picture."""
        height, width = picture.shape[:2]
        curve_map = cv2.resize(self.map(picture), (width, height), interpolation=cv2.INTER_LINEAR)
        return apply_map(picture, np.asarray(curve_map, np.float32).reshape(height, width, -1))

    def map(self, picture: Picture) -> Maps:
        """Return the curve map of a picture, (h, w, 1 or 3)."""
        size = self.input_size(FrameSize(picture.shape[1], picture.shape[0]))
        return self.map_of_small(
            np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        )

    def input_size(self, frame: FrameSize) -> FrameSize:
        """Size of the small copy of a picture of this size."""
        return small_size(frame, self.small_side(max(frame)))

    def map_of_small(self, small: Picture) -> Maps:
        """Return the curve map, (h, w, 1 or 3), of a small copy."""
        few = small[None]
        values = encoded(few) if self.square_root else np.asarray(few / np.float32(255), np.float32)
        return np.asarray(self.answer(values)[0], np.float32)


class OneChannel:
    """A network as the pipeline takes it: our kernels have one r per place, so the mean of its channels."""

    runtime = "for comparison"

    def __init__(self, network: Network) -> None:
        self._network = network

    def input_size(self, frame: FrameSize) -> FrameSize:
        """Size of the small copy of frames of this size."""
        return self._network.input_size(frame)

    def configure(self, size: FrameSize) -> FrameSize:
        """Return the map's size for small copies of this size."""
        height, width, _ = self._network.map_of_small(np.zeros((size.height, size.width, 3), np.uint8)).shape
        return FrameSize(width, height)

    def predict(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> None:
        """Fill `out` with the mean map of a small copy."""
        np.mean(self._network.map_of_small(small), axis=2, out=out)


@dataclass(frozen=True)
class Product:
    """The whole way of a frame, always on: network, calm map, tone, noise reduction, kernels.

    Called, it takes each picture for itself, in BGR, as ``lowlight-cam enhance`` takes pictures.
    """

    model: MapModel
    look: Look = ALWAYS_ON

    def __call__(self, picture: Picture) -> Picture:
        """Brighten a picture that has no past."""
        size = FrameSize(picture.shape[1], picture.shape[0])
        before, after = _bgr_frame(picture), Frame.allocate(PixelFormat.BGR, size)
        Pipeline(self.model, StageTimes()).process(before, after, self.look)
        return np.ascontiguousarray(after.planes[0][..., ::-1])

    def on_clip(self) -> Method:
        """Make a method that goes on from frame to frame of one clip: in I420 as videos are, 30 a second."""
        pipeline, number = Pipeline(self.model, StageTimes()), itertools.count(1)
        passes = FramePasses(STUDIO_601, STUDIO_601)

        def brighten_next(picture: Picture) -> Picture:
            bgr = _bgr_frame(picture)
            before, after = (Frame.allocate(PixelFormat.I420, bgr.size) for _ in range(2))
            passes.convert(bgr, before)
            before.captured_ns = next(number) * 1_000_000_000 // CLIP_FPS
            pipeline.process(before, after, self.look)
            passes.convert(after, bgr)
            return np.ascontiguousarray(bgr.planes[0][..., ::-1])

        return brighten_next


def _bgr_frame(picture: Picture) -> Frame:
    bgr = np.ascontiguousarray(picture[..., ::-1])
    return Frame(bgr.reshape(-1), PixelFormat.BGR, FrameSize(picture.shape[1], picture.shape[0]))


def products(folder: Path, rival: Network | None = None) -> dict[str, Method]:
    """Return the product with the released network of `folder`, and without noise reduction.

    With a rival, its map too goes through our pipeline, as `OneChannel`: what is left between the two is the
    network.
    """
    made: dict[str, Method] = {}
    if rival is not None:
        made["SGZ, published, one channel, in our pipeline"] = Product(OneChannel(rival))
    made["product, no noise reduction"] = Product(
        CurveModel(folder=folder), dataclasses.replace(ALWAYS_ON, denoise=0.0)
    )
    made["product"] = Product(CurveModel(folder=folder))
    return made


def for_clip(method: Method) -> Method:
    """Return the method to take for the frames of one clip: one without a past."""
    return method.on_clip() if isinstance(method, Product) else method


def of_file(path: Path) -> Network:
    """Make a method of one of the files that `export` writes."""
    content, run = path.read_bytes(), run_tflite
    if path.suffix == ".onnx":
        from models.training.onnx_file import resizable  # noqa: PLC0415  # heavy

        content, run = resizable(content), run_onnx
    return Network(lambda small: run(content, small), lambda _: max(INPUT_SIZE), square_root=True)


def of_checkpoint(path: Path) -> tuple[str, Network]:
    """Make a method of what `train` writes, and say which recipe it is."""
    checkpoint = read_checkpoint(path)
    recipe = str(checkpoint["run"]["recipe"])
    return recipe, _of_state(recipe, checkpoint["net"], lambda _: max(INPUT_SIZE))


def published(path: Path) -> Network:
    """Make a method of the weights that the authors of SGZ have published (``Epoch99.pth``)."""
    import torch  # noqa: PLC0415  # heavy

    theirs: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    parts = {"depth_conv": "depthwise", "point_conv": "pointwise"}
    state = {}
    for name, values in theirs.items():
        layer, part, kind = name.removeprefix("module.").split(".")
        if not layer.startswith("e_conv") or part not in parts:
            raise ModelMismatch(f"{path} is not of SGZ: {name}", hint="Take the authors' Epoch99.pth.")
        state[f"layers.{int(layer.removeprefix('e_conv')) - 1}.{parts[part]}.{kind}"] = values.numpy()
    return _of_state("sgz", state, lambda side: max(16, round(side / PUBLISHED_SCALE)))


def _of_state(recipe: str, state: Mapping[str, Any], small_side: Callable[[int], int]) -> Network:
    content = tflite_file.write(graph.network(recipe, state, INPUT_SIZE))
    return Network(lambda small: run_tflite(content, small), small_side, square_root=recipe != "sgz")
