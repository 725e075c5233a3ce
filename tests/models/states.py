"""Networks with random weights, as a checkpoint has them, without PyTorch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

State = Mapping[str, np.ndarray]

SGZ = ((3, 32), (32, 32), (32, 32), (32, 32), (64, 32), (64, 32), (64, 3))
SEPARABLE = {"early": (16, 24), "down": (24, 40), "place": (40, 16)} | {
    f"{part}.{i}": (40, 40) for part, count in (("deep", 3), ("contrast", 2)) for i in range(count)
}
PLAIN = {"sense": (80, 48), "level": (48, 1), "context": (48, 40), "local": (16, 1)} | {
    "shade": (40, 1),
}


def lowlight(seed: int = 0) -> State:
    """The state of `LowlightNet`; it brightens."""
    rng = np.random.default_rng(seed)
    state = _layer(rng, "stem", 3, 16, 3)
    for name, (inputs, outputs) in SEPARABLE.items():
        state |= _separable(rng, name, inputs, outputs)
    for name, (inputs, outputs) in PLAIN.items():
        state |= _layer(rng, name, inputs, outputs, 1)
    state["level.bias"] = np.full(1, 0.8, np.float32)
    return state


def sgz(seed: int = 0) -> State:
    """The state of `SgzNet`."""
    rng = np.random.default_rng(seed)
    state: dict[str, np.ndarray] = {}
    for number, (inputs, outputs) in enumerate(SGZ):
        state |= _separable(rng, f"layers.{number}", inputs, outputs)
    return state


def _separable(rng: np.random.Generator, name: str, inputs: int, outputs: int) -> dict[str, np.ndarray]:
    return _layer(rng, f"{name}.depthwise", 1, inputs, 3) | _layer(
        rng, f"{name}.pointwise", inputs, outputs, 1
    )


def _layer(
    rng: np.random.Generator, name: str, inputs: int, outputs: int, side: int
) -> dict[str, np.ndarray]:
    spread = 1 / np.sqrt(inputs * side * side)
    return {
        f"{name}.weight": rng.normal(0, spread, (outputs, inputs, side, side)).astype(np.float32),
        f"{name}.bias": rng.normal(0, 0.05, outputs).astype(np.float32),
    }
