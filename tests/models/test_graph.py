"""The list of operations, and its TFLite file, which the runtime has to answer for."""

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter

from models.training import graph, tflite_file
from tests.models import states
from vcam.core.errors import ModelMismatch
from vcam.core.formats import FrameSize

SIZE = FrameSize(32, 24)


def operators(content: bytes) -> list[str]:
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(content))
    names = {code: name for name, code in vars(schema.BuiltinOperator).items() if isinstance(code, int)}
    codes = [names[code.builtinCode] for code in model.operatorCodes]
    return [codes[operator.opcodeIndex] for operator in model.subgraphs[0].operators]


def run(content: bytes, picture: np.ndarray) -> np.ndarray:
    interpreter = Interpreter(model_content=content)
    (source,) = interpreter.get_input_details()
    interpreter.resize_tensor_input(source["index"], picture.shape)
    interpreter.allocate_tensors()
    interpreter.set_tensor(source["index"], picture)
    interpreter.invoke()
    return np.asarray(interpreter.get_tensor(interpreter.get_output_details()[0]["index"]))


def random_picture(size: FrameSize = SIZE) -> np.ndarray:
    return np.random.default_rng(1).random((1, size.height, size.width, 3), np.float32)


def test_numbers_that_the_card_gives() -> None:
    ours = graph.lowlight(states.lowlight(), FrameSize(96, 56))
    assert ours.parameters == 19_467
    assert ours.result.shape == (14, 24, 1)
    theirs = graph.sgz(states.sgz(), FrameSize(96, 56))
    assert theirs.parameters == 10_561
    assert theirs.macs == 10_075 * 96 * 56
    assert ours.macs < theirs.macs / 10


def test_only_operators_that_accelerators_know_and_no_transpose() -> None:
    ours = operators(tflite_file.write(graph.lowlight(states.lowlight(), SIZE)))
    assert set(ours) == {
        "ADD",
        "CONCATENATION",
        "CONV_2D",
        "DEPTHWISE_CONV_2D",
        "MEAN",
        "MUL",
        "RELU",
        "SUB",
        "TANH",
    }
    theirs = operators(tflite_file.write(graph.sgz(states.sgz(), SIZE)))
    assert theirs.count("DEPTHWISE_CONV_2D") == theirs.count("CONV_2D") == 7
    assert set(theirs) == {"CONCATENATION", "CONV_2D", "DEPTHWISE_CONV_2D", "TANH"}


@pytest.mark.parametrize("half", [False, True])
def test_map_is_in_range_and_any_size_will_do(half: bool) -> None:
    content = tflite_file.write(graph.lowlight(states.lowlight(), SIZE), half=half)
    for size in (SIZE, FrameSize(96, 56), FrameSize(16, 16)):
        curve_map = run(content, random_picture(size))
        assert curve_map.shape == (1, size.height // 4, size.width // 4, 1)
        assert -1 <= curve_map.min() < curve_map.max() <= 0


def test_half_floats_answer_the_same_and_take_less_room() -> None:
    net = graph.lowlight(states.lowlight(), SIZE)
    whole, half = tflite_file.write(net), tflite_file.write(net, half=True)
    assert len(half) < 0.7 * len(whole)
    assert np.abs(run(whole, random_picture()) - run(half, random_picture())).max() < 2e-3


def test_level_below_the_threshold_is_exactly_nothing() -> None:
    state = dict(states.lowlight())
    state["level.bias"] = state["shade.bias"] = np.full(1, -9, np.float32)
    assert not run(tflite_file.write(graph.lowlight(state, SIZE)), random_picture()).any()


def test_same_weights_write_the_same_file() -> None:
    one, again, other = (tflite_file.write(graph.lowlight(states.lowlight(seed), SIZE)) for seed in (0, 0, 1))
    assert one == again != other


@pytest.mark.parametrize("recipe", ["lowlight", "sgz"])
def test_whole_graph_is_shrink_network_enlarge_and_curve(recipe: str) -> None:
    state = states.lowlight() if recipe == "lowlight" else states.sgz()
    large = FrameSize(128, 96)
    picture = random_picture(large)
    brightened = run(tflite_file.write(graph.whole(recipe, state, large)), picture)
    assert brightened.shape == picture.shape

    small = picture.reshape(1, 24, 4, 32, 4, 3).mean((2, 4))
    curve_map = run(
        tflite_file.write(graph.network(recipe, state, SIZE)),
        np.sqrt(small) if recipe == "lowlight" else small,
    )
    from kernels.reference import upscale

    x = picture[0].astype(np.float64)
    r = np.stack([upscale(curve_map[0, ..., i], 128, 96) for i in range(curve_map.shape[3])], axis=-1)
    for _ in range(8):
        x += r * (x * x - x)
    assert np.abs(brightened[0] - x).max() < 1e-4


def test_state_of_another_network_is_refused() -> None:
    with pytest.raises(ModelMismatch, match=r"stem\.weight"):
        graph.lowlight(states.sgz(), SIZE)
