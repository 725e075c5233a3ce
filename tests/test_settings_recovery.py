"""A window opens whatever is in the settings file; what was in it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vcam import settings as store
from vcam.core.errors import SettingsError
from vcam.settings import VERSION, Settings
from vcam.settings_recovery import load_or_set_aside


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def kept(file: Path) -> list[Path]:
    return sorted(file.parent.glob("settings.toml.broken-*"))


def test_no_file_is_the_defaults_and_none_is_made(file: Path) -> None:
    assert load_or_set_aside(file) == (Settings(), None)
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "strength = 0.5\n", f"version = {VERSION}\nstrength = 0.5\n", "# only this\n"]
)
def test_a_good_file_is_read_and_left_alone(file: Path, text: str) -> None:
    file.write_text(text)
    assert load_or_set_aside(file) == (Settings(strength=0.5 if "strength" in text else 1.0), None)
    assert file.read_text() == text
    assert kept(file) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mirror = true\nstrength = 7", r"settings.toml:2: strength = 7 is not allowed\n.*from 0 to 1"),
        ("strength = nan\nmirror = true", r":1: strength = nan"),
        ("mirror = true\ncolour = 1", r":2: there is no setting 'colour'"),
        (
            "mirror = true\nstrength = \nfps = ",
            r":2: 'strength' cannot be read\n(.|\n)*:3: 'fps' cannot be read",
        ),
        ("mirror = true\nrubbish", r":2: 'rubbish' cannot be read"),
        ("mirror = true\nmirror = true\n\x00", r":3: .* cannot be read"),
        ("mirror = true\n[window]\nstrength = 0.5", r":2: there is no setting 'window'"),
        (
            "mirror = true\nx\n[window]\nstrength = 0.5",
            r":2: 'x' cannot be read\n(.|\n)*:3: the settings have no parts",
        ),
        ("mirror = true\nstrength = " + "1" * 5000, r":2: 'strength' cannot be read"),
        ("mirror = true\nstrength = " + "[" * 9999, r":2: 'strength' cannot be read"),
        ("mirror = true\nx\n[\udce9]", r"have no parts"),
        ("mirror = true\r\nstrength = 2", r":2: strength = 2"),
        ("mirror = true\r\nx\r\nstrength = 2", r":2: 'x' cannot be read\n(.|\n)*:3: strength = 2"),
        ("mirror = true\ncamera = 'caf\udce9 \udcff'", r":2: 'camera' cannot be read"),
    ],
)
def test_a_broken_file_is_kept_and_the_rest_is_used(file: Path, text: str, says: str) -> None:
    content = text.encode("utf-8", "surrogateescape")
    file.write_bytes(content)
    found, error = load_or_set_aside(file)
    assert isinstance(error, SettingsError)
    assert str(error).encode()
    with pytest.raises(SettingsError, match=says):
        raise error
    assert found.mirror
    assert found.strength == 1.0
    (aside,) = kept(file)
    assert aside.read_bytes() == content
    assert aside.name in error.hint
    # and the next start has the same settings, without a word
    assert load_or_set_aside(file) == (found, None)


@pytest.mark.parametrize("version", ["2", "99", "0", "-1", "true", "1.0", "'1'", "[]"])
def test_of_another_version_nothing_is_used(file: Path, version: str) -> None:
    file.write_text(f"mirror = true\nversion = {version}\nnovelty = 1\n")
    found, error = load_or_set_aside(file)
    assert found == Settings()
    assert error is not None
    assert ":2: version = " in error.title
    assert "newer LowLight Cam" in error.hint
    assert kept(file)[0].name in error.hint
    assert not file.exists()


def test_two_broken_files_are_both_kept(file: Path) -> None:
    for text in ("a", "b", "c"):
        file.write_text(text)
        load_or_set_aside(file)
    assert sorted(each.read_text() for each in kept(file)) == ["a", "b", "c"]


def test_a_folder_in_its_place_is_left_there(file: Path) -> None:
    file.mkdir()
    found, error = load_or_set_aside(file)
    assert found == Settings()
    assert error is not None
    assert "cannot be read: Is a directory" in error.title
    assert file.is_dir()


def test_where_it_cannot_be_kept_aside_it_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    file.write_text("mirror = true\nstrength = 3")
    found, error = load_or_set_aside(file)
    assert found == Settings(mirror=True)
    assert error is not None
    assert "could not be kept aside" in error.hint
    assert file.read_text() == "mirror = true\nstrength = 3"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.sampled_from(
                [*store.FIELDS, "=", '"', "true", "0.5", "[", "]", "\n", "#", "version", "{", "'''", "1"]
            ),
            max_size=20,
        ).map(lambda words: " ".join(words).encode()),
    )
)
def test_no_rubbish_is_too_much(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    found, error = load_or_set_aside(file)
    if error is not None:
        assert any(each.read_bytes() == content for each in kept(file))
        assert load_or_set_aside(file) == (found, None)
    for each in file.parent.iterdir():
        each.unlink()
