"""From classes, resources and assets to a package that is the same each time, aligned but not signed."""

from __future__ import annotations

import ast
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from mobile_bridge.android.apk.compiling import ANDROID, SOURCES, aapt, call

MIN_SDK = 24
TARGET_SDK = 37
ROOT = ANDROID.parents[1]
WEB = ANDROID.parent / "web"
APACHE = ROOT / "packaging" / "litert" / "LICENSE.txt"  # ZXing has the same licence
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can hold
_AS_THEY_ARE = (".arsc", ".png")  # Android 11 wants the first so, the second is packed already


def version() -> str:
    """Return the program's version, such as "0.1.0"."""
    text = (ROOT / "vcam" / "__init__.py").read_text()
    return str(ast.literal_eval(text.partition("__version__ = ")[2].strip()))


def version_code() -> int:
    """Return the version as a number that grows with it: 1.2.3 is 10203."""
    major, minor, patch = map(int, version().split("."))
    return major * 10000 + minor * 100 + patch


def assets() -> dict[str, bytes]:
    """Return what the app finds in its assets, by name.

    The shaders and the network are the page's own. Of the pictures that check the network on the phone
    there is one of each size; the page has more.
    """
    shaders = sorted((WEB / "engine" / "shaders").glob("*.frag"))
    found = {each.name: each.read_bytes() for each in [*shaders, *sorted((SOURCES / "assets").glob("*"))]}
    found["LICENSE.txt"] = (ROOT / "LICENSE").read_bytes()
    found["Apache-2.0.txt"] = APACHE.read_bytes()
    model = WEB / "model"
    for name in ("program.json", "program.bin"):
        found[name] = (model / name).read_bytes()
    found["golden.json"], found["golden.bin"] = one_of_each_size(
        json.loads((model / "golden.json").read_text()), (model / "golden.bin").read_bytes()
    )
    return found


def one_of_each_size(pictures: list[dict[str, int]], data: bytes) -> tuple[bytes, bytes]:
    """Return golden.json and golden.bin with the first picture of each size."""
    firsts = {(each["width"], each["height"]): each for each in reversed(pictures)}
    kept, out = [], bytearray()
    for each in sorted(firsts.values(), key=lambda picture: picture["picture"]):
        sizes = {
            "picture": each["width"] * each["height"] * 3,
            "map": each["mapWidth"] * each["mapHeight"] * 4,
        }
        entry = dict(each)
        for part, size in sizes.items():
            entry[part] = len(out)
            out += data[each[part] : each[part] + size]
        kept.append(entry)
    return json.dumps(kept).encode(), bytes(out)


def pack(dex: Path, work: Path) -> Path:
    """Pack all into one file; two calls with the same inputs give the same bytes."""
    resources, plain, aligned = work / "resources.zip", work / "plain.apk", work / "aligned.apk"
    aapt(
        work,
        *("-f", "-F", resources, "--version-code", str(version_code()), "--version-name", version()),
        *("--min-sdk-version", str(MIN_SDK), "--target-sdk-version", str(TARGET_SDK)),
    )
    with zipfile.ZipFile(resources) as made:
        content = {name: made.read(name) for name in made.namelist()}
    content["classes.dex"] = dex.read_bytes()
    content.update({f"assets/{name}": data for name, data in assets().items()})
    write_zip(plain, content)
    call("zipalign", "-f", "4", plain, aligned)
    return aligned


def write_zip(path: Path, content: Mapping[str, bytes]) -> None:
    """Write files in order of their names, all of the same time, packed as closely as the format allows."""
    packed = {name: data for name, data in content.items() if not name.endswith(_AS_THEY_ARE)}
    stored = {name: data for name, data in content.items() if name.endswith(_AS_THEY_ARE)}
    path.unlink(missing_ok=True)
    _append(path, packed, zipfile.ZIP_DEFLATED)
    call("advzip", "--recompress", "--shrink-insane", "--quiet", path)
    _append(path, stored, zipfile.ZIP_STORED)


def _append(path: Path, content: Mapping[str, bytes], how: int) -> None:
    with zipfile.ZipFile(path, "a") as out:
        for name, data in sorted(content.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            out.writestr(entry, data, how)
