"""references.lock → what it holds, or what is wrong with it and in which line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from ccsvi_refs.errors import InputError
from ccsvi_refs.files import contents
from ccsvi_refs.formats.csl_data import items
from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.identifiers import Identifier, IdentifierKind
from ccsvi_refs.links import VERDICTS, LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.locking import shapes, statements
from ccsvi_refs.locking.shapes import WrongShape, inside, text
from ccsvi_refs.locking.state import SCHEMA, Lock, LockedLink, LockedPage, LockedReference
from ccsvi_refs.model import NOTICE_KINDS, Date, Notice, Reference, Value
from ccsvi_refs.registries import table
from ccsvi_refs.resolving import Asked, Candidate, Discrepancy, IdentifierTrouble, Nearest, Resolution
from ccsvi_refs.resolving.merging import merged
from ccsvi_refs.resolving.resolution import ResolutionStatus

_STATUSES: tuple[ResolutionStatus, ...] = get_args(ResolutionStatus)
_SEVERITIES: tuple[Literal["error", "info"], ...] = ("error", "info")
_TROUBLES: tuple[Literal["unregistered", "unread", "other-work"], ...] = ("unregistered", "unread", "other-work")
_KINDS: tuple[IdentifierKind, ...] = get_args(IdentifierKind)
#: Of whatever one citation has several, none has so many.
_MOST = 200
_MOST_LINKS = 100_000


def read(path: Path) -> Lock | None:
    """Return the lock in a file, None where there is no file; InputError with the line where it is no lock."""
    if not path.is_symlink() and not path.exists():
        return None
    return parse(contents(path), str(path))


def parse(data: bytes, path: str) -> Lock:
    """Return the lock that a file's bytes are; InputError with the line where they are none."""
    value = shapes.decoded(data, path)
    try:
        return _lock(shapes.table(value))
    except WrongShape as error:
        keys = error.keys[::-1]
        place = Location(path, shapes.line_of(data.decode("utf-8-sig"), keys))
        where = " → ".join(keys)
        raise InputError(
            f"the lock cannot be used: {where}: {error}"[:500] if where else f"the lock: {error}", place
        ) from None


def _lock(data: Mapping[str, Any]) -> Lock:
    with inside("schema"):
        if data.get("schema") != SCHEMA or isinstance(data["schema"], bool):
            raise WrongShape(
                f"this ccsvi-refs reads version {SCHEMA} of the lock, and this is {data.get('schema')!r:.40}; "
                "use the ccsvi-refs that wrote it, or remove the file and run ccsvi-refs lock"
            )
    with inside("pages"):
        pages = shapes.table(data.get("pages"))
        return Lock(FrozenDict({name: _page(name, page) for name, page in pages.items()}))


def _page(name: str, value: object) -> LockedPage:
    with inside(name):
        page = shapes.table(value)
        with inside("references"):
            entries = shapes.table(page.get("references", {}))
            references = {key: _reference(key, each) for key, each in entries.items()}
        return LockedPage(FrozenDict(references), shapes.rows(page, "links", _link, _MOST_LINKS))


def _reference(key: str, value: object) -> LockedReference:
    with inside(key):
        data = shapes.table(value)
        try:
            return LockedReference(text(data, "digest"), _resolution(key, data), statements.read(data))
        except WrongShape:
            raise
        except (TypeError, ValueError, AttributeError, KeyError, IndexError, RecursionError) as error:
            raise WrongShape(f"its records make no sense ({type(error).__name__})") from None


def _resolution(key: str, data: Mapping[str, Any]) -> Resolution:
    records = shapes.rows(data, "records", _record, _MOST)
    status = shapes.word(data, "status", _STATUSES)
    if (status == "matched") != bool(records):
        raise WrongShape("what is matched has records, and nothing else has")
    reference = merged(records) if records else None
    notices = shapes.rows(data, "notices", _notice, _MOST)
    if reference:
        reference = Reference(reference.data, None, reference.provenance, notices)
    return Resolution(
        cited=Reference({"id": key}),
        status=status,
        reference=reference,
        confidence=shapes.number(data, "confidence"),
        candidates=shapes.rows(data, "candidates", _candidate, _MOST),
        discrepancies=shapes.rows(data, "discrepancies", _discrepancy, _MOST),
        nearest=_nearest(data),
        problems=_texts(data, "problems"),
        notes=_texts(data, "notes"),
        registered=records,
        evidence=text(data, "evidence"),
        asked=tuple(_asked(data)),
        identifier_troubles=shapes.rows(data, "troubles", _trouble, _MOST),
        joined=_joined(data),
    )


