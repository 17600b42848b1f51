"""Real answers of the registries that are asked for what PubMed and Crossref lack, replayed on loopback.

Needs the corpus; each recording has its request in an index beside it, and is sent for what asks the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from ccsvi_refs.model import Reference
from ccsvi_refs.registries import arxiv, datacite, dblp, openalex, openlibrary, semanticscholar
from ccsvi_refs.transport import Client
from tests.services import Answer, Services

#: What tells one recorded request from another; fields, formats and limits are asked for as we like them.
TELLING = {"id_list", "filter", "query", "q", "bibkeys", "title"}


def replayed(corpus: Path, folder: str) -> dict[tuple[str, frozenset[tuple[str, str]]], Answer]:
    """Return the recorded answers of a service by path and telling parameters."""
    index = json.loads((corpus / "recordings" / folder / "index.json").read_text())
    answers = {}
    for entry in index:
        parts = urlsplit(entry.get("url") or "")
        if entry.get("method") == "GET" and isinstance(entry.get("status"), int):
            body = (corpus / "recordings" / folder / entry["file"]).read_bytes()
            kind = (entry.get("headers") or {}).get("content-type", "")
            answers.setdefault(
                _key(unquote(parts.path), dict(parse_qsl(parts.query))), Answer(body, entry["status"], kind)
            )
    return answers


def _key(path: str, params: dict[str, str]) -> tuple[str, frozenset[tuple[str, str]]]:
    told = {name: value.rstrip(".").lower() for name, value in params.items() if name in TELLING and value}
    return path.strip("/").lower(), frozenset(told.items())


@contextmanager
def replay(corpus: Path, folder: str, tmp_path: Path) -> Iterator[Client]:
    """Yield a client of a service that gives recorded answers; what was not recorded is a page under 404."""
    answers = replayed(corpus, folder)
    missing = Answer(b"<html><body>Not recorded</body></html>", 404, "text/html")
    with Services() as services, Client(services.settings(tmp_path, s2_api_key="k")) as client:
        services.recorded = lambda path, params: answers.get(_key(path, params), missing)
        yield client


def first(lookup: Any) -> Reference:
    assert not lookup.failed, lookup.failed
    return next(iter(lookup.found.values()))[0]


def test_arxiv(corpus: Path, tmp_path: Path) -> None:
    with replay(corpus, "arxiv", tmp_path) as client:
        found = first(arxiv.works(client, ["1706.03762"]))
        both = arxiv.works(client, ["0808.05394", "1707.08567"])
        none = arxiv.works(client, ["0000.0000"])
        old = first(arxiv.works(client, ["astro-ph/0601001"]))
    assert (found.title, found.year, len(found.authors)) == ("Attention Is All You Need", 2017, 8)
    assert set(both.found) == {"1707.08567"}
    assert both.absent == {"0808.05394"}
    assert none.absent == {"0000.0000"}
    assert [notice.label for notice in old.notices] == ["ActaAstron.56:1-50,2006"]


def test_openalex(corpus: Path, tmp_path: Path) -> None:
    with replay(corpus, "openalex", tmp_path) as client:
        pnas = first(openalex.works("doi", client, ["10.1073/pnas.1414271111"]))
        year = first(openalex.works("doi", client, ["10.1023/a:1007154515475"]))
        none = openalex.works("doi", client, ["10.1046/j.1365-2699.2003.00795"])
        titled = openalex.search(client, ["Augmenting large language models with chemistry tools"])
    assert (pnas.identifier("pmid"), pnas.identifier("pmcid")) == ("25349395", "PMC4234579")
    assert str(pnas.authors[0]) == "Eleftherios A. Makris"
    assert year.data["issued"] == {"date-parts": ((2001,),)}
    assert none.absent == {"10.1046/j.1365-2699.2003.00795"}
    dois = [record.identifier("doi") for record in next(iter(titled.found.values()))]
    assert "10.1038/s42256-024-00832-8" in dois


def test_dblp(corpus: Path, tmp_path: Path) -> None:
    with replay(corpus, "dblp", tmp_path) as client:
        queries = [dict(key[1]).get("q", "") for key in replayed(corpus, "dblp") if "q" in dict(key[1])]
        lookup = dblp.search(client, queries[:1])
    records = next(iter(lookup.found.values()))
    assert str(records[0].authors[0]) == "Xiaopeng Zhang"
    assert records[1].text("number") == "arXiv:2407.15516"
    assert "Don't" in records[1].title


def test_open_library(corpus: Path, tmp_path: Path) -> None:
    with replay(corpus, "openlibrary", tmp_path) as client:
        book = first(openlibrary.books(client, ["9780316030571"]))
    assert (book.title, book.year, book.text("publisher")) == ("Use of Weapons", 2008, "Orbit")
    assert book.identifier("isbn") == "9780316030571"


def test_semantic_scholar(corpus: Path, tmp_path: Path) -> None:
    with replay(corpus, "semanticscholar", tmp_path) as client:
        match = first(semanticscholar.search(client, ["Attention is All you Need"]))
        none = semanticscholar.search(client, ["abs12032jsdafn"])
        paper = first(semanticscholar.papers("doi", client, ["10.1016/j.addr.2015.01.008"]))
        absent = semanticscholar.papers("doi", client, ["10.1101/2024.04.01.587366"])
    assert (match.container_title, match.text("page")) == ("Neural Information Processing Systems", "5998-6008")
    assert none.absent == {"abs12032jsdafn"}
    assert paper.identifier("pmid") == "25666165"
    assert absent.absent == {"10.1101/2024.04.01.587366"}


@pytest.mark.parametrize("doi", ["10.15468/dl.pqqnhb", "10.24377/dteij.article3641", "10.48550/arxiv.1706.03762"])
def test_datacite(corpus: Path, tmp_path: Path, doi: str) -> None:
    with replay(corpus, "datacite", tmp_path) as client:
        found = first(datacite.works(client, [doi]))
    assert found.identifier("doi") == doi
    assert found.title
    assert found.authors
