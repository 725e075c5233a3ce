"""Judge ways to brighten: ``python -m models.training.evaluate --photos DIR [--clips DIR] --out DIR``.

The photos are darkened by another way than in training (`models.training.scenes`). Every method gets the same
pictures; a network sees its small copy, and its map bends the picture at full size. The product is judged
whole beside it, with its tone and its noise reduction: a picture for itself, a clip frame after frame. Writes
``table.md``, ``figures.json`` and contact sheets.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from models.training import methods
from models.training.methods import Method
from models.training.metrics import burnt_share, colour_cast, match_mean, psnr_db, region_ev, ssim
from models.training.photos import Picture, find_photos, load_photo, mean_luma, shrink
from models.training.scenes import EXPOSURES_EV, Contrast, DarkPhotos, Pair, darken
from models.training.sheets import sheets
from vcam.core.errors import LowLightError, UnreadableMedia

CLIP_EXPOSURES_EV = (-3.0, -4.0, -5.0)
CLIP_FRAMES = 40
COMPARED_EVERY = 8
LONG_SIDE_PX = 480
LIT_MEAN = 0.3
STILL_LEVELS = 1
SHEET_QUALITY = (cv2.IMWRITE_JPEG_QUALITY, 85)
FLOAT_FILE = "lowlight.tflite"
RELEASED_FILE = "lowlight-int8.tflite"

Figures = dict[str, float]


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


def judge_subjects(subjects: Sequence[Contrast], method: Method) -> Figures:
    """How far what is lit in a dark room is left alone, and burnt."""
    kept, burnt = [], []
    for dark, _, lit, _ in subjects:
        output = method(dark)
        kept.append(psnr_db(output[lit], dark[lit]))
        burnt.append(100 * burnt_share(output[lit], dark[lit]))
    return {"subject dB": float(np.mean(kept)), "subject burnt %": float(np.mean(burnt))}


def judge_contrasts(made: DarkPhotos, method: Method) -> Figures:
    """How bright the shade becomes, in EV against the photo, and how far what is lit behind it is kept."""

    def shade_ev(scenes: Sequence[Contrast]) -> float:
        return float(np.mean([region_ev(method(each.dark), each.photo, each.shade) for each in scenes]))

    behind = [psnr_db(method(each.dark)[each.lit], each.photo[each.lit]) for each in made.backlit]
    return {
        "room around a lit subject EV": shade_ev(made.subjects),
        "room with a window EV": shade_ev(made.lamps),
        "subject before a lit room EV": shade_ev(made.backlit),
        "lit room behind dB": float(np.mean(behind)),
    }


def judge_real(pictures: Sequence[Picture], method: Method) -> Figures:
    """Really dark pictures, which have no original: how bright they and their darker halves become."""
    rows = []
    for dark in pictures:
        output = method(dark)
        luma = cv2.cvtColor(dark, cv2.COLOR_RGB2GRAY)
        darker = cv2.cvtColor(output, cv2.COLOR_RGB2GRAY)[luma <= np.median(luma)]
        rows.append((mean_luma(output), float(darker.mean()) / 255, 100 * burnt_share(output, dark)))
    return dict(
        zip(("mean", "mean of the darker half", "burnt %"), map(float, np.mean(rows, 0)), strict=True)
    )


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


def judge_photos(
    photos: Sequence[Picture], found: Mapping[str, Method]
) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """Judge every method by every figure that needs photos; those of light and shade come second."""
    made = DarkPhotos.of(photos)
    plain = {
        name: {
            **judge_dark(made.dark, method),
            **judge_lit(made.photos, method),
            **judge_grey(made.grey, method),
            **judge_subjects(made.subjects, method),
            "ms": cost_ms(method, photos[0]),
        }
        for name, method in tqdm(found.items(), "photos", ascii=True)
    }
    return plain, {
        name: judge_contrasts(made, method) for name, method in tqdm(found.items(), "contrasts", ascii=True)
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


def with_former(new: dict[str, Figures], former: Mapping[str, Figures]) -> dict[str, Figures]:
    """Add the rows of an earlier run that this one did not make, each in its old place."""
    return {name: new.get(name, row) for name, row in former.items()} | new


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m models.training.evaluate", description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="normally lit, not of the training")
    parser.add_argument("--clips", type=Path, help="folder of normally lit videos (.mkv, .mp4)")
    parser.add_argument("--dark", type=Path, help="folder of really dark pictures")
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
        real_paths = find_photos(chosen.dark) if chosen.dark else []
        real = [shrink(load_photo(path), LONG_SIDE_PX) for path in real_paths]
        former = json.loads(chosen.former.read_text(encoding="utf-8")) if chosen.former else {}
    except LowLightError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    plain, contrasts = judge_photos(photos, found)
    result = {"photos": plain, "contrasts": contrasts}
    if real:
        result["real"] = {name: judge_real(real, method) for name, method in found.items()}
    if FLOAT_FILE in found:
        result["formats"] = judge_formats(photos[::3], found)
    if clips:
        result["clips"] = judge_clips(clips, found)
    result = {name: with_former(rows, former.get(name, {})) for name, rows in result.items()}
    titles = {
        "photos": f"{len(photos)} photos, {EXPOSURES_EV} EV",
        "contrasts": f"The same {len(photos)} photos, with light and shade",
        "real": f"{len(real)} really dark pictures",
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
        for name, sheet in sheets(sheet_photos, real[:: max(1, len(real) // 8)][:8], _shown(found)).items():
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
