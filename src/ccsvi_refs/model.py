"""References and what surrounds them: frozen, comparable, CSL-JSON-shaped.

A :class:`Reference` holds one CSL-JSON item (https://docs.citationstyles.org/en/stable/specification.html, appendix
IV) and offers typed readers for it. The item is what every other part of the library reads and writes; fields CSL
does not know are kept under CSL's own ``custom`` object and never invented at the top level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from ccsvi_refs.identifiers import Identifier, Kind, parse
from ccsvi_refs.location import Location

#: CSL variables that hold names, https://docs.citationstyles.org/en/stable/specification.html#name-variables
NAME_FIELDS = frozenset(
    {
        "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
        "director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
        "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer",
        "recipient", "reviewed-author", "script-writer", "series-creator", "translator",
    }
)  # fmt: skip

#: The CSL variable for each kind of identifier that CSL knows.
_IDENTIFIER_FIELDS: dict[Kind, str] = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN"}

#: CSL variables that hold dates, https://docs.citationstyles.org/en/stable/specification.html#date-variables
DATE_FIELDS = frozenset({"accessed", "available-date", "event-date", "issued", "original-date", "submitted"})


class FrozenDict(dict[str, Any]):
    """A dictionary that cannot be changed, so that it can be hashed, shared and written as JSON as it is."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping is frozen")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = _refuse
    setdefault = update = _refuse  # pyright: ignore[reportAssignmentType]  # refusing takes any arguments

    def __hash__(self) -> int:  # type: ignore[override]  # dict sets it to None
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        return FrozenDict, (dict(self),)


