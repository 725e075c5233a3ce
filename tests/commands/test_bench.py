"""The words of ``bench``, and what it prints."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

import pytest

from vcam.commands import bench
from vcam.core.errors import SettingsError
from vcam.core.formats import FrameSize, PixelFormat

Command = Callable[..., int]


@pytest.fixture
def lowlight(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Run ``bench WORDS``."""
    monkeypatch.setenv("LOWLIGHT_CAM_HOME", str(tmp_path_factory.mktemp("home")))
    parser = argparse.ArgumentParser()
    bench.add(parser.add_subparsers())

    def run(*words: str) -> int:
        args = parser.parse_args(["bench", *words])
        status: int = args.func(args)
        return status

    return run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is asked to be measured, instead of doing it."""
    from vcam.commands import offline

    calls: list[dict[str, Any]] = []

    def measure(sizes: object, sources: object, targets: object, **more: object) -> list[object]:
        calls.append({"sizes": sizes, "from": sources, "to": targets, **more})
        return []

    monkeypatch.setattr(offline, "measure", measure)
    return calls


def test_the_acceptance_row(lowlight: Command, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--size", "64x48", "--from", "nv12", "--to", "i420", "--frames", "8", "--json"]
    assert lowlight(*words) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["budget_ms"] == pytest.approx(33.33, abs=0.01)
    rows = {row["contestant"]: row for row in result["rows"]}
    others = ["numpy", "opencv", "article", "obs plug-in"]
    assert list(rows) == ["whole path", "copy", "mjpeg decode", *others]
    assert all((row["size"], row["from"], row["to"]) == ("64x48", "nv12", "i420") for row in rows.values())
    assert all(row["cpu_ms"]["median"] > 0 for row in rows.values())
    whole = rows["whole path"]
    assert set(whole["stages"]) >= {"shrink", "network", "calm", "enhance"}
    assert "total" not in whole["stages"]
    assert list(whole["times_faster_than"]) == others
    assert [at["frames"] for at in whole["memory_mib"]] == [8]


def test_memory_is_told_after_as_many_frames_as_it_says(
    lowlight: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    lowlight("--size", "64x48", "--from", "nv12", "--no-baselines", "--frames", "120", "--json")
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["contestant"] for row in rows] == ["whole path", "copy", "mjpeg decode"]
    assert [at["frames"] for at in rows[0]["memory_mib"]] == [100, 120]
    assert rows[0]["frames"] == 120


def test_the_table(lowlight: Command, capsys: pytest.CaptureFixture[str]) -> None:
    # an odd size is nothing to the kernels and the JPEG decoder
    assert (
        lowlight("--size", "63x47", "--from", "i422", "--to", "nv12", "--no-baselines", "--frames", "3") == 0
    )
    text = capsys.readouterr().out
    assert "63x47 i422 to nv12" in text
    assert "memory of all together:" in text
    assert "after 3 frames" in text
    assert "\n  enhance " in text


def test_sizes_and_formats_repeat_and_have_all(lowlight: Command, asked: list[dict[str, Any]]) -> None:
    lowlight(
        "--size", "64x48", "--size", "ALL", "--size", "720p", "--from", "all", "--to", "BGR", "--to", "i420"
    )
    (call,) = asked
    assert call["sizes"] == [FrameSize(64, 48), *bench.SIZES]
    assert call["from"] == list(bench.SOURCES)
    assert [each.name for each in call["to"]] == ["BGR", "I420"]
    assert (call["count"], call["baselines"]) == (None, True)


def test_without_words_it_is_quick(lowlight: Command, asked: list[dict[str, Any]]) -> None:
    lowlight()
    (call,) = asked
    assert call["sizes"] == [FrameSize(1280, 720)]
    assert len(call["from"]) * len(call["to"]) <= 2


def test_an_odd_size_is_in_nobodys_way_where_there_are_no_baselines(
    lowlight: Command, asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lowlight("--size", "63x47", "--no-baselines")
    assert asked[0]["sizes"] == [FrameSize(63, 47)]
    lived: list[FrameSize] = []

    def live(size: FrameSize, fps: float, seconds: float, source: PixelFormat) -> dict[str, object]:
        lived.append(size)
        return {}

    monkeypatch.setattr(bench, "live", live)
    lowlight("--live", "1", "--size", "63x47", "--json")
    assert lived == [FrameSize(63, 47)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--size", "large"], "size = 'large'"),
        (["--size", "720p", "--size", "0x0"], "size = '0x0'"),
        (
            ["--from", "mjpeg"],
            "--from mjpeg is not allowed\nIt must be one of yuyv, nv12, i420, i422, bgr, all",
        ),
        (["--to", "i422"], "--to i422 is not allowed\nIt must be one of i420, yuyv, nv12, bgr, all"),
        (["--frames", "0"], "--frames 0"),
        (["--live", "0"], "--live 0"),
        (["--live", "nan"], "--live nan"),
        (["--live", "1", "--size", "all"], "one size"),
        (["--size", "64x47"], "64x47\nGive even sides"),
    ],
)
def test_what_cannot_be_is_said(
    lowlight: Command, asked: list[dict[str, Any]], words: list[str], says: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        lowlight(*words)
    assert says in str(raised.value)
    assert asked == []
