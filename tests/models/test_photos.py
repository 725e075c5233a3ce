from pathlib import Path

import cv2
import numpy as np
import pytest

from models.training import photos
from vcam.core.errors import UnreadableMedia

ANY = (0.25, 0.75)


def test_shrink_keeps_shape_and_never_enlarges() -> None:
    assert photos.shrink(np.zeros((100, 400, 3), np.uint8), 80).shape == (20, 80, 3)
    assert photos.shrink(np.zeros((1, 400, 3), np.uint8), 80).shape == (1, 80, 3)
    small = np.zeros((10, 20, 3), np.uint8)
    assert photos.shrink(small, 80) is small


def test_photos_are_found_below_a_folder_and_dark_ones_left_out(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    cv2.imwrite(str(tmp_path / "deep" / "er" / "LIT.PNG"), np.full((20, 20, 3), 128, np.uint8))
    cv2.imwrite(str(tmp_path / "dark.png"), np.full((20, 20, 3), 10, np.uint8))
    (tmp_path / "notes.txt").write_text("no picture")
    assert [path.name for path in photos.find_photos(tmp_path)] == ["dark.png", "LIT.PNG"]
    assert [int(photo.mean()) for photo in photos.load_lit_photos(tmp_path, 64, ANY)] == [128]


def test_photo_is_read_as_rgb(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "red.png"), np.full((4, 4, 3), (0, 0, 200), np.uint8))
    assert photos.load_photo(tmp_path / "red.png")[0, 0].tolist() == [200, 0, 0]


def test_mean_luma_weighs_green_most() -> None:
    green, purple = np.zeros((2, 4, 4, 3), np.uint8)
    green[..., 1], purple[..., ::2] = 255, 255
    assert photos.mean_luma(np.full((4, 4, 3), 255, np.uint8)) == pytest.approx(1)
    assert photos.mean_luma(green) > photos.mean_luma(purple)


def test_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnreadableMedia, match="has no pictures") as caught:
            photos.find_photos(folder)
        assert ".png" in caught.value.hint


def test_only_dark_photos_are_refused(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "dark.png"), np.zeros((20, 20, 3), np.uint8))
    with pytest.raises(UnreadableMedia, match="well lit"):
        photos.load_lit_photos(tmp_path, 64, ANY)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n broken", bytes(1000)])
def test_damaged_photo_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.png").write_bytes(content)
    for name in ("bad.png", "missing.png"):
        with pytest.raises(UnreadableMedia, match=name):
            photos.load_photo(tmp_path / name)
