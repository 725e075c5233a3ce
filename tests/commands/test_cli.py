"""The command line as a person meets it: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.clips import write_clip
from vcam import __version__

HEAVY = ("numba", "cv2", "av", "ai_edge_litert", "PySide6", "pyvirtualcam")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def lowlight(*words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vcam.cli", *map(str, words)],
        env=os.environ | {"LOWLIGHT_CAM_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def dark_picture(path: Path, size: tuple[int, int] = (97, 63)) -> Path:
    width, height = size
    ramp = np.linspace(4, 40, width).astype(np.uint8)
    picture = np.repeat(np.tile(ramp, (height, 1))[..., None], 3, axis=2)
    assert cv2.imwrite(str(path), picture)
    return path


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["run", "--help"], ["enhance", "--help"]])
def test_help_and_version_do_not_wait_for_heavy_imports(words: list[str]) -> None:
    code = (
        f"import sys\nfrom vcam import cli\ntry:\n    cli.main({words!r})\nexcept SystemExit as end:\n"
        f"    assert end.code == 0\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version_is_the_projects(home: Path) -> None:
    assert lowlight("--version", home=home).stdout == f"lowlight-cam {__version__}\n"


def test_a_picture_gets_brighter_and_keeps_its_odd_size(home: Path, tmp_path: Path) -> None:
    source, target = dark_picture(tmp_path / "in.png"), tmp_path / "out.png"
    done = lowlight("enhance", source, target, "--json", home=home)
    assert done.returncode == 0, done.stderr
    (figures,) = json.loads(done.stdout)
    after = cv2.imread(str(target))
    assert after is not None
    assert after.shape == (63, 97, 3)
    assert after.mean() > cv2.imread(str(source)).mean() + 20  # type: ignore[union-attr]
    assert figures["mean_after"] == pytest.approx(after.mean() / 255, abs=0.02)
    assert (figures["width"], figures["height"], figures["frames"]) == (97, 63, 1)


def test_strength_zero_and_off_leave_the_picture_as_it_is(home: Path, tmp_path: Path) -> None:
    source = dark_picture(tmp_path / "in.png")
    for words in (["--off"], ["--on", "--strength", "0"]):
        target = tmp_path / "out.png"
        assert lowlight("enhance", source, target, *words, home=home).returncode == 0
        difference = np.abs(cv2.imread(str(target)).astype(int) - cv2.imread(str(source)))  # type: ignore[union-attr]
        assert difference.max() <= 1


def test_denoise_takes_noise_away_as_far_as_it_is_said(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "in.png"
    noise = np.random.default_rng(0).normal(0, 3, (120, 160, 3))
    cv2.imwrite(str(source), np.rint(30 + noise).clip(0, 255).astype(np.uint8))
    left = []
    for amount in ("0", "0.5", "1"):
        target = tmp_path / f"{amount}.png"
        assert lowlight("enhance", source, target, "--on", "--denoise", amount, home=home).returncode == 0
        left.append(cv2.imread(str(target)).std())  # type: ignore[union-attr]
    assert left[2] < 0.5 * left[0]
    assert left[2] < left[1] < left[0]
    done = lowlight("enhance", source, tmp_path / "out.png", "--denoise", "2", home=home)
    assert done.returncode == 2
    assert "denoise = '2' is not allowed" in done.stderr
    assert not (tmp_path / "out.png").exists()


def test_a_folder_keeps_its_names_and_goes_on_after_a_damaged_file(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    dark_picture(folder / "größe 1.png")
    dark_picture(folder / "2.jpg")
    (folder / "3.png").write_bytes(b"no picture")
    done = lowlight("enhance", folder, tmp_path / "out", home=home)
    assert done.returncode == 3
    assert "3.png" in done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["2.jpg", "größe 1.png"]


def test_a_video_keeps_its_size_and_length(home: Path, tmp_path: Path) -> None:
    source = write_clip(tmp_path / "in.mp4", (96, 64), tuple(range(0, 240, 40)), codec="libx264")
    done = lowlight("enhance", source, tmp_path / "out.mp4", "--on", "--json", home=home)
    assert done.returncode == 0, done.stderr
    (figures,) = json.loads(done.stdout)
    assert (figures["width"], figures["height"], figures["frames"]) == (96, 64, 6)


def test_rubbish_gets_a_sentence_and_a_status(home: Path, tmp_path: Path) -> None:
    picture = dark_picture(tmp_path / "in.png")
    (tmp_path / "film.mp4").write_text("no film")
    cases: list[tuple[int, str, list[str | Path]]] = [
        (3, "does not exist", ["enhance", tmp_path / "missing.png", tmp_path / "out.png"]),
        (3, "film.mp4", ["enhance", tmp_path / "film.mp4", tmp_path / "out.mp4"]),
        (4, "is the file that is read", ["enhance", picture, picture]),
        (2, "strength", ["enhance", picture, tmp_path / "out.png", "--strength", "5"]),
        (2, "size", ["run", "--size", "large"]),
        (2, "--from", ["bench", "--from", "mjpeg"]),
        (2, "no setting", ["settings", "colour", "red"]),
    ]
    for status, says, words in cases:
        done = lowlight(*words, home=home)
        assert done.returncode == status, (words, done.stderr)
        assert says in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.png").exists()


def test_settings_are_kept_shown_undone_and_reset(home: Path) -> None:
    assert lowlight("settings", "strength", "0.5", home=home).stdout == "0.5\n"
    assert lowlight("settings", "strength", home=home).stdout == "0.5\n"
    assert json.loads(lowlight("settings", "--json", home=home).stdout)["strength"] == 0.5
    assert "* strength" in lowlight("settings", home=home).stdout
    lowlight("settings", "--undo", home=home)
    assert lowlight("settings", "strength", home=home).stdout == "1.0\n"
    lowlight("settings", "mirror", "yes", home=home)
    lowlight("settings", "--reset", home=home)
    assert lowlight("settings", "mirror", home=home).stdout == "False\n"
    assert lowlight("settings", "--path", home=home).stdout.strip().endswith("settings.toml")


def test_a_damaged_settings_file_is_named_and_reset_mends_it(home: Path) -> None:
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text("strength = lots")
    done = lowlight("settings", home=home)
    assert done.returncode == 2
    assert "settings.toml" in done.stderr
    assert "--reset" in done.stderr
    assert lowlight("settings", "--reset", home=home).returncode == 0
    assert lowlight("settings", home=home).returncode == 0


def test_the_demo_writes_before_and_after_without_a_display(home: Path, tmp_path: Path) -> None:
    done = lowlight("demo", "--files", "--seconds", "2", "--out", tmp_path / "out", home=home)
    assert done.returncode == 0, done.stderr
    assert "enhance" in done.stdout
    both = cv2.imread(str(tmp_path / "out" / "before-after.png"))
    assert both is not None
    half = both.shape[1] // 2
    assert both[:, half:].mean() > both[:, :half].mean() + 30
    assert (tmp_path / "out" / "before-after.mp4").stat().st_size > 10_000


def test_a_machine_without_camera_and_device_shows_the_demo(home: Path, tmp_path: Path) -> None:
    if Path("/sys/class/video4linux").exists():
        pytest.skip("this machine has V4L2")
    done = subprocess.run(
        [sys.executable, "-m", "vcam.cli", "run", "--or-demo", "--seconds", "1"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        | {"LOWLIGHT_CAM_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout
    assert (tmp_path / "out" / "before-after.png").exists()


def test_bench_prints_figures(home: Path) -> None:
    words = ["bench", "--size", "64x48", "--from", "nv12", "--no-baselines", "--frames", "12", "--json"]
    done = lowlight(*words, home=home)
    assert done.returncode == 0, done.stderr
    whole, *_ = json.loads(done.stdout)["rows"]
    assert whole["contestant"] == "whole path"
    assert all(each["median_ms"] > 0 for each in whole["stages"].values())


def test_bench_of_runtimes_has_each_format_and_says_what_the_gpu_said(home: Path) -> None:
    done = lowlight("bench", "--runtimes", "0", "--json", home=home)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["rows"]
    tflite = [row for row in rows if row["runtime"] == "TFLite XNNPACK"]
    assert {(row["model"], row["threads"]) for row in tflite} >= {
        ("int8", 1),
        ("float32", 2),
        ("whole-int8", 1),
    }
    assert all(row["wall_ms"]["median"] > 0 for row in tflite)
    gpu = [row for row in rows if row["runtime"].startswith("TFLite GPU")]
    assert len(gpu) == 4
    assert all(("error" in row) != ("wall_ms" in row) for row in gpu)
