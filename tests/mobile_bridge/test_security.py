"""Whoever is in the same network may try: nothing crashes, nothing is shown, the log says it once."""

from __future__ import annotations

import random
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import aiohttp
import numpy as np
import pytest
from aiohttp import ClientConnectionResetError, web

from mobile_bridge import listener, server, session
from mobile_bridge.bridge import Bridge
from mobile_bridge.certificate import LEAF_KEY, make_authority
from mobile_bridge.protocol import MAX_PICTURE_BYTES, MAX_TEXT_BYTES, PicturePacket, picture, text
from tests.mobile_bridge.conftest import LAN_ADDRESS
from tests.mobile_bridge.phone import Encoder, Phone, until
from tests.mobile_bridge.test_protocol import damage
from vcam.core.formats import FrameSize

SIZE = FrameSize(320, 180)
ROUNDS = 400
HERE, OTHER_ADDRESS = "127.0.0.1", "127.0.0.9"


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the log has said since the last call; what is asked for is expected."""

    def take() -> list[str]:
        said = [each.getMessage() for each in caplog.records]
        caplog.clear()
        return said

    return take


def ask(bridge: Bridge, request: str | bytes, *, host: str | None = None) -> bytes:
    """The whole answer of the plain port to a request; a text is a request line."""
    if isinstance(request, str):
        host = host or f"localhost:{bridge.port + 1}"
        request = f"{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1")
    with closing(socket.create_connection(("127.0.0.1", bridge.port + 1), 15)) as connection:
        connection.sendall(request)
        return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    """What comes until the other side ends the connection."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionError:
        pass
    return b"".join(parts)


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def in_picture(bridge: Bridge) -> bool:
    return bridge.slot.take(0.05) is not None


def paired(bridge: Bridge, phone: Phone) -> dict[str, str]:
    welcome = phone.hello(token=bridge.offer().token)
    return {"phone": welcome["phone"], "secret": welcome["secret"]}


# --------------------------------------------------------------------------- who may come


@pytest.mark.parametrize(
    "first",
    [
        text("stream", transport="ws", width=320, height=180, fps=30, enhanced=False, accelerator=""),
        text("pong", id=1, clock_us=0),
        text("bye"),
        text("hello", version=1, name="x", client="page"),
        picture(PicturePacket(True, False, 1, 1, b"\0\0\1\x65")),
        "rubbish",
        b"",
        "x" * (MAX_TEXT_BYTES + 1),
        bytes(MAX_PICTURE_BYTES + 1),
    ],
    ids=["stream", "pong", "bye", "no-token", "picture", "rubbish", "empty", "long", "large"],
)
def test_who_does_not_say_hello_is_sent_away(
    bridge: Bridge, first: str | bytes, warnings: Callable[[], list[str]]
) -> None:
    url = bridge.offer().urls[0]
    for _ in range(2):
        with Phone(url) as phone:
            phone.say_raw(first)
            assert phone.wait_closed() == 4003 or len(first) > MAX_PICTURE_BYTES
            assert not in_picture(bridge)
    assert bridge.snapshot().phone is None
    said = warnings()
    assert len(said) == 1, said
    assert f"{HERE} was turned away" in said[0] == bridge.snapshot().attempt


def test_a_wrong_and_a_used_code_open_nothing(bridge: Bridge, warnings: Callable[[], list[str]]) -> None:
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        phone.hello(token=offer.token)
    for token in ("A" * 22, offer.token):
        with Phone(offer.urls[0]) as phone:
            phone.say("hello", version=1, name="Thief", client="page", token=token)
            assert phone.wait("bye")["reason"] == "token"
            assert phone.wait_closed() == 4001
            phone.say_raw(picture(PicturePacket(True, False, 1, 1, Encoder(SIZE).encode(99))))
    assert len(bridge.phones()) == 1
    assert not in_picture(bridge)
    assert warnings() == [f"Thief at {HERE} was turned away: the code is not valid (any more)"]


