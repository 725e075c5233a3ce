"""What the whole path is compared with: the least that must be done, and other ways to brighten a frame.

- `copy`: the bytes of a frame in and of a frame out, each copied once by numpy; the floor.
- `mjpeg decode`: a JPEG picture of the same scene (quality 85, 4:2:2), decoded as a webcam's is.
- `numpy`, `opencv`: the product's network and curve at full size, without the kernels. OpenCV makes a BGR
  picture of the frame, shrinks it for the network, scales the map up and makes the output format; the curve
  is eight times four passes over a float32 picture, by numpy's functions or by OpenCV's.
- `article`: the network gives a picture, not a map, of 512x512 pixels. The float32 file of the whole graph
  (shrink, network, enlarge, curve), TFLite, one thread; the frame is resized to it, its answer is resized to
  the frame's size.
- `obs plug-in`: as obs-backgroundremoval does with its 180-line networks: the frame is resized to 320x180,
  brightened there, and resized back. The whole graph is of a fixed size, so this is the float32 map network,
  which sees all 320x180 pixels, with the curve of `numpy` on the small picture. The plug-in's own networks
  are larger.

`article` and `obs plug-in` lose all detail that is finer than their pixels; at large sizes that is why they
are fast.

All of them have their memory made beforehand. Pictures are resized bilinearly, which is what OpenCV does when
nothing is said; only the small copy for `numpy` and `opencv` is averaged, as the product does it.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from kernels.curves import ROUNDS
from vcam.commands.contest import COPY, MJPEG, Contestant
from vcam.core.formats import FrameSize, PixelFormat, Plane
from vcam.core.frame import Frame
from vcam.enhance.model import DEFAULT_MODEL, CurveModel, quiet_runtime, read_model
from vcam.passes import FramePasses
from vcam.pipeline import MapModel
from vcam.sources.jpeg import JpegDecoder

OBS_SIZE = FrameSize(320, 180)
JPEG_QUALITY = 85

Floats = NDArray[np.float32]

_PLANAR_TO_BGR = {PixelFormat.I420: cv2.COLOR_YUV2BGR_I420, PixelFormat.NV12: cv2.COLOR_YUV2BGR_NV12}


def copy(frames: Sequence[Frame], out: Frame) -> Contestant:
    """Copy a frame of the input and a frame of the output."""
    read, written = np.empty_like(frames[0].data), np.empty_like(out.data)

    def run(turn: int) -> None:
        np.copyto(read, frames[turn % len(frames)].data)
        np.copyto(written, out.data)

    return Contestant(COPY, run)


def mjpeg_decode(frames: Sequence[Frame]) -> Contestant:
    """Decode the frames, which are made JPEG pictures beforehand, into a frame of I422."""
    pictures = [_jpeg(each) for each in frames]
    decoder, decoded = JpegDecoder(), Frame.allocate(PixelFormat.I422, frames[0].size)

    def run(turn: int) -> None:
        picture = decoder.decode(pictures[turn % len(pictures)])
        if picture is None or not picture.copy_to(decoded):
            raise RuntimeError("a JPEG picture of the scene was not decoded to 4:2:2")

    return Contestant(MJPEG, run)


def _jpeg(frame: Frame) -> Plane:
    bgr = Frame.allocate(PixelFormat.BGR, frame.size)
    FramePasses(frame.colour, bgr.colour).convert(frame, bgr)
    sampling = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422]
    _, coded = cv2.imencode(".jpg", bgr.planes[0], [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY, *sampling])
    return np.asarray(coded, np.uint8)


def others(frames: Sequence[Frame], out: Frame) -> list[Contestant]:
    """Return all ways to brighten the frames into `out` that are not the product's.

    Parameters
    ----------
    frames
        BT.601 of studio range, of one kind; their sides are even.
    """
    size = out.size
    ways: dict[str, Enhancer] = {
        "numpy": Curve(size, CurveModel(), NumpyPasses()),
        "opencv": Curve(size, CurveModel(), OpenCvPasses()),
        "article": WholeGraph(),
        "obs plug-in": Curve(OBS_SIZE, CurveModel(kind="float32"), NumpyPasses(), seen=OBS_SIZE),
    }
    return [Contestant(name, _way(Baseline(size, way), frames, out)) for name, way in ways.items()]


def _way(baseline: Baseline, frames: Sequence[Frame], out: Frame) -> Callable[[int], object]:
    return lambda turn: baseline.process(frames[turn % len(frames)], out)


class Enhancer(Protocol):
    """Brightens pictures of one size."""

    size: FrameSize

    def enhance(self, picture: Plane, out: Plane) -> None:
        """Brighten `picture` into `out`, both uint8 BGR (H, W, 3) of `size`; they may be the same."""


class Baseline:
    """Brightens frames by way of a BGR picture, which is resized where the enhancer has a size of its own.

    Parameters
    ----------
    size
        Of the frames, even.
    """

    def __init__(self, size: FrameSize, enhancer: Enhancer) -> None:
        self._colours = Colours(size)
        self._enhancer = enhancer
        self._seen, self._bright = _picture(enhancer.size), _picture(enhancer.size)

    def process(self, frame: Frame, out: Frame) -> None:
        """Brighten `frame` into `out`."""
        picture, canvas = self._colours.read(frame), self._colours.canvas(out)
        size = self._enhancer.size
        if size == frame.size:
            self._enhancer.enhance(picture, canvas)
        else:
            cv2.resize(picture, size, dst=self._seen, interpolation=cv2.INTER_LINEAR)
            self._enhancer.enhance(self._seen, self._bright)
            cv2.resize(self._bright, frame.size, dst=canvas, interpolation=cv2.INTER_LINEAR)
        self._colours.write(out)


class Colours:
    """A frame as a BGR picture and back, by OpenCV: BT.601, studio range, even sides.

    Chroma of an output is that of the upper left pixel of its block; the kernels take the mean.
    """

    def __init__(self, size: FrameSize) -> None:
        self._size = size
        self._bgr = _picture(size)
        self._packed = np.zeros((size.height, size.width // 2, 4), np.uint8)
        self._planar = Frame.allocate(PixelFormat.I420, size)

    def read(self, frame: Frame) -> Plane:
        """Return `frame` as (H, W, 3): its own memory if it is BGR, else this object's."""
        width, height = self._size
        match frame.format:
            case PixelFormat.BGR:
                return frame.planes[0]
            case PixelFormat.I422:  # which OpenCV cannot read
                luma, blue, red = frame.planes
                pairs = luma.reshape(height, width // 2, 2)
                cv2.mixChannels([pairs, blue, red], [self._packed], [0, 0, 2, 1, 1, 2, 3, 3])
                packed = self._packed.reshape(height, width, 2)
                cv2.cvtColor(packed, cv2.COLOR_YUV2BGR_YUYV, dst=self._bgr)
            case PixelFormat.YUYV:
                packed = frame.data.reshape(height, width, 2)
                cv2.cvtColor(packed, cv2.COLOR_YUV2BGR_YUYV, dst=self._bgr)
            case _:
                planar = frame.data.reshape(height * 3 // 2, width)
                cv2.cvtColor(planar, _PLANAR_TO_BGR[frame.format], dst=self._bgr)
        return self._bgr

    def canvas(self, out: Frame) -> Plane:
        """Return where the picture for `out` goes, (H, W, 3): for BGR right into it."""
        return out.planes[0] if out.format is PixelFormat.BGR else self._bgr

    def write(self, out: Frame) -> None:
        """Write what is on the canvas into `out`."""
        width, height = self._size
        match out.format:
            case PixelFormat.BGR:
                pass
            case PixelFormat.YUYV:
                cv2.cvtColor(self._bgr, cv2.COLOR_BGR2YUV_YUYV, dst=out.data.reshape(height, width, 2))
            case PixelFormat.I420:
                self._write_planar(out)
            case _:  # NV12, which OpenCV cannot write
                self._write_planar(self._planar)
                luma, blue, red = self._planar.planes
                np.copyto(out.planes[0], luma)
                cv2.merge([blue, red], dst=out.planes[1])

    def _write_planar(self, out: Frame) -> None:
        width, height = self._size
        cv2.cvtColor(self._bgr, cv2.COLOR_BGR2YUV_I420, dst=out.data.reshape(height * 3 // 2, width))


class CurvePasses(Protocol):
    """The arithmetic on a picture, pass by pass. All arrays are (H, W, 3)."""

    def load(self, codes: Plane, x: Floats) -> None:
        """From codes to values from 0 to 1."""

    def bend(self, x: Floats, r: Floats, step: Floats) -> None:
        """Make x + r (x² - x) of x, in place; `step` is work space."""

    def store(self, x: Floats, codes: Plane) -> None:
        """From values from 0 to 1 to the nearest codes; `x` is lost."""


class NumpyPasses:
    """By numpy's functions, in place."""

    def load(self, codes: Plane, x: Floats) -> None:
        """See `CurvePasses`."""
        np.multiply(codes, np.float32(1 / 255), out=x)

    def bend(self, x: Floats, r: Floats, step: Floats) -> None:
        """See `CurvePasses`."""
        np.multiply(x, x, out=step)
        np.subtract(step, x, out=step)
        np.multiply(step, r, out=step)
        np.add(x, step, out=x)

    def store(self, x: Floats, codes: Plane) -> None:
        """See `CurvePasses`."""
        np.multiply(x, np.float32(255), out=x)
        np.rint(x, out=x)
        np.copyto(codes, x, casting="unsafe")


class OpenCvPasses:
    """By OpenCV's functions, in place."""

    def __init__(self) -> None:
        self._values = np.arange(256, dtype=np.float32) / np.float32(255)

    def load(self, codes: Plane, x: Floats) -> None:
        """See `CurvePasses`."""
        cv2.LUT(codes, self._values, dst=x)

    def bend(self, x: Floats, r: Floats, step: Floats) -> None:
        """See `CurvePasses`."""
        cv2.multiply(x, x, dst=step)
        cv2.subtract(step, x, dst=step)
        cv2.multiply(step, r, dst=step)
        cv2.add(x, step, dst=x)

    def store(self, x: Floats, codes: Plane) -> None:
        """See `CurvePasses`."""
        cv2.convertScaleAbs(x, dst=codes, alpha=255)


class Curve:
    """A map network, its map up-scaled, and the curve on a float32 picture.

    Parameters
    ----------
    size
        Of the pictures.
    seen
        Size of the copy that the network sees; as the product has it if nothing is said.
    """

    def __init__(
        self, size: FrameSize, model: MapModel, passes: CurvePasses, seen: FrameSize | None = None
    ) -> None:
        self.size = size
        self._model, self._passes = model, passes
        self._seen = seen or model.input_size(size)
        map_size = model.configure(self._seen)
        self._small, self._small_rgb = _picture(self._seen), _picture(self._seen)
        self._map = np.zeros(map_size[::-1], np.float32)
        self._map3 = np.zeros((*map_size[::-1], 3), np.float32)
        self._x, self._r, self._step = (np.zeros((size.height, size.width, 3), np.float32) for _ in range(3))

    def enhance(self, picture: Plane, out: Plane) -> None:
        """See `Enhancer`."""
        cv2.resize(picture, self._seen, dst=self._small, interpolation=cv2.INTER_AREA)
        cv2.cvtColor(self._small, cv2.COLOR_BGR2RGB, dst=self._small_rgb)
        self._model.predict(self._small_rgb, self._map)
        # the same for B, G and R; OpenCV multiplies only arrays of one shape
        cv2.merge([self._map] * 3, dst=self._map3)
        cv2.resize(self._map3, self.size, dst=self._r, interpolation=cv2.INTER_LINEAR)
        self._passes.load(picture, self._x)
        for _ in range(ROUNDS):
            self._passes.bend(self._x, self._r, self._step)
        self._passes.store(self._x, out)


class WholeGraph:
    """The network that gives a picture: 512x512, float32, TFLite, one thread."""

    def __init__(self) -> None:
        from ai_edge_litert.interpreter import Interpreter  # heavy

        file = read_model(DEFAULT_MODEL, "whole-float32", importlib.resources.files("models"))
        with quiet_runtime():
            self._interpreter = Interpreter(model_content=file.content, num_threads=1)
            self._interpreter.allocate_tensors()
        (source,), (result,) = self._interpreter.get_input_details(), self._interpreter.get_output_details()
        self._input, self._output = source["index"], result["index"]
        _, height, width, _ = source["shape"]
        self.size = FrameSize(int(width), int(height))
        self._rgb = _picture(self.size)

    def enhance(self, picture: Plane, out: Plane) -> None:
        """See `Enhancer`."""
        cv2.cvtColor(picture, cv2.COLOR_BGR2RGB, dst=self._rgb)
        np.multiply(self._rgb, np.float32(1 / 255), out=self._view(self._input))
        self._interpreter.invoke()
        cv2.convertScaleAbs(self._view(self._output), dst=self._rgb, alpha=255)
        cv2.cvtColor(self._rgb, cv2.COLOR_RGB2BGR, dst=out)

    def _view(self, tensor: int) -> Any:
        """The tensor's own memory; not to be kept, because the runtime refuses to run meanwhile."""
        return self._interpreter.tensor(tensor)()[0]


def _picture(size: FrameSize) -> Plane:
    return np.zeros((size.height, size.width, 3), np.uint8)
