"""CSL items as other programs write them → items as the schema wants them.

Schema: https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json. DOI content negotiation sends
Crossref's own types, lists and fields under CSL's media type; Pandoc's YAML writes dates as text
or as year, month and day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats.records import crossref
from ccsvi_refs.model import DATE_FIELDS, NAME_FIELDS, Date, Reference, thaw

#: Fields only Crossref's API sends.
_CROSSREF_SIGNS = ("indexed", "is-referenced-by-count", "reference-count", "content-domain")
#: Names of fields in older CSL, and as they are now.
_RENAMED = {"shortTitle": "title-short", "journalAbbreviation": "container-title-short", "event": "event-title"}


def normal(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's fields in the schema's shapes; what is in shape already stays as it is."""
    if any(sign in item for sign in _CROSSREF_SIGNS) or isinstance(item.get("title"), list):
        return _from_crossref(item)
    data: dict[str, Any] = {}
    for name, value in item.items():
        shaped = _shaped(name, value)
        if shaped not in (None, "", [], {}):
            data[name] = shaped
    for old, new in _RENAMED.items():
        if old in data and isinstance(data[old], str):
            data.setdefault(new, data[old])
            del data[old]
    data["type"] = crossref.TYPES.get(str(data.get("type")), data.get("type") or "document")
    return data


def ordered(reference: Reference) -> dict[str, Any]:
    """Return a reference's item with its key and type first."""
    return {"id": reference.id, "type": reference.type, **reference.to_csl()}


def _from_crossref(item: Mapping[str, Any]) -> dict[str, Any]:
    lists = {name: [item[name]] for name in ("title", "subtitle", "container-title", "ISSN", "ISBN")
             if isinstance(item.get(name), str)}  # fmt: skip
    message = {**item, **lists}
    if item.get("type") in crossref.TYPES.values() and item.get("type") not in crossref.TYPES:
        data = crossref.reference(message, "cited").to_csl()
        data["type"] = item["type"]
        return data
    return crossref.reference(message, "cited").to_csl()


def _shaped(name: str, value: Any) -> Any:
    if name in NAME_FIELDS:
        return _names(value)
    if name in DATE_FIELDS:
        return _date(value)
    if isinstance(value, list) and name not in ("categories", "custom"):
        return ", ".join(str(part) for part in value if isinstance(part, (str, int, float)))
    return value


def _names(value: Any) -> list[Any]:
    people = value if isinstance(value, list) else [value]
    return [person if isinstance(person, Mapping) else {"literal": str(person)} for person in people if person]


def _date(value: Any) -> Any:
    """Return a CSL date; what has ``date-parts`` or ``literal`` already stays as it is."""
    if isinstance(value, Mapping) and ("date-parts" in value or "literal" in value):
        return value if "'" not in str(value.get("date-parts", "")) else _with_numbers(value)
    if isinstance(value, Mapping) and "year" in value:
        value = [value]
    if isinstance(value, list):
        parts = [_parts(part) for part in value if isinstance(part, Mapping) and part.get("year")]
        return {"date-parts": parts} if parts else None
    if isinstance(value, Mapping):
        date = Date.from_csl(value)
        kept = {key: item for key, item in value.items() if key not in ("raw", "date-parts", "literal")}
        return {**thaw(kept), **date.to_csl()} if date else value
    date = Date.from_csl(str(value))
    return date.to_csl() if date else None


def _with_numbers(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a date whose parts were written as text with numbers for them."""
    date = Date.from_csl(value)
    circa = {"circa": False} if str(value.get("circa")).lower() == "false" else {}
    return {**value, "date-parts": [list(part) for part in date.parts] if date else [], **circa}


def _parts(part: Mapping[str, Any]) -> list[int]:
    numbers = []
    for key in ("year", "month", "day"):
        text = str(part.get(key, "")).strip()
        if not text.removeprefix("-").isdecimal():
            break
        numbers.append(int(text))
    return numbers
