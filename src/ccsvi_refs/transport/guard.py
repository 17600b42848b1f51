"""Which addresses may be connected to: public ones over http and https, unless private ones are allowed.

A name is looked up once, every address found is judged, and the connection goes to the judged address itself, so that
a second answer of the name server cannot lead anywhere else. Every redirect hop opens its connection the same way.
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
Special-purpose networks: https://www.iana.org/assignments/iana-ipv4-special-registry/ and its IPv6 twin.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests.adapters
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from ccsvi_refs.errors import AddressRefused

SCHEMES = frozenset({"http", "https"})

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

#: What ``allow_private`` opens: loopback and the networks of a house. Link-local addresses stay shut: clouds answer
#: there with their credentials, and no page cites one.
_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1", "fc00::/7")
)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
#: NAT64 (RFC 6052, RFC 8215), and IPv4-compatible addresses (RFC 4291, 2.5.5.1): the last 32 bits are an IPv4 address.
_IPV4_AT_END = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
#: Not public, and missing in the tables of some Python releases: 6to4 relays (RFC 7526), documentation (RFC 9637).
_ALSO_SPECIAL = (ipaddress.ip_network("192.88.99.0/24"), ipaddress.ip_network("3fff::/20"))


def is_public(address: str | IPAddress) -> bool:
    """Return whether an address is public and unicast; IPv6 that carries an IPv4 address is as public as that one."""
    if isinstance(address, str):
        address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        carried = list(_carried(address))
        if carried:
            return all(is_public(inner) for inner in carried)
        if address not in _GLOBAL_UNICAST:
            return False
    if any(address in network for network in _ALSO_SPECIAL if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def is_allowed(address: str | IPAddress, *, allow_private: bool = False) -> bool:
    """Return whether an address may be connected to; ``allow_private`` opens loopback and private networks."""
    if is_public(address):
        return True
    plain = ipaddress.ip_address(str(address).partition("%")[0])
    plain = getattr(plain, "ipv4_mapped", None) or plain
    return allow_private and any(plain in network for network in _PRIVATE if network.version == plain.version)


def _carried(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address.sixtofour:
        yield address.sixtofour
    elif address.teredo:
        yield from address.teredo
    elif any(address in network for network in _IPV4_AT_END) or (int(address) >> 32) & 0xFFFFFFFF == 0x5EFE:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)  # 0:5efe is ISATAP, RFC 5214


def check_url(url: str, *, allow_private: bool = False) -> None:
    """Raise AddressRefused where the scheme, the form of the host or an address written in it rules a URL out."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"not a usable address: {error}", url) from None
    if parts.scheme.lower() not in SCHEMES:
        raise AddressRefused(f"only http and https are followed, not {parts.scheme or 'a bare path'}", url)
    if not host or port == 0:
        raise AddressRefused("the address names no host" if not host else "port 0 cannot be connected to", url)
    _check_literal(host, allow_private)


def check_address(address: str, host: str, *, allow_private: bool = False) -> None:
    """Raise AddressRefused where ``address``, which ``host`` stands for, may not be connected to."""
    if not is_allowed(address, allow_private=allow_private):
        shown = host if host == address else f"{host} ({address})"
        raise AddressRefused(f"{shown} is not a public address", host)


def resolve(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """Return the addresses of ``host`` that may be connected to, in the resolver's order.

    AddressRefused where it has only others, socket.gaierror where it has none.
    """
    _check_literal(host, allow_private)
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)]
    allowed = [address for address in dict.fromkeys(found) if is_allowed(address, allow_private=allow_private)]
    if found and not allowed:
        check_address(found[0], host, allow_private=allow_private)
    return allowed


class Adapter(requests.adapters.HTTPAdapter):
    """A requests transport that connects to public addresses only; mount it for ``http://`` and ``https://``.

    A proxy that the user configured is trusted and looks names up itself; addresses written in a URL are still judged.
    """

    def __init__(self, *, allow_private: bool = False, **options: Any) -> None:
        self._allow_private = allow_private
        super().__init__(**options)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Make the pools whose connections judge the address they go to."""
        self.poolmanager = pool_manager(
            allow_private=self._allow_private, num_pools=connections, maxsize=maxsize, block=block, **options
        )

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """Send a request after judging what its URL says of itself; requests calls this again for every redirect."""
        check_url(request.url or "", allow_private=self._allow_private)
        return super().send(request, *args, **options)


def pool_manager(*, allow_private: bool = False, **options: Any) -> urllib3.PoolManager:
    """Return a urllib3 pool manager whose connections go to allowed addresses only."""
    plain = type("_Connection", (_Guarded, HTTPConnection), {"allow_private": allow_private})
    secure = type("_SecureConnection", (_Guarded, HTTPSConnection), {"allow_private": allow_private})
    manager = urllib3.PoolManager(**options)
    manager.pool_classes_by_scheme = {
        "http": type("_Pool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("_SecurePool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }
    return manager


class _Guarded(HTTPConnection):
    allow_private = False

    def _new_conn(self) -> socket.socket:
        """Return a socket connected to the first allowed address that answers, with urllib3's own errors otherwise."""
        host, port = self._dns_host, self.port
        connect = partial(
            create_connection,
            timeout=self.timeout,
            source_address=self.source_address,
            socket_options=self.socket_options,
        )
        try:
            opened = _first(connect, resolve(host, port, allow_private=self.allow_private), port)
        except socket.gaierror as error:
            raise NameResolutionError(host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"connecting to {host} timed out") from error
        except OSError as error:
            raise NewConnectionError(self, f"connecting to {host} failed: {error}") from error
        sys.audit("http.client.connect", self, host, port)
        return opened


def _first(connect: Callable[[tuple[str, int]], socket.socket], addresses: list[str], port: int) -> socket.socket:
    failure: OSError = OSError("the name has no address")
    for address in addresses:
        try:
            return connect((address, port))
        except OSError as error:
            failure = error
    raise failure


def _check_literal(host: str, allow_private: bool) -> None:
    """Raise AddressRefused for a private address written as such, or any address in a notation meant to hide one."""
    bare = host.strip("[]").rstrip(".")
    try:
        address = str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        if not allow_private:
            _check_odd_notation(bare, host)
    else:
        check_address(address, host, allow_private=allow_private)


def _check_odd_notation(bare: str, host: str) -> None:
    # inet_aton reads decimal, octal, hexadecimal and short forms (0x7f.1), as the C library's look-up does.
    if bare and bare[-1] in "0123456789abcdefABCDEFxX" and bare.rsplit(".", 1)[-1][:1].isdigit():
        try:
            packed = socket.inet_aton(bare)
        except (OSError, UnicodeEncodeError):
            return
        raise AddressRefused(f"{host} is an unusual way to write {socket.inet_ntoa(packed)}", host)
