"""The fields of a reference while its citation string is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.formats.citation import cleaning, kinds
from ccsvi_refs.formats.citation.names import Names
from ccsvi_refs.model import Mention, Reference, Value, freeze
from ccsvi_refs.text import months
from ccsvi_refs.text.locators import Locator

#: Fields whose words are kept as they are printed.
_TEXTS = frozenset({"title", "container-title", "publisher", "collection-title"})


@dataclass(slots=True)
class Draft:
    """The CSL-JSON fields read so far, how sure each is, and the type that the layout says.

    ``quoted`` says that the title stands in quotation marks, as those of parts do; ``linked`` that a DOI or the like
    is known that the string does not print.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    told: str = ""
    repeated: bool = False
    quoted: bool = False
    linked: bool = False

    def put(self, name: str, value: Any, confidence: float) -> None:
        """Set a field unless the value is empty."""
        if value:
            self.fields[name] = value
            self.confidence[name] = round(confidence, 2)

    def take(self, fields: dict[str, Any]) -> None:
        """Take in the fields of an imprint; the date only where none is known."""
        for name, value in fields.items():
            if name != "issued" or "issued" not in self.fields:
                self.put(name, value, 0.85)

    def names(self, found: Names) -> None:
        """Take in the list of names that the string begins with."""
        sure = 0.5 if found.shape == "body" else 0.75 if "Given" in found.shape else 0.97
        name = "editor" if found.editors else "author"
        self.put(name, [one.to_csl() for one in found.names], sure)
        if found.others:
            self.custom["et-al"] = [name]

    def date(self, text: str) -> None:
        """Take in the date of publication that a text names."""
        if parsed := months.date(text):
            self.put("issued", {"date-parts": [list(parsed)]}, 0.98)

    def locator(self, source: Locator) -> None:
        """Take in year, volume, issue and pages."""
        date = months.date(f"{source.day} {source.month} {source.year}") if source.year else ()
        if date and "issued" not in self.fields:
            self.put("issued", {"date-parts": [list(date)]}, 0.97)
        elif source.month and not source.year:
            self.month(f"{source.day} {source.month}")
        for name in ("volume", "issue", "page"):
            value = re.sub(r"^pp?(?=\d)", "", getattr(source, name))
            self.put(name, value, 0.98 if name in source.sure else 0.95)
        self.put("chapter-number", source.chapter, 0.9)
        if source.colon:
            self.custom["volume-separator"] = ":"

    @property
    def year(self) -> str:
        """The year of publication where it is known."""
        parts = self.fields.get("issued", {}).get("date-parts", [[]])[0]
        return str(parts[0]) if parts else ""

    def month(self, name: str) -> None:
        """Add month and day to a date whose year stands elsewhere: Chicago's 2013. … Proceedings, June, 54–57."""
        parts = self.fields.get("issued", {}).get("date-parts", [[]])[0]
        if len(parts) == 1 and len(date := months.date(f"{name} {parts[0]}")) > 1:
            self.put("issued", {"date-parts": [list(date)]}, 0.95)

    def reference(self, text: str) -> Reference:
        """Return the reference read from the citation string ``text``."""
        if "issued" not in self.fields and "available-date" in self.fields:
            self.put("issued", self.fields.pop("available-date"), 0.9)
        if "issued" not in self.fields and "updated" in self.custom:
            self.put("issued", self.custom.pop("updated"), 0.9)
        if self.repeated:
            self.custom["author-repeated"] = True
        self.fields = {
            name: cleaning.as_printed(value, text) if name in _TEXTS else value for name, value in self.fields.items()
        }
        fields = {
            "type": kinds.of(self.fields, self.told, is_preprint="arxiv" in self.custom, is_part=self.quoted),
            **self.fields,
        }
        custom = self.custom | ({"confidence": self.confidence} if self.confidence else {})
        if custom:
            fields["custom"] = custom
        frozen = freeze(fields)
        provenance = {name: (Value("cited", frozen[name]),) for name in self.fields}
        return Reference(frozen, Mention(text), freeze(provenance))
