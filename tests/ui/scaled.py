"""Draw the window into a file and say what is seen: ``QT_SCALE_FACTOR=2 python -m tests.ui.scaled FILE``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.ui.fakes import LIVE, FakeEngines
from tests.ui.looks import clipped
from vcam.settings import Settings
from vcam.ui.app import make_application
from vcam.ui.background import Background
from vcam.ui.devices import DeviceLists
from vcam.ui.session import Session
from vcam.ui.window import Window


def main(file: str) -> None:
    app = make_application()
    session = Session(Settings(), Path(file).with_suffix(".toml"), FakeEngines().make)
    window = Window(session, DeviceLists(Background(), "LowLight Cam"))
    window.show()
    window.show_snapshot(LIVE)
    app.processEvents()
    window.resize(1120, 760)
    app.processEvents()
    window.grab().save(file)
    seen = {
        "ratio": window.devicePixelRatioF(),
        "size": list(window.size().toTuple()),
        "clipped": clipped(window),
    }
    print(json.dumps(seen))
    window.hide()
    session.stop()


if __name__ == "__main__":
    main(sys.argv[1])
