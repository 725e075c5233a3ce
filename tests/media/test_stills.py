from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vcam.core.errors import UnwritableMedia
from vcam.core.formats import FULL_601, Colour, FrameSize, Matrix, PixelFormat
from vcam.core.frame import Frame
from vcam.media.picture import read_picture
from vcam.media.stills import save_pair

AT = datetime(2026, 11, 26, 1, 30, 0, tzinfo=UTC)
SMALL = FrameSize(8, 6)
STEM = "LowLight Cam 2026-11-26 01.30.00"


def flat(level: int, layout: PixelFormat = PixelFormat.BGR, size: FrameSize = SMALL) -> Frame:
    frame = Frame.allocate(layout, size, FULL_601)
    frame.data.fill(128)
    if layout in {PixelFormat.YUYV, PixelFormat.UYVY}:
        frame.planes[0][:, :, (0 if layout is PixelFormat.YUYV else 1) :: 2] = level
    else:
        frame.planes[0][:] = level
    return frame


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_pair_gets_names_that_tell_when(tmp_path: Path) -> None:
    folder = tmp_path / "Bilder 日本" / "new"
    before, after = save_pair(flat(20), flat(200), folder, at=AT)
    assert (before, after) == (folder / f"{STEM} before.png", folder / f"{STEM} after.png")
    assert names(folder) == [after.name, before.name]
    assert (read_picture(before) == 20).all()
    assert (read_picture(after) == 200).all()


@pytest.mark.parametrize("layout", list(PixelFormat))
@pytest.mark.parametrize("size", [FrameSize(8, 6), FrameSize(7, 5)], ids=str)
def test_every_format_has_its_light(layout: PixelFormat, size: FrameSize, tmp_path: Path) -> None:
    before, _ = save_pair(flat(90, layout, size), flat(0), tmp_path)
    picture = read_picture(before)
    assert picture.shape == (size.height, size.width, 3)
    assert abs(picture.astype(int) - 90).max() <= 1


def test_studio_range_is_spread(tmp_path: Path) -> None:
    frame = flat(235, PixelFormat.I420)
    frame.colour = Colour(Matrix.BT709)
    before, _ = save_pair(frame, flat(0), tmp_path)
    assert (read_picture(before) >= 254).all()


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("taken", ["before", "after"])
def test_nothing_is_overwritten(
    taken: str, links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    (tmp_path / f"{STEM} {taken}.png").write_text("precious")
    first = save_pair(flat(1), flat(2), tmp_path, at=AT)
    second = save_pair(flat(3), flat(4), tmp_path, at=AT)
    assert [path.name for path in (*first, *second)] == [
        f"{STEM} ({number}) {what}.png" for number in (2, 3) for what in ("before", "after")
    ]
    assert (tmp_path / f"{STEM} {taken}.png").read_text() == "precious"
    assert len(names(tmp_path)) == 5
    assert (read_picture(second[1]) == 4).all()


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "Pictures").write_text("")
    with pytest.raises(UnwritableMedia, match="cannot be made") as caught:
        save_pair(flat(1), flat(2), tmp_path / "Pictures")
    assert caught.value.hint


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", deny)  # not by the folder's mode: the tests may run as root
    with pytest.raises(UnwritableMedia, match="does not let you write") as caught:
        save_pair(flat(1), flat(2), tmp_path)
    assert caught.value.hint


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.write_bytes

    def second_fails(self: Path, data: bytes) -> int:
        if len(names(tmp_path)) == 2:
            raise OSError(28, "No space left on device")
        return whole(self, data)

    monkeypatch.setattr(Path, "write_bytes", second_fails)
    with pytest.raises(UnwritableMedia, match="No space left"):
        save_pair(flat(1), flat(2), tmp_path)
    assert names(tmp_path) == []


def test_a_pair_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def second_fails(part: Path, name: Path) -> None:
        if "after" in name.name:
            raise OSError(5, "Input/output error")
        link(part, name)

    def no_rename(self: Path, name: Path) -> Path:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "link", second_fails)
    monkeypatch.setattr(Path, "rename", no_rename)
    with pytest.raises(UnwritableMedia, match="Input/output"):
        save_pair(flat(1), flat(2), tmp_path)
    assert names(tmp_path) == []
