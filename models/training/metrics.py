"""How near a picture is to another one. All pictures are uint8 RGB (H, W, 3)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from models.training.photos import Picture, mean_luma

SSIM_SIGMA = 1.5
SSIM_WINDOW = (11, 11)


def psnr_db(picture: Picture, reference: Picture) -> float:
    """Peak signal-to-noise ratio; 100 for equal pictures, so that a mean over pictures stays finite."""
    error = float(np.mean((picture.astype(np.float32) - reference) ** 2))
    return min(100.0, 10 * float(np.log10(255**2 / error))) if error else 100.0


def match_mean(picture: Picture, reference: Picture) -> Picture:
    """Scale `picture` to the reference's mean luma: what remains is not a matter of exposure."""
    gain = mean_luma(reference) / max(mean_luma(picture), 1 / 255)
    return np.asarray(np.clip(np.rint(picture * gain), 0, 255), np.uint8)


def ssim(picture: Picture, reference: Picture) -> float:
    """Structural similarity, mean over channels (Wang et al. 2004; Gaussian window of sigma 1.5)."""
    a, b = picture.astype(np.float32), reference.astype(np.float32)
    mean_a, mean_b = _blur(a), _blur(b)
    variance_a, variance_b = _blur(a * a) - mean_a**2, _blur(b * b) - mean_b**2
    covariance = _blur(a * b) - mean_a * mean_b
    small_luma, small_contrast = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    same_luma = (2 * mean_a * mean_b + small_luma) / (mean_a**2 + mean_b**2 + small_luma)
    same_detail = (2 * covariance + small_contrast) / (variance_a + variance_b + small_contrast)
    return float((same_luma * same_detail).mean())


def _blur(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(values, SSIM_WINDOW, SSIM_SIGMA), np.float32)


def colour_cast(picture: Picture) -> float:
    """Distance of the picture's mean colour from grey in CIE Lab; about 2 is just seen side by side."""
    lab = cv2.cvtColor(np.asarray(picture / 255, np.float32), cv2.COLOR_RGB2LAB)
    return float(np.hypot(lab[..., 1].mean(), lab[..., 2].mean()))


def region_ev(picture: Picture, reference: Picture, where: NDArray[np.bool_]) -> float:
    """Mean luma of a region against the reference's, as a logarithm of base 2 (of displayed values)."""
    return float(np.log2(max(mean_luma(picture[where]), 1e-3) / max(mean_luma(reference[where]), 1e-3)))


def burnt_share(picture: Picture, reference: Picture) -> float:
    """Part of all pixels that are nearly white in some colour (250 or more) and are not in the reference."""
    return float(((picture.max(-1) >= 250) & (reference.max(-1) < 250)).mean())
