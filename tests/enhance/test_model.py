import hashlib
import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from models.training import graph, tflite_file
from tests.models import states
from vcam.core.errors import InferenceFailed, ModelCorrupt, ModelError, ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize
from vcam.enhance import model as adapter
from vcam.enhance.model import CurveModel

SIZE = FrameSize(32, 20)
MAP = (5, 8)


@pytest.fixture(scope="module")
def content() -> bytes:
    return tflite_file.write(graph.lowlight(states.lowlight(), FrameSize(96, 56)))


def write(folder: Path, content: bytes, sha256: str | None = None, shape: str = "[1, 56, 96, 3]") -> Path:
    (folder / "net.tflite").write_bytes(content)
    (folder / "manifest.toml").write_text(
        f'[lowlight]\ncurve_iterations = 8\n[lowlight.input]\nshape = {shape}\nencoding = "sqrt"\n'
        f'[lowlight.files.int8]\nfile = "net.tflite"\n'
        f'sha256 = "{sha256 or hashlib.sha256(content).hexdigest()}"\n'
    )
    return folder


@pytest.fixture
def model(tmp_path: Path, content: bytes) -> CurveModel:
    return CurveModel(folder=write(tmp_path, content))


def random_picture(size: FrameSize = SIZE) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (size.height, size.width, 3), np.uint8)


# what it does


@pytest.mark.parametrize(
    ("kind", "number"), [("int8", "int8"), ("float32", "float32"), ("float16", "float32")]
)
def test_installed_models_load_and_say_what_runs_them(kind: str, number: str) -> None:
    installed = CurveModel(kind=kind)
    assert installed.runtime == f"TFLite XNNPACK {number}, 1 thread"


def test_map_is_filled_in_range(model: CurveModel) -> None:
    assert model.configure(SIZE) == MAP[::-1]
    out = np.full(MAP, np.nan, np.float32)
    model.predict(random_picture(), out)
    assert np.isfinite(out).all()
    assert out.min() >= -1
    assert out.max() <= 0
    assert out.std() > 0


def test_same_picture_gives_the_same_map_after_other_sizes(model: CurveModel) -> None:
    first, again = np.empty((2, *MAP), np.float32)
    model.configure(SIZE)
    model.predict(random_picture(), first)
    model.configure(FrameSize(64, 24))
    model.predict(random_picture(FrameSize(64, 24)), np.empty((6, 16), np.float32))
    model.configure(SIZE)
    model.predict(random_picture(), again)
    assert np.array_equal(first, again)


def test_arrays_may_have_any_strides(model: CurveModel) -> None:
    model.configure(SIZE)
    plain = np.empty(MAP, np.float32)
    model.predict(random_picture(), plain)
    wide_in, wide_out = np.zeros((20, 40, 3), np.uint8), np.empty((5, 12), np.float32)
    wide_in[:, :32] = random_picture()
    model.predict(wide_in[:, :32], wide_out[:, :8])
    assert np.array_equal(wide_out[:, :8], plain)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (FrameSize(1280, 720), FrameSize(96, 56)),
        (FrameSize(3840, 2160), FrameSize(96, 56)),
        (FrameSize(640, 480), FrameSize(96, 72)),
        (FrameSize(720, 1280), FrameSize(56, 96)),
        (FrameSize(641, 479), FrameSize(96, 72)),
        (FrameSize(4000, 20), FrameSize(96, 16)),
        (FrameSize(2, 2), FrameSize(96, 96)),
    ],
)
def test_small_copy_keeps_the_shape_nearly(model: CurveModel, frame: FrameSize, expected: FrameSize) -> None:
    assert model.input_size(frame) == expected


def test_small_copy_follows_the_size_that_the_network_was_made_for(tmp_path: Path, content: bytes) -> None:
    model = CurveModel(folder=write(tmp_path, content, shape="[1, 88, 160, 3]"))
    assert model.input_size(FrameSize(1280, 720)) == FrameSize(160, 88)


