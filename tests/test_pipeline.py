from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kernels import fused
from kernels.fused import Denoising
from vcam import passes
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.core.times import StageTimes
from vcam.enhance import tone
from vcam.enhance.effort import FULL_EFFORT, DenoiseLevel, Effort
from vcam.enhance.look import EnhanceMode, Look
from vcam.pipeline import Pipeline

SIZE = FrameSize(64, 48)
FRAME_NS = 33_333_333
ON, OFF, AUTO = Look(EnhanceMode.ON), Look(EnhanceMode.OFF), Look(EnhanceMode.AUTO)
DARK, LIT = 40, 200

pytestmark = pytest.mark.usefixtures("kernels_ready")


class CountingModel:
    """Answers with `r` everywhere, and keeps the mean of each small picture that it sees."""

    runtime = "counting"

    def __init__(self) -> None:
        self.r = -0.5
        self.seen: list[float] = []

    def input_size(self, frame: FrameSize) -> FrameSize:
        return FrameSize(16, 12)

    def configure(self, size: FrameSize) -> FrameSize:
        return FrameSize(4, 3)

    def predict(self, small: NDArray[np.uint8], out: NDArray[np.float32]) -> None:
        self.seen.append(float(small.mean()))
        out.fill(self.r)


class Scene:
    """Sends flat frames through a pipeline, one after the other."""

    def __init__(self) -> None:
        self.model = CountingModel()
        self.pipeline = Pipeline(self.model, StageTimes())
        self._frame = Frame.allocate(PixelFormat.I420, SIZE)
        self._frame.planes[1].fill(128)
        self._frame.planes[2].fill(128)
        self._out = Frame.allocate(PixelFormat.I420, SIZE)

    def show(
        self, luma: int = DARK, *, look: Look = ON, effort: Effort = FULL_EFFORT, enhanced: bool = False
    ) -> int:
        """Return the luma that comes out."""
        self._frame.enhanced = enhanced
        self._frame.planes[0].fill(luma)
        self._frame.captured_ns += FRAME_NS
        self.pipeline.process(self._frame, self._out, look, effort)
        return int(self._out.planes[0][0, 0])


def test_what_a_phone_has_enhanced_is_not_enhanced_again_but_mirrored() -> None:
    scene = Scene()
    assert scene.show() > DARK
    seen = len(scene.model.seen)
    assert scene.show(enhanced=True) == DARK
    assert scene.show(enhanced=True, look=Look(EnhanceMode.AUTO, mirror=True)) == DARK
    assert (scene.pipeline.amount, len(scene.model.seen)) == (0, seen)
    assert scene.show() > DARK


@pytest.mark.parametrize(("every", "calls"), [(1, 12), (2, 6), (3, 4), (5, 3)])
def test_the_network_runs_on_every_nth_frame(every: int, calls: int) -> None:
    scene = Scene()
    for _ in range(12):
        scene.show(effort=Effort(every))
    assert len(scene.model.seen) == calls


def test_frames_in_between_are_enhanced_and_the_map_moves_on() -> None:
    scene = Scene()
    scene.model.r = -0.2
    scene.show(effort=Effort(2))
    first = scene.show(effort=Effort(2))
    assert first > DARK
    scene.model.r = -0.29  # no further than the map may lag behind
    moving = [scene.show(effort=Effort(2)) for _ in range(12)][::2]
    assert moving == sorted(set(moving)), "brighter with each frame, also without the network"
    assert len(scene.model.seen) == 7


def test_the_map_moves_as_fast_with_the_network_on_every_second_frame() -> None:
    all_of_it, half = Scene(), Scene()
    for scene, effort in ((all_of_it, Effort(1)), (half, Effort(2))):
        scene.show(effort=effort)
        scene.show(effort=effort)
        scene.model.r = -0.9
        lumas = [scene.show(effort=effort) for _ in range(20)]
        scene.model.seen = [*lumas]
    assert half.model.seen == all_of_it.model.seen


def test_full_effort_takes_hold_again_within_the_frames_that_were_left_out() -> None:
    scene = Scene()
    scene.show(effort=Effort(3))
    for _ in range(5):
        scene.show()
    assert len(scene.model.seen) == 1 + 3


def test_a_cut_is_seen_with_the_networks_next_turn() -> None:
    scene = Scene()
    scene.show(effort=Effort(2))
    scene.model.r = -0.1
    scene.show(LIT, effort=Effort(2))
    jumped = scene.show(LIT, effort=Effort(2))
    steady = scene.show(LIT, effort=Effort(2))
    assert jumped == steady, "the new map was taken over at once"


def test_switched_on_in_between_the_network_is_asked_first() -> None:
    scene = Scene()
    assert scene.show(look=OFF, effort=Effort(3)) == DARK
    expected = Scene().show()
    assert scene.show(effort=Effort(3)) == expected
    scene.show(effort=Effort(3))
    assert len(scene.model.seen) == 1


