"""What all doors of the bridge share: who may come, who is there, what is wanted. In the bridge's thread."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from mobile_bridge.live import LivePhone
from mobile_bridge.pairing import Pairing, in_bytes
from mobile_bridge.reports import Reports
from mobile_bridge.slot import Slot
from mobile_bridge.snapshot import PhoneLook

log = logging.getLogger(__name__)

MOST_REFUSALS = 1000  # in the log: a computer that tries for days does not fill the disk


@dataclass(frozen=True, slots=True)
class Want:
    """What the desktop wants of a phone: pictures or none, of which size and rate."""

    frames: bool = False
    size: str = "1280x720"
    fps: float = 30.0


class Busy(Exception):
    """Another phone is live."""


@dataclass(slots=True)
class Hub:
    """The bridge's state. One phone is live at a time.

    `last` is the name of the phone that came last; `told` is called after `want` or `look` changed.
    """

    slot: Slot
    pairing: Pairing
    reports: Reports
    name: str
    want: Want = Want()
    look: PhoneLook = PhoneLook()
    live: LivePhone | None = None
    last: str = ""
    attempt: str = ""
    alternatives: tuple[str, ...] = ()
    told: list[Callable[[], None]] = field(default_factory=list)
    refused: set[tuple[str, str]] = field(default_factory=set)

    def admit(self, phone: LivePhone) -> None:
        """Let a phone be the live one; the same phone again replaces itself. Busy if another one is."""
        self.check_free(phone.name, phone.id)
        if self.live is not None:
            self.live.end("replaced", "The same phone has connected anew.")
        self.live, self.last = phone, phone.name
        log.info("%s is connected", phone.name)

    def check_free(self, name: str, phone_id: str = "") -> None:
        """Busy if another phone than this one is live; one that pairs has no id yet."""
        if self.live is not None and self.live.id != phone_id:
            self.refuse(name, f"{self.live.name} is connected")
            raise Busy

    def leave(self, phone: LivePhone) -> None:
        """The phone has gone."""
        if self.live is phone:
            self.live = None
            log.info("%s is gone", phone.name)

    def with_bearer(self, bearer: str) -> LivePhone | None:
        """Return the live phone if this is the bearer token of its session."""
        live = self.live
        known = live is not None and hmac.compare_digest(in_bytes(bearer), live.bearer.encode())
        return live if known else None

    def refuse(self, who: str, why: str, *, kind: str = "", name: str = "") -> None:
        """Remember who was turned away; the log has it once for each of them and each kind of reason.

        Parameters
        ----------
        who
            An address, or a phone that is paired.
        why
            For people.
        kind
            What `why` is an example of, if its words vary.
        name
            What it calls itself.
        """
        self.attempt = f"{f'{name} at {who}' if name else who} was turned away: {why}"
        this = who, kind or why
        if this not in self.refused and len(self.refused) < MOST_REFUSALS:
            self.refused.add(this)
            log.warning("%s", self.attempt)

    def change(self, *, want: Want | None = None, look: PhoneLook | None = None) -> None:
        """Take over what is wanted, and tell the phone if that is something else."""
        former = self.want, self.look
        self.want, self.look = want or self.want, look or self.look
        if (self.want, self.look) != former:
            for tell in self.told:
                tell()

    def forget(self, phone_id: str) -> bool:
        """Forget a paired phone; if it is live, it is sent away."""
        if self.live is not None and self.live.id == phone_id:
            self.live.end("forgotten", "This phone was removed on the computer.")
        self.reports.forget(phone_id)
        return self.pairing.forget(phone_id)
