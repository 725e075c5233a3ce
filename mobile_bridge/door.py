"""What another way for pictures to come looks like, beside ``/ws``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from aiohttp import web

from mobile_bridge.hub import Hub


class Door(Protocol):
    """A way by which pictures come. All of it runs in the bridge's thread.

    ``Bridge(..., doors=[MyDoor])`` makes one with the hub at each start. Host, origin and headers are checked
    and set before its handlers run. A handler that gets a new stream does this::

        phone = hub.authorise(bearer, request.remote)     # None: answer 401
        if phone is not hub.live:                         # came by the WHIP key, not from our page
            phone.end = self.end_stream                   # called to send it away: (reason, words)
            hub.admit(phone)                              # raises Busy: answer 409
        phone.stream = Stream("whip", width, height, fps, enhanced=False, accelerator="")
        phone.show(video, captured_ns, enhanced=False)    # each picture
        hub.leave(phone)                                  # at the end, of what was admitted here

    A phone of our page is admitted by its WebSocket, and leaves with it.
    """

    def routes(self) -> Iterable[web.RouteDef]:
        """What the server is to serve."""
        ...

    async def close(self) -> None:
        """End all streams."""
        ...


DoorMaker = Callable[[Hub], Door]
