"""LowLight Cam: a dark webcam in, a well-lit virtual camera out."""

__version__ = "0.1.0"
