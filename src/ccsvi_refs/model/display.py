"""References as a notebook shows them: authors, title, place and a link; no CSL style stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccsvi_refs.model.names import Name
    from ccsvi_refs.model.reference import Reference

_TAG = re.compile(r"<[^<>]{1,80}>")
#: https://spec.commonmark.org/0.31.2/#backslash-escapes
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_NAMED = 3
_LONGEST = 60


def line(reference: Reference) -> str:
    """Return who, what and when in one short line of plain text."""
    title = plain(reference.title or reference.container_title)
    short = title if len(title) <= _LONGEST else title[: _LONGEST - 3].rstrip() + "..."
    parts = (people(reference.authors, 1), f"{short!r}" if short else "", str(reference.year or ""))
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in ", ".join(filter(None, parts))
    )


def html(reference: Reference) -> str:
    """Return one reference as a line of HTML."""
    before, title, after, url = _parts(reference)
    linked = f'<a href="{escape(url)}">{escape(title)}</a>' if url else escape(title)
    return " ".join(part for part in (escape(before), linked, escape(after)) if part)


def markdown(reference: Reference) -> str:
    """Return one reference as a line of Markdown."""
    before, title, after, url = _parts(reference)
    linked = f"[{_escaped(title)}](<{url}>)" if url else _escaped(title)
    return " ".join(part for part in (_escaped(before), linked, _escaped(after)) if part)


def html_list(references: Sequence[Reference]) -> str:
    """Return references as an HTML list."""
    return "<ol>" + "".join(f"<li>{html(reference)}</li>" for reference in references) + "</ol>"


def markdown_list(references: Iterable[Reference]) -> str:
    """Return references as a Markdown list."""
    return "".join(f"{number}. {markdown(reference)}\n" for number, reference in enumerate(references, 1))


def people(names: Sequence[Name], most: int = _NAMED) -> str:
    """Return the first names of a list and, where there are more, that they go on."""
    named = [name.literal or f"{name.family} {name.initials}".strip() for name in names[:most]]
    return ", ".join(named) + (" et al." if len(names) > most else "")


def plain(text: str) -> str:
    """Return a field without CSL's inline markup, on one line."""
    return " ".join(_TAG.sub("", text).split())


def _parts(reference: Reference) -> tuple[str, str, str, str]:
    """Return what stands before the title, the title, what stands after it, and the address of the work."""
    authors = people(reference.authors)
    issue = f"({reference.text('issue')})" if reference.text("issue") else ""
    place = ":".join(filter(None, (reference.text("volume") + issue, reference.text("page"))))
    where = plain(f"{reference.container_title} {';'.join(filter(None, (str(reference.year or ''), place)))}")
    url = next((identifier.url for identifier in reference.identifiers if identifier.kind != "isbn"), "")
    title = plain(reference.title) or reference.id
    return _closed(authors), _closed(title), _closed(where), url


def _closed(text: str) -> str:
    return text if text[-1:] in ".?!" else f"{text}."


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
