"""The names of a field of a .bib file with their places → edits that put the list right name by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.correcting.records import authors, region, tagged_names
from ccsvi_refs.correcting.records.authors import Step
from ccsvi_refs.correcting.records.region import NoPlaceError, Region
from ccsvi_refs.formats import latex, people
from ccsvi_refs.formats.bibtex import names as bibtex_names
from ccsvi_refs.formats.bibtex import names_written
from ccsvi_refs.model import Name

_BREAK = re.compile(r"[{}]|(?<=\s)and(?=\s)", re.IGNORECASE)


_SHORTENED = re.compile(r"[^,.{}\\]*[^\W\dA-Z_][^,.{}\\]*\s[^\W\da-z_]{1,3}")
_GROUP = re.compile(r"\{[^{}\\]*\}")
_PARTICLE = re.compile(r"((?:[a-zà-ÿ]+ )*[a-zà-ÿ]+) (?=[^\Wa-zà-ÿ_])")


class _Placed(NamedTuple):
    start: int
    end: int
    raw: str


def edits(text: str, value: Region, registered: Sequence[Name], encode: Callable[[str], str]) -> list[Edit]:
    """Return the edits that make the names of a value the registered ones."""
    placed = list(_placed(text, value))
    others = [name for name in placed if people.is_others(name.raw)]
    known = [name for name in placed if name not in others]
    read = [bibtex_names.read(name.raw) for name in known]
    if any(len(found.names) != 1 or found.problem for found in read):
        raise NoPlaceError("its names are not separated as BibTeX wants them")
    cited = [Name.from_csl(found.names[0]) for found in read]
    steps = authors.steps(cited, registered, bool(others), [latex.decode(name.raw) for name in known])
    return list(_edits(text, known, cited, steps, _Writer(_is_inverted(known), _is_shortened(known), encode)))


class _Writer(NamedTuple):
    is_inverted: bool
    is_shortened: bool
    encode: Callable[[str], str]

    def written(self, name: Name) -> str:
        """Return a name in the form of the list."""
        name = _with_particle(name)
        inverted = names_written.write([name])
        particle = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle)))
        if self.is_shortened and name.family and name.given:
            return self.encode(tagged_names.shortened(name))
        is_plain = name.family and name.given and not name.suffix and "{" not in inverted
        if self.is_inverted or not is_plain or (" " in name.family and not particle):
            return self.encode(inverted)
        return self.encode(" ".join(filter(None, (name.given, particle, name.family))))


def _with_particle(name: Name) -> Name:
    """Return a name with the words in lower case that begin its family name as its particle."""
    match = _PARTICLE.match(name.family)
    if not match or name.literal or name.dropping_particle or name.non_dropping_particle:
        return name
    return replace(name, family=name.family[match.end() :], non_dropping_particle=match[1])


def _placed(text: str, value: Region) -> Iterator[_Placed]:
    """Yield the names between the words ``and`` that stand outside all braces."""
    start, depth = value.start, 0
    for match in _BREAK.finditer(text, value.start, value.end):
        sign = match.group()
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif not depth:
            yield from _trimmed(text, start, match.start())
            start = match.end()
    yield from _trimmed(text, start, value.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[_Placed]:
    raw = text[start:end]
    if bare := raw.strip():
        begin = start + raw.index(bare)
        yield _Placed(begin, begin + len(bare), bare)


def _is_inverted(names: Sequence[_Placed]) -> bool:
    """Return whether the list has the family name first: ``Zamboni, Paolo``."""
    several = [name for name in names if " " in name.raw and not name.raw.startswith("{")]
    return sum("," in name.raw for name in several) * 2 >= len(several)


def _is_shortened(names: Sequence[_Placed]) -> bool:
    """Return whether the list has names as MEDLINE shortens them, which BibTeX takes apart wrongly: ``Zamboni PG``."""
    return bool(names) and all(_SHORTENED.fullmatch(name.raw) for name in names)


def _edits(
    text: str, names: Sequence[_Placed], cited: Sequence[Name], steps: Sequence[Step], writer: _Writer
) -> Iterator[Edit]:
    gaps = [text[one.end : other.start] for one, other in pairwise(names)]
    gap = Counter(gaps).most_common(1)[0][0] if gaps else " and "
    gone = {step.index for step in steps if step.kind == "delete"}
    for step in steps:
        if step.kind == "delete":
            yield _deleted(names, step.index, gone)
            continue
        written = writer.written(step.name)
        if step.kind == "replace":
            place = _part(names[step.index], cited[step.index], step.name)
            whole = place.raw == names[step.index].raw
            new = written if whole else writer.written(replace(step.name, given="X")).rpartition(",")[0]
            yield from region.replaced(text, Region(place.start, place.end, str, str), new)
        elif step.index < len(names):
            yield Edit(names[step.index].start, names[step.index].start, written + gap)
        else:
            yield Edit(names[-1].end, names[-1].end, gap + written)


def _part(name: _Placed, cited: Name, registered: Name) -> _Placed:
    """Return what of a name is to be replaced: the family name, within its braces, where the given names are right."""
    family, comma, given = name.raw.partition(",")
    same = re.sub(r"\W+", "", cited.given) == re.sub(r"\W+", "", registered.given)
    if not comma or "," in given or not same or registered.suffix or family.count("{") != family.count("}"):
        return name
    group = bool(_GROUP.fullmatch(family))
    start = name.start + group
    return _Placed(start, name.start + len(family) - group, family[1:-1] if group else family)


def _deleted(names: Sequence[_Placed], index: int, gone: set[int]) -> Edit:
    """Return the edit that takes a name out, and the ``and`` before it, or behind where it is the first that stays."""
    if all(place in gone for place in range(index)):
        if index + 1 == len(names):
            raise NoPlaceError("no name of the list would stay")
        return Edit(names[index].start, names[index + 1].start, "")
    return Edit(names[index - 1].end, names[index].end, "")
