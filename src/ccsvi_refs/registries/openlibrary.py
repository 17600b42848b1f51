"""Open Library: books by ISBN, many in a request, and by title and author.

https://openlibrary.org/dev/docs/api/books and https://openlibrary.org/dev/docs/api/search. A search finds works, among
them summaries of a book before the book; of a work's editions the one of the cited year is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ccsvi_refs.formats.records import openlibrary as format_
from ccsvi_refs.registries import titles
from ccsvi_refs.registries.registry import Query, Records, Registry, Way
from ccsvi_refs.text.values import mappings
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

BATCH, ROWS = 20, 10
_FIELDS = "key,title,subtitle,author_name,first_publish_year,publish_year,publisher"
_UNREAD = frozenset({"cover", "ebooks", "subjects", "subject_people", "subject_places", "subject_times", "excerpts"})


def books(client: Client, isbns: Iterable[str]) -> Lookup[Records]:
    """Return the edition that has each ISBN."""
    return look_up(client, ISBNS, isbns, lambda batch: _books(client, batch))


def search(client: Client, wanted: Iterable[str]) -> Lookup[Records]:
    """Return the works that have each title and author."""
    return look_up(client, TITLES, wanted, lambda batch: {batch[0]: _search(client, *batch[0].split("|"))})


def keys(asked: Query) -> list[str]:
    """Return title, first author and year of what may be a book, none for anything else."""
    cited = asked.reading
    title = titles.title(asked) if titles.is_book(cited) else ""
    name = (cited.authors[0].family or cited.authors[0].literal) if cited.authors else ""
    return [f"{title}|{name.replace('|', ' ')}|{cited.year or ''}"] if title else []


def _books(client: Client, isbns: Sequence[str]) -> dict[str, Any]:
    params = {"bibkeys": ",".join(f"ISBN:{isbn}" for isbn in isbns), "format": "json", "jscmd": "data"}
    found = client.send(Call("openlibrary", "/api/books", params), _keyed)
    slim = {key: {name: value for name, value in book.items() if name not in _UNREAD} for key, book in found.items()}
    return {isbn: slim.get(f"ISBN:{isbn}") for isbn in isbns}


def _search(client: Client, title: str, author: str, year: str) -> list[dict[str, Any]]:
    params = {"title": title, "fields": _FIELDS, "limit": str(ROWS)} | ({"author": author} if author else {})
    found = client.send(Call("openlibrary", "/search.json", params), _docs)
    return [{"year": year, "work": {name: doc[name] for name in _FIELDS.split(",") if name in doc}} for doc in found]


def _keyed(reply: Reply) -> dict[str, Mapping[str, Any]]:
    if reply.status != 200:
        raise reply.unusable("has no such address")
    return {key: book for key, book in reply.mapping().items() if isinstance(book, Mapping)}


def _docs(reply: Reply) -> list[Mapping[str, Any]]:
    answer = reply.mapping()
    if reply.status != 200 or not isinstance(answer.get("docs"), list):
        raise reply.unusable("sent JSON that is not a search result")
    return mappings(answer["docs"])[:ROWS]


def _read(book: Mapping[str, Any]) -> Records:
    if not book.get("title"):
        raise ValueError("no book")
    return (format_.edition(book),)


def _read_list(found: Sequence[Mapping[str, Any]]) -> Records:
    return tuple(format_.work(item["work"], str(item["year"])) for item in found)


ISBNS = Questions("openlibrary", "isbn", BATCH, _read)
TITLES = Questions("openlibrary", "title", 1, _read_list)
REGISTRY = Registry(
    "openlibrary",
    "Open Library",
    rank=8,
    own={"isbn": Way(books, ISBNS)},
    searches=(Way(search, TITLES, keys=keys),),
)
