"""Dark pictures and what they should look like, made from photos.

    python -m models.training.synthesis --photos DIR --out out/dark [--scenes contrast] [--guide WHEEL]

A photo is taken to linear light through a camera's tone curve, darkened, given the noise of a sensor, shown
by the same curve, rounded to 8 bits, sometimes compressed, and averaged down to what the network sees. Each
dark picture is made twice, with other noise, a small shift and a lamp a little brighter or darker: the
network is to answer the same to both. Sample `i` of a seed is always the same, whatever else is made.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from models.training.exposure import LIT, SETS, Degradation, Photo, choose
from models.training.guide import Guide, Mask
from models.training.light import Light, Tone, add_sensor_noise
from models.training.photos import Picture, load_lit_photos, through_jpeg
from vcam.core.errors import LowLightError, ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize

STORED_SIDE_PX = 288
SAMPLE_SIZE = FrameSize(96, 64)
CLOSE_UP = 2  # samples are degraded at this many times their size
COUNT = 20_000
INDEX_FILE = "index.json"


class Sample(NamedTuple):
    """One scene; pictures are uint8 (h, w, 3)."""

    dark: Picture
    again: Picture  # the same scene, other noise
    target: Picture
    people: NDArray[np.uint8]  # (h, w), 0..255
    faces: NDArray[np.uint8]
    kind: int


class Batch(NamedTuple):
    """Samples, stacked: (n, h, w, 3) or (n, h, w) uint8, and `kind` (n,)."""

    dark: NDArray[np.uint8]
    again: NDArray[np.uint8]
    target: NDArray[np.uint8]
    people: NDArray[np.uint8]
    faces: NDArray[np.uint8]
    kind: NDArray[np.uint8]


def make_sample(photo: Photo, size: FrameSize, degradation: Degradation, rng: np.random.Generator) -> Sample:
    """Make one scene of `photo`."""
    large = FrameSize(CLOSE_UP * size.width, CLOSE_UP * size.height)
    scene = crop(photo, large, rng)
    tone = Tone(float(rng.uniform(0, 0.45)), float(rng.uniform(0.9, 1.15)))
    light = tone.light_of_byte[scene.picture]
    kind, exposure, wanted = choose(scene, degradation, rng)

    lit = kind == LIT
    balance = np.ones(3, np.float32)
    if not lit:
        balance += rng.uniform(-1, 1, 3).astype(np.float32) * np.float32(degradation.white_balance)
    exposed = np.asarray(light * np.exp2(exposure) * balance, np.float32)
    camera = Camera.random(rng, degradation.read_noise)
    seen = camera.see(exposed, tone, rng)
    lamp = 1 + rng.uniform(-1, 1) * degradation.flicker * (not lit)
    shift = rng.integers(-degradation.shift_px, degradation.shift_px + 1, 2)
    seen_again = camera.see(np.roll(exposed, shift, (0, 1)) * np.float32(lamp), tone, rng)
    shown = np.rint(tone.show(light * np.exp2(wanted)) * 255).astype(np.uint8)
    dark, again, target, people, faces = (
        _averaged(each, size) for each in (seen, seen_again, shown, scene.people, scene.faces)
    )
    return Sample(dark, again, target, people, faces, kind)


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera at one gain: noise, how much of it the down-scale takes away, and compression."""

    shot: float
    read: float
    draws: int
    quality: int | None

    @classmethod
    def random(cls, rng: np.random.Generator, read_noise: tuple[float, float]) -> Camera:
        """Any webcam, by chance; `read_noise` are powers of ten."""
        return cls(
            shot=10.0 ** float(rng.uniform(-4.0, -2.5)),
            read=10.0 ** float(rng.uniform(*read_noise)),
            draws=int(rng.choice((1, 2, 4))),
            quality=int(rng.integers(75, 97)) if rng.random() < 0.4 else None,
        )

    def see(self, exposed: Light, tone: Tone, rng: np.random.Generator) -> Light:
        """Return what it shows of light (H, W, 3): the mean of some frames of 8 bits, as 0..255.

        Noise is added before the curve and the rounding, because both turn it into light: a black wall is
        not black. Several draws stand for the pixels of a larger frame.
        """
        total = np.zeros(exposed.shape, np.float32)
        for _ in range(self.draws):
            noisy = add_sensor_noise(exposed, self.shot, self.read, rng)
            shown = np.rint(tone.show(noisy) * 255).astype(np.uint8)
            total += shown if self.quality is None else through_jpeg(shown, self.quality)
        return total / np.float32(self.draws)


