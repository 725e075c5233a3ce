"""The commands of `lowlight-cam`: each module adds its parser and runs.

A module here may import only the standard library and `vcam.settings` at its top: ``--help`` must not wait
for numba or OpenCV.
"""