def test_auto_decides_on_the_networks_frames_and_fades_on_all() -> None:
    scene = Scene()
    for _ in range(4):
        scene.show(look=AUTO, effort=Effort(2))
    assert scene.pipeline.amount == 1
    amounts: list[float] = []
    while len(amounts) < 90 and scene.pipeline.amount > 0:
        scene.show(LIT, look=AUTO, effort=Effort(2))
        amounts.append(scene.pipeline.amount)
    fading = [amount for amount in amounts if amount < 1]
    assert len(fading) > 20, "a fade, not a jump"
    assert fading == sorted(set(fading), reverse=True), "on frames in between, too"
    assert fading[-1] == 0
    turns = (4 + len(amounts)) // 2
    assert turns - 1 <= len(scene.model.seen) <= turns, "only on every second frame"
    assert min(scene.model.seen[2:]) > max(scene.model.seen[:2])


NOISY_SIZE = FrameSize(160, 120)
NO_DENOISE = Look(EnhanceMode.ON, denoise=0)


class FineModel(CountingModel):
    """Sees enough of the picture for `vcam.enhance.change` to tell what happened to it."""

    def input_size(self, frame: FrameSize) -> FrameSize:
        return FrameSize(64, 48)


def noisy(
    seed: int,
    *,
    scene: int = 0,
    light: float = 1.0,
    sigma: float = 2.0,
    size: FrameSize = NOISY_SIZE,
    format: PixelFormat = PixelFormat.I420,  # noqa: A002
) -> Frame:
    """A dark soft scene with white noise, of `sigma` codes."""
    soft = cv2.GaussianBlur(np.random.default_rng(scene).standard_normal(size[::-1]), (0, 0), 6)
    rng = np.random.default_rng((scene, seed))
    frame = Frame.allocate(format, size)
    frame.data[:] = np.rint(128 + sigma / 2 * rng.standard_normal(frame.data.size))
    luma = light * (30 + 10 * soft / soft.std()).clip(0) + sigma * rng.standard_normal(size[::-1])
    plane = frame.planes[0]
    (plane[..., ::2].reshape(luma.shape) if format is PixelFormat.YUYV else plane)[:] = _codes(16 + luma)
    frame.captured_ns = (1 + seed) * FRAME_NS
    return frame


