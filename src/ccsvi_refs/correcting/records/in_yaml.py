"""A bibliography in YAML with its places → the edits that make an item's fields say what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import dating, region, yaml_names, yaml_nodes
from ccsvi_refs.correcting.records.region import Made, NoPlaceError
from ccsvi_refs.correcting.records.source import Source
from ccsvi_refs.correcting.records.wanting import OTHER_WORK, Wanted
from ccsvi_refs.correcting.records.yaml_fields import FIELDS, Fields
from ccsvi_refs.correcting.records.yaml_nodes import Node
from ccsvi_refs.model import Reference

_ISO = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
#: What a new member stands behind, the best first; everything else comes last.
_AFTER = {"volume": ("container-title",), "issue": ("volume", "container-title"),
          "page": ("issue", "volume", "container-title")}  # fmt: skip
_NO_INSERTION = frozenset({"title", "author", "container-title", "ISBN"})
#: What only a work has.
_SAYING = frozenset({"title", "author", "authors", "issued", "type", "DOI", "doi"})
_IDENTIFIERS = frozenset({"DOI", "PMID", "PMCID"})
_PROSE = frozenset({"title", "container-title", "note"})
_PARTS = ("year", "month", "day")


@dataclass(slots=True)
class YamlFile:
    """A file's text, where its format has the fields, and its items by the ids of their references."""

    text: str
    fields: Fields
    items: dict[str, Node] = field(default_factory=dict)


def load(source: Source) -> YamlFile:
    """Return a file whose references were read from it, ready for corrections."""
    file = YamlFile(source.text, FIELDS[source.format])
    roots = yaml_nodes.roots(source.text)
    if source.format == "hayagriva":
        found = [(key.line, value) for root in roots for key, value in root.members()]
    else:
        found = [(node.line, node) for node in _items(roots, is_nested=source.format == "cff")]
    by_line: dict[int, list[Node]] = {}
    for line, node in found:
        by_line.setdefault(line, []).append(node)
    for reference in source.references:
        place = reference.mention.location if reference.mention else None
        if place and by_line.get(place.line):
            file.items[reference.id] = by_line[place.line].pop(0)
    return file


def _items(roots: list[Node], is_nested: bool) -> Iterator[Node]:
    """Yield the mappings that describe a work, in order; in one there may be others."""
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        is_item = any(key.said in _SAYING for key, _ in node.members())
        if is_item:
            yield node
        if is_nested or not is_item:
            waiting += reversed([*node.items(), *(value for _, value in node.members())])


def edits(file: YamlFile, reference: Reference, wanted: Wanted) -> Made:
    """Return the edits in the file's text that make a field say what is wanted."""
    item = file.items.get(reference.id)
    if item is None:
        raise NoPlaceError("its item was not found again")
    if wanted.field == "page" and file.fields.pages:
        return Made(list(_two_pages(file, item, wanted)))
    holder, name, value = _place(file, item, wanted.field)
    addressed = _addressed(file, item, wanted) if wanted.finding.rule in OTHER_WORK else []
    if value is None and addressed:
        return Made(addressed)
    if value is None:
        region.missing(wanted)
        return Made([_new(file, item, holder, name, wanted)])
    return Made([*_changed(file, holder, name, value, wanted), *addressed])


def _addressed(file: YamlFile, item: Node, wanted: Wanted) -> list[Edit]:
    """Return the edits where the identifier that is wrong stands in an address."""
    nodes = [node for name in ("URL", "url") if (node := item.member(name)) and node.is_scalar]
    spans = [(node.start, node.end) for node in nodes]
    return [edit for span in spans for edit in region.identified(file.text, span, wanted.finding.cited, wanted.value)]


def _place(file: YamlFile, item: Node, name: str) -> tuple[Node, str, Node | None]:
    """Return the mapping, key and value of a field; where it is missing, those of a new one and no value."""
    paths = file.fields.paths.get(name, ())
    found = [(holder, path[-1]) for path in paths if (holder := _holder(item, path))]
    for holder, key in found:
        if value := holder.member(key):
            return holder, key, value
    if not found:
        raise NoPlaceError("the item has no field for it")
    return *found[0], None


def _nested(file: YamlFile, item: Node, name: str) -> str:
    """Return the key of a mapping that would hold a new field and is not there, empty where none is needed."""
    path = file.fields.paths[name][0]
    return path[0] if name in _IDENTIFIERS and len(path) > 1 and item.member(path[0]) is None else ""


def _holder(item: Node, path: tuple[str, ...]) -> Node | None:
    """Return the mapping in which the last name of a path stands or would stand."""
    node = item
    for name in path[:-1]:
        inner = node.member(name)
        listed = inner.items() if inner else []
        inner = listed[0] if listed else inner
        if inner is None or not inner.members():
            return None
        node = inner
    return node


def _changed(file: YamlFile, holder: Node, name: str, value: Node, wanted: Wanted) -> Iterator[Edit]:
    if wanted.field == "status":
        yield yaml_nodes.without(file.text, holder, name)
    elif wanted.field == "issued":
        yield from _dated(file, holder, value, wanted)
    elif wanted.field == "author":
        yield from yaml_names.edits(file.text, value, file.fields, wanted.names)
    elif not value.is_scalar:
        raise NoPlaceError("its value is no text")
    else:
        yield from _text(file, value, wanted)


