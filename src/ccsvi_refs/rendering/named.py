"""Styles found by name and read once, for many bibliographies and documents."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from ccsvi_refs import csl
from ccsvi_refs.errors import StyleError
from ccsvi_refs.location import Location
from ccsvi_refs.rendering.styles import StyleSource, find_style

_NOWHERE = StyleSource("", b"")


@dataclass(frozen=True, slots=True, repr=False)
class Style(csl.Style):
    """A CSL style that was found, with the XML it was read from; :class:`ccsvi_refs.csl.Processor` takes it too."""

    source: StyleSource = _NOWHERE

    @classmethod
    def named(cls, name: str) -> Style:
        """Return the official style of that name, or ours; StyleError, with names like it, where there is none."""
        return cls._of(find_style(name, paths=False))

    @classmethod
    def read(cls, path: str | Path) -> Style:
        """Return the style in a ``.csl`` file; StyleError where there is none or it is no style."""
        return cls._of(find_style(str(Path(path).absolute())))

    @classmethod
    def _of(cls, source: StyleSource) -> Style:
        try:
            parsed = csl.Style.parse(source.xml, parent=lambda _: source.parent or b"")
        except StyleError as error:
            line = error.location.line if error.location else 0
            raise StyleError(error.message, Location(source.name, line)) from None
        return cls(**{each.name: getattr(parsed, each.name) for each in fields(parsed)}, source=source)

    def __repr__(self) -> str:
        return f"<Style {self.source.name}>"
