"""Who reads our virtual camera.

v4l2loopback 0.13 and later tell it by an event. Before that there are only the kernel's notices that somebody
opened or closed the node; programs that merely list cameras cause those too, so a state counts when it has
lasted a while.
"""

from __future__ import annotations

import select
import time
from pathlib import Path
from typing import Protocol

from vcam.core.reader import Reader
from vcam.v4l2 import abi
from vcam.v4l2.device import Device
from vcam.v4l2.holders import PROC, holders, own_opens
from vcam.v4l2.inotify import CLOSE, OPEN, Inotify

DEBOUNCE_NS = 400_000_000
MODULE_USERS = Path("/sys/module/v4l2loopback/refcnt")


UNSEEN = Reader(None, "another program")


class _Usage(Protocol):
    """One way to learn of readers."""

    fd: int
    events: int
    settle_ns: int

    def update(self) -> bool:
        """Take in what has happened; True if anything has."""

    def somebody(self) -> bool:
        """True if there seems to be a reader."""

    def settle(self, seen: int) -> bool:
        """Say whether there is a reader, where `seen` opens by other programs are known for certain."""

    def close(self) -> None:
        """Stop."""


class ReaderWatch:
    """Watches one loopback node; open the sink first, then the watch.

    `poll` costs a system call while nothing happens; /proc is read only after a change. This process is never
    a reader. Use it from one thread, and close it after use.

    Parameters
    ----------
    node
        Our virtual camera.
    use_event
        False leaves the newer modules' event alone.
    """

    def __init__(self, node: Path, *, proc: Path = PROC, use_event: bool = True) -> None:
        self._node = node
        self._proc = proc
        self._usage = _usage_of(node, proc, use_event)
        self._epoll = select.epoll()
        self._epoll.register(self._usage.fd, self._usage.events)
        self._present = self._usage.somebody()
        # who was there before us is looked up at the first poll
        self._due_ns: int | None = 0
        self._readers: tuple[Reader, ...] = ()

    @property
    def by_event(self) -> bool:
        """True if the module tells of readers itself."""
        return isinstance(self._usage, _EventUsage)

    def fileno(self) -> int:
        """Descriptor that is readable when something has happened; call `poll` then, and again when due."""
        return self._epoll.fileno()

    def poll(self, now_ns: int) -> tuple[Reader, ...]:
        """Programs that read now; does not wait. `now_ns` is `time.perf_counter_ns()`."""
        if self._epoll.poll(0) and self._usage.update():
            present = self._usage.somebody()
            if present != self._present or self._due_ns is None:
                self._due_ns = now_ns + self._usage.settle_ns
            self._present = present
        if self._due_ns is not None and now_ns >= self._due_ns:
            self._due_ns = None
            self._readers = self._look()
        return self._readers

    def wait(self, timeout_s: float) -> None:
        """Sleep until `poll` may have something new to say, or the time is up."""
        if self._due_ns is not None:
            timeout_s = min(timeout_s, max(0.0, (self._due_ns - time.perf_counter_ns()) / 1e9))
        self._epoll.poll(timeout_s)

    def close(self) -> None:
        """Stop watching; may be called again."""
        self._epoll.close()
        self._usage.close()

    def _look(self) -> tuple[Reader, ...]:
        seen = holders(self._node, proc=self._proc)
        self._present = self._usage.settle(sum(holder.opens for holder in seen))
        if not self._present:
            return ()
        return tuple(Reader(holder.pid, holder.name) for holder in seen) or (UNSEEN,)


def _usage_of(node: Path, proc: Path, use_event: bool) -> _Usage:
    if use_event:
        try:
            return _EventUsage(node)
        except OSError:  # EINVAL: the module is older than 0.13
            pass
    return _OpenUsage(node, proc)


def _module_users() -> int | None:
    try:
        return int(MODULE_USERS.read_text())
    except (OSError, ValueError):  # built into the kernel, or no such module
        return None


class _EventUsage:
    """The module's own count of streaming readers."""

    events = select.EPOLLPRI
    settle_ns = 0

    def __init__(self, node: Path) -> None:
        self._count = 0
        self._device = Device(node)
        self.fd = self._device.fd
        try:
            self._device.request(
                abi.SUBSCRIBE_EVENT,
                abi.EventSubscription(type=abi.EVENT_CLIENT_USAGE, flags=abi.EVENT_SEND_INITIAL),
            )
        except OSError:
            self.close()
            raise
        self.update()

    def update(self) -> bool:
        event = abi.Event()
        changed = False
        while True:
            try:
                self._device.request(abi.DQEVENT, event)
            except OSError:  # ENOENT: no more of them
                return changed
            self._count = int(event.count)
            changed = True

    def somebody(self) -> bool:
        return self._count > 0

    def settle(self, seen: int) -> bool:  # noqa: ARG002 - an open node is no reader yet
        return self._count > 0

    def close(self) -> None:
        self._device.close()


class _OpenUsage:
    """Net count of opens and closes; those of this process are taken off when it is asked for."""

    events = select.EPOLLIN
    settle_ns = DEBOUNCE_NS

    def __init__(self, node: Path, proc: Path) -> None:
        self._node = node
        self._proc = proc
        self._inotify = Inotify(node, OPEN | CLOSE)
        self.fd = self._inotify.fd
        self._opens = own_opens(node, proc=proc)  # those of others are put right by the first `settle`

    def update(self) -> bool:
        notices = list(self._inotify.read())
        self._opens += sum(1 if notice.mask & OPEN else -1 for notice in notices)
        return bool(notices)

    def somebody(self) -> bool:
        return self._opens > own_opens(self._node, proc=self._proc)

    def settle(self, seen: int) -> bool:
        own = own_opens(self._node, proc=self._proc)
        # Equal notices that come together are merged, so the count drifts. The module's use count, of all its
        # devices together, tells when there is nobody at all.
        users = _module_users()
        nobody = users is not None and users <= own
        self._opens = own if nobody else max(self._opens, own + seen)
        return self._opens > own

    def close(self) -> None:
        self._inotify.close()
