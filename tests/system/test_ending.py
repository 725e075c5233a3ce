"""The program ends, whatever its compiler is at."""

from __future__ import annotations

import subprocess
import sys

import pytest

# What was compiled wants the compiler's lock to be let go of, when the interpreter takes itself apart.
PROGRAM = """
import atexit, sys, threading
from vcam.system.ending import end

lock, held = threading.Lock(), threading.Event()

def compiles():
    with lock:
        held.set()
        threading.Event().wait()

def at_exit():
    with lock:
        print("taken apart")

atexit.register(at_exit)
if sys.argv[1]:
    threading.Thread(target=compiles, name=sys.argv[1], daemon=True).start()
    held.wait()
print("Stopped.")
end(7)
"""


@pytest.mark.parametrize(
    ("thread", "said"),
    [("prepare", "Stopped.\n"), ("enhance", "Stopped.\n"), ("", "Stopped.\ntaken apart\n")],
)
def test_a_thread_in_the_compiler_does_not_hold_up_the_end(thread: str, said: str) -> None:
    command = [sys.executable, "-c", PROGRAM, thread]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (7, said, "")
