"""What is looked at and changed in session descriptions (RFC 8866) around aiortc."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from aiortc.sdp import SessionDescription

from mobile_bridge.addresses import is_lan

CODECS = {"video/h264": "h264", "video/vp8": "vp8"}
"""Those that are decoded here, by their MIME types, in FFmpeg's words."""

START_KBPS, LEAST_KBPS, MOST_KBPS = 4000, 2500, 8000
"""What 720p at 30 fps takes. Chrome begins with 300 kbit/s otherwise, in a quarter of the size, and stays
there for more than 16 s; without transport-wide feedback, which aiortc lacks, H.264 settles at the least."""


class Unacceptable(Exception):
    """An offer that cannot be answered; says why. `malformed`: it is none at all."""

    def __init__(self, why: str, *, malformed: bool = False) -> None:
        super().__init__(why)
        self.malformed = malformed


@dataclass(frozen=True, slots=True)
class Offer:
    """What a client wants to send. `sdp` is the description without what we do not answer to."""

    sdp: str
    codecs: tuple[str, ...]


def read_offer(text: str) -> Offer:
    """Check an offer: one video stream is sent, in a codec of ours, beside any sound.

    Candidates outside of local networks are left out, and ``.local`` names, which would have to be asked for
    by multicast: the client finds us, and we learn from where (RFC 8445, section 7.3.1.3).

    Raises
    ------
    Unacceptable
        With the reason.
    """
    text = _without_far_candidates(text)
    try:
        parsed = SessionDescription.parse(text)
        kinds = [media.kind for media in parsed.media]
        videos = [media for media in parsed.media if media.kind == "video"]
        secured = all(each.dtls and each.ice and each.ice.usernameFragment for each in parsed.media)
    except Exception as exc:  # aiortc's parser says by any error that it cannot read on
        raise Unacceptable("this is not a session description", malformed=True) from exc
    if not kinds or not secured:
        raise Unacceptable("this is not an offer of WebRTC", malformed=True)
    if len(videos) != 1 or set(kinds) - {"audio", "video"} or len(kinds) > 2:
        raise Unacceptable("one video stream is taken, and sound beside it")
    if videos[0].direction not in {"sendonly", "sendrecv"}:
        raise Unacceptable("the video has to be sent here")
    codecs = tuple(
        CODECS[each.mimeType.lower()] for each in videos[0].rtp.codecs if each.mimeType.lower() in CODECS
    )
    if not codecs:
        raise Unacceptable("H.264 and VP8 can be decoded here")
    return Offer(text, codecs)


def hint_bitrate(answer: str) -> str:
    """Let Chrome begin with a bitrate that the full size needs; others do not know the parameters."""
    limits = {"start": START_KBPS, "min": LEAST_KBPS, "max": MOST_KBPS}
    wanted = ";".join(f"x-google-{name}-bitrate={kbps}" for name, kbps in limits.items())
    types = [
        line.removeprefix("a=rtpmap:").split(" ")[0]
        for line in answer.splitlines()
        if line.startswith("a=rtpmap:") and line.split(" ")[1].lower() in {"h264/90000", "vp8/90000"}
    ]
    lines: list[str] = []
    for line in answer.splitlines():
        kind = next((each for each in types if line.startswith(f"a=fmtp:{each} ")), None)
        lines.append(f"{line};{wanted}" if kind else line)
        if kind:
            types.remove(kind)
    for kind in types:  # VP8 has no parameters of its own
        at = next(index for index, line in enumerate(lines) if line.startswith(f"a=rtpmap:{kind} "))
        lines.insert(at + 1, f"a=fmtp:{kind} {wanted}")
    return "\r\n".join(lines) + "\r\n"


def _without_far_candidates(text: str) -> str:
    kept = [line for line in text.splitlines() if not line.startswith("a=candidate:") or _is_near(line)]
    return "\r\n".join(kept) + "\r\n"


def _is_near(line: str) -> bool:
    """Whether a candidate's address (RFC 8839, section 5.1: the fifth field) is in a local network."""
    fields = line.split()
    if len(fields) < 8:
        return False
    try:
        return is_lan(fields[4]) or ipaddress.ip_address(fields[4]).is_loopback
    except ValueError:
        return False