def _averaged(values: NDArray[np.float32] | NDArray[np.uint8], size: FrameSize) -> NDArray[np.uint8]:
    small = cv2.resize(np.asarray(values, np.float32), size, interpolation=cv2.INTER_AREA)
    return np.rint(small).astype(np.uint8)


def crop(photo: Photo, size: FrameSize, rng: np.random.Generator) -> Photo:
    """A random part of `photo` of the shape of `size`, often mirrored, scaled to `size`."""
    height, width = photo.picture.shape[:2]
    # most of the scene, because the network is to judge a picture as a whole
    part = rng.uniform(0.6, 1.0) * min(width / size.width, height / size.height)
    part_width, part_height = max(1, int(size.width * part)), max(1, int(size.height * part))
    left = int(rng.integers(width - part_width + 1))
    top = int(rng.integers(height - part_height + 1))
    step = -1 if rng.random() < 0.5 else 1
    method = cv2.INTER_AREA if part >= 1 else cv2.INTER_LINEAR

    def fitted(whole: NDArray[np.uint8]) -> NDArray[np.uint8]:
        piece = whole[top : top + part_height, left : left + part_width][:, ::step]
        return np.asarray(cv2.resize(np.ascontiguousarray(piece), size, interpolation=method), np.uint8)

    return Photo(*(fitted(each) for each in photo))


def load(folder: Path, degradation: Degradation, guide: Guide | None) -> list[Photo]:
    """Read the well-lit photos below `folder` and, with a guide, look for people in them."""
    pictures = load_lit_photos(folder, STORED_SIDE_PX, degradation.photo_mean)
    if guide is None:
        return [Photo(each, *(np.zeros(each.shape[:2], np.uint8) for _ in range(2))) for each in pictures]

    def codes(mask: Mask) -> NDArray[np.uint8]:
        return np.rint(mask * 255).astype(np.uint8)

    return [
        Photo(each, codes(guide.people(each)), codes(guide.faces(each)))
        for each in tqdm(pictures, "people", ascii=True)
    ]


def sample_at(
    photos: Sequence[Photo], index: int, size: FrameSize, degradation: Degradation, seed: int
) -> Sample:
    """Sample `index` of a seed."""
    rng = np.random.default_rng([seed, index])
    return make_sample(photos[int(rng.integers(len(photos)))], size, degradation, rng)


def stack(samples: Sequence[Sample]) -> Batch:
    """Put samples together."""
    *pictures, kinds = zip(*samples, strict=True)
    dark, again, target, people, faces = (np.stack(each) for each in pictures)
    return Batch(dark, again, target, people, faces, np.array(kinds, np.uint8))


# ------------------------------------------------------------------------------------------------- on disk


