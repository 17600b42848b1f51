"""The names of an item in YAML → edits that put the list right name by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import authors, region, tagged_names, yaml_nodes
from ccsvi_refs.correcting.records.authors import Step
from ccsvi_refs.correcting.records.region import NoPlaceError
from ccsvi_refs.correcting.records.yaml_fields import Fields
from ccsvi_refs.correcting.records.yaml_nodes import Node
from ccsvi_refs.formats import people
from ccsvi_refs.model import Name


def edits(text: str, listed: Node, fields: Fields, registered: Sequence[Name]) -> Iterator[Edit]:
    """Yield the edits that make the names of a list the registered ones."""
    nodes = listed.items()
    raws = [node.said or ", ".join(value.said for _, value in node.members()) for node in nodes]
    if not nodes or not all(raws):
        raise NoPlaceError("its names are no list")
    cited = [_name(node, fields) for node in nodes]
    gone: set[int] = set()
    for step in authors.steps(cited, registered, goes_on=False, raws=raws):
        if step.kind == "replace":
            yield from _renamed(text, nodes[step.index], step.name, fields, raws)
        elif step.kind == "insert":
            yield _inserted(text, listed, step, fields, raws)
        else:
            gone.add(step.index)
            if len(gone) == len(nodes):
                raise NoPlaceError("no name of the list would stay")
            yield _deleted(text, listed, nodes, step.index)


def _name(node: Node, fields: Fields) -> Name:
    if node.is_scalar:
        return Name.from_csl(people.parse(node.said))
    said = {part: value.said for part, key in fields.parts.items() if (value := node.member(key))}
    return Name.from_csl(said)


def _parts(name: Name, fields: Fields) -> dict[str, str]:
    return {fields.parts[part]: text for part, text in name.to_csl().items() if part in fields.parts}


def _renamed(text: str, node: Node, name: Name, fields: Fields, raws: Sequence[str]) -> Iterator[Edit]:
    if node.is_scalar:
        inside = yaml_nodes.inside(text, node, is_markdown=False)
        yield from region.replaced(text, inside, inside.encode(tagged_names.written(name, raws)))
        return
    new = _parts(name, fields)
    if not new.keys() <= {key.said for key, _ in node.members()}:
        raise NoPlaceError("a name has other parts than the registered one")
    for key, value in node.members():
        if key.said in new and value.said != new[key.said]:
            inside = yaml_nodes.inside(text, value, is_markdown=False)
            yield from region.replaced(text, inside, inside.encode(new[key.said]))


def _inserted(text: str, listed: Node, step: Step, fields: Fields, raws: Sequence[str]) -> Edit:
    nodes = listed.items()
    like = nodes[min(step.index, len(nodes) - 1)]
    if listed.is_flow:
        made = _flow(like, step.name, fields, raws)
        if step.index < len(nodes):
            return Edit(nodes[step.index].start, nodes[step.index].start, f"{made}, ")
        return Edit(nodes[-1].end, nodes[-1].end, f", {made}")
    lead = text[text.rfind("\n", 0, like.start) + 1 : like.start]
    if lead.strip() != "-":
        raise NoPlaceError("its names do not stand one in a line")
    made = lead + _block(like, step.name, fields, raws, len(lead))
    if step.index < len(nodes):
        at = nodes[step.index].start - len(lead)
        return Edit(at, at, f"{made}\n")
    at = yaml_nodes.line_end(text, yaml_nodes.last(nodes[-1]).end)
    return Edit(at, at, f"\n{made}")


def _flow(like: Node, name: Name, fields: Fields, raws: Sequence[str]) -> str:
    if like.is_scalar:
        return yaml_nodes.scalar(tagged_names.written(name, raws), is_quoted=True)
    return "{" + ", ".join(f"{key}: {yaml_nodes.scalar(value)}" for key, value in _parts(name, fields).items()) + "}"


def _block(like: Node, name: Name, fields: Fields, raws: Sequence[str], indent: int) -> str:
    if like.is_scalar:
        written = tagged_names.written(name, raws)
        return yaml_nodes.scalar(written) if like.made.style else written
    if like.is_flow:
        return _flow(like, name, fields, raws)
    gap = "\n" + " " * indent
    return gap.join(f"{key}: {yaml_nodes.scalar(value)}" for key, value in _parts(name, fields).items())


def _deleted(text: str, listed: Node, nodes: Sequence[Node], index: int) -> Edit:
    node = nodes[index]
    if listed.is_flow:
        return Edit(nodes[index - 1].end, node.end, "") if index else Edit(node.start, nodes[1].start, "")
    start = text.rfind("\n", 0, node.start) + 1
    if text[start : node.start].strip() != "-":
        raise NoPlaceError("its names do not stand one in a line")
    return Edit(start, yaml_nodes.line_end(text, yaml_nodes.last(node).end) + 1, "")
