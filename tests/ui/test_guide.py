"""The guide speaks of what there is: texts of the window, pictures, settings, places that it links to."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from babel.messages.pofile import read_po

from vcam.settings import FIELDS
from vcam.ui.words import DOMAIN, LANGUAGES

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/guide.md"
TEXT = GUIDE.read_text("utf-8")
APP_WORDS = ROOT / "mobile_bridge/android/src/main/res/values/strings.xml"
NOT_OURS = {"Zoom", "Teams", "Meet", "OBS"}


def test_what_is_bold_is_a_text_of_the_window_or_of_the_phones_app() -> None:
    with (LANGUAGES / f"{DOMAIN}.pot").open("rb") as file:
        texts = {str(message.id) for message in read_po(file) if message.id}
    texts |= {each.text or "" for each in ET.parse(APP_WORDS).iter("string")}
    bold = {" ".join(each.split()) for each in re.findall(r"\*\*(.+?)\*\*", TEXT, re.DOTALL)}
    assert len(bold) > 40
    assert {
        each for each in bold if each.removesuffix(".") not in texts and each not in texts
    } == NOT_OURS - texts


def test_pictures_and_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", TEXT)
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in TEXT.splitlines() if line[:1] == "#"}
    for target in targets:
        path, _, anchor = target.partition("#")
        assert (GUIDE.parent / path).exists(), target
        if not path:
            assert anchor in headings, target
    for picture in (ROOT / "docs/images").iterdir():
        assert f"images/{picture.name}" in targets, f"{picture.name} is not used"


def test_every_setting_is_told_of() -> None:
    assert [name for name in FIELDS if f"`{name}`" not in TEXT] == []
