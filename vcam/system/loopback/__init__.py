"""The virtual camera's kernel module on Linux: what is there, what is to be done, doing it, undoing it.

`state.look` sees, `plan` decides, `script` does, `faults` explains. Every path goes through one root
folder, so that all of it runs on a made-up machine as well.
"""
