"""A CSL-JSON file with its places → the edits that make an item's fields say what is wanted, all else byte for byte."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import authors, dating, region
from ccsvi_refs.correcting.records.region import Made, NoPlaceError, Region
from ccsvi_refs.correcting.records.source import Source
from ccsvi_refs.correcting.records.wanting import OTHER_WORK, Wanted
from ccsvi_refs.formats import jsonnodes
from ccsvi_refs.formats.jsonnodes import Node
from ccsvi_refs.location import LineIndex
from ccsvi_refs.model import Name, Reference

_ISO = re.compile(r"\s*(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?\s*")
#: What a new member stands behind, the best first; everything else comes last.
_AFTER = {
    "volume": ("container-title",),
    "issue": ("volume", "container-title"),
    "page": ("issue", "volume", "container-title"),
}
#: What Zotero calls fields in its own items.
_ZOTERO = {"page": "pages", "issued": "date", "container-title": "publicationTitle", "note": "extra"}
_NO_INSERTION = frozenset({"title", "author", "container-title", "ISBN"})
#: Members that are never a number in what other programs write.
_TEXTS = frozenset({"DOI", "page", "note", "title", "container-title", "ISBN", "PMCID"})


@dataclass(slots=True)
class JsonFile:
    """A file's text, its items by the ids of their references, and whether other letters than ASCII's are escapes."""

    text: str
    writes: Callable[[str], bool]
    items: dict[str, Node] = field(default_factory=dict)
    is_ascii: bool = False

    def written(self, value: str) -> str:
        """Return a value as it stands between quotation marks."""
        return self.quoted(value)[1:-1]

    def quoted(self, value: str) -> str:
        """Return a value between quotation marks, with escapes where the file has such or its encoding no letters."""
        return json.dumps(value, ensure_ascii=self.is_ascii or not self.writes(value))


def load(source: Source) -> JsonFile:
    """Return a file whose references were read from it, ready for corrections."""
    text = source.text
    file = JsonFile(text, source.writes, is_ascii=text.isascii() and "\\u" in text)
    try:
        nodes = [node for node in jsonnodes.walk(jsonnodes.roots(text)) if node.kind == "object"]
    except ValueError:
        return file
    index = LineIndex(text, "")
    by_place = {index.locate(node.start): node for node in nodes}
    by_id: dict[str, Node] = {}
    for node in nodes:
        if (key := node.member(text, "id", "citation-key")) and key.kind in ("string", "other"):
            by_id.setdefault(jsonnodes.said(text, key), node)
    for reference in source.references:
        place = reference.mention.location if reference.mention else None
        at = by_place.get(replace(place, path="")) if place else None
        item = at if at and _is_item(at, text) else by_id.get(reference.id)
        if item is not None:
            file.items[reference.id] = item
    return file


def _is_item(node: Node, text: str) -> bool:
    return any(name in ("title", "type", "author", "issued") for name, _, _ in node.members(text))


def edits(file: JsonFile, reference: Reference, wanted: Wanted) -> Made:
    """Return the edits in the file's text that make a field say what is wanted."""
    item = file.items.get(reference.id)
    if item is None:
        raise NoPlaceError("its item was not found again")
    value = _member(file, item, wanted.field)
    if value is None:
        address = _member(file, item, "URL") if wanted.finding.rule in OTHER_WORK else None
        span = (address.start, address.end) if address else (0, 0)
        if made := region.identified(file.text, span, wanted.finding.cited, wanted.value):
            return Made(made)
        region.missing(wanted)
        return Made([_inserted(file, item, wanted)])
    if wanted.field == "status":
        return Made(list(_removed(item, value)))
    made = list(_CHANGED.get(wanted.field, _text)(file, value, wanted))
    address = _member(file, item, "URL") if wanted.field == "DOI" and wanted.finding.rule in OTHER_WORK else None
    if address:
        made += region.identified(file.text, (address.start, address.end), wanted.finding.cited, wanted.value)
    return Made(made)


def _member(file: JsonFile, item: Node, name: str) -> Node | None:
    """Return the value of a field; case does not count in the names of identifiers."""
    return item.member(file.text, *dict.fromkeys((name, name.lower(), _named(file, item, name))))


def _named(file: JsonFile, item: Node, name: str) -> str:
    """Return what an item calls a field: CSL's name, in an item of Zotero's own its name."""
    return _ZOTERO.get(name, name) if item.member(file.text, "itemType") else name


