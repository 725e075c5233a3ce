"""Write a checkpoint in every format: ``python -m models.training.export CHECKPOINT --data DIR``.

TFLite as float32, float16, dynamic int8 and static int8, ONNX as float32 and int8, and the manifest. Each
file is run before it is written: the float ones must answer as PyTorch does, the int8 ones within a hundredth
of the map's range.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

import vcam
from models.training import graph, quantise, tflite_file
from models.training.exposure import WITH_SHADE
from models.training.graph import Graph
from models.training.synthesis import Dataset
from vcam.core.errors import LowLightError, ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize

INPUT_SIZE = FrameSize(96, 56)
WHOLE_SIZE = FrameSize(512, 512)
WHOLE_PICTURES = 12
CALIBRATION_PICTURES = 400
CHECKED_PICTURES = 400
CORRECTIONS = 4
PROBE = 0.05  # of a bias, to see what it does
FLOAT_TOLERANCE = 1e-5
HALF_TOLERANCE = 2e-3
INT8_TOLERANCE = 0.01  # mean, of the map's range of 1

Maps = NDArray[np.float32]


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read what train.py wrote, with numpy arrays; `ModelMissing` if there is no such file."""
    import torch  # noqa: PLC0415  # only this function needs it

    if not path.is_file():
        raise ModelMissing(
            f"{path} does not exist", hint="Train first: python -m models.training.train --help"
        )
    state: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    state["net"] = {name: values.numpy() for name, values in state["net"].items()}
    return state


def encoded(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, h, w, 3) codes to what `lowlight` is fed with: the square root of displayed values."""
    return np.sqrt(pictures / np.float32(255), dtype=np.float32)


def run_tflite(content: bytes, pictures: NDArray[np.float32]) -> Maps:
    """Maps (n, h, w, c) of pictures (n, H, W, 3) in 0..1, whatever the file's numbers are."""
    from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415  # heavy

    interpreter = Interpreter(model_content=content, num_threads=1)
    (source,) = interpreter.get_input_details()
    interpreter.resize_tensor_input(source["index"], (1, *pictures.shape[1:]))
    interpreter.allocate_tensors()
    (source,), (result,) = interpreter.get_input_details(), interpreter.get_output_details()
    maps = []
    for picture in pictures:
        values: NDArray[Any] = picture[None]
        if source["dtype"] == np.int8:
            scale, zero = source["quantization"]
            values = np.clip(np.rint(values / scale) + zero, -128, 127).astype(np.int8)
        interpreter.set_tensor(source["index"], values)
        interpreter.invoke()
        answer = interpreter.get_tensor(result["index"])
        if result["dtype"] == np.int8:
            scale, zero = result["quantization"]
            answer = (answer.astype(np.float32) - zero) * scale
        maps.append(answer[0].astype(np.float32))
    return np.stack(maps)


def run_onnx(content: bytes, pictures: NDArray[np.float32]) -> Maps:
    """As `run_tflite`."""
    import onnxruntime  # noqa: PLC0415  # heavy

    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    maps = [session.run(None, {name: each.transpose(2, 0, 1)[None]})[0][0] for each in pictures]
    return np.stack([each.transpose(1, 2, 0) for each in maps])


def int8(net: Graph, calibration: NDArray[np.float32]) -> bytes:
    """Static int8 as TFLite.

    What makes one number of the whole picture stays float32: it is a thousandth of the work, and in 8 bits it
    was the greatest part of the error.
    """
    kept = f"^({'|'.join(_of_the_whole_picture(net))});?$"
    return quantise.static_int8(tflite_file.write(net), calibration, kept, net.rare)


def onnx_int8(net: Graph, calibration: NDArray[np.float32]) -> bytes:
    """As `int8`, as ONNX."""
    from models.training import onnx_file  # noqa: PLC0415  # needs a package of the extra `train`

    return quantise.onnx_int8(onnx_file.write(net), calibration, [*_of_the_whole_picture(net), *net.rare])


def _of_the_whole_picture(net: Graph) -> list[str]:
    return [each.output.name for each in net.operations if each.output.shape[:2] == (1, 1)]


class Calibration(NamedTuple):
    """What int8 files are fitted to: (n, h, w, 3), as the network gets them; which have light and shade."""

    pictures: NDArray[np.float32]
    contrasts: NDArray[np.bool_]

    @classmethod
    def of(cls, dataset: Dataset, count: int = CALIBRATION_PICTURES) -> Calibration:
        """Take the first ones."""
        batch = dataset.take(np.arange(min(count, len(dataset))))
        pictures = encoded(batch.dark)
        pictures[0, 0, :2] = ((0, 0, 0), (1, 1, 1))  # so that the input's codes are the byte minus 128
        return cls(pictures, np.isin(batch.kind, WITH_SHADE))

    def cut(self) -> Calibration:
        """Take the middle rows."""
        return Calibration(_cut(self.pictures), self.contrasts)


