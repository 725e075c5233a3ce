"""How soon a phone's picture is back after a fault: the page in Chromium, the bridge, a wire between them.

    python -m bench.phone_faults [--json FILE]

The wire is a TCP relay that can stop carrying bytes in either direction, and be cut. Pictures are read as the
app does it: opened again a second after each loss. `lost_s` is from the fault to the app's placeholder, None
if there was none; `back_s` from the fault's end to the first picture that was taken after it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.phone import BITS, CAMERA, opened
from bench.result import tell
from mobile_bridge.bridge import Bridge
from mobile_bridge.source import PhoneSource
from tests.mobile_bridge.browser import chromium
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from vcam.commands.bench import machine
from vcam.core.errors import ModeChanged, PhoneLost
from vcam.core.formats import FrameSize
from vcam.sources.base import CaptureRequest
from vcam.workers.capture import RETRY_S

SIZE = FrameSize(1280, 720)
WIRE_ADDRESS = "127.0.0.4"
SETTLE_S = 6.0
PATIENCE_S = 60.0


class WiredBridge(Bridge):
    """A bridge that is also reached by the wire."""

    def _origins(self) -> list[str]:
        return [*super()._origins(), f"https://{WIRE_ADDRESS}:{self.port}"]


class Wire:
    """A TCP relay to the bridge, in a thread of its own."""

    def __init__(self, port: int) -> None:
        self.up = self.down = True  # whether bytes are carried from the phone, and to it
        self._port = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._thread.start()
        self.mend()

    def mend(self) -> None:
        """Carry everything."""
        self.up = self.down = True
        start = asyncio.start_server(self._relay, WIRE_ADDRESS, self._port)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)

    def carry(self, *, up: bool, down: bool) -> None:
        """Go on carrying, in these directions; what was held back comes first."""
        self.up, self.down = up, down

    def cut(self) -> None:
        """End all connections and take no more."""
        self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        self._server.close()
        for each in self._writers:
            each.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there_reader, there_writer = await asyncio.open_connection(LAN_ADDRESS, self._port)
        except OSError:  # the bridge has stopped
            writer.close()
            return
        self._writers |= {writer, there_writer}
        await asyncio.gather(
            self._carry(reader, there_writer, lambda: self.up),
            self._carry(there_reader, writer, lambda: self.down),
        )
        self._writers -= {writer, there_writer}

    @staticmethod
    async def _carry(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flows: Callable[[], bool]
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                while not flows():
                    await asyncio.sleep(0.01)
                writer.write(data)
                await writer.drain()
        writer.close()


class App:
    """Reads the phone's pictures as the app's worker does."""

    def __init__(self, bridge: Bridge) -> None:
        self.taken_ns = 0  # when the newest picture was taken
        self.lost_s: float | None = None  # since when there is none
        self._source = PhoneSource(bridge)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="app")
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait for it."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._stream()
            except ModeChanged:
                continue
            except PhoneLost:
                self.lost_s = self.lost_s or time.monotonic()
                self._stopping.wait(RETRY_S)
            finally:
                self._source.close()

    def _stream(self) -> None:
        _, frame = opened(self._source, CaptureRequest(SIZE))
        while not self._stopping.is_set() and self._source.read_into(frame):
            self.taken_ns = frame.captured_ns


class Bench:
    """Page, wire, bridge and app, and what is done to them."""

    def __init__(self, browser: Browser) -> None:
        self.bridge = WiredBridge(Path(tempfile.mkdtemp()), port=free_port(), addresses=lambda: [LAN_ADDRESS])
        self.url = f"https://{WIRE_ADDRESS}:{self.bridge.port}/"
        self.bridge.start()
        self.bridge.set_look("off", 1.0, 1.0)
        self.wire = Wire(self.bridge.port)
        self.app = App(self.bridge)
        self._context = browser.new_context(ignore_https_errors=True)
        self._context.add_init_script(CAMERA % (*SIZE, BITS))
        self.page = self._open(f"{self.url}#t={self.bridge.offer().token}")

    def close(self) -> None:
        """End all of it."""
        self.app.stop()
        self._context.close()
        self.bridge.stop()
        self.wire.cut()

    def _open(self, url: str) -> Page:
        page = self._context.new_page()
        page.goto(url)
        return page

    def reload(self) -> None:
        """Load the page anew, as a person does."""
        self.page.reload(wait_until="commit")

    def kill(self) -> None:
        """Close the page."""
        self.page.close()

    def open_again(self) -> None:
        """Open the page; it is paired."""
        self.page = self._open(self.url)

    def measure(
        self, fault: Callable[[], object], held_s: float, mend: Callable[[], object]
    ) -> tuple[float | None, float]:
        """Cause a fault for so long; (`lost_s`, `back_s`)."""
        self._wait_for_picture()
        time.sleep(SETTLE_S)
        self.app.lost_s = None
        start_s = time.monotonic()
        fault()
        time.sleep(held_s)
        mended_s = time.monotonic()
        mend()
        self._wait_for_picture()
        back_s = time.monotonic() - mended_s
        lost_s = self.app.lost_s
        return None if lost_s is None else round(lost_s - start_s, 1), round(back_s, 1)

    def _wait_for_picture(self) -> None:
        """Until one is shown that is taken from now on."""
        now_ns, deadline_s = time.perf_counter_ns(), time.monotonic() + PATIENCE_S
        while self.app.taken_ns < now_ns:
            if time.monotonic() > deadline_s:
                raise TimeoutError("the picture did not come back")
            self.page.wait_for_timeout(20)


def faults(bench: Bench) -> dict[str, tuple[float | None, float]]:
    wire = bench.wire

    def nothing() -> None:
        pass

    return {
        "page loaded anew": bench.measure(bench.reload, 0, nothing),
        "page killed, opened again after 3 s": bench.measure(bench.kill, 3, bench.open_again),
        "nothing from the phone for 3 s": bench.measure(
            lambda: wire.carry(up=False, down=True), 3, lambda: wire.carry(up=True, down=True)
        ),
        "nothing to the phone for 3 s": bench.measure(
            lambda: wire.carry(up=True, down=False), 3, lambda: wire.carry(up=True, down=True)
        ),
        "nothing either way for 12 s": bench.measure(
            lambda: wire.carry(up=False, down=False), 12, lambda: wire.carry(up=True, down=True)
        ),
        "no network for 5 s": bench.measure(wire.cut, 5, wire.mend),
        "computer's side stopped for 3 s": bench.measure(bench.bridge.stop, 3, bench.bridge.start),
    }


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", metavar="FILE", type=Path)
    args = parser.parse_args(argv)
    with chromium(gpu=False) as browser:
        bench = Bench(browser)
        try:
            found = faults(bench)
        finally:
            bench.close()
    rows = [{"fault": fault, "lost_s": lost_s, "back_s": back_s} for fault, (lost_s, back_s) in found.items()]
    tell({"machine": machine(), "rows": rows}, args.json)


if __name__ == "__main__":
    main()
