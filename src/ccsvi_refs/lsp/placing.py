"""Where in a document its entries stand, and where in them what a finding is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ccsvi_refs.auditing import Finding, RuleCode
from ccsvi_refs.correcting import parts
from ccsvi_refs.correcting.pages import placed
from ccsvi_refs.correcting.pages.markup import MARKUPS
from ccsvi_refs.correcting.pages.shown import Placed
from ccsvi_refs.formats.bibtex import scanning
from ccsvi_refs.location import Location
from ccsvi_refs.lsp.documents import Read
from ccsvi_refs.model import InTextCitation, Reference
from ccsvi_refs.text.letters import DASH

Span = tuple[int, int]

#: The part of a citation string that a rule is about.
_PARTS: Mapping[RuleCode, str] = {
    "year-differs": "year", "volume-differs": "volume", "issue-differs": "issue", "pages-differ": "page",
}  # fmt: skip
#: The names of the field that a rule is about, in all formats, the best first; of RIS, MEDLINE and Refer the tags.
_FIELDS: Mapping[RuleCode, tuple[str, ...]] = {
    "title-differs": ("title", "TI", "T1", "%T"),
    "authors-differ": ("author", "authors", "FAU", "AU", "A1", "%A"),
    "journal-differs": ("journaltitle", "journal", "container-title", "booktitle", "JT", "TA", "T2", "JO", "JF", "%J"),
    "year-differs": ("date", "year", "issued", "PY", "Y1", "DP", "%D"),
    "volume-differs": ("volume", "VL", "VI", "%V"),
    "issue-differs": ("number", "issue", "IS", "IP", "%N"),
    "pages-differ": ("pages", "page", "page-range", "eid", "start", "SP", "PG", "%P"),
    "publisher-differs": ("publisher", "PB"),
}
_BIBLIOGRAPHIES = ("bibtex", "biblatex")
_BEGINNING = re.compile(r"^[ \t]*@", re.MULTILINE)
#: A citation, and what is looked for behind a place, are not longer.
_NEAR = 2500
#: A value of which less is the same is marked whole.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Entries:
    """Where the references of a document stand in its text, by id; of those that a page prints, also the letters."""

    read: Read
    spans: Mapping[str, Span]
    placed: Mapping[str, Placed]

    def at(self, offset: int) -> str:
        """Return the id of the reference whose entry stands at an offset, empty where none does."""
        return next((key for key, (start, end) in self.spans.items() if start <= offset <= end), "")


def entries(read: Read) -> Entries:
    """Return where the references of a document stand; those of other files are left out."""
    own = [each for each in read.page if each.mention and _is_own(read, each.mention.location)]
    if read.kind not in MARKUPS:
        return Entries(read, _by_place(read, own), {})
    found = placed(read.places.text, MARKUPS[read.kind], own)
    others = _by_place(read, [each for each in own if each.id not in found])
    return Entries(read, others | {key: (each.start, each.end) for key, each in found.items()}, found)


def _is_own(read: Read, place: Location | None) -> bool:
    return place is not None and place.path == read.snapshot.path and place.line > 0


def _by_place(read: Read, references: Sequence[Reference]) -> dict[str, Span]:
    """Return where references begin, and of those in a data file where the next one does; of others the line's end."""
    text = read.places.text
    places = [(each.id, each.mention.location) for each in references if each.mention and each.mention.location]
    starts = sorted((read.places.at(place.line, place.column), key) for key, place in places)
    ends = [*(start for start, _ in starts), len(text)][1:]
    spans: dict[str, Span] = {}
    for (start, key), end in zip(starts, ends, strict=True):
        stop = _line_end(read, start) if read.kind in MARKUPS else end
        if read.kind in _BIBLIOGRAPHIES and (other := _BEGINNING.search(text, start + 1, end)):
            stop = other.start()  # one that could not be read, or a comment
        spans.setdefault(key, (start, start + len(text[start:stop].rstrip())))
    return spans


def _line_end(read: Read, start: int) -> int:
    end = read.places.text.find("\n", start)
    return end if end >= 0 else len(read.places.text)


def place(finding: Finding, found: Entries) -> Span:
    """Return the stretch of a document that a finding is about: the words that differ, a field's value, an entry."""
    reference = found.read.page.by_id.get(finding.reference)
    mention = reference.mention if reference else None
    if mention is None or finding.location != mention.location or finding.reference not in found.spans:
        return _by_location(finding, found.read)
    if finding.reference in found.placed:
        return _in_string(finding, found.placed[finding.reference])
    return _in_record(finding, found.read, found.spans[finding.reference])


def _in_string(finding: Finding, where: Placed) -> Span:
    """Return where in a citation string the words are that a finding cites, the whole of it where nobody knows."""
    span = _part(finding, where.text) or _search(where.text, finding.cited) or (0, len(where.text))
    if finding.rule == "title-differs" and span != (0, len(where.text)):
        span = differing(where.text, span, finding.registered)
    runs = where.runs(*span)
    return (runs[0][0], runs[-1][1]) if runs else (where.start, where.end)


def _part(finding: Finding, text: str) -> Span | None:
    name = _PARTS.get(finding.rule)
    if not name:
        return None
    each = parts.entry(text)
    squeezed = [re.sub(r"[\W_]+", "-", value).casefold() for value in (each.value(name), finding.cited)]
    return each.spans[name] if name in each.spans and squeezed[0] == squeezed[1] else None


