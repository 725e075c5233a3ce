"""Judge ways to brighten: ``python -m models.training.evaluate --photos DIR [--clips DIR] --out DIR``.

The photos are darkened by another way than in training: at full size, with other noise and another curve, and
as JPEG. Every method gets the same pictures; a network sees its small copy, and its map bends the picture at
full size. The product is judged whole beside it, with its tone and its noise reduction: a picture for itself,
a clip frame after frame. Writes ``table.md``, ``figures.json`` and contact sheets.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
TILE = FrameSize(180, 135)  # of the contact sheet
SHEET_QUALITY = (cv2.IMWRITE_JPEG_QUALITY, 85)
FLOAT_FILE = "lowlight.tflite"
RELEASED_FILE = "lowlight-int8.tflite"

Figures = dict[str, float]
Pair = tuple[Picture, Picture]  # darkened, and the photo that it was made of


def darken(photo: Picture, exposure_ev: float | Light, seed: Sequence[int]) -> Picture:
    """Darken in linear light, add shot and read noise at full size, and go through JPEG of quality 92."""
    rng = np.random.default_rng(list(seed))
    linear = to_linear(np.asarray(photo / 255, np.float32)) * np.exp2(np.float32(exposure_ev))
    noisy = add_sensor_noise(linear, shot=4e-4, read=6e-4, rng=rng)
    return through_jpeg(np.asarray(np.rint(to_srgb(noisy) * 255), np.uint8), quality=92)


@dataclass(frozen=True)
class DarkPhotos:
    """Photos, made dark once for all methods.

    Parameters
    ----------
    photos
        As they are.
    dark
        At all exposures, each with its photo.
    grey
        Without colour, at -4 EV.
    subjects
        A lit oval in the middle of a dark room, at -4.5 EV, with where it is, (H, W) bool.
    """

    photos: Sequence[Picture]
    dark: Sequence[Pair]
    grey: Sequence[Picture]
    subjects: Sequence[tuple[Picture, NDArray[np.bool_]]]

    @classmethod
    def of(cls, photos: Sequence[Picture]) -> DarkPhotos:
        """Darken photos."""
        dark, grey, subjects = [], [], []
        for number, photo in enumerate(photos):
            dark += [(darken(photo, ev, (number, int(-10 * ev))), photo) for ev in EXPOSURES_EV]
            plain = np.repeat(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
            grey.append(darken(np.asarray(plain, np.uint8), -4.0, (number, 40)))
            oval = _oval(photo)
            subjects.append((darken(photo, -4.5 * (1 - oval), (number, 45)), oval[..., 0] > 0.99))
        return cls(photos, dark, grey, subjects)


def judge_dark(pairs: Sequence[Pair], method: Method) -> Figures:
    """Mean figures over all photos at all exposures; the reference is the photo."""
    rows = []
    for dark, photo in pairs:
        output = method(dark)
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


def judge_grey(grey: Sequence[Picture], method: Method) -> Figures:
    """Colour cast that a method puts on dark grey pictures."""
    return {"cast": float(np.mean([colour_cast(method(dark)) for dark in grey]))}


def judge_subjects(subjects: Sequence[tuple[Picture, NDArray[np.bool_]]], method: Method) -> Figures:
    """How far what is lit in a dark room is left alone, and burnt."""
    kept, burnt = [], []
    for dark, inside in subjects:
        output = method(dark)
        kept.append(psnr_db(output[inside], dark[inside]))
        burnt.append(100 * burnt_share(output[inside], dark[inside]))
    return {"subject dB": float(np.mean(kept)), "subject burnt %": float(np.mean(burnt))}


def _oval(photo: Picture) -> Light:
    height, width = photo.shape[:2]
    mask = np.zeros((height, width), np.float32)
    cv2.ellipse(mask, (width // 2, int(height * 0.45)), (width // 6, height // 4), 0, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 4)[..., None], np.float32)


def darken_clip(frames: Sequence[Picture], exposure_ev: float) -> list[Pair]:
    """Darken each frame, with noise of its own."""
    return [(darken(frame, exposure_ev, (number, 7)), frame) for number, frame in enumerate(frames)]


def judge_clip(pairs: Sequence[Pair], method: Method) -> Figures:
    """A clip, darkened: likeness to the clip, noise of what stands still, and how the gain wavers.

    A method that keeps a past begins without one. Noise is the mean difference in luma from frame to frame
    where the clip's own is no more than `STILL_LEVELS`; jitter is the standard deviation of the gain's
    differences, in percent of the gain.
    """
    likeness, gains, noise = [], [], []
    former: tuple[Picture, Picture] | None = None
    brighten_next = methods.for_clip(method)
    for number, (dark, frame) in enumerate(pairs):
        output = brighten_next(dark)
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


def contact_sheet(rows: Iterator[Sequence[Picture]], tile: Callable[[Picture], Picture]) -> Picture:
    """Pictures in rows, each through `tile`."""
    return np.vstack([np.hstack([tile(picture) for picture in row]) for row in rows])


def whole_tile(picture: Picture) -> Picture:
    """As much of a picture as has the sheet's shape, in its size."""
    height, width = picture.shape[:2]
    part = min(width / TILE.width, height / TILE.height)
    piece = _middle(picture, int(TILE.width * part), int(TILE.height * part))
    return np.asarray(cv2.resize(piece, TILE, interpolation=cv2.INTER_AREA), np.uint8)


def detail_tile(picture: Picture) -> Picture:
    """The middle of a picture, pixel for pixel: shrinking hides noise. What is too small is enlarged."""
    height, width = picture.shape[:2]
    if width < TILE.width or height < TILE.height:
        return whole_tile(picture)
    return _middle(picture, *TILE)


