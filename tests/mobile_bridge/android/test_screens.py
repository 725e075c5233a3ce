"""What the app's screens show and say: the logic on the JVM, and the words in every language."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mobile_bridge.android.apk.compiling import SOURCES
from tests.mobile_bridge.android.conftest import JUnit

RES = SOURCES / "res"
SCREENS = SOURCES / "java/io/github/lowlightcam/phone/ui"
GAP = re.compile(r"%(\d)\$([sd])")
LANGUAGES = {"en": "values", "de": "values-de", "zh": "values-zh"}


@pytest.mark.parametrize("name", ["Face", "Figures", "Controls", "Places", "Offer"])
def test_the_screens_logic(junit: JUnit, name: str) -> None:
    junit(f"ui.{name}Test")


def words(folder: str) -> dict[str, str]:
    """The texts of a language by their names."""
    found = ElementTree.parse(RES / folder / "strings.xml").getroot().findall("string")
    assert len({each.attrib["name"] for each in found}) == len(found)
    return {each.attrib["name"]: each.text or "" for each in found}


def constants(source: str, kind: str) -> list[str]:
    """The constants of an enumeration."""
    text = re.sub(r"//.*|/\*.*?\*/", "", source, flags=re.DOTALL if "/*" in source else 0)
    body = re.search(rf"enum {kind} {{(.*?);", re.sub(r"//[^\n]*", "", source), re.DOTALL)
    assert body is not None, text[:80]
    return re.findall(r"\b[A-Z][A-Z_]+\b", body[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_in_every_language_and_no_other(language: str) -> None:
    asked = {name.lower() for name in constants((SCREENS / "Word.java").read_text(encoding="utf-8"), "Word")}
    assert set(words(LANGUAGES[language])) == asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_the_gaps_that_are_filled(language: str) -> None:
    english = words("values")
    for name, text in words(LANGUAGES[language]).items():
        assert text.strip() == text
        assert text
        assert sorted(GAP.findall(text)) == sorted(GAP.findall(english[name])), name
        if GAP.search(text):
            assert "%" not in GAP.sub("", text).replace("%%", ""), name
        assert not re.search(r"(?<!\\)['\"]", text), f"{name} has a quote that aapt takes away"


def test_every_word_and_sign_is_used() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in SCREENS.parent.rglob("*.java")}
    manifest = (SOURCES / "AndroidManifest.xml").read_text(encoding="utf-8")
    for kind in ("Word", "Sign"):
        own = sources[f"{kind}.java"]
        others = "\n".join(text for name, text in sources.items() if name != f"{kind}.java")
        for name in constants(own, kind):
            used = re.search(rf"\b{kind}\.{name}\b", others) or f"@string/{name.lower()}" in manifest
            assert used, f"nobody uses {kind}.{name}"


def test_every_sign_is_drawn() -> None:
    for name in constants((SCREENS / "Sign.java").read_text(encoding="utf-8"), "Sign"):
        assert (RES / "drawable" / f"{name.lower()}.xml").is_file()


def test_it_is_told_apart_which_languages_there_are() -> None:
    listed = ElementTree.parse(RES / "xml/locales.xml").getroot()
    names = [next(iter(each.attrib.values())) for each in listed]
    assert names == list(LANGUAGES)
    assert {path.name for path in RES.glob("values*") if (path / "strings.xml").is_file()} == set(
        LANGUAGES.values()
    )


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> ElementTree.Element:
    del tmp_path_factory
    return ElementTree.parse(Path(SOURCES) / "AndroidManifest.xml").getroot()
