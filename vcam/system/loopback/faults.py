"""Why a step failed, in words, from what its commands printed."""

from __future__ import annotations

from vcam.system.loopback.options import MODULE
from vcam.system.loopback.script import StepFailed
from vcam.system.loopback.state import State, has_module, module_folders

_SECURE_BOOT = """\
Secure Boot lets only signed modules in, and this one's key is not enrolled.
Enrol it, then restart and confirm it in the blue screen that comes first:
  Debian, Arch   sudo mokutil --import /var/lib/dkms/mok.pub
  Ubuntu         sudo update-secureboot-policy --enroll-key
  Fedora         sudo mokutil --import /etc/pki/akmods/certs/public_key.der
Or turn Secure Boot off in the firmware's set-up. `mokutil --sb-state` tells its state."""

# The first that is found counts: from the special to the general.
_CAUSES: tuple[tuple[str, str], ...] = (
    ("Key was rejected by service", _SECURE_BOOT),
    ("Required key not available", _SECURE_BOOT),
    ("Unable to locate package linux-headers", "old-kernel"),
    ("Couldn't find any package by glob 'linux-headers", "old-kernel"),
    ("No match for argument: kernel-devel", "old-kernel"),
    (
        "Unable to locate package v4l2loopback",
        "The package is in `main` of Debian and in `universe` of Ubuntu.\n"
        "On Ubuntu: sudo add-apt-repository universe",
    ),
    (
        "No match for argument: akmod-v4l2loopback",
        "The package is in RPM Fusion (free): enable that repository first.",
    ),
    ("Could not get lock", "Another package manager is at work. Wait for it to end, then try again."),
    ("Temporary failure resolving", "There is no network, and the package has to be fetched."),
    (
        "Bad return status for module build",
        "This v4l2loopback cannot be built for this kernel: too old for it, or the headers are missing.\n"
        "Install a newer v4l2loopback (0.15 or later for Linux 6.16 and later), see `dkms status`.",
    ),
    ("Exec format error", "rebuild"),
    ("Invalid module format", "rebuild"),
    ("disagrees about version", "rebuild"),
    (f"Module {MODULE} not found", "not-built"),
    # Also what modprobe says when the file that its list names is gone.
    ("Unknown symbol in module", "rebuild"),
    (
        f"Module {MODULE} is in use",
        "A program has a camera of this module open: close it (calls, browsers, OBS), then try again.",
    ),
    ("Operation not permitted", "denied"),
    ("a password is required", "rights"),
    ("is not in the sudoers file", "rights"),
    ("Not authorized", "rights"),
    ("Error executing command as another user", "rights"),
    ("Read-only file system", "The system's files cannot be changed here (an image-based system?)."),
    ("No space left on device", "The disk is full."),
)


def explain(failure: StepFailed, state: State) -> str:
    """Return the cause and what to do, as far as the output tells."""
    for sign, cause in _CAUSES:
        if sign in failure.output:
            return _special(cause, state)
    last = [line for line in failure.output.splitlines() if line.strip()]
    return f"It said: {last[-1].strip()}" if last else "It said nothing."


def account(failure: StepFailed) -> str:
    """Tell what was done before the failure, and how to undo it."""
    if not failure.done:
        return "Nothing was changed before."
    done = "\n".join(f"  {step.title}" for step in failure.done)
    return f"Done before:\n{done}\nTo take it back: lowlight-cam setup --remove"


def _special(cause: str, state: State) -> str:
    if cause == "old-kernel":
        return (
            f"There are no headers of the running kernel ({state.release}) any more: a newer one is out.\n"
            "Upgrade the system, restart, then run lowlight-cam setup again."
        )
    if cause == "denied":
        if state.secure_boot:
            return _SECURE_BOOT
        return "The kernel did not allow it: is this a container, or is module loading locked?"
    if cause == "rights":
        return "Administrator rights were not given. As root, the same is: lowlight-cam setup --yes"
    if cause == "rebuild":
        return (
            f"The module was built for another kernel than the running one ({state.release}).\n"
            "Restart if a new kernel was installed; else build it again: sudo dkms autoinstall"
        )
    return not_built(state) if cause == "not-built" else cause


def not_built(state: State) -> str:
    """Say why the module is not there for the running kernel."""
    built = [
        folder.name
        for folder in module_folders(state.root)
        if folder.name != state.release and has_module(folder)
    ]
    if built:
        return (
            f"The module is there for {', '.join(built)}, but {state.release} is running.\n"
            "Restart into that kernel, or install this kernel's headers and run: sudo dkms autoinstall"
        )
    if not (state.root / "lib/modules" / state.release / "build").exists():
        return (
            f"The headers of the running kernel ({state.release}) are missing, so it could not be built.\n"
            f"Install them (Debian, Ubuntu: sudo apt install linux-headers-{state.release}), then: "
            "sudo dkms autoinstall"
        )
    return "It was not built for this kernel. `dkms status` tells why; build it with: sudo dkms autoinstall"
