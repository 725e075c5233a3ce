"""YCbCr and RGB: the coefficients, as affine maps.

A map is a float32 array (3, 4): the matrix, then the offset. YCbCr is in code values (0 to 255), RGB in
0 to 1. Formulas: ITU-R BT.601-7 (2.5) and BT.709-6 (3, 4); full range as JPEG has it (ITU-T T.871).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Affine = NDArray[np.float32]

# the weights of red and blue in luma; green has the rest
_BT601 = (0.299, 0.114)
_BT709 = (0.2126, 0.0722)


def _rgb_to_yuv(bt709: bool, full_range: bool) -> NDArray[np.float64]:
    red, blue = _BT709 if bt709 else _BT601
    luma = np.array([red, 1 - red - blue, blue])
    rows = np.array([luma, ([0, 0, 1] - luma) / (2 - 2 * blue), ([1, 0, 0] - luma) / (2 - 2 * red)])
    scale = [255, 255, 255] if full_range else [219, 224, 224]
    offset = [0 if full_range else 16, 128, 128]
    return np.column_stack([rows * np.array(scale)[:, None], offset])


def _inverse(affine: NDArray[np.float64]) -> NDArray[np.float64]:
    matrix = np.linalg.inv(affine[:, :3])
    return np.column_stack([matrix, -matrix @ affine[:, 3]])


def rgb_to_yuv(bt709: bool, full_range: bool) -> Affine:
    """Coefficients from RGB (0 to 1) to YCbCr codes, float32 (3, 4)."""
    return _rgb_to_yuv(bt709, full_range).astype(np.float32)


def yuv_to_rgb(bt709: bool, full_range: bool) -> Affine:
    """Coefficients from YCbCr codes to RGB (0 to 1), float32 (3, 4)."""
    return _inverse(_rgb_to_yuv(bt709, full_range)).astype(np.float32)


# what a frame that is RGB already takes in place of the two above
CODE_TO_UNIT: Affine = np.eye(3, 4, dtype=np.float32) / np.float32(255)
UNIT_TO_CODE: Affine = np.eye(3, 4, dtype=np.float32) * np.float32(255)


def yuv_to_yuv(to_rgb: Affine, to_yuv: Affine) -> Affine:
    """Coefficients from one meaning of YCbCr codes / 255 to another's codes, float32 (3, 4).

    Exactly `UNIT_TO_CODE` where both have the same meaning, so that codes come back bit for bit.
    """
    first, second = to_rgb.astype(np.float64), to_yuv.astype(np.float64)
    matrix = second[:, :3] @ first[:, :3]
    offset = second[:, :3] @ first[:, 3] + second[:, 3]
    # float32 coefficients leave some 1e-5 of a code; the nearest true change of meaning moves by tenths
    if np.allclose(matrix, np.eye(3), atol=1e-4) and np.allclose(offset, 0, atol=1e-2):
        return UNIT_TO_CODE
    return np.column_stack([matrix * 255, offset]).astype(np.float32)