def test_who_guesses_is_not_listened_to_but_a_known_phone_keeps_its_secret(
    bridge: Bridge, warnings: Callable[[], list[str]]
) -> None:
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        known = paired(bridge, phone)
    for _ in range(5):
        with Phone(offer.urls[0]) as phone:
            phone.say("hello", version=1, name="x", client="page", phone=known["phone"], secret="guess")
            assert phone.wait("bye")["reason"] == "forgotten"
    with Phone(offer.urls[0]) as phone:
        phone.say("hello", version=1, name="x", client="page", **known)
        assert phone.wait("bye")["reason"] == "rate"
        assert phone.wait_closed() == 1013, "come again later"
    assert len(bridge.phones()) == 1
    assert len(warnings()) == 2


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", f"http://{LAN_ADDRESS}:PORT", f"https://{LAN_ADDRESS}:1"]
)
def test_another_sites_page_cannot_connect(
    bridge: Bridge, origin: str, warnings: Callable[[], list[str]]
) -> None:
    for _ in range(2):
        with (
            pytest.raises(aiohttp.WSServerHandshakeError) as caught,
            Phone(bridge.offer().urls[0], origin=origin.replace("PORT", str(bridge.port))),
        ):
            pass
        assert caught.value.status == 403
    assert warnings() == [f"{HERE} was turned away: it came from another site"]


def test_our_own_page_can(bridge: Bridge) -> None:
    with Phone(bridge.offer().urls[0], origin=f"https://{LAN_ADDRESS}:{bridge.port}") as phone:
        paired(bridge, phone)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:PORT", "localhost", "", f"{LAN_ADDRESS}:1"])