def _inside(file: JsonFile, node: Node) -> Region:
    if node.kind != "string":
        return Region(node.start, node.end, str, str)
    return Region(node.start + 1, node.end - 1, _decoded, file.written)


def _decoded(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return raw


def _text(file: JsonFile, value: Node, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a value that is text or a number."""
    if value.kind not in ("string", "other"):
        raise NoPlaceError("its value is neither text nor a number")
    inside = _inside(file, value)
    cited = jsonnodes.said(file.text, value)
    new = region.paged(cited, wanted.value, "-") if wanted.field == "page" else wanted.value
    new = region.within(cited, wanted.finding.cited, new)
    if wanted.field == "DOI" and cited.lower().startswith("http"):
        new = f"{cited[: cited.find('10.')]}{new}" if "10." in cited else new
    if value.kind == "string":
        yield from region.replaced(file.text, inside, file.written(new))
    else:
        yield Edit(value.start, value.end, _number(new))


def _number(value: str) -> str:
    return value if re.fullmatch(r"0|[1-9]\d*", value) else json.dumps(value)


def _titled(file: JsonFile, value: Node, wanted: Wanted) -> Iterator[Edit]:
    if value.kind != "string":
        raise NoPlaceError("its value is no text")
    inside = _inside(file, value)
    try:
        yield from region.reworded(file.text, [inside], wanted.value)
    except NoPlaceError:
        yield Edit(inside.start, inside.end, file.written(wanted.value))


def _noted(file: JsonFile, value: Node, wanted: Wanted) -> Iterator[Edit]:
    inside = _inside(file, value)
    gap = "; " if file.text[inside.start : inside.end].strip() else ""
    yield Edit(inside.end, inside.end, gap + file.written(wanted.value))


def _removed(item: Node, value: Node) -> Iterator[Edit]:
    place = item.items.index(value)
    if place:
        yield Edit(item.items[place - 1].end, value.end, "")
    elif len(item.items) > 1:
        yield Edit(item.keys[0].start, item.keys[1].start, "")


def _dated(file: JsonFile, value: Node, wanted: Wanted) -> Iterator[Edit]:
    """Yield the edits of a date, in parts or as text."""
    if value.kind in ("string", "other"):
        yield from _iso(file, value, wanted)
        return
    parts = value.member(file.text, "date-parts")
    texts = [each for name in ("raw", "literal") if (each := value.member(file.text, name))]
    if parts is None:
        yield from _iso(file, texts[0], wanted) if texts else ()
        return
    if len(parts.items) != 1 or parts.items[0].kind != "array" or not parts.items[0].items:
        raise NoPlaceError("its date is a range")
    yield from _parts(file, parts.items[0].items, wanted)


def _parts(file: JsonFile, nodes: Sequence[Node], wanted: Wanted) -> Iterator[Edit]:
    said = [jsonnodes.said(file.text, node) for node in nodes]
    if not all(each.isdecimal() for each in said):
        raise NoPlaceError("its date is not in numbers")
    new = dating.parts(tuple(map(int, said)), wanted)
    for node, old, number in zip(nodes, said, new, strict=False):
        if int(old) != number:
            inside = _inside(file, node)
            yield Edit(inside.start, inside.end, f"{number:0{len(old) if old.startswith('0') else 1}d}")
    if len(new) < len(nodes):
        yield Edit(nodes[len(new) - 1].end, nodes[-1].end, "")


def _iso(file: JsonFile, node: Node, wanted: Wanted) -> Iterator[Edit]:
    inside = _inside(file, node)
    match = _ISO.fullmatch(file.text[inside.start : inside.end])
    if not match:
        yield dating.year(file.text, inside.start, inside.end, wanted)
        return
    cited = tuple(int(part) for part in match.groups() if part)
    new = dating.parts(cited, wanted)
    yield Edit(inside.start, inside.end, "-".join(f"{part:0{2 if place else 4}d}" for place, part in enumerate(new)))


def _authors(file: JsonFile, value: Node, wanted: Wanted) -> Iterator[Edit]:
    nodes = value.items
    if value.kind != "array" or any(node.kind != "object" for node in nodes):
        raise NoPlaceError("its names are no objects")
    cited = [Name.from_csl({name: jsonnodes.said(file.text, each) for name, _, each in node.members(file.text)})
             for node in nodes]  # fmt: skip
    gone: set[int] = set()
    raws = [f"{name.family}, {name.given}" for name in cited]
    for step in authors.steps(cited, wanted.names, goes_on=False, raws=raws):
        if step.kind == "replace":
            yield from _renamed(file, nodes[step.index], step.name)
        elif step.kind == "insert":
            yield _put_in(file, nodes, step.index, step.name)
        else:
            yield _deleted(nodes, step.index, gone)


def _renamed(file: JsonFile, node: Node, name: Name) -> Iterator[Edit]:
    """Yield the edits of a name's parts; one whose parts are other ones is written anew."""
    new = name.to_csl()
    old = {key: each for key, _, each in node.members(file.text)}
    if new.keys() != old.keys():
        yield Edit(node.start, node.end, _object(file, node, new))
        return
    for part, text in new.items():
        if jsonnodes.said(file.text, old[part]) != text:
            yield from region.replaced(file.text, _inside(file, old[part]), file.written(text))


def _object(file: JsonFile, like: Node, parts: Mapping[str, str]) -> str:
    """Return an object of texts, set as another one is."""
    text = file.text
    lead, tail = text[like.start : like.keys[0].start], text[like.items[-1].end : like.end]
    colon, gap = text[like.keys[0].end : like.items[0].start], _gap(text, like)
    written = (f"{json.dumps(name)}{colon}{file.quoted(value)}" for name, value in parts.items())
    return f"{lead}{gap.join(written)}{tail}"


def _gap(text: str, node: Node) -> str:
    """Return what most often parts two members of an object, or what stands before its first."""
    gaps = [text[value.end : key.start] for value, key in zip(node.items, node.keys[1:], strict=False)]
    return Counter(gaps).most_common(1)[0][0] if gaps else "," + (text[node.start + 1 : node.keys[0].start] or " ")


def _put_in(file: JsonFile, nodes: Sequence[Node], index: int, name: Name) -> Edit:
    written = _object(file, nodes[0], name.to_csl())
    between = file.text[nodes[0].end : nodes[1].start] if len(nodes) > 1 else ", "
    if index < len(nodes):
        return Edit(nodes[index].start, nodes[index].start, written + between)
    return Edit(nodes[-1].end, nodes[-1].end, between + written)


def _deleted(nodes: Sequence[Node], index: int, gone: set[int]) -> Edit:
    is_first = all(place in gone for place in range(index))
    gone.add(index)
    if not is_first:
        return Edit(nodes[index - 1].end, nodes[index].end, "")
    if index + 1 == len(nodes):
        raise NoPlaceError("no name of the list would stay")
    return Edit(nodes[index].start, nodes[index + 1].start, "")


def _inserted(file: JsonFile, item: Node, wanted: Wanted) -> Edit:
    """Return the edit that puts a member into an item, set as its others are."""
    if wanted.field in _NO_INSERTION or not item.keys:
        raise NoPlaceError("the item has no field for it")
    names = [name for name, _, _ in item.members(file.text)]
    anchor = next((names.index(name) for name in _AFTER.get(wanted.field, ()) if name in names), len(names) - 1)
    colon = file.text[item.keys[0].end : item.items[0].start]
    at = item.items[anchor].end
    gap = file.text[item.items[anchor - 1].end : item.keys[anchor].start] if anchor else _gap(file.text, item)
    return Edit(at, at, f"{gap}{json.dumps(_named(file, item, wanted.field))}{colon}{_value(file, item, wanted)}")


def _value(file: JsonFile, item: Node, wanted: Wanted) -> str:
    if wanted.field == "issued":
        parts = wanted.date.parts[0] if wanted.date else ()
        return json.dumps({"date-parts": [list(parts)]})
    numbers = [item.member(file.text, name) for name in ("volume", "issue", "page")]
    is_number = any(node is not None and node.kind == "other" for node in numbers)
    if is_number and wanted.field not in _TEXTS:
        return _number(wanted.value)
    return file.quoted(wanted.value)


_CHANGED: Mapping[str, Callable[[JsonFile, Node, Wanted], Iterator[Edit]]] = {
    "title": _titled,
    "container-title": _titled,
    "issued": _dated,
    "author": _authors,
    "note": _noted,
}
