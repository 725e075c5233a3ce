"""The package: the same each time, small, signed, and what Android reads of it."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

import vcam
from mobile_bridge.android.apk import compiling, dexing, packing, signing
from tests.mobile_bridge.android.packed import Packed, build

SMALL = 300_000
PERMISSIONS = {
    "ACCESS_LOCAL_NETWORK",
    "ACCESS_NETWORK_STATE",
    "CAMERA",
    "CHANGE_WIFI_MULTICAST_STATE",
    "FOREGROUND_SERVICE",
    "FOREGROUND_SERVICE_CAMERA",
    "INTERNET",
    "POST_NOTIFICATIONS",
    "WAKE_LOCK",
}


def says(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def badging(packed: Packed) -> str:
    return says("aapt", "dump", "badging", packed.apk)


@pytest.fixture(scope="module")
def manifest(packed: Packed) -> str:
    return says("aapt", "dump", "xmltree", packed.apk, "AndroidManifest.xml")


@pytest.mark.slow
def test_two_builds_are_the_same(packed: Packed, tmp_path: Path) -> None:
    assert build(tmp_path / "again").read_bytes() == packed.aligned.read_bytes()


def test_it_is_small(packed: Packed) -> None:
    assert packed.apk.stat().st_size < SMALL


def test_it_is_signed_by_the_schemes_that_its_androids_check(packed: Packed) -> None:
    report = says("apksigner", "verify", "--verbose", packed.apk)
    assert report.startswith("Verifies")
    schemes = re.findall(r"using (v\d) scheme .*: (true|false)", report)
    assert dict(schemes) == {"v1": "false", "v2": "true", "v3": "true", "v4": "false"}


def test_it_is_signed_with_the_release_key_where_there_is_one(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, password = tmp_path / "release.p12", "correct horse"
    compiling.call(
        *("keytool", "-genkeypair", "-keystore", store, "-storetype", "PKCS12", "-storepass", password),
        *("-alias", "ours", "-dname", "CN=Ours", "-keyalg", "EC", "-groupname", "secp256r1"),
    )
    monkeypatch.setenv(signing.KEYSTORE, str(store))
    monkeypatch.setenv(signing.PASSWORD, password)
    monkeypatch.setenv(signing.ALIAS, "ours")
    signing.sign(packed.aligned, tmp_path / "out" / "release.apk")
    assert "CN=Ours" in says("apksigner", "verify", "--print-certs", tmp_path / "out" / "release.apk")


def test_what_android_and_a_shop_read_of_it(badging: str) -> None:
    major, minor, patch = map(int, re.findall(r"\d+", vcam.__version__))
    first = badging.splitlines()[0]
    assert "name='io.github.lowlightcam.phone'" in first
    assert f"versionCode='{major * 10000 + minor * 100 + patch}' versionName='{vcam.__version__}'" in first
    assert "sdkVersion:'24'\ntargetSdkVersion:'37'\n" in badging
    assert set(re.findall(r"uses-permission: name='android\.permission\.(\w+)'", badging)) == PERMISSIONS
    assert "launchable-activity: name='io.github.lowlightcam.phone.ui.MainActivity'" in badging
    assert "uses-gl-es: '0x30000'" in badging
    # a phone that lacks something else than any camera can have it
    required = re.findall(r"uses-feature: name='([\w.]+)'", badging)
    assert required == ["android.hardware.camera.any"]
    assert "application-label:'LowLight Cam'" in badging
    assert "locales: '--_--' 'de' 'zh'" in badging
    assert "debuggable" not in badging


def test_what_later_androids_read_of_it(manifest: str) -> None:
    """These attributes come from stubs/res; the numbers are Android's."""
    assert "android:foregroundServiceType(0x01010599)=(type 0x11)0x40" in manifest
    assert re.search(r"android:dataExtractionRules\(0x0101063e\)=@0x7f", manifest)
    assert re.search(r"android:localeConfig\(0x0101065b\)=@0x7f", manifest)
    assert "android:allowBackup(0x01010280)=(type 0x12)0x0" in manifest


