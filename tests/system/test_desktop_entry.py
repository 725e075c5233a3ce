from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcam.system.desktop_entry import exec_value, read, replaced

ENTRY = """\
# a comment = no key
[Desktop Entry]
Name = One
 Exec=run
Name[de]=Eins
# Hidden=true
[Desktop Action Other]
Exec=other
"""


def test_only_the_main_group_is_read() -> None:
    assert read(ENTRY) == {"Name": "One", "Exec": "run", "Name[de]": "Eins"}


@pytest.mark.parametrize(
    "rubbish", ["", "Name=One", "\0\0", "[Desktop Entry", "[desktop entry]\nA=1", "a" * 9999]
)
def test_what_is_no_entry_is_empty(rubbish: str) -> None:
    assert read(rubbish) == {}


def test_values_are_replaced_and_added() -> None:
    text = replaced("[Desktop Entry]\nExec=a\nName=b\n", {"Exec": "c", "TryExec": "d"})
    assert text == "[Desktop Entry]\nExec=c\nName=b\nTryExec=d\n"


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("/usr/bin/lowlight-cam-gui", "/usr/bin/lowlight-cam-gui"),
        ("--background", "--background"),
        ("/home/a b/gui", '"/home/a b/gui"'),
        ("100%", "100%%"),
        ('say "$x"', r'"say \\"\\$x\\""'),  # quoted for the key, then escaped as every string is
        ("C\\D", r'"C\\\\D"'),
        ("", '""'),
        ("/home/日本", '"/home/日本"'),
    ],
)
def test_words_of_exec(word: str, value: str) -> None:
    assert exec_value([word]) == value


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r\t")), min_size=1, max_size=4))
def test_exec_reads_back(words: list[str]) -> None:
    value = exec_value(words).replace("\\\\", "\\")
    quoted = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', value)
    back = [bare or re.sub(r"\\(.)", r"\1", inside) for inside, bare in quoted]
    assert [word.replace("%%", "%") for word in back] == words
