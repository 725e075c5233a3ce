"""Network cameras: those of phones' apps, real RTSP, and servers that send rubbish."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import numpy as np
import pytest

from mobile_bridge.pull import PullSource
from mobile_bridge.stream_url import is_stream_url
from tests.mobile_bridge.cameras import (
    HEAD,
    SIZE,
    Answer,
    behind_password,
    endless,
    free_port,
    http_camera,
    jpeg,
    needs_gstreamer,
    part,
    pictures,
    program,
    rtsp_camera,
    status,
)
from tests.mobile_bridge.phone import until
from vcam.core.errors import (
    CameraBusy,
    CameraDenied,
    CameraLost,
    CameraNotFound,
    ModeChanged,
    ModeUnsupported,
    SourceError,
)
from vcam.core.formats import FrameSize, PixelFormat
from vcam.core.frame import Frame
from vcam.sources.base import CaptureMode, CaptureRequest

WANTED = CaptureRequest(SIZE, 25.0)
RATE = 1 / 50
X264 = "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! video/x-h264,profile=baseline"
H264_CAMERA = (
    "videotestsrc is-live=true pattern=white ! video/x-raw,format=I420,width=320,height=240,framerate=30/1 "
    f"! {X264} ! rtph264pay name=pay0 pt=96 config-interval=-1"
)


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def frame_of(mode: CaptureMode) -> Frame:
    return Frame.allocate(mode.format, mode.size, mode.colour)


def median(frame: Frame) -> int:
    return int(np.median(frame.planes[0]))


def read_on(source: PullSource, frame: Frame) -> None:
    while source.read_into(frame):
        pass


def failure(url: str) -> SourceError:
    source = PullSource(url)
    with pytest.raises(SourceError) as failed:
        source.open(WANTED)
    assert failed.value.hint
    assert source._puller is None
    return failed.value


def test_mjpeg_by_http(running: ExitStack) -> None:
    source = PullSource(running.enter_context(http_camera(endless(90), interval_s=RATE)))
    mode = source.open(WANTED)
    assert (mode.format, mode.size, mode.fps) == (PixelFormat.I420, SIZE, 25.0)
    assert mode.colour.full_range
    frame, former = frame_of(mode), (-1, 0)
    for _ in range(5):
        assert source.read_into(frame)
        assert abs(median(frame) - 90) <= 1
        assert (frame.sequence, frame.captured_ns) > former
        assert frame.captured_ns <= time.perf_counter_ns()
        former = frame.sequence, frame.captured_ns
    source.close()


def test_the_newest_picture_wins(running: ExitStack) -> None:
    source = PullSource(running.enter_context(http_camera(pictures(range(20, 200, 20)), interval_s=RATE)))
    frame = frame_of(source.open(WANTED))
    assert source.read_into(frame)
    first = median(frame)
    time.sleep(5 * RATE)
    assert source.read_into(frame)
    assert median(frame) > first + 30
    source.close()


def test_half_pictures_are_never_shown(running: ExitStack) -> None:
    whole = jpeg(90, FrameSize(320, 240))

    def answer(_request: bytes) -> Iterator[bytes]:
        yield HEAD
        for index in itertools.count():
            yield part(whole[: len(whole) // 2] if index % 2 else whole)

    source = PullSource(running.enter_context(http_camera(answer, interval_s=RATE)))
    frame = frame_of(source.open(WANTED))
    for _ in range(10):
        assert source.read_into(frame)
        assert np.abs(frame.planes[0].astype(int) - 90).max() <= 1
    source.close()


def test_another_size_in_mid_stream(running: ExitStack) -> None:
    def answer(request: bytes) -> Iterator[bytes]:
        yield from itertools.islice(endless(90)(request), 10)
        yield from itertools.islice(endless(90, FrameSize(48, 64))(request), 1, None)

    source = PullSource(running.enter_context(http_camera(answer, interval_s=RATE)))
    frame = frame_of(source.open(WANTED))
    with pytest.raises(ModeChanged, match="48x64"):
        read_on(source, frame)
    source.close()


def test_a_stream_that_ends_or_falls_silent_is_lost_and_is_taken_up_again(running: ExitStack) -> None:
    source = PullSource(running.enter_context(http_camera(pictures([90] * 5), interval_s=RATE)))
    for _ in range(2):
        frame = frame_of(source.open(WANTED))
        with pytest.raises(CameraLost):
            read_on(source, frame)
        source.close()

    def falls_silent(request: bytes) -> Iterator[bytes]:
        yield from pictures([*[90] * 9, 150])(request)
        silent.wait(10)

    silent = threading.Event()
    running.callback(silent.set)
    source = PullSource(running.enter_context(http_camera(falls_silent)))
    frame = frame_of(source.open(WANTED))
    with pytest.raises(CameraLost, match="sends nothing"):
        read_on(source, frame)
    assert median(frame) == 150, "the last picture was held back"
    silent.set()
    source.close()


def test_a_password_is_used_and_shown_nowhere(running: ExitStack, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = running.enter_context(http_camera(behind_password("me", "s3cret", endless()), interval_s=RATE))
    source = PullSource(url.replace("//", "//me:s3cret@"))
    assert source.label.startswith("127.0.0.1:")
    source.open(WANTED)
    source.close()
    for wrong in (url, url.replace("//", "//me:wr0ng@")):
        refused = failure(wrong)
        assert isinstance(refused, CameraDenied)
        assert "user:password@" in refused.hint
        shown = [str(refused), repr(refused), repr(refused.__cause__), repr(refused.__context__), caplog.text]
        assert not any("wr0ng" in each or "s3cret" in each for each in shown)


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (status("404 Not Found"), CameraNotFound, "no video at this path"),
        (status("403 Forbidden"), CameraDenied, "wants a user"),
        (status("503 Service Unavailable"), CameraBusy, "cannot send now"),
        (
            lambda _: [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>" + b"hello " * 5000],
            ModeUnsupported,
            "",
        ),
        (lambda _: [b"\x00\x01\x02 rubbish\r\n" * 1000], SourceError, ""),
        (lambda _: [HEAD, part(b"no picture"), part(b"") * 3], SourceError, ""),
        (lambda _: [b"HTTP/1.1 200 OK\r\n\r\n"], SourceError, ""),
        (lambda _: [], SourceError, ""),
    ],
    ids=["404", "403", "503", "html", "rubbish", "no pictures", "empty", "hangs up"],
)
def test_servers_that_are_no_cameras(
    running: ExitStack, answer: Answer, kind: type[SourceError], words: str
) -> None:
    refused = failure(running.enter_context(http_camera(answer)))
    assert isinstance(refused, kind)
    assert words in str(refused)


def test_usual_paths_are_named_for_one_that_is_wrong(running: ExitStack) -> None:
    hint = failure(running.enter_context(http_camera(status("404 Not Found")))).hint
    assert ":8080/video" in hint
    assert ":4747/video" in hint


@pytest.mark.parametrize("name", ["headers", "drip"])
def test_a_server_that_never_gets_to_the_point(running: ExitStack, name: str) -> None:
    def headers(_request: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-More: yes\r\n"

    def drip(_request: bytes) -> Iterator[bytes]:
        yield HEAD
        for at in itertools.count():
            yield part(jpeg(90))[at % 500 : at % 500 + 1]

    url = running.enter_context(http_camera({"headers": headers, "drip": drip}[name], interval_s=0.1))
    assert isinstance(failure(url), CameraLost | ModeUnsupported)
    running.close()


def test_nobody_listens() -> None:
    port = free_port()
    refused = failure(f"http://127.0.0.1:{port}/video")
    assert isinstance(refused, CameraNotFound)
    assert str(port) in refused.title
    assert isinstance(failure(f"rtsp://127.0.0.1:{port}/x"), CameraNotFound)


def test_an_unknown_host() -> None:
    refused = failure("http://no-such-phone.invalid:8080/video")
    assert "no computer or phone is called no-such-phone.invalid" in refused.title


@pytest.mark.parametrize(
    "url", ["", "http://", "file:///etc/passwd", "http://[", "http://a:b", "rtsp://a b\n/", "/dev/video0"]
)
def test_what_is_no_address(url: str) -> None:
    source = PullSource(url)
    assert source.label == "Network camera"
    with pytest.raises(CameraNotFound, match="not the address"):
        source.open(WANTED)


def test_which_names_are_addresses() -> None:
    assert is_stream_url("RTSP://camera/1")
    assert is_stream_url("http://phone:8080/video")
    assert not any(
        map(is_stream_url, ["", "synthetic", "/dev/video0", "clip.mkv", "C:\\x.mp4", "http", "file:///x"])
    )


def test_a_playlist_cannot_open_files(running: ExitStack) -> None:
    playlist = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.apple.mpegurl\r\n\r\n"
    url = running.enter_context(http_camera(lambda _: [head + playlist]))
    assert isinstance(failure(url.replace("/video", "/x.m3u8")), SourceError)


def test_close_wakes_an_open_that_waits(running: ExitStack) -> None:
    def nothing(_request: bytes) -> Iterator[bytes]:
        waiting.set()
        release.wait(10)
        yield b""

    waiting, release = threading.Event(), threading.Event()
    running.callback(release.set)
    source = PullSource(running.enter_context(http_camera(nothing)))
    failures: list[SourceError] = []

    def open_it() -> None:
        try:
            source.open(WANTED)
        except SourceError as exc:
            failures.append(exc)

    thread = threading.Thread(target=open_it)
    thread.start()
    assert waiting.wait(10)
    source.close()
    thread.join(10)
    assert failures
    release.set()


def _served_by_ffmpeg(running: ExitStack, *output: str) -> str:
    """Let FFmpeg serve a moving picture; returns its address."""
    url = f"http://127.0.0.1:{free_port()}/video"
    source = ["-re", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=30"]
    running.enter_context(program("ffmpeg", "-v", "quiet", *source, *output, "-listen", "1", url))
    return url


def test_ffmpeg_serves_mjpeg(running: ExitStack) -> None:
    camera = PullSource(_served_by_ffmpeg(running, "-f", "mpjpeg"))
    mode = until(lambda: _opened(camera), 20)
    assert mode.size == FrameSize(320, 240)
    frame = frame_of(mode)
    assert all(camera.read_into(frame) for _ in range(10))
    camera.close()


def _opened(source: PullSource) -> CaptureMode | None:
    """It listens for one connection only, so nothing else can find out whether it is there yet."""
    try:
        return source.open(WANTED)
    except CameraNotFound:
        return None


@needs_gstreamer
def test_rtsp_from_gstreamer(running: ExitStack) -> None:
    source = PullSource(running.enter_context(rtsp_camera(H264_CAMERA)))
    mode = source.open(WANTED)
    assert mode.size == FrameSize(320, 240)
    frame = frame_of(mode)
    for _ in range(20):
        assert source.read_into(frame)
        assert median(frame) >= 230
    source.close()
    mode = source.open(WANTED)
    source.close()


@needs_gstreamer
def test_rtsp_with_a_password_and_without(running: ExitStack) -> None:
    url = running.enter_context(rtsp_camera(H264_CAMERA, "me", "s3cret"))
    source = PullSource(url.replace("//", "//me:s3cret@"))
    assert source.open(WANTED).size == FrameSize(320, 240)
    source.close()
    assert isinstance(failure(url), CameraDenied)
    assert isinstance(
        failure(url.replace("/camera", "/nothing").replace("//", "//me:s3cret@")), CameraNotFound
    )


@needs_gstreamer
@pytest.mark.parametrize(
    "codec", ["jpegenc ! rtpjpegpay name=pay0 pt=26", "x265enc ! rtph265pay name=pay0 pt=96"]
)
def test_rtsp_in_other_codecs(running: ExitStack, codec: str) -> None:
    if "x265" in codec:
        codec = codec.replace("x265enc", "x265enc tune=zerolatency speed-preset=ultrafast key-int-max=15")
    pipeline = H264_CAMERA.partition("! x264")[0] + "! " + codec
    source = PullSource(running.enter_context(rtsp_camera(pipeline)))
    frame = frame_of(source.open(WANTED))
    assert source.read_into(frame)
    assert median(frame) >= 230
    source.close()


@needs_gstreamer
def test_mpeg_ts_by_http_has_to_be_looked_into(running: ExitStack, caplog: pytest.LogCaptureFixture) -> None:
    encode = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "15"]
    camera = PullSource(_served_by_ffmpeg(running, *encode, "-f", "mpegts"))
    mode = until(lambda: _opened(camera), 20)
    assert mode.size == FrameSize(320, 240)
    camera.close()


def test_it_keeps_what_every_source_promises(running: ExitStack) -> None:
    """As tests/sources/test_contract.py has it, for a source that never ends."""
    source = PullSource(running.enter_context(http_camera(endless(90), interval_s=RATE)))
    source.close()
    mode = source.open(WANTED)
    seen = []
    for fill in (0, 255):
        guarded = np.full(mode.format.frame_bytes(mode.size) + 128, fill, np.uint8)
        assert source.read_into(Frame(guarded[64:-64], mode.format, mode.size, mode.colour))
        assert (guarded[:64] == fill).all()
        assert (guarded[-64:] == fill).all()
        seen.append(guarded[64:-64].copy())
    assert np.array_equal(seen[0], seen[1]), "a byte of the frame was not written"
    with pytest.raises(RuntimeError, match="open already"):
        source.open(WANTED)
    source.close()
    source.close()
    assert not source.read_into(frame_of(mode))
    assert source.open(WANTED) == mode
    source.close()


def test_close_wakes_a_read_that_waits(running: ExitStack) -> None:
    silent = threading.Event()
    running.callback(silent.set)

    def answer(request: bytes) -> Iterator[bytes]:
        yield from pictures([90] * 10)(request)
        silent.wait(10)

    source = PullSource(running.enter_context(http_camera(answer)))
    frame = frame_of(source.open(WANTED))
    answers: list[bool] = []

    def read() -> None:
        while source.read_into(frame):
            pass
        answers.append(False)

    reader = threading.Thread(target=read)
    reader.start()
    time.sleep(0.2)
    source.close()
    reader.join(10)
    assert answers == [False]
