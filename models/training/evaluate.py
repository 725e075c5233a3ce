"""Judge the model on darkened validation pictures: ``python -m models.training.evaluate --photos DIR``.

The pictures are darkened by another way than in training: at full size, with other noise and as JPEG. The
model runs as in the product, on a small copy, and its map drives the picture at full size.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from models.training.metrics import colour_cast, match_mean, mean_luma, psnr_db, ssim
from models.training.synthesis import Picture, find_photos, load_photo, shrink, to_linear, to_srgb
from vcam.core.errors import LowLightError
from vcam.core.formats import FrameSize
from vcam.enhance.model import DEFAULT_MODEL, CurveModel

Method = Callable[[Picture], Picture]

EXPOSURES_EV = (-2.5, -4.5, -6.5)
LONG_SIDE_PX = 480
GOAL_MEAN = 0.45
LIT_MEAN = 0.3
TILE = FrameSize(240, 180)  # of the contact sheet


def darken(photo: Picture, exposure_ev: float, seed: Sequence[int]) -> Picture:
    """Darken in linear light, add shot and read noise at full size, and go through JPEG of quality 92."""
    rng = np.random.default_rng(list(seed))
    linear = to_linear(np.asarray(photo / 255, np.float32)) * np.float32(2.0**exposure_ev)
    deviation = np.sqrt(linear * np.float32(4e-4) + np.float32(6e-4) ** 2)
    noisy = linear + rng.standard_normal(photo.shape, np.float32) * deviation
    dark = np.asarray(np.rint(to_srgb(noisy) * 255), np.uint8)
    _, jpeg = cv2.imencode(".jpg", dark, (cv2.IMWRITE_JPEG_QUALITY, 92))
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)


def apply_map(picture: Picture, curve_map: NDArray[np.float32] | float, iterations: int = 8) -> Picture:
    """Apply ``x += r * (x * x - x)`` to a picture with a map of its size, or with one number."""
    x = np.asarray(picture / 255, np.float32)
    for _ in range(iterations):
        x += curve_map * (x * x - x)
    return np.asarray(np.rint(x * 255), np.uint8)


def leave(picture: Picture) -> Picture:
    """Return the input."""
    return picture


def gamma(picture: Picture) -> Picture:
    """Raise to 0.3: the strongest of the simple baselines on LOL."""
    return np.asarray(np.rint((picture / 255) ** 0.3 * 255), np.uint8)


def constant_curve(picture: Picture) -> Picture:
    """Apply the curve with the one r that brings the mean luma to `GOAL_MEAN`; never darkens."""
    small = shrink(picture, 160)
    low, high = -1.0, 0.0
    for _ in range(12):
        middle = (low + high) / 2
        if mean_luma(apply_map(small, middle)) > GOAL_MEAN:
            low = middle
        else:
            high = middle
    return apply_map(picture, high)


def network(model: CurveModel) -> Method:
    """Return the method that estimates a map on a small copy and applies it at full size."""

    def enhance(picture: Picture) -> Picture:
        full = FrameSize(picture.shape[1], picture.shape[0])
        size = model.input_size(full)
        model.configure(size)
        small_map = np.empty((size.height, size.width, 3), np.float32)
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        model.predict(np.asarray(small, np.uint8), small_map)
        curve_map = cv2.resize(small_map, full, interpolation=cv2.INTER_LINEAR)
        return apply_map(picture, np.asarray(curve_map, np.float32), model.curve_iterations)

    return enhance


def judge_dark(photos: Sequence[Picture], method: Method) -> dict[str, float]:
    """Mean figures over all photos at all exposures; the reference is the photo."""
    rows = []
    for number, photo in enumerate(photos):
        for exposure_ev in EXPOSURES_EV:
            output = method(darken(photo, exposure_ev, (number, int(-10 * exposure_ev))))
            matched = psnr_db(match_mean(output, photo), photo)
            rows.append((psnr_db(output, photo), ssim(output, photo), matched, mean_luma(output)))
    means = np.mean(rows, axis=0)
    return dict(zip(("PSNR", "SSIM", "PSNR matched", "mean"), map(float, means), strict=True))


def judge_lit(photos: Sequence[Picture], method: Method) -> dict[str, float]:
    """How far well-lit photos are left alone: PSNR of the output against the input, and the share over 30."""
    lit = [photo for photo in photos if mean_luma(photo) >= LIT_MEAN]
    figures = [psnr_db(method(photo), photo) for photo in lit]
    return {"identity": float(np.mean(figures)), "over 30 dB": float(np.mean([f >= 30 for f in figures]))}


def judge_grey(photos: Sequence[Picture], method: Method) -> dict[str, float]:
    """Colour cast that a method puts on grey pictures, darkened by 4 EV."""
    casts = []
    for number, photo in enumerate(photos):
        grey = np.repeat(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
        casts.append(colour_cast(method(darken(np.asarray(grey, np.uint8), -4.0, (number, 40)))))
    return {"cast": float(np.mean(casts))}


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Lay out method -> figure -> value as a Markdown table."""
    columns = list(next(iter(figures.values())))
    lines = [f"| method | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [
        f"| {name} | {' | '.join(f'{row[column]:.3f}' for column in columns)} |"
        for name, row in figures.items()
    ]
    return "\n".join(lines)


