"""Puts the parts together as the settings ask for: which source, which sink, which network."""

from __future__ import annotations

import platform
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path

from vcam.core.address import is_address
from vcam.core.errors import CameraNotFound, PhoneAwaited, SourceError
from vcam.core.frame import Frame
from vcam.engine import Engine
from vcam.phone_mode import PhoneMode
from vcam.pipeline import MapModel
from vcam.settings import DEFAULT_LABEL, PHONE, Settings
from vcam.sinks.base import Sink
from vcam.sources.base import Source

SYNTHETIC = "synthetic"
ON_LINUX = platform.system() == "Linux"


def make_source(settings: Settings, phone: PhoneMode | None = None) -> Source:
    """Return the source that ``settings.camera`` names, not yet opened.

    A folder gives its pictures, a file its film over and over, "synthetic" a dark scene that is made up,
    "phone" the phone that comes to this program; an address is a camera in the network; everything else is a
    camera's name or node.

    Parameters
    ----------
    phone
        Where phones come, if they do; it is asked to let them.
    """
    name = settings.camera
    if name == SYNTHETIC:
        from vcam.sources.synthetic import SyntheticScene

        return SyntheticScene(realtime=True)
    if name == PHONE:
        return _phone_source(phone)
    if is_address(name):
        from mobile_bridge.pull import PullSource

        return PullSource(name)
    if names_a_camera(name):
        return _camera(settings)
    return _file_source(Path(name))


def _phone_source(phone: PhoneMode | None) -> Source:
    if phone is None:
        raise PhoneAwaited("no phone can come here", hint="Use the app, or: lowlight-cam phone")
    return phone.source()


def _file_source(path: Path) -> Source:
    if path.is_dir():
        from vcam.sources.pictures import Pictures

        return Pictures(path, realtime=True, loop=True)
    from vcam.sources.video_file import VideoFile

    return VideoFile(path, realtime=True, loop=True)


def _camera(settings: Settings) -> Source:
    name = settings.camera
    if ON_LINUX:
        from vcam.sources.camera import Camera

        return Camera(name or None, own=settings.device)
    from vcam.sources.opencv_camera import OpenCvCamera

    if name and not name.isdigit():
        raise CameraNotFound(f"there is no camera {name!r}", hint="Here cameras go by number: 0, 1, ...")
    return OpenCvCamera(int(name or 0))


def names_a_camera(name: str) -> bool:
    """Tell a camera's name or node from a phone, an address, a file, a folder or the synthetic scene."""
    if name in {SYNTHETIC, PHONE} or is_address(name):
        return False
    path = Path(name or "/dev/video0")
    return not path.is_file() and not path.is_dir()


def make_virtual_camera(settings: Settings) -> Sink:
    """Return the virtual camera of this system, not yet opened."""
    backend = settings.backend
    if backend == "auto":
        backend = "v4l2" if ON_LINUX else "pyvirtualcam"
    if backend == "v4l2":
        from vcam.sinks.v4l2_output import V4l2Output

        return V4l2Output(settings.device)
    from vcam.sinks.pyvirtualcam_output import PyvirtualcamOutput

    if ON_LINUX:
        from vcam.sinks.v4l2_output import find_output

        return PyvirtualcamOutput(find=lambda: str(find_output(settings.device)))
    return PyvirtualcamOutput(None if settings.device == DEFAULT_LABEL else settings.device)


def make_model() -> MapModel:
    """Load the network that is shipped, on the processor."""
    from vcam.enhance.model import CurveModel

    return CurveModel()


def make_live_model(settings: Settings) -> MapModel:
    """Load the network that is shipped, to run where ``settings.runtime`` says."""
    from vcam.enhance.choice import ChosenModel
    from vcam.enhance.model import CurveModel
    from vcam.enhance.search import Search
    from vcam.system import paths

    if settings.runtime == "cpu":
        return make_model()
    search = Search(paths.cache_dir() / "gpu")
    return ChosenModel(CurveModel(), search, forced=settings.runtime == "gpu")


def make_engine(
    settings: Settings,
    sink: Sink,
    *,
    source: Callable[[Settings], Source] = make_source,
    on_frame: Callable[[Frame, Frame], None] | None = None,
    make_sink: Callable[[Settings], Sink] | None = None,
    patient: bool = False,
) -> Engine:
    """Return an engine that feeds `sink`, not yet started; see `Engine` for the rest."""
    from kernels.warm import warm_up

    # loads its modules now, and not when somebody waits for the picture; who is patient hears of errors later
    with suppress(SourceError) if patient else nullcontext():
        source(settings)
    return Engine(
        settings,
        settings.output,
        sink,
        source,
        make_live_model,
        prepare=warm_up,
        on_frame=on_frame,
        make_sink=make_sink,
        patient=patient,
    )