def test_another_name_that_leads_here_gets_nothing(
    bridge: Bridge, host: str, warnings: Callable[[], list[str]]
) -> None:
    host = host.replace("PORT", str(bridge.port))
    for path in ("/", "/ws", "/ca.crt"):
        answer = ask(bridge, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert status(answer) == 421
    with (
        pytest.raises(aiohttp.WSServerHandshakeError),
        Phone(bridge.offer().urls[0], headers={"Host": host}),
    ):
        pass
    assert warnings() == [f"{HERE} was turned away: it asked for another host"]


# --------------------------------------------------------------------------- what they may say


def test_a_message_that_is_too_large_ends_the_session(
    bridge: Bridge, warnings: Callable[[], list[str]]
) -> None:
    offer = bridge.offer()
    with Phone(offer.urls[0]) as phone:
        known = paired(bridge, phone)
        phone.stream(SIZE)
        phone.say_raw(bytes(MAX_PICTURE_BYTES + 100))
        assert phone.wait_closed() in {1006, 1009}, "it may be ended before all of it was sent"
    with Phone(offer.urls[0]) as phone:
        phone.hello(**known)
        phone.say_raw(text("report", text="x" * MAX_TEXT_BYTES))
        assert phone.wait("bye")["reason"] == "protocol"
        assert phone.wait_closed() == 4003
    assert not in_picture(bridge)
    assert len(warnings()) == 1


def test_damaged_messages_end_the_session_and_no_more(
    bridge: Bridge, warnings: Callable[[], list[str]]
) -> None:
    rng, offer = random.Random(9), bridge.offer()
    good = text("stream", transport="ws", width=320, height=180, fps=30, enhanced=False, accelerator="gpu")
    with Phone(offer.urls[0]) as phone:
        known = paired(bridge, phone)
    ended = 0
    for _ in range(25):
        with Phone(offer.urls[0]) as phone:
            phone.hello(**known)
            phone.say_raw(damage(good.encode(), rng).decode("utf-8", "replace"))
            phone.say_raw(text("look", mode="on", strength=0.5, denoise=0.5))
            phone.say_raw(text("bye"))
            ended += phone.wait_closed() == 4003
    assert 5 < ended <= 25
    assert not in_picture(bridge)
    assert len(warnings()) == 1
    with Phone(offer.urls[0]) as phone:
        phone.hello(**known)


def test_text_that_is_no_text_ends_the_session(bridge: Bridge, warnings: Callable[[], list[str]]) -> None:
    with Phone(bridge.offer().urls[0]) as phone:
        paired(bridge, phone)
        phone.run(phone.send_frame(b"\xff\xfe\xfd"))
        assert phone.wait_closed() == 1007
    assert len(warnings()) == 1


def test_damaged_pictures_are_left_out_and_the_next_key_frame_is_whole(bridge: Bridge) -> None:
    rng, encoder = random.Random(10), Encoder(SIZE)
    scene = np.tile(np.arange(SIZE.width, dtype=np.uint8) // 2 + 40, (SIZE.height, 1))
    with Phone(bridge.offer().urls[0]) as phone:
        paired(bridge, phone)
        phone.stream(SIZE)
        for number in range(ROUNDS):
            data = encoder.encode(np.roll(scene, number, 1), key=number % 5 == 0)
            damaged = damage(data, rng) if number % 3 else data
            phone.show(b"\0\0\0\1" + damaged, key=number % 5 == 0)
        until(lambda: (now := bridge.snapshot().phone) and now.received == ROUNDS, 30)
        figures = bridge.snapshot().phone
        assert figures is not None
        assert figures.errors > 20
        assert figures.lost == 0
        bridge.slot.arm()
        phone.show(encoder.encode(scene, key=True), key=True)
        shown = bridge.slot.take(5)
        assert shown is not None
        luma = shown.video.to_ndarray()[: SIZE.height]
        assert np.abs(luma.astype(int) - scene).mean() < 3


def test_pictures_of_another_kind_are_left_out(bridge: Bridge) -> None:
    """Neither rubbish, nor a picture beyond the limit, nor a key frame without its parameters is shown."""
    rng, encoder = random.Random(11), Encoder(SIZE)
    encoder.encode(50)
    inner = encoder.encode(50)
    with Phone(bridge.offer().urls[0]) as phone:
        paired(bridge, phone)
        phone.stream(SIZE)
        for data in (b"\0\0\1" + rng.randbytes(5000), b"\0\0\0\1\x67", b"\0\0\1\x65\x88", inner):
            phone.show(data, key=True)
        phone.show(Encoder(FrameSize(4112, 64)).encode(50, key=True), key=True)
        until(lambda: (now := bridge.snapshot().phone) and now.received == 5)
        assert not in_picture(bridge)
        phone.show(Encoder(SIZE).encode(50, key=True), key=True)
        assert bridge.slot.take(5) is not None


def test_an_answer_to_no_ping_is_refused_and_a_late_one_is_not(
    bridge: Bridge, warnings: Callable[[], list[str]]
) -> None:
    with Phone(bridge.offer().urls[0]) as phone:
        paired(bridge, phone)
        ping = phone.wait("ping")
        phone.say("pong", id=ping["id"], clock_us=0)
        phone.say("pong", id=ping["id"], clock_us=0)
        phone.wait("ping")
        phone.say("pong", id=10_000, clock_us=0)
        assert phone.wait_closed() == 4003
    assert len(warnings()) == 1


# --------------------------------------------------------------------------- who keeps others waiting


def drip(connection: socket.socket, data: bytes, every_s: float = 0.1) -> None:
    """Send a byte at a time, until the other side has had enough."""
    connection.settimeout(every_s)
    for at in range(len(data)):
        try:
            connection.send(data[at : at + 1])
            if connection.recv(1000) == b"":
                return
        except TimeoutError:
            continue
        except OSError:
            return
    pytest.fail("it was listened to until the end")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (server, "REQUEST_S"),
        (server, "TRANSFER_S"),
        (listener, "HANDSHAKE_S"),
        (session, "HELLO_S"),
    ):
        monkeypatch.setattr(module, name, 0.5)


@pytest.mark.parametrize("secure", [False, True], ids=["http", "tls"])
def test_who_speaks_slowly_is_not_waited_for(impatient: None, bridge: Bridge, secure: bool) -> None:
    address = (LAN_ADDRESS, bridge.port) if secure else ("127.0.0.1", bridge.port + 1)
    with closing(socket.create_connection(address, 10)) as connection:
        drip(
            connection, (b"\x16\3\1\2\0" + bytes(500)) if secure else (b"GET / HTTP/1.1\r\nX: " + b"y" * 500)
        )
    with closing(socket.create_connection(address, 10)) as connection:
        assert connection.recv(100) == b"", "nor for one who says nothing"


def test_nor_for_a_second_request(impatient: None, bridge: Bridge) -> None:
    with closing(socket.create_connection(("127.0.0.1", bridge.port + 1), 10)) as connection:
        connection.sendall(f"GET /none HTTP/1.1\r\nHost: localhost:{bridge.port + 1}\r\n\r\n".encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 404")
        drip(connection, b"GET / HTTP/1.1\r\nX: " + b"y" * 500)


def test_nor_for_a_hello(impatient: None, bridge: Bridge, warnings: Callable[[], list[str]]) -> None:
    with Phone(bridge.offer().urls[0]) as phone:
        assert phone.wait_closed() == 4003
    assert warnings() == [f"{HERE} was turned away: no hello"]


def test_who_does_not_read_is_not_waited_for(
    impatient: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    warnings: Callable[[], list[str]],
    request: pytest.FixtureRequest,
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "large.bin").write_bytes(bytes(30_000_000))
    monkeypatch.setattr(server, "WEB", tmp_path / "site")
    bridge: Bridge = request.getfixturevalue("bridge")
    with closing(socket.create_connection(("127.0.0.1", bridge.port + 1), 10)) as connection:
        connection.sendall(f"GET /large.bin HTTP/1.1\r\nHost: localhost:{bridge.port + 1}\r\n\r\n".encode())
        until(lambda: bridge.snapshot().attempt)
        assert len(read_all(connection)) < 30_000_000
    assert warnings() == [f"{HERE} was turned away: it did not read what it asked for"]


def test_one_computer_cannot_take_all_connections(bridge: Bridge, warnings: Callable[[], list[str]]) -> None:
    """Not even with handshakes that it only begins."""
    offer = bridge.offer()
    crowd = [
        socket.create_connection((LAN_ADDRESS, bridge.port), 5, source_address=(OTHER_ADDRESS, 0))
        for _ in range(listener.MOST_OF_ONE + 8)
    ]
    assert [each.recv(1) for each in crowd[-8:]] == [b""] * 8
    with Phone(offer.urls[0]) as phone:
        phone.hello(token=offer.token)
    for each in crowd:
        each.close()
    assert warnings() == [f"{OTHER_ADDRESS} was turned away: too many connections"]

    def comes_in_again() -> bool:
        with closing(
            socket.create_connection((LAN_ADDRESS, bridge.port), 5, source_address=(OTHER_ADDRESS, 0))
        ) as connection:
            connection.settimeout(0.2)
            try:
                return connection.recv(1) != b""
            except TimeoutError:
                return True

    until(comes_in_again)


# --------------------------------------------------------------------------- what is served, and how


def test_beyond_this_computer_there_is_no_plain_http(bridge: Bridge) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((LAN_ADDRESS, bridge.port + 1), 5)
    with closing(socket.create_connection((LAN_ADDRESS, bridge.port), 5)) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {LAN_ADDRESS}:{bridge.port}\r\n\r\n".encode())
        assert b"HTTP" not in read_all(connection)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize(
    ("version", "welcome"),
    [
        (ssl.TLSVersion.TLSv1, False),
        (ssl.TLSVersion.TLSv1_1, False),
        (ssl.TLSVersion.TLSv1_2, True),
        (ssl.TLSVersion.TLSv1_3, True),
    ],
)
def test_tls_is_1_2_or_newer(bridge: Bridge, version: ssl.TLSVersion, welcome: bool) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = version
    context.set_ciphers("ALL:@SECLEVEL=0")
    with closing(socket.create_connection((LAN_ADDRESS, bridge.port), 5)) as connection:
        if welcome:
            with context.wrap_socket(connection) as secure:
                assert secure.version() == version.name.replace("_", ".")
        else:
            with pytest.raises((ssl.SSLError, ConnectionError)) as caught:
                context.wrap_socket(connection)
            assert "NO_PROTOCOLS_AVAILABLE" not in str(caught.value), "this side did try"


def test_the_private_key_is_its_owners(bridge: Bridge, tmp_path: Path) -> None:
    assert bridge.running
    assert (tmp_path / "bridge" / LEAF_KEY).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("request_line", ["GET /", "GET /none", "HEAD /", "POST /", "GET /whip"])
def test_every_answer_has_a_strict_policy(bridge: Bridge, request_line: str) -> None:
    head = ask(bridge, request_line).partition(b"\r\n\r\n")[0].decode()
    headers = {
        name.lower(): value for name, _, value in (line.partition(": ") for line in head.split("\r\n"))
    }
    policy = dict(each.strip().split(" ", 1) for each in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["style-src"] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert "*" not in headers["content-security-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=(self)" in headers["permissions-policy"]
    assert headers["server"] == "LowLight Cam", "no versions"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/../server.py",
        "/..%2fserver.py",
        "/%2e%2e/server.py",
        "/app/..%2f..%2fserver.py",
        "/app/../../server.py",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/..%5cserver.py",
        "/app",
        "/app/",
        "/index.html%00",
        "/%00",
        "/%ff",
        "/" + "a" * 5000,
        "/index.html/",
        "/server.py",
    ],
)
def test_nothing_else_is_served(bridge: Bridge, path: str) -> None:
    answer = ask(bridge, f"GET {path}")
    assert status(answer) == 404
    assert b"import" not in answer


def test_requests_that_are_none_are_refused(
    impatient: None, bridge: Bridge, warnings: Callable[[], list[str]]
) -> None:
    rng = random.Random(12)
    host = f"localhost:{bridge.port + 1}"
    good = f"GET /app/main.js HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    assert status(ask(bridge, good)) == 200
    answers = set()
    for _ in range(150):
        answers.add(status(ask(bridge, damage(good[:-4], rng) + b"\r\n\r\n") or b"- 0"))
    assert {200, 400, 421} <= answers
    assert not {each for each in answers if each >= 500}
    assert status(ask(bridge, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000 + b"\r\n")) == 400
    said = warnings()
    assert len(said) == len(set(said)) <= 4, said


@pytest.mark.parametrize(
    ("headers", "logged"),
    [
        ("", 0),
        ("Authorization: Basic eA==\r\n", 0),
        ("Authorization: Bearer \r\n", 0),
        ("Authorization: Bearer x\r\n", 1),
        ("Authorization: Bearer \xff\xfe\r\n", 1),
    ],
)
def test_whip_needs_a_key(
    bridge: Bridge, headers: str, logged: int, warnings: Callable[[], list[str]]
) -> None:
    request = (
        f"POST /whip HTTP/1.1\r\nHost: localhost:{bridge.port + 1}\r\nConnection: close\r\n"
        f"Content-Type: application/sdp\r\nContent-Length: 0\r\n{headers}\r\n"
    ).encode("latin-1")
    for _ in range(2):
        assert status(ask(bridge, request)) == 401
    assert len(warnings()) == logged


def test_the_authority_is_there_once_it_is_made(bridge: Bridge, tmp_path: Path) -> None:
    assert status(ask(bridge, "GET /ca.crt")) == 404
    made = make_authority(tmp_path / "bridge")
    answer = ask(bridge, "GET /ca.crt")
    assert answer.endswith(made.read_bytes())
    assert b"application/x-x509-ca-cert" in answer
    assert b"PRIVATE" not in answer


def test_after_all_of_it_nothing_listens(bridge: Bridge) -> None:
    bridge.stop()
    for address in ((LAN_ADDRESS, bridge.port), ("127.0.0.1", bridge.port + 1)):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address, 5)


def test_who_leaves_while_it_is_answered_is_no_fault(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is closed while it loads; with a traceback each the log would be full of them."""
    left = threading.Event()

    async def write_eof(_response: web.Response, _data: bytes = b"") -> None:
        left.set()
        raise ClientConnectionResetError("Cannot write to closing transport")

    monkeypatch.setattr(web.Response, "write_eof", write_eof)
    request = f"GET /style.css HTTP/1.1\r\nHost: localhost:{bridge.port + 1}\r\n\r\n".encode()
    with closing(socket.create_connection(("127.0.0.1", bridge.port + 1), 10)) as connection:
        connection.sendall(request)
        assert left.wait(10)
