"""The made-up machine, with its programs on PATH."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fake_machine import FakeMachine, on_path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    return on_path(FakeMachine(tmp_path / "machine"), monkeypatch)
