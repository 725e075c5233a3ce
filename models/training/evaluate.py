"""Judge ways to brighten: ``python -m models.training.evaluate --photos DIR [--clips DIR] --out DIR``.

The photos are darkened by another way than in training: at full size, with other noise and another curve, and
as JPEG. Every method gets the same pictures; a network sees its small copy, and its map bends the picture at
full size, as in the product. Writes ``table.md``, ``figures.json`` and contact sheets.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from models.training import methods
from models.training.light import Light, add_sensor_noise, to_linear, to_srgb
from models.training.methods import Method
from models.training.metrics import burnt_share, colour_cast, match_mean, psnr_db, ssim
from models.training.photos import Picture, find_photos, load_photo, mean_luma, shrink, through_jpeg
from vcam.core.errors import LowLightError, UnreadableMedia
from vcam.core.formats import FrameSize

EXPOSURES_EV = (-2.5, -3.5, -4.5, -5.5, -6.5)
CLIP_EXPOSURES_EV = (-3.0, -4.0, -5.0)
CLIP_FRAMES = 40
COMPARED_EVERY = 8
LONG_SIDE_PX = 480
LIT_MEAN = 0.3
STILL_LEVELS = 1
TILE = FrameSize(240, 180)  # of the contact sheet
FLOAT_FILE = "lowlight.tflite"

Figures = dict[str, float]


def darken(photo: Picture, exposure_ev: float | Light, seed: Sequence[int]) -> Picture:
    """Darken in linear light, add shot and read noise at full size, and go through JPEG of quality 92."""
    rng = np.random.default_rng(list(seed))
    linear = to_linear(np.asarray(photo / 255, np.float32)) * np.exp2(np.float32(exposure_ev))
    noisy = add_sensor_noise(linear, shot=4e-4, read=6e-4, rng=rng)
    return through_jpeg(np.asarray(np.rint(to_srgb(noisy) * 255), np.uint8), quality=92)


def judge_dark(photos: Sequence[Picture], method: Method) -> Figures:
    """Mean figures over all photos at all exposures; the reference is the photo."""
    rows = []
    for number, photo in enumerate(photos):
        for exposure_ev in EXPOSURES_EV:
            output = method(darken(photo, exposure_ev, (number, int(-10 * exposure_ev))))
            matched = match_mean(output, photo)
            rows.append(
                (
                    psnr_db(output, photo),
                    ssim(output, photo),
                    psnr_db(matched, photo),
                    ssim(matched, photo),
                    mean_luma(output),
                    abs(float(np.log2(max(mean_luma(output), 1e-3) / mean_luma(photo)))),
                    100 * burnt_share(output, photo),
                )
            )
    names = ("PSNR", "SSIM", "PSNR matched", "SSIM matched", "mean", "exposure error EV", "burnt %")
    return dict(zip(names, map(float, np.mean(rows, axis=0)), strict=True))


def judge_lit(photos: Sequence[Picture], method: Method) -> Figures:
    """How far well-lit photos are left alone: PSNR of the output against the input."""
    figures = [psnr_db(method(photo), photo) for photo in photos if mean_luma(photo) >= LIT_MEAN]
    return {
        "lit, over 35 dB %": 100 * float(np.mean([figure >= 35 for figure in figures])),
        "lit, worst tenth dB": float(np.percentile(figures, 10)),
    }


def judge_grey(photos: Sequence[Picture], method: Method) -> Figures:
    """Colour cast that a method puts on grey pictures, darkened by 4 EV."""
    casts = []
    for number, photo in enumerate(photos):
        grey = np.repeat(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
        casts.append(colour_cast(method(darken(np.asarray(grey, np.uint8), -4.0, (number, 40)))))
    return {"cast": float(np.mean(casts))}


def judge_subjects(photos: Sequence[Picture], method: Method) -> Figures:
    """A lit oval in the middle of a dark room (-4.5 EV): how far it is left alone, and burnt."""
    kept, burnt = [], []
    for number, photo in enumerate(photos):
        oval = _oval(photo)
        dark = darken(photo, -4.5 * (1 - oval), (number, 45))
        output, inside = method(dark), oval[..., 0] > 0.99
        kept.append(psnr_db(output[inside], dark[inside]))
        burnt.append(100 * burnt_share(output[inside], dark[inside]))
    return {"subject dB": float(np.mean(kept)), "subject burnt %": float(np.mean(burnt))}


def _oval(photo: Picture) -> Light:
    height, width = photo.shape[:2]
    mask = np.zeros((height, width), np.float32)
    cv2.ellipse(mask, (width // 2, int(height * 0.45)), (width // 6, height // 4), 0, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 4)[..., None], np.float32)


def judge_clip(frames: Sequence[Picture], exposure_ev: float, method: Method) -> Figures:
    """A clip, darkened: likeness to the clip, noise of what stands still, and how the gain wavers.

    Noise is the mean difference in luma from frame to frame where the clip's own is no more than
    `STILL_LEVELS`; jitter is the standard deviation of the gain's differences, in percent of the gain.
    """
    likeness, gains, noise = [], [], []
    former: tuple[Picture, Picture] | None = None
    for number, frame in enumerate(frames):
        dark = darken(frame, exposure_ev, (number, 7))
        output = method(dark)
        gains.append(mean_luma(output) / max(mean_luma(dark), 1e-3))
        if number % COMPARED_EVERY == 0:
            likeness.append(
                (psnr_db(output, frame), ssim(output, frame), psnr_db(match_mean(output, frame), frame))
            )
        if former is not None:
            still = _difference(frame, former[0]) <= STILL_LEVELS
            noise.append(float(_difference(output, former[1])[still].mean()))
        former = frame, output
    psnr, likeness_ssim, matched = np.mean(likeness, axis=0)
    return {
        "PSNR": float(psnr),
        "SSIM": float(likeness_ssim),
        "PSNR matched": float(matched),
        "noise": float(np.mean(noise)),
        "jitter %": 100 * float(np.std(np.diff(gains)) / np.mean(gains)),
    }


def _difference(one: Picture, other: Picture) -> NDArray[np.float32]:
    lumas = [cv2.cvtColor(each, cv2.COLOR_RGB2GRAY).astype(np.float32) for each in (one, other)]
    return np.asarray(np.abs(lumas[0] - lumas[1]), np.float32)


def read_clip(path: Path, count: int = CLIP_FRAMES) -> list[Picture]:
    """Return the first frames of a video; `UnreadableMedia` if there are none."""
    capture = cv2.VideoCapture(str(path))
    frames: list[Picture] = []
    while len(frames) < count:
        good, frame = capture.read()
        if not good:
            break
        frames.append(np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), np.uint8))
    capture.release()
    if len(frames) < 2:
        raise UnreadableMedia(f"{path} is not a video that can be read", hint="Remove it from the folder.")
    return frames


def cost_ms(method: Method, photo: Picture) -> float:
    """Milliseconds of processor time for one picture, the smallest of some runs."""
    method(photo)
    times = []
    for _ in range(5):
        start = time.thread_time()
        method(photo)
        times.append(1000 * (time.thread_time() - start))
    return min(times)


def table(figures: Mapping[str, Figures]) -> str:
    """Lay out method -> figure -> value as a Markdown table."""
    columns = list(next(iter(figures.values()), {}))
    lines = [f"| method | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for name, row in figures.items():
        cells = [f"{row[column]:.3f}" if "SSIM" in column else f"{row[column]:.2f}" for column in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def contact_sheet(rows: Iterator[Sequence[Picture]]) -> Picture:
    """Pictures in rows, each cut to the sheet's shape."""
    return np.vstack([np.hstack([_tile(picture) for picture in row]) for row in rows])


