from __future__ import annotations

from pathlib import Path

import pytest

from tests.v4l2.fake_kernel import FakeKernel


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeKernel:
    return FakeKernel(tmp_path, monkeypatch)
