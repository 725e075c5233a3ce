"""The phone's passes over a picture, as web/engine's way.js and denoiser.js draw them, on Mesa's llvmpipe."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import mobile_bridge
from tests.mobile_bridge.gles import Gles

SHADERS = Path(mobile_bridge.__file__).parent / "web" / "engine" / "shaders"
SAMPLES = 160, 50
Picture = NDArray[np.uint8]
Planes = NDArray[np.float64]


def shader(name: str, *defines: str) -> str:
    """A shader's text, with names defined for its preprocessor."""
    version, body = (SHADERS / f"{name}.frag").read_text().split("\n", 1)
    return "\n".join([version, *(f"#define {each} 1" for each in defines), body])


class PhoneGpu:
    """Frames of one size, RGB (H, W, 3) uint8, through the passes.

    Parameters
    ----------
    noise
        float32 (5,), as `kernels.fused.Denoising` takes it.
    """

    def __init__(self, gles: Gles, width: int, height: int, noise: NDArray[np.float32] | None = None) -> None:
        self._gles, self._noise = gles, noise
        quads = self.quads = (width + 1) // 2, (height + 1) // 2
        self._camera = gles.texture(width, height)
        self._result = gles.texture(width, height)
        self._pasts = [[gles.texture(*quads, "rgba16ui") for _ in range(2)] for _ in range(2)]
        self._soft = [gles.texture(*quads, "rgba16ui") for _ in range(2)]
        self._deviations = gles.texture(*quads, "rg16i")
        self.programs: dict[str, int] = {}
        self._is_fresh = True

    def enhance(
        self,
        frame: Picture,
        guided: NDArray[np.float32],
        strength: float = 1.0,
        white: float = 1.0,
        amount: float = 0.0,
        *,
        mirror: bool = False,
    ) -> Picture:
        """Return the frame, enhanced; `guided` is (2, h, w), slope and start."""
        self._show(frame)
        lines = np.zeros((*guided.shape[1:], 4), np.float32)
        lines[..., 0], lines[..., 1] = guided
        height, width = guided.shape[1:]
        given = {
            "camera": self._camera,
            "guided": self._gles.texture(width, height, "rgba16f", lines, linear=True),
        }
        how: dict[str, float | tuple[float, ...]] = {
            "strength": float(strength),
            "white": float(white),
            "mirror": int(mirror),
            "flip": 0,
        }
        name = "enhance"
        if amount > 0:
            name = "enhance DENOISE"
            how |= self._calm() | {"amount": float(amount)}
            given |= {"softLuma": self._soft[0], "softChroma": self._soft[1]}
        self._gles.draw(self._program(name), self._result, given, how)
        return np.asarray(self._gles.read(self._result)[..., :3])

    def forget(self) -> None:
        """Take the next frame as the first."""
        self._is_fresh = True

    def follow(self, frame: Picture) -> tuple[Planes, Planes]:
        """Return what is remembered after a frame: six planes of codes (6, h, w), and gains."""
        self._show(frame)
        self._calm()
        return self._planes(self._pasts[0])  # `_calm` has changed their places

    def samples(self, frame: Picture) -> NDArray[np.uint32]:
        """The quads that the noise is measured with, one word each, (50, 160)."""
        self._show(frame)
        target = self._gles.texture(*SAMPLES)
        self._gles.draw(self._program("samples"), target, {"camera": self._camera}, {"count": SAMPLES})
        return np.asarray(self._gles.read(target).view("<u4")[..., 0])

    def shrink(self, frame: Picture, width: int, height: int) -> Picture:
        """The small picture."""
        self._show(frame)
        target = self._gles.texture(width, height)
        self._gles.draw(self._program("shrink"), target, {"camera": self._camera}, {"small": (width, height)})
        return np.asarray(self._gles.read(target)[..., :3])

    def _show(self, frame: Picture) -> None:
        alpha = np.full((*frame.shape[:2], 1), 255, np.uint8)
        self._gles.write(self._camera, np.concatenate([frame, alpha], axis=2))

    def _calm(self) -> dict[str, float | tuple[float, ...]]:
        assert self._noise is not None
        start, slope, least, chroma, likeness = (float(each) for each in self._noise)
        noise, fresh = (start, slope, least, chroma), int(self._is_fresh)
        (past_luma, past_chroma), now = self._pasts
        past = {"pastLuma": past_luma, "pastChroma": past_chroma}
        if not fresh:
            given = {"camera": self._camera, "pastChroma": past_chroma}
            self._gles.draw(self._program("deviation"), self._deviations, given, {"noise": noise})
        given = {"camera": self._camera, "deviations": self._deviations, **past}
        self._gles.draw(self._program("follow"), now, given, {"likeness": likeness, "fresh": fresh})
        calm = {"calmLuma": now[0], "calmChroma": now[1]}
        self._gles.draw(self._program("soften"), self._soft, calm, {"noise": noise, "fresh": fresh})
        self._pasts.reverse()
        self._is_fresh = False
        return {"noise": noise, "fresh": fresh}

    def _planes(self, textures: list[int]) -> tuple[Planes, Planes]:
        luma, chroma = (self._gles.read(each).astype(float).transpose(2, 0, 1) for each in textures)
        return np.concatenate([luma, chroma[:2]]) / 128, chroma[2] / 65535

    def _program(self, name: str) -> int:
        if name not in self.programs:
            self.programs[name] = self._gles.program(shader(*name.split()))
        return self.programs[name]
