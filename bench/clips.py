"""How good darkened clips become, and what noise reduction does to hard cases, through the product's own way.

    python -m bench.clips [--clips DIR [--only WORD ...]] [--hard [PHOTOS ...]] [--json OUT] [--plot OUT]

Clips in good light are darkened as in `models.training.evaluate`, written without loss, and enhanced by what
`lowlight-cam enhance --on` calls, into H.264: as it is, with noise reduction ``within the picture`` only (the
filter over time forgets before each frame), and with none (``--denoise 0``).

Hard cases are made from photos (without a folder, from the synthetic scene's portrait) and go straight
through the pipeline, with one and the same curve all over the picture, so that all that changes is noise, its
reduction, and what is to be seen.

Figures, of luma in code values, 0 to 255; what is wanted is the darkened picture without noise and without
rounding, under the same curves:

``psnr_db``, ``ssim``, ``psnr_mean_matched_db``: against the clip in good light.
``static``: mean difference from frame to frame where the clip's own, ``clean_static``, is at most 1; of hard
cases that of the error, everywhere.
``moving``: mean error, against what is wanted, where the clip changes by more than 12.
``behind``: where it stands still but has changed by so much one to four frames ago.
``error``: everywhere.
``ghost``: the largest mean, over the frames, of what a bar leaves for 3 frames in 16 rows, beyond the error
there before it came.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from kernels import fused, reference
from kernels.curves import LEAST_R
from kernels.fused import Denoising
from kernels.resize import guide_map
from models.training.evaluate import CLIP_EXPOSURES_EV, read_clip
from models.training.light import add_sensor_noise, to_linear, to_srgb
from models.training.metrics import match_mean, psnr_db, ssim
from models.training.photos import Picture, load_photo, through_jpeg
from models.training.scenes import darken
from vcam.assemble import make_model
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance.look import EnhanceMode, Look
from vcam.enhance_file import FileEnhancer
from vcam.media.picture import list_pictures
from vcam.passes import FramePasses
from vcam.pipeline import MapModel, Pipeline
from vcam.sources.synthetic import PORTRAIT

FPS = 30
COMPARED_EVERY = 6
WARM_UP = 2  # frames of a clip that are not judged
STILL, MOVING = 1.0, 12.0
BEHIND_FRAMES = 4
LUMA = np.array((0.299, 0.587, 0.114), np.float32)
LOSSLESS = {"qp": "0", "preset": "ultrafast"}

HARD_PHOTOS = 2
HARD_FRAMES = 40
HARD_WARM_UP = 10
EVENT = 20
BAR_PX, BAR_STEP_PX, BAR_LIGHT = 32, 8, 0.8
GHOST_AFTER = 3
GHOST_ROWS = 16

Floats = NDArray[np.float32]
Figures = dict[str, float]


class Variant(NamedTuple):
    """A way to be compared."""

    look: Look
    over_time: bool = True


VARIANTS = {
    "as it is": Variant(Look(EnhanceMode.ON)),
    "within the picture": Variant(Look(EnhanceMode.ON), over_time=False),
    "no noise reduction": Variant(Look(EnhanceMode.ON, denoise=0)),
}


@dataclass(frozen=True)
class Curve:
    """What a frame was enhanced by: the guided map, its strength and its white."""

    guided: Floats
    strength: float
    white: float

    def luma(self, light: Floats) -> Floats:
        """Luma that linear light (H, W, 3) has under this curve: without noise and rounding; even sides."""
        x = to_srgb(light)
        height, width = x.shape[:2]
        quads = width // 2, height // 2
        y = cv2.resize(x @ LUMA, quads, interpolation=cv2.INTER_AREA)
        slope, start = (cv2.resize(each, quads, interpolation=cv2.INTER_LINEAR) for each in self.guided)
        r = np.clip(self.strength * (slope * y + start), LEAST_R, 0)
        r = np.repeat(np.repeat(r, 2, axis=0), 2, axis=1)[..., None]
        return np.asarray(255 * (reference.bend(x.astype(np.float64), r, self.white) @ LUMA), np.float32)


@contextmanager
def watched(*, over_time: bool) -> Iterator[list[Curve]]:
    """Collect the curves of all frames; without `over_time`, forget the past before each."""
    curves: list[Curve] = []
    enhance = FramePasses.enhance

    def watch(
        self: FramePasses,
        frame: Frame,
        out: Frame,
        small: NDArray[np.uint8],
        curve_map: Floats,
        strength: float,
        denoising: Denoising = fused.OFF,
        white: float = 1.0,
    ) -> None:
        if not over_time:
            self.forget()
        guided = np.empty((2, *small.shape[:2]), np.float32)
        guide_map(small, curve_map, guided)
        curves.append(Curve(guided, strength, white))
        enhance(self, frame, out, small, curve_map, strength, denoising, white)

    with mock.patch.object(FramePasses, "enhance", watch):
        yield curves


def write_video(path: Path, frames: Sequence[Picture], options: dict[str, str]) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(FPS), options=options)
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode(None))


def luma_of(picture: Picture) -> Floats:
    return np.asarray(picture.astype(np.float32) @ LUMA, np.float32)


class Clip:
    """A clip in good light: where it stands still, and where it moves."""

    def __init__(self, frames: list[Picture]) -> None:
        self.frames = frames
        lumas = np.array([luma_of(frame) for frame in frames])
        self.change = np.abs(np.diff(lumas, axis=0, prepend=lumas[:1]))  # of each frame from the one before

    def is_behind(self, index: int) -> NDArray[np.bool_]:
        """Tell where something has moved shortly before, and now nothing does."""
        moved = self.change[max(index - BEHIND_FRAMES, 0) : index] > MOVING
        return np.asarray((self.change[index] <= STILL) & moved.any(axis=0))


def judge_clip(clip: Clip, exposure_ev: float, enhancers: dict[str, FileEnhancer]) -> dict[str, Figures]:
    """Figures of each variant for one clip at one exposure."""
    dark = [darken(frame, exposure_ev, (number, 7)) for number, frame in enumerate(clip.frames)]
    light = [
        to_linear(np.asarray(each / 255, np.float32)) * np.float32(2**exposure_ev) for each in clip.frames
    ]
    judged = {}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "dark.mkv"), Path(folder, "enhanced.mkv")
        write_video(source, dark, LOSSLESS)
        for name, variant in VARIANTS.items():
            with watched(over_time=variant.over_time) as curves:
                enhancers[name].video(source, target, lambda _done, _total: None)
            wanted = [curve.luma(each) for curve, each in zip(curves, light, strict=True)]
            judged[name] = figures_of(clip, dark, read_clip(target, len(dark)), wanted)
    return judged


def figures_of(
    clip: Clip, dark: Sequence[Picture], output: Sequence[Picture], wanted: Sequence[Floats]
) -> Figures:
    """Figures of one enhanced clip; see this module."""
    compared = [
        (psnr_db(out, clean), ssim(out, clean), psnr_db(match_mean(out, clean), clean))
        for out, clean in zip(output[::COMPARED_EVERY], clip.frames[::COMPARED_EVERY], strict=True)
    ]
    lumas = [luma_of(each) for each in output]
    parts: dict[str, list[Floats]] = {"static": [], "clean_static": [], "moving": [], "behind": []}
    for index in range(WARM_UP, len(lumas)):
        still = clip.change[index] <= STILL
        off = np.abs(lumas[index] - wanted[index])
        parts["static"].append(np.abs(lumas[index] - lumas[index - 1])[still])
        parts["clean_static"].append(clip.change[index][still])
        parts["moving"].append(off[clip.change[index] > MOVING])
        parts["behind"].append(off[clip.is_behind(index)])
    gains = [float(luma.mean() / luma_of(each).mean()) for luma, each in zip(lumas, dark, strict=True)]
    psnr, likeness, matched = (float(each) for each in np.mean(compared, axis=0))
    return {
        "psnr_db": psnr,
        "ssim": likeness,
        "psnr_mean_matched_db": matched,
        **{name: float(np.concatenate(part).mean()) for name, part in parts.items()},
        "gain_jitter_percent": 100 * float(np.std(np.diff(gains)) / np.mean(gains)),
    }


@dataclass(frozen=True)
class Case:
    """What is hard: light and place in the photo by frame, the noise, the coding on the way."""

    ev: Callable[[int], float] = lambda _: -4.0
    shift_px: Callable[[int], int] = lambda _: 0
    size: FrameSize = FrameSize(640, 448)
    shot: float = 4e-4
    read: float = 6e-4
    blotches_px: float = 0.0
    jpeg: int = 92
    crf: int | None = None
    has_bar: bool = False
    r: float = -0.55


CASES = {
    "still": Case(),
    "1280x720": Case(size=FrameSize(1280, 720)),
    "exposure hunts at 1 Hz, 0.3 EV": Case(ev=lambda i: -4 + 0.3 * math.sin(2 * math.pi * i / FPS)),
    "exposure jumps by 0.5 EV": Case(ev=lambda i: -4 + 0.5 * (i >= EVENT)),
    "flicker 10 Hz, 0.2 EV": Case(ev=lambda i: -4 + 0.2 * math.sin(2 * math.pi * i / 3)),
    "pan, 1 px": Case(shift_px=lambda i: i),
    "pan, 2 px": Case(shift_px=lambda i: 2 * i),
    "still, then pan, 3 px": Case(shift_px=lambda i: 3 * max(i - EVENT, 0)),
    "moving bar": Case(has_bar=True),
    "blotches of 1.5 px": Case(blotches_px=1.5),
    "JPEG, quality 60": Case(jpeg=60),
    "H.264, crf 23": Case(crf=23),
    "very dark, -6 EV": Case(ev=lambda _: -6, r=-0.8),
    "noisy, -2.5 EV": Case(ev=lambda _: -2.5, shot=2e-3, read=2e-3, r=-0.35),
}


class FixedMap:
    """A network that always asks for the same."""

    runtime = "fixed"

    def __init__(self, r: float) -> None:
        self._r = r

    def input_size(self, frame: FrameSize) -> FrameSize:
        """See `MapModel`."""
        return FrameSize(96, 96 * frame.height // frame.width)

    def configure(self, _size: FrameSize) -> FrameSize:
        """See `MapModel`."""
        return FrameSize(24, 14)

    def predict(self, _small: NDArray[np.uint8], out: Floats) -> None:
        """See `MapModel`."""
        out.fill(self._r)


def light_of(case: Case, photo: Picture) -> list[Floats]:
    """Linear light of each frame."""
    reach = max(case.shift_px(index) for index in range(HARD_FRAMES))
    scale = max((case.size.width + reach) / photo.shape[1], case.size.height / photo.shape[0])
    wide, high = math.ceil(photo.shape[1] * scale), math.ceil(photo.shape[0] * scale)
    room = to_linear(np.asarray(cv2.resize(photo, (wide, high)) / 255, np.float32))
    frames = []
    for index in range(HARD_FRAMES):
        left = case.shift_px(index)
        view = room[: case.size.height, left : left + case.size.width] * np.float32(2 ** case.ev(index))
        if case.has_bar:
            x = bar_left(index)
            view[:, x : x + BAR_PX] = BAR_LIGHT * 2 ** case.ev(index)
        frames.append(view)
    return frames


def bar_left(index: int) -> int:
    return 100 + BAR_STEP_PX * index


def seen_by_camera(case: Case, light: Sequence[Floats]) -> list[Picture]:
    """The frames with noise, as they come out of the camera's own coding."""
    seen = []
    for index, each in enumerate(light):
        noisy = add_sensor_noise(each, case.shot, case.read, np.random.default_rng(index))
        if case.blotches_px:
            # a camera's own noise reduction takes half of it, and leaves what is wide
            noise = cv2.GaussianBlur(noisy - each, (0, 0), case.blotches_px)
            noisy = each + np.asarray(noise, np.float32) * np.float32(2 * case.blotches_px)
        seen.append(through_jpeg(np.asarray(np.rint(255 * to_srgb(noisy)), np.uint8), case.jpeg))
    if case.crf is None:
        return seen
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "seen.mkv")
        write_video(path, seen, {"crf": str(case.crf), "preset": "veryfast"})
        return read_clip(path, len(seen))


