import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.light import Tone, add_sensor_noise, to_linear, to_srgb


@given(st.integers(0, 255))
def test_linear_light_and_back(code: int) -> None:
    srgb = np.full((1, 1, 3), code / 255, np.float32)
    assert np.allclose(to_srgb(to_linear(srgb)), srgb, atol=1e-5)


@pytest.mark.parametrize("tone", [Tone(), Tone(0.45, 1.15), Tone(0.2, 0.9)])
def test_a_camera_shows_what_its_light_was_taken_from(tone: Tone) -> None:
    codes = np.arange(256)
    assert np.abs(tone.show(tone.light_of_byte) * 255 - codes).max() < 0.6
    assert (np.diff(tone.light_of_byte) > 0).all()


def test_plain_tone_is_srgb() -> None:
    light = np.linspace(0, 1, 1000, dtype=np.float32)
    assert np.abs(Tone().show(light) - to_srgb(light)).max() < 2e-3


def test_contrast_makes_the_dark_darker() -> None:
    light = np.full(1, 0.005, np.float32)
    assert Tone(0.4).show(light)[0] < 0.8 * Tone().show(light)[0]


def test_noise_is_as_strong_as_it_is_told() -> None:
    dark, bright = np.zeros((200, 200), np.float32), np.full((200, 200), 0.5, np.float32)
    noise = [
        (add_sensor_noise(light, shot=1e-3, read=2e-3, rng=np.random.default_rng(0)) - light).std()
        for light in (dark, bright)
    ]
    assert noise[0] == pytest.approx(2e-3, rel=0.02)
    assert noise[1] == pytest.approx(np.sqrt(5e-4 + 4e-6), rel=0.02)