def _text(file: YamlFile, value: Node, wanted: Wanted) -> Iterator[Edit]:
    inside = yaml_nodes.inside(
        file.text, value, file.fields.is_markdown and wanted.field in ("title", "container-title", "note")
    )
    if wanted.field in ("title", "container-title"):
        yield from region.reworded(file.text, [inside], wanted.value)
    elif wanted.field == "note":
        yield Edit(inside.end, inside.end, inside.encode(f"; {wanted.value}" if value.said else wanted.value))
    else:
        new = region.paged(value.said, wanted.value, "-") if wanted.field == "page" else wanted.value
        new = region.within(value.said, wanted.finding.cited, new)
        yield from region.replaced(file.text, inside, inside.encode(new))


def _dated(file: YamlFile, holder: Node, value: Node, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a date: text, ``date-parts``, or mappings of year, month and day."""
    while not value.is_scalar:
        parts = value.member("date-parts")
        if value.member("year"):
            yield from _spelt(file, value, wanted)
            return
        inner = [parts] if parts else value.items()
        if inner and all(each.is_scalar for each in inner):
            yield from _numbers(file, value, inner, wanted)
            return
        if len(inner) != 1:
            raise NoPlaceError("its date is a range, or in no form that is known")
        value = inner[0]
    match = _ISO.fullmatch(value.said.strip())
    if not match:
        yield dating.year(file.text, value.start, value.end, wanted)
        return
    if "-" not in value.said and holder.member("month") and holder.member("year"):
        yield from _spelt(file, holder, wanted)
        return
    cited = tuple(int(part) for part in match.groups() if part)
    new = "-".join(f"{part:0{2 if place else 4}d}" for place, part in enumerate(dating.parts(cited, wanted)))
    yield from region.replaced(file.text, yaml_nodes.inside(file.text, value, False), new)


def _numbers(file: YamlFile, holder: Node, nodes: list[Node], wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a list of year, month and day."""
    made, kept = _parts(file, nodes, wanted)
    yield from made
    if kept < len(nodes):
        ends = [nodes[kept - 1].end, nodes[-1].end]
        start, end = ends if holder.is_flow else (yaml_nodes.line_end(file.text, each) for each in ends)
        yield Edit(start, end, "")


def _spelt(file: YamlFile, mapping: Node, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a mapping of year, month and day."""
    nodes = [node for name in _PARTS if (node := mapping.member(name))]
    made, kept = _parts(file, nodes, wanted)
    yield from made
    yield from (yaml_nodes.without(file.text, mapping, name) for name in _PARTS[kept : len(nodes)])


def _parts(file: YamlFile, nodes: list[Node], wanted: Wanted) -> tuple[list[Edit], int]:
    """Return the edits of year, month and day, and how many of them stay."""
    if not all(node.said.isdecimal() for node in nodes):
        raise NoPlaceError("its date is not in numbers")
    new = dating.parts(tuple(int(node.said) for node in nodes), wanted)
    made = [
        edit
        for node, number in zip(nodes, new, strict=False)
        if int(node.said) != number
        for edit in region.replaced(file.text, yaml_nodes.inside(file.text, node, False), str(number))
    ]
    return made, len(new)


def _two_pages(file: YamlFile, item: Node, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of pages of which the first and the last have each a field."""
    names = file.fields.pages or ("", "")
    anchor = _anchor(file, item, "page")
    for name, number in zip(names, wanted.value.split("-", 1), strict=False):
        if value := item.member(name):
            yield from region.replaced(file.text, yaml_nodes.inside(file.text, value, False), number)
        else:
            yield yaml_nodes.behind(file.text, item, item.member(names[0]) or anchor, name, yaml_nodes.scalar(number))
    if "-" not in wanted.value and item.member(names[1]):
        yield yaml_nodes.without(file.text, item, names[1])


def _new(file: YamlFile, item: Node, holder: Node, name: str, wanted: Wanted) -> Edit:
    """Return the edit that puts a field into an item, set as its others are."""
    if wanted.field in _NO_INSERTION:
        raise NoPlaceError("the item has no field for it")
    value = str(wanted.date.year) if wanted.field == "issued" and wanted.date else wanted.value
    name = "year" if wanted.field == "issued" and file.fields.pages else name
    numbers = [
        node for other in ("volume", "issue", "page") for node in [item.member(other)] if node and node.is_scalar
    ]
    is_quoted = bool(numbers) and all(node.made.style == '"' for node in numbers)
    if nested := _nested(file, item, wanted.field):
        inner = f"{{{file.fields.paths[wanted.field][0][-1]}: {yaml_nodes.scalar(value, is_quoted)}}}"
        return yaml_nodes.behind(file.text, item, _anchor(file, item, wanted.field), nested, inner)
    anchor = _anchor(file, holder, wanted.field)
    return yaml_nodes.behind(file.text, holder, anchor, name, yaml_nodes.scalar(value, is_quoted))


def _anchor(file: YamlFile, holder: Node, name: str) -> Node:
    """Return the value behind which a new field goes, the last of the mapping where none is better."""
    for other in _AFTER.get(name, ()):
        for path in file.fields.paths.get(other, ()):
            node = holder.member(path[-1])
            if node and node.is_scalar and node.made.style not in ("|", ">"):
                return node
    members = [value for _, value in holder.members()]
    plain = [value for value in members if value.is_scalar and value.made.style not in ("|", ">")]
    if not plain:
        raise NoPlaceError("its place in the YAML is not sure")
    return members[-1] if members[-1] in plain else plain[-1]
