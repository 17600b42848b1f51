"""The engines that turn CSL-JSON items and a style into entries, behind one signature."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ccsvi_refs.errors import SettingsError, StyleError
from ccsvi_refs.rendering.styles import StyleSource

TARGETS = ("text", "html", "markdown", "latex", "rtf", "typst")


@dataclass(frozen=True, slots=True)
class Entries:
    """A rendered bibliography: ids and texts in the style's order, and what goes around them."""

    entries: tuple[tuple[str, str], ...]
    start: str = ""
    end: str = ""

    def join(self, between: str) -> str:
        """Return the whole bibliography as one text, ending with a line break where there is any entry."""
        body = between.join(text for _, text in self.entries)
        return f"{self.start}{body}{self.end}" + ("\n" if self.entries else "")


Engine = Callable[[StyleSource, list[dict[str, Any]], str | None, str], Entries]


def citeproc_py(source: StyleSource, items: list[dict[str, Any]], locale: str | None, to: str) -> Entries:
    """Return what citeproc-py makes of the items; it writes plain text and HTML only."""
    import citeproc
    from citeproc.source.json import CiteProcJSON

    formatters = {"text": citeproc.formatter.plain, "html": citeproc.formatter.html}
    if to not in formatters:
        raise SettingsError(f"the citeproc-py engine writes text and html, not {to}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every field and style it does not know
        try:
            style = citeproc.CitationStylesStyle(io.BytesIO(source.parent or source.xml), locale=locale, validate=False)
            bibliography = citeproc.CitationStylesBibliography(style, CiteProcJSON(items), formatters[to])
            for item in items:
                bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
            if style.has_bibliography():
                bibliography.sort()
            texts = [str(entry) for entry in bibliography.bibliography()]
        except Exception as error:  # it raises whatever its tree walk trips over
            raise StyleError(f"citeproc-py cannot use style {source.name!r}: {error!r}") from error
    return Entries(tuple(zip((cited.key for cited in bibliography.items), texts, strict=True)))


ENGINES: dict[str, Engine] = {"citeproc-py": citeproc_py}