def _record(data: Mapping[str, Any]) -> Reference:
    who, registry = text(data, "source"), text(data, "note")
    with inside("fields"):
        written = shapes.table(data.get("fields"))
        fields = items.normal(shapes.bounded(written))
    with inside("said"):
        apart = {
            name: shapes.rows(shapes.table(data.get("said", {})), name, _value, _MOST) for name in data.get("said", {})
        }
    said = {name: (Value(who, value, note=registry),) for name, value in fields.items() if name in written} | apart
    return Reference({"id": "", **fields}, None, said)


def _value(data: Mapping[str, Any]) -> Value:
    return Value(
        text(data, "source"), shapes.bounded(data.get("value")), data.get("verified", True) is True, text(data, "note")
    )


def _notice(data: Mapping[str, Any]) -> Notice:
    return Notice(
        shapes.word(data, "kind", NOTICE_KINDS),
        text(data, "source"),
        text(data, "DOI"),
        text(data, "PMID"),
        Date.from_csl({"raw": text(data, "date")}),
        text(data, "label"),
        data.get("of") is True,
    )


def _candidate(data: Mapping[str, Any]) -> Candidate:
    record = None
    if "record" in data:
        with inside("record"):
            record = _record(shapes.table(data["record"]))
    return Candidate(
        text(data, "DOI"), text(data, "PMID"), text(data, "title"), shapes.number(data, "confidence"), record
    )


def _discrepancy(data: Mapping[str, Any]) -> Discrepancy:
    cited, registered = shapes.bounded(data.get("cited")), shapes.bounded(data.get("registered"))
    severity = shapes.word(data, "severity", _SEVERITIES)
    return Discrepancy(text(data, "field"), cited, registered, text(data, "source"), severity, text(data, "note"))


def _nearest(data: Mapping[str, Any]) -> Nearest | None:
    if data.get("nearest") is None:
        return None
    with inside("nearest"):
        near = shapes.table(data["nearest"])
        differs = shapes.rows(near, "differs", _discrepancy, _MOST)
        return Nearest(text(near, "DOI"), text(near, "PMID"), text(near, "title"), _texts(near, "agrees"), differs)


def _joined(data: Mapping[str, Any]) -> Candidate | None:
    if data.get("joined") is None:
        return None
    with inside("joined"):
        return _candidate(shapes.table(data["joined"]))


def _trouble(data: Mapping[str, Any]) -> IdentifierTrouble:
    with inside("identifier"):
        named = shapes.table(data.get("identifier"))
        identifier = Identifier(shapes.word(named, "kind", _KINDS), text(named, "value"))
    return IdentifierTrouble(shapes.word(data, "kind", _TROUBLES), identifier, text(data, "text"))


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    with inside(key):
        if not isinstance(value, list) or len(value) > _MOST:
            raise WrongShape("expected an array of texts")
    return tuple(shapes.string(each, key) for each in value)


def _asked(data: Mapping[str, Any]) -> list[Asked]:
    found = []
    with inside("asked"):
        for name, day in shapes.table(data.get("asked", {})).items():
            found.append(Asked(name, datetime.fromisoformat(shapes.day(day, name)).replace(tzinfo=UTC)))
    with inside("not_asked"):
        silent = shapes.table(data.get("not_asked", {}))
        found += [Asked(name, None, shapes.string(why, name)) for name, why in silent.items()]
    return sorted(found, key=lambda each: table.order(each.source))


def _link(data: Mapping[str, Any]) -> LockedLink:
    status = data.get("status")
    if status is not None and (isinstance(status, bool) or not isinstance(status, int) or not 0 <= status < 1000):
        raise WrongShape("the status of a link is none of HTTP's")
    found = LinkStatus(
        text(data, "url"),
        shapes.word(data, "verdict", VERDICTS),
        text(data, "reason"),
        text(data, "reference"),
        status=status,
        final_url=text(data, "final_url"),
        correction=text(data, "correction"),
        archived=text(data, "archived"),
        lost=text(data, "lost"),
        withdrawn=text(data, "withdrawn"),
        last_good=shapes.day(data["last_good"], "last_good") if data.get("last_good") else "",
        dead_since=shapes.day(data["dead_since"], "dead_since") if data.get("dead_since") else "",
        recalled=True,
    )
    return LockedLink(found, shapes.day(data["since"], "since") if data.get("since") else "")
