"""The fields of a reference while its citation string is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.formats.citation import kinds
from ccsvi_refs.formats.citation.names import Names
from ccsvi_refs.model import Mention, Reference, Value, freeze
from ccsvi_refs.text import months
from ccsvi_refs.text.locators import Locator


@dataclass(slots=True)
class Draft:
    """The CSL-JSON fields read so far, how sure each is, and the type that the layout says."""

    fields: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    told: str = ""
    repeated: bool = False

    def put(self, name: str, value: Any, confidence: float) -> None:
        """Set a field unless the value is empty."""
        if value:
            self.fields[name] = value
            self.confidence[name] = round(confidence, 2)

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
        for name in ("volume", "issue", "page"):
            value = re.sub(r"^pp?(?=\d)", "", getattr(source, name))
            self.put(name, value, 0.98 if name in source.sure else 0.95)
        self.put("chapter-number", source.chapter, 0.9)
        if source.colon:
            self.custom["volume-separator"] = ":"

    def reference(self, text: str) -> Reference:
        """Return the reference read from the citation string ``text``."""
        if "issued" not in self.fields and "available-date" in self.fields:
            self.put("issued", self.fields.pop("available-date"), 0.9)
        if self.repeated:
            self.custom["author-repeated"] = True
        fields = {"type": kinds.of(self.fields, self.told, is_preprint="arxiv" in self.custom), **self.fields}
        provenance = {name: (Value("cited", value),) for name, value in self.fields.items()}
        custom = self.custom | ({"confidence": self.confidence} if self.confidence else {})
        if custom:
            fields["custom"] = custom
        return Reference(freeze(fields), Mention(text), freeze(provenance))
