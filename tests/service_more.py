"""The stand-ins of OpenAlex, arXiv, DBLP, Open Library and Semantic Scholar: what each answers, as it was recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

from tests.service_data import Holdings
from tests.service_wire import Answer

ATOM = "application/atom+xml; charset=utf-8"


def arxiv_entry(number: str, title: str, names: Iterable[str], date: str = "2017-06-12", more: str = "") -> str:
    """Return an entry of arXiv's feed; ``more`` are elements such as ``<arxiv:doi>``."""
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in names)
    return (
        f"<entry><id>http://arxiv.org/abs/{number}v2</id><title>{escape(title)}</title>"
        f"<updated>{date}T17:57:34Z</updated><summary>  An abstract.</summary><published>{date}T17:57:34Z</published>"
        f"{authors}{more}</entry>"
    )


def openalex(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    if path == "works":
        found = _titled(holdings.openalex, params.get("filter", "").removeprefix("title.search:"))
        return _json({"meta": {"count": len(found), "cost_usd": 0.001}, "results": found})
    wanted = unquote(path.removeprefix("works/")).lower()
    for work in holdings.openalex:
        known = {
            str(work.get("doi")).lower(),
            "pmid:" + str((work.get("ids") or {}).get("pmid", "")).rpartition("/")[2],
        }
        known |= {str(place.get("landing_page_url")).lower() for place in work.get("locations", ())}
        if wanted in known:
            return _json(work)
    return Answer(b"<!doctype html><html lang=en><title>404 Not Found</title>", 404, "text/html")


def arxiv(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    if path != "api/query":
        return Answer(b"", 404, "text/html")
    if ids := params.get("id_list", ""):
        if not all(re.fullmatch(r"[\w.-]+(?:/\d+)?(?:v\d+)?", number) for number in ids.split(",")):
            error = "<entry><id>https://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title></entry>"
            return _feed([error], 400)
        found = [re.sub(r"v\d+$", "", number) for number in ids.split(",")]
        return _feed([holdings.arxiv[number] for number in found if number in holdings.arxiv])
    words = set(re.findall(r"ti:(\w+)", params.get("search_query", "").lower()))
    return _feed([entry for entry in holdings.arxiv.values() if words <= set(re.findall(r"\w+", entry.lower()))])


def dblp(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    words = set(re.findall(r"\w+", params.get("q", "").lower()))
    found = [info for info in holdings.dblp if words <= set(re.findall(r"\w+", json.dumps(info).lower()))]
    hits: dict[str, Any] = {"@total": str(len(found)), "@sent": str(len(found)), "@first": "0"}
    if found:
        listed = [{"@score": "9", "@id": str(number), "info": info} for number, info in enumerate(found)]
        hits["hit"] = listed[0] if len(listed) == 1 else listed
    return _json({"result": {"query": "x", "status": {"@code": "200", "text": "OK"}, "hits": hits}})


def openlibrary(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    if path == "api/books":
        keys = params.get("bibkeys", "").split(",")
        return _json({key: holdings.books[key[5:]] for key in keys if key[5:] in holdings.books})
    found = _titled(holdings.book_works, params.get("title", ""))
    wanted = params.get("author", "").lower()
    docs = [work for work in found if wanted in " ".join(work.get("author_name", ())).lower()]
    return _json({"numFound": len(docs), "num_found": len(docs), "start": 0, "docs": docs})


def s2(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    rest = unquote(path).removeprefix("graph/v1/paper/")
    if rest == "search/match":
        found = _titled(holdings.papers, params.get("query", ""))
        data = [{**found[0], "matchScore": 120.5}] if found else []
        return _json({"data": data}) if data else _json({"error": "Title match not found"}, 404)
    kind, _, value = rest.partition(":")
    name = {"DOI": "DOI", "ARXIV": "ArXiv", "PMID": "PubMed"}[kind]
    for paper in holdings.papers:
        if str(paper.get("externalIds", {}).get(name, "")).lower() == value.lower():
            return _json(paper)
    return _json({"error": f"Paper with id {rest} not found"}, 404)


OTHERS = {"openalex": openalex, "arxiv": arxiv, "dblp": dblp, "openlibrary": openlibrary, "s2": s2}


def _titled(held: list[dict[str, Any]], title: str) -> list[dict[str, Any]]:
    words = set(re.findall(r"\w+", title.lower()))
    return [item for item in held if words <= set(re.findall(r"\w+", str(item.get("title")).lower()))]


def _feed(entries: list[str], status: int = 200) -> Answer:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">'
        f"<opensearch:totalResults>{len(entries)}</opensearch:totalResults>"
    )
    return Answer((head + "".join(entries) + "</feed>").encode(), status, ATOM)


def _json(value: object, status: int = 200) -> Answer:
    return Answer(json.dumps(value).encode(), status)
