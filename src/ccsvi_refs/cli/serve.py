"""``ccsvi-refs serve``: the page for people without a terminal, on this machine alone."""

from __future__ import annotations

import sys
import webbrowser

from ccsvi_refs.cli import asking
from ccsvi_refs.cli.configuration import believed
from ccsvi_refs.cli.terminal import complain
from ccsvi_refs.cli.writing import emit
from ccsvi_refs.errors import SettingsError

#: What the extra brings.
_BROUGHT = ("jinja2", "multipart", "python_multipart", "starlette", "uvicorn")


def serve(host: str, port: int, opens: bool, registry: str | None, mirror: str | None, offline: bool | None) -> int:
    """Check references in the browser: a page to paste a text, drop a file or name an address.

    It answers this computer alone, at the address that it prints, until Ctrl-C ends it. Settings come from the
    environment, or from a file that --config names.
    """
    try:
        from ccsvi_refs.web import serving
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _BROUGHT:
            raise
        raise SettingsError(f'serve needs {error.name}: pip install "ccsvi-refs[web]"') from None
    chosen = believed(offline=offline, mirror=mirror)
    names = asking.registries(registry, mirror, chosen)
    listening = serving.bound(host, port)

    def ready(address: str, once: str) -> None:
        emit(f"{address}\n")
        sys.stdout.flush()
        complain("open this address in a browser of this computer; Ctrl-C ends the page")
        if opens and not webbrowser.open(once):
            complain("no browser could be opened")

    try:
        serving.serve(listening, chosen, names, ready)
    except KeyboardInterrupt:
        complain("ended")
    return 0
