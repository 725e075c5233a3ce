"""The command line: ``lowlight-cam COMMAND``."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from typing import NoReturn

from vcam import __version__
from vcam.commands import bench, demo, desktop, doctor, enhance, listing, phone, run, settings, setup, status
from vcam.core.errors import LowLightError
from vcam.system import environment, logs
from vcam.system.ending import end

log = logging.getLogger(__name__)

INTERNAL_ERROR = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="lowlight-cam",
        description="A dark webcam in, a well-lit virtual camera out.",
        epilog="Begin with: lowlight-cam doctor. Exit status: 0 done, 1 a check failed, 2 wrong words or "
        "settings, 3 camera or file, 4 virtual camera or output, 5 network, 6 set-up, 7 the app is not "
        "running or gives no answer, 8 phones cannot come, 70 a fault of ours.",
    )
    top.add_argument("--version", action="version", version=f"lowlight-cam {__version__}")
    top.add_argument(
        "-v", "--verbose", action="store_true", help="more about what goes on, on standard error"
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (run, phone, listing, setup, desktop, status, doctor, enhance, demo, bench, settings):
        module.add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status. An error for people is two lines on standard error."""
    args = parser().parse_args(argv)
    environment.prepare()
    log_file = logs.start(verbose=args.verbose)
    try:
        return int(args.func(args))
    except LowLightError as exc:
        print(f"lowlight-cam: {exc.title}", file=sys.stderr)
        for line in exc.hint.splitlines():
            print(f"  {line}", file=sys.stderr)
        return exc.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as in `lowlight-cam list | head -1`.
        sys.stderr.close()
        return 0
    except Exception as exc:
        log.info("a fault of this program", exc_info=True)  # for the file; the screen gets one line
        print(f"lowlight-cam: {type(exc).__name__}: {exc}", file=sys.stderr)
        print(f"  A fault of this program; please report it with {log_file}", file=sys.stderr)
        return INTERNAL_ERROR


def program() -> NoReturn:
    """Run as the program that is installed."""
    end(main())


if __name__ == "__main__":
    program()
