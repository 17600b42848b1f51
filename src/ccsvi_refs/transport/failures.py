"""The kinds of failure that end a request before there is an HTTP status, told apart; and whose failure each is."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from typing import Literal

import aiohttp

from ccsvi_refs.errors import AddressRefused
from ccsvi_refs.transport.connecting import verifying

Failure = Literal[
    "", "address", "dns", "resolver", "refused", "reset", "timeout", "unconnected", "tls", "handshake", "credentials",
    "loop", "redirect", "forbidden", "protocol", "unreachable", "proxy",
]  # fmt: skip

#: Failures of the way to a link: of the network here, its name server, its proxy, or what this client can do. They
#: say nothing about the link.
OF_THE_WAY: frozenset[Failure] = frozenset({"resolver", "unreachable", "proxy", "handshake", "protocol"})
#: Failures by which nothing at all was asked of the link's site.
UNASKED: frozenset[Failure] = frozenset({"resolver", "unreachable", "proxy", "unconnected"})

#: OpenSSL's X509_V_ERR numbers, https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
_TLS_FAULTS = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is self-signed",
    19: "the certificate's issuer is self-signed and not trusted",
    20: "the certificate's issuer is not known here",
    21: "the certificate's issuer is not known here",
    23: "the certificate is revoked",
    62: "the certificate is for another host",
    64: "the certificate is for another address",
}
#: What OpenSSL calls failures to agree: (part of its reason, kind, words).
_DISAGREEMENTS: tuple[tuple[str, Failure, str], ...] = (
    ("CERTIFICATE_REQUIRED", "credentials", "the server asks for a client's certificate"),
    ("BAD_CERTIFICATE", "credentials", "the server asks for a client's certificate"),
    ("WRONG_VERSION_NUMBER", "tls", "the server does not speak TLS"),
    ("HTTP_REQUEST", "tls", "the server does not speak TLS"),
    ("PROTOCOL_VERSION", "handshake", "the server speaks only versions of TLS that are no longer used"),
    ("UNSUPPORTED_PROTOCOL", "handshake", "the server speaks only versions of TLS that are no longer used"),
    ("LEGACY_RENEGOTIATION", "handshake", "the server's TLS is too old"),
    ("TOO_SMALL", "handshake", "the server's TLS uses keys that are too short"),
)

#: Faults that hide others: OpenSSL looks no further where nobody it trusts has signed.
_UNSIGNED = ("self-signed", "issuer is not known")


async def further_tls_fault(detail: str, host: str, port: int, addresses: Sequence[str]) -> str:
    """Return ``detail`` with what else is wrong with the certificate of a host that nobody trusted has signed.

    The certificate is fetched, and then held to be its own authority in a second handshake; nothing is ever sent.
    """
    if not any(sign in detail for sign in _UNSIGNED) or not addresses:
        return detail
    try:
        trusting = verifying()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        own = await _handshake(addresses[0], port, host, trusting)
        await _handshake(addresses[0], port, host, verifying(own or b""))
    except ssl.SSLCertVerificationError as error:
        fault = _TLS_FAULTS.get(error.verify_code, "")
        return f"{detail}; {fault}" if fault and fault != detail else detail
    except (OSError, ValueError):
        return detail
    return detail


async def _handshake(address: str, port: int, host: str, context: ssl.SSLContext) -> bytes | None:
    _, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=host)
    certificate: bytes | None = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.transport.abort()
    return certificate


def of_error(error: BaseException, *, proxied: bool = False) -> tuple[Failure, str]:
    """Return the kind of a connection's failure, and in words what happened; ``proxied`` where a proxy was asked."""
    if isinstance(error, AddressRefused):
        return "forbidden", error.message
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)) or "[SSL: " in str(error):
        return _of_tls(error)
    if proxied and (found := _of_proxy(error)):
        return found
    if isinstance(error, socket.gaierror):
        return _of_name(error)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return _of_name(error.os_error)
    if isinstance(error, aiohttp.ServerDisconnectedError) and not isinstance(error.message, str):
        return "protocol", "the answer breaks off in its headers"
    if isinstance(error, (aiohttp.ServerDisconnectedError, ConnectionResetError, BrokenPipeError)):
        return "reset", "the connection was closed without an answer"
    if isinstance(error, aiohttp.ClientConnectorError):
        return _unconnected(error.os_error)
    if isinstance(error, (aiohttp.ClientPayloadError, aiohttp.ClientResponseError, ValueError)):
        return "protocol", "the answer is not proper HTTP"
    return _unconnected(error) if isinstance(error, OSError) else ("unreachable", "the connection failed")


def _of_tls(error: BaseException) -> tuple[Failure, str]:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _of_certificate(error.certificate_error)
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _of_certificate(cause)
    reason = str(getattr(cause, "reason", "") or cause).upper()
    for part, kind, words in _DISAGREEMENTS:
        if part in reason:
            return kind, words
    return "handshake", "no secure connection could be agreed on"


def _of_certificate(cause: Exception) -> tuple[Failure, str]:
    known = _TLS_FAULTS.get(getattr(cause, "verify_code", 0))
    return "tls", known or f"the certificate is not accepted: {getattr(cause, 'verify_message', cause)}"


def _of_proxy(error: BaseException) -> tuple[Failure, str] | None:
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return "proxy", f"the proxy answers {error.status} and lets nothing through"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "proxy", "the proxy cannot be reached"
    if isinstance(error, (aiohttp.ServerDisconnectedError, ConnectionError)):
        return "proxy", "the proxy closed the connection without an answer"
    if isinstance(error, (aiohttp.ClientResponseError, aiohttp.InvalidURL, ValueError, AssertionError)):
        return "proxy", "the proxy is not one that can be used, or its answer is not proper HTTP"
    return None


def _of_name(error: OSError) -> tuple[Failure, str]:
    if error.errno in {socket.EAI_AGAIN, socket.EAI_FAIL}:
        return "resolver", "the name could not be looked up: the name server gives no answer"
    return "dns", "the host name does not exist"


def _unconnected(error: OSError) -> tuple[Failure, str]:
    if isinstance(error, ConnectionRefusedError):
        return "refused", "the connection was refused"
    if isinstance(error, ConnectionResetError):
        return "reset", "the connection was closed without an answer"
    return "unreachable", f"the host cannot be reached: {error.strerror or error}"
