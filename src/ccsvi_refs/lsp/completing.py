"""The keys that a page can cite, and where their entries stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lsprotocol.types import CompletionItem, CompletionItemKind, CompletionList, Location, Position, Range, TextEdit

from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.lsp import documents, placing
from ccsvi_refs.lsp.checking import Checked
from ccsvi_refs.lsp.documents import Snapshot
from ccsvi_refs.lsp.positions import Places
from ccsvi_refs.model import Reference, display
from ccsvi_refs.pages import kinds, named

#: What stands before a key that is being written, by kind of page, https://pandoc.org/MANUAL.html#citation-syntax.
_BEFORE: Mapping[str, re.Pattern[str]] = {
    "markdown": re.compile(r"(?:(?<![\w@/.])@\{?|\{cite(?::\w+)?\}`(?:[^`]*,\s*)?)(?P<key>[^\s@{}\[\];,`]*)$"),
    "latex": re.compile(r"\\[A-Za-z]*cite[A-Za-z]*\*?(?:\s?\[[^\[\]]*\]){0,2}\s?\{(?:[^{}]*,\s*)?(?P<key>[^{},\s]*)$"),
    "rst": re.compile(r":(?:foot)?cite(?::\w+)?:`(?:[^`]*,\s*)?(?P<key>[^`,\s]*)$"),
}
#: Characters of a line that are looked at, and keys that are offered at once.
_LOOKED_AT, _MOST = 2000, 200
TRIGGERS = ("@", "{", ",", "`")


def complete(seen: Snapshot, position: Position) -> CompletionList | None:
    """Return the keys that go on as what is being written, None where no citation is being written."""
    kind = documents.kind(seen)
    pattern = _BEFORE.get(kind)
    if pattern is None:
        return None
    places = Places(seen.text.replace("\r\n", "\n").replace("\r", "\n"), "", seen.encoding)
    offset = places.offset(position)
    match = pattern.search(places.text[max(places.at(position.line + 1), offset - _LOOKED_AT) : offset])
    if match is None:
        return None
    where = places.range(offset - len(match["key"]), offset)
    return _listed(known(places.text, kind, seen.path), match["key"], where)


def _listed(references: Sequence[Reference], begun: str, where: Range) -> CompletionList:
    """Return the references whose key, authors or title have what was begun, those whose key begins so first."""
    low = begun.casefold()
    ranked = [(not each.id.casefold().startswith(low), each) for each in references]
    fitting = [(later, each) for later, each in ranked if not later or low in _described(each).casefold()]
    fitting.sort(key=lambda one: one[0])
    items = [
        CompletionItem(
            each.id,
            kind=CompletionItemKind.Reference,
            detail=display.line(each),
            filter_text=_described(each) if later else each.id,
            text_edit=TextEdit(where, each.id),
        )
        for later, each in fitting[:_MOST]
        if each.id
    ]
    return CompletionList(is_incomplete=len(fitting) > _MOST, items=items)


def _described(reference: Reference) -> str:
    return f"{reference.id} {display.line(reference)}"


def known(text: str, kind: str, path: str) -> list[Reference]:
    """Return the references that a page can cite by key: of the bibliographies it names, and those it holds."""
    try:
        document = kinds.read(text, kind, path)
    except CcsviRefsError:
        return []
    found, _, _ = named.read(document.bibliographies, path)
    held = document.records.references if document.records else ()
    return list({each.id: each for each in (*found, *held)}.values())


def definition(checked: Checked, position: Position) -> list[Location]:
    """Return where the entries of the citation at a position stand."""
    read, entries = checked.read, checked.entries
    if read is None or entries is None:
        return []
    offset = read.places.offset(position)
    keys = dict.fromkeys(key for each in placing.cited_at(offset, read) for key in each.references)
    return [place for key in keys for place in _places(key, checked)]


def _places(key: str, checked: Checked) -> Iterator[Location]:
    read, entries = checked.read, checked.entries
    if read is None or entries is None:
        return
    if key in entries.spans:
        yield Location(read.snapshot.uri, read.places.range(*entries.spans[key]))
        return
    reference = read.page.by_id.get(key)
    place = reference.mention.location if reference and reference.mention else None
    if place and place.line:
        at = Position(place.line - 1, max(place.column - 1, 0))
        yield Location(documents.uri_of(place.path), Range(at, at))
