"""Signs the package: with the release key if the environment names one, else with this computer's own."""

from __future__ import annotations

import os
from pathlib import Path

from mobile_bridge.android.apk.compiling import call
from mobile_bridge.android.apk.npm import cache

KEYSTORE, PASSWORD, ALIAS = "LOWLIGHT_CAM_KEYSTORE", "LOWLIGHT_CAM_KEYSTORE_PASSWORD", "LOWLIGHT_CAM_KEY"
"""Environment variables: a PKCS #12 file, its password, and the name of the key in it."""
_DEBUG = "debug"
_DEBUG_PASSWORD = "android"  # noqa: S105 - guards nothing: the file is readable by its owner alone


def sign(aligned: Path, out: Path) -> None:
    """Write the signed package to `out`: schemes 2 and 3, which every Android since 7.0 and 9 checks."""
    out.parent.mkdir(parents=True, exist_ok=True)
    call(
        *("apksigner", "sign", *_key(), "--out", out),
        *("--v1-signing-enabled", "false", "--v2-signing-enabled", "true", "--v3-signing-enabled", "true"),
        *("--v4-signing-enabled", "false", aligned),
    )


def _key() -> list[str | Path]:
    if store := os.environ.get(KEYSTORE):
        return ["--ks", store, "--ks-key-alias", os.environ[ALIAS], "--ks-pass", f"env:{PASSWORD}"]
    return ["--ks", debug_keystore(), "--ks-key-alias", _DEBUG, "--ks-pass", f"pass:{_DEBUG_PASSWORD}"]


def debug_keystore() -> Path:
    """Return this computer's own key, made when first asked for."""
    store = cache() / "debug.p12"
    if not store.exists():
        new = store.with_suffix(f".{os.getpid()}")
        call(
            *("keytool", "-genkeypair", "-keystore", new, "-storetype", "PKCS12"),
            *("-storepass", _DEBUG_PASSWORD, "-alias", _DEBUG, "-dname", "CN=LowLight Cam debug"),
            *("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "10000"),
        )
        new.chmod(0o600)
        new.rename(store)
    return store
