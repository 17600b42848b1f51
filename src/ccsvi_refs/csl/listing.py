"""The entries of a bibliography, one after another, or by several processes at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ccsvi_refs.csl.bibliography import AuthorSubstitute, ListEntry, aligned, formatted, opened
from ccsvi_refs.csl.citation import raised
from ccsvi_refs.csl.cite import Hints
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.locale import Locale, LocaleLoader
from ccsvi_refs.csl.output import Piece, first_tagged, has_text, plain
from ccsvi_refs.csl.program import Area, compile_style
from ccsvi_refs.csl.punctuation import tokens
from ccsvi_refs.csl.registry import Registry
from ccsvi_refs.csl.style import Style
from ccsvi_refs.csl.wrapping import Wraps
from ccsvi_refs.csl.writers import Writer
from ccsvi_refs.errors import SettingsError, shown

FEW = 20_000
"""Up to so many entries are written sooner than other processes have started, compiled the style and read theirs."""


class Listing(NamedTuple):
    """Entries in order, the items of which nothing is printed, and the length of the longest first field."""

    entries: list[ListEntry]
    omitted: list[str]
    offset: int


class Setting(NamedTuple):
    """What another process needs to compile the same style; ``marks`` are the locale's quotation marks in fields."""

    style: Style
    locale: Locale
    links: bool
    strict: bool
    loader: LocaleLoader
    writer: Writer
    marks: str
    wraps: Wraps


def listed(area: Area, writer: Writer, registry: Registry, items: Sequence[Item]) -> Listing:
    """Return the entries of items in their order."""
    substitute = _substitute(area)
    found = Listing([], [], 0)
    offset = 0
    for item in items:
        pieces = _drawn(area, registry, item)
        if not has_text(pieces):
            found.omitted.append(item.id)
            continue
        if substitute is not None and substitute.apply(pieces):
            pieces = _drawn(area, registry, item, hide_names=True)
        first = first_tagged(pieces, "first-field") if "second-field-align" in area.attrs else None
        offset = max(offset, len(plain(first.kids)) if first else 0)
        found.entries.append(ListEntry(item.id, _written(pieces, area.of(item), writer)))
    return found._replace(offset=offset)


def listed_by(workers: int, setting: Setting, area: Area, registry: Registry, items: Sequence[Item]) -> Listing:
    """Return the same from so many processes at once, where that is sooner.

    An entry in whose style names stand for those of the entry before is not written without that one, and what cannot
    be sent to another process (a locale's loader that is a lambda, say) is written here.
    """
    if not isinstance(workers, int) or workers < 1:
        raise SettingsError(f"workers are one process or more, not {shown(workers)}")
    if workers < 2 or len(items) <= FEW or _substitute(area) is not None:
        return listed(area, setting.writer, registry, items)
    parts = _in_parts(workers, setting, registry, items)
    if parts is None:
        return listed(area, setting.writer, registry, items)
    entries = [entry for part in parts for entry in part.entries]
    omitted = [identifier for part in parts for identifier in part.omitted]
    return Listing(entries, omitted, max(part.offset for part in parts))


def _in_parts(workers: int, setting: Setting, registry: Registry, items: Sequence[Item]) -> list[Listing] | None:
    """Return what each process has written, None where they cannot be sent what they need."""
    import multiprocessing  # takes longer than all the rest of the engine, and is seldom asked for
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from pickle import PicklingError

    size = -(-len(items) // workers)
    shares = [items[start : start + size] for start in range(0, len(items), size)]
    try:
        with ProcessPoolExecutor(len(shares), multiprocessing.get_context("spawn")) as pool:
            return list(pool.map(_share, *zip(*(_sent(setting, registry, share) for share in shares), strict=True)))
    except (PicklingError, AttributeError, TypeError, BrokenProcessPool):
        return None


_Sent = tuple[Setting, Mapping[str, int], Mapping[str, Hints], list[tuple[str, dict[str, Any]]]]


def _sent(setting: Setting, registry: Registry, items: Sequence[Item]) -> _Sent:
    numbers = {item.id: registry.numbers[item.id] for item in items if item.id in registry.numbers}
    hints = {item.id: registry.hints[item.id] for item in items if item.id in registry.hints}
    return setting, numbers, hints, [(item.id, dict(item.data)) for item in items]


def _share(
    setting: Setting, numbers: dict[str, int], hints: dict[str, Hints], rows: list[tuple[str, dict[str, Any]]]
) -> Listing:
    """Return one process's share of the entries."""
    style, locale, links, strict, loader, writer, marks, wraps = setting
    area = compile_style(style, locale, links, strict, loader, wraps).bibliography
    items = [Item(data, identifier, marks) for identifier, data in rows]
    return listed(area, writer, Registry(numbers=numbers, hints=hints), items) if area else Listing([], [], 0)


def _substitute(area: Area) -> AuthorSubstitute | None:
    repeated = area.attrs.get("subsequent-author-substitute")
    if repeated is None:
        return None
    return AuthorSubstitute(repeated, area.attrs.get("subsequent-author-substitute-rule", "complete-all"))


def _drawn(area: Area, registry: Registry, item: Item, hide_names: bool = False) -> list[Piece]:
    cite = registry.cite(item, bibliography=True)
    cite.hide_names = hide_names
    out: list[Piece] = []
    area.render(cite, out)
    return out


def _written(pieces: list[Piece], area: Area, writer: Writer) -> str:
    pieces = raised(pieces)
    pieces = aligned(pieces, area.suffix) if area.blocks else [*pieces, area.suffix]
    if area.prefix or area.fmt is not None:
        pieces = formatted(opened(pieces, area.prefix), "", "", area.fmt)
    return writer.write(tokens(pieces, area.quotes))
