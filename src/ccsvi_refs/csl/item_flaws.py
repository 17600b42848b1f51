"""What is wrong with an item that prints all the same: fields unknown, misspelt, of a wrong kind, or not to be read.

What registries and programs keep of their own beside a record is let be. CSL-JSON:
https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ccsvi_refs.csl import dates
from ccsvi_refs.csl.date_flaws import wrong_in_date
from ccsvi_refs.csl.dates import DateValue
from ccsvi_refs.csl.extra import DATES, NAMES, TEXTS
from ccsvi_refs.csl.item import MOST_DIGITS, Item
from ccsvi_refs.csl.names import doubt, prints_as_it_is
from ccsvi_refs.csl.schema import VARIABLES
from ccsvi_refs.csl.values import TYPES
from ccsvi_refs.csl.writers.text import unseen
from ccsvi_refs.errors import ItemError, meant, shown

_COMPUTED = frozenset(("citation-number", "first-reference-note-number", "locator", "year-suffix"))
_PRINTED = (
    TEXTS
    | (VARIABLES - NAMES - DATES - _COMPUTED)
    | frozenset(("journalAbbreviation", "shortTitle", "event", "container-title-short", "citation-label", "note"))
)
_TOLD = _PRINTED | {"id"}
_KEYS = VARIABLES | _PRINTED | frozenset("id type categories custom part printing system_id".split())
_LISTS = frozenset(("ISBN", "ISSN", "archive", "license"))
"""Fields that registries fill with lists."""
_OTHER_NAMES = {
    "abbreviated-title": "title-short", "address": "publisher-place", "annotation": "annote",
    "article-number": "number", "authors": "author", "booktitle": "container-title", "date": "issued",
    "date-published": "issued",
    "edition-number": "edition", "editors": "editor", "isbn": "ISBN", "issn": "ISSN", "journal": "container-title",
    "journal-title": "container-title", "journaltitle": "container-title", "location": "publisher-place",
    "pages": "page", "published": "issued", "published-date":
    "issued", "published-online": "issued", "published-print": "issued", "publisher-location": "publisher-place",
    "school": "publisher", "series": "collection-title", "short-container-title": "container-title-short",
    "subtitle-short": "title-short", "year": "issued",
}  # fmt: skip
"""What other formats call the fields of CSL-JSON."""
_RECORDS = frozenset(
    "accepted aliases alternative-id approved archive_id assertion attachments award bibtex citekey "
    "clinical-trial-number collection collections content-created content-domain content-updated copyright created "
    "dateAdded dateModified deposited file files free-to-read funder groups "
    "html id-type indexed is-referenced-by-count isbn-type issn-type itemKey items-number journal-issue key "
    "library libraryID link links member modified owner posted prefix proceedings-subject project published-other "
    "reference reference-count references-count relation resource review schema score subject tags timestamp "
    "update-policy update-to updated updated-by uri uris uuid".split()
)
"""What registries and reference managers keep of a record beside what is printed of it."""
_PARTS = frozenset("family given literal dropping-particle non-dropping-particle suffix".split())
_TRUTHS = frozenset("comma-suffix static-ordering static-particles parse-names isInstitution".split())
_NAME_KEYS = _PARTS | _TRUTHS | {"multi", "short"}
_BESIDE_NAMES = frozenset(
    "ORCID affiliation authenticated-orcid email id name-particle-preset orcid role sequence type url website".split()
)
"""What registries say of people besides their names."""
_OTHER_PARTS = {
    "first": "given", "firstname": "given", "first-name": "given", "forename": "given", "givenname": "given",
    "last": "family", "lastname": "family", "last-name": "family", "surname": "family", "familyname": "family",
    "name": "literal", "organization": "literal", "particle": "non-dropping-particle", "prefix": "dropping-particle",
    "middle": "given", "middlename": "given", "jr": "suffix",
}  # fmt: skip
_SAID = (0, 1, "0", "1", "true", "false", "")


def of_item(item: Item, typed: bool = True) -> Iterator[ItemError]:
    """Yield an error for what an item has and its texts will not, or will otherwise than meant.

    ``typed`` tells whether the style asks for its type.
    """
    if item.usual and item.type in TYPES and _are_told(tuple(item.data)):
        return
    for said in _of_whole(item, typed):
        yield ItemError(said, item.id, printed=True)
    for name, value in item.data.items():
        if (
            type(value) is str
            and name in _TOLD
            and (name != "type" or value in TYPES)
            and value.isprintable()
            and not value.isspace()
        ):
            continue  # nearly all that items have: what follows takes many times as long
        for said in _of_field(item, name, value):
            yield ItemError(said, item.id, printed=True)


@lru_cache(maxsize=1024)
def _are_told(fields: tuple[str, ...]) -> bool:
    """Tell whether nothing can be wrong with fields of these names in a usual item."""
    return all(name in _TOLD or name in NAMES or name in DATES for name in fields)


def _of_whole(item: Item, typed: bool) -> Iterator[str]:
    if not item.id.strip():
        yield "the id of an item is empty"
    if typed and item.data.get("type") in (None, ""):
        yield "the item has no type: what a style prints for its type alone is left out"
    for name in DATES & item.given.keys() if item.given is not item.data else ():
        yield from _of_date_in_note(name, item.given[name], item.data.get(name), item.date(name))


def _of_date_in_note(name: str, own: Any, written: Any, found: DateValue | None) -> Iterator[str]:
    """Yield that words of the note stand for a day that the item has."""
    if written is own or found is None or found.start is not None:
        return
    if (before := dates.read(own)) is not None and before.start is not None:
        yield f"{name} is {shown(written['raw'])} by the note: {shown(own)} is not printed"


def _of_field(item: Item, name: Any, value: Any) -> Iterator[str]:
    if name in _PRINTED:
        yield from _of_text(name, value)
        if name == "type" and isinstance(value, str | int | float) and value not in (*TYPES, ""):
            yield f"there is no type {shown(value)}{meant(str(value), TYPES)}"
    elif name in NAMES:
        yield from _of_names(item, name, value)
    elif name in DATES:
        if value is not None and value != "":
            yield from (f"{name} {said}" for said in wrong_in_date(value, item.date(name)))
            told = value.values() if isinstance(value, Mapping) else (value,)
            yield from (f"{name} {said}" for one in told if isinstance(one, str) for said in unseen(one))
    elif name in _COMPUTED:
        if value not in (None, ""):
            yield f"{name} is worked out from the document: the item's own is not printed"
    elif not isinstance(name, str):
        yield f"the name of a field is a text, not {shown(name)}"
    elif name not in _KEYS and name not in _RECORDS and not name.startswith(("_", "x-", "X-")):
        yield from _of_unknown(name, value, item.data)


def _of_unknown(name: str, value: Any, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a field that CSL has not may have meant; what another field says in other words is let be."""
    near = _misspelt(name)
    if near and (near not in data or (name.lower() == near.lower() and data[near] != value)):
        yield f"there is no field {name!r}; is {near!r} meant?"
    elif not (near and near == _OTHER_NAMES.get(name.lower().replace("_", "-"))) and value not in (None, "", [], {}):
        yield f"there is no field {name!r}: it is not printed"


