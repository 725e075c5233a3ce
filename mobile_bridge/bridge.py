"""The bridge: a thread of its own in which phones are listened to. Everything public is for any thread."""

from __future__ import annotations

import asyncio
import errno
import logging
import platform
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from mobile_bridge.adb import app_link
from mobile_bridge.addresses import is_lan, lan_addresses
from mobile_bridge.certificate import AUTHORITY, Identity, identity
from mobile_bridge.hub import Hub, Want
from mobile_bridge.listener import Crowd, Listener
from mobile_bridge.mdns import Announcement, host_name
from mobile_bridge.pairing import TOKEN_LIFE_S, PairedPhone, Pairing
from mobile_bridge.reports import Reports
from mobile_bridge.server import Server
from mobile_bridge.slot import Slot
from mobile_bridge.snapshot import BridgeSnapshot, PhoneLook
from mobile_bridge.whip import WhipDoor
from vcam.core.errors import BridgeError, PortInUse
from vcam.core.formats import FrameSize

log = logging.getLogger(__name__)

PORT = 8443
LOOK_FOR_ADDRESSES_S = 3.0
ANSWER_S = 10.0
LOOPBACK = "127.0.0.1"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a phone needs to pair: one address for each network, and one for a USB cable.

    `app_url` opens the Android app, which tries every address in turn; `usb_app_url` does by the cable.
    `fingerprint` is the certificate's, in the form that browsers show. Valid until `expires_s`
    (`time.monotonic`), for one phone.
    """

    urls: tuple[str, ...]
    usb_url: str
    app_url: str
    usb_app_url: str
    token: str
    fingerprint: str
    expires_s: float


class Bridge:
    """Listens for phones from `start` to `stop`; may be started again.

    Parameters
    ----------
    folder
        Where certificate and paired phones are kept.
    port
        For TLS in local networks; the one above it, on this computer only, is for a USB cable.
    addresses
        Gives the local networks' addresses of this computer.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int = PORT,
        addresses: Callable[[], Sequence[str]] = lan_addresses,
    ) -> None:
        self.slot = Slot()
        self.port = port
        self._folder = folder
        self._addresses = addresses
        self._lock = threading.Lock()
        self._hub = Hub(self.slot, Pairing(folder), Reports(folder), platform.node() or "this computer")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._listeners: dict[str, Listener] = {}
        self._identity: Identity | None = None

    @property
    def running(self) -> bool:
        """It listens."""
        return self._thread is not None

    def start(self) -> None:
        """Listen; PortInUse if another program does, BridgeError if no certificate can be kept."""
        with self._lock:
            if self._thread is not None:
                return
            started = threading.Event()
            failure: list[BaseException] = []
            self._thread = threading.Thread(
                target=self._run, args=(started, failure), name="bridge", daemon=True
            )
            self._thread.start()
            started.wait()
            if failure:
                self._thread.join()
                self._thread = None
                raise failure[0]

    def stop(self) -> None:
        """Send phones away and listen no more; may be called again."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._thread = None
        if thread is None or loop is None:
            return
        loop.call_soon_threadsafe(self._stopping.set)
        thread.join(ANSWER_S)
        self.slot.wake()

    def offer(self) -> Offer:
        """Make a new one-time code; the former is worth nothing from now on. RuntimeError if not running."""
        return self._ask(self._offer())

    def withdraw(self) -> None:
        """Let the code be worth nothing."""
        self._soon(self._hub.pairing.withdraw)

    def phones(self) -> tuple[PairedPhone, ...]:
        """The phones that may come back, the last seen first."""
        return self._hub.pairing.phones

    def forget(self, phone_id: str) -> bool:
        """Let a phone come back no more; False if it is not known."""
        if not self.running:
            return self._hub.forget(phone_id)

        async def forget() -> bool:
            return self._hub.forget(phone_id)

        return self._ask(forget())

    def whip_key(self) -> str:
        """Make a new key for OBS and its like; the former one is worth nothing from now on."""

        async def make() -> str:
            return self._hub.pairing.whip_key()

        return self._ask(make()) if self.running else self._hub.pairing.whip_key()

    def want(self, *, frames: bool, size: FrameSize | None = None, fps: float = 30.0) -> None:
        """Say whether pictures are wanted, in which size and at which rate."""

        # what was wanted before is seen in the bridge's thread only: another wish may be on its way there
        def change() -> None:
            former = self._hub.want
            self._hub.change(
                want=Want(frames, str(size), fps) if size else Want(frames, former.size, former.fps)
            )

        self._soon(change)

    def set_look(self, mode: str, strength: float, denoise: float) -> None:
        """Say how pictures are to be enhanced, if the phone does it."""
        look = PhoneLook(mode, strength, denoise)
        self._soon(lambda: self._hub.change(look=look))

    def snapshot(self) -> BridgeSnapshot:
        """What is going on right now."""
        hub = self._hub
        live = hub.live
        return BridgeSnapshot(
            listening=tuple(self._listeners) if self.running else (),
            port=self.port,
            offered=hub.pairing.offered,
            phone=live.figures() if live is not None and self.running else None,
            last=hub.last,
            look=hub.look,
            attempt=hub.attempt,
            report=hub.reports.last,
        )

    # ------------------------------------------------------------------ in the bridge's thread

    def _run(self, started: threading.Event, failure: list[BaseException]) -> None:
        try:
            asyncio.run(self._main(started))
        except BaseException as exc:  # handed to `start`; later ones are a fault of ours and told
            if started.is_set():
                log.exception("the bridge has stopped")
            failure.append(exc)
        finally:
            self._loop = None
            self._listeners = {}
            self._hub.live = None
            started.set()

    async def _main(self, started: threading.Event) -> None:
        self._stopping = asyncio.Event()
        whip = WhipDoor(self._hub)
        server = Server(self._hub, self._origins, self._folder / AUTHORITY, whip.routes())
        self._crowd = Crowd(self._hub.refuse)
        self._host = host_name(self._folder)
        self._hub.alternatives = (f"https://{self._host}:{self.port}",)
        announcement = Announcement(self._host, f"LowLight Cam on {self._hub.name}", self.port)
        await server.start()
        try:
            self._listen(server)
            self._loop = asyncio.get_running_loop()
            started.set()
            await announcement.publish(self._in_networks())
            whip.prepare()
            while not self._stopping.is_set():
                try:
                    await asyncio.wait_for(self._stopping.wait(), LOOK_FOR_ADDRESSES_S)
                except TimeoutError:
                    await self._follow(server)
                    await announcement.publish(self._in_networks())
        finally:
            await announcement.withdraw()
            for listener in self._listeners.values():
                await listener.close()
            await whip.close()
            await server.stop()
            for listener in self._listeners.values():
                await listener.abort()

    def _listen(self, server: Server) -> None:
        addresses = self._addresses()
        self._identity = identity(self._folder, [*addresses, self._host])
        try:
            for address in (LOOPBACK, *addresses):
                self._bind(server, address)
        except OSError as exc:
            raise self._why_not(exc) from exc

    def _bind(self, server: Server, address: str) -> None:
        """TLS for others; to this computer itself, where a cable ends, plain HTTP."""
        if address == LOOPBACK:
            listener = Listener(server.connection, self._crowd)
            listener.start(address, self.port + 1)
        else:
            assert self._identity is not None
            listener = Listener(server.connection, self._crowd, self._identity.context())
            listener.start(address, self.port)
        self._listeners = {**self._listeners, address: listener}

    async def _follow(self, server: Server) -> None:
        """Listen where this computer is now: networks come and go."""
        try:
            addresses = self._addresses()
        except OSError as exc:  # in the middle of a change; it is looked at again soon
            log.info("networks cannot be listed: %s", exc)
            return
        for address in [each for each in self._listeners if each not in {LOOPBACK, *addresses}]:
            listener = self._listeners[address]
            self._listeners = {each: kept for each, kept in self._listeners.items() if each != address}
            await listener.close()
        for address in [each for each in addresses if each not in self._listeners]:
            try:
                self._identity = identity(self._folder, [*addresses, self._host])
                self._bind(server, address)
            except (OSError, BridgeError) as exc:
                log.info("phones cannot come by %s: %s", address, exc)

    def _why_not(self, exc: OSError) -> BridgeError:
        if exc.errno == errno.EADDRINUSE:
            return PortInUse(
                f"another program uses port {self.port} or {self.port + 1}",
                hint="Is LowLight Cam running already? Else choose another port: "
                "lowlight-cam settings phone_port 9443",
            )
        return BridgeError(f"phones cannot be listened for: {exc.strerror}", hint="See lowlight-cam doctor.")

    def _in_networks(self) -> list[str]:
        return [address for address in self._listeners if is_lan(address)]

    def _origins(self) -> list[str]:
        tls = [f"https://{address}:{self.port}" for address in self._listeners if address != LOOPBACK]
        plain = [f"http://{host}:{self.port + 1}" for host in ("localhost", LOOPBACK)]
        return [*tls, *plain, *self._hub.alternatives]

    async def _offer(self) -> Offer:
        assert self._identity is not None
        token = self._hub.pairing.offer()
        addresses = [address for address in self._listeners if address != LOOPBACK]
        usb_url = f"http://localhost:{self.port + 1}/#t={token}"
        hosts = "".join(f"h={host}&" for host in (*addresses, self._host))
        who = f"t={token}&f={self._identity.pin}"
        return Offer(
            urls=tuple(f"https://{address}:{self.port}/#{who}" for address in addresses),
            usb_url=usb_url,
            app_url=f"lowlightcam://pair?{hosts}p={self.port}&{who}",
            usb_app_url=app_link(usb_url),
            token=token,
            fingerprint=self._identity.fingerprint_words,
            expires_s=time.monotonic() + TOKEN_LIFE_S,
        )

    # ------------------------------------------------------------------ from other threads

    def _ask(self, work: Coroutine[Any, Any, T]) -> T:
        loop = self._loop
        if loop is None:
            work.close()
            raise RuntimeError("the bridge is not running")
        return asyncio.run_coroutine_threadsafe(work, loop).result(ANSWER_S)

    def _soon(self, work: Callable[[], object]) -> None:
        loop = self._loop
        try:
            if loop is not None:
                loop.call_soon_threadsafe(work)
                return
        except RuntimeError:  # it has just ended
            pass
        work()
