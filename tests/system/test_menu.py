"""The menu's entry, and everything for Linux desktops under packaging/linux."""

from __future__ import annotations

import argparse
import importlib.resources
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from vcam.commands import desktop
from vcam.core.errors import DesktopError
from vcam.system import desktop_entry, menu
from vcam.system.identity import APP_ID, NAME

PACKAGING = Path(__file__).parents[2] / "packaging" / "linux"
ICONS = sorted((Path(str(importlib.resources.files("vcam"))) / "ui" / "icons").glob("*.svg"))
STATES = ("off", "waiting", "live", "phone", "problem")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "data of 100 %"
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(menu, "app_command", lambda: ("/opt/low light/gui",))
    monkeypatch.setattr(menu, "command_line", lambda: ("/opt/low light/100%/cli",))
    return home


def files(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}


def lowlight(*words: str) -> int:
    parser = argparse.ArgumentParser()
    desktop.add(parser.add_subparsers())
    args = parser.parse_args(["desktop", *words])
    status: int = args.func(args)
    return status


def test_in_and_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lowlight() == 0
    assert files(home) == {menu.ENTRY, *menu.ICONS}
    assert f"Wrote {home / menu.ENTRY}\n" in capsys.readouterr().out
    assert lowlight("--remove") == 0
    assert files(home) == set()
    assert lowlight("--remove") == 0
    assert "nothing to take away" in capsys.readouterr().out


def test_the_entry_starts_this_installation(home: Path) -> None:
    menu.install()
    keys = desktop_entry.read((home / menu.ENTRY).read_text("utf-8"))
    assert keys["Exec"] == '"/opt/low light/gui"'
    assert keys["TryExec"] == "/opt/low light/gui"
    assert (keys["Name"], keys["Icon"]) == (NAME, APP_ID)
    assert {"Comment[de]", "Comment[zh_CN]"} <= set(keys)


def test_others_files_stay(home: Path) -> None:
    other = home / "applications" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("other")
    menu.install(service=True)
    menu.install(service=True)
    menu.remove()
    assert files(home) == {"applications/other.desktop"}


def test_the_service_starts_this_installation(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lowlight("--service") == 0
    unit = (home / menu.SERVICE).read_text()
    assert 'ExecStart="/opt/low light/100%%/cli" "run"\n' in unit
    assert "systemctl --user enable" in capsys.readouterr().out


@pytest.mark.parametrize("where", ["", "relative"])
def test_the_default_folder(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", where)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert menu.install()[0] == tmp_path / ".local" / "share" / menu.ENTRY


def test_a_folder_that_cannot_be_written_is_an_error(home: Path) -> None:
    home.write_text("a file where the folder should be")
    with pytest.raises(DesktopError, match="menu cannot be changed") as caught:
        menu.install()
    assert caught.value.hint


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_there_is_no_such_menu(home: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    for do in (menu.install, menu.remove):
        with pytest.raises(DesktopError, match="not made of files"):
            do()
    assert not home.exists()


def test_words_of_a_unit() -> None:
    unit = menu.with_command("[Service]\nExecStart=a b\nRestart=no\n", ['a "b"', "$HOME", "c\\d"])
    assert unit == '[Service]\nExecStart="a \\"b\\"" "$$HOME" "c\\\\d"\nRestart=no\n'


# what lies under packaging/linux


def checked(*command: str | Path) -> None:
    if not shutil.which(str(command[0])):
        pytest.skip(f"needs {command[0]}")
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("service", [False, True])
def test_the_entry_is_valid(home: Path, service: bool) -> None:
    checked("desktop-file-validate", PACKAGING / f"{APP_ID}.desktop")
    menu.install(service=service)
    checked("desktop-file-validate", home / menu.ENTRY)


def test_the_metainfo_is_valid() -> None:
    checked("appstreamcli", "validate", "--no-net", PACKAGING / f"{APP_ID}.metainfo.xml")


def test_the_unit_is_valid(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "command_line", lambda: (sys.executable, "-m", "vcam.cli"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    menu.install(service=True)
    checked("systemd-analyze", "verify", "--user", "--man=no", "--recursive-errors=no", home / menu.SERVICE)


def test_one_id_everywhere() -> None:
    metainfo = ET.parse(PACKAGING / f"{APP_ID}.metainfo.xml").getroot()
    assert [metainfo.findtext(tag) for tag in ("id", "icon")] == [APP_ID, APP_ID]
    assert metainfo.findtext("launchable") == f"{APP_ID}.desktop"
    keys = desktop_entry.read((PACKAGING / f"{APP_ID}.desktop").read_text("utf-8"))
    assert (keys["Icon"], keys["StartupWMClass"]) == (APP_ID, APP_ID)
    assert (keys["Comment"], keys["Comment[de]"], keys["Comment[zh_CN]"]) == tuple(
        each.text for each in metainfo.iter("summary")
    )


def test_there_is_an_icon_for_everything() -> None:
    wanted = {APP_ID, f"{APP_ID}-symbolic"}
    wanted |= {f"tray-{state}{kind}" for state in STATES for kind in ("", "-symbolic")}
    wanted |= {f"status-{how}" for how in ("ok", "warn", "fail")}
    wanted |= {f"chevron-{ground}" for ground in ("dark", "light")}
    assert {path.stem for path in ICONS} == wanted


@pytest.mark.parametrize("size", [16, 22, 128])
def test_tray_icons_differ_without_their_colour(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    import numpy as np
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    grey = {}
    for path in ICONS:
        image = QImage(size, size, QImage.Format.Format_Grayscale8)
        image.fill(128)
        renderer = QSvgRenderer(str(path))
        assert renderer.isValid()
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(size, image.bytesPerLine())
        grey[path.stem] = rows[:, :size].astype(int)
    # the contrast within each icon is another picture, not only another tone
    for kind in ("", "-symbolic"):
        shapes = {state: grey[f"tray-{state}{kind}"] > grey[f"tray-{state}{kind}"].mean() for state in STATES}
        for first in STATES:
            for second in STATES:
                if first != second:
                    same = (shapes[first] == shapes[second]).mean()
                    assert 0.05 < same < 0.93, (first, second, same)
