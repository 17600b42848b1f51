"""requests over guarded connections: to judged addresses only, each watched over while a request uses it."""

from __future__ import annotations

import socket
import threading
from typing import Any

import requests
import requests.adapters
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from ccsvi_refs.errors import AddressRefused
from ccsvi_refs.transport import connecting, guard, watch
from ccsvi_refs.transport.redacting import quieten

#: Connections that are kept open for the next request; services are few.
_POOLS, _KEPT = 20, 20


def session(*, allow_private: bool) -> requests.Session:
    """Return a session that keeps no cookies, reads no ``.netrc`` and looks at no environment variable."""
    quieten()
    made = requests.Session()
    made.trust_env = False
    adapter = _Adapter(allow_private=allow_private)
    for scheme in ("http://", "https://"):
        made.mount(scheme, adapter)
    return made


class _Adapter(requests.adapters.HTTPAdapter):
    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        super().__init__(pool_connections=_POOLS, pool_maxsize=_KEPT)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Make the pools, whose connections judge the address they go to."""
        options["ssl_context"] = connecting.tls()
        self.poolmanager = urllib3.PoolManager(num_pools=connections, maxsize=maxsize, block=block, **options)
        self.poolmanager.pool_classes_by_scheme = _pools(_Guarded, {"allow_private": self._allow_private})

    def proxy_manager_for(self, proxy: str, **options: Any) -> urllib3.ProxyManager:
        """Return the pools of a proxy, which the user has configured and which may have a private address."""
        manager: urllib3.ProxyManager = super().proxy_manager_for(proxy, ssl_context=connecting.tls(), **options)
        manager.pool_classes_by_scheme = _pools(_Watched, {})
        return manager


class _Watched(HTTPConnection):
    """A connection that stands under the watch of whatever request uses it."""

    def _new_conn(self) -> socket.socket:
        opened = super()._new_conn()
        watch.watched(opened)
        return opened

    def request(self, *args: Any, **options: Any) -> None:
        """Send a request; a connection kept from an earlier one gets a new watch."""
        if self.sock is not None:
            watch.watched(self.sock)
        super().request(*args, **options)


class _Guarded(_Watched):
    """A connection to the first allowed address of a name that answers."""

    allow_private = False

    def _new_conn(self) -> socket.socket:
        host, port = self._dns_host, self.port
        try:
            opened = self._first(_looked_up(host, port, self.allow_private), port)
        except socket.gaierror as error:
            raise NameResolutionError(host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"connecting to {host} timed out") from error
        except OSError as error:
            raise NewConnectionError(self, f"connecting to {host} failed: {error}") from error
        watch.watched(opened)
        return opened

    def _first(self, addresses: list[str], port: int) -> socket.socket:
        failure: OSError = OSError("the name has no address")
        for address in addresses:
            try:
                return create_connection((address, port), timeout=self.timeout, socket_options=self.socket_options)
            except OSError as error:
                failure = error
        raise failure


def _looked_up(host: str, port: int, allow_private: bool) -> list[str]:
    """Return the allowed addresses of a name; TimeoutError where the look-up takes longer than the request may."""
    found: list[list[str]] = []
    failed: list[OSError | AddressRefused] = []

    def look_up() -> None:
        try:
            found.append(guard.resolve(host, port, allow_private=allow_private))
        except (OSError, AddressRefused) as error:
            failed.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(watch.remaining())
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError("the look-up did not end in time")
    return found[0]


def _pools(kind: type[_Watched], attributes: dict[str, Any]) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    plain = type("_Connection", (kind,), attributes)
    secure = type("_SecureConnection", (kind, HTTPSConnection), attributes)
    return {
        "http": type("_Pool", (urllib3.HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("_SecurePool", (urllib3.HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }
