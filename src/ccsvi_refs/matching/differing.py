"""What a citation says that a registry's record does not: real differences by field, equivalent forms left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ccsvi_refs.matching import (
    authorship,
    containers,
    imprints,
    locating,
    numerals,
    prepared,
    printing,
    publishing,
    titling,
)
from ccsvi_refs.matching.difference import Difference, DifferenceKind
from ccsvi_refs.matching.locating import Found
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.model import Reference
from ccsvi_refs.text.folding import STOPWORDS, plain, words

__all__ = ["Difference", "DifferenceKind", "differences", "same_title"]

#: Works of these types stand in something that has a name.
_CONTAINED = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "paper-conference", "chapter", "article"}
)
#: Words by which a subtitle says what kind of journal it is, not which.
_DESCRIBES = frozenset(
    {
        "a",
        "an",
        "annals",
        "bulletin",
        "international",
        "journal",
        "magazine",
        "official",
        "review",
        "reviews",
        "the",
        "zeitschrift",
    }
)
_NO_NAME = STOPWORDS | frozenset(
    {
        "abstract",
        "cas",
        "crossref",
        "fulltext",
        "google",
        "medline",
        "openurl",
        "pdf",
        "pubmed",
        "scholar",
        "ahead",
        "available",
        "d",
        "epub",
        "internet",
        "n",
        "online",
        "preprint",
        "press",
        "print",
        "published",
        "retrieved",
    }
)
#: What stands behind a name and belongs to it.
_WITH_NAMES = frozenset({"and", "al", "et", "jr", "sr", "ii", "iii", "others"})
_INITIALS = 3
#: A name of a journal has a word of so many letters.
_WORD = 4
#: No name of a journal or meeting has more words.
_LONGEST = 14

same_title = titling.same


def differences(cited: Reference, registered: Reference) -> tuple[Difference, ...]:
    """Return the real differences between a citation, its string first of all, and the record of the same work."""
    page = prepared.cited(cited.mention.text if cited.mention else "")
    record = prepared.candidate(registered)
    where = titling.region(page, record) if page.text else None
    page = page.outside(where.start, where.end) if where else page
    ahead = page.ahead or Cited(cited.text("status")).ahead
    found = [
        *_status(ahead, registered),
        *_authors(page, cited, record, where),
        *_title(page, cited, record, where),
        *_container(page, cited, record, where),
        *imprints.year(page, cited, record, where, bool(ahead)),
        *imprints.place(page, cited, record, bool(ahead)),
        *publishing.compare(page, cited, record, where),
    ]
    return tuple(found)


def _status(ahead: str, registered: Reference) -> Iterator[Difference]:
    if ahead and (registered.text("volume") or registered.text("page")):
        year = registered.year or ""
        issue = registered.text("issue")
        place = f"{year};{registered.text('volume')}{f'({issue})' if issue else ''}:{registered.text('page')}"
        yield Difference("status", ahead, place.rstrip(":;"), "status")


def _authors(page: Cited, cited: Reference, record: Registered, where: Found | None) -> Iterator[Difference]:
    found, said = authorship.compare(page, cited, record, where)
    if found.note:
        registered = ", ".join(authorship.everyone(record.reference).printed)
        yield Difference("author", said, registered, "error" if found.grave else "variant", found.note)


def _title(page: Cited, cited: Reference, record: Registered, where: Found | None) -> Iterator[Difference]:
    if found := titling.compare(page, cited, record, where):
        kind, said, registered = found
        yield Difference("title", said, registered, kind)


def _container(page: Cited, cited: Reference, record: Registered, where: Found | None) -> Iterator[Difference]:
    registered = containers.names(record.reference)
    said = cited.container_title or _in_its_place(page, record, where)
    if not said or _is_no_name(said, record):
        return
    if not registered:
        if record.reference.type in _CONTAINED and not containers.is_server(said):
            note = "the record names no journal, book or meeting"
            yield Difference("container-title", said, "", "variant", note)
        return
    if main := _main_name(said, record):
        yield Difference(
            "container-title", said, main, "variant", "the registered name goes on, as those of sister journals do"
        )
        return
    taken = range(where.start, where.end) if where else range(0)
    if page.text and printing.whole_container(page, record, taken):
        return
    if printing.names_container(said, record) or _stands_alone(said, record) or printing.container(page, said, record):
        return
    on_server = record.reference.type == "article" and not record.reference.container_title
    if on_server and containers.is_server(said) and not containers.other_server(said, registered[0]):
        return
    # The server's address stands where a journal would, and is no name; what is left of it is none either.
    if on_server and not cited.container_title and cited.mention and containers.is_server(cited.mention.text):
        return
    kind: DifferenceKind = "variant" if _may_be_series(said, record.reference) else "error"
    note = "the registry has the book; a series may be meant" if kind == "variant" else ""
    yield Difference("container-title", said, plain(registered[0]), kind, note)


def _is_no_name(said: str, record: Registered) -> bool:
    """Whether what was read as the journal is none: the title, a publisher, or "published online"."""
    found = set(words(said))
    found -= {word for who in record.authors for word in who.words}
    contained = record.reference.type in _CONTAINED
    house = not record.reference.container_title and publishing.is_house(said)
    house = house or (not contained and publishing.names(said, record.reference.text("publisher")))
    return (
        all(word in _NO_NAME or word.isdigit() for word in found)
        or house
        or any(titling.same(said, title) for title in titling.titles(record))
    )


def _main_name(said: str, record: Registered) -> str:
    """Return the name of a journal of which only the first word is cited, where the rest may be another journal's."""
    name = plain(record.reference.container_title)
    main, colon, rest = name.partition(": ")
    if not colon or len(words(main)) != 1 or not _DESCRIBES.isdisjoint(words(rest)):
        return ""
    others = [other for other in containers.names(record.reference) if other != record.reference.container_title]
    named = containers.same(said, main) and not any(containers.same(said, other) for other in others)
    return name if named and "".join(words(said)) != "".join(words(name)) else ""


