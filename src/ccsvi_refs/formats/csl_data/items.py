"""CSL items as other programs write them → items as the schema wants them.

Schema: https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json. DOI content negotiation sends
Crossref's own types, lists and fields under CSL's media type; other programs have their own names for CSL's fields.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from ccsvi_refs.formats import cleaning, people
from ccsvi_refs.formats.csl_data import dates
from ccsvi_refs.formats.records import crossref
from ccsvi_refs.formats.types import CSL_TYPES
from ccsvi_refs.model import DATE_FIELDS, NAME_FIELDS, Reference
from ccsvi_refs.text import values

#: Fields only Crossref's API sends.
_CROSSREF_SIGNS = ("indexed", "is-referenced-by-count", "reference-count", "content-domain")
#: Names of fields in older CSL or in other programs, and as they are now; case does not count.
_RENAMED = {
    "shorttitle": "title-short", "journalabbreviation": "container-title-short", "event": "event-title",
    **{name.lower(): name for name in ("DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID")},
}  # fmt: skip
#: What a name's parts are called elsewhere.
_NAME_PARTS = {"firstName": "given", "first": "given", "givenName": "given", "lastName": "family", "last": "family",
               "familyName": "family", "name": "literal"}  # fmt: skip
#: What Crossref says of a person beside the name.
_NO_PARTS = frozenset({"sequence", "affiliation", "ORCID", "authenticated-orcid", "role"})
#: What an item says of a work, one of which it needs to be a reference.
_SAYING = frozenset(
    {"title", "title-short", "container-title", "container-title-short", "collection-title", "original-title", "issued",
     "event-title", "DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID", "number", "note", "archive_location", "publisher",
     "publisher-place", "abstract", "genre", "page", "volume", "language", "custom", *NAME_FIELDS, *DATE_FIELDS}
)  # fmt: skip
#: Of these an object that is no reference may have some too.
_AMBIGUOUS = frozenset(
    {"author", "contributor", "note", "number", "page", "publisher", "volume", "URL", "genre", "editor"}
)
#: Fields of words, in which entities are no text.
_PRINTED = frozenset(
    {"title", "title-short", "container-title", "container-title-short", "collection-title", "original-title",
     "publisher", "event-title", "publisher-place", "abstract", "genre", "note"}
)  # fmt: skip
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d?);")
#: All variables of CSL 1.0.2, and what its JSON has beside them.
_VARIABLES = (
    frozenset(
        """annote archive archive_collection archive-place authority call-number categories chapter-number citation-key
    citation-label citation-number collection-number dimensions division edition event-place event-title keyword issue
    jurisdiction medium number-of-pages number-of-volumes original-publisher original-publisher-place part part-title
    printing references reviewed-genre reviewed-title scale section source status supplement version volume-title
    year-suffix id""".split()
    )
    | _SAYING
)
#: The types of CSL and of Crossref, by which an object says that it is a reference.
TYPES = CSL_TYPES | crossref.TYPES.keys()


def normal(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's fields in the schema's shapes; what is in shape already stays as it is."""
    item = _finite(item)
    if _is_crossrefs(item):
        return _from_crossref(item)
    data: dict[str, Any] = {}
    for written, value in item.items():
        name = _RENAMED.get(str(written).lower(), str(written))
        shaped = _shaped(name, value)
        if shaped not in (None, "", [], {}) and (name == written or name not in item):
            data[name] = shaped
    if isinstance(item.get("URL"), list) and item["URL"]:
        first, *others = [str(url) for url in item["URL"]]
        data |= {"URL": first} | ({"note": " ".join([*filter(None, [data.get("note")]), *others])} if others else {})
    data["type"] = crossref.TYPES.get(str(data.get("type")), data.get("type") or "document")
    return data


def says_something(data: Mapping[str, Any], is_keyed: bool, is_typed: bool) -> bool:
    """Return whether an item can be a reference: it says something of a work, and not what any object says.

    An item without a type that is known has no more fields of its own than CSL's.
    """
    said = {name for name in data if name in _SAYING}
    others = {name for name in data if name not in _VARIABLES}
    if not is_typed and len(others) > len(data.keys() & _VARIABLES):
        return False
    return bool(said if is_keyed or is_typed else said - _AMBIGUOUS)


def ordered(reference: Reference) -> dict[str, Any]:
    """Return a reference's item with its key and type first."""
    return {"id": reference.id, "type": reference.type, **reference.to_csl()}


def _is_crossrefs(item: Mapping[str, Any]) -> bool:
    is_listed = isinstance(item.get("title"), list)
    return is_listed or any(sign in item for sign in _CROSSREF_SIGNS)


def _from_crossref(item: Mapping[str, Any]) -> dict[str, Any]:
    lists = {name: [item[name]] for name in ("title", "subtitle", "container-title", "ISSN", "ISBN")
             if isinstance(item.get(name), str)}  # fmt: skip
    loose = {name: dates.shaped(item[name]) for name in DATE_FIELDS if isinstance(item.get(name), (str, int))}
    message = {**item, **lists, **loose}
    if isinstance(item.get("URL"), list):
        message["URL"] = next(map(str, item["URL"]), "")
    if item.get("type") in crossref.TYPES.values() and item.get("type") not in crossref.TYPES:
        data = crossref.reference(message, "cited").to_csl()
        data["type"] = item["type"]
        return data
    return crossref.reference(message, "cited").to_csl()


def _shaped(name: str, value: Any) -> Any:
    if name in NAME_FIELDS:
        return _names(value)
    if name in DATE_FIELDS:
        return dates.shaped(value)
    if isinstance(value, list) and name not in ("categories", "custom"):
        value = ", ".join(str(part) for part in value if isinstance(part, (str, int, float)))
    if isinstance(value, str) and name in _PRINTED and _ENTITY.search(value):
        return cleaning.csl(value)
    return value


def _finite(value: Any) -> Any:
    """Return a value without numbers that JSON has no form for."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {key: _finite(part) for key, part in value.items()}
    return [_finite(part) for part in value] if isinstance(value, list) else value


def _names(value: Any) -> list[Any]:
    people_ = value if isinstance(value, list) else [value]
    return [name for name in map(_name, people_) if name]


def _name(person: Any) -> Any:
    """Return a name in CSL's parts; text with a comma is a family name and the rest."""
    if not isinstance(person, Mapping):
        text = values.string(person)
        return people.parse(text) if "," in text else {"literal": text} if text else None
    name = {_NAME_PARTS.get(part, part): text for part, text in person.items() if text not in (None, "", [])}
    if "name" in person and ("family" in name or "given" in name):
        del name["literal"]
    return {part: text for part, text in name.items() if part not in _NO_PARTS}