def _middle(picture: Picture, width: int, height: int) -> Picture:
    left, top = (picture.shape[1] - width) // 2, (picture.shape[0] - height) // 2
    return picture[top : top + height, left : left + width]


def gather(chosen: argparse.Namespace) -> dict[str, Method]:
    """All methods that the command line asks for; the product comes last, where the files have a manifest."""
    found: dict[str, Method] = dict(methods.BASELINES)
    rival = methods.published(chosen.published) if chosen.published else None
    if rival is not None:
        found["SGZ, published"] = rival
    for path in chosen.checkpoint:
        recipe, network = methods.of_checkpoint(path)
        found[f"{recipe}, {path.stem}"] = network
    files = [*sorted(chosen.models.glob("lowlight*.onnx")), *sorted(chosen.models.glob("lowlight*.tflite"))]
    files = [each for each in files if "whole" not in each.name]
    found |= {each.name: methods.of_file(each) for each in files}
    if (chosen.models / "manifest.toml").exists():
        found |= methods.products(chosen.models, rival)
    return found


def judge_photos(photos: Sequence[Picture], found: Mapping[str, Method]) -> dict[str, Figures]:
    """Judge every method by every figure that needs photos."""
    made = DarkPhotos.of(photos)
    return {
        name: {
            **judge_dark(made.dark, method),
            **judge_lit(made.photos, method),
            **judge_grey(made.grey, method),
            **judge_subjects(made.subjects, method),
            "ms": cost_ms(method, photos[0]),
        }
        for name, method in tqdm(found.items(), "photos", ascii=True)
    }


def judge_clips(clips: Sequence[Sequence[Picture]], found: Mapping[str, Method]) -> dict[str, Figures]:
    """Mean figures over all clips at all exposures."""
    rows: dict[str, list[Figures]] = {name: [] for name in found}
    each = [(frames, ev) for frames in clips for ev in CLIP_EXPOSURES_EV]
    for frames, ev in tqdm(each, "clips", ascii=True):
        pairs = darken_clip(frames, ev)
        for name, method in found.items():
            rows[name].append(judge_clip(pairs, method))
    return {
        name: {column: float(np.mean([row[column] for row in judged])) for column in judged[0]}
        for name, judged in rows.items()
    }


def judge_formats(photos: Sequence[Picture], found: Mapping[str, Method]) -> dict[str, Figures]:
    """Difference of the final picture from the float32 file's, in code values, dark and lit ones alike."""
    pictures = [
        picture
        for number, photo in enumerate(photos)
        for picture in (photo, *(darken(photo, ev, (number, 1)) for ev in EXPOSURES_EV[::2]))
    ]
    wanted = [found[FLOAT_FILE](picture) for picture in pictures]
    judged = {}
    for name, method in found.items():
        if not name.startswith("lowlight") or name == FLOAT_FILE or "." not in name:
            continue
        differences = [
            np.subtract(method(picture), right, dtype=np.float32)
            for picture, right in zip(pictures, wanted, strict=True)
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
    """Contact sheets: darkened photos, the photo last, and their middles; lit ones; real dark pictures."""
    each = list(found.values())
    darkened = [darken(photo, -4.5, (number, 0)) for number, photo in enumerate(photos)]
    rows = [
        [*(method(picture) for method in each), photo]
        for picture, photo in zip(darkened, photos, strict=True)
    ]
    drawn = {
        "darkened": contact_sheet(iter(rows), whole_tile),
        "detail": contact_sheet(iter(rows), detail_tile),
        "lit": contact_sheet(([method(photo) for method in each] for photo in photos), whole_tile),
    }
    if dark:
        real = [[method(picture) for method in each] for picture in dark]
        drawn["real-dark"] = contact_sheet(iter(real), whole_tile)
        drawn["real-dark-detail"] = contact_sheet(iter(real), detail_tile)
    return drawn


def with_former(new: dict[str, Figures], former: Mapping[str, Figures]) -> dict[str, Figures]:
    """Add the rows of an earlier run that this one did not make, each in its old place."""
    return {name: new.get(name, row) for name, row in former.items()} | new


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
    parser.add_argument(
        "--former", type=Path, help="figures.json of an earlier run, for rows that this one cannot make"
    )
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
        former = json.loads(chosen.former.read_text(encoding="utf-8")) if chosen.former else {}
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    result = {"photos": judge_photos(photos, found)}
    if FLOAT_FILE in found:
        result["formats"] = judge_formats(photos[::3], found)
    if clips:
        result["clips"] = judge_clips(clips, found)
    result = {name: with_former(rows, former.get(name, {})) for name, rows in result.items()}
    titles = {
        "photos": f"{len(photos)} photos, {EXPOSURES_EV} EV",
        "formats": f"Difference from {FLOAT_FILE}, in code values",
        "clips": f"{len(clips)} clips, {CLIP_EXPOSURES_EV} EV",
    }
    text = "\n".join(f"{titles[name]}\n\n{table(rows)}\n" for name, rows in result.items())
    if only_former := [name for name in result["photos"] if name not in found]:
        text += f"\nOf an earlier run: {', '.join(only_former)}\n"
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "table.md").write_text(text, encoding="utf-8")
    (chosen.out / "figures.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    if sheet_photos:
        for name, sheet in sheets(sheet_photos, dark, _shown(found)).items():
            bgr = cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR)
            cv2.imwrite(str(chosen.out / f"{name}.jpg"), bgr, SHEET_QUALITY)
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
    ours = [name for name in found if name.endswith((".onnx", ".tflite")) and name != RELEASED_FILE]
    return {name: method for name, method in found.items() if name not in ours}


if __name__ == "__main__":
    raise SystemExit(main())
