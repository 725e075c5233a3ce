"""A name for this computer in the local network (RFC 6762, RFC 6763), by which a phone finds it again.

Addresses change, the name stays: the page knows it from the welcome, a native app can look for the service.
It is a convenience: whatever goes wrong here is logged, and phones come by the address.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import socket
from collections.abc import Sequence
from pathlib import Path

from zeroconf import Error, IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from vcam.system.files import write_whole

log = logging.getLogger(__name__)

SERVICE = "_lowlight-cam._tcp.local."
NAME_FILE = "name"
NAME = re.compile(r"lowlight-cam-[0-9a-f]{4}")
GOODBYE_S = 2.0


def host_name(folder: Path) -> str:
    """Return this installation's name, ``lowlight-cam-ab12.local``: made once, kept in the bridge's folder.

    Not the computer's own name, which may tell whose it is.
    """
    path = folder / NAME_FILE
    try:
        kept = path.read_text("utf-8").strip()
    except (OSError, ValueError):
        kept = ""
    if NAME.fullmatch(kept) is None:
        kept = f"lowlight-cam-{secrets.token_hex(2)}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, kept.encode(), mode=0o644)
        except OSError as exc:
            log.info("the name for the local network cannot be kept: %s", exc.strerror)
    return kept + ".local"


class Announcement:
    """What the local network is told while phones may come. All in one event loop; nothing here raises.

    Parameters
    ----------
    host
        As of `host_name`.
    title
        How a list of services calls it.
    """

    def __init__(self, host: str, title: str, port: int) -> None:
        self._host = host
        self._title = title
        self._port = port
        self._addresses: tuple[str, ...] = ()
        self._network: AsyncZeroconf | None = None
        self._working = asyncio.Lock()

    async def publish(self, addresses: Sequence[str]) -> None:
        """Say where this computer is; again with other addresses withdraws the former. None: nowhere."""
        async with self._working:
            if tuple(addresses) == self._addresses:
                return
            await self._withdraw()
            if addresses:
                await self._announce(tuple(addresses))

    async def withdraw(self) -> None:
        """Say that it is gone."""
        async with self._working:
            await self._withdraw()

    async def _announce(self, addresses: tuple[str, ...]) -> None:
        self._addresses = addresses
        try:
            self._network = AsyncZeroconf(interfaces=list(addresses), ip_version=IPVersion.V4Only)
            await self._network.async_register_service(self._info(addresses), allow_name_change=True)
        except (OSError, Error, ValueError) as exc:
            log.info("phones cannot find this computer by its name, only by its address: %s", exc)
            await self._withdraw()
            self._addresses = addresses  # not tried again before they change

    def _info(self, addresses: Sequence[str]) -> AsyncServiceInfo:
        return AsyncServiceInfo(
            SERVICE,
            f"{self._title}.{SERVICE}",
            addresses=[socket.inet_aton(each) for each in addresses],
            port=self._port,
            properties={"path": "/", "version": "1"},
            server=self._host + ".",
        )

    async def _withdraw(self) -> None:
        network, self._network, self._addresses = self._network, None, ()
        if network is None:
            return
        try:
            async with asyncio.timeout(GOODBYE_S):
                await network.async_unregister_all_services()
        except (OSError, Error, TimeoutError) as exc:
            log.info("the local network was not told that this computer is gone: %s", exc)
        try:
            await network.async_close()
        except (OSError, Error) as exc:
            log.info("the local network's door did not close: %s", exc)
