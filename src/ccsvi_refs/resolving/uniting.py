"""References of one bibliography to the same work → one, with what each of them says of a field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ccsvi_refs.matching.repeats import groups
from ccsvi_refs.model import Bibliography, FrozenDict, Mention, Reference, Value, freeze
from ccsvi_refs.text.folding import compact

#: Fields whose texts are added to one another, and the sign between them.
_ADDED = {"keyword": "; ", "note": "; "}


@dataclass(frozen=True, slots=True)
class United:
    """Several references that became one: the one, those it was made of, and the fields in which they differ."""

    reference: Reference
    sources: tuple[Reference, ...]
    differing: tuple[str, ...]

    def __str__(self) -> str:
        """Return a line that says what became of which entries, and where they disagree."""
        entries = ", ".join(_name(source) for source in self.sources)
        differ = f"; they differ in {', '.join(self.differing)}, and the first counts" if self.differing else ""
        return f"{entries} are one work and became {self.reference.id!r}{differ}"


def unite(page: Bibliography) -> tuple[Bibliography, tuple[United, ...]]:
    """Return the bibliography with each work once, where the first reference to it stands, and what was united."""
    united: dict[int, United] = {}
    gone: set[int] = set()
    for places in groups(page.references):
        united[places[0]] = _united([page.references[place] for place in places])
        gone.update(places[1:])
    kept = [
        united[place].reference if place in united else reference
        for place, reference in enumerate(page.references)
        if place not in gone
    ]
    owners = {source.id: group.reference.id for group in united.values() for source in group.sources}
    links = tuple(replace(link, reference=owners.get(link.reference, link.reference)) for link in page.links)
    return replace(page, references=tuple(kept), links=links), tuple(united.values())


def _united(sources: Sequence[Reference]) -> United:
    first = sources[0]
    names = dict.fromkeys(name for source in sources for name in source.data if name not in ("id", "custom"))
    data: dict[str, Any] = {"id": first.id}
    provenance: dict[str, tuple[Value, ...]] = {}
    differing = []
    for name in names:
        said = [(source, source.data[name]) for source in sources if name in source.data]
        data[name] = _added(name, [value for _, value in said])
        provenance[name] = tuple(dict.fromkeys(value for source, _ in said for value in _values(source, name)))
        if name not in _ADDED and len({compact(str(value)) for _, value in said}) > 1:
            differing.append(name)
    if custom := _customs(sources):
        data["custom"] = custom
    reference = replace(
        first, data=FrozenDict(freeze(data)), mention=_mention(sources), provenance=FrozenDict(provenance)
    )
    return United(reference, tuple(sources), tuple(differing))


def _values(source: Reference, name: str) -> Iterator[Value]:
    """Yield what a reference says of a field, each with the place of the entry that says it."""
    for value in source.provenance.get(name) or (Value("cited", source.data[name]),):
        yield replace(value, note=value.note or _place(source))


def _added(name: str, values: Sequence[Any]) -> Any:
    if name not in _ADDED or not all(isinstance(value, str) for value in values):
        return values[0]
    parts = [part for value in values for part in value.split(_ADDED[name])]
    return _ADDED[name].join(dict.fromkeys(parts))


def _customs(sources: Sequence[Reference]) -> dict[str, Any]:
    """Return what each has that CSL has no place for, format by format; the first that has a field counts."""
    found: dict[str, Any] = {}
    for source in sources:
        custom = source.data.get("custom")
        for form, kept in custom.items() if isinstance(custom, FrozenDict) else ():
            if isinstance(kept, FrozenDict) and isinstance(found.get(form, {}), dict):
                found[form] = {**kept, **found.get(form, {})}
            else:
                found.setdefault(form, kept)
    return found


def _mention(sources: Sequence[Reference]) -> Mention | None:
    first = sources[0]
    links = {link.url: replace(link, reference=first.id) for source in reversed(sources) if source.mention
             for link in reversed(source.mention.links)}  # fmt: skip
    return replace(first.mention, links=tuple(reversed(links.values()))) if first.mention else None


def _place(source: Reference) -> str:
    return str(source.mention.location) if source.mention and source.mention.location else ""


def _name(source: Reference) -> str:
    place = _place(source)
    return f"{source.id!r} ({place})" if place else repr(source.id)
