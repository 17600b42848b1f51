"""A work's bibliographic description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ccsvi_refs.frozen import FrozenDict, freeze, items_of, text_of, thaw
from ccsvi_refs.identifiers import FIELDS, Identifier, IdentifierKind, parse
from ccsvi_refs.model import display
from ccsvi_refs.model.dates import Date
from ccsvi_refs.model.names import Name
from ccsvi_refs.model.page import Mention
from ccsvi_refs.model.sources import Notice, Value

#: CSL variables whose names have an underscore.
_UNDERSCORED = frozenset({"archive_collection", "archive_location"})
_NOTHING = FrozenDict()


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Reference:
    """A work's bibliographic description.

    ``data`` is the CSL-JSON item; ``mention`` where and how a page cites it; ``provenance`` maps a field to what each
    source says of it; ``notices`` are the retractions, corrections and concerns a registry reports.
    """

    data: FrozenDict
    mention: Mention | None
    provenance: Mapping[str, tuple[Value, ...]]
    notices: tuple[Notice, ...]

    def __init__(
        self,
        data: Mapping[str, Any],
        mention: Mention | None = None,
        provenance: Mapping[str, Iterable[Value]] = _NOTHING,
        notices: Iterable[Notice] = (),
    ) -> None:
        """Freeze what was given, all the way down."""
        object.__setattr__(self, "data", freeze(data))
        object.__setattr__(self, "mention", mention)
        object.__setattr__(self, "provenance", freeze(provenance))
        object.__setattr__(self, "notices", tuple(notices))

    @property
    def id(self) -> str:
        """The key that citations use."""
        return text_of(self.data.get("id"))

    @property
    def type(self) -> str:
        """The CSL type, ``document`` where none is given."""
        return text_of(self.data.get("type")) or "document"

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
        found = (parse(kind, self.text(name)) for kind, name in FIELDS.items() if self.data.get(name))
        return tuple(identifier for identifier in found if identifier)

    def identifier(self, kind: IdentifierKind) -> str:
        """Return the normalised value of the identifier of that kind, empty where there is none."""
        written = self.text(FIELDS.get(kind, ""))
        found = parse(kind, written) if written else None
        return found.value if found else ""

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The name fields whose list goes on unnamed ("et al."); ``custom.et-al`` holds them, CSL has no variable."""
        custom = self.data.get("custom")
        fields = custom.get("et-al") if isinstance(custom, Mapping) else None
        return tuple(name for name in items_of(fields) if isinstance(name, str))

    def text(self, name: str) -> str:
        """Return a field as a string; empty where it is missing or no plain value."""
        return text_of(self.data.get(name))

    def names(self, name: str) -> tuple[Name, ...]:
        """Return a name field as names."""
        return tuple(Name.from_csl(item) for item in items_of(self.data.get(name)))

    def date(self, name: str) -> Date | None:
        """Return a date field, None where it is missing or unreadable."""
        return Date.from_csl(self.data.get(name))

    def with_fields(self, changes: Mapping[str, Any] = _NOTHING, /, **fields: Any) -> Reference:
        """Return a copy with CSL fields set or, where the value is None, taken out.

        Keywords have underscores for hyphens, but for CSL's own ``archive_collection`` and ``archive_location``; the
        names in ``changes`` are taken as they are.
        """
        named = {key if key in _UNDERSCORED else key.replace("_", "-"): value for key, value in fields.items()}
        data = {**self.data, **changes, **named}
        return replace(self, data=FrozenDict({name: value for name, value in data.items() if value is not None}))

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

    def as_json(self) -> dict[str, Any]:
        """Return the CSL-JSON item, as :meth:`to_csl` does."""
        return self.to_csl()

    def __repr__(self) -> str:
        return f"<Reference {self.id}: {display.line(self)}>"

    def _repr_html_(self) -> str:
        return f"<p>{display.html(self)}</p>"

    def _repr_markdown_(self) -> str:
        return display.markdown(self)
