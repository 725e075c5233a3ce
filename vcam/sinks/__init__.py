"""3. Where frames go: a virtual camera, a preview, a recording."""
