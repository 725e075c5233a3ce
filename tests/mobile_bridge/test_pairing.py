"""A code is good once and for a while, a secret until it is forgotten, and guessing gets nobody anywhere."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from mobile_bridge.pairing import FILE, MOST_PHONES, TOKEN_LIFE_S, TRIES, TRIES_S, Pairing, TooManyTries
from vcam.core.errors import PairingRejected

HERE, THERE = "192.168.1.7", "192.168.1.8"


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pairing(tmp_path: Path, clock: Clock) -> Pairing:
    return Pairing(tmp_path, clock)


def test_a_code_pairs_one_phone(pairing: Pairing) -> None:
    token = pairing.offer()
    assert len(token) >= 22, "128 bits in base64url"
    phone, secret = pairing.pair(token, "Pixel 8", HERE)
    assert len(secret) >= 43, "256 bits in base64url"
    assert pairing.phones == (phone,)
    with pytest.raises(PairingRejected):
        pairing.pair(token, "Replay", THERE)
    assert pairing.recognise(phone.id, secret, "Pixel 8", HERE).id == phone.id


@pytest.mark.parametrize("wrong", ["", "x", "ü", "\udc80", "A" * 22])
def test_another_code_does_not(pairing: Pairing, wrong: str) -> None:
    pairing.offer()
    with pytest.raises(PairingRejected) as caught:
        pairing.pair(wrong, "x", HERE)
    assert caught.value.hint
    assert not pairing.phones
    assert pairing.offered, "a wrong code does not use the right one up"


def test_without_an_offer_no_code_counts_not_even_none(pairing: Pairing) -> None:
    with pytest.raises(PairingRejected):
        pairing.pair("", "x", HERE)
    token = pairing.offer()
    pairing.withdraw()
    with pytest.raises(PairingRejected):
        pairing.pair(token, "x", HERE)


def test_a_code_ends_and_a_new_one_ends_the_former(pairing: Pairing, clock: Clock) -> None:
    token = pairing.offer()
    clock.now_s += TOKEN_LIFE_S
    assert not pairing.offered
    with pytest.raises(PairingRejected):
        pairing.pair(token, "x", HERE)
    former, newer = pairing.offer(), pairing.offer()
    with pytest.raises(PairingRejected):
        pairing.pair(former, "x", HERE)
    pairing.pair(newer, "x", HERE)


def test_who_guesses_is_not_listened_to_for_a_minute(pairing: Pairing, clock: Clock) -> None:
    token = pairing.offer()
    for _ in range(TRIES):
        with pytest.raises(PairingRejected):
            pairing.pair("guess", "x", HERE)
    with pytest.raises(TooManyTries):
        pairing.pair(token, "x", HERE)
    with pytest.raises(TooManyTries):
        pairing.recognise("phone", "secret", "x", HERE)
    clock.now_s += TRIES_S
    pairing.pair(token, "x", HERE)


def test_others_are_listened_to_meanwhile(pairing: Pairing) -> None:
    token = pairing.offer()
    for _ in range(TRIES):
        with pytest.raises(PairingRejected):
            pairing.pair("guess", "x", HERE)
    pairing.pair(token, "x", THERE)


def test_a_forgotten_phone_is_unknown(pairing: Pairing) -> None:
    phone, secret = pairing.pair(pairing.offer(), "x", HERE)
    assert pairing.forget(phone.id)
    assert not pairing.forget(phone.id)
    with pytest.raises(PairingRejected):
        pairing.recognise(phone.id, secret, "x", HERE)


def test_phones_survive_a_restart_and_only_their_owner_reads_the_file(
    pairing: Pairing, tmp_path: Path, clock: Clock
) -> None:
    phone, secret = pairing.pair(pairing.offer(), "Pixel 8", HERE)
    content = (tmp_path / FILE).read_text()
    assert secret not in content
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    again = Pairing(tmp_path, clock)
    assert again.recognise(phone.id, secret, "Renamed", HERE).name == "Renamed"
    assert Pairing(tmp_path, clock).phones[0].name == "Renamed"
    assert not again.offered, "a code does not survive"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"{}",
        b"[3]",
        b'[{"id": 1}]',
        b"[" * 100_000,
        json.dumps(
            [{"id": 1, "name": "x", "secret_sha256": "", "paired_at": 0, "last_seen": 0}],
        ).encode(),
    ],
    ids=range(8),
)
def test_a_damaged_file_is_set_aside(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_bytes(content)
    pairing = Pairing(tmp_path)
    assert pairing.phones == ()
    assert "set aside" in caplog.text
    caplog.clear()
    assert (tmp_path / FILE).with_suffix(".damaged").read_bytes() == content
    pairing.pair(pairing.offer(), "x", HERE)
    assert len(Pairing(tmp_path).phones) == 1


def test_a_file_that_cannot_be_written_is_said_and_the_phone_is_paired(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "file"
    folder.write_text("no folder")
    pairing = Pairing(folder)
    caplog.clear()
    pairing.pair(pairing.offer(), "x", HERE)
    assert "cannot be kept" in caplog.text
    caplog.clear()
    assert len(pairing.phones) == 1


def test_the_phones_not_seen_for_longest_make_room(pairing: Pairing) -> None:
    ids = [pairing.pair(pairing.offer(), str(number), HERE)[0].id for number in range(MOST_PHONES + 2)]
    assert {phone.id for phone in pairing.phones} == set(ids[2:])


def test_a_whip_key_is_for_whip_only(pairing: Pairing) -> None:
    former = pairing.whip_key()
    key = pairing.whip_key()
    assert not pairing.phones
    assert pairing.knows_whip_key(key, HERE)
    assert not pairing.knows_whip_key(former, HERE)
    with pytest.raises(PairingRejected):
        pairing.recognise("whip", key, "x", HERE)
    assert pairing.forget("whip")
    assert not pairing.knows_whip_key(key, HERE)
