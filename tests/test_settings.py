from __future__ import annotations

from pathlib import Path

import pytest

from vcam import settings as store
from vcam.core.errors import SettingsError
from vcam.core.formats import FrameSize
from vcam.enhance.look import EnhanceMode
from vcam.settings import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "settings.toml"


def test_without_a_file_there_are_the_defaults(file: Path) -> None:
    assert store.load(file) == Settings()


def test_what_is_saved_is_loaded(file: Path) -> None:
    wanted = Settings(
        camera="Cam, the \"best\" 'один' \\",
        size=FrameSize(640, 480),
        fps=24.0,
        mode=EnhanceMode.ON,
        mirror=True,
    )
    store.save(file, wanted)
    assert store.load(file) == wanted


def test_comments_stay_and_defaults_are_not_written(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("# mine\nstrength = 0.5  # enough\nmirror = true\n", "utf-8")
    store.save(file, store.load(file).replace(mirror=False))
    text = file.read_text("utf-8")
    assert "# mine" in text
    assert "# enough" in text
    assert "mirror" not in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("strength = 2.0", r"settings.toml:1: strength = 2.0 is not allowed.*from 0 to 1"),
        ("\n\nstrength = nan", r":3: strength = nan"),
        ("strength = true", r"strength = True"),
        ("strength = []", r"strength = \[\]"),
        ('mirror = "perhaps"', r"mirror = 'perhaps'.*true or false"),
        ('mode = "sometimes"', r"auto, on, off"),
        ('size = "big"', r"a size such as 1280x720"),
        ("size = 5", r"a size such as"),
        ('output_format = "gif"', r"i420, yuyv, nv12"),
        ("fps = 0", r"from 1 to 120"),
        ("camera = 3", r"camera = 3"),
        ("colour = 1", r"no setting 'colour'.*camera"),
        ("[camera]\nx = 1", r":1: camera = "),
        ("strength = \nx", r"cannot be read.*line 1"),
        ("\x00", r"cannot be read"),
    ],
)
def test_rubbish_in_the_file_is_named_with_its_line_and_what_is_allowed(
    file: Path, text: str, says: str
) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=f"(?s){says}"):
        store.load(file)
    assert file.read_text("utf-8") == text


def test_a_file_that_is_no_text_is_named(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        store.load(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        store.load(file)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        store.save(tmp_path / "file" / "settings.toml", Settings(mirror=True))


def test_a_change_can_be_undone_and_a_reset_too(file: Path) -> None:
    store.save(file, Settings(strength=0.25))
    store.save(file, Settings(strength=0.75))
    store.undo(file)
    assert store.load(file).strength == 0.25
    store.undo(file)
    assert store.load(file).strength == 0.75
    file.write_text("rubbish", "utf-8")
    store.reset(file)
    assert store.load(file) == Settings()
    store.undo(file)
    assert file.read_text("utf-8") == "rubbish"


def test_undo_without_a_former_file_says_so(file: Path) -> None:
    with pytest.raises(SettingsError, match="nothing to undo"):
        store.undo(file)


@pytest.mark.parametrize(("text", "value"), [("on", True), ("no", False), ("TRUE", True)])
def test_words_of_the_command_line_are_understood(text: str, value: bool) -> None:
    assert Settings().replace(mirror=text).mirror is value
    assert Settings().replace(fps="25").fps == 25.0
