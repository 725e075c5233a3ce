"""`lowlight-cam run`: feed the virtual camera until told to stop."""

from __future__ import annotations

import argparse
import math
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from vcam.commands.options import add_look_flags, add_settings_flags, settings_from
from vcam.core.errors import CameraNotFound, NoVirtualCamera

if TYPE_CHECKING:
    from vcam.engine import Engine
    from vcam.phone_mode import PhoneMode
    from vcam.preview import Preview
    from vcam.settings import Settings
    from vcam.sinks.base import Sink
    from vcam.snapshot import Snapshot

POLL_S = 0.2
BEFORE_FRAMES = {"preparing", "starting"}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "run",
        help="feed the virtual camera from the webcam",
        description="Feeds the virtual camera until Ctrl-C. The webcam is on only while a program reads it.",
    )
    add_settings_flags(parser, "camera", "size", "fps", "device", "output_format", "backend", "runtime")
    add_look_flags(parser)
    parser.add_argument(
        "--always",
        dest="on_demand",
        action="store_const",
        const=False,
        help="keep the webcam on, also while nobody reads",
    )
    parser.add_argument("--preview", action="store_true", help="show a window with before and after")
    parser.add_argument(
        "--record", metavar="FILE", type=Path, help="write what is sent to an MP4 file as well"
    )
    parser.add_argument("--seconds", metavar="N", type=float, help="stop by itself after so long")
    parser.add_argument(
        "--or-demo", action="store_true", help="without a webcam or virtual camera, show the demo instead"
    )
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Run the command."""
    settings = settings_from(args)
    if args.preview:
        # Whoever opens the window wants to see the picture, reader or not.
        settings = settings.replace(on_demand=False)
    try:
        if args.or_demo:
            check_camera(settings)
        return serve(settings, record=args.record, preview=args.preview, seconds=args.seconds)
    except (NoVirtualCamera, CameraNotFound) as exc:
        if not args.or_demo:
            raise
        from vcam.commands import demo

        print(f"{exc.title}.\n{exc.hint}\nHere is the demo instead.\n", flush=True)
        return demo.show(seconds=args.seconds)


def serve(settings: Settings, *, record: Path | None, preview: bool, seconds: float | None) -> int:
    """Feed the virtual camera until a signal, the window's end or `seconds`."""
    from vcam.assemble import make_virtual_camera
    from vcam.phone_mode import PhoneMode
    from vcam.preview import Preview
    from vcam.sinks.recorder import Recorder
    from vcam.sinks.tee import Tee

    sink = make_virtual_camera(settings)
    if record is not None:
        sink = Tee(sink, Recorder(record))
    return feed(settings, sink, PhoneMode(settings), preview=Preview() if preview else None, seconds=seconds)


def feed(
    settings: Settings,
    sink: Sink,
    phone: PhoneMode,
    *,
    preview: Preview | None = None,
    seconds: float | None = None,
    more: Callable[[], Iterable[str]] = tuple,
) -> int:
    """Feed `sink`, and let phones come if the camera is one; see `run_engine`. BridgeError if they cannot."""
    from vcam.assemble import make_engine, make_source

    try:
        phone.settle()
        on_frame = preview.put if preview is not None else None
        engine = make_engine(settings, sink, source=partial(make_source, phone=phone), on_frame=on_frame)
        return run_engine(engine, preview, seconds, more)
    finally:
        phone.stop()


def run_engine(
    engine: Engine,
    preview: Preview | None,
    seconds: float | None,
    more: Callable[[], Iterable[str]] = tuple,
) -> int:
    """Run until a signal, the window's end or `seconds`; says on standard output what happens.

    Parameters
    ----------
    more
        Gives what else there is to say, as often as it is looked.
    """
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    former = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        engine.start()
        reporter = Reporter(engine, stop, seconds, more)
        if preview is not None:
            from vcam.ui.preview import show

            show(preview, engine.snapshot, reporter.finished)
        else:
            while not reporter.finished():
                stop.wait(POLL_S)
    finally:
        engine.stop()
        for number, handler in former.items():
            signal.signal(number, handler)
    print("Stopped.")
    return 0


class Reporter:
    """Tells each change of state in a line, and on a terminal how it goes.

    Parameters
    ----------
    seconds
        When to end, counted from when frames can come; None for never.
    more
        Gives lines of others, to be told as they come.
    """

    def __init__(
        self,
        engine: Engine,
        stop: threading.Event,
        seconds: float | None,
        more: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._more = more
        self._engine = engine
        self._stop = stop
        self._seconds = seconds
        self._end_s = math.inf
        self._told: tuple[object, ...] = ()
        self._live_line = sys.stdout.isatty()

    def finished(self) -> bool:
        """Report, and tell whether it is time to end; raises what a worker failed with."""
        now = self._engine.snapshot()
        if self._end_s == math.inf and self._seconds is not None and now.status.state not in BEFORE_FRAMES:
            self._end_s = time.monotonic() + self._seconds
        for line in self._more():
            self._say(line)
        self._tell(now)
        return self._stop.is_set() or time.monotonic() >= self._end_s or self._engine.wait(0)

    def _tell(self, now: Snapshot) -> None:
        runtime = now.runtime if now.status.state == "live" else ""  # as it is shown
        words = (
            *(now.status, now.sink_problem, now.readers, now.capture and now.capture.size, now.enhanced_by),
            *(runtime, now.notes, now.effort),
        )
        if words != self._told:
            self._told = words
            self._say(_words(now))
        elif self._live_line:
            print(f"\r\x1b[K{figures(now)}", end="", flush=True)

    def _say(self, line: str) -> None:
        print(("\r\x1b[K" if self._live_line else "") + line, flush=True)


def figures(snapshot: Snapshot) -> str:
    """Rate and cost in a line."""
    total = snapshot.times.get("total")
    cost = f"{total.median_ms:.1f} ms a frame of {snapshot.budget_ms:.0f}" if total else ""
    lost = f"{snapshot.dropped} dropped, {snapshot.late} late"
    return f"{snapshot.fps_in:.0f} fps in, {snapshot.fps_out:.0f} out, {lost}  {cost}"


def _words(snapshot: Snapshot) -> str:
    status = snapshot.status
    line = f"{status.title}: {status.detail}" if status.detail else status.title
    if snapshot.capture is not None and status.state == "live":
        mode = snapshot.capture
        where = f"enhanced on {snapshot.enhanced_by}" if snapshot.enhanced_by else snapshot.runtime
        line += f", {mode.size} {mode.format.name} at {mode.fps:g} fps, {where}"
    if snapshot.readers:
        line += "; read by " + ", ".join(str(each) for each in snapshot.readers)
    problem = snapshot.sink_problem
    broken = f"{problem.title}\n{problem.detail}" if problem is not None else ""
    return "\n".join([f"{snapshot.sink}: {line}", *filter(None, (broken, *snapshot.notes, snapshot.effort))])


def check_camera(settings: Settings) -> None:
    """Raise `CameraNotFound` now, not when the first program reads."""
    from vcam.assemble import ON_LINUX, names_a_camera

    if ON_LINUX and names_a_camera(settings.camera):
        from vcam.sources.camera_list import find_camera

        find_camera(settings.camera or None, own=settings.device)
