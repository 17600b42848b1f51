"""ECitMatch: PMIDs by journal, volume and first page, many citations at a time.

https://www.ncbi.nlm.nih.gov/books/NBK25499/#chapter4.ECitMatch. Journal, volume and page decide; author and year are
hardly looked at, so whoever asks has to verify the work. The answer stops at a citation it cannot make sense of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ccsvi_refs.model import Name
from ccsvi_refs.registries import eutils
from ccsvi_refs.registries.registry import Query
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: Citations in one request; they are part of the address.
BATCH = 20
#: So many answers without a line, one after the other, are no answers; the rest is left unasked.
SILENT = 2


def places(asked: Query) -> list[str]:
    """Return the cited place, once for each name of the journal; none where journal, volume or page is missing."""
    cited = asked.reading
    author = f"{cited.authors[0].family} {_initials(cited.authors[0])}" if cited.authors else ""
    place = (str(cited.year or ""), cited.text("volume"), cited.text("page"), author)
    journals = dict.fromkeys(filter(None, (cited.container_title, cited.text("container-title-short"))))
    return list(dict.fromkeys(filter(None, (citation(journal, *place) for journal in journals))))


def citation(journal: str, year: str, volume: str, page: str, author: str) -> str:
    """Return a citation as ECitMatch reads it, empty where journal, volume or page is missing."""
    first = re.split(r"[-–—,;]", page.strip(), maxsplit=1)[0]
    # NLM's abbreviations have no full stops.
    fields = [_bare(field) for field in (journal.replace(".", " "), year, volume, first, author)]
    return "|".join(fields) if fields[0] and fields[2] and fields[3] else ""


def search(client: Client, citations: Iterable[str]) -> Lookup[list[str]]:
    """Return the PMIDs for each citation: one, or several where it is ambiguous."""
    return look_up(client, PLACES, citations, lambda batch: _match(client, batch))


def _match(client: Client, citations: Sequence[str]) -> dict[str, Any]:
    """Return the PMIDs of each citation; the part after a premature end is sent again without what caused it."""
    found: dict[str, list[str]] = {}
    rest = list(citations)
    silent = 0
    while rest:
        answered = _send(client, rest)
        found.update(answered)
        silent = 0 if answered else silent + 1
        if silent == SILENT:
            break
        if not answered:
            found[rest[0]] = []
        rest = [citation for citation in rest if citation not in found]
    return dict(found)


def _send(client: Client, citations: Sequence[str]) -> dict[str, list[str]]:
    lines = [f"{citation}|r{number}|" for number, citation in enumerate(citations)]
    params = {"db": "pubmed", "retmode": "xml", "bdata": "\r".join(lines)}
    answers = client.send(Call("eutils", "/ecitmatch.cgi", params), _answers)
    return {citations[number]: pmids for number, pmids in answers.items() if number < len(citations)}


def _answers(reply: Reply) -> dict[int, list[str]]:
    """Return the PMIDs of each line by the number in its key.

    A line ends with a PMID, ``NOT_FOUND`` with or without a reason, or ``AMBIGUOUS`` with PMIDs or their number.
    """
    if re.match(r"\s*[<{]", reply.text):
        raise reply.unusable("sent something else than matched citations")
    found = {}
    for line in reply.text.splitlines():
        if answer := re.search(r"\|\s*r(\d+)\s*\|([^|]*)\|?\s*$", line):
            verdict = answer[2].strip()
            listed = re.sub(r"\(\d+ citations?\)", "", verdict)
            found[int(answer[1])] = [] if verdict.startswith("NOT_FOUND") else re.findall(r"\b[1-9]\d{0,8}\b", listed)
    return found


def _initials(name: Name) -> str:
    """Return the initials of a name; citations often give them alone and in one word, ``AM``."""
    return name.given if name.given.isupper() and " " not in name.given else name.initials


def _bare(field: str) -> str:
    return re.sub(r"[|\s]+", " ", re.sub(r"<[^>]+>", "", field)).strip().lower()


PLACES = Questions("eutils", "ecitmatch", BATCH, eutils.pmids)
