"""Works named in the running text by an author, with a year or without one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ccsvi_refs.model import Reference

#: What stands right before or behind a name where a work of that person's is meant.
_BEFORE = re.compile(
    r"(?P<title>(?:Professor|Prof\.?|Dr\.?|Doctor|Sir|Dame)\s(?:\w+\.?\s){0,2})?(?:[A-Z]\w*\.?\s){0,2}$"
)
_LED = re.compile(
    r"\b(?:by|led by|from|to|von|par|por|nach|selon|según|secondo|according to|see)\s(?:[A-Z][\w.]*\s){0,3}$"
)
_ACCORDING = re.compile(r"\b(?:according to|selon|según|secondo|laut)\s(?:[A-Z][\w.]*\s){0,3}$", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:,?\s(?:et\s?al\b|(?:and|&|und|et|y|e)\s(?:(?:his|her|their|ses|seine|sus|los)\s)?"
    r"(?:co-?\w+|colleagues|collaborators|team|others|associates|Kolleg\w+|Mitarbeiter\w*|coll\w+|collègues|colaborador\w+|collegh\w+))"
    r"|['’]s?\s(?:\w+\s){0,3}(?:study|trial|paper|team|group|work|review|research|analysis|report|article|results|findings|data)"
    r"|(?:,?\s(?:and|&|und|et|y)\s[A-Z]\w+)?\s(?:\w+ly\s)?(?:found|report|show|conclu|suggest|argu|observ|demonstrat|stat|not"
    r"|describ|propos|wrote|writes|put|estimat|studi|examin|claim|fand|zeig|schreib|montr|conclu|encontr)\w*\b)"
)
_WORKS = re.compile(
    r"\b(?:stud(?:y|ies)|trial|paper|review|report|analys[ei]s|research|article|survey|findings|results|experiment|work"
    r"|publication|Studie|étude|estudio|studio|found|showed|shown|concluded|reported)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w.,])(?:1[89]|20)\d\d(?![\w%]|[.,]\d)")
_NAME = re.compile(r"[^\W\d_][\w'’-]+")
#: Shorter names are words and initials more often than names.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """The entries of a list by the names of their authors, these as they are printed, and the years of each entry."""

    first: Mapping[str, tuple[str, ...]]
    years: Mapping[str, frozenset[int]]
    printed: frozenset[str] = frozenset()

    def stands_in(self, text: str) -> bool:
        """Return whether any of the names stands in a text."""
        return not self.printed.isdisjoint(_NAME.findall(text))


def known(references: Sequence[Reference]) -> Known:
    """Return the names by which entries may be named: those of their first authors, and groups'."""
    first: dict[str, list[str]] = defaultdict(list)
    years = {}
    for reference in references:
        for name in reference.authors[:1]:
            family = (name.family or name.literal).split()
            if family and len(family[-1]) >= _SHORTEST:
                first[family[-1]].append(reference.id)
        printed = reference.mention.text if reference.mention else ""
        found = {int(year) for year in _YEAR.findall(printed)} | ({reference.year} if reference.year else set())
        years[reference.id] = frozenset(found)
    names = frozenset(f"{name}{end}" for name in first for end in ("", "'s", "’s", "'", "’"))
    return Known({name: tuple(dict.fromkeys(ids)) for name, ids in first.items()}, years, names)


def named(sentence: str, by_name: Known) -> tuple[str, ...]:
    """Return the entries that a sentence may be about by the one name in it: several where they are not told apart."""
    found = {
        match.group()
        for match in _NAME.finditer(sentence)
        if match.group() in by_name.first and _cites(sentence, match)
    }
    stripped = {match.group()[:-2] for match in _NAME.finditer(sentence) if match.group().endswith(("'s", "’s"))}
    found |= {name for name in stripped if name in by_name.first and _WORKS.search(sentence)}
    if len(found) != 1:
        return ()
    entries = by_name.first[found.pop()]
    years = {int(year) for year in _YEAR.findall(sentence)}
    if not years:
        return entries
    exact = tuple(key for key in entries if by_name.years[key] & years)
    if exact:
        return exact
    # What appears online in one year is printed in the next.
    near = tuple(key for key in entries if {year + off for year in by_name.years[key] for off in (-1, 1)} & years)
    return near if len(near) == 1 else ()


def signed(line: str, by_name: Known) -> tuple[str, ...]:
    """Return the entries that the line below a quotation may name."""
    found = {match.group() for match in _NAME.finditer(line) if match.group() in by_name.first}
    years = {int(year) for year in _YEAR.findall(line)}
    entries = by_name.first[found.pop()] if len(found) == 1 else ()
    return tuple(key for key in entries if not years or by_name.years[key] & years)


def _cites(sentence: str, match: re.Match[str]) -> bool:
    """Return whether a name stands as that of a work's author."""
    before, behind = sentence[max(0, match.start() - 60) : match.start()], sentence[match.end() : match.end() + 60]
    if _BEHIND.match(behind):
        return True
    title = _BEFORE.search(before)
    if _ACCORDING.search(before):
        return True
    led = _LED.search(before) or (title and title["title"])
    return bool(led and _WORKS.search(sentence))
