"""PubMed's ESearch: PMIDs by title, author and year, or by volume, page and author, many citations in one request.

https://www.ncbi.nlm.nih.gov/books/NBK25499/#chapter4.ESearch and https://pubmed.ncbi.nlm.nih.gov/help/#search-tags.
A request joins its queries by OR, so its answer does not say which query found what: the records are read, and each
query keeps those that fit it. Whoever asks has to verify the work.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ccsvi_refs.model import Reference
from ccsvi_refs.registries import eutils
from ccsvi_refs.registries.registry import Query
from ccsvi_refs.text.folding import words
from ccsvi_refs.transport import Client, Lookup, Questions, look_up

#: Queries in one request, and PMIDs kept for each.
BATCH, ROWS = 20, 8
#: Times that a batch is asked: a query that finds very much hides what the others find.
ROUNDS = 3

#: Fewer words of a title find too much, unless an author and a year go with them.
_TELLING = 3
#: The share of a query's title words that a record has to have: PubMed finds other spellings of some.
_SHARE = 0.75


@dataclass(slots=True)
class _Search:
    """A client's searches; ``joins`` once it is known that the service makes sense of queries joined by OR."""

    client: Client
    joins: bool = False
    _doubt: threading.Lock = field(default_factory=threading.Lock)

    def batch(self, terms: Sequence[str]) -> dict[str, list[str]]:
        """Return the PMIDs for each query; what a cut-off answer leaves open is asked again, so often at most.

        A query that is still open then is left out: it was not answered.
        """
        if len(terms) == 1:
            return self.singly(terms)
        values: dict[str, list[str]] = {}
        asked = list(terms)
        for _ in range(ROUNDS):
            found, total = eutils.esearch(self.client, " OR ".join(f"({term})" for term in asked), ROWS * len(asked))
            if not found and not values:
                with self._doubt:
                    if not self.joins:
                        return self._doubted(terms)
            self.joins = True
            values |= _shared_out(asked, _read(self.client, found))
            asked = [term for term in asked if not values[term]]
            if total <= len(found) or not asked:
                return values
        return {term: pmids for term, pmids in values.items() if pmids}

    def singly(self, terms: Sequence[str]) -> dict[str, list[str]]:
        """Return the PMIDs for each query, one request a query, best match first."""
        return {term: eutils.esearch(self.client, term, ROWS)[0] for term in terms}

    def _doubted(self, terms: Sequence[str]) -> dict[str, list[str]]:
        """Ask one by one what nothing was found for together: perhaps it is OR that the service does not know."""
        values = self.singly(terms)
        self.joins = not any(values.values())
        return values


def search(client: Client, terms: Iterable[str]) -> Lookup[list[str]]:
    """Return the PMIDs of the records that each query finds."""
    return look_up(client, TERMS, terms, _Search(client).batch)


def terms(asked: Query) -> list[str]:
    """Return the queries for the cited title and for the place, none where too little is cited."""
    cited = asked.reading
    author = cited.authors[0].family if cited.authors else ""
    title = by_title(cited.title, author, cited.year)
    place = by_place(cited.text("volume"), cited.text("page"), author, cited.year)
    return [term for term in (title, place) if term]


def by_title(title: str, author: str = "", year: int | None = None) -> str:
    """Return the query for a title's words, its first author and its year, give or take one; empty where too vague."""
    found = re.findall(r"[^\W_]{3,}", re.sub(r"<[^>]+>", " ", title))[:12]
    parts = [f"{word}[ti]" for word in found if word.lower() not in _STOP_WORDS]
    vague = len(parts) < _TELLING and not (parts and author and year)
    return "" if vague else " AND ".join([*parts, *_author(author), *_years(year)])


def by_place(volume: str, page: str, author: str, year: int | None = None) -> str:
    """Return the query for volume, first page and first author, in whatever journal; empty where one is missing."""
    first = re.match(r"\w+", page.strip())
    name = list(_author(author))
    if not (re.fullmatch(r"\w+", volume.strip()) and first and name):
        return ""
    return " AND ".join([f"{volume.strip()}[vi]", f"{first[0]}[pg]", *name, *_years(year)])


def _author(family: str) -> Iterable[str]:
    name = " ".join(re.sub(r"[^\w\s'’-]", " ", family).split())
    return [f"{name}[au]"] if name else []


def _years(year: int | None) -> Iterable[str]:
    return [f"{year - 1}:{year + 1}[dp]"] if year else []


def _read(client: Client, pmids: Iterable[str]) -> dict[str, Reference]:
    lookup = eutils.records(client, pmids)
    for error in lookup.failed.values():
        raise error
    return {pmid: record for pmid, (record,) in lookup.found.items()}


def _shared_out(terms: Iterable[str], records: dict[str, Reference]) -> dict[str, list[str]]:
    return {term: [pmid for pmid, record in records.items() if _fits(record, term)][:ROWS] for term in terms}


def _fits(record: Reference, term: str) -> bool:
    """Return whether a record has what a query asks for: most of the title words, or volume and page."""
    wanted = dict.fromkeys(re.findall(r"(\w+)\[(ti|vi|pg)\]", term))
    title = [word.lower() for word, tag in wanted if tag == "ti"]
    if title:
        have = set(words(record.title))
        return sum(set(words(word)) <= have for word in title) >= _SHARE * len(title)
    place = (record.text("volume").lower(), *re.findall(r"\w+", record.text("page").lower())[:1])
    return place == tuple(value.lower() for value, _ in wanted)


TERMS = Questions("eutils", "esearch", BATCH, eutils.pmids)

#: Words PubMed leaves out, which ``[ti]`` would search for in vain: https://pubmed.ncbi.nlm.nih.gov/help/#stopwords
_STOP_WORDS = frozenset(
    {
        "about", "again", "all", "almost", "also", "although", "always", "among", "and", "another", "any", "are",
        "because", "been", "before", "being", "between", "both", "but", "can", "could", "did", "does", "done", "due",
        "during", "each", "either", "enough", "especially", "etc", "for", "found", "from", "further", "had", "has",
        "have", "having", "here", "how", "however", "into", "its", "itself", "just", "made", "mainly", "make", "may",
        "might", "most", "mostly", "must", "nearly", "neither", "nor", "obtained", "often", "our", "overall",
        "perhaps", "quite", "rather", "really", "regarding", "seem", "seen", "several", "should", "show", "showed",
        "shown", "shows", "significantly", "since", "some", "such", "than", "that", "the", "their", "theirs", "them",
        "then", "there", "therefore", "these", "they", "this", "those", "through", "thus", "upon", "use", "used",
        "using", "various", "very", "was", "were", "what", "when", "which", "while", "with", "within", "without",
        "would",
    }
)  # fmt: skip
