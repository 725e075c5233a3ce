"""Addresses of network cameras: which are taken, what they are called, and why one fails."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import av

from vcam.core.errors import (
    CameraBusy,
    CameraDenied,
    CameraLost,
    CameraNotFound,
    ModeUnsupported,
    SourceError,
)

SCHEMES = ("http", "https", "rtsp", "rtsps")
PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322}
USUAL = """The usual addresses:
IP Webcam: http://PHONE:8080/video
DroidCam: http://PHONE:4747/video
network cameras: rtsp://CAMERA:554/ and a path that its manual says"""


def is_stream_url(text: str) -> bool:
    """Tell whether a camera's name is the address of one in the network."""
    return text.partition("://")[0].lower() in SCHEMES and "://" in text


@dataclass(frozen=True, slots=True)
class StreamUrl:
    """An address. Its `text` may hold a password: it goes to FFmpeg and to nobody else."""

    text: str
    host: str
    port: int

    @property
    def label(self) -> str:
        """Name for people, without user, password and path."""
        return self.host if self.port in PORTS.values() else f"{self.host}:{self.port}"

    @classmethod
    def parse(cls, text: str) -> StreamUrl:
        """Read it; CameraNotFound says what is wrong."""
        try:
            parts = urlsplit(text.strip())
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            parts, port = SplitResult("", "", "", "", ""), 0
        if parts.scheme not in SCHEMES or not parts.hostname or not text.strip().isprintable():
            raise CameraNotFound("this is not the address of a network camera", hint=USUAL)
        return cls(text.strip(), parts.hostname, port)

    def refusal(self, error: Exception) -> SourceError:  # noqa: PLR0911  a table
        """Say in our own errors why it cannot be opened; FFmpeg's words have the password in them."""
        name = self.label
        match error:
            case av.HTTPUnauthorizedError() | av.HTTPForbiddenError():
                return CameraDenied(
                    f"{name} wants a user and a password, or others",
                    hint="Write them into the address: http://user:password@host/...",
                )
            case av.HTTPNotFoundError():
                return CameraNotFound(f"{name} has no video at this path", hint=USUAL)
            case av.HTTPTooManyRequestsError() | av.HTTPServerError():
                return CameraBusy(
                    f"{name} cannot send now",
                    hint="Most apps send to one program at a time: close others, or restart the app.",
                )
            case av.HTTPError() | av.DecoderNotFoundError():
                return self.unreadable()
            case av.ConnectionRefusedError():
                return CameraNotFound(
                    f"nothing listens at {self.host}, port {self.port}",
                    hint="Start the server in the phone's app, and compare the port.",
                )
            case OSError() if error.errno in {errno.EHOSTUNREACH, errno.ENETUNREACH}:
                return CameraNotFound(f"there is no way to {name}", hint="Are both in the same network?")
            case av.ExitError() | TimeoutError():
                return self.silence()
            case _:
                return CameraLost(f"{name} broke off", hint="Look whether the phone's app still runs.")

    def unknown(self) -> SourceError:
        """Nobody knows the host's address."""
        return CameraNotFound(
            f"no computer or phone is called {self.host}",
            hint="Use the numbers that the phone's app shows, like 192.168.1.7.",
        )

    def unreadable(self) -> SourceError:
        """It answers, but what it sends is no video."""
        return ModeUnsupported(f"{self.label} sends no video that can be read", hint=USUAL)

    def silence(self) -> SourceError:
        """Nothing came for too long."""
        return CameraLost(
            f"{self.label} sends nothing", hint="Is the phone's app in front, and both in the same network?"
        )
