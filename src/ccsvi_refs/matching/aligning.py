"""A citation string beside one candidate: what each field says for and against, in one word a field."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ccsvi_refs.matching import entitled, languages, locating, numerals, placing
from ccsvi_refs.matching.entitled import Title
from ccsvi_refs.matching.locating import AuthorFound, Found
from ccsvi_refs.matching.prepared import Cited, Registered
from ccsvi_refs.text.folding import STOPWORDS

#: Words around the fields that say nothing about the work.
_FURNITURE = STOPWORDS | frozenset(
    {
        "al", "available", "doi", "epub", "ahead", "print", "et", "edn", "ed", "eds", "http", "https", "in",
        "internet", "issue", "iss", "j", "no", "number", "org", "page", "pages", "pp", "p", "pmid", "pmcid", "press",
        "pubmed", "suppl", "vol", "volume", "www", "accessed", "retrieved", "jan", "feb", "mar", "apr", "may", "jun",
        "jul", "aug", "sep", "oct", "nov", "dec", "january", "february", "march", "april", "june", "july", "august",
        "september", "october", "november", "december",
    }
)  # fmt: skip


#: What stands between the names of a list.
_BETWEEN_NAMES = re.compile(r"[,;&]|\band\b")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found: one state a field, and the numbers behind them."""

    title: str
    likeness: float
    coverage: float
    title_letters: int
    title_numbers: str
    first_author: str
    initials: str
    other_authors: float
    other_found: int
    container: str
    year: str
    volume: str
    issue: str
    first_page: str
    last_page: str
    elsewhere: bool
    doi: str
    subtitle: bool
    stray: int
    strays: int
    marker: str
    supplement: bool = False


def facts(cited: Cited, record: Registered) -> Facts:
    """Return what the text and the record say of each other."""
    title = entitled.find(cited, record)
    authors = [locating.author(cited, who, 8 if i == 0 else 0) for i, who in enumerate(record.authors)]
    container = _container(cited, record, title.place)
    subtitle = entitled.subtitle(cited, title)
    explained = _explained(cited, record, title, authors, container) | set(subtitle)
    stray, strays = _strays(cited, explained)
    state = entitled.state(record, title, stray)
    if state in entitled.UNLIKE and _is_translated(cited, record, title, authors, container):
        # A title given in translation says nothing for or against.
        state, stray, strays = "unknown", 0, 0
    first = authors[0] if authors else None
    others = [found for found in authors[1:] if found and found.exact]
    loc = cited.locator
    return Facts(
        title=state,
        likeness=title.whole.likeness,
        coverage=title.cover,
        title_letters=len(record.compact_title),
        title_numbers=title.numbers,
        first_author=_author_state(cited, record, authors, title.whole),
        initials="none" if first is None or first.initials is None else "same" if first.initials else "differ",
        other_authors=len(others) / (len(authors) - 1) if len(authors) > 1 else -1.0,
        other_found=len(others),
        container=_container_state(record, container),
        year=placing.year(cited, record),
        volume=placing.number(cited, record.volume, loc.volume, loc.issue),
        issue=placing.number(cited, record.issue, loc.issue, ""),
        first_page=placing.first_page(cited, record),
        last_page=placing.page(cited, record, record.last_page, loc.last_page),
        elsewhere=placing.elsewhere(cited, record),
        doi=_doi_state(cited, record),
        subtitle=bool(subtitle),
        stray=stray,
        strays=strays,
        marker=_marker_state(cited, record),
        supplement=placing.in_supplement(cited.locator) != placing.in_supplement(record),
    )


def _is_translated(
    cited: Cited, record: Registered, title: Title, authors: list[AuthorFound | None], container: Found
) -> bool:
    """Whether the text gives the title in translation, and its place is wholly the record's.

    It says so, or is of another language and names the issue.
    """
    if max(title.whole.likeness, title.cover) >= entitled.ANOTHER:
        return False
    if not _whole_place(cited, record, container, authors):
        return False
    if languages.says_so(cited.text):
        return True
    issue = placing.number(cited, record.issue, cited.locator.issue, "")
    return issue in ("same", "unknown") and languages.differ(cited.text, record.reference.title)


