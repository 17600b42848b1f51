"""A lock → JSON: keys sorted, one value a line, the same bytes for the same facts wherever it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.locking.state import SCHEMA, Lock, LockedLink, LockedPage, LockedReference
from ccsvi_refs.matching.statements import Checked, Point
from ccsvi_refs.model import Notice, Reference, Value, thaw
from ccsvi_refs.resolving import Candidate, Resolution
from ccsvi_refs.resolving.cases import source, teller
from ccsvi_refs.text.printing import escaped
from ccsvi_refs.text.values import mended

#: Characters of a value: a record has no longer one that says which work it is.
LONGEST = 10_000
#: What no rule looks at, and what registries change at will.
LEFT_OUT = frozenset({"id", "abstract", "keyword"})
#: Characters shown of what a page says, which stands on the page; and changed words, more of which are never told.
_SHOWN = 120
_MOST_CHANGES = 20


def write(lock: Lock) -> str:
    """Return the lock as JSON."""
    pages = {name: _page(page) for name, page in lock.pages.items()}
    data = _cut(mended({"schema": SCHEMA, "pages": pages}))
    return escaped(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)) + "\n"


def _cut(value: Any) -> Any:
    """Return a JSON value without texts that are longer than a lock's may be."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    if isinstance(value, dict):
        return {_cut(key): _cut(each) for key, each in value.items()}
    return [_cut(each) for each in value] if isinstance(value, list) else value


def _page(page: LockedPage) -> dict[str, Any]:
    links = sorted(page.links, key=lambda link: (link.status.url, link.status.reference))
    references = {key: reference_json(each) for key, each in page.references.items()}
    return {"references": references, "links": [link_json(link) for link in links]}


def reference_json(locked: LockedReference) -> dict[str, Any]:
    """Return the shape of one citation; what is empty is left out."""
    found = locked.resolution
    data = {
        "digest": locked.digest,
        "status": found.status,
        "identifiers": _identifiers(found),
        "confidence": round(found.confidence, 4),
        "evidence": found.evidence,
        "records": [record_json(record) for record in found.registered],
        "notices": [notice_json(notice) for notice in found.notices],
        "discrepancies": [each.as_json() for each in found.discrepancies],
        "candidates": [] if found.status == "matched" else [_candidate(each) for each in found.candidates],
        "joined": _candidate(found.joined) if found.joined else None,
        "nearest": found.nearest.as_json() if found.nearest else None,
        "troubles": [
            {"kind": each.kind, "identifier": {"kind": each.identifier.kind, "value": each.identifier.value},
             "text": each.text}
            for each in found.identifier_troubles
        ],
        "problems": list(found.problems) if found.status == "unavailable" else [],
        "notes": [note for note in found.notes if note not in {each.problem for each in found.asked}],
        "asked": {each.source: f"{each.when:%Y-%m-%d}" for each in found.asked if each.when},
        "not_asked": {each.source: each.problem for each in found.asked if not each.when},
        "statements": {mark: statement_json(each) for mark, each in locked.statements.items()},
    }  # fmt: skip
    return {name: value for name, value in data.items() if value or name == "confidence"}


def record_json(record: Reference) -> dict[str, Any]:
    """Return ``{"source", "note", "fields"}`` of a registry's record, and what is said of its values beside that.

    The note is the registry whose record a mirror has a copy of.
    """
    who, registry = teller(record), source(record)
    copied = {} if registry == who else {"note": registry}
    kept = [name for name, value in record.data.items() if name not in LEFT_OUT and not _is_long(value)]
    beside = {name for name in record.provenance if name not in record.data and name not in LEFT_OUT}
    said = {name: list(map(_said, record.provenance.get(name, ()))) for name in (*kept, *sorted(beside))}
    plain = {name: [{"source": who, "value": thaw(record.data[name]), **copied}] for name in kept}
    apart = {name: values for name, values in said.items() if values not in (plain.get(name), [])}
    data = {"source": who, **copied, "fields": {name: thaw(record.data[name]) for name in kept}}
    return data | ({"said": apart} if apart else {})


def notice_json(notice: Notice) -> dict[str, Any]:
    """Return a notice without what it does not say."""
    return {name: value for name, value in notice.as_json().items() if value}


def link_json(link: LockedLink) -> dict[str, Any]:
    """Return the shape of one link."""
    status = link.status
    data = {
        "url": status.url,
        "reference": status.reference,
        "verdict": status.verdict,
        "reason": status.reason,
        "status": status.status,
        "final_url": status.final_url,
        "correction": status.correction,
        "archived": status.archived,
        "lost": status.lost,
        "withdrawn": status.withdrawn,
        "since": link.since,
        "last_good": status.last_good,
        "dead_since": status.dead_since,
    }
    return {name: value for name, value in data.items() if value}


def statement_json(kept: Checked) -> dict[str, Any]:
    """Return the shape of what one sentence was found to say of a work."""
    texts = [{"extent": each.extent, "source": each.source} for each in kept.texts]
    points = [point_json(point) for point in kept.points]
    data = {"read": kept.day, "texts": texts, "unread": kept.unread, "points": points}
    return {name: value for name, value in data.items() if value}


def point_json(point: Point) -> dict[str, Any]:
    """Return the shape of one quotation or number: what a finding about it prints, and where that was read."""
    data: dict[str, Any] = {"kind": point.kind, "said": shortened(point.said), "verdict": point.verdict}
    if point.source:
        data |= {"extent": point.source.extent, "source": point.source.source}
    if point.verdict == "differs" and point.quoted:
        changes = point.quoted.changes[:_MOST_CHANGES]
        data |= {"registered": point.quoted.passage, "likeness": round(point.quoted.likeness, 4)}
        data["changes"] = [{"cited": each.cited, "registered": each.registered} for each in changes]
    elif point.verdict == "differs" and point.counted and point.counted.registered:
        data["registered"] = point.counted.registered.text
    return data


def shortened(said: str) -> str:
    """Return the beginning of what a page says, for those who read a lock."""
    return said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"


def _said(value: Value) -> dict[str, Any]:
    return {name: said for name, said in value.as_json().items() if name != "raw"}


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return candidate.as_json() | ({"record": record_json(candidate.record)} if candidate.record else {})


def _identifiers(found: Resolution) -> dict[str, str]:
    """Return the registered identifiers, for readers: the records have them as well."""
    work = found.reference
    return {each.kind.upper(): each.value for each in work.identifiers} if work else {}


def _is_long(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) > LONGEST
    if isinstance(value, Mapping):
        return any(map(_is_long, value.values()))
    return isinstance(value, (list, tuple)) and any(map(_is_long, value))