def _may_be_series(said: str, reference: Reference) -> bool:
    """Whether a name may be that of the series in which a work's book appears, of which its record says nothing."""
    if reference.text("volume") or reference.text("collection-title"):
        return False
    if reference.type in ("chapter", "entry"):
        return True
    if reference.type == "document":
        # A record that does not say what the work is; what has no issue either may well be part of a book.
        return not reference.text("issue")
    in_book = bool(reference.text("ISBN") or "/978" in reference.text("DOI"))
    return in_book and reference.type == "paper-conference" and not containers.is_meeting(said)


def _stands_alone(said: str, record: Registered) -> bool:
    """Whether a text names the journal with nothing joined to it: ``Nature [Internet]``, not ``Nature Physics``."""
    page = Cited(said)
    for form in record.containers:
        found = locating.container(page, form, range(0))
        if found.likeness == 1:
            left = next((start for start, end in page.segments if start <= found.start < end), 0)
            right = next((end for start, end in page.segments if start < found.end <= end), 0)
            if all(word in STOPWORDS for word in page.words[left : found.start] + page.words[found.end : right]):
                return True
    return False


def _between(page: Cited, index: int) -> str:
    """Return the text after the title and before the locator, empty where it is too long for a journal's name."""
    if index >= len(page.starts):
        return ""
    begin = page.starts[index]
    stops = [start for _, start in numerals.years(page.body) if start > begin]
    if page.locator.start > begin:
        stops.append(page.locator.start)
    raw = page.body[begin : min(stops, default=len(page.body))].partition(page.ahead or "\0")[0].strip(" .,;:([\n")
    return re.sub(r"\s+", " ", raw) if len(words(raw)) <= _LONGEST else ""


def _in_its_place(page: Cited, record: Registered, where: Found | None) -> str:
    """Return what a string prints where a journal's name belongs: behind the title or, without one, the authors."""
    if where is None:
        return _behind_authors(page, record) if record.reference.type == "article-journal" else ""
    return _between(page, where.end) if where.likeness >= 0.75 else ""


def _behind_authors(page: Cited, record: Registered) -> str:
    """Return the text between the last registered author and the locator of a citation in a style without titles."""
    if not page.locator.volume:
        return ""
    stop = bisect_left(page.starts, page.locator.start)
    families = {word for who in authorship.everyone(record.reference).authors for word in who.words}
    last = max((at for at in range(stop) if page.words[at] in families), default=stop)
    begin = next((at for at in range(last + 1, stop) if not _belongs_to_name(page, at)), stop)
    if begin == stop:
        return ""
    raw = page.body[page.starts[begin] : page.locator.start].strip(" .,;:([\n")
    named = raw[:1].isupper() and not re.search(r"\d", raw) and len(words(raw)) <= _LONGEST
    return raw if named and any(len(word) >= _WORD and word not in _NO_NAME for word in words(raw)) else ""


def _belongs_to_name(page: Cited, at: int) -> bool:
    raw = page.body[page.starts[at] : page.ends[at]]
    return page.words[at] in _WITH_NAMES or (len(raw) <= _INITIALS and raw.isupper()) or len(raw) == 1
