"""The start at login, on each system's own ground; Windows' registry is a stand-in."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from vcam.core.errors import DesktopError
from vcam.system import autostart, identity
from vcam.system.identity import APP_ID, app_command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "a home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    program = home / "bin" / "lowlight cam"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(autostart, "app_command", lambda: (str(program),))
    return home


@pytest.fixture
def entry(home: Path) -> Path:
    return home / ".config" / "autostart" / f"{APP_ID}.desktop"


def test_on_and_off(home: Path, entry: Path) -> None:
    assert not autostart.is_enabled()
    assert [each.name for each in home.iterdir()] == ["bin"], "looking wrote something"
    autostart.enable()
    assert autostart.is_enabled()
    text = entry.read_text()
    assert f'Exec="{home}/bin/lowlight cam" --background\n' in text
    assert [each.name for each in entry.parent.iterdir()] == [entry.name]
    autostart.disable()
    autostart.disable()
    assert not autostart.is_enabled()
    assert not entry.exists()


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="needs desktop-file-utils")
def test_the_entry_is_valid(entry: Path) -> None:
    autostart.enable()
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_configuration_folder_of_the_session(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    autostart.enable()
    assert (tmp_path / "config" / "autostart" / f"{APP_ID}.desktop").exists()
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")  # "must be absolute ... should consider invalid"
    assert not autostart.is_enabled()


@pytest.mark.parametrize(
    "line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "TryExec=/no/such/program", "Exec="]
)
def test_switched_off_elsewhere_is_off_until_it_is_enabled_again(entry: Path, line: str) -> None:
    autostart.enable()
    entry.write_text(entry.read_text() + line + "\n")
    assert not autostart.is_enabled()
    autostart.enable()
    assert autostart.is_enabled()


@pytest.mark.parametrize("rubbish", [b"", b"\xff\xfe\0", b"Exec=run", b"[Desktop Entry]\n"])
def test_a_rubbish_entry_is_off(entry: Path, rubbish: bytes) -> None:
    entry.parent.mkdir(parents=True)
    entry.write_bytes(rubbish)
    assert not autostart.is_enabled()


def test_what_cannot_be_written_or_read_is_an_error_with_the_place(entry: Path) -> None:
    entry.mkdir(parents=True)
    for do in (autostart.is_enabled, autostart.enable, autostart.disable):
        with pytest.raises(DesktopError, match="autostart") as caught:
            do()
        assert caught.value.hint
    assert [each.name for each in entry.parent.iterdir()] == [entry.name], "half a file was left"


# macOS


@pytest.fixture
def agent(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "platform", "darwin")
    return home / "Library" / "LaunchAgents" / f"{APP_ID}.plist"


def test_an_agent_on_macos(home: Path, agent: Path) -> None:
    assert not autostart.is_enabled()
    autostart.enable()
    assert autostart.is_enabled()
    content = plistlib.loads(agent.read_bytes())
    assert content["ProgramArguments"] == [f"{home}/bin/lowlight cam", "--background"]
    assert (content["Label"], content["RunAtLoad"]) == (APP_ID, True)
    agent.write_bytes(plistlib.dumps({**content, "Disabled": True}))
    assert not autostart.is_enabled()
    autostart.disable()
    assert not agent.exists()


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"rubbish",
        b"<?xml",
        b"<plist><dict>",
        b"bplist00" + b"\xff" * 40,
        b"\xff\xfe\0\0",
        plistlib.dumps([1]),
        plistlib.dumps({"RunAtLoad": True}),
        plistlib.dumps({"RunAtLoad": True, "ProgramArguments": ["/gone"]}),
    ],
)
def test_a_rubbish_agent_is_off(agent: Path, rubbish: bytes) -> None:
    agent.parent.mkdir(parents=True)
    agent.write_bytes(rubbish)
    assert not autostart.is_enabled()


# Windows


class FakeRegistry(SimpleNamespace):
    """The calls of `winreg` that are used, on a dictionary."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

    def __init__(self) -> None:
        super().__init__(keys={autostart._RUN: {}}, denied=False, writes=0)

    @contextmanager
    def OpenKey(self, root: str, path: str, *_: int) -> Iterator[dict[str, object]]:  # noqa: N802
        if self.denied:
            raise PermissionError(13, "Access is denied")
        if path not in self.keys:
            raise FileNotFoundError(2, "no such key")
        yield self.keys[path]

    @contextmanager
    def CreateKey(self, root: str, path: str) -> Iterator[dict[str, object]]:  # noqa: N802
        with self.OpenKey(root, path) as key:
            yield key

    def QueryValueEx(self, key: dict[str, object], name: str) -> tuple[object, int]:  # noqa: N802
        if name not in key:
            raise FileNotFoundError(2, "no such value")
        return key[name], 1

    def SetValueEx(self, key: dict[str, object], name: str, reserved: int, kind: int, value: str) -> None:  # noqa: N802
        key[name] = value
        self.writes += 1

    def DeleteValue(self, key: dict[str, object], name: str) -> None:  # noqa: N802
        if name not in key:
            raise FileNotFoundError(2, "no such value")
        del key[name]
        self.writes += 1


@pytest.fixture
def registry(home: Path, monkeypatch: pytest.MonkeyPatch) -> FakeRegistry:
    registry = FakeRegistry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(autostart, "app_command", lambda: (r"C:\Program Files\LowLight\gui.exe", "-m", "a b"))
    return registry


def test_a_run_value_on_windows(registry: FakeRegistry) -> None:
    assert not autostart.is_enabled()
    autostart.disable()
    assert registry.writes == 0
    autostart.enable()
    assert autostart.is_enabled()
    line = r'"C:\Program Files\LowLight\gui.exe" -m "a b" --background'
    assert registry.keys[autostart._RUN] == {"LowLight Cam": line}
    autostart.disable()
    assert not autostart.is_enabled()


def test_the_task_managers_word_counts(registry: FakeRegistry) -> None:
    autostart.enable()
    for first, enabled in ((2, True), (3, False), (6, True), (7, False)):
        registry.keys[autostart._APPROVED] = {"LowLight Cam": bytes([first]) + bytes(11)}
        assert autostart.is_enabled() is enabled
    autostart.enable()
    assert autostart.is_enabled()


@pytest.mark.parametrize("rubbish", [b"", "text", 3])
def test_a_rubbish_word_of_the_task_manager_is_passed_over(registry: FakeRegistry, rubbish: object) -> None:
    autostart.enable()
    registry.keys[autostart._APPROVED] = {"LowLight Cam": rubbish}
    assert autostart.is_enabled()


def test_a_locked_registry_is_an_error(registry: FakeRegistry) -> None:
    registry.denied = True
    with pytest.raises(DesktopError, match="the registry: Access is denied"):
        autostart.enable()


# which program


def test_the_program_of_this_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("APPIMAGE", raising=False)
    monkeypatch.setattr(identity, "_scripts", lambda: tmp_path)
    assert app_command() == (sys.executable, "-m", "vcam.ui.app")
    (tmp_path / "lowlight-cam-gui").touch()
    assert app_command() == (str(tmp_path / "lowlight-cam-gui"),)
    monkeypatch.setenv("APPIMAGE", "/home/me/LowLight.AppImage")
    assert app_command() == ("/home/me/LowLight.AppImage",)
