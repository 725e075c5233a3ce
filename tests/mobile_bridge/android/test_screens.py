"""What the app's screens show and say: the logic on the JVM, and the words in every language."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from mobile_bridge.android.apk.compiling import SOURCES
from tests.mobile_bridge.android.conftest import JUnit
from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.android.screens import Screens

RES = SOURCES / "res"
SCREENS = SOURCES / "java/io/github/lowlightcam/phone/ui"
NAMESPACE = "http://schemas.android.com/apk/res/android"
GAP = re.compile(r"%(\d)\$([sd])")
LANGUAGES = {"en": "values", "de": "values-de", "zh": "values-zh"}


@pytest.mark.parametrize("name", ["Face", "Figures", "Controls", "Places", "Offer"])
def test_the_screens_logic(junit: JUnit, name: str) -> None:
    junit(f"ui.{name}Test")


def words(folder: str) -> dict[str, str]:
    """The texts of a language by their names."""
    found = ET.parse(RES / folder / "strings.xml").getroot().findall("string")
    assert len({each.attrib["name"] for each in found}) == len(found)
    return {each.attrib["name"]: each.text or "" for each in found}


def constants(source: str, kind: str) -> list[str]:
    """The constants of an enumeration."""
    body = re.search(rf"enum {kind} {{(.*?);", re.sub(r"//[^\n]*", "", source), re.DOTALL)
    assert body is not None
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
    sources = {path: path.read_text(encoding="utf-8") for path in SCREENS.parent.rglob("*.java")}
    manifest = (SOURCES / "AndroidManifest.xml").read_text(encoding="utf-8")
    for kind in ("Word", "Sign"):
        own = SCREENS / f"{kind}.java"
        others = "\n".join(text for path, text in sources.items() if path != own)
        for name in constants(sources[own], kind):
            used = re.search(rf"\b{kind}\.{name}\b", others) or f"@string/{name.lower()}" in manifest
            assert used, f"nobody uses {kind}.{name}"


def test_every_sign_is_drawn() -> None:
    for name in constants((SCREENS / "Sign.java").read_text(encoding="utf-8"), "Sign"):
        assert (RES / "drawable" / f"{name.lower()}.xml").is_file()


def test_it_is_told_apart_which_languages_there_are() -> None:
    listed = ET.parse(RES / "xml/locales.xml").getroot()
    names = [next(iter(each.attrib.values())) for each in listed]
    assert names == list(LANGUAGES)
    assert {path.name for path in RES.glob("values*") if (path / "strings.xml").is_file()} == set(
        LANGUAGES.values()
    )


@pytest.fixture(scope="module")
def screens(java: Java, tmp_path_factory: pytest.TempPathFactory) -> Screens:
    """Programs on the app's own views."""
    return Screens(tmp_path_factory.mktemp("android") / "screens", java.main, java.stubs)


def test_nothing_is_cut_off_too_small_or_over_something_else(screens: Screens) -> None:
    """Every screen, in every language, on small and large phones, and in type of twice the size."""
    assert re.search(r"^[1-9]\d+ screens, 0 faults$", screens.run("Screens"), re.MULTILINE)


def test_what_is_pressed_and_moved_does_what_it_says(screens: Screens) -> None:
    assert re.search(r"^[1-9]\d+ passed, 0 failed$", screens.run("Touches"), re.MULTILINE)


def test_the_window_asks_system_and_service_for_what_it_should(screens: Screens) -> None:
    """Permissions given, refused, and refused for good; scanning; links; going back; coming and going."""
    assert re.search(r"^[1-9]\d+ passed, 0 failed$", screens.run("Visits"), re.MULTILINE)


class Manifest:
    """What the manifest says, by Android's names."""

    def __init__(self) -> None:
        self.root = ET.parse(SOURCES / "AndroidManifest.xml").getroot()

    def values(self, element: str, attribute: str) -> list[str | None]:
        """An attribute of all elements of a name."""
        return [each.get(f"{{{NAMESPACE}}}{attribute}") for each in self.root.iter(element)]


def test_the_manifest_asks_for_no_more_than_it_needs() -> None:
    manifest = Manifest()
    permissions = {
        str(each).removeprefix("android.permission.") for each in manifest.values("uses-permission", "name")
    }
    assert permissions == {
        "CAMERA",
        "INTERNET",
        "ACCESS_NETWORK_STATE",
        "ACCESS_LOCAL_NETWORK",
        "FOREGROUND_SERVICE",
        "FOREGROUND_SERVICE_CAMERA",
        "POST_NOTIFICATIONS",
        "WAKE_LOCK",
        "CHANGE_WIFI_MULTICAST_STATE",
    }
    assert manifest.values("application", "allowBackup") == ["false"]
    assert manifest.values("activity", "exported") == ["true"]
    assert manifest.values("service", "exported") == ["false"]
    assert manifest.values("service", "foregroundServiceType") == ["camera"]


def test_nothing_of_the_app_leaves_the_phone() -> None:
    rules = ET.parse(RES / "xml/data_extraction_rules.xml").getroot()
    for way in ("cloud-backup", "device-transfer"):
        parts = {each.get("domain") for each in rules.findall(f"{way}/exclude")}
        assert parts == {"root", "file", "database", "sharedpref", "external"}


def test_only_this_phone_itself_is_spoken_to_in_plain_text() -> None:
    rules = ET.parse(RES / "xml/network_security.xml").getroot()
    assert [each.get("cleartextTrafficPermitted") for each in rules] == ["false", "true"]
    assert [each.text for each in rules.findall("domain-config/domain")] == ["localhost", "127.0.0.1"]
