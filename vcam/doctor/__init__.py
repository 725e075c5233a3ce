"""The doctor: is everything there that the camera needs, and if not, what mends it."""
