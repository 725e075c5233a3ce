"""How the curve map follows a scene over time: step responses, jitter and pumping, with the real network.

    python -m bench.calm [PHOTOS ...] [--json OUT.json] [--plot OUT.png]

Small pictures are made from photos (folders of well-lit ones; without any, the synthetic scene's portrait):
darkened in linear light, lit as the scenario says, with sensor noise, shown as sRGB. The same pictures and
the network's answers go to three followers: ``frozen`` (the first map for ever: what the scene does by
itself), ``before`` (plain exponential smoothing that jumped on 24 codes) and ``after`` (`vcam.enhance.calm`).
Lumas are means over the enhanced picture in code values, 0-255; pumping is what the map's changes alone do to
one and the same picture, from peak to peak.

Beside it: how alike neighbouring pictures are, with a cut between them and without, and what
`vcam.enhance.auto` makes of brightnesses. ``--set CORRIDOR=0.05`` tries another constant of
`vcam.enhance.calm`.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from kernels.curves import ROUNDS
from kernels.temporal import smooth_map
from models.training.light import add_sensor_noise, to_linear, to_srgb
from vcam.core.formats import FrameSize
from vcam.enhance import auto, calm
from vcam.enhance.model import CurveModel
from vcam.media.picture import list_pictures, read_picture
from vcam.sources.synthetic import PORTRAIT

SMALL = FrameSize(96, 56)
SCENES = 6
DARK_EV = -3.5
EVENT_S, LENGTH_S = 2.0, 7.0  # a step's event, and the end
STEADY_S, FLASH_S = 3.0, 4.0  # figures of steady scenes begin; the flash
# One pixel of the small picture is the mean of some 180 of a 720p frame, but the noise of real cameras is
# correlated by their demosaicing and denoising: this counts as 12 independent ones.
SHOT, READ = 1 / (2500 * 12), 3 / 2500 / math.sqrt(12)
MAINS_50, MAINS_60 = 100.0, 120.0  # light flickers at twice the mains' frequency
NTSC = 30 / 1.001
READOUT = 0.9  # share of the frame time that a rolling shutter takes from the top row to the bottom one
FACE_SHARE = (0.10, 0.45)
FACE_EV = 1.5  # brighter than the room, by the screen it leans towards
LUMA = np.array((0.299, 0.587, 0.114), np.float32)

Floats = NDArray[np.float32]
Light = Callable[["Scene", float], Floats]


@dataclass(frozen=True)
class Scene:
    """Two photos as linear light, (56, 96, 3), in the dark."""

    room: Floats
    other: Floats


@dataclass(frozen=True)
class Scenario:
    """What happens to the light over time. A `step` has an event; other scenarios go on all the time."""

    light: Light
    step: bool = False
    fps: float = 30.0


class Follower(Protocol):
    """What is compared."""

    def update(self, small: NDArray[np.uint8], fresh: Floats, elapsed_s: float) -> Floats:
        """See `vcam.enhance.calm.CalmMap.update`."""


class FrozenMap:
    """Stays with the first map."""

    def __init__(self) -> None:
        self._map: Floats | None = None

    def update(self, _small: NDArray[np.uint8], fresh: Floats, _elapsed_s: float) -> Floats:
        """See `Follower`."""
        if self._map is None:
            self._map = fresh.copy()
        return self._map


class ExponentialMap:
    """How the map was smoothed before: 0.3 s, and a jump where the picture changes by 24 codes on average."""

    def __init__(self) -> None:
        self._map: Floats | None = None
        self._seen: NDArray[np.int16] | None = None

    def update(self, small: NDArray[np.uint8], fresh: Floats, elapsed_s: float) -> Floats:
        """See `Follower`."""
        seen, self._seen = self._seen, small.astype(np.int16)
        if self._map is None or seen is None:
            self._map = fresh.copy()
        else:
            cut = np.abs(self._seen - seen).mean() > 24
            smooth_map(self._map, fresh, 1.0 if cut else 1 - math.exp(-elapsed_s / 0.3))
        return self._map


FOLLOWERS: dict[str, Callable[[], Follower]] = {
    "frozen": FrozenMap,
    "before": ExponentialMap,
    "after": calm.CalmMap,
}


def constant(scene: Scene, _t: float) -> Floats:
    return scene.room


def exposed(ev: Callable[[float], float], base_ev: float = 0.0) -> Light:
    """The whole picture, brighter by `ev(t)` stops."""
    return lambda scene, t: scene.room * np.float32(2 ** (base_ev + ev(t)))


def stepped(ev: float, base_ev: float = 0.0) -> Light:
    return exposed(lambda t: ev * (t >= EVENT_S), base_ev)


def ramped(ev: float, within_s: float, base_ev: float = 0.0) -> Light:
    """A lamp that glows up or fades: no two neighbouring frames differ by much."""
    return exposed(lambda t: ev * min(max((t - EVENT_S) / within_s, 0), 1), base_ev)


def lamp(scene: Scene, t: float) -> Floats:
    """A lamp at the upper left that adds 3 EV beside it and little at the other end."""
    y, x = np.mgrid[0 : SMALL.height, 0 : SMALL.width].astype(np.float32)
    near = np.exp(-(np.hypot(x / SMALL.width - 0.3, y / SMALL.height - 0.3) ** 2) / 0.3**2)
    return scene.room * (1 + 7 * near[..., None]) if t >= EVENT_S else scene.room


def flash(scene: Scene, t: float) -> Floats:
    """One frame of a lit room, as of lightning or a photographer."""
    return scene.room * np.float32(8) if FLASH_S <= t < FLASH_S + 0.03 else scene.room


def lean_in(scene: Scene, t: float) -> Floats:
    """A face grows from a tenth of the picture to almost half of it within a second."""
    near = min(max(t - EVENT_S, 0.0), 1.0)
    area = FACE_SHARE[0] + near * (FACE_SHARE[1] - FACE_SHARE[0])
    # an ellipse of that area that is taller than wide
    height = math.sqrt(area * SMALL.width * SMALL.height * 1.3 / math.pi)
    width = height / 1.3
    y, x = np.mgrid[0 : SMALL.height, 0 : SMALL.width].astype(np.float32)
    away = np.hypot((x - SMALL.width / 2) / width, (y - SMALL.height * 0.55) / height)
    alpha = np.clip((1.1 - away) / 0.2, 0, 1)[..., None]
    face = cv2.resize(scene.other, None, fx=height / 30, fy=height / 30, interpolation=cv2.INTER_LINEAR)
    top, left = (max(0, (have - want) // 2) for have, want in zip(face.shape, SMALL[::-1], strict=False))
    view = face[top : top + SMALL.height, left : left + SMALL.width]
    missing = [max(0, want - have) for have, want in zip(view.shape, SMALL[::-1], strict=False)]
    around = [(miss // 2, miss - miss // 2) for miss in missing]
    view = np.pad(view, (*around, (0, 0)), mode="edge")
    return np.asarray(scene.room * (1 - alpha) + view * np.float32(2**FACE_EV) * alpha, np.float32)


def flicker(depth: float, hertz: float, fps: float, *, rolling: bool, base_ev: float = 0.0) -> Light:
    """Light that goes up and down by `depth`; a rolling shutter shows it as drifting bands."""
    rows = np.arange(SMALL.height) / SMALL.height * READOUT / fps if rolling else np.zeros(SMALL.height)

    def light(scene: Scene, t: float) -> Floats:
        level = 2**base_ev * (1 + depth * np.cos(2 * np.pi * hertz * (t + rows)))
        return scene.room * level.astype(np.float32)[:, None, None]

    return light


def hunting(hertz: float, base_ev: float = 0.0) -> Light:
    return exposed(lambda t: 0.5 * math.sin(2 * np.pi * hertz * t), base_ev)


def cut(other_ev: float) -> Light:
    return lambda scene, t: scene.other * np.float32(2**other_ev) if t >= EVENT_S else scene.room


def lamp_and_auto_exposure(t: float) -> float:
    """A lamp of 2 EV; the camera takes 1 EV of it back within a second."""
    return 0.0 if t < EVENT_S else 2 - min(t - EVENT_S, 1.0)


# NEAR_LIT is where the network begins to leave pictures alone, and its answer is the most sensitive
NEAR_LIT = 1.25
SCENARIOS = {
    "static": Scenario(constant),
    "static, 1.5 EV darker": Scenario(exposed(lambda _: -1.5)),
    "flicker 10 Hz, 5 %": Scenario(flicker(0.05, MAINS_50, 30, rolling=False)),
    "flicker 10 Hz, 15 %": Scenario(flicker(0.15, MAINS_50, 30, rolling=False)),
    "flicker 10 Hz, 15 %, almost lit": Scenario(flicker(0.15, MAINS_50, 30, rolling=False, base_ev=NEAR_LIT)),
    "bands 10 Hz, 15 %": Scenario(flicker(0.15, MAINS_50, 30, rolling=True)),
    "flicker 5 Hz at 15 fps, 15 %": Scenario(flicker(0.15, MAINS_50, 15, rolling=False), fps=15),
    "bands 0.1 Hz at 29.97 fps, 15 %": Scenario(flicker(0.15, MAINS_60, NTSC, rolling=True), fps=NTSC),
    "exposure hunts at 1 Hz": Scenario(hunting(1.0)),
    "exposure hunts at 0.5 Hz": Scenario(hunting(0.5)),
    "hunts at 1 Hz, almost lit": Scenario(hunting(1.0, NEAR_LIT)),
    "hunts at 0.5 Hz, almost lit": Scenario(hunting(0.5, NEAR_LIT)),
    "flash of one frame": Scenario(flash),
    "lamp on, +3 EV": Scenario(stepped(3), step=True),
    "lamp off, -3 EV": Scenario(stepped(-3, 3), step=True),
    "lamp off, -1.5 EV": Scenario(stepped(-1.5), step=True),
    "local lamp on": Scenario(lamp, step=True),
    "lamp on within 0.3 s, +3 EV": Scenario(ramped(3, 0.3), step=True),
    "lamp off within 0.3 s, -3 EV": Scenario(ramped(-3, 0.3, 3), step=True),
    "lamp +2 EV, camera takes 1 EV back": Scenario(exposed(lamp_and_auto_exposure), step=True),
    "face leans in": Scenario(lean_in, step=True),
    "cut, dark to dark": Scenario(cut(0.0), step=True),
    "cut, dark to lit": Scenario(cut(-DARK_EV), step=True),
}


@dataclass(frozen=True)
class Trace:
    """What one follower made of one scene, frame by frame."""

    times_s: NDArray[np.float64]
    level: NDArray[np.float64]  # mean of the map, -1 to 0
    luma: NDArray[np.float64]  # of the enhanced picture
    map_luma: NDArray[np.float64]  # of one and the same picture under each frame's map

    def figures(self, *, step: bool) -> dict[str, float]:
        """Figures of a step, or of a scene that goes on."""
        return self._step() if step else self._steady()

    def _steady(self) -> dict[str, float]:
        on = self.times_s >= STEADY_S
        luma = self.luma[on]
        return {
            "map_jitter_1e-4": 1e4 * float(np.diff(self.level[on]).std()),
            "luma_jitter_percent": 100 * float(np.diff(luma).std() / luma.mean()),
            "luma_peak_to_peak": float(np.ptp(luma)),
            "pumping_codes": float(np.ptp(self.map_luma[on])),
        }

    def _step(self) -> dict[str, float]:
        after = self.times_s >= EVENT_S
        start, final = self.level[~after][-1], self.level[-15:].mean()
        final_luma = self.luma[-15:].mean()
        figures = {
            "first_frame_codes_above_final": float(self.luma[after][0] - final_luma),
            "overshoot_codes": float(max(0, self.luma[after].max() - final_luma)),
            "undershoot_codes": float(max(0, final_luma - self.luma[after].min())),
        }
        if abs(final - start) > 0.02:
            away = np.abs(self.level[after] - final) > 0.1 * abs(final - start)
            last = np.flatnonzero(away)
            index = min(last[-1] + 1 if last.size else 0, after.sum() - 1)
            figures["time_to_90_percent_s"] = float(self.times_s[after][index] - EVENT_S)
        return figures


class Simulation:
    """Scenes through the network and the followers."""

    def __init__(self) -> None:
        self._model = CurveModel()
        size = self._model.configure(SMALL)
        self._fresh = np.empty((size.height, size.width), np.float32)

    def run(self, scenario: Scenario, scene: Scene, seed: int) -> dict[str, Trace]:
        """Return what each follower made of the scene."""
        rng = np.random.default_rng(seed)
        times_s = np.arange(round(LENGTH_S * scenario.fps)) / scenario.fps + 1e-9
        followers = {name: make() for name, make in FOLLOWERS.items()}
        rows: dict[str, list[tuple[float, float, float]]] = {name: [] for name in FOLLOWERS}
        reference: NDArray[np.uint8] | None = None
        for t in times_s:
            noisy = add_sensor_noise(scenario.light(scene, t), SHOT, READ, rng)
            small = np.rint(255 * to_srgb(noisy)).astype(np.uint8)
            reference = small if reference is None else reference
            self._model.predict(small, self._fresh)
            for name, follower in followers.items():
                curve_map = follower.update(small, self._fresh, 1 / scenario.fps)
                level = float(curve_map.mean())
                rows[name].append((level, mean_luma(small, curve_map), mean_luma(reference, curve_map)))
        return {name: Trace(times_s, *np.array(each).T) for name, each in rows.items()}


def mean_luma(small: NDArray[np.uint8], curve_map: Floats) -> float:
    """Mean luma in codes of `small` under the map and SGZ's curve, which says how bright it is to be."""
    x = small.astype(np.float32) / 255
    r = cv2.resize(curve_map, SMALL, interpolation=cv2.INTER_LINEAR)[..., None]
    for _ in range(ROUNDS):
        x += r * (x * x - x)
    return float(255 * (x @ LUMA).mean())


