"""A reference in the making: each field set once, with its source and the source's own spelling where ours differs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.formats import cleaning
from ccsvi_refs.model import FrozenDict, Mention, Notice, Reference, Value, freeze


@dataclass(slots=True)
class Record:
    """Fields and what their ``source`` says of them; turned into a frozen reference at the end."""

    source: str
    data: dict[str, Any] = field(default_factory=dict)
    provenance: dict[str, tuple[Value, ...]] = field(default_factory=dict)

    def set(self, name: str, value: Any, raw: Any = None) -> None:
        """Set a field unless the value is empty; ``raw`` is the source's own form, kept where it differs."""
        if value in (None, "", [], {}, ()):
            return
        frozen = freeze(value)
        self.data[name] = frozen
        if raw is not None and not isinstance(raw, str):
            raw = json.dumps(raw, ensure_ascii=False)
        self.provenance[name] = (Value(self.source, frozen, raw=raw if raw != frozen else None),)

    def text(self, name: str, raw: str | None) -> None:
        """Set a field to cleaned text with CSL's inline markup."""
        if raw:
            self.set(name, cleaning.csl(raw), raw)

    def reference(self, key: str, notices: tuple[Notice, ...] = (), mention: Mention | None = None) -> Reference:
        """Return the frozen reference under that key, its type and key first."""
        data = {"id": key, "type": self.data.get("type", "document"), **self.data}
        return Reference(FrozenDict(data), mention, FrozenDict(self.provenance), notices)
