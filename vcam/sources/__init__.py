"""1. Where frames come from: a camera, a file, a synthetic scene."""
