"""Offers that are taken and refused, and what is added to answers."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobile_bridge.sdp import MOST_KBPS, Unacceptable, hint_bitrate, read_offer

HEAD = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
SECURITY = (
    "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=setup:actpass\r\n"
    "a=fingerprint:sha-256 " + ":".join(["AB"] * 32) + "\r\n"
)
H264 = "a=rtpmap:102 H264/90000\r\na=fmtp:102 packetization-mode=1;profile-level-id=42e01f\r\n"
VP8 = "a=rtpmap:96 VP8/90000\r\n"


def media(kind: str = "video", codecs: str = H264 + VP8, direction: str = "sendonly", extra: str = "") -> str:
    types = " ".join(line[9:].split(" ")[0] for line in codecs.splitlines() if line.startswith("a=rtpmap:"))
    return (
        f"m={kind} 9 UDP/TLS/RTP/SAVPF {types}\r\nc=IN IP4 0.0.0.0\r\na=mid:{kind}\r\na=rtcp-mux\r\n"
        f"a={direction}\r\n{SECURITY}{codecs}{extra}"
    )


SOUND = media("audio", "a=rtpmap:111 opus/48000/2\r\n")


def test_the_codecs_are_told() -> None:
    assert read_offer(HEAD + media()).codecs == ("h264", "vp8")
    assert read_offer(HEAD + SOUND + media(codecs=VP8)).codecs == ("vp8",)


@pytest.mark.parametrize(
    ("offer", "why", "malformed"),
    [
        ("", "not an offer", True),
        ("hello", "not an offer", True),
        ("m=video here", "not a session description", True),
        (HEAD, "not an offer of WebRTC", True),
        (HEAD + media().replace("a=ice-ufrag:abcd\r\n", ""), "not an offer of WebRTC", True),
        (HEAD + SOUND, "one video stream", False),
        (HEAD + media() + media(), "one video stream", False),
        (HEAD + media() + SOUND + SOUND, "one video stream", False),
        (HEAD + media(direction="recvonly"), "sent here", False),
        (HEAD + media(codecs="a=rtpmap:45 AV1/90000\r\n"), "H.264 and VP8", False),
    ],
)
def test_what_is_refused(offer: str, why: str, malformed: bool) -> None:
    with pytest.raises(Unacceptable, match=why) as refused:
        read_offer(offer)
    assert refused.value.malformed is malformed


@given(
    st.text(max_size=300) | st.lists(st.sampled_from((HEAD + media() + SOUND).splitlines())).map("\r\n".join)
)
def test_rubbish_is_refused_or_read(text: str) -> None:
    with contextlib.suppress(Unacceptable):
        assert read_offer(text).codecs


def test_only_near_candidates_are_kept() -> None:
    near = ["192.168.1.7", "10.0.0.2", "127.0.0.1"]
    far = ["8.8.8.8", "2001:db8::1", "0a1b.local", "example.org", ""]
    lines = "".join(f"a=candidate:1 1 udp 2113937151 {each} 5000 typ host\r\n" for each in near + far)
    kept = read_offer(HEAD + media(extra=lines)).sdp
    assert [line.split()[4] for line in kept.splitlines() if line.startswith("a=candidate")] == near


def test_chrome_is_told_a_bitrate_for_every_codec() -> None:
    rtx = "a=rtpmap:103 rtx/90000\r\na=fmtp:103 apt=102\r\n"
    answer = hint_bitrate(HEAD + media(codecs=H264 + rtx + VP8))
    lines = {line.split(" ")[0]: line for line in answer.splitlines() if line.startswith("a=fmtp:")}
    for kind in ("a=fmtp:102", "a=fmtp:96"):
        assert lines[kind].endswith(f"x-google-max-bitrate={MOST_KBPS}")
    assert "profile-level-id=42e01f;x-google-start" in lines["a=fmtp:102"]
    assert lines["a=fmtp:103"] == "a=fmtp:103 apt=102"
    assert answer.endswith("\r\n")
    assert answer.count("\n") == answer.count("\r\n")
