"""Texts of the windows in the person's language: GNU gettext, catalogues under ``languages/``.

``tr("{n} programs", n=3)`` looks the English text up and fills it in. English is in the code; what has no
translation stays English.
"""

from __future__ import annotations

import gettext
import locale
import os
from importlib.resources import files

DOMAIN = "lowlight-cam"
LANGUAGES = str(files("vcam.ui") / "languages")

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str | None = None) -> None:
    """Take the texts from the catalogue of `language` ("de", "zh_CN"), or of the system's; else English."""
    global _catalogue  # noqa: PLW0603 - one language for the whole program, chosen once
    _catalogue = gettext.translation(
        DOMAIN, LANGUAGES, [language] if language else _wanted_languages(), fallback=True
    )


def tr(text: str, **values: object) -> str:
    """Return `text` in the person's language, with `values` filled in."""
    translated = _catalogue.gettext(text)
    return translated.format(**values) if values else translated


def trn(one: str, many: str, n: int, **values: object) -> str:
    """Return the form of the text that fits the number `n`, with `n` and `values` filled in."""
    return _catalogue.ngettext(one, many, n).format(n=n, **values)


def _wanted_languages() -> list[str]:
    """The system's languages, best first: what POSIX systems have in the environment, else the locale."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.split(":")
    return [locale.getlocale()[0] or "en"]
