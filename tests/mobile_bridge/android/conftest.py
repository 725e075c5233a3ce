"""The app's classes, compiled once, and JUnit to run its tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.mobile_bridge.android.java import NEEDED, Java, skip_without
from tests.mobile_bridge.android.packed import packed

__all__ = ["java", "java_main", "junit", "packed"]

PACKAGE = "io.github.lowlightcam.phone"

JUnit = Callable[..., str]
"""junit("net.InvitationTest", shim=False, properties={}): runs a class, and returns what it printed."""


@pytest.fixture(scope="session")
def java(request: pytest.FixtureRequest) -> Java:
    """The app's classes on this computer's JVM."""
    skip_without(NEEDED)
    cache = request.config.cache
    assert cache is not None
    return Java(cache.mkdir("android"))


@pytest.fixture(scope="session")
def java_main(java: Java) -> Path:
    """The folder of the app's class files."""
    return java.main


@pytest.fixture(scope="session")
def junit(java: Java) -> JUnit:
    """Run a class of JUnit tests, named below the app's package."""

    def run(name: str, *, shim: bool = False, properties: Mapping[str, str] | None = None) -> str:
        return java.run("org.junit.runner.JUnitCore", f"{PACKAGE}.{name}", shim=shim, properties=properties)

    return run
