import hashlib
import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from models.training.export import Layer, write_tflite
from vcam.core.errors import InferenceFailed, ModelCorrupt, ModelError, ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize
from vcam.enhance import model as adapter
from vcam.enhance.model import CurveModel

SIZE = FrameSize(32, 18)


@pytest.fixture(scope="module")
def content() -> bytes:
    rng = np.random.default_rng(0)

    def values(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.2, shape).astype(np.float32)

    channels = ((3, 32), (32, 32), (32, 32), (32, 32), (64, 32), (64, 32), (64, 3))
    return write_tflite(
        [Layer(values(i, 1, 3, 3), values(i), values(o, i, 1, 1), values(o)) for i, o in channels]
    )


def write(folder: Path, content: bytes, sha256: str | None = None, shape: str = "[1, 90, 160, 3]") -> Path:
    (folder / "net.tflite").write_bytes(content)
    (folder / "manifest.toml").write_text(
        f'[sgz]\nfile = "net.tflite"\nsha256 = "{sha256 or hashlib.sha256(content).hexdigest()}"\n'
        f"curve_iterations = 8\n[sgz.input]\nshape = {shape}\n"
    )
    return folder


@pytest.fixture
def model(tmp_path: Path, content: bytes) -> CurveModel:
    return CurveModel(folder=write(tmp_path, content))


def random_picture(size: FrameSize = SIZE) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (size.height, size.width, 3), np.uint8)


# what it does


def test_installed_model_loads_and_says_what_runs_it() -> None:
    installed = CurveModel()
    assert installed.runtime == "TFLite XNNPACK float32, 1 thread"
    assert installed.curve_iterations == 8


def test_map_is_filled_in_range(model: CurveModel) -> None:
    out = np.full((18, 32, 3), np.nan, np.float32)
    model.configure(SIZE)
    model.predict(random_picture(), out)
    assert np.isfinite(out).all()
    assert out.min() >= -1
    assert out.max() <= 0
    assert out.std() > 0


def test_same_picture_gives_the_same_map_after_other_sizes(model: CurveModel) -> None:
    first, again = np.empty((2, 18, 32, 3), np.float32)
    model.configure(SIZE)
    model.predict(random_picture(), first)
    model.configure(FrameSize(64, 20))
    model.predict(random_picture(FrameSize(64, 20)), np.empty((20, 64, 3), np.float32))
    model.configure(SIZE)
    model.predict(random_picture(), again)
    assert np.array_equal(first, again)


def test_arrays_may_have_any_strides(model: CurveModel) -> None:
    model.configure(SIZE)
    plain = np.empty((18, 32, 3), np.float32)
    model.predict(random_picture(), plain)
    wide_in, wide_out = np.zeros((18, 40, 3), np.uint8), np.empty((18, 40, 3), np.float32)
    wide_in[:, :32] = random_picture()
    model.predict(wide_in[:, :32], wide_out[:, :32])
    assert np.array_equal(wide_out[:, :32], plain)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (FrameSize(1280, 720), FrameSize(160, 90)),
        (FrameSize(3840, 2160), FrameSize(160, 90)),
        (FrameSize(640, 480), FrameSize(160, 120)),
        (FrameSize(720, 1280), FrameSize(90, 160)),
        (FrameSize(641, 479), FrameSize(160, 120)),
        (FrameSize(4000, 20), FrameSize(160, 16)),
        (FrameSize(2, 2), FrameSize(160, 160)),
    ],
)
def test_small_copy_keeps_the_shape_with_even_sides(
    model: CurveModel, frame: FrameSize, expected: FrameSize
) -> None:
    assert model.input_size(frame) == expected


def test_small_copy_follows_the_size_that_the_network_was_made_for(tmp_path: Path, content: bytes) -> None:
    model = CurveModel(folder=write(tmp_path, content, shape="[1, 54, 96, 3]"))
    assert model.input_size(FrameSize(1280, 720)) == FrameSize(96, 54)