def _of_text(name: str, value: Any) -> Iterator[str]:
    """Yield what is wrong with the value of a field that holds a text or a number."""
    if isinstance(value, str):
        if value.isspace():
            yield f"{name} holds nothing but blanks"
        yield from (f"{name} {said}" for said in unseen(value))
    elif isinstance(value, bool) or not isinstance(value, int | float):
        if value is not None and not (name in _LISTS and isinstance(value, list | tuple)):
            yield f"{name} is no text but a {type(value).__name__}"
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{name} is no number: {value}"
    elif abs(value) >= 10**MOST_DIGITS:
        yield f"{name} is a number of more than {MOST_DIGITS} digits"


def _of_names(item: Item, variable: str, value: Any) -> Iterator[str]:
    if value is None or value == "":
        return
    rows = value if isinstance(value, list | tuple) else [value]
    if len(rows) > len(item.names(variable)):
        yield f"{variable} holds what is no name: {shown(value)}"
    for one in rows:
        if isinstance(one, str):
            yield from (f"a name of {variable} {said}" for said in unseen(one))
        elif not _is_usual(one) and isinstance(one, Mapping):
            yield from (f"a name of {variable} {said}" for said in _of_name(one))


def _is_usual(name: Any) -> bool:
    """Tell whether a name is no more than a family name and a given name."""
    return type(name) is dict and len(name) == 2 and prints_as_it_is(name.get("family"), name.get("given"))


def _of_name(name: Mapping[Any, Any]) -> Iterator[str]:
    for key, value in name.items():
        if key in _PARTS and value is not None and not _is_part(value):
            yield f"has a {key} that is no text: {shown(value)}"
        elif key in _PARTS and isinstance(value, str):
            yield from unseen(value)
        elif key in _TRUTHS and not (value is None or isinstance(value, bool) or value in _SAID):
            yield f"has for {key} neither true nor false: {shown(value)}"
        elif key not in _NAME_KEYS:
            yield from _of_key(str(key), name)
    family, literal, given = name.get("family"), name.get("literal"), name.get("given")
    if isinstance(family or literal, str) and isinstance(given or "", str) and not name.get("isInstitution"):
        yield from filter(None, (doubt(str(family or literal).strip(), str(given or "").strip(), not family),))
    if family and literal and family != literal:
        yield f"has a family and a literal name: {shown(literal)} is not printed"


def _of_key(key: str, name: Mapping[Any, Any]) -> Iterator[str]:
    near = _near(key, _NAME_KEYS, _OTHER_PARTS)
    if near and not (near == "literal" and name.get("family")):
        yield f"has {key!r}; is {near!r} meant?"
    elif not near and key not in _BESIDE_NAMES and key[:1] != "_":
        yield f"has {key!r}, which no name has"


def _is_part(value: Any) -> bool:
    """Tell whether a value is a part of a name: Pandoc writes given names as a list."""
    if isinstance(value, list | tuple):
        return all(isinstance(one, str) for one in value)
    return isinstance(value, str)


@lru_cache(maxsize=4096)
def _misspelt(name: str) -> str:
    return _near(name, _KEYS, _OTHER_NAMES)


def _near(word: str, known: Iterable[str], others: Mapping[str, str]) -> str:
    """Return the known word that another means or is all but the same as, empty where none is."""
    from difflib import get_close_matches

    spelt = {one.lower(): one for one in known}
    low = word.lower().replace("_", "-")
    if other := others.get(low):
        return other
    near = [low] if low in spelt else get_close_matches(low, spelt, 1, 0.8) if 2 < len(low) < 40 else []
    return spelt[near[0]] if near else ""