def _tile(picture: Picture) -> Picture:
    """Cut the middle of a picture to the sheet's shape and size."""
    height, width = picture.shape[:2]
    part = min(width / TILE.width, height / TILE.height)
    part_width, part_height = int(TILE.width * part), int(TILE.height * part)
    left, top = (width - part_width) // 2, (height - part_height) // 2
    piece = picture[top : top + part_height, left : left + part_width]
    return np.asarray(cv2.resize(piece, TILE, interpolation=cv2.INTER_AREA), np.uint8)


def gather(chosen: argparse.Namespace) -> dict[str, Method]:
    """All methods that the command line asks for; the last one is ours."""
    found: dict[str, Method] = dict(methods.BASELINES)
    if chosen.published:
        found["SGZ, published"] = methods.published(chosen.published)
    for path in chosen.checkpoint:
        recipe, network = methods.of_checkpoint(path)
        found[f"{recipe}, {path.stem}"] = network
    files = [*sorted(chosen.models.glob("lowlight*.onnx")), *sorted(chosen.models.glob("lowlight*.tflite"))]
    files = [each for each in files if "whole" not in each.name]
    return found | {each.name: methods.of_file(each) for each in files}


def judge_photos(photos: Sequence[Picture], found: Mapping[str, Method]) -> dict[str, Figures]:
    """Judge every method by every figure that needs photos."""
    return {
        name: {
            **judge_dark(photos, method),
            **judge_lit(photos, method),
            **judge_grey(photos, method),
            **judge_subjects(photos, method),
            "ms": cost_ms(method, photos[0]),
        }
        for name, method in tqdm(found.items(), "photos", ascii=True)
    }