def read_rooms(folders: list[Path]) -> list[Floats]:
    """All photos of the folders; without any, the portrait, and upside down as another scene."""
    paths = [path for folder in folders for path in list_pictures(folder)]
    if paths:
        return [linear_small(path) for path in paths]
    portrait = linear_small(PORTRAIT)
    return [portrait, np.ascontiguousarray(portrait[::-1])]


def some_scenes(rooms: list[Floats]) -> list[Scene]:
    """Spread over all of the rooms; each with the one before it as the other."""
    chosen = [rooms[index] for index in np.unique(np.linspace(0, len(rooms) - 1, SCENES).astype(int))]
    return [Scene(room, chosen[index - 1]) for index, room in enumerate(chosen)]


def linear_small(path: Path) -> Floats:
    """Middle of a photo in the small picture's shape and size, in the dark; R, G, B."""
    photo = read_picture(path)[..., ::-1]
    height, width = photo.shape[:2]
    scale = min(width / SMALL.width, height / SMALL.height)
    wide, high = int(SMALL.width * scale), int(SMALL.height * scale)
    left, top = (width - wide) // 2, (height - high) // 2
    cut = photo[top : top + high, left : left + wide]
    light = to_linear(np.asarray(cut / np.float32(255), np.float32))
    dark = cv2.resize(light, SMALL, interpolation=cv2.INTER_AREA) * np.float32(2**DARK_EV)
    return np.asarray(dark, np.float32)


