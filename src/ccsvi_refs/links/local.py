"""Links of a site to itself, checked against its files: a page that is missing, and a place that a page has not.

They are read as if the site's root were ``SITE``, so that they are resolved as browsers resolve them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ccsvi_refs.links import fragments
from ccsvi_refs.links.status import LinkStatus
from ccsvi_refs.model import Link
from ccsvi_refs.pages import commonmark
from ccsvi_refs.text.addresses import SITE

#: What stands for a folder, and the endings that site generators leave out or change, the likeliest first.
_INDEXES = ("index.html", "index.htm", "index.md", "README.md", "_index.md", "index.rst")
_ENDINGS = ("", ".html", ".md", ".markdown", ".rst", ".htm")
_SOURCES = (".md", ".markdown", ".rst", ".html")
_MOST = 8 * 1024 * 1024
_MARKED = re.compile(r"\{\s*#([\w:.-]+)[^}]*\}\s*$")


def check(links: Iterable[Link], root: Path) -> list[LinkStatus]:
    """Return a status for each link to the site itself: ``ok`` or ``broken``; others are left out."""
    known: dict[Path, frozenset[str] | None] = {}
    return [_status(link, root, known) for link in links if link.url.startswith(SITE)]


def _status(link: Link, root: Path, known: dict[Path, frozenset[str] | None]) -> LinkStatus:
    parts = urlsplit(link.url)
    shown = link.url.removeprefix(SITE.rstrip("/"))
    target = _file(root, unquote(parts.path).lstrip("/"))
    if target is None:
        return LinkStatus(shown, "broken", "the site has no such file", link.reference, link.location)
    name = unquote(parts.fragment)
    if target not in known:
        known[target] = places(target)
    names = known[target]
    lost = "" if not name or names is None or name in names or name.lower() == "top" else name
    reason = f"the file is there, but has no place named #{lost}" if lost else "the file is there"
    return LinkStatus(shown, "ok", reason, link.reference, link.location, lost=lost)


def _file(root: Path, path: str) -> Path | None:
    """Return the file that a path within the site stands for, None where there is none or it leads out of the site."""
    top = root.resolve()
    for candidate in _candidates(top / path):
        try:
            if candidate.is_file() and candidate.resolve().is_relative_to(top):
                return candidate
        except (OSError, ValueError):
            return None
    return None


def _candidates(target: Path) -> Iterator[Path]:
    if target.is_dir():
        yield from (target / name for name in _INDEXES)
    yield from (target.with_name(target.name + ending) for ending in _ENDINGS if target.name)
    if target.suffix.lower() in {".html", ".htm"}:
        yield from (target.with_suffix(ending) for ending in _SOURCES)


def places(path: Path) -> frozenset[str] | None:
    """Return the names of the places in a file, None where they cannot be told."""
    kind = path.suffix.lower()
    if kind not in {".html", ".htm", ".xhtml", ".md", ".markdown"} or path.stat().st_size > _MOST:
        return None
    body = path.read_bytes()
    names = set(fragments.names(body, "utf-8"))
    if kind in {".md", ".markdown"}:
        names.update(_headings(body.decode("utf-8", "replace")))
    return frozenset(names)


def _headings(text: str) -> Iterator[str]:
    """Yield the names that code hosts and site generators give to headings."""
    tokens = commonmark.parse(text)
    titles = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    marked = [match[1] for title in titles if (match := _MARKED.search(title))]
    yield from marked
    yield from _numbered([_slug(_MARKED.sub("", title)) for title in titles])


def _slug(title: str) -> str:
    """Return a heading's name by the rule of GitHub, which most others follow: small letters, hyphens for blanks."""
    bare = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|[`*]", lambda match: match[1] or "", title)
    return re.sub(r"[^\w\- ]", "", bare.strip().lower()).replace(" ", "-")


def _numbered(slugs: Sequence[str]) -> Iterator[str]:
    times: Counter[str] = Counter()
    for slug in slugs:
        yield f"{slug}-{times[slug]}" if times[slug] else slug
        times[slug] += 1
