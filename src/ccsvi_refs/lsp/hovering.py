"""What an editor shows of the work that is cited at a place: the record, what differs, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from ccsvi_refs import api, identifiers
from ccsvi_refs.auditing import Finding
from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.lsp import placing
from ccsvi_refs.lsp.checking import Checked
from ccsvi_refs.model import Notice, Reference, display
from ccsvi_refs.registries import table
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.text.printing import one_line

#: Entries are data or in many styles: this one prints all that most of them do.
_STYLE = "apa"
#: What means something to Markdown within a line, or at its start.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&!$]|^[-+=]|(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d{3})|(?<=^\d{4}))[.)](?!\S)")
_MARK = re.compile(r"\\(?P<letter>[!-/:-@\[-`{-~])|\[(?P<label>(?:\\.|[^\]\\])*)\]\(<(?P<url>[^<>]*)>\)|[*`]{1,2}")
_LONGEST = 400
#: Works that one citation means, findings of one of them that are told.
_MOST_WORKS, _MOST_FINDINGS = 5, 12


def hover(checked: Checked, position: Position, kind: MarkupKind = MarkupKind.Markdown) -> Hover | None:
    """Return what is known of the work whose entry or citation stands at a position, None where none does."""
    if checked.read is None or checked.entries is None:
        return None
    offset = checked.read.places.offset(position)
    by_id = {each.id: each for each in checked.resolutions}
    for citation in placing.cited_at(offset, checked.read):
        if found := [by_id[key] for key in citation.references if key in by_id][:_MOST_WORKS]:
            return _hover(checked, found, placing.citation_span(citation, checked.read), kind)
    key = checked.entries.at(offset)
    return _hover(checked, [by_id[key]], checked.entries.spans[key], kind) if key in by_id else None


def _hover(
    checked: Checked, resolutions: Sequence[Resolution], span: tuple[int, int], kind: MarkupKind
) -> Hover | None:
    cards = ["\n\n".join(_card(each, checked.findings)) for each in resolutions]
    where = checked.read.places.range(*span) if checked.read else None
    text = "\n\n---\n\n".join(cards)
    return Hover(MarkupContent(kind, text if kind == MarkupKind.Markdown else _plain(text)), where)


def _plain(markdown: str) -> str:
    """Return the Markdown of a card as plain text."""

    def shown(match: re.Match[str]) -> str:
        if match["url"] is not None:
            return f"{_plain(match['label'])} <{match['url']}>"
        return match["letter"] or ""

    return _MARK.sub(shown, markdown)


def _card(resolution: Resolution, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield paragraphs of Markdown about one work."""
    own = [each for each in findings if each.reference == resolution.id]
    yield from (f"**{_escaped(_noticed(notice))}**" for notice in resolution.notices)
    work = resolution.reference or resolution.cited
    yield _status(resolution)
    yield _printed(work)
    if named := _identified(work):
        yield named
    if own:
        shown = [f"- **{each.severity}** `{each.rule}`: {_escaped(each.message)}{_should(each)}" for each in own]
        more = len(shown) - _MOST_FINDINGS
        yield "\n".join([*shown[:_MOST_FINDINGS], *([f"- and {more} more"] if more > 0 else [])])
    if sources := _sources(resolution):
        yield sources


def _status(resolution: Resolution) -> str:
    """Return whether the work was found, where and when."""
    by = _escaped(resolution.asked_text)
    said = {
        "matched": f"Registered: {by}",
        "ambiguous": f"Several records could be meant: {by}",
        "not-found": f"No matching record found in {by}",
        "unavailable": "As it stands here; no registry has been asked, or none could be",
    }[resolution.status]
    return f"*{said}*"


def _printed(reference: Reference) -> str:
    """Return a reference as a bibliography prints it, every letter of its own escaped."""
    try:
        text = api.render([reference], _STYLE, "text")
    except CcsviRefsError:
        text = display.line(reference)
    return _escaped(text)


def _identified(reference: Reference) -> str:
    """Return a work's identifiers as links."""
    found = []
    for kind, name in identifiers.FIELDS.items():
        if value := reference.identifier(kind):
            url = next(each.url for each in reference.identifiers if each.kind == kind)
            shown = f"{name} {_escaped(value)}"
            found.append(f"[{shown}](<{url}>)" if url.startswith("https:") else shown)
    return " · ".join(found)


def _noticed(notice: Notice) -> str:
    kind = notice.kind.replace("-", " ").capitalize()
    when = f" of {notice.date}" if notice.date else ""
    where = f", doi:{notice.doi}" if notice.doi else ""
    return f"{kind}{when}{where} ({table.title(notice.source)})"


def _should(finding: Finding) -> str:
    known = not finding.correction or finding.correction in finding.message
    return "" if known else f" → {_escaped(finding.correction)}"


def _sources(resolution: Resolution) -> str:
    """Return which registry gives which field."""
    if resolution.reference is None:
        return ""
    by: dict[str, list[str]] = {}
    for name in resolution.reference.data:
        if source := resolution.source_of(name):
            by.setdefault(source, []).append(name)
    said = [f"{_escaped(_titles(source))}: {_escaped(', '.join(names))}" for source, names in by.items()]
    return f"*{'; '.join(said)}*" if said else ""


def _titles(source: str) -> str:
    return ", ".join(table.title(name.strip()) for name in source.split(","))


def _escaped(text: str) -> str:
    r"""Return a text on one line in which no letter means anything to Markdown.

    https://spec.commonmark.org/0.31.2/#backslash-escapes
    """
    shown = one_line(text)
    shown = shown if len(shown) <= _LONGEST * 3 else f"{shown[: _LONGEST * 3]}…"
    return _SPECIAL.sub(r"\\\g<0>", shown)
