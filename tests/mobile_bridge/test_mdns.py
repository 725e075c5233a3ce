"""The name in the local network, seen by zeroconf's own client over this computer's loopback."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import pytest
from zeroconf import IPVersion, NonUniqueNameException, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from mobile_bridge import bridge as bridge_module
from mobile_bridge import mdns
from mobile_bridge.bridge import Bridge
from mobile_bridge.mdns import SERVICE, Announcement, host_name
from tests.mobile_bridge.conftest import LAN_ADDRESS, free_port
from tests.mobile_bridge.phone import Phone, until

LOOPBACK = "127.0.0.1"


class Watcher:
    """What a client sees come and go."""

    def __init__(self) -> None:
        self.seen: dict[str, bool] = {}
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self.network = AsyncZeroconf(interfaces=[LOOPBACK], ip_version=IPVersion.V4Only)
        self._browser = AsyncServiceBrowser(self.network.zeroconf, SERVICE, handlers=[self._notice])
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._browser.async_cancel()
        await self.network.async_close()

    def _notice(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        self.seen[name] = state_change is not ServiceStateChange.Removed

    async def until(self, name: str, there: bool) -> None:
        async with asyncio.timeout(15):
            while self.seen.get(name, False) is not there:
                await asyncio.sleep(0.02)

    async def info(self, name: str) -> AsyncServiceInfo:
        found = AsyncServiceInfo(SERVICE, name)
        assert await found.async_request(self.network.zeroconf, 5000)
        return found


def test_it_is_found_and_withdrawn() -> None:
    async def look() -> None:
        announcement = Announcement("lowlight-cam-ab12.local", "LowLight Cam on desk", 8443)
        name = f"LowLight Cam on desk.{SERVICE}"
        async with Watcher() as watcher:
            await announcement.publish([LOOPBACK])
            await watcher.until(name, there=True)
            found = await watcher.info(name)
            assert (found.server, found.port) == ("lowlight-cam-ab12.local.", 8443)
            assert found.parsed_addresses() == [LOOPBACK]
            await announcement.publish([LOOPBACK])  # nothing new
            await announcement.publish([])
            await watcher.until(name, there=False)
            await announcement.withdraw()

    asyncio.run(look())


def test_two_installations_of_one_title_are_both_found() -> None:
    async def look() -> None:
        first, second = (
            Announcement(f"lowlight-cam-{each}.local", "LowLight Cam", 8443) for each in ("aaaa", "bbbb")
        )
        async with Watcher() as watcher:
            await first.publish([LOOPBACK])
            await second.publish([LOOPBACK])
            await watcher.until(f"LowLight Cam.{SERVICE}", there=True)
            await watcher.until(f"LowLight Cam-2.{SERVICE}", there=True)
        await first.withdraw()
        await second.withdraw()

    asyncio.run(look())


@pytest.mark.parametrize("failure", [OSError(errno.EADDRINUSE, "in use"), NonUniqueNameException()])
def test_what_goes_wrong_is_not_raised(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    async def try_it() -> None:
        announcement = Announcement("lowlight-cam-ab12.local", "LowLight Cam", 8443)
        monkeypatch.setattr(mdns, "AsyncZeroconf", fail)
        await announcement.publish([LOOPBACK])
        await announcement.withdraw()

    asyncio.run(try_it())


# zeroconf leaves the socket that it could not use to the garbage collection
@pytest.mark.filterwarnings("ignore:.*socket:pytest.PytestUnraisableExceptionWarning")
def test_an_address_that_is_not_there_is_no_matter() -> None:
    async def try_it() -> None:
        announcement = Announcement("lowlight-cam-ab12.local", "LowLight Cam", 8443)
        await announcement.publish(["192.0.2.7"])
        await announcement.withdraw()

    asyncio.run(try_it())


def test_the_name_is_made_once(tmp_path: Path) -> None:
    first = host_name(tmp_path / "bridge")
    assert mdns.NAME.fullmatch(first.removesuffix(".local"))
    assert host_name(tmp_path / "bridge") == first
    for damage in (b"\xff\xfe", b"evil.example", b""):
        (tmp_path / "bridge" / "name").write_bytes(damage)
        assert mdns.NAME.fullmatch(host_name(tmp_path / "bridge").removesuffix(".local"))


def test_a_name_that_cannot_be_kept_is_used_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert host_name(tmp_path / "file" / "bridge").endswith(".local")


class Recorder(Announcement):
    """Says nothing to the network, and keeps what it would have said."""

    said: list[list[str]]

    async def publish(self, addresses: Sequence[str]) -> None:
        if not self.said or self.said[-1] != list(addresses):
            self.said.append(list(addresses))

    async def withdraw(self) -> None:
        self.said.append([])


def test_the_bridge_is_announced_while_it_runs_and_the_phone_is_told_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Recorder, "said", [], raising=False)
    monkeypatch.setattr(bridge_module, "Announcement", Recorder)
    monkeypatch.setattr(bridge_module, "is_lan", lambda address: address != LOOPBACK)
    addresses = [LAN_ADDRESS]
    bridge = Bridge(tmp_path, port=free_port(), addresses=lambda: list(addresses))
    bridge.start()
    offer = bridge.offer()
    until(lambda: Recorder.said == [[LAN_ADDRESS]])
    with Phone(offer.urls[0]) as phone:
        welcome = phone.hello(token=offer.token)
    name = f"https://{host_name(tmp_path)}:{bridge.port}"
    assert welcome["alternatives"] == [name]
    with Phone(offer.urls[0], headers={"Host": name.removeprefix("https://")}, origin=name) as phone:
        phone.hello(phone=welcome["phone"], secret=welcome["secret"])
    addresses[:] = ["127.0.0.3"]
    until(lambda: Recorder.said == [[LAN_ADDRESS], ["127.0.0.3"]])
    bridge.stop()
    assert Recorder.said == [[LAN_ADDRESS], ["127.0.0.3"], []]
