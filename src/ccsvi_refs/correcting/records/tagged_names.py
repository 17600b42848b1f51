"""The authors of a record of tags, a line each or two → edits that put the list right name by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import authors, region
from ccsvi_refs.correcting.records.authors import Step
from ccsvi_refs.correcting.records.manners import OF_AUTHORS, Manner
from ccsvi_refs.correcting.records.region import NoPlaceError
from ccsvi_refs.correcting.records.tagged_lines import Line
from ccsvi_refs.formats import people
from ccsvi_refs.model import Name, Reference


def edits(
    text: str, manner: Manner, record: Sequence[Line], reference: Reference, registered: Sequence[Name]
) -> Iterator[Edit]:
    """Yield the edits that make a record's authors the registered ones."""
    tags, short = manner.names
    named = [line for line in record if line.tag in tags and not people.is_others(line.said(text))]
    if not named and short:
        tags, short = (short,), ""
        named = [line for line in record if line.tag in tags]
    if len(named) != len(reference.authors):
        raise NoPlaceError("its authors do not stand one in a line")
    raws = [line.said(text) for line in named]
    steps = authors.steps(reference.authors, registered, "author" in reference.unfinished, raws)
    blocks = [_block(record, line, tags) if short else [line] for line in named]
    gone: set[int] = set()
    for step in steps:
        if step.kind == "replace":
            yield from _renamed(text, blocks[step.index], step, raws, short)
        elif step.kind == "insert":
            yield _inserted(text, blocks, step, raws, short)
        else:
            gone.add(step.index)
            if len(gone) == len(blocks):
                raise NoPlaceError("no name of the list would stay")
            block = blocks[step.index]
            yield Edit(block[0].start, block[-1].end, "")


def _block(record: Sequence[Line], first: Line, tags: Sequence[str]) -> list[Line]:
    """Return an author's line with those that say more of the same person: the short form, where they work."""
    start = next(place for place, line in enumerate(record) if line is first)
    block = [first]
    for line in record[start + 1 :]:
        if line.tag not in OF_AUTHORS | {"AU"} or line.tag in tags:
            break
        block.append(line)
    return block


def _renamed(text: str, block: Sequence[Line], step: Step, raws: Sequence[str], short: str) -> Iterator[Edit]:
    for line in block:
        if line is block[0]:
            yield from region.replaced(text, line.region(str), written(step.name, raws))
        elif line.tag == short:
            yield from region.replaced(text, line.region(str), shortened(step.name))


def _inserted(text: str, blocks: Sequence[Sequence[Line]], step: Step, raws: Sequence[str], short: str) -> Edit:
    """Return the edit that puts the lines of a name before those of another, or behind the last."""
    like = blocks[0]
    made = [f"{text[like[0].start : like[0].value]}{written(step.name, raws)}"]
    made += [f"{text[line.start : line.value]}{shortened(step.name)}" for line in like[1:] if line.tag == short]
    if step.index < len(blocks):
        at = blocks[step.index][0].start
        return Edit(at, at, "".join(f"{line}\n" for line in made))
    at = blocks[-1][-1].last
    return Edit(at, at, "".join(f"\n{line}" for line in made))


def written(name: Name, raws: Sequence[str]) -> str:
    """Return a name, on one line, in the form in which most others are written."""
    name = _on_one_line(name)
    if name.literal or not name.family:
        only = name.literal or name.given
        return only if "literal" in people.parse(only) else f"{only},"
    particles = (name.dropping_particle, name.non_dropping_particle, name.family)
    family = " ".join(filter(None, particles))
    if not name.given:
        return family
    return max(_FORMS, key=lambda form: sum(map(form[0], raws)))[1](family, name.given, name.suffix)


def _on_one_line(name: Name) -> Name:
    return Name.from_csl({part: " ".join(text.split()) for part, text in name.to_csl().items()})


def shortened(name: Name) -> str:
    """Return a name as MEDLINE shortens it: ``Zamboni P``."""
    name = _on_one_line(name)
    particles = (name.dropping_particle, name.non_dropping_particle, name.family)
    letters = replace(name, given=people.initials(name.given)).initials
    return name.literal or " ".join(filter(None, (*particles, letters, name.suffix)))


#: How names are written: whether one is so, and one written so; the first that most are counts.
_FORMS: tuple[tuple[Callable[[str], bool], Callable[[str, str, str], str]], ...] = (
    (lambda raw: ", " in raw, lambda family, given, suffix: ", ".join(filter(None, (family, given, suffix)))),
    (
        lambda raw: "," in raw and ", " not in raw,
        lambda family, given, suffix: ",".join(filter(None, (family, given, suffix))),
    ),
    (
        lambda raw: "," not in raw and raw.startswith(people.parse(raw).get("family", "?") + " "),
        lambda family, given, suffix: " ".join(filter(None, (family, given, suffix))),
    ),
    (lambda raw: "," not in raw, lambda family, given, suffix: " ".join(filter(None, (given, family, suffix)))),
)
