"""What differs from one operating system to the next: paths, logs, set-up of the virtual camera."""
