"""The kinds of page: one table of what reads each, its file name endings, and how its content is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages.document import Document


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page.

    ``reader`` is the module and function that takes it apart, from text or, where it ``is_binary``, from bytes;
    ``signature`` how its bytes begin; ``extra`` the optional dependency that it needs.
    """

    name: str
    reader: str
    suffixes: tuple[str, ...] = ()
    is_binary: bool = False
    extra: str = ""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("text", "markup:text", (".txt", ".text")),
        Kind("markdown", "markup:markdown", (".md", ".markdown", ".mdown", ".qmd", ".rmd", ".mdx", ".myst")),
        Kind("html", "markup:html", (".html", ".htm", ".xhtml")),
        Kind("rst", "markup:rst", (".rst", ".rest")),
    )
}
#: File name ending → kind of page.
SUFFIXES = {suffix: kind.name for kind in KINDS.values() for suffix in kind.suffixes}


def read(data: str | bytes, kind: str, path: str) -> Document:
    """Return a page taken apart; InputError where it is not of that kind, or needs what is not installed."""
    known = KINDS[kind]
    module, _, function = known.reader.partition(":")
    try:
        reader: Callable[[Any, str], Document] = getattr(import_module(f"{__name__}.{module}"), function)
        return reader(data, path)
    except ModuleNotFoundError as error:
        if not known.extra or (error.name or "").startswith("ccsvi_refs"):
            raise
        message = f"needs {error.name} to be read: install ccsvi-refs[{known.extra}]"
        raise InputError(message, Location(path)) from None