def judge_hard(case: Case, photo: Picture) -> dict[str, Figures]:
    """Figures of each variant for one case made from one photo."""
    light = light_of(case, photo)
    seen = seen_by_camera(case, light)
    judged = {}
    for name, variant in VARIANTS.items():
        with watched(over_time=variant.over_time) as curves:
            lumas = enhanced(seen, variant.look, FixedMap(case.r))
        wanted = [curve.luma(each) for curve, each in zip(curves, light, strict=True)]
        off = np.array(lumas) - np.array(wanted)
        by_frame = np.abs(off).mean(axis=(1, 2))[HARD_WARM_UP:]
        judged[name] = {
            "error": float(by_frame.mean()),
            "error_of_worst_frame": float(by_frame.max()),
            "static": float(np.abs(np.diff(off, axis=0)).mean(axis=(1, 2))[HARD_WARM_UP:].mean()),
        }
        if case.has_bar:
            judged[name]["ghost"] = ghost(off)
    return judged


def ghost(off: Floats) -> float:
    """The largest mean excess in some rows that the bar has left `GHOST_AFTER` frames ago."""
    before = BAR_PX // BAR_STEP_PX + 2 * GHOST_AFTER  # frames ago the bar was not there yet, by far
    excess = []
    for index in range(HARD_WARM_UP + before, len(off)):
        x = bar_left(index - GHOST_AFTER)
        place = slice(None), slice(x - BAR_STEP_PX, x)
        excess.append(off[index][place] - off[index - before][place])
    by_rows = np.array(excess).mean(axis=(0, 2)).reshape(-1, GHOST_ROWS).mean(axis=1)
    return float(np.abs(by_rows).max())