def judge_clips(clips: Sequence[Sequence[Picture]], found: Mapping[str, Method]) -> dict[str, Figures]:
    """Mean figures over all clips at all exposures."""
    judged = {}
    for name, method in tqdm(found.items(), "clips", ascii=True):
        rows = [judge_clip(frames, ev, method) for frames in clips for ev in CLIP_EXPOSURES_EV]
        judged[name] = {column: float(np.mean([row[column] for row in rows])) for column in rows[0]}
    return judged


def judge_formats(photos: Sequence[Picture], found: Mapping[str, Method]) -> dict[str, Figures]:
    """Difference of the final picture from the float32 file's, in code values, dark and lit ones alike."""
    wanted = found[FLOAT_FILE]
    judged = {}
    for name, method in found.items():
        if not name.startswith("lowlight") or name == FLOAT_FILE or "." not in name:
            continue
        differences = [
            np.subtract(method(picture), wanted(picture), dtype=np.float32)
            for number, photo in enumerate(photos)
            for picture in (photo, *(darken(photo, ev, (number, 1)) for ev in EXPOSURES_EV[::2]))
        ]
        means = [float(np.abs(each).mean()) for each in differences]
        judged[name] = {
            "mean": float(np.mean(means)),
            "bias": float(np.mean([each.mean() for each in differences])),
            "worst picture": max(means),
        }
    return judged


def sheets(
    photos: Sequence[Picture], dark: Sequence[Picture], found: Mapping[str, Method]
) -> dict[str, Picture]:
    """Contact sheets: darkened photos, the photo last; photos as they are; and real dark pictures."""
    each = list(found.values())
    darkened = [darken(photo, -4.5, (number, 0)) for number, photo in enumerate(photos)]
    drawn = {
        "darkened": contact_sheet(
            [*(method(picture) for method in each), photo]
            for picture, photo in zip(darkened, photos, strict=True)
        ),
        "lit": contact_sheet([method(photo) for method in each] for photo in photos),
    }
    if dark:
        drawn["real-dark"] = contact_sheet([method(picture) for method in each] for picture in dark)
    return drawn


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m models.training.evaluate", description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="normally lit, not of the training")
    parser.add_argument("--clips", type=Path, help="folder of normally lit videos (.mkv, .mp4)")
    parser.add_argument("--dark", type=Path, help="folder of really dark pictures, for the contact sheet")
    parser.add_argument("--sheet-photos", type=Path, help="photos for the contact sheets, else none")
    parser.add_argument("--published", type=Path, help="the weights of SGZ's authors (.pth)")
    parser.add_argument(
        "--checkpoint", type=Path, action="append", default=[], help="of train; may be repeated"
    )
    parser.add_argument("--models", type=Path, default=Path(__file__).parents[1], help="folder of our files")
    parser.add_argument("--out", type=Path, required=True, help="folder for table, figures and sheets")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate as the command line says; returns the exit status."""
    chosen = parse(arguments)
    cv2.setNumThreads(1)
    try:
        photos = [shrink(load_photo(path), LONG_SIDE_PX) for path in find_photos(chosen.photos)]
        found = gather(chosen)
        clips = [read_clip(path) for path in sorted(chosen.clips.glob("*.m??"))] if chosen.clips else []
        sheet_photos = [shrink(load_photo(path), LONG_SIDE_PX) for path in _some(chosen.sheet_photos)]
        dark = [shrink(load_photo(path), LONG_SIDE_PX) for path in _some(chosen.dark)]
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    chosen.out.mkdir(parents=True, exist_ok=True)
    result = {"photos": judge_photos(photos, found)}
    text = f"{len(photos)} photos, {EXPOSURES_EV} EV\n\n{table(result['photos'])}\n"
    if FLOAT_FILE in found:
        result["formats"] = judge_formats(photos[::3], found)
        text += f"\nDifference from {FLOAT_FILE}, in code values\n\n{table(result['formats'])}\n"
    if clips:
        result["clips"] = judge_clips(clips, found)
        text += f"\n{len(clips)} clips, {CLIP_EXPOSURES_EV} EV\n\n{table(result['clips'])}\n"
    (chosen.out / "table.md").write_text(text, encoding="utf-8")
    (chosen.out / "figures.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    if sheet_photos:
        for name, sheet in sheets(sheet_photos, dark, _shown(found)).items():
            cv2.imwrite(str(chosen.out / f"{name}.jpg"), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))
    sys.stdout.write(text)
    return 0


def _some(folder: Path | None, count: int = 8) -> list[Path]:
    """Return a few pictures from all over a folder."""
    if folder is None:
        return []
    found = find_photos(folder)
    return found[:: max(1, len(found) // count)][:count]


def _shown(found: Mapping[str, Method]) -> dict[str, Method]:
    """Leave out what looks the same: our other formats."""
    ours = [name for name in found if name.endswith((".onnx", ".tflite")) and name != "lowlight-int8.tflite"]
    return {name: method for name, method in found.items() if name not in ours}


if __name__ == "__main__":
    raise SystemExit(main())
