"""The engine's three threads, and what they share."""
