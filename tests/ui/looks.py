"""What can be seen of a window: text that has no room, colours that are too close."""

from __future__ import annotations

import gettext

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QToolButton, QWidget

from vcam.ui import words

LANGUAGES = [
    "en",
    *(each for each in ("de", "zh_CN") if gettext.find(words.DOMAIN, words.LANGUAGES, [each])),
]


def clipped(window: QWidget) -> list[str]:
    """Texts that a person sees a part of only."""
    labels = [each for each in window.findChildren(QLabel) if each.isVisible() and each.text()]
    buttons: list[QAbstractButton] = [
        each for kind in (QPushButton, QToolButton) for each in window.findChildren(kind) if each.isVisible()
    ]
    return [
        *(f"{each.text()!r}: {_has(each)}" for each in labels if not _fits(each)),
        *(f"{each.text()!r}: {_has(each)}" for each in buttons if _is_smaller(each)),
    ]


def _fits(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() >= label.heightForWidth(label.width())
    return not _is_smaller(label)


def _is_smaller(widget: QWidget) -> bool:
    wanted = widget.sizeHint()
    return widget.width() < wanted.width() or widget.height() < wanted.height()


def _has(widget: QWidget) -> str:
    has, wanted = widget.size(), widget.sizeHint()
    return f"{has.width()}x{has.height()} of {wanted.width()}x{wanted.height()}"


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.1 defines it ("contrast ratio")."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
