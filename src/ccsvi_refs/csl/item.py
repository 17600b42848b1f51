"""An item as the engine reads it: typed views of CSL-JSON fields, each made once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from ccsvi_refs.csl import costs, dates, markup, names
from ccsvi_refs.csl.dates import DateValue
from ccsvi_refs.csl.extra import DATES, NAMES, with_note_variables
from ccsvi_refs.csl.names import PersonalName
from ccsvi_refs.csl.output import Piece, plain
from ccsvi_refs.csl.usual import ALIASES, MOST_LETTERS, usual
from ccsvi_refs.errors import ItemError

_READ = NAMES | DATES | frozenset(ALIASES)
"""Variables whose value is more than a text of that name."""
_ALIASED = tuple(ALIASES.items())
_CERTAIN = frozenset[str]()


class Kind(NamedTuple):
    """What items have in common that a style looks at before their values.

    Their type, which variables there are, and which dates of these are uncertain.
    """

    type: str
    filled: frozenset[str]
    uncertain: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def _kind(type_: str, filled: frozenset[str], uncertain: frozenset[str]) -> Kind:
    """Return the kind, the same object again where it is known."""
    return Kind(type_, filled, uncertain)


class Item:
    """One item; views that take long to make are kept, so that rendering again costs no reading again.

    It is ``usual`` where it has nothing but texts, people and days as most items have them. ``given`` is what the
    caller gave, ``data`` the same with what its note and lists of short forms say.
    """

    __slots__ = ("_fields", "_quotes", "_read", "_special", "data", "given", "id", "kind", "type", "usual")

    def __init__(
        self, data: Mapping[str, Any], item_id: str, quotes: str = "“”‘’", given: Mapping[str, Any] | None = None
    ) -> None:
        self.given = data if given is None else given
        self._quotes = quotes
        self._special = markup.special(quotes)
        self.data = data
        self.id = item_id
        self.type = data["type"] if isinstance(data.get("type"), str) else ""
        self._read: dict[str, Any] = {}  # names and dates by variable: one dictionary takes half the memory of two
        self._fields: dict[str, list[Piece]] | None = None
        found = usual(data, item_id)
        self.usual = found is not None
        if found is None:
            self.kind = _kind(self.type, self._filled(), self._uncertain())
        else:
            filled, self._read = found
            self.kind = _kind(self.type, filled, _CERTAIN)

    @property
    def filled(self) -> frozenset[str]:
        """Return the variables under which the item has something."""
        return self.kind.filled

    def _filled(self) -> frozenset[str]:
        """Return the variables under which the item has something."""
        data, has = self.data, self.has
        found = [
            name
            for name, value in data.items()
            if (not value.isspace() if value and isinstance(value, str) and name not in _READ else has(name))
        ]
        found += [name for name, others in _ALIASED if not data.keys().isdisjoint(others) and has(name)]
        if "editor" in data and "translator" in data and has("editor-translator"):
            found.append("editor-translator")
        return frozenset(found)

    def _uncertain(self) -> frozenset[str]:
        """Return the dates that are given as uncertain."""
        read = self._read
        return frozenset([name for name in self.data if name in DATES and (date := read.get(name)) and date.circa])

    @property
    def language(self) -> str:
        """Return the item's language tag, empty where it has none."""
        return self.text("language")

    def text(self, variable: str) -> str:
        """Return a field as a string, empty where there is none."""
        value = self.data.get(variable)
        if isinstance(value, str) and (self.usual or (value and value.isascii() and value[0] > " " < value[-1])):
            return value
        return self._read_text(variable)

    def _read_text(self, variable: str) -> str:
        for name in ALIASES.get(variable, (variable,)):
            value = self.data.get(name)
            if isinstance(value, str):
                if value and not value.isspace():
                    return _without_surrogates(value.strip())
            elif isinstance(value, int | float) and not isinstance(value, bool):
                return digits(value)
            elif isinstance(value, list | tuple):
                return ", ".join(filter(None, map(_listed, value)))
        return ""

    def field(self, variable: str) -> list[Piece]:
        """Return a field with its markup read, an empty list where there is none."""
        value = self.data.get(variable)
        if isinstance(value, str) and value and value.isascii() and markup.is_plain(value, self._special):
            return [written] if (written := value.strip()) else []
        fields = self._fields
        if fields is not None and variable in fields:
            return fields[variable]
        found = markup.parse(self.text(variable), self._quotes)
        if found and (len(found) > 1 or not isinstance(found[0], str)):  # plain text is read as soon as found again
            if fields is None:
                fields = self._fields = {}
            fields[variable] = found
        return found

    def plain(self, variable: str) -> str:
        """Return a field's text without its markup."""
        return plain(self.field(variable))

    def names(self, variable: str) -> tuple[PersonalName, ...]:
        """Return the names of a variable: kept where it is one for names."""
        if variable not in NAMES:
            return names.read(self.data.get(variable))
        found: tuple[PersonalName, ...] | None = self._read.get(variable)
        if found is None:
            found = self._read[variable] = names.read(self.data.get(variable)) or self._joint(variable)
        return found

    def _joint(self, variable: str) -> tuple[PersonalName, ...]:
        """Return the editors where they are the translators too and are asked for as both.

        https://docs.citationstyles.org/en/stable/specification.html#name-variables
        """
        if variable != "editor-translator" or not (editors := self.names("editor")):
            return ()
        return editors if editors == self.names("translator") else ()

    def date(self, variable: str) -> DateValue | None:
        """Return the date of a variable: kept where it is one for dates."""
        if variable not in DATES:
            return dates.read(self.data.get(variable))
        if variable in self._read:
            known: DateValue | None = self._read[variable]
            return known
        value = self.data.get(variable)
        if value is None:
            return None
        found = self._read[variable] = dates.read(value)
        return found

    def has(self, variable: str) -> bool:
        """Tell whether the item has something under this variable."""
        if variable in NAMES:
            return bool(self.names(variable))
        if variable in DATES:
            return self.date(variable) is not None
        return bool(self.text(variable))