def test_runtime_prints_nothing(tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    model = CurveModel(folder=write(tmp_path, content))
    model.configure(SIZE)
    model.predict(random_picture(), np.empty(MAP, np.float32))
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""


def test_only_the_chatter_is_kept_back(capfd: pytest.CaptureFixture[str]) -> None:
    with adapter.quiet_runtime():
        os.write(2, b"INFO: created a delegate\nERROR: out of memory\n")
    assert capfd.readouterr().err == "ERROR: out of memory\n"
    with suppress(KeyError), adapter.quiet_runtime():
        os.write(2, b"WARNING: odd\n")
        raise KeyError
    os.write(2, b"INFO: of somebody else\n")
    assert capfd.readouterr().err == "WARNING: odd\nINFO: of somebody else\n"


class Int8Interpreter:
    """Stands for a quantised network whose map is the red channel: codes in, the same codes out."""

    def __init__(self) -> None:
        self.memory = np.zeros((1, 20, 32, 3), np.int8)

    def resize_tensor_input(self, index: int, shape: tuple[int, ...]) -> None:
        assert shape == self.memory.shape

    def allocate_tensors(self) -> None: ...
    def invoke(self) -> None: ...

    def get_input_details(self) -> list[dict[str, object]]:
        return [{"index": 0, "shape": (1, 20, 32, 3), "dtype": np.int8, "quantization": (1 / 255, -128)}]

    def get_output_details(self) -> list[dict[str, object]]:
        return [{"index": 1, "shape": (1, 20, 32, 1), "dtype": np.int8, "quantization": (1 / 128, 0)}]

    def tensor(self, index: int) -> object:
        return lambda: self.memory[..., :1] if index else self.memory


def test_int8_network_gets_and_gives_codes(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "_start", lambda file: Int8Interpreter())
    model = CurveModel(folder=write(tmp_path, content))
    model.configure(SIZE)
    picture, out = random_picture(), np.empty((20, 32), np.float32)
    model.predict(picture, out)
    assert model.runtime == "TFLite XNNPACK int8, 1 thread"
    codes = np.rint(255 * np.sqrt(picture[..., 0] / 255)) - 128
    assert np.allclose(out, codes / 128, atol=1e-6)


# what it refuses


def refused(error: type[ModelError], folder: Path, name: str = "lowlight") -> ModelError:
    with pytest.raises(error) as caught:
        CurveModel(name, folder)
    assert caught.value.hint
    return caught.value


def test_no_manifest(tmp_path: Path) -> None:
    assert "manifest" in refused(ModelMissing, tmp_path).title


def test_no_such_entry_lists_what_there_is(tmp_path: Path, content: bytes) -> None:
    assert "lowlight" in refused(ModelMissing, write(tmp_path, content), name="other").hint


def test_no_such_kind_lists_what_there_is(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ModelMissing, match="float16") as caught:
        CurveModel(folder=write(tmp_path, content), kind="float16")
    assert "int8" in caught.value.hint


def test_no_file(tmp_path: Path, content: bytes) -> None:
    (write(tmp_path, content) / "net.tflite").unlink()
    assert "net.tflite" in refused(ModelMissing, tmp_path).title


def test_wrong_hash_names_both(tmp_path: Path, content: bytes) -> None:
    hint = refused(ModelCorrupt, write(tmp_path, content, sha256="ab" * 32)).hint
    assert "ab" * 32 in hint
    assert hashlib.sha256(content).hexdigest() in hint


def test_truncated_file(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, content)
    (tmp_path / "net.tflite").write_bytes(content[:1000])
    refused(ModelCorrupt, tmp_path)


ENTRY = """\
[lowlight]
curve_iterations = 8
[lowlight.files.int8]
file = "net.tflite"
sha256 = "00"
"""


@pytest.mark.parametrize(
    "manifest",
    [
        "not toml at all",
        "lowlight = 3",
        "[lowlight]",
        "[lowlight]\nfiles = 7",
        ENTRY + "[lowlight.input]\nshape = []\nencoding = 'sqrt'",
        ENTRY + "[lowlight.input]\nshape = [1, 56, 96, 3]\nencoding = 'cube'",
        ENTRY.replace("8", "'many'") + "[lowlight.input]\nshape = [1, 2, 3]\nencoding = 'sqrt'",
        ENTRY + "[lowlight]",
    ],
)
def test_damaged_manifest(tmp_path: Path, content: bytes, manifest: str) -> None:
    (write(tmp_path, content) / "manifest.toml").write_text(manifest)
    assert "manifest is damaged" in refused(ModelCorrupt, tmp_path).title


def test_a_network_for_another_curve_is_refused(tmp_path: Path, content: bytes) -> None:
    manifest = write(tmp_path, content) / "manifest.toml"
    manifest.write_text(manifest.read_text().replace("curve_iterations = 8", "curve_iterations = 5"))
    assert "curve of 5 rounds" in refused(ModelMismatch, tmp_path).title


def test_manifest_of_random_bytes(tmp_path: Path, content: bytes) -> None:
    (write(tmp_path, content) / "manifest.toml").write_bytes(bytes(range(256)))
    refused(ModelCorrupt, tmp_path)


@pytest.mark.parametrize("cut", [0, 7, 200, 20_000])
def test_part_of_a_model_with_the_right_hash(tmp_path: Path, content: bytes, cut: int) -> None:
    assert "cannot be loaded" in refused(ModelCorrupt, write(tmp_path, content[:cut])).title


@pytest.mark.parametrize("head", [0, 8])
def test_random_bytes_with_the_right_hash(tmp_path: Path, content: bytes, head: int) -> None:
    rubbish = content[:head] + np.random.default_rng(3).bytes(5000)
    refused(ModelCorrupt, write(tmp_path, rubbish))


def details(shape: tuple[int, ...], dtype: type = np.float32) -> list[dict[str, object]]:
    return [{"index": 0, "shape": shape, "dtype": dtype, "quantization": (0.0, 0)}]


@pytest.mark.parametrize(
    ("inputs", "outputs"),
    [
        (details((1, 20, 32, 3)) * 2, details((1, 5, 8, 1))),
        (details((1, 3, 20, 32)), details((1, 5, 8, 1))),
        (details((1, 20, 32, 3)), details((1, 1000))),
        (details((1, 20, 32, 3)), details((1, 20, 32, 3))),
        (details((1, 20, 32, 3), np.float64), details((1, 5, 8, 1), np.float64)),
    ],
)
def test_network_of_another_kind(
    tmp_path: Path,
    content: bytes,
    monkeypatch: pytest.MonkeyPatch,
    inputs: list[dict[str, object]],
    outputs: list[dict[str, object]],
) -> None:
    other = Int8Interpreter()
    monkeypatch.setattr(other, "get_input_details", lambda: inputs)
    monkeypatch.setattr(other, "get_output_details", lambda: outputs)
    monkeypatch.setattr(adapter, "_start", lambda file: other)
    assert "expected" in refused(ModelMismatch, write(tmp_path, content)).hint


def test_network_that_keeps_its_size(model: CurveModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model._interpreter, "get_input_details", lambda: details((1, 56, 96, 3)))
    with pytest.raises(ModelMismatch, match="32x20"):
        model.configure(SIZE)


def test_network_that_cannot_be_resized(model: CurveModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("node 3 failed to prepare")

    monkeypatch.setattr(model._interpreter, "allocate_tensors", fail)
    with pytest.raises(ModelMismatch, match="32x20") as caught:
        model.configure(SIZE)
    assert "node 3" in caught.value.hint


def test_runtime_that_gives_up(model: CurveModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("node 5 failed to invoke")

    model.configure(SIZE)
    monkeypatch.setattr(model._interpreter, "invoke", fail)
    with pytest.raises(InferenceFailed) as caught:
        model.predict(random_picture(), np.empty(MAP, np.float32))
    assert "node 5" in caught.value.hint


def test_programmers_mistakes_are_named(model: CurveModel) -> None:
    out = np.empty(MAP, np.float32)
    with pytest.raises(ValueError, match="configure"):
        model.predict(random_picture(), out)
    model.configure(SIZE)
    with pytest.raises(ValueError, match=r"\(20, 32, 3\)"):
        model.predict(random_picture(FrameSize(32, 24)), out)
    with pytest.raises(ValueError, match=r"\(5, 8\)"):
        model.predict(random_picture(), out[:, :4])
