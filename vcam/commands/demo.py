"""`lowlight-cam demo`: what it does, without a webcam and without a virtual camera."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from vcam.core.formats import FrameSize

SECONDS = 8.0
FILE_SIZE = FrameSize(960, 540)
OUT = Path("out")


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "demo",
        help="show what it does, without a webcam",
        description="A portrait in a dark, noisy room goes through the same engine as a webcam would: into a "
        "window, or without a display into a film and a picture.",
    )
    parser.add_argument(
        "--seconds", metavar="N", type=float, help=f"how long [{SECONDS:g}; a window: no limit]"
    )
    parser.add_argument("--files", action="store_true", help="write the files also where there is a display")
    parser.add_argument("--out", metavar="FOLDER", type=Path, default=OUT, help=f"where to write [{OUT}]")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Run the command."""
    return show(seconds=args.seconds, files=args.files, folder=args.out)


def show(*, seconds: float | None, files: bool = False, folder: Path = OUT) -> int:
    """Show the demo in a window, or write it to files where there is no display."""
    if has_display() and not files:
        return show_window(seconds)
    return write_files(seconds or SECONDS, folder)


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_window(seconds: float | None) -> int:
    """Show the demo until the window is closed."""
    from vcam.assemble import SYNTHETIC, make_engine
    from vcam.commands.run import run_engine
    from vcam.preview import Preview
    from vcam.settings import Settings
    from vcam.sinks.nowhere import Nowhere

    preview = Preview()
    settings = Settings(camera=SYNTHETIC, on_demand=False)
    engine = make_engine(settings, Nowhere(), on_frame=preview.put)
    return run_engine(engine, preview, seconds)


def write_files(seconds: float, folder: Path) -> int:
    """Write before and after, side by side, as a film and a picture; print what each stage took."""
    from vcam.assemble import SYNTHETIC, make_engine
    from vcam.commands.run import run_engine
    from vcam.core.errors import UnwritableMedia
    from vcam.core.formats import PixelFormat
    from vcam.core.frame import Frame
    from vcam.media.picture import write_picture
    from vcam.passes import FramePasses
    from vcam.report import stage_table
    from vcam.settings import Settings
    from vcam.sinks.before_after import BeforeAfter
    from vcam.sinks.recorder import Recorder

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise UnwritableMedia(f"{folder} cannot be made: {exc}", hint="Choose another with --out.") from exc
    film, picture = folder / "before-after.mp4", folder / "before-after.png"
    pairs = BeforeAfter(Recorder(film))
    # Smaller than the camera would be: the film has twice the width, and its encoder wants its share too.
    settings = Settings(camera=SYNTHETIC, size=FILE_SIZE, on_demand=False)
    engine = make_engine(settings, pairs, on_frame=lambda before, _after: pairs.put_before(before))
    status = run_engine(engine, None, seconds)
    if pairs.pair is not None:
        bgr = Frame.allocate(PixelFormat.BGR, pairs.pair.size)
        FramePasses(pairs.pair.colour, bgr.colour).convert(pairs.pair, bgr)
        write_picture(picture, bgr.planes[0])
    print(stage_table(engine.snapshot().times, budget_ms=1000 / settings.fps))
    print(f"Before and after: {film}, {picture}")
    return status
