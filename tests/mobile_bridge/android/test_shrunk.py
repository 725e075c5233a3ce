"""What is left out and rewritten before it is packed: the rest does what it did."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from mobile_bridge.android.apk import compiling, dexing
from tests.mobile_bridge.android.java import ANDROID, JNA, JUNIT, NEEDED_TO_PACK, Java, skip_without
from tests.mobile_bridge.android.test_gl import needs_gles

TESTS = sorted(
    ".".join(each.relative_to(ANDROID / "src" / "test" / "java").with_suffix("").parts)
    for package in ("core", "gl", "net", "ui")
    for each in (ANDROID / "src" / "test" / "java").rglob(f"phone/{package}/*Test.java")
    if each.name not in {"WireTest.java"}  # wants the vectors
)

LOADER = """
import java.io.File;
import java.util.jar.JarFile;

/** Lets the JVM verify every class of a jar. */
public final class Verify {
    public static void main(String[] jars) throws Exception {
        int count = 0;
        for (String name : java.util.Collections.list(new JarFile(new File(jars[0])).entries()).stream()
                .map(Object::toString).filter(n -> n.endsWith(".class")).toArray(String[]::new)) {
            try {
                Class.forName(name.replace(".class", "").replace('/', '.'));
            } catch (ExceptionInInitializerError | NoClassDefFoundError stub) {
                // verified before its first statement met a stub
            }
            count++;
        }
        System.out.println(count);
    }
}
"""


def path(*parts: Path) -> str:
    return ":".join(map(str, parts))


def test_the_jvm_finds_the_packed_classes_sound(java: Java, tmp_path: Path) -> None:
    skip_without(NEEDED_TO_PACK)
    jar = dexing.shrink(java.main, java.stubs, tmp_path)
    source = tmp_path / "Verify.java"
    source.write_text(LOADER)
    done = subprocess.run(
        ["java", "-cp", path(jar, java.stubs, compiling.JSON), source, jar],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200


@needs_gles
@pytest.mark.slow
def test_its_tests_pass_on_what_is_rewritten(java: Java, tmp_path: Path) -> None:
    """They are shrunk with the app, so what they call stays."""
    skip_without(NEEDED_TO_PACK)
    rules = [
        f"-injars {java.tests}",
        *(f"-libraryjars {jar}" for jar in (*JUNIT, JNA)),
        *(f"-keep class {name} {{ public *; }}" for name in TESTS),
        "-keepattributes RuntimeVisibleAnnotations",
        "-dontwarn **",
    ]
    jar = dexing.shrink(java.main, java.stubs, tmp_path, *rules)
    classpath = path(java.shim, jar, java.stubs, compiling.JSON, *JUNIT, JNA)
    done = subprocess.run(
        ["java", "-ea", "-cp", classpath, "org.junit.runner.JUnitCore", *TESTS],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "EGL_PLATFORM": "surfaceless"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
