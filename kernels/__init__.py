"""Pixels in, pixels out: the work on whole frames, in compiled loops.

numpy and numba only; no state, no input or output, no logging. `reference` has every function in plain numpy
and is the specification; the others equal it within one code value.
"""