def summary(figures: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Median and largest over the scenes of each figure that they have."""
    names = list(dict.fromkeys(name for each in figures for name in each))
    values = {name: [each[name] for each in figures if name in each] for name in names}
    return {
        name: {"median": round(float(np.median(each)), 3), "largest": round(max(each), 3)}
        for name, each in values.items()
    }


def likeness(rooms: list[Floats]) -> dict[str, dict[str, float]]:
    """Correlation, change of light and difference of pairs of pictures; least, median and largest of each."""
    rng = np.random.default_rng(0)

    def shown(light: Floats) -> NDArray[np.uint8]:
        return np.rint(255 * to_srgb(add_sensor_noise(light, SHOT, READ, rng))).astype(np.uint8)

    def of(pairs: list[tuple[Floats, Floats]]) -> dict[str, float]:
        pictures = [(shown(one), shown(other)) for one, other in pairs]
        alike = [np.corrcoef(one.ravel(), other.ravel())[0, 1] for one, other in pictures]
        rms = [math.sqrt(((one.astype(float) - other) ** 2).mean()) for one, other in pictures]
        cuts = [calm.is_cut(one, other) for one, other in pictures]
        low, median, high = np.percentile(alike, (1, 50, 99))
        return {
            "correlation_1_percent": round(float(low), 3),
            "correlation_median": round(float(median), 3),
            "correlation_99_percent": round(float(high), 3),
            "rms_codes_least": round(min(rms), 2),
            "rms_codes_largest": round(max(rms), 2),
            "called_cuts": round(float(np.mean(cuts)), 4),
        }

    dark = np.float32(2**-1.5)
    scenes = [Scene(room, room) for room in rooms]
    return {
        "two photos": of([(a, b) for a in rooms for b in rooms if a is not b]),
        "two photos, -5 EV": of([(a * dark, b * dark) for a in rooms for b in rooms if a is not b]),
        "noise": of([(room, room) for room in rooms]),
        "noise, -5 EV": of([(room * dark, room * dark) for room in rooms]),
        "lamp, +3 EV": of([(room, room * np.float32(8)) for room in rooms]),
        "local lamp": of([(scene.room, lamp(scene, EVENT_S)) for scene in scenes]),
        "flicker of 15 %": of([(room * np.float32(0.85), room * np.float32(1.15)) for room in rooms]),
        "pan by 2 px of 96": of([(room, np.roll(room, 2, axis=1)) for room in rooms]),
    }


class FormerAuto:
    """How the amount followed before: two levels, no hold, an exponential fade."""

    def __init__(self) -> None:
        self._dark: bool | None = None
        self._amount = 0.0

    def update(self, brightness: float, elapsed_s: float) -> float:
        """See `vcam.enhance.auto.AutoExposure.update`."""
        first = self._dark is None
        if brightness < 0.30:
            self._dark = True
        elif brightness > 0.38 or first:
            self._dark = False
        target = 1.0 if self._dark else 0.0
        self._amount += (1.0 if first else 1 - math.exp(-elapsed_s / 0.5)) * (target - self._amount)
        return self._amount


def auto_figures() -> dict[str, dict[str, dict[str, float]]]:
    """How the amount of enhancement follows brightnesses: 30 s each, at 30 fps."""

    def swinging(hertz: float, ev: float) -> Callable[[float], float]:
        return lambda t: 0.34 * 2 ** (ev * math.sin(2 * math.pi * hertz * t) / 2.2)

    brightnesses: dict[str, Callable[[float], float]] = {
        "lamp on": lambda t: 0.2 if t < EVENT_S else 0.5,
        "lamp off": lambda t: 0.5 if t < EVENT_S else 0.2,
        "somebody before the lamp for 0.8 s": lambda t: 0.2 if EVENT_S <= t < EVENT_S + 0.8 else 0.5,
        "exposure hunts by 0.5 EV at 1 Hz": swinging(1.0, 0.5),
        "exposure hunts by 0.5 EV at 0.5 Hz": swinging(0.5, 0.5),
        "flicker of 15 %, 5 Hz": swinging(5.0, 0.2),
    }
    results: dict[str, dict[str, dict[str, float]]] = {}
    for name, brightness in brightnesses.items():
        for follower, make in (("before", FormerAuto), ("after", auto.AutoExposure)):
            one = make()
            amounts = np.array([one.update(brightness(frame / 30), 1 / 30) for frame in range(900)])
            moving = np.flatnonzero(np.abs(np.diff(amounts)) > 1e-3)
            trend = np.sign(np.diff(amounts))
            results.setdefault(name, {})[follower] = {
                "peak_to_peak": round(float(np.ptp(amounts)), 3),
                "fades": int(moving.size > 0) + int(np.count_nonzero(np.diff(trend[moving]))),
                "largest_step_percent": round(100 * float(np.abs(np.diff(amounts)).max()), 2),
                "last_change_s": round(float(moving[-1] / 30), 2) if moving.size else 0.0,
            }
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description="How the curve map follows a scene over time")
    parser.add_argument("photos", nargs="*", type=Path, help="folders of well-lit photos")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--only", default="", help="scenarios whose names contain this")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="of vcam.enhance.calm")
    options = parser.parse_args()
    for name, _, value in (each.partition("=") for each in options.set):
        setattr(calm, name, type(getattr(calm, name))(value))
    rooms = read_rooms(options.photos)
    scenes = some_scenes(rooms)
    simulation = Simulation()
    results: dict[str, Any] = {}
    traces: dict[str, dict[str, Trace]] = {}
    for name, scenario in SCENARIOS.items():
        if options.only not in name:
            continue
        runs = [
            simulation.run(scenario, scene, zlib.crc32(f"{name} {index}".encode()))
            for index, scene in enumerate(scenes)
        ]
        traces[name] = runs[0]
        results[name] = {
            follower: summary([run[follower].figures(step=scenario.step) for run in runs])
            for follower in FOLLOWERS
            if follower != "frozen" or not scenario.step
        }
        show(name, results[name])
    others = {"likeness": likeness(rooms), "auto": auto_figures()}
    print(json.dumps(others, indent=1))
    if options.json:
        text = json.dumps({"scenes": len(scenes), "scenarios": results} | others, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.plot:
        plot(traces, options.plot)


def show(name: str, result: dict[str, dict[str, dict[str, float]]]) -> None:
    print(f"\n{name:<36}" + "".join(f"{follower:>20}" for follower in result))
    for figure in next(iter(result.values())):
        cells = [each.get(figure, {"median": math.nan, "largest": math.nan}) for each in result.values()]
        print(f"  {figure:<34}" + "".join(f"{e['median']:>11.2f} ({e['largest']:6.2f})" for e in cells))


def plot(traces: dict[str, dict[str, Trace]], picture: Path) -> None:
    """Luma of the output over time, of the first scene."""
    from matplotlib.figure import Figure  # noqa: PLC0415  # only the extra `train` has it

    rows = math.ceil(len(traces) / 4)
    figure = Figure(figsize=(16, 2.4 * rows), layout="tight")
    all_axes = figure.subplots(rows, 4, squeeze=False).ravel()
    for axes in all_axes[len(traces) :]:
        axes.remove()
    for axes, (name, trace) in zip(all_axes, traces.items(), strict=False):
        for follower, colour in (("frozen", "0.75"), ("before", "tab:orange"), ("after", "tab:blue")):
            if follower != "frozen" or not SCENARIOS[name].step:
                one = trace[follower]
                axes.plot(one.times_s, one.luma, color=colour, linewidth=1, label=follower)
        axes.set_title(name, fontsize=9)
        axes.tick_params(labelsize=7)
        low, high = axes.get_ylim()
        middle, half = (low + high) / 2, max(10.0, (high - low) / 2)
        axes.set_ylim(middle - half, middle + half)
    all_axes[0].legend(fontsize=7)
    figure.supxlabel("s")
    figure.supylabel("mean luma of the output, codes")
    figure.savefig(picture, dpi=90)


if __name__ == "__main__":
    main()
