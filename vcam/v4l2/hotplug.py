"""Notice that a camera has come or gone."""

from __future__ import annotations

from pathlib import Path

from vcam.v4l2.inotify import ATTRIB, CREATE, DELETE, Inotify


class CameraListWatch:
    """Tells that a video node came, went, or became accessible. `fileno` can be waited for.

    Costs one system call a question; the list itself is read by who wants it.
    """

    def __init__(self, dev: Path = Path("/dev")) -> None:
        # The node comes before udev gives it to its group: that is the change of attributes.
        self._inotify = Inotify(dev, CREATE | DELETE | ATTRIB)

    def fileno(self) -> int:
        """Descriptor that is readable when there is something to ask for."""
        return self._inotify.fd

    def changed(self) -> bool:
        """True once after each change."""
        # the whole queue must be read, so no any() over the generator
        names = [notice.name for notice in self._inotify.read()]
        return any(name.startswith("video") for name in names)

    def close(self) -> None:
        """Stop watching."""
        self._inotify.close()