class Dataset:
    """Samples in a folder, mapped into memory; `ModelMissing` or `ModelMismatch` if it is not whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.index = json.loads((folder / INDEX_FILE).read_text(encoding="utf-8"))
            self._arrays = Batch(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in Batch._fields))
        except OSError as exc:
            raise ModelMissing(
                f"{folder} holds no training samples",
                hint=f"{exc}\nMake them:  python -m models.training.synthesis --photos DIR --out {folder}",
            ) from exc
        except ValueError as exc:
            raise ModelMismatch(f"{folder} is damaged", hint=f"{exc}\nDelete it and make it again.") from exc

    def __len__(self) -> int:
        return len(self._arrays.kind)

    def take(self, indices: NDArray[np.int64]) -> Batch:
        """Copy some samples."""
        return Batch(*(each[indices] for each in self._arrays))


_work: tuple[list[Photo], FrameSize, Degradation, int] | None = None


def _start_worker(*work: object) -> None:
    global _work  # noqa: PLW0603  each worker gets the photos once
    _work = work  # type: ignore[assignment]
    cv2.setNumThreads(1)


def _make_range(indices: range) -> Batch:
    assert _work is not None
    photos, size, degradation, seed = _work
    return stack([sample_at(photos, index, size, degradation, seed) for index in indices])


def build(
    photos: Sequence[Photo],
    folder: Path,
    *,
    count: int = COUNT,
    seed: int = 0,
    size: FrameSize = SAMPLE_SIZE,
    degradation: Degradation | None = None,
    processes: int = 1,
) -> Dataset:
    """Make `count` samples in `folder`, with a progress bar; what is there already is taken as it is."""
    degradation = degradation or Degradation()
    index = {
        "count": count,
        "seed": seed,
        "size": list(size),
        "degradation": json.loads(json.dumps(asdict(degradation))),
        "photos": len(photos),
        "of": hashlib.sha256(b"".join(each.tobytes() for photo in photos for each in photo)).hexdigest(),
    }
    if (folder / INDEX_FILE).exists() and Dataset(folder).index == index:
        return Dataset(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / INDEX_FILE).unlink(missing_ok=True)  # comes last, so that half a set is none
    step = 100
    parts = [range(start, min(start + step, count)) for start in range(0, count, step)]
    # spawn: a fork of a process with threads (OpenCV's, the guide's) may wait for ever
    pool_of = ProcessPoolExecutor(
        processes,
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(list(photos), size, degradation, seed),
    )
    with (
        pool_of as pool,
        tqdm(total=count, desc="dark pictures", ascii=True) as bar,
    ):
        made = []
        for batch in pool.map(_make_range, parts):
            made.append(batch)
            bar.update(len(batch.kind))
    for name, arrays in zip(Batch._fields, zip(*made, strict=True), strict=True):
        np.save(folder / f"{name}.npy", np.concatenate(arrays))
    (folder / INDEX_FILE).write_text(json.dumps(index, indent=1), encoding="utf-8")
    return Dataset(folder)


def contact_sheet(dataset: Dataset, rows: int = 12, scenes: int = 4) -> Picture:
    """Some scenes, side by side: dark, the same four times brighter, target, people."""
    lines = []
    for row in range(rows):
        batch = dataset.take(np.arange(scenes) + row * scenes)
        parts: list[Picture] = []
        for dark, target, people in zip(batch.dark, batch.target, batch.people, strict=True):
            brighter = np.minimum(dark.astype(np.int32) * 4, 255).astype(np.uint8)
            parts += [dark, brighter, target, np.repeat(people[..., None], 3, axis=2)]
        lines.append(np.hstack(parts))
    return np.vstack(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m models.training.synthesis", description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="folder of normally lit photos")
    parser.add_argument("--out", type=Path, required=True, help="folder for the samples")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--guide", type=Path, help="MediaPipe's wheel, to know where people are")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--sheet", type=Path, help="contact sheet to write (.png, .jpg)")
    parser.add_argument("--scenes", choices=sorted(SETS), default="plain", help="what is made of the photos")
    chosen = parser.parse_args(arguments)
    degradation = SETS[chosen.scenes]
    try:
        guide = Guide(chosen.guide) if chosen.guide else None
        photos = load(chosen.photos, degradation, guide)
        dataset = build(
            photos,
            chosen.out,
            count=chosen.count,
            seed=chosen.seed,
            degradation=degradation,
            processes=chosen.processes,
        )
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    if chosen.sheet:
        sheet = contact_sheet(dataset)
        cv2.imwrite(str(chosen.sheet), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
