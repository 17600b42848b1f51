"""Keeps a page's references true: reads, resolves, audits and renders them, and checks their links.

>>> import ccsvi_refs as refs
>>> page = refs.ccsvi()
>>> page["zamboni2018"].year
2018
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ccsvi_refs._version import __version__

if TYPE_CHECKING:
    from ccsvi_refs.errors import CcsviRefsError
    from ccsvi_refs.model import Bibliography, Reference
    from ccsvi_refs.settings import Settings

#: Where each public name lives; nothing is imported before it is used.
_HOMES = {
    "Bibliography": "model",
    "CcsviRefsError": "errors",
    "Reference": "model",
    "Settings": "settings",
}

__all__ = ["Bibliography", "CcsviRefsError", "Reference", "Settings", "__version__"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
