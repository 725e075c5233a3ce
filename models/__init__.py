"""The networks as files (`*.tflite`), their manifest and their card."""
