"""A CSL item in the making from the fields of a BibTeX entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.formats import cleaning, latex
from ccsvi_refs.formats.bibtex import journals

#: Fields that hold no text to be printed, where a macro that we do not know does no harm.
_NOT_PRINTED = frozenset({"abstract", "annote", "annotation", "keywords", "library"})
#: An entity, or a tag as publishers' pages have it, in what should be LaTeX.
_HTML = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|[A-Za-z]\w*);|</?(?:em|strong|inf|jats|mml|title|p|br)\b")


@dataclass(slots=True)
class BibtexItem:
    """The entry's fields, the CSL fields made of them so far and the LaTeX behind each, fields used, what is wrong."""

    kind: str
    fields: Mapping[str, str]
    data: dict[str, Any]
    raws: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def wrong(self, message: str, source: str) -> None:
        """Note what is wrong with a field, unless there is nothing to say."""
        if message:
            self.problems.append((message, source))

    def put(self, name: str, value: Any, *sources: str) -> None:
        """Set a CSL field from some of the entry's, unless it is set or the value is empty."""
        if not value or self.data.get(name, value) != value:
            return
        self.used.update(sources)
        if name not in self.data:
            self.data[name] = value
            self.raws[name] = "; ".join(self.fields[source] for source in sources if source in self.fields)

    def text(self, name: str, title: bool = False) -> str:
        """Return a field of the entry without its LaTeX, empty where it is not given."""
        if name not in self.fields:
            return ""
        written = self.fields[name]
        if "\\" in written and name.startswith("journal") and (known := journals.name(written)):
            return known
        text = latex.decode(written, title)
        for macro in latex.unknown(written) if "\\" in written and name not in _NOT_PRINTED else ():
            self.wrong(f"the macro \\{macro} is not known; it stays as it is", name)
        return cleaning.csl(text) if _HTML.search(text) else text

    def given(self, *names: str) -> str:
        """Return the first of some names of fields that the entry gives, the last where it gives none."""
        return next((name for name in names if name in self.fields), names[-1])

    def rest(self) -> dict[str, str]:
        """Return the fields no CSL field was made of."""
        return {name: value for name, value in self.fields.items() if name not in self.used}
