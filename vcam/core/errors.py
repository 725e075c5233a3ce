"""What can go wrong, in words for the person who has to put it right.

LowLightError
├─ SourceError    CameraNotFound · CameraBusy · CameraDenied · CameraLost · ModeUnsupported · UnreadableMedia
│                 ModeChanged · PhoneLost · PhoneAwaited
├─ SinkError      NoVirtualCamera · VirtualCameraBusy · SendFailed · UnwritableMedia
├─ ModelError     ModelMissing · ModelCorrupt · ModelMismatch · InferenceFailed
├─ SetupError     what `lowlight-cam setup` could not do
├─ DesktopError   menu entry, start at login
├─ AppError       AppNotRunning · AppSilent: the running app cannot be asked
├─ BridgeError    PortInUse · PairingRejected: phones cannot come
└─ SettingsError  file, line, key, what is allowed

Adapters translate once, at their border, with ``raise X(...) from exc``; nothing above sees an error of a
library. A programmer's mistake is a TypeError or a ValueError and is never caught. Kept free of imports, so
that everything may import it.
"""

from __future__ import annotations


class LowLightError(Exception):
    """Base of all that a person can put right.

    Parameters
    ----------
    title
        What happened, one sentence, without a full stop.
    hint
        What to do about it; may have several lines. Empty when nothing can be done.
    """

    code = "error"
    exit_status = 1

    def __init__(self, title: str, *, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.title}\n{self.hint}" if self.hint else self.title


class SourceError(LowLightError):
    """Frames cannot be had from where they were asked for."""

    code = "source"
    exit_status = 3


class CameraNotFound(SourceError):
    """No camera answers to the name that was asked for; the hint lists those that are there."""

    code = "camera-not-found"


class CameraBusy(SourceError):
    """Another program streams from the camera; named where that can be seen."""

    code = "camera-busy"


class CameraDenied(SourceError):
    """The system does not let this user open the camera."""

    code = "camera-denied"


class CameraLost(SourceError):
    """The camera went away, or stopped sending, while it was open."""

    code = "camera-lost"


class ModeUnsupported(SourceError):
    """The camera has no picture format that this program reads."""

    code = "mode-unsupported"


class ModeChanged(SourceError):
    """The source delivers another size or another colour from now on; open it again, all is well."""

    code = "mode-changed"


class PhoneLost(SourceError):
    """No phone sends pictures, or no more."""

    code = "phone-lost"


class PhoneAwaited(PhoneLost):
    """No phone has come yet."""

    code = "phone-awaited"


class UnreadableMedia(SourceError):
    """A picture or video file that is missing, empty, damaged or of an unknown kind."""

    code = "unreadable-media"


class SinkError(LowLightError):
    """Frames cannot be handed on."""

    code = "sink"
    exit_status = 4


class NoVirtualCamera(SinkError):
    """There is no virtual camera of ours; the hint is the exact fix for this system."""

    code = "no-virtual-camera"


class VirtualCameraBusy(SinkError):
    """Another program, or another copy of this one, feeds the virtual camera."""

    code = "virtual-camera-busy"


class SendFailed(SinkError):
    """The virtual camera refused a frame."""

    code = "send-failed"


class UnwritableMedia(SinkError):
    """A picture or video cannot be written where it was asked for."""

    code = "unwritable-media"


class ModelError(LowLightError):
    """The network cannot be used."""

    code = "model"
    exit_status = 5


class ModelMissing(ModelError):
    """The model's file is not where the manifest says."""

    code = "model-missing"


class ModelCorrupt(ModelError):
    """The model's file is not the one that the manifest names (sha256 expected and got)."""

    code = "model-corrupt"


class ModelMismatch(ModelError):
    """The model's inputs or outputs do not have the expected shape (expected and got)."""

    code = "model-mismatch"


class InferenceFailed(ModelError):
    """The runtime gave an error while the network ran."""

    code = "inference-failed"


class SetupError(LowLightError):
    """The virtual camera could not be set up or removed."""

    code = "setup"
    exit_status = 6


class DesktopError(LowLightError):
    """The desktop's own files, for its menu and for the start at login, could not be read or written."""

    code = "desktop"
    exit_status = 6


class AppError(LowLightError):
    """The running app cannot be asked."""

    code = "app"
    exit_status = 7


class AppNotRunning(AppError):
    """There is no running app of this user's."""

    code = "app-not-running"


class AppSilent(AppError):
    """The app gave no answer, or none that can be read."""

    code = "app-silent"


class BridgeError(LowLightError):
    """Phones cannot come."""

    code = "bridge"
    exit_status = 8


class PortInUse(BridgeError):
    """Another program listens where phones are to come."""

    code = "port-in-use"


class PairingRejected(BridgeError):
    """A phone showed a wrong code, or one that counts no more."""

    code = "pairing-rejected"


class SettingsError(LowLightError):
    """The settings file or a setting is not as it must be (file, line, key, what is allowed)."""

    code = "settings"
    exit_status = 2
