"""`lowlight-cam bench`: what a frame costs on this machine, beside other ways to brighten it."""

from __future__ import annotations

import argparse
import json
import math
import platform
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vcam import settings as store
from vcam.commands.options import add_settings_flags, settings_from
from vcam.core.errors import SettingsError
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.times import StageTime

ALL = "all"
SIZES = (FrameSize(640, 360), FrameSize(1280, 720), FrameSize(1920, 1080), FrameSize(3840, 2160))
SOURCES = (PixelFormat.YUYV, PixelFormat.NV12, PixelFormat.I420, PixelFormat.I422, PixelFormat.BGR)
TARGETS = (PixelFormat.I420, PixelFormat.YUYV, PixelFormat.NV12, PixelFormat.BGR)
USUAL_SOURCES = (PixelFormat.YUYV, PixelFormat.I422)  # of webcams: as it is, and from JPEG pictures
USUAL_TARGETS = (PixelFormat.I420,)


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "bench",
        help="measure what a frame costs",
        description="Sends a dark, noisy scene through the pipeline, in one thread, and tells what each "
        "stage takes. In the same run, taking turns frame by frame: a copy of the same bytes, the decoding "
        "of a webcam's JPEG picture, and other ways to brighten a frame. With --live: through the engine "
        "with its threads, in real time.",
    )
    parser.add_argument(
        "--size",
        dest="sizes",
        metavar="WxH",
        action="append",
        help="picture size; can be repeated; all: 360p to 4K [1280x720]",
    )
    parser.add_argument(
        "--from",
        dest="sources",
        metavar="FORMAT",
        action="append",
        help=f"the camera's pixel format ({_names(SOURCES)}, all); can be repeated [{_names(USUAL_SOURCES)}]",
    )
    parser.add_argument(
        "--to",
        dest="targets",
        metavar="FORMAT",
        action="append",
        help=f"the virtual camera's ({_names(TARGETS)}, all); can be repeated [{_names(USUAL_TARGETS)}]",
    )
    parser.add_argument("--no-baselines", action="store_true", help="leave the other, slow ways out")
    parser.add_argument(
        "--frames",
        metavar="N",
        type=int,
        help="frames for each size and format [300, or what 3 s suffice for]",
    )
    parser.add_argument("--live", metavar="S", type=float, help="run the engine for so many seconds instead")
    add_settings_flags(parser, "fps")
    parser.add_argument(
        "--runtimes",
        metavar="S",
        type=float,
        nargs="?",
        const=1.0,
        help="the network alone, in all formats and runtimes, for so many seconds each [1]",
    )
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Run the command."""
    from kernels.warm import warm_up

    settings = settings_from(args)
    sizes = _sizes(args.sizes, settings.size)
    sources = _formats("--from", args.sources, SOURCES, USUAL_SOURCES)
    targets = _formats("--to", args.targets, TARGETS, USUAL_TARGETS)
    _check(args, sizes)
    if args.runtimes is not None:
        return _run_runtimes(args)
    warm_up()
    result: dict[str, Any] = {"machine": machine(), "budget_ms": 1000 / settings.fps}
    if args.live is not None:
        result |= {"size": str(sizes[0]), "live": live(sizes[0], settings.fps, args.live, sources[0])}
    else:
        from vcam.commands import offline

        result["rows"] = offline.measure(
            sizes,
            sources,
            targets,
            count=args.frames,
            budget_ms=result["budget_ms"],
            baselines=not args.no_baselines,
        )
    print(json.dumps(result, indent=2) if args.json else _text(result))
    return 0


def _names(formats: Sequence[PixelFormat]) -> str:
    return ", ".join(each.name.lower() for each in formats)


def _sizes(said: list[str] | None, default: FrameSize) -> list[FrameSize]:
    """Return each size that the command line names, once."""
    if not said:
        return [default]
    found: dict[FrameSize, None] = {}
    for each in said:
        found |= dict.fromkeys(SIZES if each.lower() == ALL else [store.parse("size", each)])
    return list(found)


def _formats(
    flag: str,
    said: list[str] | None,
    allowed: Sequence[PixelFormat],
    default: Sequence[PixelFormat],
) -> list[PixelFormat]:
    """Return each format that the command line names, once; SettingsError for one that is not allowed."""
    if not said:
        return list(default)
    by_name = {each.name.lower(): [each] for each in allowed} | {ALL: list(allowed)}
    found: dict[PixelFormat, None] = {}
    for each in said:
        if each.lower() not in by_name:
            raise SettingsError(
                f"{flag} {each} is not allowed", hint=f"It must be one of {', '.join(by_name)}."
            )
        found |= dict.fromkeys(by_name[each.lower()])
    return list(found)


def _check(args: argparse.Namespace, sizes: Sequence[FrameSize]) -> None:
    """Refuse what does not go together, or cannot be done."""
    if args.frames is not None and args.frames < 1:
        raise SettingsError(f"--frames {args.frames} is not allowed", hint="It must be at least 1.")
    if args.live is not None:
        if not 0 < args.live < math.inf:
            raise SettingsError(f"--live {args.live:g} is not allowed", hint="It must be more than 0.")
        if len(sizes) > 1:
            raise SettingsError("--live runs one size at a time", hint="Give --size once.")
    has_baselines = args.live is None and args.runtimes is None and not args.no_baselines
    odd = [size for size in sizes if size.width % 2 or size.height % 2]
    if odd and has_baselines:
        raise SettingsError(
            f"OpenCV, in the baselines, has no frames of {odd[0]}",
            hint="Give even sides, or leave the baselines out: --no-baselines",
        )


def _run_runtimes(args: argparse.Namespace) -> int:
    from vcam.commands import runtimes

    rows = runtimes.measure(args.runtimes)
    found = machine()
    if args.json:
        print(json.dumps({"machine": found, "rows": rows}, indent=2))
    else:
        print("\n".join([f"{found['processor']}, {found['cpus']} CPUs", "", *runtimes.text(rows)]))
    return 0


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    import os

    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line
        ]
        model = names[0] if names else model
    return {
        "processor": model,
        "cpus": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def live(size: FrameSize, fps: float, seconds: float, source: PixelFormat) -> dict[str, object]:
    """Run the engine from a camera's frames, drawn before, into nothing, at the camera's pace."""
    from vcam.assemble import make_engine
    from vcam.commands.offline import DrawnFrames, resident_mib, stage_figures
    from vcam.enhance.look import EnhanceMode
    from vcam.settings import Settings
    from vcam.sinks.nowhere import Nowhere

    drawn = DrawnFrames(size, source)
    # no search for a GPU beside it
    settings = Settings(size=size, fps=fps, mode=EnhanceMode.ON, on_demand=False, runtime="cpu")
    engine = make_engine(settings, Nowhere(), source=lambda _: drawn)
    engine.start()
    try:
        engine.wait(2.0)  # past the start, when the first frames wait for the kernels
        first, cpu_s, start_s, mib = (
            engine.snapshot(),
            time.process_time(),
            time.perf_counter(),
            resident_mib(),
        )
        engine.wait(seconds)
        last, took_s = engine.snapshot(), time.perf_counter() - start_s
    finally:
        engine.stop()
    return {
        "seconds": took_s,
        "from": source.name.lower(),
        "fps": fps,
        "fps_in": (last.captured - first.captured) / took_s,
        "fps_out": (last.sent - first.sent) / took_s,
        "dropped": last.dropped - first.dropped,
        "late": last.late - first.late,
        "cpu_share_of_one_core": (time.process_time() - cpu_s) / took_s,
        "stages": stage_figures(last.times),
        "memory_mib": {"at_the_beginning": mib, "at_the_end": resident_mib()},
        "runtime": last.runtime,
    }


def _text(result: dict[str, Any]) -> str:
    from vcam.commands import contest
    from vcam.report import stage_table

    budget = result["budget_ms"]
    lines = [f"{result['machine']['processor']}, {result['machine']['cpus']} CPUs"]
    lines += contest.text(result.get("rows", []), budget)
    if "live" in result:
        each, memory = result["live"], result["live"]["memory_mib"]
        lines += [
            "",
            f"{result['size']} {each['from']} at {each['fps']:g} fps, live for {each['seconds']:.0f} s: "
            f"{each['fps_in']:.2f} fps in, {each['fps_out']:.2f} out, "
            f"{each['dropped']} dropped, {each['late']} late, "
            f"{each['cpu_share_of_one_core']:.0%} of one core",
            stage_table({name: StageTime(**t) for name, t in each["stages"].items()}, budget_ms=budget),
            f"memory: {memory['at_the_beginning']:.1f} MiB at the beginning, "
            f"{memory['at_the_end']:.1f} MiB at the end",
        ]
    return "\n".join(lines)
