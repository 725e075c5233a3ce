"""What the phone's noise reduction does to the hard cases of `bench.clips`, beside the desktop's.

    python -m bench.phone_denoise [PHOTOS ...] [--only WORD ...] [--json OUT]

The phone is the page's engine in Chromium, whose GPU is software: the same shaders and the same JavaScript,
with one and the same curve all over the picture. The desktop is its pipeline. Figures are those of
`bench.clips`, with ``steady_psnr_db`` beside them: PSNR of the last frame against what is wanted.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from playwright.sync_api import Page

from bench import clips
from bench.clips import CASES, FPS, HARD_WARM_UP, LUMA, Case, Curve, Figures, FixedMap, Floats
from bench.result import tell
from models.training.photos import Picture, load_photo
from tests.mobile_bridge.browser import chromium
from tests.mobile_bridge.engine_page import as_png, engine_page, of_png
from vcam.commands.bench import machine
from vcam.enhance.look import EnhanceMode, Look
from vcam.media.picture import list_pictures
from vcam.sources.synthetic import PORTRAIT

START = """
async (r) => {
  const { Enhancer, loadShaders } = await import('/engine/enhancer.js');
  const { loadModel } = await import('/engine/accelerators.js');
  const network = {
    kind: 'fixed',
    configure: () => [24, 14],
    predict: async () => new Float32Array(24 * 14).fill(r),
    dispose() {},
  };
  if (window.enhancer) window.enhancer.dispose();
  window.canvas ??= document.createElement('canvas');
  const gl = window.canvas.getContext('webgl2', { alpha: false, antialias: false });
  const chosen = { network, tried: [] };
  window.enhancer = new Enhancer(window.canvas, gl, await loadShaders(), await loadModel(), chosen);
}
"""

FRAME = """
async ({picture, denoise, timeMs}) => {
  const { enhancer, canvas } = window;
  const bytes = await (await fetch('data:image/png;base64,' + picture)).blob();
  const bitmap = await createImageBitmap(bytes, { colorSpaceConversion: 'none' });
  const look = { mode: 'on', strength: 1, denoise, mirror: false };
  while (enhancer.isBusy()) await new Promise((resolve) => setTimeout(resolve, 1));
  enhancer.render(bitmap, bitmap.width, bitmap.height, look, timeMs);
  bitmap.close();
  const { strength, white } = enhancer.way.scene;
  return { out: canvas.toDataURL('image/png').split(',')[1], strength, white };
}
"""


def on_phone(
    page: Page, seen: Sequence[Picture], r: float, denoise: float
) -> tuple[list[Floats], list[Curve]]:
    """Luma of what the page makes of frames, and the curves that it used."""
    page.evaluate(START, r)
    lumas, curves = [], []
    guided = np.zeros((2, 8, 8), np.float32)
    guided[1] = r
    for index, picture in enumerate(seen):
        png = as_png(np.ascontiguousarray(picture[..., ::-1]))
        said = page.evaluate(FRAME, {"picture": png, "denoise": denoise, "timeMs": 1000 * index / FPS})
        lumas.append(np.asarray(of_png(said["out"])[..., ::-1] @ LUMA, np.float32))
        curves.append(Curve(guided, said["strength"], said["white"]))
    return lumas, curves


def on_desktop(seen: Sequence[Picture], r: float, denoise: float) -> tuple[list[Floats], list[Curve]]:
    """The same by the desktop's pipeline."""
    with clips.watched(over_time=True) as curves:
        lumas = clips.enhanced(seen, Look(EnhanceMode.ON, denoise=denoise), FixedMap(r))
    return lumas, curves


def judge(page: Page, case: Case, photo: Picture) -> dict[str, Figures]:
    """Figures of both for one case made from one photo."""
    light = clips.light_of(case, photo)
    seen = clips.seen_by_camera(case, light)
    judged = {}
    for name, denoise in (("", 1.0), (", no noise reduction", 0.0)):
        judged[f"desktop{name}"] = figures(case, light, *on_desktop(seen, case.r, denoise))
        judged[f"phone{name}"] = figures(case, light, *on_phone(page, seen, case.r, denoise))
    return judged


def figures(case: Case, light: Sequence[Floats], lumas: list[Floats], curves: list[Curve]) -> Figures:
    """See `bench.clips.judge_hard`."""
    wanted = [curve.luma(each) for curve, each in zip(curves, light, strict=True)]
    off = np.array(lumas) - np.array(wanted)
    by_frame = np.abs(off).mean(axis=(1, 2))[HARD_WARM_UP:]
    found = {
        "error": float(by_frame.mean()),
        "error_of_worst_frame": float(by_frame.max()),
        "static": float(np.abs(np.diff(off, axis=0)).mean(axis=(1, 2))[HARD_WARM_UP:].mean()),
        "steady_psnr_db": float(20 * math.log10(255 / np.sqrt(np.square(off[-1]).mean()))),
    }
    if case.has_bar:
        found["ghost"] = clips.ghost(off)
    return {name: round(value, 4) for name, value in found.items()}


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="bench.phone_denoise", description=__doc__)
    parser.add_argument(
        "photos", nargs="*", type=Path, help="folders; the synthetic scene's portrait without"
    )
    parser.add_argument("--only", nargs="*", default=[], help="cases with one of these words in their names")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(argv)
    paths = [path for folder in args.photos for path in list_pictures(folder)] or [PORTRAIT]
    photo = load_photo(paths[0])
    cases = {name: each for name, each in CASES.items() if not args.only or any(w in name for w in args.only)}
    results: dict[str, Any] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium(flags=["--disable-web-security"]) as browser,
        engine_page(browser, Path(folder)) as page,
    ):
        for name, case in cases.items():
            results[name] = judge(page, case, photo)
            clips.show(name, results[name])
    tell({"machine": machine(), "opencv": cv2.__version__, "cases": results}, args.json)


if __name__ == "__main__":
    main()
