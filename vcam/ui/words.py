"""Texts of the windows in the person's language: GNU gettext, catalogues under ``languages/``.

``tr("{n} programs", n=3)`` looks the English text up and fills it in. English is in the code; what has no
translation stays English. ``make words`` collects the texts and compiles the catalogues.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QLocale

DOMAIN = "lowlight-cam"
LANGUAGES = Path(str(files("vcam.ui") / "languages"))
ENGLISH = "en"

# as in "de", "zh_CN.UTF-8", "de_DE@euro", and as Qt writes it: "zh-Hans-CN"
_NAME = re.compile(
    r"(?P<language>[a-z]{2,3})([_-](?P<script>[A-Z][a-z]{3}))?([_-](?P<territory>[A-Z]{2}|\d{3}))?([.@].*)?"
)
_SIMPLIFIED = {"CN", "SG", "MY"}
_NO_LANGUAGE = {"C", "POSIX"}

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str | None = None) -> str:
    """Take the texts from the catalogue of `language` ("de", "zh_CN"), or of the system's.

    Returns
    -------
    The catalogue that is taken, "en" where there is none for what is wanted.
    """
    global _catalogue  # noqa: PLW0603 - one language for the whole program, chosen once
    taken = _best([language] if language else _wanted())
    _catalogue = gettext.translation(DOMAIN, LANGUAGES, [taken], fallback=True)
    return taken


def tr(text: str, **values: object) -> str:
    """Return `text` in the person's language, with `values` filled in."""
    translated = _catalogue.gettext(text)
    return translated.format(**values) if values else translated


def trn(one: str, many: str, n: int, **values: object) -> str:
    """Return the form of the text that fits the number `n`, with `n` and `values` filled in."""
    return _catalogue.ngettext(one, many, n).format(n=n, **values)


def _wanted() -> list[str]:
    """The person's languages, best first: as POSIX has them in the environment, else as the system says."""
    places = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in places if (value := os.environ.get(name))), "")
    if locale.partition(".")[0] in _NO_LANGUAGE:
        return [ENGLISH]
    if several := os.environ.get("LANGUAGE"):
        return several.split(":")
    return [locale] if locale else QLocale.system().uiLanguages()


def _best(wanted: Iterable[str]) -> str:
    """The first language of `wanted` that there is, English included: who lists it first wants it."""
    for name in wanted:
        match = _NAME.fullmatch(name)
        if match is None:
            continue
        if match["language"] == ENGLISH:
            break
        for catalogue in _catalogues(**match.groupdict()):
            if (LANGUAGES / catalogue).is_dir():
                return catalogue
    return ENGLISH


def _catalogues(language: str, script: str | None, territory: str | None) -> list[str]:
    """The folders that would fit, best first."""
    if language == "zh":  # Taiwan and Hong Kong write otherwise than the one catalogue that there is
        simplified = script == "Hans" or (script is None and (territory is None or territory in _SIMPLIFIED))
        return ["zh_CN"] if simplified else []
    return [f"{language}_{territory}", language] if territory else [language]