def enhanced(seen: Sequence[Picture], look: Look, model: MapModel) -> list[Floats]:
    """Luma of what the pipeline makes of frames."""
    pipeline = Pipeline(model, StageTimes())
    size = FrameSize(seen[0].shape[1], seen[0].shape[0])
    out, lumas = Frame.allocate(PixelFormat.I420, size), []
    for index, picture in enumerate(seen):
        codes = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420), np.uint8).reshape(-1)
        frame = Frame(codes, PixelFormat.I420, size)
        frame.captured_ns = round(1e9 * (index + 1) / FPS)
        pipeline.process(frame, out, look)
        lumas.append((out.planes[0].astype(np.float32) - 16) * np.float32(255 / 219))
    return lumas


def mean_of(figures: Sequence[dict[str, Figures]]) -> dict[str, Figures]:
    """Mean over clips or photos of each variant's figures."""
    return {
        variant: {
            name: round(float(np.mean([each[variant][name] for each in figures])), 4)
            for name in figures[0][variant]
        }
        for variant in VARIANTS
    }


def judge_clips(folder: Path, only: Sequence[str], count: int) -> dict[str, Any]:
    """Figures by exposure: of each clip, and their mean."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in {".mkv", ".mp4"}]
    paths = [path for path in paths if not only or any(word in path.stem for word in only)]
    if not paths:
        raise SystemExit(f"{folder}: no .mkv or .mp4 of that name")
    clips = {path.stem: Clip(read_clip(path, count)) for path in paths}
    enhancers = {name: FileEnhancer(variant.look, make_model()) for name, variant in VARIANTS.items()}
    results: dict[str, Any] = {}
    for exposure_ev in CLIP_EXPOSURES_EV:
        each = {name: mean_of([judge_clip(clip, exposure_ev, enhancers)]) for name, clip in clips.items()}
        results[f"{exposure_ev:g} EV"] = {"mean": mean_of(list(each.values()))} | each
        show(f"{exposure_ev:g} EV, {len(each)} clips", mean_of(list(each.values())))
    return results


def judge_hard_cases(folders: Sequence[Path]) -> dict[str, dict[str, Figures]]:
    """Mean figures by case."""
    paths = [path for folder in folders for path in list_pictures(folder)] or [PORTRAIT]
    photos = [load_photo(path) for path in paths[:: max(1, len(paths) // HARD_PHOTOS)][:HARD_PHOTOS]]
    results = {}
    for name, case in CASES.items():
        results[name] = mean_of([judge_hard(case, photo) for photo in photos])
        show(name, results[name])
    return results


def show(title: str, result: dict[str, Figures]) -> None:
    print(f"\n{title:<32}" + "".join(f"{variant:>20}" for variant in result))
    for name in next(iter(result.values())):
        print(f"  {name:<30}" + "".join(f"{each[name]:>20.3f}" for each in result.values()), flush=True)


def plot(results: dict[str, Any], picture: Path) -> None:
    """Clips above, hard cases below; one colour per variant."""
    from matplotlib.figure import Figure  # noqa: PLC0415  # only the extra `train` has it

    panels = [
        ("static", "noise of what stands still, codes"),
        ("moving", "error of what moves, codes"),
        ("behind", "error behind what moved, codes"),
        ("psnr_mean_matched_db", "PSNR, means equal, dB"),
        ("ssim", "SSIM"),
    ]
    clips = {name: each["mean"] for name, each in results.get("clips", {}).items()}
    hard = results.get("hard", {})
    figure = Figure(figsize=(15, 3.6 * bool(clips) + 5.2 * bool(hard)), layout="constrained")
    heights = [3.6] * bool(clips) + [5.2] * bool(hard)
    parts = iter(figure.subfigures(len(heights), 1, height_ratios=heights, squeeze=False).ravel())
    if clips:
        part = next(parts)
        part.suptitle("darkened clips, against the clip in good light or the dark one without noise")
        for axes, (name, title) in zip(part.subplots(1, len(panels)), panels, strict=True):
            _bars(axes, clips, name, title, lies=False)
            if name == "static":
                clean = np.array([each["as it is"]["clean_static"] for each in clips.values()])
                places = np.arange(len(clean))
                axes.hlines(clean, places - 0.4, places + 0.4, "black", label="the clip itself")
                axes.legend(fontsize=7, loc="upper left")
            if name in {"psnr_mean_matched_db", "ssim"}:
                low = min(variant[name] for each in clips.values() for variant in each.values())
                axes.set_ylim(bottom=0.95 * low)
    if hard:
        part = next(parts)
        part.suptitle("hard cases, against the same without noise, codes")
        names = [
            ("error", "error"),
            ("error_of_worst_frame", "error of the worst frame"),
            ("static", "flicker"),
        ]
        for axes, (name, title) in zip(part.subplots(1, len(names), sharey=True), names, strict=True):
            _bars(axes, hard, name, title, lies=True)
            if name == "error":
                axes.legend(fontsize=7)
    figure.savefig(picture, dpi=90)


def _bars(axes: Any, groups: dict[str, dict[str, Figures]], name: str, title: str, *, lies: bool) -> None:
    """Groups of one bar for each variant."""
    colours = ("tab:blue", "tab:orange", "0.75")
    for number, (variant, colour) in enumerate(zip(VARIANTS, colours, strict=True)):
        places = np.arange(len(groups)) + 0.27 * (number - 1)
        values = [each[variant][name] for each in groups.values()]
        (axes.barh if lies else axes.bar)(places, values, 0.25, color=colour, label=variant)
    (axes.set_yticks if lies else axes.set_xticks)(range(len(groups)), list(groups), fontsize=8)
    if lies and not axes.yaxis_inverted():
        axes.invert_yaxis()
    axes.set_title(title, fontsize=9)


def main() -> None:
    parser = argparse.ArgumentParser(description="Quality of darkened clips and hard cases")
    parser.add_argument("--clips", type=Path, help="folder of normally lit clips, .mkv or .mp4")
    parser.add_argument("--only", nargs="*", default=[], help="clips whose names contain one of these")
    parser.add_argument("--frames", type=int, default=40, help="of each clip")
    parser.add_argument("--hard", nargs="*", type=Path, metavar="PHOTOS", help="folders of lit photos")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    results: dict[str, Any] = {}
    if options.clips:
        results["clips"] = judge_clips(options.clips, options.only, options.frames)
    if options.hard is not None:
        results["hard"] = judge_hard_cases(options.hard)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if options.plot:
        plot(results, options.plot)


if __name__ == "__main__":
    main()