def freeze(value: Any) -> Any:
    """Return a JSON value with its objects as :class:`FrozenDict` and its arrays as tuples."""
    if type(value) in (str, FrozenDict, int):
        return value
    if isinstance(value, Mapping):
        return FrozenDict({str(key): freeze(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item) for item in value)
    return value


def thaw(value: Any) -> Any:
    """Return a JSON value with plain dictionaries and lists, free to change."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, or an institution's in ``literal``."""

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""

    @classmethod
    def from_csl(cls, data: object) -> Name:
        """Return the name a CSL-JSON name object stands for; anything but an object becomes a literal."""
        if not isinstance(data, Mapping):
            return cls(literal=_text(data))
        return cls(
            family=_text(data.get("family")),
            given=_text(data.get("given")),
            literal=_text(data.get("literal")),
            suffix=_text(data.get("suffix")),
            dropping_particle=_text(data.get("dropping-particle")),
            non_dropping_particle=_text(data.get("non-dropping-particle")),
        )

    def to_csl(self) -> dict[str, str]:
        """Return the CSL-JSON name object, without empty parts."""
        parts = {
            "family": self.family,
            "given": self.given,
            "literal": self.literal,
            "suffix": self.suffix,
            "dropping-particle": self.dropping_particle,
            "non-dropping-particle": self.non_dropping_particle,
        }
        return {key: value for key, value in parts.items() if value}

    @property
    def initials(self) -> str:
        """The initials of the given names without full stops or spaces: ``AM`` for ``Anna Maria``."""
        return "".join(part[0] for part in re.split(r"[\s.\-‐]+", self.given) if part)

    def __str__(self) -> str:
        """Return the name as one reads it: ``Anna Maria Malagoni``."""
        family = " ".join(part for part in (self.dropping_particle, self.non_dropping_particle, self.family) if part)
        return self.literal or " ".join(part for part in (self.given, family, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range of two: each part is (year,), (year, month) or (year, month, day)."""

    parts: tuple[tuple[int, ...], ...] = ()
    season: str = ""
    circa: bool = False
    literal: str = ""

    @classmethod
    def from_csl(cls, data: object) -> Date | None:
        """Return the date a CSL-JSON date object stands for, None where it holds nothing readable."""
        if not isinstance(data, Mapping):
            data = {"raw": data} if data else {}
        parts = tuple(filter(None, (_date_part(part) for part in _items(data.get("date-parts")))))
        raw = _text(data.get("raw"))
        if not parts and (match := re.match(r"\s*(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)", raw)):
            parts = (tuple(int(group) for group in match.groups() if group),)
        date = cls(parts, _text(data.get("season")), bool(data.get("circa")), _text(data.get("literal")) or raw)
        return date if date.parts or date.literal else None

    @property
    def year(self) -> int | None:
        """The first year, None where only a literal is known."""
        return self.parts[0][0] if self.parts else None

    def to_csl(self) -> dict[str, Any]:
        """Return the CSL-JSON date object."""
        data: dict[str, Any] = {}
        if self.parts:
            data["date-parts"] = [list(part) for part in self.parts]
        elif self.literal:
            data["literal"] = self.literal
        if self.season:
            data["season"] = self.season
        if self.circa:
            data["circa"] = True
        return data

    def __str__(self) -> str:
        """Return the ISO 8601 form, ranges with a slash, or the literal."""
        if not self.parts:
            return self.literal
        return "/".join("-".join(f"{n:0{4 if i == 0 else 2}d}" for i, n in enumerate(part)) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Value:
    """What one source says of one field.

    ``source`` is ``cited``, ``pubmed``, ``crossref``, ``datacite``, ``doi.org`` (another agency, by way of doi.org),
    ``europepmc``, ``mirror`` or ``curated``; ``note`` names the page a curated value was read on; ``raw`` keeps a registry's own spelling where ours was cleaned.
    """

    source: str
    value: Any
    verified: bool = True
    note: str = ""
    raw: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return ``{"source", "value"}``, with ``verified``, ``note`` and ``raw`` where they say something."""
        data: dict[str, Any] = {"source": self.source, "value": thaw(self.value)}
        if not self.verified:
            data["verified"] = False
        if self.note:
            data["note"] = self.note
        if self.raw is not None:
            data["raw"] = self.raw
        return data


@dataclass(frozen=True, slots=True)
class Notice:
    """An editorial notice about a work, as a registry reports it.

    ``kind`` is ``retraction``, ``correction``, ``expression-of-concern``, ``withdrawal``, ``removal``,
    ``retraction-and-republication`` or ``new-version``; ``source`` names who says so (``pubmed``, ``crossref``,
    ``retraction-watch``). ``of`` is true on the notice's own record, false on the record of the work it is about.
    """

    kind: str
    source: str
    doi: str = ""
    pmid: str = ""
    date: Date | None = None
    label: str = ""
    of: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An external link on a page; ``url`` is empty where only the label survived; ``reference`` is an id or empty."""

    url: str
    label: str = ""
    location: Location | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation string as a page prints it, with its place and the links that belong to it."""

    text: str
    location: Location | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that could not be read, kept as data: what is wrong, where, and the raw text."""

    message: str
    location: Location | None = None
    raw: str = ""

    def __str__(self) -> str:
        """Return ``place: message``."""
        return f"{self.location}: {self.message}" if self.location else self.message


@dataclass(frozen=True, slots=True)
class Reference:
    """A work's bibliographic description.

    ``data`` is the CSL-JSON item; ``mention`` where and how a page cites it; ``provenance`` maps a field to what each
    source says of it; ``notices`` are the retractions, corrections and concerns a registry reports.
    """

    data: FrozenDict
    mention: Mention | None = None
    provenance: FrozenDict = field(default_factory=FrozenDict)
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        """Freeze what was given as plain dictionaries."""
        object.__setattr__(self, "data", freeze(self.data))
        object.__setattr__(self, "provenance", freeze(self.provenance))

    @property
    def id(self) -> str:
        """The key that citations use."""
        return _text(self.data.get("id"))

    @property
    def type(self) -> str:
        """The CSL type, ``document`` where none is given."""
        return _text(self.data.get("type")) or "document"

    @property
    def title(self) -> str:
        """The title as it stands, with CSL's inline markup if it has any."""
        return self.text("title")

    @property
    def container_title(self) -> str:
        """The journal, book or site the work is in."""
        return self.text("container-title")

    @property
    def authors(self) -> tuple[Name, ...]:
        """The authors in order."""
        return self.names("author")

    @property
    def issued(self) -> Date | None:
        """The date of publication."""
        return self.date("issued")

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return self.issued.year if self.issued else None

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The well-formed identifiers among DOI, PMID, PMCID and ISBN, in that order."""
        found = (parse(kind, self.text(name)) for kind, name in _IDENTIFIER_FIELDS.items() if self.data.get(name))
        return tuple(identifier for identifier in found if identifier)

    def identifier(self, kind: Kind) -> str:
        """Return the normalised value of the identifier of that kind, empty where there is none."""
        written = self.text(_IDENTIFIER_FIELDS.get(kind, ""))
        found = parse(kind, written) if written else None
        return found.value if found else ""

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The name fields whose list goes on unnamed ("et al."); ``custom.et-al`` holds them, CSL has no variable."""
        custom = self.data.get("custom")
        fields = custom.get("et-al") if isinstance(custom, Mapping) else None
        return tuple(name for name in _items(fields) if isinstance(name, str))

    def text(self, name: str) -> str:
        """Return a field as a string; empty where it is missing or no plain value."""
        return _text(self.data.get(name))

    def names(self, name: str) -> tuple[Name, ...]:
        """Return a name field as names."""
        return tuple(Name.from_csl(item) for item in _items(self.data.get(name)))

    def date(self, name: str) -> Date | None:
        """Return a date field, None where it is missing or unreadable."""
        return Date.from_csl(self.data.get(name))

    def with_fields(self, **fields: Any) -> Reference:
        """Return a copy with CSL fields set (underscores for hyphens) or, where the value is None, taken out."""
        data = dict(self.data)
        for key, value in fields.items():
            name = key.replace("_", "-")
            if value is None:
                data.pop(name, None)
            else:
                data[name] = value
        return replace(self, data=FrozenDict(freeze(data)))

    def as_cited(self) -> Reference:
        """Return the reference as the page cites it: where sources disagree, with the values of source ``cited``."""
        cited = {
            name: value.value for name, values in self.provenance.items() for value in values if value.source == "cited"
        }
        if not cited:
            return self
        rest = {name: value for name, value in self.data.items() if name not in self.provenance}
        return replace(self, data=FrozenDict(rest | cited))

    def to_csl(self) -> dict[str, Any]:
        """Return the CSL-JSON item as plain dictionaries and lists."""
        data: dict[str, Any] = thaw(self.data)
        return data


@dataclass(frozen=True, slots=True)
class Statement:
    """A factual statement of a page, in our own words, and what the reference behind it says.

    ``support`` is ``supported``, ``differs``, ``imprecise`` or ``not-checked``; ``source`` says in our words what the
    source says, and ``note`` where that was read. ``references`` are ids, empty where no cited work supports it.
    """

    text: str
    references: tuple[str, ...]
    support: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What was read from one input: its references, its links, and what could not be read."""

    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Statement, ...] = ()
    path: str = ""

    def __iter__(self) -> Iterator[Reference]:
        """Iterate over the references in order."""
        return iter(self.references)

    def __len__(self) -> int:
        """Return the number of references."""
        return len(self.references)

    def __getitem__(self, key: str) -> Reference:
        """Return the reference with that id, KeyError where there is none."""
        for reference in self.references:
            if reference.id == key:
                return reference
        raise KeyError(key)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, (tuple, list)) else ()


def _date_part(part: object) -> tuple[int, ...]:
    numbers = []
    for item in _items(part)[:3]:
        text = _text(item).strip()
        if not re.fullmatch(r"-?\d{1,6}", text):
            break
        numbers.append(int(text))
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
