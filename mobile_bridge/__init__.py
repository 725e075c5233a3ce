"""The phone as a camera. Not in this version: the package keeps the name and the import rules."""
