"""The catalogues are complete and compiled, and the right one is taken."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from vcam.ui import words
from vcam.ui.devices import DeviceLists
from vcam.ui.session import Session
from vcam.ui.window import Window
from vcam.ui.words import DOMAIN, LANGUAGES, tr, trn, use_language

CODES = ("de", "zh_CN")
UI = LANGUAGES.parent
PLACES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def _english_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in PLACES:
        monkeypatch.delenv(name, raising=False)
    yield
    use_language("en")


def catalogue(code: str) -> Catalog:
    with (LANGUAGES / code / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=code, domain=DOMAIN)


def texts_of_the_sources() -> set[str | tuple[str, ...]]:
    keywords = {"tr": None, "trn": (1, 2)}
    found = extract_from_dir(UI, [("**.py", "python")], keywords=keywords)
    return {tuple(text) if isinstance(text, tuple | list) else text for _, _, text, _, _ in found}


def placeholders(text: str) -> set[tuple[str, str | None]]:
    """Names and formats of the fields; the order may be another in another language."""
    return {(name, spec) for _, name, spec, _ in string.Formatter().parse(text) if name is not None}


def as_tuple(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def test_the_catalogues_are_those_that_are_tested() -> None:
    assert sorted(each.name for each in LANGUAGES.iterdir() if each.is_dir()) == sorted(CODES)


def test_the_template_has_the_texts_of_the_sources() -> None:
    with (LANGUAGES / f"{DOMAIN}.pot").open("rb") as file:
        template = {message.id for message in read_po(file) if message.id}
    assert template == texts_of_the_sources(), "make words"


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated(code: str) -> None:
    messages = {message.id: message for message in catalogue(code) if message.id}
    assert set(messages) == texts_of_the_sources(), "make words"
    missing = [str(text) for text, message in messages.items() if not all(as_tuple(message.string))]
    assert not missing, f"not translated into {code}: {missing}"
    assert not [str(text) for text, message in messages.items() if message.fuzzy]


@pytest.mark.parametrize("code", CODES)
def test_placeholders_are_those_of_the_english_text(code: str) -> None:
    for message in catalogue(code):
        wanted = placeholders(as_tuple(message.id)[-1])
        for text in as_tuple(message.string) if message.id else ():
            assert placeholders(text) == wanted, text


@pytest.mark.parametrize("code", CODES)
def test_a_text_ends_as_the_english_one_does(code: str) -> None:
    for message in catalogue(code):
        one = as_tuple(message.id)[0]
        for text in as_tuple(message.string) if message.id else ():
            assert text == text.strip()
            assert text.endswith("…") == one.endswith("…"), text
            assert text.endswith((".", "。")) == one.endswith("."), text
            assert text.endswith((":", "：")) == one.endswith(":"), text


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_catalogue_is_that_of_the_text(code: str) -> None:
    text = catalogue(code)
    with (LANGUAGES / code / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        compiled = read_mo(file)
    # without the head, which names Babel's version
    strings, of_text = (
        {as_tuple(m.id): as_tuple(m.string) for m in each if m.id} for each in (compiled, text)
    )
    assert strings == of_text, "make words"
    assert compiled.plural_expr == text.plural_expr


@pytest.mark.parametrize("path", sorted(LANGUAGES.rglob("*.po*")), ids=lambda path: path.name)
def test_a_catalogue_tells_nothing_of_who_made_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "@" not in text
    assert "\n#:" not in text


@pytest.mark.parametrize(
    ("environment", "taken"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de_DE@euro"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_SG"}, "zh_CN"),
        ({"LANG": "zh"}, "zh_CN"),
        ({"LANG": "zh_TW.UTF-8"}, "en"),
        ({"LANG": "zh_HK"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "de"),
        ({"LC_MESSAGES": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "de"),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "de"),
        ({"LANGUAGE": "de", "LANG": "en_US.UTF-8"}, "de"),
        ({"LANGUAGE": "fr:zh_CN:de", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"LANGUAGE": "zh_TW:de", "LANG": "zh_TW.UTF-8"}, "de"),
        ({"LANGUAGE": "en_US:de", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LANGUAGE": "de", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], taken: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert use_language() == taken
    assert tr("Quit") == {"en": "Quit", "de": "Beenden", "zh_CN": "退出"}[taken]


@pytest.mark.parametrize(
    "rubbish",
    ["", ":", "::de::", "../de", "/", "de/../zh_CN", "deutsch", "DE", "x", "\udcff", "de\n", "_", "zh_"],
)
@pytest.mark.parametrize("place", ["LANGUAGE", "LC_ALL", "LANG"])
def test_rubbish_is_english(monkeypatch: pytest.MonkeyPatch, place: str, rubbish: str) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv(place, rubbish)
    assert use_language() == ("de" if (place, rubbish) == ("LANGUAGE", "::de::") else "en")


@pytest.mark.parametrize(
    ("system", "taken"),
    [
        (["de-DE", "de"], "de"),
        (["zh-Hans-CN", "zh-CN", "zh-Hans", "zh"], "zh_CN"),
        (["zh-Hant-TW", "zh-TW", "zh-Hant"], "en"),
        (["en-US", "en", "de-DE"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_without_an_environment_the_system_is_asked(
    monkeypatch: pytest.MonkeyPatch, system: list[str], taken: str
) -> None:
    class Locale:
        @staticmethod
        def system() -> Locale:
            return Locale()

        def uiLanguages(self) -> list[str]:  # noqa: N802 - Qt's name
            return system

    monkeypatch.setattr(words, "QLocale", Locale)
    assert use_language() == taken


@pytest.mark.parametrize("code", ["en", *CODES])
def test_no_button_is_cut_in_the_smallest_window(
    session: Session, devices: DeviceLists, qtbot: QtBot, code: str
) -> None:
    use_language(code)
    window = Window(session, devices)
    qtbot.addWidget(window)
    window.resize(window.minimumSize())
    window.show()
    seen = 0
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
        for button in (each for each in window.findChildren(QPushButton) if each.isVisible()):
            button.setChecked(button.isCheckable())  # bold
            assert button.width() >= button.sizeHint().width(), button.text()
            seen += 1
    window.hide()
    assert seen > 10


def test_texts_are_filled_in() -> None:
    use_language("de")
    assert tr("{name} is watching", name="Zoom") == "Zoom sieht zu"
    assert trn("{name} and {n} other are watching", "{name} and {n} others are watching", 2, name="Zoom") == (
        "Zoom und 2 weitere Apps sehen zu"
    )
    assert tr("what nobody has translated") == "what nobody has translated"
