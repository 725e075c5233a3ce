"""Which phones may send pictures: a one-time token in a QR code, then a secret that the phone keeps.

Only the SHA-256 of a secret is on this disk. Both are compared in constant time, and who tries often is not
listened to for a while.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from vcam.core.errors import PairingRejected
from vcam.system.files import write_whole

log = logging.getLogger(__name__)

TOKEN_BYTES, SECRET_BYTES, ID_BYTES = 16, 32, 8
TOKEN_LIFE_S = 600.0
TRIES, TRIES_S = 5, 60.0
FILE = "phones.json"
WHIP_ID = "whip"
MOST_PHONES = 64

Phones = Mapping[str, "PairedPhone"]


class TooManyTries(PairingRejected):
    """An address is not listened to for a while, whatever it says."""


@dataclass(frozen=True, slots=True)
class PairedPhone:
    """A phone that may come back. Times are seconds since 1970."""

    id: str
    name: str
    secret_sha256: str
    paired_at: float
    last_seen: float


class Pairing:
    """Tokens, secrets and the phones that have one. One thread changes them; any may look.

    Parameters
    ----------
    folder
        Where the phones are kept. A file that cannot be read is set aside, and nobody is paired then.
    clock
        Seconds, for the life of tokens and for tries.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = folder / FILE
        self._clock = clock
        self._token = b""
        self._token_ends_s = 0.0
        self._failures: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=TRIES))
        # replaced, never changed, so that other threads may look
        self._phones: Phones = {phone.id: phone for phone in self._load()}

    @property
    def phones(self) -> tuple[PairedPhone, ...]:
        """All that are paired, the newest first; not what OBS and its like use."""
        people = (phone for phone in self._phones.values() if phone.id != WHIP_ID)
        return tuple(sorted(people, key=lambda phone: -phone.last_seen))

    @property
    def offered(self) -> bool:
        """A token waits for its phone."""
        return bool(self._token) and self._clock() < self._token_ends_s

    def offer(self) -> str:
        """Make a token; the former one is worth nothing from now on."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._token, self._token_ends_s = token.encode(), self._clock() + TOKEN_LIFE_S
        return token

    def withdraw(self) -> None:
        """Let no token count."""
        self._token = b""

    def pair(self, token: str, name: str, address: str) -> tuple[PairedPhone, str]:
        """Use the token up and return the phone and its secret; PairingRejected if it is not the one."""
        self._check_tries(address)
        valid = self.offered and hmac.compare_digest(in_bytes(token), self._token)
        if not valid:
            self._fail(address)
            raise PairingRejected(
                "the code is not valid (any more)", hint="Show a new code on the computer and scan that."
            )
        self.withdraw()
        secret = secrets.token_urlsafe(SECRET_BYTES)
        phone = self._add(secrets.token_hex(ID_BYTES), name, secret)
        return phone, secret

    def recognise(self, phone_id: str, secret: str, name: str, address: str) -> PairedPhone:
        """Return the phone that comes back; PairingRejected if it is not (any more) known."""
        if phone_id == WHIP_ID:  # is no phone, and has a key of its own
            phone_id = ""
        return self._recognise(phone_id, secret, name, address)

    def _recognise(self, phone_id: str, secret: str, name: str, address: str) -> PairedPhone:
        self._check_tries(address)
        phone = self._phones.get(phone_id)
        # compared in any case: how long it takes tells nothing
        expected = phone.secret_sha256 if phone else hashlib.sha256().hexdigest()
        if not hmac.compare_digest(_hash(secret), expected) or phone is None:
            self._fail(address)
            raise PairingRejected(
                "this computer does not know the phone (any more)",
                hint="Pair it again: show a code on the computer and scan it.",
            )
        phone = replace(phone, name=name, last_seen=time.time())
        self._keep({**self._phones, phone.id: phone})
        return phone

    def forget(self, phone_id: str) -> bool:
        """Let the phone come back no more; False if it is not known."""
        known = phone_id in self._phones
        if known:
            self._keep({each: phone for each, phone in self._phones.items() if each != phone_id})
        return known

    def whip_key(self) -> str:
        """Make the key with which OBS and its like may send; the former one is worth nothing then."""
        secret = secrets.token_urlsafe(TOKEN_BYTES)
        self._add(WHIP_ID, "WHIP", secret)
        return secret

    def knows_whip_key(self, key: str, address: str) -> bool:
        """Tell whether this is that key."""
        try:
            self._recognise(WHIP_ID, key, "WHIP", address)
        except PairingRejected:
            return False
        return True

    def _add(self, phone_id: str, name: str, secret: str) -> PairedPhone:
        phone = PairedPhone(phone_id, name, _hash(secret), time.time(), time.time())
        self._keep({**self._phones, phone_id: phone})
        for oldest in self.phones[MOST_PHONES:]:
            self.forget(oldest.id)
        return phone

    def _check_tries(self, address: str) -> None:
        tries = self._failures[address]
        if len(tries) == TRIES and self._clock() - tries[0] < TRIES_S:
            raise TooManyTries("too many wrong codes", hint="Wait a minute, then scan a new code.")

    def _fail(self, address: str) -> None:
        self._failures[address].append(self._clock())

    def _load(self) -> Iterable[PairedPhone]:
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return [PairedPhone(**row) for row in _checked(rows)]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, RecursionError) as exc:
            aside = self._path.with_suffix(".damaged")
            log.warning("%s cannot be read (%s): set aside, phones have to be paired again", FILE, exc)
            try:
                self._path.replace(aside)
            except OSError as again:
                log.warning("%s: %s", aside.name, again.strerror)
            return []

    def _keep(self, phones: Phones) -> None:
        self._phones = phones
        rows = [asdict(phone) for phone in phones.values()]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(rows, indent=1).encode(), mode=0o600)
        except OSError as exc:
            log.warning("paired phones cannot be kept: %s", exc)


def _checked(rows: object) -> list[dict[str, Any]]:
    kinds = {
        "id": str,
        "name": str,
        "secret_sha256": str,
        "paired_at": (int, float),
        "last_seen": (int, float),
    }
    if not isinstance(rows, list):
        raise TypeError("not a list of phones")
    for row in rows:
        if not isinstance(row, dict) or row.keys() != kinds.keys():
            raise ValueError("not a phone")
        if not all(isinstance(row[name], kind) for name, kind in kinds.items()):  # type: ignore[arg-type]
            raise ValueError("not a phone")
    return rows


def in_bytes(secret: str) -> bytes:
    """What somebody sent, to be compared; it may be no proper text."""
    return secret.encode("utf-8", "surrogatepass")


def _hash(secret: str) -> str:
    return hashlib.sha256(in_bytes(secret)).hexdigest()
