"""`lowlight-cam enhance IN OUT`: a picture, a folder of pictures, or a video."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vcam.commands.options import add_look_flags, settings_from
from vcam.core.errors import UnreadableMedia, UnwritableMedia

if TYPE_CHECKING:
    from vcam.enhance_file import Figures, FileEnhancer

SKIPPED = 3  # exit status when some files of a folder could not be enhanced


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "enhance",
        help="enhance a picture, a folder of pictures, or a video",
        description="Reads IN, writes OUT. A folder keeps its file names. A video goes the way of a camera, "
        "frame after frame, and keeps its size, its times and its sound.",
    )
    parser.add_argument("source", metavar="IN", type=Path, help="a picture, a folder, or a video")
    parser.add_argument("target", metavar="OUT", type=Path, help="where to write; IN itself is never written")
    add_look_flags(parser)
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Run the command."""
    from vcam.assemble import make_model
    from vcam.enhance_file import FileEnhancer
    from vcam.media.picture import PICTURE_SUFFIXES

    source, target = args.source, args.target
    if not source.exists():
        raise UnreadableMedia(f"{source} does not exist", hint="IN is a picture, a folder or a video.")
    enhancer = FileEnhancer(settings_from(args).look, make_model())
    if source.is_dir():
        figures = _folder(enhancer, source, target)
    else:
        target = target / source.name if target.is_dir() else target
        is_picture = source.suffix.lower() in PICTURE_SUFFIXES
        figures = [enhancer.picture(source, target) if is_picture else _video(enhancer, source, target)]
    _report(figures, as_json=args.json)
    return SKIPPED if any(each.error for each in figures) else 0


def _folder(enhancer: FileEnhancer, source: Path, target: Path) -> list[Figures]:
    """Enhance all pictures of a folder; one that is damaged does not stop the others."""
    from tqdm import tqdm

    from vcam.enhance_file import Figures
    from vcam.media.picture import list_pictures

    pictures = list_pictures(source)
    if target.exists() and target.samefile(source):
        raise UnwritableMedia(f"{target} is the folder that is read", hint="Give another folder for OUT.")
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise UnwritableMedia(
            f"{target} cannot be made: {exc.strerror}", hint="Give a folder for OUT."
        ) from exc
    figures = []
    for each in tqdm(pictures, unit="picture", disable=None):
        try:
            figures.append(enhancer.picture(each, target / each.name))
        except UnreadableMedia as exc:
            figures.append(Figures(str(each), "", error=str(exc)))
    return figures


def _video(enhancer: FileEnhancer, source: Path, target: Path) -> Figures:
    from tqdm import tqdm

    with tqdm(unit="frame", disable=None) as bar:

        def progress(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return enhancer.video(source, target, progress)


def _report(figures: list[Figures], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(each) for each in figures], indent=2))
        return
    for each in figures:
        if each.error:
            print(f"{each.source}: {each.error}", file=sys.stderr)
        else:
            print(
                f"{each.target}: {each.width}x{each.height}, {each.frames} frame{'s' * (each.frames != 1)}, "
                f"luma {each.mean_before:.2f} to {each.mean_after:.2f}, {each.ms_per_frame:.1f} ms a frame"
            )
