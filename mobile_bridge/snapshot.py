"""What goes on with phones right now, frozen, for windows and commands."""

from __future__ import annotations

from dataclasses import dataclass

from mobile_bridge.reports import KeptReport


@dataclass(frozen=True, slots=True)
class PhoneLook:
    """How the picture is to be enhanced; see `vcam.enhance.look.Look`."""

    mode: str = "auto"
    strength: float = 1.0
    denoise: float = 1.0


@dataclass(frozen=True, slots=True)
class PhoneFigures:
    """The phone that is connected; what is not known (yet) is None.

    `delay_ms` is from capture to arrival, `jitter_ms` how that varies, `offset_ms` the desktop's clock minus
    the phone's. `lost` counts pictures that never came, `errors` those that could not be decoded.
    """

    id: str
    name: str
    transport: str
    width: int
    height: int
    fps: float
    enhanced: bool
    accelerator: str
    live: bool
    rtt_ms: float | None
    offset_ms: float | None
    delay_ms: float
    jitter_ms: float
    received: int
    lost: int
    errors: int
    decode_ms: float
    bitrate_bps: int
    phone_fps: float | None
    frame_ms: float | None
    encode_ms: float | None
    battery: float | None
    charging: bool | None
    hot: bool | None


@dataclass(frozen=True, slots=True)
class BridgeSnapshot:
    """The state of the bridge.

    `last` is the name of the phone that came last, gone or not; `look` is how it enhances, which a person may
    change there too; `attempt` says in words who was turned away last, and
    why; `report` is the last self-test of a phone, of this run or an earlier one.
    """

    listening: tuple[str, ...]
    port: int
    offered: bool
    phone: PhoneFigures | None
    last: str
    look: PhoneLook
    attempt: str
    report: KeptReport | None
