import tomllib
from pathlib import Path

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from models.training import export
from models.training.export import Layer, layers_of, write_tflite
from vcam.core.errors import ModelMismatch, ModelMissing
from vcam.core.formats import FrameSize
from vcam.enhance.model import CurveModel

CHANNELS = ((3, 32), (32, 32), (32, 32), (32, 32), (64, 32), (64, 32), (64, 3))


def random_layers(seed: int = 0) -> list[Layer]:
    rng = np.random.default_rng(seed)

    def values(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.2, shape).astype(np.float32)

    return [Layer(values(i, 1, 3, 3), values(i), values(o, i, 1, 1), values(o)) for i, o in CHANNELS]


def state_of(layers: list[Layer]) -> dict[str, np.ndarray]:
    parts = ("depthwise.weight", "depthwise.bias", "pointwise.weight", "pointwise.bias")
    return {
        f"layers.{number}.{part}": values
        for number, layer in enumerate(layers)
        for part, values in zip(parts, layer, strict=True)
    }


def checkpoint_of(layers: list[Layer]) -> dict[str, object]:
    recipe = {"seed": 4, "steps": 9, "batch": 2, "accumulate": 3, "crop": (64, 48)}
    return {"net": state_of(layers), "step": 9, "recipe": recipe, "date": "2026-01-02"}


def write_folder(folder: Path, content: bytes, checkpoint: dict[str, object]) -> None:
    (folder / export.FILE_NAME).write_bytes(content)
    entry = export.manifest_entry(content, checkpoint, "some photos", "some terms")
    (folder / "manifest.toml").write_text(entry, encoding="utf-8")


def test_graph_is_small_and_has_the_operators_that_every_runtime_knows() -> None:
    content = write_tflite(random_layers())
    assert len(content) < 50_000
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(content))
    names = {code: name for name, code in vars(schema.BuiltinOperator).items() if isinstance(code, int)}
    codes = [names[code.builtinCode] for code in model.operatorCodes]
    used = [codes[operator.opcodeIndex] for operator in model.subgraphs[0].operators]
    assert used.count("DEPTHWISE_CONV_2D") == used.count("CONV_2D") == 7
    assert used.count("CONCATENATION") == 3
    assert sorted(set(used)) == [
        "ADD", "CONCATENATION", "CONV_2D", "DEPTHWISE_CONV_2D", "MEAN", "MINIMUM", "MUL", "TANH",
    ]  # fmt: skip


def test_same_weights_write_the_same_file() -> None:
    assert write_tflite(random_layers()) == write_tflite(random_layers())
    assert write_tflite(random_layers()) != write_tflite(random_layers(1))


def test_manifest_entry_is_complete_and_loads(tmp_path: Path) -> None:
    layers = random_layers()
    write_folder(tmp_path, write_tflite(layers), checkpoint_of(layers))
    manifest = tomllib.loads((tmp_path / "manifest.toml").read_text(encoding="utf-8"))["sgz"]
    assert manifest["parameters"] == 10_561
    assert manifest["training"]["batch"] == 6
    assert manifest["training"]["photos"] == "some photos"
    assert manifest["input"]["shape"] == [1, export.INPUT_SIZE.height, export.INPUT_SIZE.width, 3]
    CurveModel(folder=tmp_path).configure(FrameSize(64, 48))


def test_state_of_another_network_is_refused() -> None:
    state = state_of(random_layers())
    del state["layers.3.pointwise.bias"]
    with pytest.raises(ModelMismatch, match=r"layers\.3\.pointwise\.bias"):
        layers_of(state)


def test_missing_checkpoint_is_named(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    with pytest.raises(ModelMissing, match=r"none\.pt"):
        export.read_checkpoint(tmp_path / "none.pt")


@pytest.mark.parametrize("size", [FrameSize(160, 90), FrameSize(96, 54), FrameSize(33, 17)])
def test_runtime_agrees_with_torch(tmp_path: Path, size: FrameSize) -> None:
    torch = pytest.importorskip("torch")
    from models.training.net import CurveNet

    torch.manual_seed(7)
    net = CurveNet()
    write_folder(tmp_path, write_tflite(layers_of(net.state_dict())), checkpoint_of(random_layers()))
    small = np.random.default_rng(0).integers(0, 256, (size.height, size.width, 3), np.uint8)
    with torch.no_grad():
        expected = net(torch.from_numpy(small.astype(np.float32) / 255).permute(2, 0, 1)[None])
    model, out = CurveModel(folder=tmp_path), np.empty(small.shape, np.float32)
    model.configure(size)
    model.predict(small, out)
    assert np.abs(out - expected[0].permute(1, 2, 0).numpy()).max() < 1e-5
    assert out.std() > 0.001


def test_command_exports_what_was_trained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch")
    from models.training.train import Recipe, Trainer

    words = ["--photos", "some", "--terms", "any", "--folder", str(tmp_path)]
    assert export.main([str(tmp_path / "run.pt"), *words]) == 5
    assert "does not exist" in capsys.readouterr().err
    Trainer(Recipe()).save(tmp_path / "run.pt")
    assert export.main([str(tmp_path / "run.pt"), *words]) == 0
    assert CurveModel(folder=tmp_path).curve_iterations == 8
