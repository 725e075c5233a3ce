"""The certificate is this installation's own, is kept, and vouches for nothing but local networks."""

from __future__ import annotations

import base64
import datetime as dt
import ssl
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from mobile_bridge import certificate
from mobile_bridge.certificate import (
    AUTHORITY,
    AUTHORITY_KEY,
    LEAF,
    LEAF_KEY,
    Identity,
    identity,
    make_authority,
)
from vcam.core.errors import BridgeError

HOSTS = ["192.168.1.5", "10.0.0.9", "my-computer.local"]


def leaf_in(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / LEAF).read_bytes())


def names_of(leaf: x509.Certificate) -> set[str]:
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(each.value) for each in names}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def shake_hands(server: Identity, trusted: Path, host: str) -> str:
    """A TLS handshake in memory, by a client that checks everything; its version, or SSLError."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    there = server.context().wrap_bio(to_server, to_client, server_side=True)
    context = ssl.create_default_context(cafile=str(trusted))
    here = context.wrap_bio(to_client, to_server, server_hostname=host)
    for _ in range(4):
        for side in (here, there):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return str(here.version())


def test_it_is_p256_and_for_the_hosts_that_phones_use(tmp_path: Path) -> None:
    made = identity(tmp_path, HOSTS)
    leaf = leaf_in(tmp_path)
    key = leaf.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    assert names_of(leaf) == {*HOSTS, "localhost", "127.0.0.1"}
    assert leaf.not_valid_after_utc - dt.datetime.now(dt.UTC) <= dt.timedelta(days=390)
    assert made.fingerprint_words.replace(":", "").lower() == made.fingerprint
    assert len(made.fingerprint) == 64
    assert base64.urlsafe_b64decode(made.pin + "=").hex() == made.fingerprint


def test_its_key_is_its_owners_alone(tmp_path: Path) -> None:
    identity(tmp_path, HOSTS)
    make_authority(tmp_path)
    assert (mode(tmp_path / LEAF_KEY), mode(tmp_path / AUTHORITY_KEY)) == (0o600, 0o600)


def test_it_is_kept_also_in_another_network(tmp_path: Path) -> None:
    first = identity(tmp_path, HOSTS)
    assert identity(tmp_path, HOSTS) == first
    assert identity(tmp_path, ["172.16.0.3"]) == first, "the browser's exception counts for it"


def test_a_key_that_others_could_read_is_closed_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = identity(tmp_path, HOSTS)
    (tmp_path / LEAF_KEY).chmod(0o644)
    assert identity(tmp_path, HOSTS) == first
    assert mode(tmp_path / LEAF_KEY) == 0o600
    assert "could be read by others" in caplog.text
    caplog.clear()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def rubbish(path: Path) -> None:
    path.write_bytes(b"\xff\0rubbish")


@pytest.mark.parametrize("harm", [cut, rubbish])
@pytest.mark.parametrize("name", [LEAF, LEAF_KEY])
def test_a_damaged_one_is_set_aside_and_made_anew(
    tmp_path: Path, harm: Callable[[Path], None], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    first = identity(tmp_path, HOSTS)
    harm(tmp_path / name)
    second = identity(tmp_path, HOSTS)
    assert second.fingerprint != first.fingerprint
    second.context()
    assert len(list(tmp_path.glob("*.damaged"))) == 2
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "set aside" in caplog.text
    caplog.clear()


def test_a_key_of_another_certificate_is_damage(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    identity(tmp_path / "other", HOSTS)
    first = identity(tmp_path, HOSTS)
    (tmp_path / LEAF_KEY).write_bytes((tmp_path / "other" / LEAF_KEY).read_bytes())
    assert identity(tmp_path, HOSTS).fingerprint != first.fingerprint
    assert "set aside" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("name", [LEAF, LEAF_KEY])
def test_a_missing_file_is_made_anew(tmp_path: Path, name: str) -> None:
    first = identity(tmp_path, HOSTS)
    (tmp_path / name).unlink()
    second = identity(tmp_path, HOSTS)
    assert second.fingerprint != first.fingerprint
    second.context()


def test_it_is_made_anew_before_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(certificate, "LEAF_DAYS", certificate.RENEW_DAYS - 1)
        old = identity(tmp_path, HOSTS)
    key = leaf_in(tmp_path).public_key()
    new = identity(tmp_path, HOSTS)
    assert new.fingerprint != old.fingerprint
    assert leaf_in(tmp_path).public_key() == key, "by it the app knows that it is the same computer"
    assert identity(tmp_path, HOSTS) == new


def test_a_folder_that_cannot_be_written_is_said_with_a_fix(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for make in (lambda folder: identity(folder, HOSTS), make_authority):
        with pytest.raises(BridgeError) as caught:
            make(tmp_path / "file" / "bridge")
        assert "permissions" in caught.value.hint


def test_who_trusts_the_authority_gets_no_warning(tmp_path: Path) -> None:
    trusted = make_authority(tmp_path)
    made = identity(tmp_path, HOSTS)
    for host in (*HOSTS, "localhost", "127.0.0.1"):
        assert shake_hands(made, trusted, host) == "TLSv1.3"
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        shake_hands(made, trusted, "192.168.1.6")


def test_without_the_authority_nobody_is_told_to_trust_it(tmp_path: Path) -> None:
    made = identity(tmp_path / "own", HOSTS)
    trusted = make_authority(tmp_path / "other")
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(made, trusted, HOSTS[0])


@pytest.mark.parametrize("host", ["example.com", "8.8.8.8", "local.example.com", "192.169.0.1", "notlocal"])
def test_the_authority_is_trusted_for_nothing_else(tmp_path: Path, host: str) -> None:
    trusted = make_authority(tmp_path)
    made = identity(tmp_path, [*HOSTS, host])
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        shake_hands(made, trusted, host)


def test_the_authority_signs_no_other_authority(tmp_path: Path) -> None:
    about = x509.load_pem_x509_certificate(make_authority(tmp_path).read_bytes()).extensions
    constraints = about.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert (constraints.value.ca, constraints.value.path_length) == (True, 0)
    assert about.get_extension_for_class(x509.NameConstraints).critical


def test_under_an_authority_a_new_host_gets_a_new_certificate(tmp_path: Path) -> None:
    first = identity(tmp_path, HOSTS)
    trusted = make_authority(tmp_path)
    assert make_authority(tmp_path) == trusted
    signed = identity(tmp_path, HOSTS)
    assert signed.fingerprint != first.fingerprint
    assert identity(tmp_path, HOSTS[:1]) == signed
    moved = identity(tmp_path, [*HOSTS, "172.16.0.3"])
    assert moved.fingerprint != signed.fingerprint
    assert shake_hands(moved, trusted, "172.16.0.3")


def test_a_new_authority_signs_anew(tmp_path: Path) -> None:
    make_authority(tmp_path)
    first = identity(tmp_path, HOSTS)
    (tmp_path / AUTHORITY).unlink()
    trusted = make_authority(tmp_path)
    second = identity(tmp_path, HOSTS)
    assert second.fingerprint != first.fingerprint
    assert shake_hands(second, trusted, HOSTS[0])


def test_an_authority_that_ends_soon_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(certificate, "AUTHORITY_DAYS", certificate.LEAF_DAYS - 1)
        old = make_authority(tmp_path).read_bytes()
    assert make_authority(tmp_path).read_bytes() != old


def test_tls_is_1_2_or_newer(tmp_path: Path) -> None:
    assert identity(tmp_path, HOSTS).context().minimum_version is ssl.TLSVersion.TLSv1_2
