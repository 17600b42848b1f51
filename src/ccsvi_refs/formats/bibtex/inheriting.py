"""Fields that entries of a .bib file take from those they name in ``crossref`` and ``xdata``.

biblatex's default rules: appendix B of its manual, https://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ccsvi_refs.formats.bibtex.fields import CONTAINED
from ccsvi_refs.location import Location
from ccsvi_refs.model import Problem

if TYPE_CHECKING:
    from ccsvi_refs.formats.bibtex.syntax import File, RawEntry

#: Fields a child never takes from its parent.
_OWN = frozenset(
    {"ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort",
     "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey", "doi",
     "url", "pages"}
)  # fmt: skip
#: What a parent's field becomes in a child that is contained in it, in a journal, or a volume of a work in several.
_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_IN_PERIODICAL = {"title": "journaltitle", "subtitle": "journalsubtitle", "titleaddon": "journaltitleaddon"}
_IN_VOLUMES = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
#: Fields that stay with a parent whose title is not the child's, and with one whose title the child replaces.
_OF_A_TITLE = frozenset({"shorttitle", "sorttitle", "indextitle", "indexsorttitle"})
_BESIDE_A_TITLE = frozenset({"subtitle", "titleaddon"})
_IN_BOOKS = frozenset({"inbook", "bookinbook", "suppbook"})
_DEEPEST = 20
#: An entry has one parent, and a few sets of fields besides.
MOST_PARENTS = 50


def inherit(file: File) -> None:
    """Complete the entries of a file with what their parents have; a parent that is missing is a problem."""
    by_key = {entry.key.lower(): entry for entry in reversed(file.entries) if entry.key}
    done: set[int] = set()
    for entry in file.entries:
        if "crossref" in entry.fields or "xdata" in entry.fields:
            _complete(entry, by_key, done, file)


def _complete(entry: RawEntry, by_key: Mapping[str, RawEntry], done: set[int], file: File) -> None:
    """Take over the fields of the entry's parents, after those have taken theirs; a circle ends where it began."""
    chain = [entry]
    while chain:
        current = chain[-1]
        waiting = [parent for _, parent in _parents(current, by_key, None, file) if id(parent) not in done]
        done.add(id(current))
        if waiting and len(chain) < _DEEPEST:
            chain.append(waiting[0])
            continue
        chain.pop()
        problems = file.problems if not chain or current is entry else None
        for relation, parent in _parents(current, by_key, problems, file):
            if not _take(current, parent, relation, file):
                return


def _parents(
    entry: RawEntry, by_key: Mapping[str, RawEntry], problems: list[Problem] | None, file: File
) -> Iterator[tuple[str, RawEntry]]:
    for relation in ("xdata", "crossref"):
        for key in entry.fields.get(relation, "").split(",", MOST_PARENTS)[:MOST_PARENTS]:
            parent = by_key.get(key.strip().lower())
            if parent is not None and parent is not entry:
                yield relation, parent
            elif key.strip() and problems is not None:
                place = Location(file.path, entry.lines.get(relation, entry.line))
                problems.append(
                    Problem(f"{relation} names {key.strip()!r}, which is not in the file", place, key.strip())
                )


def _take(child: RawEntry, parent: RawEntry, relation: str, file: File) -> bool:
    """Put the parent's fields into the child; return whether the file could afford them."""
    if not file.affords(sum(len(name) + len(value) for name, value in parent.fields.items()), child.line):
        return False
    renamed = _names_in(child, parent) if relation == "crossref" else {}
    for name, value in parent.fields.items():
        if name in _OWN and not (relation == "xdata" and name in ("doi", "url", "pages")):
            continue
        if relation == "crossref" and _stays(name, renamed, child):
            continue
        target = renamed.get(name, name)
        if target not in child.fields and not (name == "journal" and "journaltitle" in child.fields):
            child.fields[target] = value
    if relation == "crossref" and child.kind in _IN_BOOKS and "author" in parent.fields:
        child.fields.setdefault("bookauthor", parent.fields["author"])
    return True


def _names_in(child: RawEntry, parent: RawEntry) -> Mapping[str, str]:
    """Return what the parent's titles are for the child."""
    if parent.kind.startswith("mv") and not child.kind.startswith("mv"):
        return _IN_VOLUMES
    if child.kind in CONTAINED:
        return _IN_PERIODICAL if parent.kind == "periodical" else _RENAMED
    return {}


def _stays(name: str, renamed: Mapping[str, str], child: RawEntry) -> bool:
    if renamed:
        return name in _OF_A_TITLE
    return name in _OF_A_TITLE | _BESIDE_A_TITLE and "title" in child.fields
