from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from vcam.core.errors import UnreadableMedia
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureRequest
from vcam.sources.pictures import Pictures, fit_into


def flat(level: int, width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    return np.full((height, width, 3), level, np.uint8)


def levels(source: Pictures, limit: int = 100) -> list[int]:
    mode = source.open(CaptureRequest())
    frame = Frame.allocate(mode.format, mode.size, mode.colour)
    found: list[int] = []
    while len(found) < limit and source.read_into(frame):
        found.append(int(frame.planes[0][frame.size.height // 2, frame.size.width // 2, 0]))
    source.close()
    return found


def test_natural_order_and_only_pictures(tmp_path: Path) -> None:
    for level, name in enumerate(("1.png", "2.PNG", "10.png", "b2.png", "b10.png")):
        cv2.imwrite(str(tmp_path / name), flat(level * 10))
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / ".hidden.png").write_bytes(b"")
    (tmp_path / "folder.png").mkdir()
    assert levels(Pictures(tmp_path)) == [0, 10, 20, 30, 40]


def test_all_are_fitted_into_the_first(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "1.png"), flat(50, 64, 48))
    cv2.imwrite(str(tmp_path / "2.png"), flat(200, 300, 500))
    source = Pictures(tmp_path)
    mode = source.open(CaptureRequest())
    assert (mode.format, mode.size) == (PixelFormat.BGR, FrameSize(64, 48))
    frame = Frame.allocate(mode.format, mode.size)
    source.read_into(frame)
    source.read_into(frame)
    plane = frame.planes[0]
    assert (plane[:, 32] == 200).all()
    assert (plane[:, :16] == 0).all()
    assert (plane[:, -16:] == 0).all()
    source.close()


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (47, 63), (48, 64)])
def test_any_shape_fits(shape: tuple[int, int]) -> None:
    plane = np.full((48, 64, 3), 7, np.uint8)
    fit_into(np.full((*shape, 3), 99, np.uint8), plane)
    assert set(np.unique(plane)) <= {0, 99}
    assert (plane == 99).any()
    for axis in (0, 1):
        filled = (plane == 99).any(axis=(1 - axis, 2))
        bars = int(filled.argmax()), int(filled[::-1].argmax())
        assert abs(bars[0] - bars[1]) <= 1


def test_one_picture_loops_as_a_still_camera(tmp_path: Path) -> None:
    path = tmp_path / "me.png"
    cv2.imwrite(str(path), flat(80))
    source = Pictures(path, loop=True)
    assert source.label == "me.png"
    assert levels(source, limit=5) == [80] * 5


def test_folder_loops(tmp_path: Path) -> None:
    for level in (10, 20):
        cv2.imwrite(str(tmp_path / f"{level}.png"), flat(level))
    assert levels(Pictures(tmp_path, loop=True), limit=5) == [10, 20, 10, 20, 10]


def test_a_bad_one_is_left_out_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for level in (10, 30):
        cv2.imwrite(str(tmp_path / f"{level}.png"), flat(level))
    (tmp_path / "20.png").write_bytes(b"")
    assert levels(Pictures(tmp_path)) == [10, 30]
    assert [record.getMessage() for record in caplog.records] == ["20.png is empty; it is left out"]


def test_folder_of_bad_ones_is_an_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "1.png").write_bytes(b"")
    (tmp_path / "2.jpg").write_text("no picture")
    with pytest.raises(UnreadableMedia, match="None of the 2 pictures"):
        Pictures(tmp_path, loop=True).open(CaptureRequest())
    assert len(caplog.records) == 2


@pytest.mark.parametrize("kind", ["missing", "empty"])
def test_no_pictures_is_an_error(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    if kind == "empty":
        folder.mkdir()
    with pytest.raises(UnreadableMedia) as caught:
        Pictures(folder).open(CaptureRequest())
    assert ".jpg" in caught.value.hint
