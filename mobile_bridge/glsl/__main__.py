"""Writes the shaders, the weights, the file itself and the golden pictures into the page's folder."""

from __future__ import annotations

import hashlib
import importlib.resources
import json
from dataclasses import asdict
from pathlib import Path

from kernels.curves import ROUNDS
from mobile_bridge.glsl import golden, graph, shaders, sides
from vcam.enhance.model import DEFAULT_MODEL, CurveModel, Encoding, ModelFile, read_model

KIND = "float32"
FOLDER = Path(__file__).parents[1] / "web" / "model"


def released() -> ModelFile:
    """The network's file, verified."""
    file = read_model(DEFAULT_MODEL, KIND, importlib.resources.files("models"))
    if file.encoding is not Encoding.SQRT:
        raise graph.Unsupported(f"pictures of encoding {file.encoding!r}: shaders and page take the root")
    return file


def program() -> tuple[dict[str, object], bytes]:
    """What ``program.json`` and ``program.bin`` hold: the passes, and weights as little-endian float32."""
    file = released()
    found = shaders.translate(graph.read(file.content))
    texels = found.texels
    about = {
        "model": hashlib.sha256(file.content).hexdigest(),
        "longSide": file.long_side,
        "file": {"name": file.file, "sides": [asdict(each) for each in sides.find(file.content)]},
        "rounds": ROUNDS,
        "weights": {"width": shaders.WEIGHTS_WIDTH, "height": len(texels) // shaders.WEIGHTS_WIDTH},
        "passes": [asdict(each) for each in found.passes],
    }
    return about, texels.astype("<f4").tobytes()


def golden_pictures() -> tuple[list[dict[str, int]], bytes]:
    """What ``golden.json`` and ``golden.bin`` hold: RGB bytes of each picture, then its map as float32."""
    model, about, data = CurveModel(kind=KIND), [], b""
    for small in golden.pictures():
        curve_map = golden.maps(small, model)
        height, width, _ = small.shape
        rows, columns = curve_map.shape
        sizes = {"width": width, "height": height, "mapWidth": columns, "mapHeight": rows}
        about.append({**sizes, "picture": len(data), "map": len(data) + small.size})
        data += small.tobytes() + curve_map.astype("<f4").tobytes()
        data += b"\0" * (-len(data) % 4)
    return about, data


def main(folder: Path = FOLDER) -> None:
    """Write all five files."""
    folder.mkdir(parents=True, exist_ok=True)
    file = released()
    (folder / file.file).write_bytes(file.content)
    for name, (about, data) in {"program": program(), "golden": golden_pictures()}.items():
        (folder / f"{name}.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
        (folder / f"{name}.bin").write_bytes(data)


if __name__ == "__main__":
    main()