def _whole_place(cited: Cited, record: Registered, container: Found, authors: list[AuthorFound | None]) -> bool:
    """Whether first author, journal, year, volume and first page are all the record's."""
    where = cited.locator
    placed = bool(record.volume) and where.volume == record.volume and placing.first_page(cited, record) == "same"
    return placed and container.likeness == 1 and placing.year(cited, record) == "same" and bool(authors and authors[0])


def _author_state(cited: Cited, record: Registered, authors: list[AuthorFound | None], title: Found) -> str:
    taken = range(title.start, title.end) if title.likeness >= 0.75 else range(0)
    if not record.authors:
        return "absent" if taken and title.start <= 1 else "unrecorded"
    first = authors[0]
    if first is None or (first.place in taken and first.place > 2):
        coauthor = any(found and found.exact and found.place <= 2 and found.place not in taken for found in authors[1:])
        return "coauthor" if coauthor else "missing"
    if not first.exact:
        return "near"
    if not _BETWEEN_NAMES.search(cited.body, 0, cited.starts[first.place]):
        return "first"
    return "early" if first.place <= 6 else "later"


def _container(cited: Cited, record: Registered, taken: range) -> Found:
    best = Found(0.0)
    for form in record.containers:
        found = locating.container(cited, form, taken)
        if (found.likeness, found.end - found.start) > (best.likeness, best.end - best.start):
            best = found
    longest = max(map(len, record.containers), default=0)
    if best.likeness < 1 or best.end - best.start < longest:
        for form in record.containers:
            letters = "".join(form)
            if len(letters) >= 8 and (best.likeness < 1 or len(form) > best.end - best.start):
                fuzzy = locating.phrase(cited, letters, 0.85)
                if fuzzy.likeness >= 0.85 and fuzzy.start not in taken:
                    return Found(min(0.9, fuzzy.likeness), fuzzy.start, fuzzy.end)
    return best


def _container_state(record: Registered, found: Found) -> str:
    if not record.containers:
        return "unknown"
    if found.likeness == 1:
        return "same"
    return "near" if found.likeness >= 0.66 else "missing"


def _explained(
    cited: Cited, record: Registered, title: Title, authors: list[AuthorFound | None], container: Found
) -> set[int]:
    """Return the words that the record explains, by their places."""
    known = set(title.place)
    for found in authors:
        if found:
            known.update(range(found.place, found.place + found.size))
    if container.likeness >= 0.66:
        known.update(range(container.start, container.end))
    if title.cover >= 0.9:
        for word in record.title:
            known.update(cited.places.get(word, ()))
    if record.containers and container.likeness < 0.66:
        known.update(_container_place(cited))
    return known


def _container_place(cited: Cited) -> range:
    """Return the words that stand right before the locator or the last year, where a container is named."""
    place = (
        cited.locator.start if cited.locator.end else max((start for _, start in numerals.years(cited.body)), default=0)
    )
    at = bisect_left(cited.starts, place)
    return next((range(start, end) for start, end in reversed(cited.segments) if start < at), range(0))


def _strays(cited: Cited, explained: set[int]) -> tuple[int, int]:
    """Return the most unexplained words between two marks of punctuation, and all in stretches of three and more."""
    longest = total = 0
    for start, end in cited.segments:
        count = sum(
            1
            for index in range(start, end)
            if index not in explained
            and len(cited.words[index]) > 2
            and cited.words[index] not in _FURNITURE
            and cited.words[index].isalpha()
        )
        longest = max(longest, count)
        if count >= 3:
            total += count
    return longest, total


def _doi_state(cited: Cited, record: Registered) -> str:
    cited_dois = {found.identifier.value for found in cited.identifiers if found.identifier.kind == "doi"}
    cited_pmids = {found.identifier.value for found in cited.identifiers if found.identifier.kind == "pmid"}
    if (record.doi and record.doi in cited_dois) or (record.pmid and record.pmid in cited_pmids):
        return "same"
    if cited_dois and record.doi:
        return "differs"
    return "none"


def _marker_state(cited: Cited, record: Registered) -> str:
    if record.markers - cited.markers:
        return "record"
    return "text" if cited.markers - record.markers else "none"
