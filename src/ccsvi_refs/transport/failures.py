"""The kinds of failure that end a request before there is an HTTP status, told apart."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from typing import Literal

import aiohttp

from ccsvi_refs.errors import AddressRefused

Failure = Literal[
    "", "dns", "refused", "reset", "timeout", "tls", "loop", "redirect", "forbidden", "protocol", "unreachable"
]

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


#: Faults that hide others: OpenSSL looks no further where nobody it trusts has signed.
_UNSIGNED = ("self-signed", "issuer is not known")


async def further_tls_fault(detail: str, host: str, port: int, addresses: Sequence[str]) -> str:
    """Return ``detail`` with what else is wrong with the certificate of a host that nobody trusted has signed.

    The certificate is fetched, and then held to be its own authority in a second handshake; nothing is ever sent.
    """
    if not any(sign in detail for sign in _UNSIGNED) or not addresses:
        return detail
    try:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        own = await _handshake(addresses[0], port, host, trusting)
        strict = ssl.create_default_context(cadata=own or b"")
        strict.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        await _handshake(addresses[0], port, host, strict)
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


def of_error(error: BaseException) -> tuple[Failure, str]:
    """Return the kind of a connection's failure, and in words what happened."""
    if isinstance(error, AddressRefused):
        return "forbidden", error.message
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
        code = getattr(cause, "verify_code", 0)
        return "tls", _TLS_FAULTS.get(
            code, f"the certificate is not accepted: {getattr(cause, 'verify_message', cause)}"
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return "tls", _TLS_FAULTS.get(error.verify_code, f"the certificate is not accepted: {error.verify_message}")
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        return "tls", "no secure connection could be agreed on"
    if isinstance(error, socket.gaierror):
        return "dns", _dns(error)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "dns", _dns(error.os_error)
    if isinstance(error, (aiohttp.ServerDisconnectedError, ConnectionResetError, BrokenPipeError)):
        return "reset", "the connection was closed without an answer"
    if isinstance(error, aiohttp.ClientConnectorError):
        return _unconnected(error.os_error)
    if isinstance(error, (aiohttp.ClientPayloadError, aiohttp.ClientResponseError, ValueError)):
        return "protocol", "the answer is not proper HTTP"
    return _unconnected(error) if isinstance(error, OSError) else ("unreachable", "the connection failed")


def _dns(error: OSError) -> str:
    return "the name could not be looked up" if error.errno == socket.EAI_AGAIN else "the host name does not exist"


def _unconnected(error: OSError) -> tuple[Failure, str]:
    if isinstance(error, ConnectionRefusedError):
        return "refused", "the connection was refused"
    if isinstance(error, ConnectionResetError):
        return "reset", "the connection was closed without an answer"
    return "unreachable", f"the host cannot be reached: {error.strerror or error}"