def contact_sheet(photos: Sequence[Picture], methods: Mapping[str, Method], exposure_ev: float) -> Picture:
    """One row per photo: the output of each method, then the photo; at 0 EV the input is the photo itself."""
    rows = []
    for number, photo in enumerate(photos):
        dark = darken(photo, exposure_ev, (number, 0)) if exposure_ev else photo
        outputs = [method(dark) for method in methods.values()]
        rows.append(np.hstack([_tile(picture) for picture in (*outputs, photo)]))
    return np.vstack(rows)


def _tile(picture: Picture) -> Picture:
    """Cut the middle of a picture to the sheet's shape and size."""
    height, width = picture.shape[:2]
    part = min(width / TILE.width, height / TILE.height)
    part_width, part_height = int(TILE.width * part), int(TILE.height * part)
    left, top = (width - part_width) // 2, (height - part_height) // 2
    piece = picture[top : top + part_height, left : left + part_width]
    return np.asarray(cv2.resize(piece, TILE, interpolation=cv2.INTER_AREA), np.uint8)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m models.training.evaluate", description=__doc__)
    parser.add_argument(
        "--photos", type=Path, required=True, help="normally lit pictures, not of the training"
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, help="entry of the manifest")
    parser.add_argument(
        "--folder", type=Path, default=Path(__file__).parents[1], help="where the manifest is"
    )
    parser.add_argument("--sheet", type=Path, help="contact sheet to write (.jpg, .png)")
    parser.add_argument("--sheet-ev", type=float, default=-4.5, help="its exposure; 0: pictures as they are")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate as the command line says; returns the exit status."""
    chosen = parse(arguments)
    try:
        photos = [shrink(load_photo(path), LONG_SIDE_PX) for path in find_photos(chosen.photos)]
        model = network(CurveModel(chosen.model, chosen.folder))
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    methods = {"input": leave, "gamma 0.3": gamma, "constant curve": constant_curve, chosen.model: model}
    if chosen.sheet:
        sheet = contact_sheet(photos, methods, chosen.sheet_ev)
        cv2.imwrite(str(chosen.sheet), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))
        return 0
    figures = {
        name: {**judge_dark(photos, method), **judge_lit(photos, method), **judge_grey(photos, method)}
        for name, method in tqdm(methods.items(), "methods", ascii=True)
    }
    sys.stdout.write(f"{len(photos)} photos, {EXPOSURES_EV} EV\n\n{table(figures)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
