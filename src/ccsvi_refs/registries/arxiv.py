"""arXiv: preprints by number, many in a request, and by title where a citation says that it is one of arXiv's.

https://info.arxiv.org/help/api/user-manual.html; one request every three seconds. An unknown number has no entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from ccsvi_refs.formats.records import arxiv as format_
from ccsvi_refs.registries import titles
from ccsvi_refs.registries.registry import Query, Records, Registry, Way
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

BATCH, ROWS = 50, 10
_VERSION = re.compile(r"v\d+$")


def works(client: Client, numbers: Iterable[str]) -> Lookup[Records]:
    """Return the newest version of the preprint of each number, whichever version is asked for."""
    return look_up(client, NUMBERS, numbers, lambda batch: _works(client, batch))


def search(client: Client, wanted: Iterable[str]) -> Lookup[Records]:
    """Return the preprints that have the words of each title."""
    return look_up(client, TITLES, wanted, lambda batch: {batch[0]: _search(client, batch[0])})


def keys(asked: Query) -> list[str]:
    """Return the title of a citation that calls itself a preprint of arXiv's, none for another."""
    cited = asked.reading
    places = " ".join((asked.text, cited.container_title, cited.text("publisher"), cited.text("archive")))
    return titles.keys(asked) if re.search(r"arxiv|\bcorr\b", places, re.IGNORECASE) else []


def _works(client: Client, numbers: Sequence[str]) -> dict[str, Any]:
    bare = {number: _VERSION.sub("", number) for number in numbers}
    params = {"id_list": ",".join(dict.fromkeys(bare.values())), "max_results": str(len(bare))}
    found = {number.lower(): entry for number, entry in client.send(Call("arxiv", "/api/query", params), _entries)}
    return {number: found.get(name.lower()) for number, name in bare.items()}


def _search(client: Client, title: str) -> list[str]:
    words = re.findall(r"[^\W_]{3,}", title)[:12]
    params = {"search_query": " AND ".join(f"ti:{word}" for word in words), "max_results": str(ROWS)}
    return [entry for _, entry in client.send(Call("arxiv", "/api/query", params), _entries)]


def _entries(reply: Reply) -> list[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        feed = etree.fromstring(reply.content, parser)
    except etree.XMLSyntaxError:
        raise reply.unusable("sent XML that is cut short, or something else") from None
    if reply.status != 200 or etree.QName(feed).localname != "feed":
        raise reply.unusable("sent XML that is not a list of preprints")
    return list(format_.entries(feed))


def _read(entry: str) -> Records:
    return (format_.reference(entry),)


def _read_list(entries: Sequence[str]) -> Records:
    if not isinstance(entries, list):
        raise TypeError("no list of entries")
    return tuple(map(format_.reference, entries))


NUMBERS = Questions("arxiv", "number", BATCH, _read)
TITLES = Questions("arxiv", "title", 1, _read_list)
REGISTRY = Registry(
    "arxiv",
    "arXiv",
    rank=7,
    issues=frozenset({"arxiv"}),
    own={"arxiv": Way(works, NUMBERS)},
    searches=(Way(search, TITLES, keys=keys),),
)
