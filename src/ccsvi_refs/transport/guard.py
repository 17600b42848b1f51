"""Which addresses may be connected to: public ones over http and https, unless private ones are allowed.

A name is looked up once, every address found is judged, and the connection goes to the judged address itself, so that
a second answer of the name server cannot lead anywhere else. Every redirect hop opens its connection the same way.
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import idna

from ccsvi_refs.errors import AddressRefused

SCHEMES = frozenset({"http", "https"})

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

#: What ``allow_private`` opens: loopback and the networks of a house. Link-local addresses stay shut: clouds answer
#: there with their credentials, and no page cites one.
_PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1", "fc00::/7")
)
#: What is not public, by the tables of November 2026: those of Python's releases differ from each other.
#: https://www.iana.org/assignments/iana-ipv4-special-registry/, with multicast (RFC 5771).
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
#: https://www.iana.org/assignments/iana-ipv6-special-registry/, as far as it lies within what is given out at all,
#: https://www.iana.org/assignments/ipv6-unicast-address-assignments/: 2000::/3.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_SPECIAL_6 = tuple(
    ipaddress.ip_network(network) for network in ("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20")
)
#: NAT64 (RFC 6052), and IPv4-compatible addresses (RFC 4291, 2.5.5.1): the last 32 bits are an IPv4 address.
_IPV4_AT_END = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))

#: Names that mean this machine or its own network, wherever they are looked up: RFC 6761, RFC 6762 with its appendix G,
#: RFC 7686, RFC 8375, RFC 9476, https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/,
#: https://www.icann.org/en/board-activities-and-meetings/materials/approved-resolutions-special-meeting-of-the-icann-board-29-07-2024-en
_OWN_NAMES = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|home\.arpa|lan|intranet|private|corp|home|svc|test|invalid|onion|alt)"
    r"|ip6-(?:localhost|loopback|allnodes|allrouters)"
)
#: What a host's name is written with; the percent signs and the like of other spellings are read by some and not by
#: others. https://url.spec.whatwg.org/#ends-in-a-number-checker: what ends in a number is an address or nothing.
_WRITTEN = re.compile(r"[\w-]+(?:\.[\w-]+)*", re.ASCII)
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0[xX][\da-fA-F]*)", re.ASCII)


#: What lifts a refusal, for whoever runs the program.
_LIFTED = "; CCSVI_REFS_ALLOW_PRIVATE=1 lets requests go there"


def is_public(address: str | IPAddress) -> bool:
    """Return whether an address is public and unicast; IPv6 that carries an IPv4 address is as public as that one."""
    if isinstance(address, str):
        address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _SPECIAL)
    carried = list(_carried(address))
    if carried:
        return all(is_public(inner) for inner in carried)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _SPECIAL_6)


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
    elif any(address in network for network in _IPV4_AT_END) or (int(address) >> 32) & 0xFFFFFFFF == 0x5EFE:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)  # 0:5efe is ISATAP, RFC 5214


def ascii_host(host: str) -> str:
    """Return a host's name as it is sent: in ASCII, other scripts' digits and dots mapped; ValueError where it cannot.

    https://www.unicode.org/reports/tr46/
    """
    host = host.strip().rstrip(".")
    if host.isascii():
        return host
    mapped = idna.uts46_remap(host, std3_rules=False, transitional=False).rstrip(".")
    return mapped if mapped.isascii() else idna.encode(mapped, uts46=True).decode("ascii")


def check_url(url: str, *, allow_private: bool = False, by_proxy: bool = False) -> None:
    """Raise AddressRefused where the scheme, the form of the host or an address written in it rules a URL out.

    ``by_proxy`` is for requests whose names a proxy looks up: names without a dot, which mean something inside its
    network alone, are refused too.
    """
    try:
        parts = urlsplit(url.strip())
        host = ascii_host(parts.hostname or "")
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"not a usable address: {error}", url) from None
    if parts.scheme.lower() not in SCHEMES:
        raise AddressRefused(f"only http and https are followed, not {parts.scheme or 'a bare path'}", url)
    if not host or port == 0:
        raise AddressRefused("the address names no host" if not host else "port 0 cannot be connected to", url)
    _check_literal(host, allow_private)
    _check_form(host, parts.netloc)
    _check_name(host, allow_private, by_proxy)


def check_address(address: str, host: str, *, allow_private: bool = False) -> None:
    """Raise AddressRefused where ``address``, which ``host`` stands for, may not be connected to."""
    if not is_allowed(address, allow_private=allow_private):
        shown = host if host == address else f"{host} ({address})"
        lifted = _LIFTED if not allow_private and is_allowed(address, allow_private=True) else ""
        raise AddressRefused(f"{shown} is not a public address{lifted}", host)


def resolve(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """Return the addresses of ``host`` that may be connected to, in the resolver's order.

    AddressRefused where it has only others, socket.gaierror where it has none.
    """
    _check_literal(host, allow_private)
    _check_name(host.rstrip("."), allow_private, by_proxy=False)
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)]
    allowed = [address for address in dict.fromkeys(found) if is_allowed(address, allow_private=allow_private)]
    if found and not allowed:
        check_address(found[0], host, allow_private=allow_private)
    return allowed


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


def _check_form(host: str, netloc: str) -> None:
    """Raise AddressRefused for a host that not everybody on the way reads as we do."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if "\\" in netloc or not _WRITTEN.fullmatch(host) or _ENDS_IN_NUMBER.fullmatch(host):
            raise AddressRefused(f"no host can be called {host[:80]!r}", host) from None


def _check_odd_notation(bare: str, host: str) -> None:
    # inet_aton reads decimal, octal, hexadecimal and short forms (0x7f.1), as the C library's look-up does.
    if bare and bare[-1] in "0123456789abcdefABCDEFxX" and bare.rsplit(".", 1)[-1][:1].isdigit():
        try:
            packed = socket.inet_aton(bare)
        except (OSError, UnicodeEncodeError):
            return
        raise AddressRefused(f"{host} is an unusual way to write {socket.inet_ntoa(packed)}", host)


def _check_name(host: str, allow_private: bool, by_proxy: bool) -> None:
    """Raise AddressRefused for a name that means this machine or its network, whoever looks it up."""
    if allow_private:
        return
    name = host.lower()
    if _OWN_NAMES.fullmatch(name) or (by_proxy and "." not in name and ":" not in name):
        raise AddressRefused(f"{host} is not a public name{_LIFTED}", host)
