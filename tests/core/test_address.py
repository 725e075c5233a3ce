"""No password of a camera in the network is shown."""

from __future__ import annotations

import pytest

from vcam.core.address import hide_secrets, is_address, without_secrets


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("rtsp://cam/stream1", "rtsp://cam/stream1"),
        ("http://anna:secret@192.168.1.7:8080/video", "http://…@192.168.1.7:8080/video"),
        ("rtsp://anna:se?cr@t/@cam/1", "rtsp://…@cam/1"),
        ("http://cam/video?user=anna&pwd=secret", "http://cam/video?…"),
        ("http://cam/video?pwd=se@cret", "http://…@cret"),
        ("HTTPS://:secret@cam", "HTTPS://…@cam"),
        ("Webcam user@home?", "Webcam user@home?"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_what_is_secret(address: str, shown: str) -> None:
    assert without_secrets(address) == shown


def test_addresses_in_a_text_too() -> None:
    text = 'rtsp://a:secret@cam/1 gives nothing, nor does "http://cam?k=secret"; x@y stays'
    assert hide_secrets(text) == 'rtsp://…@cam/1 gives nothing, nor does "http://cam?…"; x@y stays'


def test_a_webcam_is_no_address() -> None:
    assert is_address("RTSP://cam/1")
    assert not any(map(is_address, ("", "phone", "/dev/video0", "ftp://cam", "http:/cam")))
