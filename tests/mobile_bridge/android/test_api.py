"""Every name of the platform that the app uses is there on a phone, and is what the stubs say it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mobile_bridge.android.apk import compiling, npm
from tests.mobile_bridge.android import classfile, primitives, typings
from tests.mobile_bridge.android.api import Api, too_new, unguarded, unimplemented, unknown
from tests.mobile_bridge.android.classfile import PROTECTED, PUBLIC, STATIC, SYNTHETIC, ClassFile, Member
from tests.mobile_bridge.android.java import Java
from tests.mobile_bridge.android.packed import Packed, fetched


@pytest.fixture(scope="module")
def api() -> Api:
    return Api(typings.read(fetched("types-android", npm.TYPINGS)))


@pytest.fixture(scope="module")
def stubs(java: Java) -> list[ClassFile]:
    return read(java.stubs)


def read(folder: Path) -> list[ClassFile]:
    return [classfile.read(each.read_bytes()) for each in sorted(folder.rglob("*.class"))]


def visible(members: tuple[Member, ...]) -> list[Member]:
    """What an app can name, but constructors: those that the app calls are checked where it does."""
    return [
        each
        for each in members
        if each.flags & (PUBLIC | PROTECTED) and not each.flags & SYNTHETIC and each.name[0] != "<"
    ]


def test_the_stubs_have_no_name_that_android_has_not(stubs: list[ClassFile], api: Api) -> None:
    wrong = [each.name for each in stubs if api.since_class(each.name) is None]
    members = [member for each in stubs for member in visible(each.methods + each.fields)]
    wrong += [f"{each.owner}.{each.name}{each.descriptor}" for each in members if api.since(each) is None]
    assert wrong == []
    assert len(members) > 500


def test_the_stubs_know_what_is_static(stubs: list[ClassFile], api: Api) -> None:
    wrong = [
        f"{member.owner}.{member.name}"
        for each in stubs
        for member in visible(each.methods)
        if (like := api.like(each.name, member))
        and all(one.static != bool(member.flags & STATIC) for one in like)
    ]
    assert wrong == []


def test_the_stubs_constants_have_their_true_values(stubs: list[ClassFile], api: Api) -> None:
    constants = [member for each in stubs for member in visible(each.fields) if member.value is not None]
    written = {
        each: f'"{each.value}"' if isinstance(each.value, str) else str(each.value) for each in constants
    }
    wrong = [
        f"{each.owner}.{each.name}: {written[each]} is {api.value(each)}"
        for each in constants
        if api.value(each) != written[each]
    ]
    assert wrong == []
    assert len(constants) > 100


def test_the_stubs_methods_take_the_right_kinds_of_numbers(stubs: list[ClassFile]) -> None:
    folder = primitives.folder()
    if folder is None:
        pytest.skip("needs chaquopy-stubs-android of requirements-dev.lock")
    known = primitives.read(folder, {each.name.rpartition("/")[0] for each in stubs})
    methods = [member for each in stubs for member in visible(each.methods)]
    # what they inherit is not listed again
    listed = [(each, known[each.owner, each.name]) for each in methods if (each.owner, each.name) in known]
    wrong = [
        f"{each.owner}.{each.name}{each.descriptor}: {signatures}"
        for each, signatures in listed
        if not any(primitives.fits(each.descriptor, signature) for signature in signatures)
    ]
    assert wrong == []
    assert len(listed) > 0.95 * len(methods)


def test_what_is_packed_names_nothing_that_no_android_has(packed: Packed, api: Api) -> None:
    assert unknown(packed.classes(), api) == []


def test_all_that_an_interface_wants_is_there(java: Java, api: Api) -> None:
    assert unimplemented(read(java.main), api) == []


def test_what_came_after_the_first_android_is_in_classes_of_its_own(packed: Packed, api: Api) -> None:
    assert too_new(packed.classes(), api) == []


def test_those_are_called_where_the_level_is_asked_for(java: Java) -> None:
    assert unguarded(read(java.main)) == []


PLANTED = """
package io.github.lowlightcam.phone.ui;

import android.os.Build;
import android.view.View;

public final class Planted {
    void on(View view) {
        view.invalidate();
        view.levitate();
        view.setStateDescription("");
        Later30.on(view);
    }
}

final class Halfway implements android.text.TextWatcher {
    public void afterTextChanged(android.text.Editable text) {
    }
}

final class Later30 {
    static void on(View view) {
        view.setStateDescription("");
    }
}

final class Asks {
    static void on(View view) {
        if (Build.VERSION.SDK_INT >= 30) Later30.on(view);
    }
}
"""


def test_a_name_that_is_not_there_is_found(java: Java, api: Api, tmp_path: Path) -> None:
    for name, text in {
        "android/view/View.java": "package android.view; public class View { public void invalidate() {} "
        "public void levitate() {} public void setStateDescription(CharSequence text) {} }",
        "android/text/TextWatcher.java": "package android.text; "
        "public interface TextWatcher { void afterTextChanged(Editable text); }",
        "io/github/lowlightcam/phone/ui/Planted.java": PLANTED,
    }.items():
        file = tmp_path / "source" / name
        file.parent.mkdir(parents=True)
        file.write_text(text)
    compiling.javac(tmp_path / "classes", [tmp_path / "source"], [java.stubs])
    classes = read(tmp_path / "classes" / "io")
    ours = "io/github/lowlightcam/phone/ui"
    assert unknown(classes, api) == [f"{ours}/Planted: android/view/View.levitate()V"]
    assert too_new(classes, api) == [f"{ours}/Planted: android/view/View.setStateDescription came with 30"]
    assert unguarded(classes) == [f"{ours}/Planted: {ours}/Later30.on"]
    assert unimplemented(classes, api) == [
        f"{ours}/Halfway: android/text/TextWatcher.beforeTextChanged",
        f"{ours}/Halfway: android/text/TextWatcher.onTextChanged",
    ]
