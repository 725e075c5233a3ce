"""`lowlight-cam bench`: what a frame costs on this machine."""

from __future__ import annotations

import argparse
import json
import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vcam.commands.options import settings_from
from vcam.core.formats import STUDIO_601, FrameSize, PixelFormat
from vcam.core.times import StageTimes

if TYPE_CHECKING:
    from vcam.core.frame import Frame

FORMATS = (PixelFormat.YUYV, PixelFormat.NV12, PixelFormat.I422)
SCENES = 8  # different frames that go round, so that caches and branches see what a camera gives


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "bench",
        help="measure what a frame costs",
        description="Sends a dark, noisy scene through the pipeline, stage by stage, in the pixel formats "
        "that cameras give. With --live: through the engine with its threads, in real time.",
    )
    parser.add_argument("--size", metavar="WxH", help="picture size [1280x720]")
    parser.add_argument("--frames", metavar="N", type=int, default=300, help="frames for each format [300]")
    parser.add_argument("--live", metavar="S", type=float, help="run the engine for so many seconds instead")
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
    if args.runtimes is not None:
        return _run_runtimes(args)
    warm_up()
    result: dict[str, Any] = {
        "machine": machine(),
        "size": str(settings.size),
        "budget_ms": 1000 / settings.fps,
    }
    if args.live is not None:
        result["live"] = live(settings.size, settings.fps, args.live)
    else:
        result["formats"] = [offline(settings.size, each, max(1, args.frames)) for each in FORMATS]
    print(json.dumps(result, indent=2) if args.json else _text(result))
    return 0


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


def offline(size: FrameSize, pixel_format: PixelFormat, count: int) -> dict[str, object]:
    """Send `count` frames through the pipeline, as fast as it goes, in this one thread."""
    from vcam.assemble import make_model
    from vcam.core.frame import Frame
    from vcam.enhance.look import EnhanceMode, Look
    from vcam.pipeline import Pipeline

    frames = dark_frames(size, pixel_format)
    out = Frame.allocate(PixelFormat.I420, size)
    times = StageTimes()
    pipeline = Pipeline(make_model(), times)
    look = Look(EnhanceMode.ON)
    before_mib, cpu_s, start_s = 0.0, time.thread_time(), time.perf_counter()
    for i in range(count):
        frame = frames[i % SCENES]
        frame.captured_ns = i * 33_333_333
        pipeline.process(frame, out, look)
        if i == min(count, 100) - 1:
            before_mib = resident_mib()
    return {
        "format": pixel_format.name,
        "frames": count,
        "cpu_ms_per_frame": 1000 * (time.thread_time() - cpu_s) / count,
        "wall_ms_per_frame": 1000 * (time.perf_counter() - start_s) / count,
        "stages": {name: _stage(each) for name, each in times.summary().items()},
        "memory_mib": {"after_100_frames": before_mib, "at_the_end": resident_mib()},
        "runtime": pipeline.runtime,
    }


def live(size: FrameSize, fps: float, seconds: float) -> dict[str, object]:
    """Run the engine from a synthetic camera into nothing, at the camera's pace."""
    from vcam.assemble import SYNTHETIC, make_engine
    from vcam.settings import Settings
    from vcam.sinks.preview import Preview

    engine = make_engine(Settings(camera=SYNTHETIC, size=size, fps=fps, on_demand=False), Preview())
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
        "fps_in": (last.captured - first.captured) / took_s,
        "fps_out": (last.sent - first.sent) / took_s,
        "dropped": last.dropped - first.dropped,
        "cpu_share_of_one_core": (time.process_time() - cpu_s) / took_s,
        "stages": {name: _stage(each) for name, each in last.times.items()},
        "memory_mib": {"at_the_beginning": mib, "at_the_end": resident_mib()},
        "runtime": last.runtime,
    }


def dark_frames(size: FrameSize, pixel_format: PixelFormat) -> list[Frame]:
    """Make some frames of the synthetic scene in a camera's format."""
    from vcam.core.frame import Frame
    from vcam.sources.base import CaptureRequest
    from vcam.sources.synthetic import SyntheticScene

    scene = SyntheticScene(realtime=False)
    mode = scene.open(CaptureRequest(size))
    frames = []
    for _ in range(SCENES):
        frame = Frame.allocate(mode.format, mode.size, mode.colour)
        scene.read_into(frame)
        frames.append(_as(frame, pixel_format))
    scene.close()
    return frames


def _as(frame: Frame, pixel_format: PixelFormat) -> Frame:
    from vcam.core.frame import Frame
    from vcam.passes import FramePasses

    if pixel_format is frame.format:
        return frame
    if pixel_format is not PixelFormat.I422:
        out = Frame.allocate(pixel_format, frame.size, frame.colour)
        FramePasses(frame.colour, frame.colour).convert(frame, out)
        return out
    # Kernels do not write what only an MJPEG decoder gives; from packed 4:2:2 it is a matter of order.
    out = Frame.allocate(PixelFormat.I422, frame.size, STUDIO_601)
    (packed,) = frame.planes
    luma, blue, red = out.planes
    luma[:, 0::2], luma[:, 1::2] = packed[..., 0], packed[..., 2]
    blue[:], red[:] = packed[..., 1], packed[..., 3]
    return out


def resident_mib() -> float:
    """Memory of this process that is in RAM, in MiB; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    import resource

    return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20


def _stage(each: Any) -> dict[str, float]:
    return {"median_ms": each.median_ms, "p95_ms": each.p95_ms, "p99_ms": each.p99_ms}


def _text(result: dict[str, Any]) -> str:
    from vcam.core.times import StageTime
    from vcam.report import stage_table

    budget = result["budget_ms"]
    lines = [f"{result['machine']['processor']}, {result['machine']['cpus']} CPUs; {result['size']}"]
    for each in result.get("formats", []):
        left = 1 - each["stages"]["total"]["median_ms"] / budget
        lines += [
            "",
            f"{each['format']} in, I420 out: {each['frames']} frames, "
            f"{each['cpu_ms_per_frame']:.2f} ms CPU each, "
            f"{left:.0%} of the {budget:.1f} ms left; {each['runtime']}",
            stage_table({name: StageTime(**t) for name, t in each["stages"].items()}, budget_ms=budget),
            _memory(each["memory_mib"]),
        ]
    if "live" in result:
        each = result["live"]
        lines += [
            "",
            f"live for {each['seconds']:.0f} s: {each['fps_in']:.2f} fps in, {each['fps_out']:.2f} out, "
            f"{each['dropped']} dropped, {each['cpu_share_of_one_core']:.0%} of one core, the scene included",
            stage_table({name: StageTime(**t) for name, t in each["stages"].items()}, budget_ms=budget),
            _memory(each["memory_mib"]),
        ]
    return "\n".join(lines)


def _memory(mib: dict[str, float]) -> str:
    return "memory: " + ", ".join(f"{value:.1f} MiB {when.replace('_', ' ')}" for when, value in mib.items())
