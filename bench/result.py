"""Where the figures of a bench go: to standard output, and into a file if one was asked for."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def tell(result: object, file: Path | None) -> None:
    """Print `result` as JSON, and write the same into `file`."""
    text = json.dumps(result, indent=1) + "\n"
    sys.stdout.write(text)
    if file is not None:
        file.write_text(text, encoding="utf-8")
