"""The citations of a page's text tied to the entries of its list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ccsvi_refs.model import InTextCitation, Mention, Reference, Uncited
from ccsvi_refs.pages.intext import names, numbers
from ccsvi_refs.pages.intext.keyed import Key
from ccsvi_refs.pages.intext.prose import Prose
from ccsvi_refs.text import marks

#: A key in brackets as lists of that kind have them: [Okafor2011], [ABC+99].
_LABELLED = re.compile(
    r"(?<![\w\]\\!])\[(?P<keys>[^\W\d_][\w+.:-]{0,40}\d{2}[a-z]?(?:\s?[,;]\s?[^\W\d_][\w+.:-]{0,40}\d{2}[a-z]?)*)\](?![(:\[_])"
)


@dataclass(frozen=True, slots=True)
class Tied:
    """The citations in the text, and the entries that none of them names."""

    citations: tuple[InTextCitation, ...] = ()
    uncited: tuple[Uncited, ...] = ()


def tie(prose: Prose, references: Sequence[Reference], notes: Sequence[Mention], labels: Sequence[Key]) -> Tied:
    """Return what the text cites of the entries of its list; ``labels`` are the notes and labels it refers to."""
    listed = _listed(references, notes)
    numbered = {int(label): ids for label, ids in listed.items() if label.isdigit()}
    brackets = numbers.bracketed(prose)
    raised = numbers.raised(prose)
    both = [marker for marker in raised if marker.text[0] == "["]
    if len(both) * 2 >= len(brackets):
        brackets = []  # they are those set high
    else:
        raised = [marker for marker in raised if marker.text[0] != "["]
    systems = [found for found in (brackets, raised) if numbers.is_system(found, numbered)]
    citations = [citation for found in systems for citation in numbers.citations(found, numbered)]
    citations += _labelled([*labels, *_bracketed(prose)], listed)
    by_name = names.citations(names.find(prose), references, prose) if references else []
    uncited = _uncited(citations, references) if citations else _unnamed(by_name, references, prose)
    return Tied(tuple(sorted((*citations, *by_name), key=_order)), tuple(uncited))


def _order(citation: InTextCitation) -> tuple[int, int]:
    return (citation.location.line, citation.location.column) if citation.location else (0, 0)


def _listed(references: Sequence[Reference], notes: Sequence[Mention]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the entries that have a number or label; a note has the label and no id."""
    listed: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for reference in references:
        label = _label(reference.mention)
        if label:
            listed[label] += (reference.id,)
    for note in notes:
        if label := _label(note):
            listed[label] += ("",)
    return dict(listed)


def _label(mention: Mention | None) -> str:
    return marks.number(mention.number) if mention else ""


def _bracketed(prose: Prose) -> list[Key]:
    """Return the keys cited in square brackets."""
    return [
        Key(key, match.group(), prose.place(line, match.group()), surely=False)
        for line in prose.lines
        for match in _LABELLED.finditer(line.text)
        for key in re.split(r"\s?[,;]\s?", match["keys"])
    ]


def _labelled(keys: Sequence[Key], listed: Mapping[str, tuple[str, ...]]) -> list[InTextCitation]:
    """Return the labels cited, those that no entry has only where half of the others are there."""
    keys = list({(key.key, key.location): key for key in keys}.values())
    known = sum(key.key in listed for key in keys)
    certain = known * 2 >= len(keys) > 0
    return [
        InTextCitation("key", key.text, key.key, key.location, listed.get(key.key, ()))
        for key in keys
        if key.key in listed or (certain and known)
    ]


def _uncited(citations: Iterable[InTextCitation], references: Sequence[Reference]) -> list[Uncited]:
    """Return the numbered or labelled entries that nothing cites, none where the text cites fewer than half of them."""
    cited = {key for citation in citations for key in citation.references}
    marked = [reference for reference in references if _label(reference.mention)]
    rest = [reference for reference in marked if reference.id not in cited]
    return _places(rest) if len(rest) * 2 <= len(marked) else []


def _unnamed(by_name: Sequence[InTextCitation], references: Sequence[Reference], prose: Prose) -> list[Uncited]:
    """Return the entries whose first author the text names nowhere, none where it names few of them."""
    cited = {key for citation in by_name for key in (*citation.references, *citation.near)}
    if len(cited) < 2 or len(cited) * 2 < len(references):
        return []
    return _places([one for one in names.unnamed(references, prose) if one.id not in cited])


def _places(references: Iterable[Reference]) -> list[Uncited]:
    return [Uncited(one.id, one.mention.location if one.mention else None) for one in references]