def test_no_other_app_reaches_the_camera_through_it(manifest: str) -> None:
    """Only the window can be opened from outside."""
    parts = re.findall(r"E: (activity|service).*?android:exported\(\w+\)=\(type 0x12\)(\w+)", manifest, re.S)
    assert parts == [("activity", "0xffffffff"), ("service", "0x0")]


def test_what_the_manifest_names_is_packed(packed: Packed) -> None:
    names = {each.name.replace("/", ".") for each in packed.classes()}
    assert set(dexing.components()) <= names
    with zipfile.ZipFile(packed.apk) as apk:
        code = apk.read("classes.dex")
    assert code.startswith(b"dex\n035\0")
    for name in dexing.components():
        assert f"L{name.replace('.', '/')};".encode() in code


def test_androids_own_reader_reads_the_code(packed: Packed, tmp_path: Path) -> None:
    if not shutil.which("dexdump"):
        pytest.skip("needs Debian's dexdump")
    with zipfile.ZipFile(packed.apk) as apk:
        code = apk.extract("classes.dex", tmp_path)
    assert "Checksum verified" in says("dexdump", "-c", code)
    listed = set(re.findall(r"Class descriptor +: 'L(.*);'", says("dexdump", code)))
    assert listed == {each.name for each in packed.classes()}


def test_the_resources_lie_so_that_android_can_map_them(packed: Packed) -> None:
    """Android 11 installs nothing whose resources are compressed, or do not begin at a multiple of four."""
    with zipfile.ZipFile(packed.apk) as apk, packed.apk.open("rb") as file:
        entry = apk.getinfo("resources.arsc")
        assert entry.compress_type == zipfile.ZIP_STORED
        file.seek(entry.header_offset + 26)
        name, extra = struct.unpack("<HH", file.read(4))
        assert (entry.header_offset + 30 + name + extra) % 4 == 0


def test_the_assets_are_the_pages_own(packed: Packed) -> None:
    with zipfile.ZipFile(packed.apk) as apk:
        names = {name.removeprefix("assets/") for name in apk.namelist() if name.startswith("assets/")}
        for page in ["model/program.json", "model/program.bin", *shaders()]:
            assert apk.read(f"assets/{Path(page).name}") == (packing.WEB / page).read_bytes()
        assert "GNU GENERAL PUBLIC LICENSE" in apk.read("assets/LICENSE.txt").decode()
        assert "Apache License" in apk.read("assets/Apache-2.0.txt").decode()
    own = {each.name for each in (compiling.SOURCES / "assets").iterdir()}
    others = {"program.json", "program.bin", "golden.json", "golden.bin", "LICENSE.txt", "Apache-2.0.txt"}
    assert names == own | others | {Path(each).name for each in shaders()}


def shaders() -> list[str]:
    return [f"engine/shaders/{each.name}" for each in (packing.WEB / "engine" / "shaders").glob("*.frag")]


def test_there_is_one_picture_of_each_size_to_check_the_network() -> None:
    model = packing.WEB / "model"
    pictures = json.loads((model / "golden.json").read_text())
    data = (model / "golden.bin").read_bytes()
    described, cut = packing.one_of_each_size(pictures, data)
    kept = json.loads(described)
    sizes = [(each["width"], each["height"]) for each in kept]
    assert len(set(sizes)) == len(sizes) == len({(each["width"], each["height"]) for each in pictures})
    for each in kept:
        whole = next(
            one for one in pictures if (one["width"], one["height"]) == (each["width"], each["height"])
        )
        for part, length in (
            ("picture", each["width"] * each["height"] * 3),
            ("map", each["mapWidth"] * each["mapHeight"] * 4),
        ):
            here, there = each[part], whole[part]
            assert cut[here : here + length] == data[there : there + length]
    assert len(cut) == sum(each["map"] + each["mapWidth"] * each["mapHeight"] * 4 for each in kept[-1:])


def test_a_tool_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "Wrong.java").write_text("class Wrong { int one() { return two; } }")
    with pytest.raises(RuntimeError, match=r"(?s)javac failed:.*Wrong\.java:1: error: cannot find symbol"):
        compiling.javac(tmp_path / "out", [tmp_path], [])
