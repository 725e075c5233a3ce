"""What viewers see while there is no picture: a card with the reason, black, or a picture of one's own."""

from __future__ import annotations

import logging
from pathlib import Path

from vcam.core.errors import UnreadableMedia
from vcam.core.formats import FULL_601, PixelFormat
from vcam.core.frame import Frame
from vcam.media.picture import read_picture
from vcam.passes import FramePasses
from vcam.settings import BLACK, CARD
from vcam.sinks.base import OutputMode
from vcam.sinks.card import draw_card
from vcam.snapshot import Status
from vcam.sources.pictures import fit_into

log = logging.getLogger(__name__)

CALM = {
    "camera-lost": "Camera unplugged, waiting",
    "camera-not-found": "No camera, waiting",
    "camera-busy": "Another program uses the camera, waiting",
    "camera-denied": "No access to the camera",
    "phone-lost": "Phone lost, retrying",
    "phone-awaited": "Waiting for your phone",
}
"""What those in the call read for a problem; what exactly it is, is beneath in small letters."""


class Placeholder:
    """Draws once for as long as nothing changes."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        self._shown: tuple[object, ...] = ()

    def show(self, mode: OutputMode, status: Status, choice: str) -> Frame:
        """Return a frame of this mode.

        `choice` is that of the settings; a picture that cannot be read gives the card, and a line in the log.
        """
        wanted = (mode.format, mode.size, mode.colour, choice, (status.code, status.title, status.detail))
        if self._frame is None or wanted != self._shown:
            self._frame, self._shown = Frame.allocate(mode.format, mode.size, mode.colour), wanted
            _draw(self._frame, status, choice)
        return self._frame


def _draw(frame: Frame, status: Status, choice: str) -> None:
    if choice == CARD:
        _draw_card(frame, status)
        return
    picture = Frame.allocate(PixelFormat.BGR, frame.size, FULL_601)
    if choice != BLACK:
        try:
            fit_into(read_picture(Path(choice).expanduser()), picture.planes[0])
        except UnreadableMedia as exc:
            log.warning("no placeholder: %s", exc.title)
            _draw_card(frame, status)
            return
    FramePasses(picture.colour, frame.colour).convert(picture, frame)


def _draw_card(frame: Frame, status: Status) -> None:
    title, detail = status.title, status.detail
    if status.code in CALM:
        title, detail = CALM[status.code], status.title
    draw_card(frame, title, detail)
