"""From the float32 TFLite file to the smaller ones, and from the ONNX file to its int8 one.

``ai-edge-quantizer`` and ``onnxruntime`` do it; here is what they are told.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.float32]
Ranges = dict[str, dict[str, Codes]]  # of each tensor: its "min" and "max"

TAIL = 3e-3  # part of a tensor's values beyond each end of its range
UNBOUNDED = ("conv", "depthwise", "add")  # operations whose values have no end of their own
STEP = 7  # each so-many-th value is looked at; no number of channels is a multiple of it


def static_int8(
    content: bytes, pictures: Codes, kept_float: str | None = None, rare: Sequence[str] = ()
) -> bytes:
    """Weights and activations of 8 bits.

    Parameters
    ----------
    pictures
        (n, h, w, 3) in 0..1, as the network gets them; an exact 0 and 1 among them make the input's codes
        the byte minus 128.
    kept_float
        Regular expression of the operations' outputs that stay float32.
    rare
        Outputs whose largest values are rare and matter: their range has no tails.
    """
    from ai_edge_quantizer import recipe  # noqa: PLC0415  # heavy

    return _quantised(content, recipe.static_wi8_ai8(), _ranges(content, pictures, rare), kept_float)


def onnx_int8(content: bytes, pictures: Codes, kept_float: Sequence[str] = ()) -> bytes:
    """ONNX with weights and activations of 8 bits, a quantise and dequantise pair around each operation."""
    from onnxruntime import quantization  # noqa: PLC0415  # heavy

    class Reader(quantization.CalibrationDataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            self._rest = iter(pictures)

        def get_next(self) -> dict[str, Codes] | None:
            picture = next(self._rest, None)
            return None if picture is None else {"picture": picture.transpose(2, 0, 1)[None]}

    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "float32.onnx"), Path(folder, "int8.onnx")
        before.write_bytes(content)
        quantization.quantize_static(
            before,
            after,
            Reader(),
            per_channel=True,
            nodes_to_exclude=list(kept_float),
            calibrate_method=quantization.CalibrationMethod.Percentile,
            extra_options={"CalibPercentile": 100 * (1 - TAIL)},
        )
        return after.read_bytes()


def dynamic_int8(content: bytes) -> bytes:
    """Weights of 8 bits, activations float32."""
    from ai_edge_quantizer import recipe  # noqa: PLC0415  # heavy

    return _quantised(content, recipe.dynamic_wi8_afp32())


def _quantised(
    content: bytes, recipe: Any, ranges: Ranges | None = None, kept_float: str | None = None
) -> bytes:
    from ai_edge_quantizer import qtyping, quantizer  # noqa: PLC0415  # heavy

    work = quantizer.Quantizer(bytearray(content), recipe)
    if kept_float:
        work.update_quantization_recipe(
            regex=kept_float,
            operation_name=qtyping.TFLOperationName.ALL_SUPPORTED,
            algorithm_key="no_quantize",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that keeping all tensors takes memory
        result = work.quantize(ranges, enable_progress_report=False)
    return bytes(result.quantized_model)


def _ranges(content: bytes, pictures: Codes, rare: Sequence[str]) -> Ranges:
    """Range of each tensor over all pictures, without the outermost thousandths at each end.

    The quantiser's own calibration takes a moving average of the ends, which is too small for a network that
    sees a lit picture now and then: its map ended at a fifth of its range. The very ends are too large: a few
    bright spots took the steps from all others, and the error was four times as large.
    """
    from ai_edge_litert.interpreter import Interpreter, OpResolverType  # noqa: PLC0415  # heavy

    interpreter = Interpreter(
        model_content=content,
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
        experimental_preserve_all_tensors=True,
    )
    interpreter.allocate_tensors()
    (source,) = interpreter.get_input_details()
    computed = {
        each["name"]: each["index"]
        for each in interpreter.get_tensor_details()
        if "/" not in each["name"] and each["dtype"] == np.float32
    }
    # a tensor behind a fused ReLU has ";" after its operation's name
    tailed = {each for each in computed if each.startswith(UNBOUNDED) and each.rstrip(";") not in rare}
    seen: dict[str, list[Codes]] = {name: [] for name in computed}
    for picture in pictures:
        interpreter.set_tensor(source["index"], picture[None])
        interpreter.invoke()
        for name, index in computed.items():
            values = interpreter.get_tensor(index).ravel()
            if name not in tailed:
                values = np.array([values.min(), values.max()], np.float32)
            seen[name].append(values[:: STEP if values.size > STEP * STEP else 1].copy())
    return {
        name: _range(np.concatenate(values), TAIL if name in tailed else 0.0) for name, values in seen.items()
    }


def _range(values: Codes, tail: float) -> dict[str, Codes]:
    low, high = np.quantile(values, tail), np.quantile(values, 1 - tail)
    return {
        "min": np.full((1, 1, 1, 1), min(low, 0), np.float32),
        "max": np.full((1, 1, 1, 1), max(high, 0), np.float32),
    }
