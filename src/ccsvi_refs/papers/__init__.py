"""The CCSVI page's own references, bundled: every value with its source and whether it is verified.

The data lie beside this module: ``records.toml`` (what the page cites and what was read elsewhere),
``statements.toml`` (what the page states, in our words), ``attributions.toml`` (what of it can be compared with the
papers' own words, and those) and ``sources.toml`` (the pages that were read).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from ccsvi_refs.model import (
    Attribution,
    Bibliography,
    FrozenDict,
    Link,
    Mention,
    Quotation,
    Reference,
    Statement,
    Value,
    freeze,
)

#: What the charity's site prints after the label of each link that leaves it.
_EXTERNAL = " (link is external)"

#: Unverified, these stay in the provenance and are no field of the reference: a wrong identifier leads elsewhere.
_ONLY_VERIFIED = frozenset({"DOI", "PMID", "PMCID", "ISBN", "available-date"})


@cache
def references() -> tuple[Reference, ...]:
    """Return the four papers and the NICE guidance as they should be cited."""
    return tuple(_reference(record) for record in _data("records")["reference"])


@cache
def bibliography() -> Bibliography:
    """Return the same references with their links and the page's statements."""
    return Bibliography(
        references=references(),
        links=tuple(link for reference in references() for link in _links(reference)),
        statements=tuple(_statement(statement) for statement in _data("statements")["statement"]),
        path="ccsvi",
        attributions=tuple(_attribution(entry) for entry in _data("attributions")["attribution"]),
    )


@cache
def excerpts() -> dict[str, str]:
    """Return by id what was read of the papers' abstracts on other pages, a few words of each."""
    return {entry["reference"]: entry["text"].strip() for entry in _data("attributions")["excerpt"]}


def _reference(record: dict[str, Any]) -> Reference:
    provenance = _provenance(record)
    data: dict[str, Any] = {"id": record["id"], "type": record["type"]}
    for field, values in provenance.items():
        best = values[-1]
        if best.value and (best.verified or field not in _ONLY_VERIFIED):
            data[field] = best.value
    unverified = [field for field, values in provenance.items() if field in data and not values[-1].verified]
    custom: dict[str, Any] = {"unverified": unverified} if unverified else {}
    custom |= {"et-al": ["author"]} if record.get("incomplete-authors") else {}
    if custom:
        data["custom"] = custom
    if "author" in record["cited"]:
        provenance["custom"] = (Value("cited", freeze({"et-al": ["author"]}), note=_source("page")),)
    mention = Mention("\n".join(record["citation"]), links=_page_link(record)) if "citation" in record else None
    return Reference(FrozenDict(data), mention, FrozenDict(provenance))


def _provenance(record: dict[str, Any]) -> dict[str, tuple[Value, ...]]:
    """Return what the page and the pages that were read say of each field; the page does not vouch for itself."""
    provenance: dict[str, tuple[Value, ...]] = {}
    for field, value in record["cited"].items():
        provenance[field] = (Value("cited", freeze(value), verified=False, note=_source("page")),)
    for field, entry in record["curated"].items():
        value = Value("curated", freeze(entry["value"]), entry.get("verified", True), _source(entry["on"]))
        provenance[field] = (*provenance.get(field, ()), value)
    return provenance


def _page_link(record: dict[str, Any]) -> tuple[Link, ...]:
    return (Link("", record["link"] + _EXTERNAL, reference=record["id"]),)


def _links(reference: Reference) -> tuple[Link, ...]:
    """Return the verified addresses of a reference: its own and those of its identifiers."""
    urls = [reference.text("URL"), *(found.url for found in reference.identifiers if found.kind != "isbn")]
    return tuple(Link(url, reference=reference.id) for url in dict.fromkeys(urls) if url)


def _statement(entry: dict[str, Any]) -> Statement:
    return Statement(
        text=entry["text"],
        references=tuple(entry["references"]),
        support=entry["support"],
        source=entry["source"],
        note="; ".join(_source(tag) for tag in entry["on"]),
    )


def _attribution(entry: dict[str, Any]) -> Attribution:
    quotations = tuple(Quotation(text) for text in entry.get("quotations", ()))
    return Attribution(entry["claim"], tuple(entry["references"]), "name", quotations=quotations, claim=entry["claim"])


def _source(tag: str) -> str:
    what: str = _data("sources")[tag]["what"]
    return what


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