def test_runtime_prints_nothing(tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    model = CurveModel(folder=write(tmp_path, content))
    model.configure(SIZE)
    model.predict(random_picture(), np.empty((18, 32, 3), np.float32))
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""


def test_only_the_chatter_is_kept_back(capfd: pytest.CaptureFixture[str]) -> None:
    with adapter._quiet_runtime():
        os.write(2, b"INFO: created a delegate\nERROR: out of memory\n")
    assert capfd.readouterr().err == "ERROR: out of memory\n"
    with suppress(KeyError), adapter._quiet_runtime():
        os.write(2, b"WARNING: odd\n")
        raise KeyError
    os.write(2, b"INFO: of somebody else\n")
    assert capfd.readouterr().err == "WARNING: odd\nINFO: of somebody else\n"


class Int8Interpreter:
    """Stands for a quantised network whose output is its input: codes in, the same codes out."""

    def __init__(self) -> None:
        self.memory = np.zeros((1, 18, 32, 3), np.int8)

    def resize_tensor_input(self, index: int, shape: tuple[int, ...]) -> None:
        assert shape == self.memory.shape

    def allocate_tensors(self) -> None: ...
    def invoke(self) -> None: ...

    def get_input_details(self) -> list[dict[str, object]]:
        return [{"index": 0, "shape": (1, 18, 32, 3), "dtype": np.int8, "quantization": (1 / 255, -128)}]

    def get_output_details(self) -> list[dict[str, object]]:
        return [{"index": 1, "shape": (1, 18, 32, 3), "dtype": np.int8, "quantization": (1 / 128, 0)}]

    def tensor(self, index: int) -> object:
        return lambda: self.memory


def test_int8_network_gets_and_gives_codes(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "_start", lambda file: Int8Interpreter())
    model = CurveModel(folder=write(tmp_path, content))
    model.configure(SIZE)
    picture, out = random_picture(), np.empty((18, 32, 3), np.float32)
    model.predict(picture, out)
    assert model.runtime == "TFLite XNNPACK int8, 1 thread"
    assert np.allclose(out, (picture.astype(np.float32) - 128) / 128, atol=1e-6)


# what it refuses


def refused(error: type[ModelError], folder: Path, name: str = "sgz") -> ModelError:
    with pytest.raises(error) as caught:
        CurveModel(name, folder)
    assert caught.value.hint
    return caught.value


def test_no_manifest(tmp_path: Path) -> None:
    assert "manifest" in refused(ModelMissing, tmp_path).title


def test_no_such_entry_lists_what_there_is(tmp_path: Path, content: bytes) -> None:
    assert "sgz" in refused(ModelMissing, write(tmp_path, content), name="other").hint


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


@pytest.mark.parametrize(
    "manifest",
    [
        "not toml at all",
        "sgz = 3",
        "[sgz]",
        '[sgz]\nfile = "net.tflite"\nsha256 = "00"\ncurve_iterations = 8\n[sgz.input]\nshape = []',
        '[sgz]\nfile = "a"\nsha256 = "00"\ncurve_iterations = "many"\n[sgz.input]\nshape = [1, 2, 3]',
        '[sgz]\nfile = "net.tflite"\nsha256 = "00"\ncurve_iterations = 8\ninput = 7',
    ],
)
def test_damaged_manifest(tmp_path: Path, content: bytes, manifest: str) -> None:
    (write(tmp_path, content) / "manifest.toml").write_text(manifest)
    assert "manifest is damaged" in refused(ModelCorrupt, tmp_path).title


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
        (details((1, 18, 32, 3)) * 2, details((1, 18, 32, 3))),
        (details((1, 3, 18, 32)), details((1, 18, 32, 3))),
        (details((1, 18, 32, 3)), details((1, 1000))),
        (details((1, 18, 32, 3)), details((1, 18, 32, 3), np.int8)),
        (details((1, 18, 32, 3), np.float64), details((1, 18, 32, 3), np.float64)),
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


def test_map_of_another_size_than_the_picture(model: CurveModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model._interpreter, "get_output_details", lambda: details((1, 9, 16, 3)))
    with pytest.raises(ModelMismatch, match="map of its input's size"):
        model.configure(SIZE)


def test_network_that_cannot_be_resized(model: CurveModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("node 3 failed to prepare")

    monkeypatch.setattr(model._interpreter, "allocate_tensors", fail)
    with pytest.raises(ModelMismatch, match="32x18") as caught:
        model.configure(SIZE)
    assert "node 3" in caught.value.hint


def test_runtime_that_gives_up(model: CurveModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("node 5 failed to invoke")

    model.configure(SIZE)
    monkeypatch.setattr(model._interpreter, "invoke", fail)
    with pytest.raises(InferenceFailed) as caught:
        model.predict(random_picture(), np.empty((18, 32, 3), np.float32))
    assert "node 5" in caught.value.hint


def test_programmers_mistakes_are_named(model: CurveModel) -> None:
    out = np.empty((18, 32, 3), np.float32)
    with pytest.raises(ValueError, match="configure"):
        model.predict(random_picture(), out)
    model.configure(SIZE)
    with pytest.raises(ValueError, match=r"\(18, 32, 3\)"):
        model.predict(random_picture(FrameSize(32, 20)), out)
    with pytest.raises(ValueError, match=r"\(18, 32, 3\)"):
        model.predict(random_picture(), out[:, :16])