def corrected(
    make: Callable[[Graph, NDArray[np.float32]], bytes],
    run: Callable[[bytes, NDArray[np.float32]], Maps],
    state: Mapping[str, Any],
    calibration: Calibration,
) -> bytes:
    """Return an int8 file whose exposure is, on average, the float network's.

    Rounding inside the network does not cancel out: all maps came out stronger or weaker by the same
    hundredth of their range, and so did the pictures. The last bias of the global part takes that back for
    pictures without light and shade side by side, that of the shade for those with.

    Parameters
    ----------
    make, run
        One of the functions above, and what answers for its file.
    calibration
        Pictures to judge by.
    """
    pictures, contrasts = calibration
    size = FrameSize(pictures.shape[2], pictures.shape[1])

    def levels(state: Mapping[str, Any]) -> Maps:
        return _levels(run_tflite(tflite_file.write(graph.lowlight(state, size)), pictures))

    wanted, state = levels(state), dict(state)
    # a lit picture's level is 0, whatever the bias
    groups = {"level.bias": ~contrasts & (wanted < -0.05), "shade.bias": contrasts}
    slopes = {
        name: float((levels(_moved(state, name, PROBE)) - wanted)[group].mean()) / PROBE
        for name, group in groups.items()
        if group.any()
    }
    content = b""
    for _ in range(CORRECTIONS):
        content = make(graph.lowlight(state, size), pictures)
        error = _levels(run(content, pictures)) - wanted
        for name, slope in slopes.items():
            if slope:
                state = _moved(state, name, -float(error[groups[name]].mean()) / slope)
    return content


def _moved(state: Mapping[str, Any], name: str, by: float) -> dict[str, Any]:
    return dict(state) | {name: np.asarray(state[name] + np.float32(by), np.float32)}


def _levels(maps: Maps) -> Maps:
    return np.asarray(maps.mean((1, 2, 3)), np.float32)


def files_of(checkpoint: Mapping[str, Any], dataset: Dataset) -> dict[str, bytes]:
    """All files by their kind, each checked; `ModelMismatch` for one that answers otherwise."""
    from models.training import onnx_file  # noqa: PLC0415  # needs a package of the extra `train`

    net: Graph = graph.lowlight(checkpoint["net"], INPUT_SIZE)
    count = len(dataset)
    seen = Calibration.of(dataset)
    float32 = tflite_file.write(net)
    files = {
        "float32": float32,
        "float16": tflite_file.write(net, half=True),
        "dynamic-int8": quantise.dynamic_int8(float32),
        "int8": corrected(int8, run_tflite, checkpoint["net"], seen),
        "onnx": onnx_file.write(net),
        "onnx-int8": corrected(onnx_int8, run_onnx, checkpoint["net"], seen.cut()),
    }
    files |= whole_files(checkpoint["net"], dataset)
    unseen = _cut(encoded(dataset.take(np.arange(max(0, count - CHECKED_PICTURES), count)).dark))
    wanted = run_torch(checkpoint["net"], unseen)
    for kind, content in files.items():
        if not kind.startswith("whole"):
            got = (run_onnx if kind.startswith("onnx") else run_tflite)(content, unseen)
            _check(kind, got, wanted)
    return files


def whole_files(state: Mapping[str, Any], dataset: Dataset) -> dict[str, bytes]:
    """Return the whole way as one graph, 512x512 in and out, to compare runtimes; not what the app runs."""
    from models.training import onnx_file  # noqa: PLC0415  # needs a package of the extra `train`

    net = graph.whole("lowlight", state, WHOLE_SIZE)
    seen = dataset.take(np.arange(WHOLE_PICTURES)).dark
    large = np.asarray([cv2.resize(each, WHOLE_SIZE) for each in seen], np.float32) / np.float32(255)
    float32, onnx = tflite_file.write(net), onnx_file.write(net)
    return {
        "whole-float32": float32,
        "whole-int8": quantise.static_int8(float32, large),
        "whole-onnx": onnx,
        "whole-onnx-int8": quantise.onnx_int8(onnx, large),
    }