def _listed(value: Any) -> str:
    return _without_surrogates(value) if isinstance(value, str) else ""


MOST_DIGITS = 100
"""Whole numbers of more are no text: Python does not write out those of thousands."""


def digits(value: float) -> str:
    """Return a number as text, a whole one without a fraction; empty where it is none or too long to be one."""
    if isinstance(value, float) and not value.is_integer():
        return str(value) if math.isfinite(value) else ""
    return str(int(value)) if abs(value) < 10**MOST_DIGITS else ""


def identifier(value: Any, of: str = "an item") -> str:
    """Return an id as text, that of a whole number without a fraction; raises ItemError for what is no id."""
    known = value if isinstance(value, str) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        known = digits(value)
    if known is None or (known == "" and value != ""):
        raise ItemError(f"the id of {of} is a text or a number, not a {type(value).__name__}", "")
    return known


def listing_of(values: Any, what: str) -> Iterable[Any]:
    """Return the values of a list; raises ItemError for what is none."""
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise ItemError(f"{what} are a list, not one {type(values).__name__}", "")
    return values


def mapping_of(values: Any, what: str) -> Mapping[Any, Any]:
    """Return a mapping; raises ItemError for what is none."""
    if not isinstance(values, Mapping):
        raise ItemError(f"{what} are a mapping, not one {type(values).__name__}", "")
    return values


def _without_surrogates(text: str) -> str:
    """Return the text with lone surrogates, which no output format can hold, as replacement characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


Abbreviations = Mapping[str, Mapping[str, str]]
"""Short forms of the values of variables: ``{"container-title": {"Annals of Neurology": "Ann Neurol"}}``.

Those of ``institution`` are for names of any variable that are no person's.
"""
INSTITUTION = "institution"
_MAIN_TITLE = re.compile(r"(?P<title>[^:?!]{3,200}?)\s*(?::|(?P<mark>[?!]))\s+(?=\S)")


def read_items(
    values: Iterable[Any],
    quotes: str = "“”‘’",
    abbreviations: Abbreviations | None = None,
    prints: Mapping[str, int] = MappingProxyType({}),
    shortens: bool = False,
) -> tuple[dict[str, Item], list[ItemError]]:
    """Return the items by id, the last where several have one, and what is wrong with the items given.

    With ``shortens`` a title without a short one has what it says before its colon. ``prints`` is how often a style
    prints each variable: an item that would come to too much is refused.
    """
    found: dict[str, Item] = {}
    refused: list[ItemError] = []
    is_dear = MOST_LETTERS * max(prints.values(), default=0) > costs.MOST_PRINTED
    for value in listing_of(values, "the items of a document"):
        try:
            item = read_item(value, quotes, abbreviations, shortens)
        except ItemError as error:
            refused.append(error)
            continue
        if (is_dear or not item.usual) and costs.printed(item.data, prints) > costs.MOST_PRINTED:
            message = f"in this style its fields come to more than {costs.MOST_PRINTED:,} letters"
            refused.append(ItemError(message, item.id))
        else:
            if item.id in found:
                refused.append(ItemError(f"another item after it has the id {item.id!r}", item.id))
            found[item.id] = item
    return found, refused


def read_item(
    value: Any, quotes: str = "“”‘’", abbreviations: Abbreviations | None = None, shortens: bool = False
) -> Item:
    """Return the item of a CSL-JSON mapping or of an object whose ``data`` is one; raises ItemError otherwise."""
    data = value if type(value) is dict or isinstance(value, Mapping) else getattr(value, "data", None)
    if type(data) is not dict and not isinstance(data, Mapping):
        raise ItemError(f"an item is a mapping, not {type(value).__name__}", "")
    if data.get("id") is None:
        raise ItemError("an item needs an id, a text or a number", "")
    known = identifier(data["id"])
    given, data = data, with_note_variables(data)
    if abbreviations:
        data = _with_short_forms(data, abbreviations)
    return Item(_with_short_title(data) if shortens else data, known, quotes, given)


def _with_short_forms(data: Mapping[str, Any], abbreviations: Abbreviations) -> Mapping[str, Any]:
    """Return the item with the short forms that the lists have for its values, in place of its own."""
    found: dict[str, Any] = {}
    if institutions := abbreviations.get(INSTITUTION):
        found = {name: names.with_short_forms(data[name], institutions) for name in data.keys() & NAMES}
    for variable, forms in abbreviations.items():
        value = data.get(variable)
        if isinstance(value, str) and (short := forms.get(value) or forms.get(names.listed(value))):
            found[f"{variable}-short"] = short
    return {**data, **found} if found else data


def _with_short_title(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the item with a short title, what its title says before a colon or up to a question, where it has none."""
    title = data.get("title")
    if not isinstance(title, str) or any(map(data.get, ALIASES["title-short"])):
        return data
    found = _MAIN_TITLE.match(title)
    if not found or found["title"].count("<") % 2:
        return data
    return {**data, "title-short": found["title"] + (found["mark"] or "")}
