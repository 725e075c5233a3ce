"""One copy per user: a second start shows the window of the first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desktop import Desktop, wait_until
from vcam.system import paths
from vcam.ui.app import main
from vcam.ui.instance import Instance
from vcam.ui.program import Program

ROOT = Path(__file__).parents[2]
WAIT_MS = 60_000
OTHER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from vcam.ui.instance import Instance
app = QCoreApplication(["LowLight Cam"])
instance = Instance(Path(sys.argv[1]))
print(instance.claim(), flush=True)
sys.stdin.read()
"""


def another(folder: Path) -> subprocess.Popen[str]:
    """Another process that wants to be the first; it stays."""
    return subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_second_process_is_refused_and_the_first_hears_of_it(
    first: Instance, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(first.asked_to_show, timeout=WAIT_MS):
        process = another(tmp_path)
    assert answer(process) == "False"
    process.communicate()


def test_a_second_start_shows_the_window_and_exits_with_0(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    instance = Instance(paths.config_dir())
    paths.config_dir().mkdir(parents=True)
    assert instance.claim()
    instance.asked_to_show.connect(program.show_window)
    with qtbot.waitSignal(instance.asked_to_show, timeout=WAIT_MS):
        second = subprocess.Popen(
            [sys.executable, "-m", "vcam.ui.app"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    said, _ = second.communicate(timeout=60)
    assert (second.returncode, said) == (0, "LowLight Cam is running already; its window is shown.\n")
    assert program.window.isVisible()
    instance.release()


def test_after_the_first_has_gone_the_next_is_the_first(first: Instance, tmp_path: Path) -> None:
    first.release()
    first.release()
    process = another(tmp_path)
    assert answer(process) == "True"
    end(process)
    assert first.claim()


def test_the_lock_of_a_killed_process_is_taken_over_and_so_is_its_socket(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    killed = another(tmp_path)
    assert answer(killed) == "True"
    end(killed)
    assert (tmp_path / "running.lock").exists()
    heir = Instance(tmp_path)
    assert heir.claim()
    with qtbot.waitSignal(heir.asked_to_show, timeout=WAIT_MS):
        third = another(tmp_path)
    assert answer(third) == "False"
    end(third)
    heir.release()


def test_a_first_that_does_not_answer_does_not_keep_the_second(qapp: QApplication, tmp_path: Path) -> None:
    silent = QLockFile(str(tmp_path / "running.lock"))
    assert silent.tryLock(0)
    assert not Instance(tmp_path).claim()
    silent.unlock()


@pytest.mark.parametrize("content", ["", "rubbish", "999999\nsomebody\nelsewhere\n", "\0" * 5000])
def test_a_lock_file_of_rubbish_is_no_copy(qapp: QApplication, tmp_path: Path, content: str) -> None:
    (tmp_path / "running.lock").write_text(content)
    # of an age: a young one without a name in it may be just being written
    os.utime(tmp_path / "running.lock", (1, 1))
    instance = Instance(tmp_path)
    assert instance.claim()
    instance.release()


def test_where_no_lock_can_be_written_the_program_runs(qapp: QApplication, tmp_path: Path) -> None:
    instance = Instance(tmp_path / "there is no such folder")
    assert instance.claim()
    instance.release()


def test_a_folder_of_the_settings_that_cannot_be_made_is_no_traceback(
    qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "config").write_text("a file in its place")
    with subprocess.Popen(
        [sys.executable, "-m", "vcam.ui.app"],
        cwd=ROOT,
        env={**os.environ, "LOWLIGHT_CAM_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        desktop = Desktop(os.environ["DISPLAY"])
        wait_until(lambda: process.poll() is not None or desktop.windows("LowLight Cam"), "its window")
        process.terminate()
        said, _ = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert process.returncode == 0


def test_help_and_version_need_no_screen(capsys: pytest.CaptureFixture[str]) -> None:
    for flag, word in (("--help", "--background"), ("--version", "lowlight-cam-gui ")):
        with pytest.raises(SystemExit) as ended:
            main([flag])
        assert ended.value.code == 0
        assert word in capsys.readouterr().out