def _cut(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    """Take the middle rows, as many as `INPUT_SIZE` has."""
    top = (pictures.shape[1] - INPUT_SIZE.height) // 2
    return np.ascontiguousarray(pictures[:, top : top + INPUT_SIZE.height])


def run_torch(state: Mapping[str, Any], pictures: NDArray[np.float32]) -> Maps:
    """As `run_tflite`, by PyTorch."""
    import torch  # noqa: PLC0415  # heavy

    from models.training.net import LowlightNet  # noqa: PLC0415

    net = LowlightNet()
    net.load_state_dict({name: torch.from_numpy(np.asarray(values)) for name, values in state.items()})
    with torch.no_grad():
        maps = net.maps(torch.from_numpy(pictures.transpose(0, 3, 1, 2)))
    return np.asarray(maps.permute(0, 2, 3, 1).numpy(), np.float32)


def _check(kind: str, got: Maps, wanted: Maps) -> None:
    error = np.abs(got - wanted)
    worst, mean = float(error.max()), float(error.mean())
    sys.stdout.write(f"{kind}: differs from PyTorch by {mean:.6f} on average, {worst:.6f} at most\n")
    if "int8" in kind:
        good = mean <= INT8_TOLERANCE
    else:
        good = worst <= (HALF_TOLERANCE if kind == "float16" else FLOAT_TOLERANCE)
    if not good:
        raise ModelMismatch(f"the {kind} file does not answer as the network does", hint="Export it again.")


SUFFIXES: dict[str, str] = {
    "float32": ".tflite",
    "float16": "-float16.tflite",
    "dynamic-int8": "-dynamic-int8.tflite",
    "int8": "-int8.tflite",
    "onnx": ".onnx",
    "onnx-int8": "-int8.onnx",
    "whole-float32": "-whole.tflite",
    "whole-int8": "-whole-int8.tflite",
    "whole-onnx": "-whole.onnx",
    "whole-onnx-int8": "-whole-int8.onnx",
}


def manifest(files: Mapping[str, bytes], checkpoint: Mapping[str, Any], photos: str, terms: str) -> str:
    """Return the manifest's text."""
    net = graph.lowlight(checkpoint["net"], INPUT_SIZE)
    run = checkpoint["run"]
    text = f"""\
# Written by models.training.export. The card (CARD.md) says what the network can and cannot do.

[lowlight]
parameters = {net.parameters}
macs = {net.macs}  # at the input's size
curve_iterations = {graph.CURVE_ITERATIONS}

[lowlight.input]
shape = [1, {INPUT_SIZE.height}, {INPUT_SIZE.width}, 3]  # height and width can be resized, to multiples of 4
layout = "NHWC, in ONNX NCHW"
colour = "sRGB; R, G, B"
encoding = "sqrt"  # of values in 0..1; int8: the nearest of 0..255, minus 128

[lowlight.output]
shape = [1, {net.result.shape[0]}, {net.result.shape[1]}, 1]
range = [-1.0, 0.0]

[lowlight.training]
photos = "{photos}"
terms = "{terms}"
seed = {run["seed"]}
steps = {checkpoint["step"]}
batch = {run["batch"]}
caution = {checkpoint.get("caution", 0.0)}  # taken from the bias of the shade
date = {checkpoint["date"]}
code = "lowlight-cam {vcam.__version__}"
"""
    for kind, content in files.items():
        text += f"""
[lowlight.files.{kind}]
file = "lowlight{SUFFIXES[kind]}"
sha256 = "{hashlib.sha256(content).hexdigest()}"
bytes = {len(content)}
"""
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Export as the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m models.training.export", description=__doc__)
    parser.add_argument("checkpoint", type=Path, help="file written by models.training.train")
    parser.add_argument("--data", type=Path, required=True, help="folder of models.training.synthesis")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[1], help="where the files go")
    parser.add_argument(
        "--caution",
        type=float,
        default=0.0,
        help="raises the threshold of the shade by so much: lit subjects are kept better, rooms stay darker",
    )
    parser.add_argument("--photos", required=True, help="what it was trained on, in words")
    parser.add_argument("--terms", required=True, help="the terms of those photos, in words")
    chosen = parser.parse_args(arguments)
    try:
        checkpoint = read_checkpoint(chosen.checkpoint) | {"caution": chosen.caution}
        checkpoint["net"] = _moved(checkpoint["net"], "shade.bias", -chosen.caution)
        files = files_of(checkpoint, Dataset(chosen.data))
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    for kind, content in files.items():
        (chosen.folder / f"lowlight{SUFFIXES[kind]}").write_bytes(content)
    text = manifest(files, checkpoint, chosen.photos, chosen.terms)
    (chosen.folder / "manifest.toml").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
