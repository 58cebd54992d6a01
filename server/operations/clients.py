"""Who a client is: addresses, networks, and what of them counts as one."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from server.errors import AddressError

Network = IPv4Network | IPv6Network

_ONE_SITE = 64
"""Length of the prefix within which IPv6 addresses are one client: a site has 2^64 of them."""


@lru_cache(maxsize=4096)
def share_of(host: str) -> str:
    """What counts as one client: an IPv4 address, or the network of an IPv6 one."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address.packed[: _ONE_SITE // 8] + bytes(8), _ONE_SITE)))


def is_within(host: str, networks: Iterable[Network]) -> bool:
    """Whether an address is in one of some networks."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return any(address in network for network in networks)


def read_networks(text: str) -> tuple[Network, ...]:
    """Networks from a list with commas: ``127.0.0.1,10.0.0.0/8``.

    Raises:
        AddressError: one is none.
    """
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise AddressError(f"{error}: give addresses or networks like 10.0.0.0/8") from error
