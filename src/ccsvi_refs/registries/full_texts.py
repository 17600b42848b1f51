"""Europe PMC's full texts of open access articles, by PMCID.

https://europepmc.org/RestfulWebService (``/{id}/fullTextXML``; formerly ``/{source}/{id}/fullTextXML``): JATS,
and 404 where an article is not open.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from lxml import etree

from ccsvi_refs.formats import xmltext
from ccsvi_refs.registries.eutils import parse_xml
from ccsvi_refs.transport import Call, Client, Lookup, Questions, Reply, look_up

#: Characters of a text that are kept; books apart, articles are shorter.
MOST = 400_000
#: Parts of a body in which nothing is said in sentences, and the lists at its end.
_UNREAD = frozenset({"ref-list", "table", "graphic", "mml:math", "tex-math", "xref", "object-id", "label", "math"})
_BLOCKS = frozenset({"p", "title", "sec", "caption", "list-item", "disp-quote", "td", "abstract"})


def read(client: Client, pmcids: Iterable[str]) -> Lookup[str]:
    """Return the plain text of each article that is open, without its references and tables."""
    return look_up(client, QUESTIONS, pmcids, lambda batch: {batch[0]: _fetch(client, batch[0])})


def _fetch(client: Client, pmcid: str) -> str | None:
    name = quote(pmcid, safe="")
    for path in (f"/{name}/fullTextXML", f"/PMC/{name}/fullTextXML"):
        found = client.send(Call("europepmc", path), _text)
        if found is not None:
            return found
    return None


def _text(reply: Reply) -> str | None:
    """Return the text of an answer, None where the article is not open; ServiceError where it is something else."""
    if reply.status != 200 or not reply.content.strip():
        return None
    root = parse_xml(reply)
    parts = [*root.iter("{*}abstract"), *root.iter("{*}body")]
    if not parts:
        raise reply.unusable("sent XML that is no article")
    return " ".join(" ".join(piece for part in parts for piece in _pieces(part)).split())[:MOST]


def _pieces(part: etree._Element) -> list[str]:
    """Return the text of a part piece by piece, with spaces where blocks begin and end."""
    pieces: list[str] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(part, events=("start", "end", "comment", "pi")):
        name = xmltext.local(element)
        if event in ("comment", "pi"):
            pieces.append(element.tail or "" if skipped is None else "")
        elif event == "start" and skipped is None:
            if name in _UNREAD:
                skipped = element
            else:
                pieces.append(f"{' ' if name in _BLOCKS else ''}{element.text or ''}")
        elif event == "end":
            skipped = None if skipped is element else skipped
            if skipped is None and element is not part:
                pieces.append(f"{' ' if name in _BLOCKS else ''}{element.tail or ''}")
    return ["".join(pieces)]


def _kept(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError("no text")
    return text


QUESTIONS = Questions("europepmc", "full text", 1, _kept)
