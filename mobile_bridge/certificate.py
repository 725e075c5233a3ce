"""The certificate of this installation, and the local authority for people who want no browser warning.

Phones reach this computer by an address, for which no public authority vouches. The certificate is therefore
this installation's own: P-256, kept, so that the browser's "proceed" lasts, and known by its fingerprint,
which the QR code carries. A new one has the key of the one before, by which the app knows this computer. A
local authority may sign it instead. That one is constrained by name (RFC 5280, 4.2.1.10) to local networks: a
phone that trusts it trusts nobody else by it.
"""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import logging
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mobile_bridge.addresses import LAN
from vcam.core.errors import BridgeError
from vcam.system.files import write_whole

log = logging.getLogger(__name__)

LEAF, LEAF_KEY = "certificate.pem", "certificate.key"
AUTHORITY, AUTHORITY_KEY = "authority.pem", "authority.key"
LEAF_DAYS = 390  # Apple refuses more than 398
AUTHORITY_DAYS = 3650
RENEW_DAYS = 30
ONLY_OWNER = 0o600
FOR_ALL = 0o644

_Name = x509.DNSName | x509.IPAddress


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate and its key, as files."""

    certificate: Path
    key: Path
    fingerprint: str
    """SHA-256 of the certificate: 64 hexadecimal digits."""

    @property
    def fingerprint_words(self) -> str:
        """The fingerprint as browsers show it: pairs with colons."""
        digits = self.fingerprint.upper()
        return ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))

    @property
    def pin(self) -> str:
        """The fingerprint as addresses carry it: base64url without padding, 43 characters."""
        return base64.urlsafe_b64encode(bytes.fromhex(self.fingerprint)).decode().rstrip("=")

    def context(self) -> ssl.SSLContext:
        """What a server needs: TLS 1.2 and newer."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate, self.key)
        return context


def identity(folder: Path, hosts: Sequence[str]) -> Identity:
    """Return this installation's certificate, made anew where it is missing, damaged, old, or lacks a host.

    With a local authority in the folder that one signs it, else it signs itself: then it lasts for other
    hosts too, for nobody checks them who has accepted the fingerprint. A new one has the key of the one
    before, unless that is lost.

    Parameters
    ----------
    hosts
        Addresses and names that phones use.

    Raises
    ------
    BridgeError
        If it can be neither read nor written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        leaf, signed = _load(folder, LEAF, LEAF_KEY), _authority(folder)
        if (
            leaf is None
            or not _lasts(leaf[0], RENEW_DAYS)
            or (signed is not None and not _fits(leaf[0], signed[0], hosts))
        ):
            key = leaf[1] if leaf is not None else ec.generate_private_key(ec.SECP256R1())
            leaf = _sign_leaf(key, hosts, signed), key
            _store(folder, LEAF, LEAF_KEY, *leaf)
    except OSError as exc:
        raise _cannot_be_kept(folder, exc) from exc
    return Identity(folder / LEAF, folder / LEAF_KEY, leaf[0].fingerprint(hashes.SHA256()).hex())


def _cannot_be_kept(folder: Path, exc: OSError) -> BridgeError:
    return BridgeError(
        f"the certificate cannot be kept: {exc.strerror}", hint=f"Check the permissions of {folder}."
    )


def make_authority(folder: Path) -> Path:
    """Return the certificate of the local authority, made if it is not there; phones are to trust it.

    The next `identity` is signed by it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _authority(folder) is None:
            key = ec.generate_private_key(ec.SECP256R1())
            _store(folder, AUTHORITY, AUTHORITY_KEY, _sign_authority(key), key)
    except OSError as exc:
        raise _cannot_be_kept(folder, exc) from exc
    return folder / AUTHORITY


def _authority(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None:
    """The local authority, while what it signs now lasts no longer than itself."""
    found = _load(folder, AUTHORITY, AUTHORITY_KEY)
    return found if found is not None and _lasts(found[0], LEAF_DAYS) else None


def _sign_authority(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = _named("LowLight Cam, this computer's authority")
    allowed: list[x509.GeneralName] = [x509.IPAddress(network) for network in LAN]
    allowed += [x509.IPAddress(ipaddress.ip_network("127.0.0.0/8")), x509.DNSName("local")]
    allowed += [x509.DNSName("localhost")]
    return (
        _begin(name, name, key, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .sign(key, hashes.SHA256())
    )


def _sign_leaf(
    key: ec.EllipticCurvePrivateKey,
    hosts: Sequence[str],
    authority: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None,
) -> x509.Certificate:
    name = _named("LowLight Cam")
    issuer, issuer_key = (authority[0].subject, authority[1]) if authority else (name, key)
    public = issuer_key.public_key()
    return (
        _begin(name, issuer, key, LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(host) for host in _all(hosts)]), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _begin(
    name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))  # phones whose clock is behind
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _key_usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _all(hosts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*hosts, "localhost", "127.0.0.1"]))


def _general(host: str) -> _Name:
    return x509.IPAddress(ipaddress.ip_address(host)) if _is_address(host) else x509.DNSName(host)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _lasts(certificate: x509.Certificate, days: int) -> bool:
    return certificate.not_valid_after_utc > dt.datetime.now(dt.UTC) + dt.timedelta(days=days)


def _fits(leaf: x509.Certificate, authority: x509.Certificate, hosts: Sequence[str]) -> bool:
    """Tell whether the authority signed the certificate, and for all of the hosts."""
    try:
        leaf.verify_directly_issued_by(authority)
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    return all(_general(host) in names for host in hosts)


def _load(
    folder: Path, name: str, key_name: str
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None:
    """Read a certificate and its key; None where there is none, and a damaged one is set aside."""
    path, key_path = folder / name, folder / key_name
    if not (path.exists() and key_path.exists()):
        return None
    if key_path.stat().st_mode & 0o077 and os.name == "posix":
        log.warning("%s could be read by others; only its owner can now", key_name)
        key_path.chmod(ONLY_OWNER)
    pair = _parse(path.read_bytes(), key_path.read_bytes())
    if pair is None:
        log.warning("%s or its key is damaged: set aside, a new one is made", name)
        for each in (path, key_path):
            each.replace(each.with_suffix(each.suffix + ".damaged"))
        return None
    return pair


def _parse(pem: bytes, key_pem: bytes) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None:
    """None unless both can be read and belong together."""
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        key = serialization.load_pem_private_key(key_pem, None)
    except (ValueError, TypeError):
        return None
    if isinstance(key, ec.EllipticCurvePrivateKey) and certificate.public_key() == key.public_key():
        return certificate, key
    return None


def _store(
    folder: Path, name: str, key_name: str, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> None:
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    # the key first: a certificate without one is made anew
    write_whole(folder / key_name, key.private_bytes(pem, *plain), mode=ONLY_OWNER)
    write_whole(folder / name, certificate.public_bytes(pem), mode=FOR_ALL)
