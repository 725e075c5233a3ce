"""Colours and the style sheet, for a dark and for a light desktop; follows it while the program runs."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from vcam.ui.icon import icon_file


@dataclass(frozen=True, slots=True)
class Colours:
    """What each colour is for. Text on its ground has a contrast of 4.5 to 1 at least (WCAG AA)."""

    ground: str
    panel: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    bad: str
    bad_ground: str
    note_ground: str


DARK = Colours(
    ground="#15171c",
    panel="#1d2027",
    raised="#2a2e38",
    line="#363b47",
    text="#eef1f5",
    muted="#a3adbb",
    accent="#f6be80",
    on_accent="#241805",
    bad="#ff8c80",
    bad_ground="#3a2022",
    note_ground="#2b2a22",
)
LIGHT = Colours(
    ground="#f3f4f6",
    panel="#ffffff",
    raised="#eceef2",
    line="#d5d9e0",
    text="#191c22",
    muted="#59636f",
    accent="#9a5606",
    on_accent="#ffffff",
    bad="#b3261e",
    bad_ground="#fbe9e7",
    note_ground="#fdf3e3",
)

_SHEET = Template("""
* { font-size: 10pt; }
QMainWindow, QDialog, QWidget#ground { background: $ground; color: $text; }
QLabel { color: $text; background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="title"] { font-size: 13pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="small"] { color: $muted; font-size: 9pt; }
QFrame#panel { background: $panel; border: 1px solid $line; border-radius: 12px; }
QFrame#banner { background: $note_ground; border: 1px solid $accent; border-radius: 10px; }
QFrame#banner[severity="bad"] { background: $bad_ground; border-color: $bad; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QPushButton, QToolButton { background: $raised; color: $text; border: 1px solid $line; border-radius: 8px;
    padding: 6px 14px; min-height: 18px; }
QPushButton:hover, QToolButton:hover { border-color: $muted; }
QPushButton:focus, QToolButton:focus, QComboBox:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $muted; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $raised; color: $muted; border-color: $line; }
QPushButton[role="segment"] { border-radius: 0; border-left-width: 0; padding: 6px 10px; }
QPushButton[role="segment"][place="first"] { border-top-left-radius: 8px; border-bottom-left-radius: 8px;
    border-left-width: 1px; }
QPushButton[role="segment"][place="last"] { border-top-right-radius: 8px; border-bottom-right-radius: 8px; }
QPushButton[role="segment"]:checked { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[role="segment"]:focus { border: 2px solid $text; padding: 5px 9px; }
QToolButton[role="reset"] { background: transparent; border: 1px solid transparent; padding: 0;
    color: $muted; min-width: 20px; min-height: 18px; }
QToolButton[role="reset"]:hover, QToolButton[role="reset"]:focus { border: 1px solid $accent; padding: 0;
    color: $text; }
QToolButton::menu-indicator { image: none; }
QLineEdit { background: $ground; color: $text; border: 1px solid $line; border-radius: 8px; padding: 6px 10px;
    min-height: 20px; }
QLineEdit:focus { border: 2px solid $accent; padding: 5px 9px; }
QComboBox { background: $raised; color: $text; border: 1px solid $line; border-radius: 8px; padding: 5px 10px;
    min-height: 20px; }
QComboBox:focus { padding: 4px 9px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $panel; color: $text; border: 1px solid $line;
    selection-background-color: $accent; selection-color: $on_accent; outline: none; }
QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -7px 0; border-radius: 9px; background: $text;
    border: 1px solid $panel; }
QSlider::handle:horizontal:focus { background: $accent; border: 2px solid $text; }
QTabWidget::pane { border: none; top: 8px; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 12px; border-bottom: 2px solid $line; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QMenu { background: $panel; color: $text; border: 1px solid $line; padding: 6px; }
QMenu::item { padding: 6px 26px 6px 22px; border-radius: 6px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 4px; }
QPlainTextEdit { background: $ground; color: $text; border: 1px solid $line; border-radius: 8px;
    padding: 6px; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 5px; min-height: 30px; }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }
""")


def colours() -> Colours:
    """Return the colours that fit the desktop now."""
    hints = QApplication.styleHints()
    return LIGHT if hints.colorScheme() is Qt.ColorScheme.Light else DARK


def apply(app: QApplication) -> None:
    """Style the program, and again whenever the desktop turns dark or light."""
    app.setStyle("Fusion")
    restyle(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: restyle(app))


def restyle(app: QApplication) -> None:
    """Put the colours of the desktop's present scheme on everything."""
    now = colours()
    palette = QPalette()
    for role, name in {
        QPalette.ColorRole.Window: now.ground,
        QPalette.ColorRole.WindowText: now.text,
        QPalette.ColorRole.Base: now.panel,
        QPalette.ColorRole.AlternateBase: now.raised,
        QPalette.ColorRole.Text: now.text,
        QPalette.ColorRole.Button: now.raised,
        QPalette.ColorRole.ButtonText: now.text,
        QPalette.ColorRole.Highlight: now.accent,
        QPalette.ColorRole.HighlightedText: now.on_accent,
        QPalette.ColorRole.ToolTipBase: now.panel,
        QPalette.ColorRole.ToolTipText: now.text,
        QPalette.ColorRole.PlaceholderText: now.muted,
    }.items():
        palette.setColor(role, QColor(name))
    app.setPalette(palette)
    values = {name: getattr(now, name) for name in Colours.__slots__}
    chevron = icon_file(f"chevron-{'light' if now is LIGHT else 'dark'}")
    app.setStyleSheet(_SHEET.substitute(values, chevron=chevron))
