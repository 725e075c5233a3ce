from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from vcam.core.errors import UnreadableMedia, UnwritableMedia
from vcam.media.picture import PICTURE_SUFFIXES, list_pictures, read_picture, write_picture


def gradient() -> NDArray[np.uint8]:
    y, x = np.mgrid[0:40, 0:60]
    return np.dstack([x * 4, y * 6, 255 - x * 4]).astype(np.uint8)


@pytest.mark.parametrize("suffix", sorted(PICTURE_SUFFIXES))
def test_comes_back_as_it_was_written(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"Bild été 日本{suffix.upper()}"
    write_picture(path, gradient())
    back = read_picture(path)
    assert back.shape == (40, 60, 3)
    limit = 6 if suffix in {".jpg", ".jpeg", ".webp"} else 0
    assert np.abs(back.astype(int) - gradient()).mean() <= limit
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """Put an EXIF block with one tag behind the JPEG's first marker."""
    tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0" + bytes([orientation, 0, 0, 0]) + b"\0\0\0\0"
    block = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + jpeg[2:]


@pytest.mark.parametrize(("orientation", "turns"), [(1, 0), (3, 2), (6, 3), (8, 1)])
def test_exif_orientation_is_applied(orientation: int, turns: int, tmp_path: Path) -> None:
    jpeg = cv2.imencode(".jpg", gradient())[1].tobytes()
    path = tmp_path / "phone.jpg"
    path.write_bytes(with_orientation(jpeg, orientation))
    expected = np.rot90(gradient(), turns).astype(int)
    assert np.abs(read_picture(path) - expected).mean() < 6


def test_sixteen_bits_grey_and_alpha_become_eight_bit_colour(tmp_path: Path) -> None:
    deep, grey, clear = (tmp_path / name for name in ("deep.png", "grey.png", "clear.png"))
    cv2.imwrite(str(deep), gradient().astype(np.uint16) * 257)
    cv2.imwrite(str(grey), gradient()[..., 0])
    cv2.imwrite(str(clear), np.dstack([gradient(), np.zeros((40, 60), np.uint8)]))
    assert np.abs(read_picture(deep).astype(int) - gradient()).max() <= 1
    assert np.array_equal(read_picture(grey)[..., 2], gradient()[..., 0])
    assert np.array_equal(read_picture(clear), gradient())


@pytest.mark.parametrize("content", [b"", b"text, not a picture", None, b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_rubbish_gets_a_clear_error(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "rubbish.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableMedia, match=r"rubbish\.png") as caught:
        read_picture(path)
    assert caught.value.hint


def test_cut_jpeg_is_an_error_or_its_beginning(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    path = tmp_path / "cut.jpg"
    path.write_bytes(cv2.imencode(".jpg", noise)[1].tobytes()[:200])
    with pytest.raises(UnreadableMedia):
        read_picture(path)


def test_huge_side_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    cv2.imwrite(str(path), np.zeros((2, 8200, 3), np.uint8))
    with pytest.raises(UnreadableMedia, match="8200x2"):
        read_picture(path)


@pytest.mark.parametrize("name", ["x.gif", "x", "x.txt", "missing/x.png"])
def test_where_it_cannot_be_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnwritableMedia) as caught:
        write_picture(tmp_path / name, gradient())
    assert caught.value.hint
    assert not any(tmp_path.iterdir())


def test_folder_of_that_name_is_kept(tmp_path: Path) -> None:
    (tmp_path / "x.png").mkdir()
    with pytest.raises(UnwritableMedia, match="is a folder"):
        write_picture(tmp_path / "x.png", gradient())


def test_unwritable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    # not by the folder's mode: the tests may run as root
    monkeypatch.setattr(os, "open", deny)
    with pytest.raises(UnwritableMedia, match="does not let you write") as caught:
        write_picture(tmp_path / "x.png", gradient())
    assert caught.value.hint


def test_old_file_is_kept_when_the_disk_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(b"old")

    def refuse(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(UnwritableMedia, match="No space left on device"):
        write_picture(path, gradient())
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.png"]


def test_a_file_is_a_list_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "odd.name"
    path.write_bytes(b"")
    assert list_pictures(path) == [path]
