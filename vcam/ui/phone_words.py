"""What a person reads about the phone: no widgets, figures go in, words come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vcam.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mobile_bridge.snapshot import BridgeSnapshot, PhoneFigures

LOW_BATTERY = 0.15


def in_list(name: str, *, connected: bool) -> str:
    """The phone in the list of cameras."""
    if not name:
        return tr("Phone")
    return tr("Phone: {name}", name=name) if connected else tr("Phone: {name} (not connected)", name=name)


def connection(now: BridgeSnapshot | None) -> str:
    """Whether the phone is there, in a sentence."""
    if now is None:
        return tr("Getting ready…")
    if now.phone is not None:
        return tr("{name} is connected", name=now.phone.name)
    return now.attempt or tr("Waiting for the phone…")


def in_short(phone: PhoneFigures) -> str:
    """Delay and rate in a few words, for the line above the frame budget."""
    return tr("phone {delay:.0f} ms, {fps:.0f} fps", delay=phone.delay_ms, fps=_rate(phone))


def facts(phone: PhoneFigures) -> Iterator[str]:
    """All that is known, a line each."""
    yield tr("Phone: {name}", name=phone.name)
    if phone.width:
        yield tr(
            "It sends {width} × {height}, {fps:.0f} fps, {where}",
            width=phone.width,
            height=phone.height,
            fps=_rate(phone),
            where=where_enhanced(phone),
        )
    yield tr("Delay {delay:.0f} ms, jitter {jitter:.0f} ms", delay=phone.delay_ms, jitter=phone.jitter_ms)
    yield tr(
        "{rate:.1f} Mbit/s, {lost} pictures lost, decoded in {decode:.1f} ms",
        rate=phone.bitrate_bps / 1e6,
        lost=phone.lost,
        decode=phone.decode_ms,
    )
    if phone.frame_ms is not None:
        yield tr("On the phone a frame takes {frame:.1f} ms", frame=phone.frame_ms)
    if phone.battery is not None:
        charging = tr("charging") if phone.charging else tr("not charging")
        yield tr("Battery {level:.0f} %, {charging}", level=phone.battery * 100, charging=charging)


def where_enhanced(phone: PhoneFigures) -> str:
    """On which processor of which device the picture is enhanced."""
    if phone.enhanced:
        return tr("enhanced on the phone ({accelerator})", accelerator=phone.accelerator)
    return tr("enhanced on this computer")


def warning(phone: PhoneFigures | None) -> str:
    """What will soon end the picture; empty while nothing will."""
    if phone is None:
        return ""
    if phone.hot:
        return tr("The phone is hot and may slow down. Take it out of its case, or choose a smaller size.")
    if phone.battery is not None and phone.battery < LOW_BATTERY and not phone.charging:
        return tr("The phone's battery is at {level:.0f} %: plug it in.", level=phone.battery * 100)
    return ""


def _rate(phone: PhoneFigures) -> float:
    return phone.phone_fps if phone.phone_fps is not None else phone.fps