def differing(text: str, span: Span, registered: str) -> Span:
    """Return from the first to the last word of a stretch that is not in the registered words; all, where most differ.

    Where words are missing, those on either side of the gap are what is returned.
    """
    words = list(re.finditer(r"\S+", text[slice(*span)]))
    printed = [word.group().casefold() for word in words]
    matcher = SequenceMatcher(None, printed, registered.casefold().split(), autojunk=False)
    changed = [(start, end) for kind, start, end, *_ in matcher.get_opcodes() if kind != "equal"]
    if not changed or matcher.ratio() < _ALIKE:
        return span
    first, last = changed[0][0], changed[-1][1]
    first = first - (changed[0][0] == changed[0][1] and first > 0)
    last = last + (changed[-1][0] == changed[-1][1] and last < len(words))
    return span[0] + words[first].start(), span[0] + words[last - 1].end()


def _search(text: str, cited: str, start: int = 0, end: int | None = None) -> Span | None:
    """Return where a value first stands in a text by itself, however its spaces and dashes are printed."""
    words = cited.split()
    if not words or len(cited) > _NEAR:
        return None
    dash = rf"\s?[{DASH}]+\s?"
    printed = r"\s+".join(dash.join(map(re.escape, re.split(rf"[{DASH}]", word))) for word in words)
    pattern = re.compile(rf"(?<!\w){printed}(?!\w)" if words[0][0].isalnum() else printed, re.IGNORECASE)
    match = pattern.search(text, start, len(text) if end is None else end)
    return match.span() if match else None


def _in_record(finding: Finding, read: Read, span: Span) -> Span:
    """Return where in a record the field is that a finding is about, or what it cites, else how the record begins."""
    names = _FIELDS.get(finding.rule, ())
    found = _bib_field(read, span, names) if read.kind in _BIBLIOGRAPHIES else _line_field(read, span, names)
    return found or _search(read.places.text, finding.cited, *span) or _head(read, span)


def _bib_field(read: Read, span: Span, names: tuple[str, ...]) -> Span | None:
    block = next((each for each in scanning.blocks(read.places.text[slice(*span)]) if each.fields), None)
    fields = block.fields if block else []
    for name in names:
        for each in fields:
            if each.name == name and each.pieces:
                return span[0] + each.pieces[0].start, span[0] + each.pieces[-1].end
    return None


def _line_field(read: Read, span: Span, names: tuple[str, ...]) -> Span | None:
    """Return the value behind a name at the start of a line, as tagged formats, JSON and YAML have it."""
    for name in names:
        pattern = rf"^[\s{{,\-]*(['\"]?){re.escape(name)}\1[ \t]*(?:[-:][ \t]*|(?<=%[A-Z])[ \t]+)(?P<value>\S[^\n]*)"
        match = re.compile(pattern, re.MULTILINE).search(read.places.text, *span)
        if match:
            start, end = match.span("value")
            return start, start + len(read.places.text[start:end].rstrip().rstrip(","))
    return None


def _head(read: Read, span: Span) -> Span:
    """Return how a record begins: a BibTeX entry's kind and key, else its first line."""
    text = read.places.text
    end = min(_line_end(read, span[0]), span[1])
    if read.kind in _BIBLIOGRAPHIES and (comma := text.find(",", span[0], end)) > 0:
        end = comma
    return span[0], max(end, min(span[0] + 1, len(text)))


def first_line(read: Read) -> Span:
    """Return where a document begins."""
    return _head(read, (0, len(read.places.text)))


def named(name: str, read: Read) -> Span:
    """Return where a document names a file, with or without its ending; its first line, where it does nowhere."""
    text = read.places.text
    return _search(text, name) or _search(text, name.rpartition(".")[0]) or first_line(read)


def _by_location(finding: Finding, read: Read) -> Span:
    """Return what a finding cites behind its place, else the rest of the line; the first line where it has no place."""
    place = finding.location
    if place is None or not place.line:
        return first_line(read)
    offset = read.places.at(place.line, place.column)
    for citation in read.page.citations:
        if citation.location == place and citation.text == finding.cited:
            return citation_span(citation, read)
    end = _line_end(read, offset)
    first = finding.cited.split("\n", 1)[0].strip()
    found = _search(read.places.text, first, offset, min(offset + _NEAR, len(read.places.text))) if first else None
    return found or _unblank(read.places.text, offset, end)


def _unblank(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    return start, max(start + len(line.strip()), min(start + 1, len(text)))


def citation_span(citation: InTextCitation, read: Read) -> Span:
    """Return where a citation in the running text stands; of one by key, where its key does."""
    text = read.places.text
    offset = read.places.at(citation.location.line, citation.location.column) if citation.location else 0
    if citation.kind == "key":
        match = re.compile(rf"(?<![\w]){re.escape(citation.label)}(?![\w])").search(text, offset, offset + _NEAR)
        if match:
            return match.span()
    found = _search(text, citation.text, offset, offset + len(citation.text) + _NEAR)
    return found or _unblank(text, offset, _line_end(read, offset))


def cited_at(offset: int, read: Read) -> Iterator[InTextCitation]:
    """Yield the citations in the running text that stand at an offset."""
    line = read.places.position(offset).line + 1
    for citation in read.page.citations:
        place = citation.location
        if place and place.path == read.snapshot.path and place.line <= line <= place.line + 20:
            start, end = citation_span(citation, read)
            if start <= offset <= end:
                yield citation
