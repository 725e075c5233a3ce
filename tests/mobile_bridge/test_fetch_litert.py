"""packaging/fetch-litert: what npm gives is taken by hash, and where there is none nothing breaks."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = {
    "dist/index.js": 'import { createWasmLib } from "@litertjs/wasm-utils";\n//# sourceMappingURL=a.map\n',
    **{
        f"wasm/litert_wasm_{kind}internal.{suffix}": f"{kind}{suffix}"
        for kind in ("", "compat_", "jspi_", "threaded_")
        for suffix in ("js", "wasm")
    },
}
UTILS = {"dist/index.js": "export {};\n//# sourceMappingURL=index.js.map\n"}


class Machine:
    """A copy of the script, with an npm that gives what lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self.target = folder / "web" / "vendor" / "litert"
        self._packaging, self._shop, self._bin = folder / "packaging", folder / "shop", folder / "bin"
        for each in (self._packaging / "litert", self._shop, self._bin):
            each.mkdir(parents=True)
        shutil.copy(ROOT / "packaging" / "fetch-litert", self._packaging)
        shutil.copy(ROOT / "packaging" / "litert" / "LICENSE.txt", self._packaging / "litert")
        self.asked = folder / "asked"
        self.npm(f'echo "$@" >>{self.asked}; cp {self._shop}/*.tgz .')
        self.sell("litertjs-core-2.5.3.tgz", CORE)
        self.sell("litertjs-wasm-utils-2.5.3.tgz", UTILS)
        self.lock()

    def npm(self, script: str) -> None:
        (self._bin / "npm").write_text(f"#!/bin/sh\n{script}\n")
        (self._bin / "npm").chmod(0o755)

    def sell(self, name: str, files: dict[str, str]) -> None:
        with tarfile.open(self._shop / name, "w:gz") as out:
            for path, text in files.items():
                entry = tarfile.TarInfo(f"package/{path}")
                entry.size, entry.mode = len(text), 0o711  # as npm has them: not for all to read
                out.addfile(entry, io.BytesIO(text.encode()))

    def lock(self) -> None:
        """Pin what is sold now."""
        lines = [
            f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n"
            for each in sorted(self._shop.iterdir())
        ]
        (self._packaging / "litert" / "npm.sha256").write_text("".join(lines))

    def without_npm(self) -> None:
        """Leave the machine what the script takes, but npm."""
        (self._bin / "npm").unlink()
        for name in ("cmp", "dirname", "sed"):
            (self._bin / name).symlink_to(str(shutil.which(name)))

    def run(self, path: str = "/usr/bin:/bin") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", self._packaging / "fetch-litert", self.target],
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": f"{self._bin}:{path}"},
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_what_the_page_needs_is_put_there(machine: Machine) -> None:
    done = machine.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert "@litertjs/core@2.5.3 @litertjs/wasm-utils@2.5.3" in machine.asked.read_text()
    files = {each.name: each for each in machine.target.iterdir()}
    assert sorted(files) == [
        "LICENSE.txt",
        "index.js",
        "litert_wasm_compat_internal.js",
        "litert_wasm_compat_internal.wasm",
        "litert_wasm_internal.js",
        "litert_wasm_internal.wasm",
        "npm.sha256",
        "wasm-utils.js",
    ]
    assert 'from "./wasm-utils.js"' in files["index.js"].read_text()
    assert "Apache License" in files["LICENSE.txt"].read_text()
    assert not any("sourceMappingURL" in files[name].read_text() for name in ("index.js", "wasm-utils.js"))
    assert all(each.stat().st_mode & 0o777 == 0o644 for each in files.values())


def test_what_is_there_is_not_fetched_again_but_another_version_is(machine: Machine) -> None:
    machine.run()
    machine.asked.unlink()
    machine.run()
    assert not machine.asked.exists()
    machine.sell("litertjs-wasm-utils-2.5.3.tgz", {"dist/index.js": "export const newer = 1;\n"})
    machine.lock()
    assert machine.run().returncode == 0
    assert "newer" in (machine.target / "wasm-utils.js").read_text()


def test_what_is_not_what_was_pinned_is_refused(machine: Machine) -> None:
    machine.sell("litertjs-core-2.5.3.tgz", {**CORE, "wasm/litert_wasm_internal.js": "evil"})
    done = machine.run()
    assert done.returncode != 0
    assert "litertjs-core-2.5.3.tgz: FAILED" in done.stdout
    assert not machine.target.exists()


def test_an_import_that_is_not_known_is_noticed(machine: Machine) -> None:
    machine.sell("litertjs-core-2.5.3.tgz", {**CORE, "dist/index.js": 'import "@litertjs/other";\n'})
    machine.lock()
    assert machine.run().returncode != 0
    assert not machine.target.exists()


def test_without_the_network_the_rest_goes_on(machine: Machine) -> None:
    machine.npm("echo npm error network >&2; exit 1")
    done = machine.run()
    assert done.returncode == 0
    assert "npm could not fetch it: npm error network" in done.stderr
    assert not machine.target.exists()


def test_without_npm_the_rest_goes_on(machine: Machine) -> None:
    machine.without_npm()
    done = machine.run(path="")
    assert done.returncode == 0
    assert done.stderr == "Without LiteRT.js, which few phones need: there is no npm.\n"