def _codes(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.asarray(np.rint(values).clip(0, 255), np.uint8)


class Film:
    """Sends noisy frames through a pipeline, and keeps what comes out."""

    def __init__(self, r: float = -0.5) -> None:
        self.model = FineModel()
        self.model.r = r
        self.pipeline = Pipeline(self.model, StageTimes())

    def show(self, frame: Frame, look: Look = ON, effort: Effort = FULL_EFFORT) -> NDArray[np.uint8]:
        """Return the bytes that come out."""
        out = Frame.allocate(PixelFormat.I420, frame.size)
        self.pipeline.process(frame, out, look, effort)
        return out.data

    def run(
        self, seeds: range, look: Look = ON, effort: Effort = FULL_EFFORT, **scene: Any
    ) -> NDArray[np.uint8]:
        """Return what comes out of one scene, (frames, bytes)."""
        return np.array([self.show(noisy(seed, **scene), look, effort) for seed in seeds])


def luma_noise(frames: NDArray[np.uint8]) -> float:
    """Deviation over time of a scene that stands still."""
    return float(frames[:, : NOISY_SIZE.width * NOISY_SIZE.height].std(axis=0).mean())


@pytest.fixture
def denoisings(monkeypatch: pytest.MonkeyPatch) -> list[Denoising]:
    """What the kernel is told of noise, frame after frame."""
    told: list[Denoising] = []
    kernel = fused.enhance

    def enhance(*arguments: Any) -> None:
        told.extend(
            replace(each, noise=each.noise.copy()) for each in arguments if isinstance(each, Denoising)
        )
        kernel(*arguments)

    monkeypatch.setattr(fused, "enhance", enhance)
    return told


@pytest.mark.parametrize(
    ("look", "effort"),
    [(NO_DENOISE, FULL_EFFORT), (ON, Effort(denoise=DenoiseLevel.OFF))],
    ids=["setting", "effort"],
)
def test_without_noise_reduction_each_frame_is_what_it_is_alone(look: Look, effort: Effort) -> None:
    film, own = Film(), tone.Tone()
    for seed in range(5):
        frame = noisy(seed)
        small, wanted = np.empty((48, 64, 3), np.uint8), Frame.allocate(PixelFormat.I420, NOISY_SIZE)
        kernels = passes.FramePasses(frame.colour, wanted.colour)
        kernels.shrink(frame, small)
        curve_map = np.full((3, 4), film.model.r, np.float32)
        factor, white = own.update(small, curve_map, 0)
        kernels.enhance(frame, wanted, small, curve_map, factor, white=white)
        np.testing.assert_array_equal(film.show(frame, look, effort), wanted.data)


def test_each_level_of_effort_takes_more_noise_away() -> None:
    wanted = Film().run(range(1), NO_DENOISE, sigma=0)[0].astype(float)
    errors = [
        np.abs(Film().run(range(3), effort=Effort(denoise=level), sigma=4)[-1] - wanted).mean()
        for level in DenoiseLevel
    ]
    assert errors == sorted(errors, reverse=True)
    assert errors[DenoiseLevel.TEMPORAL] < 0.7 * errors[DenoiseLevel.OFF]
    assert errors[DenoiseLevel.FULL] < 0.8 * errors[DenoiseLevel.TEMPORAL]


@pytest.mark.parametrize("level", [DenoiseLevel.TEMPORAL, DenoiseLevel.LIGHT, DenoiseLevel.FULL])
def test_level_and_amount_reach_the_kernel(level: DenoiseLevel, denoisings: list[Denoising]) -> None:
    Film().run(range(3), Look(EnhanceMode.ON, denoise=0.7), Effort(denoise=level))
    assert [(each.level, each.amount) for each in denoisings] == [(int(level), 0.7)] * 3


def test_the_denoise_setting_goes_from_none_to_all() -> None:
    noise = [
        luma_noise(Film().run(range(20), Look(EnhanceMode.ON, denoise=amount))[8:])
        for amount in (0, 0.3, 0.7, 1)
    ]
    assert noise == sorted(noise, reverse=True)
    assert noise[-1] < 0.5 * noise[0]


def test_a_map_of_zeros_leaves_the_frame_as_it_is() -> None:
    film = Film(r=0.0)
    for seed in range(3):
        np.testing.assert_array_equal(film.show(noisy(seed)), noisy(seed).data)


SPELLS: dict[str, tuple[Look, Effort]] = {
    "switched off": (OFF, FULL_EFFORT),
    "no strength": (Look(EnhanceMode.ON, strength=0), FULL_EFFORT),
    "no denoise": (NO_DENOISE, FULL_EFFORT),
    "no time for it": (ON, Effort(denoise=DenoiseLevel.OFF)),
}


@pytest.mark.parametrize("spell", SPELLS)
def test_after_a_spell_without_it_noise_reduction_starts_afresh(
    spell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what is to become white has a past of its own
    monkeypatch.setattr(tone, "STEADY", 0.0)
    monkeypatch.setattr(tone, "SETTLE_S", 1e-6)
    film, fresh = Film(), Film()
    film.run(range(10), scene=1)
    film.run(range(10, 14), *SPELLS[spell], scene=1)
    np.testing.assert_array_equal(film.run(range(20, 26)), fresh.run(range(20, 26)))


def test_noise_reduction_has_a_memory() -> None:
    """Without which the test above would say nothing."""
    film = Film()
    film.run(range(10))
    assert not np.array_equal(film.run(range(10, 11)), Film().run(range(10, 11)))


@pytest.mark.parametrize(
    "other",
    [
        {"size": FrameSize(200, 120)},
        {"format": PixelFormat.NV12},
        {"format": PixelFormat.YUYV},
        {"format": PixelFormat.I422},
    ],
    ids=str,
)
def test_a_source_of_another_kind_starts_afresh(other: dict[str, Any]) -> None:
    film = Film()
    film.run(range(6))
    np.testing.assert_array_equal(film.run(range(6, 10), **other), Film().run(range(6, 10), **other))
    np.testing.assert_array_equal(film.run(range(10, 14)), Film().run(range(10, 14)))


def test_large_frames_have_two_strips_and_look_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Film().run(range(8))
    monkeypatch.setattr(passes, "ONE_THREAD_PIXELS", 1000)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    film = Film()
    two = film.run(range(8))
    assert any(thread.name.startswith("strip") for thread in threading.enumerate())
    np.testing.assert_array_equal(one, two)


def test_noise_follows_although_few_frames_are_looked_at(denoisings: list[Denoising]) -> None:
    film, every_third = Film(), Effort(network_every=3)
    out = film.run(range(80), effort=every_third, sigma=1)
    film.run(range(80, 400), effort=every_third, sigma=3)
    sigmas = [float(each.noise[0] + 46 * each.noise[1]) for each in denoisings]
    assert sigmas[79] == pytest.approx(1, abs=0.2)
    assert sigmas[-1] == pytest.approx(3, abs=0.6)
    assert np.count_nonzero(np.diff(sigmas)) < 400 / 3
    assert luma_noise(out[60:]) < 0.5 * luma_noise(Film().run(range(60, 80), NO_DENOISE, sigma=1))


def test_a_change_of_light_reaches_the_memory(denoisings: list[Denoising]) -> None:
    film = Film()
    film.run(range(5))
    film.run(range(5, 8), light=1.25)
    scales = [each.scale for each in denoisings]
    assert scales[5] == pytest.approx(1.25, rel=0.02)
    assert denoisings[5].shift == pytest.approx(16 * (1 - scales[5]))
    assert [*scales[:5], *scales[6:]] == pytest.approx([1] * 7, abs=0.01)


def test_what_a_network_fell_back_from_is_told() -> None:
    class Fallen(CountingModel):
        notes = ("the GPU failed",)

    assert Pipeline(Fallen(), StageTimes()).notes == ("the GPU failed",)
    assert Pipeline(CountingModel(), StageTimes()).notes == ()
    assert Pipeline(None, StageTimes()).notes == ()
