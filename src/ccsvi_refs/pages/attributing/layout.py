"""Summaries beside the entries of a list: the paragraph under each, above each, or in a section with one entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ccsvi_refs.location import Location
from ccsvi_refs.model import Reference
from ccsvi_refs.pages.blocks import Block
from ccsvi_refs.pages.entry import is_located

#: Entries that have to be laid out alike before their neighbours are taken for their summaries.
_FEWEST = 2
#: Characters and verbs without which a paragraph summarises nothing.
_SHORTEST = 40
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|found|shows?|showed|reports?|reported|concludes?|concluded|describes?|described|looked"
    r"|involved|included|compared|studied|suggests?|suggested|did|does|gives?|gave|followed|treated|ist|sind|war|hat|est|sont|es)\b",
    re.IGNORECASE,
)
#: Characters in which a verb is looked for.
_LONGEST = 2_000
#: Paragraphs that summarise one entry.
_MOST = 3

#: What a block is here: an entry's id, prose, or neither.
_Unit = tuple[int, str, bool]


@dataclass(frozen=True, slots=True)
class _Section:
    """The blocks between two headings: their indices with the entry each one is, or whether it is prose."""

    units: tuple[_Unit, ...]


def summaries(blocks: Sequence[Block], references: Sequence[Reference]) -> Mapping[Location, str]:
    """Return for each line that summarises an entry, by its place, that entry's id."""
    at = {one.mention.location: one.id for one in references if one.mention and one.mention.location}
    sections = [_section(group, at) for is_text, group in groupby(enumerate(blocks), key=_is_text) if is_text]
    found: dict[int, str] = {}
    alone = [one for one in map(_alone, sections) if one]
    for section in sections:
        found |= _beside(section)
    if len(alone) >= _FEWEST:
        for one in alone:
            found |= one
    lines = {line.location: key for index, key in found.items() for line in blocks[index].lines}
    return lines | _within(blocks, at)


def _within(blocks: Sequence[Block], at: Mapping[Location, str]) -> dict[Location, str]:
    """Return the lines of a list item, or of what a term defines, that go on behind its entry in sentences."""
    found: dict[Location, str] = {}
    begun: dict[int, tuple[str, str]] = {}
    for block in blocks:
        for line in block.lines if block.item else ():
            key, text = begun.get(block.item, ("", ""))
            if line.location in at:
                begun[block.item] = ("" if text else at[line.location], line.text)
            elif key and _goes_on(line.text, text):
                found[line.location] = key
            elif text:
                begun[block.item] = (key, f"{text} {line.text}")
    return found


def _goes_on(line: str, entry: str) -> bool:
    """Return whether a line is a sentence behind an entry that is whole."""
    prose = len(line) >= _SHORTEST and line[0].isupper() and bool(_VERB.search(line))
    return prose and is_located(entry) and not is_located(line)


def _is_text(numbered: tuple[int, Block]) -> bool:
    return numbered[1].kind not in ("heading",)


def _section(group: Iterable[tuple[int, Block]], at: Mapping[Location, str]) -> _Section:
    numbered = [
        (index, block, [at[line.location] for line in block.lines if line.location in at]) for index, block in group
    ]
    if not any(keys for _, _, keys in numbered):
        return _Section(())
    units: list[_Unit] = []
    for index, block, keys in numbered:
        if keys:
            units += [(index, key, False) for key in keys]
        elif block.kind in ("paragraph", "item", "row") and _summarises(block.text[:_LONGEST]):
            units.append((index, "", True))
    return _Section(tuple(units))


def _summarises(text: str) -> bool:
    return len(text) >= _SHORTEST and bool(_VERB.search(text))


def _beside(section: _Section) -> dict[int, str]:
    """Return the paragraphs that stand under every entry of a section, or above every one."""
    pattern = "".join("E" if key else "P" for _, key, _ in section.units)
    entries = pattern.count("E")
    if entries < _FEWEST:
        return {}
    if re.fullmatch(rf"(?:EP{{1,{_MOST}}}){{{entries}}}", pattern):
        return _following(section.units)
    if re.fullmatch(rf"(?:P{{1,{_MOST}}}E){{{entries}}}", pattern):
        return _following(section.units[::-1])
    return {}


def _following(units: Sequence[_Unit]) -> dict[int, str]:
    found, entry = {}, ""
    for index, key, _ in units:
        entry = key or entry
        if not key:
            found[index] = entry
    return found


def _alone(section: _Section) -> dict[int, str]:
    """Return the paragraphs of a section whose only entry comes last or first; nothing where it has more."""
    keys = [key for _, key, _ in section.units if key]
    prose = [index for index, _, is_prose in section.units if is_prose]
    if len(keys) != 1 or not prose or len(prose) > _MOST or not (section.units[0][1] or section.units[-1][1]):
        return {}
    return dict.fromkeys(prose, keys[0])
