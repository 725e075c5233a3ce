"""Where phones of the same network can reach this computer."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

LAN = [
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10")
]
"""Private use (RFC 1918), link-local (RFC 3927), and shared (RFC 6598), which overlay networks have."""

OF_PROGRAMS = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "lxc", "podman", "cni", "flannel")
"""Networks between programs of this computer: no phone is there."""


def lan_addresses() -> Sequence[str]:
    """IPv4 addresses of this computer in local networks; those of a home or office network first."""
    import ifaddr  # noqa: PLC0415 - only while phones may come

    found = [
        str(address.ip)
        for adapter in ifaddr.get_adapters()
        if not adapter.name.startswith(OF_PROGRAMS)
        for address in adapter.ips
        if address.is_IPv4 and is_lan(str(address.ip))
    ]
    return sorted(set(found), key=_rank)


def is_lan(address: str) -> bool:
    """Tell whether this is an IPv4 address of a local network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in LAN)


def _rank(address: str) -> tuple[int, str]:
    first = ("192.168.", "10.", "172.", "100.", "169.254.")
    return next(index for index, start in enumerate(first) if address.startswith(start)), address
