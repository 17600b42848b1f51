"""Whether two records describe one work: for merging registries, and for finding a work listed twice."""

from __future__ import annotations

from rapidfuzz import fuzz

from ccsvi_refs.matching import containers, persons, prepared
from ccsvi_refs.matching.prepared import Registered
from ccsvi_refs.model import Reference

#: Titles that many works share; they need the same place in print as well.
_SHORT_TITLE = 20
#: How alike (0..100) two longer titles are that typing errors and lost spaces tell apart.
_ALIKE = 96
_ONE_PERSON = ("same", "variant")


def same_work(a: Reference, b: Reference) -> bool:
    """Return whether two references describe one work; a preprint and its article are two."""
    return same(prepared.candidate(a), prepared.candidate(b))


def same(a: Registered, b: Registered) -> bool:
    """Return whether two prepared records describe one work."""
    if _shared(a.doi, b.doi) or _shared(a.pmid, b.pmid):
        return True
    if a.pmid and b.pmid:
        return False
    if _is_preprint(a) != _is_preprint(b) or a.markers != b.markers:
        return False
    if not _authors_agree(a, b) or not _years_agree(a, b):
        return False
    located = _same_place(a, b)
    if a.compact_title and b.compact_title:
        return located is not False and _titles_agree(a, b, located is True)
    return located is True and bool(a.authors and b.authors)


def _shared(a: str, b: str) -> bool:
    return bool(a) and a == b


def _is_preprint(record: Registered) -> bool:
    return record.reference.type == "article"


def _authors_agree(a: Registered, b: Registered) -> bool:
    return not a.authors or not b.authors or persons.compare(a.authors[0], b.authors[0]) in _ONE_PERSON


def _years_agree(a: Registered, b: Registered) -> bool:
    return not a.years or not b.years or any(abs(x - y) <= 1 for x in a.years for y in b.years)


def _same_place(a: Registered, b: Registered) -> bool | None:
    """Whether both stand at the same volume and page of the same container; None where one does not say."""
    if a.containers and b.containers and not containers.same_forms(a.containers, b.containers):
        return False
    if a.volume and b.volume and a.volume != b.volume:
        return False
    if a.first_page and b.first_page:
        return a.first_page == b.first_page and (True if a.volume and b.volume else None)
    return None


def _titles_agree(a: Registered, b: Registered, located: bool) -> bool:
    one, other = a.compact_title, b.compact_title
    if one == other:
        return located or len(one) >= _SHORT_TITLE
    if a.main_title == other or b.main_title == one:
        return located or (len(min(one, other, key=len)) >= _SHORT_TITLE and bool(a.authors and b.authors))
    floor = 80 if located else _ALIKE
    return min(len(one), len(other)) >= _SHORT_TITLE and fuzz.ratio(one, other) >= floor
