"""Where people and faces are in a photo, for the training only.

The published network's semantic branch is random and never trained. Here two frozen networks of MediaPipe
(Apache-2.0) say where it matters: ``pip download --no-deps mediapipe==0.10.21`` brings a wheel, and the files
are read out of it. Nothing of it is in the product.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.training.photos import Picture
from vcam.core.errors import ModelCorrupt, ModelMissing

SEGMENTER = "mediapipe/modules/selfie_segmentation/selfie_segmentation.tflite"
FACE_FINDER = "mediapipe/modules/face_detection/face_detection_short_range.tflite"
FACE_LOGIT = 0.4  # a probability of 0.6
GET_IT = "pip download --no-deps mediapipe==0.10.21"

Mask = NDArray[np.float32]


class Guide:
    """Finds people and faces.

    Parameters
    ----------
    wheel
        MediaPipe's wheel, as pip downloads it.
    """

    def __init__(self, wheel: Path) -> None:
        self._people = _Network(wheel, SEGMENTER)
        self._faces = _Network(wheel, FACE_FINDER)
        self._anchors = _anchors()

    def people(self, photo: Picture) -> Mask:
        """Return (H, W) in 0..1: 1 where a person is."""
        mask = self._people.run(np.asarray(photo / np.float32(255), np.float32))[0][0, :, :, 0]
        height, width = photo.shape[:2]
        return np.asarray(np.clip(cv2.resize(mask, (width, height)), 0, 1), np.float32)

    def faces(self, photo: Picture) -> Mask:
        """Return (H, W) in 0..1: 1 within the oval of each face that was found."""
        height, width = photo.shape[:2]
        boxes, scores = self._faces.run(np.asarray(photo / np.float32(127.5) - 1, np.float32))
        found = scores[0, :, 0] > FACE_LOGIT
        mask = np.zeros((height, width), np.float32)
        for (x, y), box in zip(self._anchors[found], boxes[0, found] / 128, strict=True):
            centre = (round((x + box[0]) * width), round((y + box[1]) * height))
            # the finder's box ends at the eyebrows
            axes = (max(1, round(box[2] * width * 0.55)), max(1, round(box[3] * height * 0.7)))
            cv2.ellipse(mask, centre, axes, 0, 0, 360, 1.0, -1)
        return mask


class _Network:
    """A network of one picture, stretched to the size that it takes."""

    def __init__(self, wheel: Path, name: str) -> None:
        from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415  # heavy

        try:
            with zipfile.ZipFile(wheel) as files:
                content = files.read(name)
        except OSError as exc:
            raise ModelMissing(f"{wheel} cannot be read", hint=f"{exc}\nGet it by:  {GET_IT}") from exc
        except (KeyError, zipfile.BadZipFile) as exc:
            raise ModelCorrupt(f"{wheel} has no {name}", hint=f"Get one that has it:  {GET_IT}") from exc
        self._interpreter = Interpreter(model_content=content, num_threads=1)
        self._interpreter.allocate_tensors()
        (self._input,) = self._interpreter.get_input_details()

    def run(self, values: NDArray[np.float32]) -> list[Any]:
        _, height, width, _ = self._input["shape"]
        fitted = cv2.resize(values, (int(width), int(height)), interpolation=cv2.INTER_AREA)
        self._interpreter.set_tensor(self._input["index"], fitted[None])
        self._interpreter.invoke()
        return [
            self._interpreter.get_tensor(each["index"]) for each in self._interpreter.get_output_details()
        ]


def _anchors() -> NDArray[np.float32]:
    """Centres, (896, 2) in 0..1, that the face finder's boxes are relative to: two grids, 2 and 6 each."""
    centres = []
    for cells, each in ((16, 2), (8, 6)):
        rows, columns = np.mgrid[0:cells, 0:cells]
        grid = np.stack([columns, rows], axis=-1).reshape(-1, 2)
        centres.append(np.repeat((grid + 0.5) / cells, each, axis=0))
    return np.concatenate(centres).astype(np.float32)
