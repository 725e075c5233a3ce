"""Picture and video files: read, written whole or not at all, transcoded."""
