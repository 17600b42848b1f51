"""The server: a socket on this machine alone, and the page behind it until somebody ends it."""

from __future__ import annotations

import ipaddress
import logging
import secrets
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.settings import Settings
from ccsvi_refs.web.app import application
from ccsvi_refs.web.jobs import Jobs

#: Connections at a time; a browser has six.
_CONNECTIONS = 64


class _Server(uvicorn.Server):
    """A server that lets go of its jobs as soon as it is told to end, so that nothing waits for them."""

    def __init__(self, config: uvicorn.Config, jobs: Jobs) -> None:
        super().__init__(config)
        self._jobs = jobs

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End every job, and then the server."""
        self._jobs.close()
        super().handle_exit(sig, frame)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket of this machine's own; SettingsError for any other host, and where the port is taken."""
    if host not in ("127.0.0.1", "::1"):
        raise SettingsError(f"{host}: the page is for this computer alone; hosts are 127.0.0.1 and ::1")
    made = socket.socket(socket.AF_INET if ipaddress.ip_address(host).version == 4 else socket.AF_INET6)
    try:
        if sys.platform == "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen()
    except (OSError, OverflowError) as error:
        made.close()
        why = getattr(error, "strerror", None) or str(error)
        message = f"port {port} of {host} cannot be used: {why}; --port names another, --port 0 takes a free one"
        raise SettingsError(message) from None
    return made


def config(app: ASGIApp) -> uvicorn.Config:
    """Return how the page is served: what is not needed is off, and nobody is waited for at the end."""
    return uvicorn.Config(
        app,
        access_log=False,
        log_level="critical",
        lifespan="on",
        ws="none",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=1,
    )


def _placed(settings: Settings) -> Settings:
    """Return settings whose paths mean the same in a worker, whose working directory is another."""
    paths = {"cache_dir": settings.cache_dir, "mirror": settings.mirror, "baseline": settings.baseline}
    return settings.with_values({name: path.absolute() for name, path in paths.items() if path}, "option")


def serve(
    listening: socket.socket, settings: Settings, registries: tuple[str, ...], ready: Callable[[str, str], None]
) -> None:
    """Answer on a socket until the process is told to end.

    ``ready`` hears the address of the page, and one that leads there a single time: it goes on the command line of a
    browser, which others of this machine can read.
    """
    host, port = listening.getsockname()[:2]
    named = f"[{host}]" if ":" in host else host
    key, once = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    hosts = frozenset({f"{named}:{port}", f"localhost:{port}", *({named, "localhost"} if port == 80 else ())})
    jobs = Jobs()
    app = application(jobs, _placed(settings), registries, hosts=hosts, key=key, once=once)
    logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)  # of malformed requests it would print tracebacks
    jobs.warm()
    ready(f"http://{named}:{port}/{key}/", f"http://{named}:{port}/{once}/")
    server = _Server(config(app), jobs)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, server.handle_exit)  # the window of the terminal is closed
    try:
        server.run(sockets=[listening])
    finally:
        jobs.close()
