"""Windows. The only place that imports PySide6."""
