"""Keeps a page's references true: reads, resolves, audits and renders them, and checks their links.

>>> import ccsvi_refs as refs
>>> page = refs.ccsvi()
>>> page["zamboni2018"].year
2018
"""

from __future__ import annotations

from importlib import import_module

from ccsvi_refs._version import __version__

# Type checkers take this name for true; typing itself would be the dearest thing this module imports.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ccsvi_refs.api import audit, ccsvi, check_links, cite, dump, estimate, fix, load, render, report, resolve
    from ccsvi_refs.auditing import Finding, Findings
    from ccsvi_refs.citing import Cited
    from ccsvi_refs.correcting.fixing import Fix
    from ccsvi_refs.errors import (
        AddressRefused,
        CcsviRefsError,
        EmptyInput,
        InputError,
        ItemError,
        ServiceError,
        SettingsError,
        StyleError,
    )
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.model import Bibliography, Reference
    from ccsvi_refs.rendering import Style
    from ccsvi_refs.resolving import Resolution
    from ccsvi_refs.settings import Settings

#: Where each public name lives; nothing is imported before it is used.
_HOMES = {
    "AddressRefused": "errors",
    "Bibliography": "model",
    "CcsviRefsError": "errors",
    "Cited": "citing",
    "EmptyInput": "errors",
    "Finding": "auditing",
    "Findings": "auditing",
    "Fix": "correcting.fixing",
    "InputError": "errors",
    "ItemError": "errors",
    "LinkStatus": "links",
    "Reference": "model",
    "Resolution": "resolving",
    "ServiceError": "errors",
    "Settings": "settings",
    "SettingsError": "errors",
    "Style": "rendering",
    "StyleError": "errors",
    "audit": "api",
    "ccsvi": "api",
    "check_links": "api",
    "cite": "api",
    "dump": "api",
    "estimate": "api",
    "fix": "api",
    "load": "api",
    "render": "api",
    "report": "api",
    "resolve": "api",
}

__all__ = [
    "AddressRefused",
    "Bibliography",
    "CcsviRefsError",
    "Cited",
    "EmptyInput",
    "Finding",
    "Findings",
    "Fix",
    "InputError",
    "ItemError",
    "LinkStatus",
    "Reference",
    "Resolution",
    "ServiceError",
    "Settings",
    "SettingsError",
    "Style",
    "StyleError",
    "__version__",
    "audit",
    "ccsvi",
    "check_links",
    "cite",
    "dump",
    "estimate",
    "fix",
    "load",
    "render",
    "report",
    "resolve",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
