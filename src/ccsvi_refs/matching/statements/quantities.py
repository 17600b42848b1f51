"""The quantities of a text: percentages, counts, years, p values, ratios and measures, and what is around each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ccsvi_refs.matching.statements import units
from ccsvi_refs.matching.statements.sentences import sentences
from ccsvi_refs.matching.statements.words import Word, plain, words
from ccsvi_refs.text.folding import STOPWORDS

Kind = Literal["percent", "count", "year", "p", "ratio", "measure", "number"]
#: How exactly a number is meant: as it stands, roughly, as a bound from below or above.
Rough = Literal["", "about", "over", "under"]

_ROUGH: dict[str, Rough] = {
    **dict.fromkeys("about around approximately roughly circa ca some approx ungefahr etwa environ".split(), "about"),
    **dict.fromkeys("over exceeding above mehr plus uber".split(), "over"),
    **dict.fromkeys("almost nearly under below fast presque".split(), "under"),
}  # fmt: skip
_RATIOS = frozenset("or rr hr aor ahr arr irr ratio odds hazard risk ratios auc r correlation coefficient".split())
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SHARES = {"half": 50.0, "third": 100 / 3, "thirds": 100 / 3, "quarter": 25.0, "quarters": 25.0, "fifth": 20.0,
           "fifths": 20.0}  # fmt: skip
#: Words in front of a number that is a name's: Table 2, phase 3, type 1.
_NAMED = frozenset(
    """table figure fig phase type grade stage part chapter section level class version volume vol no number grades
    types appendix box step article aim question group model covid sars page pages ref season generation""".split()
)
#: Words that no noun behind a number is, and at which looking for one ends.
_ENDS = STOPWORDS | frozenset(
    """were was are is be been has have had who which that than or but per each between among during after before all
    total respectively vs versus compared against not only could can may will would did do""".split()
)
#: Words around a number that say nothing of what it is.
_SAYING_NOTHING = _ENDS | frozenset(
    """percent this these those there their they its our such other used using use percentage rate between while when
    where most more less many some any both one two three years year days weeks months only also then however
    results result conclusion conclusions methods method background objective purpose respectively ci confidence
    interval value values found showed shown higher lower increased decreased""".split()
)
_PERIOD = re.compile(r"[.;:()!?\[\]]|,\s|—|–\s")
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text: its kind, value and unit, what it counts, and the words around it.

    ``places`` are its decimals; ``near`` are the words of its surroundings, ``groups`` the groups they speak of and
    ``label`` what it is said to be a number of or in; ``sentence`` numbers the sentence it stands in.
    """

    kind: Kind
    value: float
    text: str
    start: int
    end: int
    places: int = 0
    unit: str = ""
    nouns: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    label: frozenset[str] = frozenset()
    rough: Rough = ""
    bound: str = ""
    sentence: int = 0


@lru_cache(maxsize=64)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; numbers that name something are none."""
    bare = plain(text)
    found: list[Quantity] = []
    for number, (start, end) in enumerate(sentences(bare)):
        found += _of_sentence(bare, start, end, number)
    return tuple(found)


def _of_sentence(text: str, start: int, end: int, number: int) -> Iterator[Quantity]:
    shown = text[start:end]
    found = words(shown)
    for at, word in enumerate(found):
        quantity = _share(found, at) if word.key in _SHARES else _read(found, at, shown)
        if quantity:
            kind, value, places, unit, last, bound = quantity
            near = _near(found, at)
            yield Quantity(
                kind,
                value,
                shown[word.start : found[last].end],
                start + word.start,
                start + found[last].end,
                places,
                unit,
                _nouns(found, last, shown) if kind in ("count", "number") else frozenset(),
                frozenset(units.noun(each.key) for each in near) | units.role(each.key for each in near),
                units.groups(frozenset(each.key for each in near)),
                _label(found, at, last, shown),
                _rough(found, at),
                bound,
                number,
            )


_Read = tuple[Kind, float, int, str, int, str]


def _read(found: Sequence[Word], at: int, text: str) -> _Read | None:
    """Return kind, value, decimals, unit, last word and bound of the number at a place, None where it is a name's."""
    word = found[at]
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", word.key) or _is_named(found, at, text):
        return None
    value = float(word.key)
    places = len(word.key.partition(".")[2])
    before = [each.key for each in found[max(0, at - 4) : at]]
    if _is_confidence(found, at):
        return None
    unit, last = _unit(found, at, text)
    if unit == "percent":
        return "percent", value, places, unit, last, ""
    if unit:
        return "measure", value, places, unit, last, ""
    if bound := _p(before):
        return "p", value, places, "", at, bound
    if _YEAR.fullmatch(word.key) and not _nouns(found, at, text) & {"person", "study"}:
        return "year", value, 0, "", at, ""
    if _RATIOS & set(before[-3:]) and places:
        return "ratio", value, places, "", at, ""
    return ("count" if not places and value >= 0 else "number"), value, places, "", at, ""


def _is_named(found: Sequence[Word], at: int, text: str) -> bool:
    """Return whether a number is part of a name: IL-6, TiO2, phase 3, 5-HTTLPR."""
    word = found[at]
    if not word.text[:1].isdigit():
        return word.key == "1"
    before, behind = text[max(0, word.start - 2) : word.start], text[word.end : word.end + 2]
    if re.search(r"[^\W\d_]-?$|\w[_/.]$|#$", before) and not re.search(r"[<>=(]$", before):
        return True
    if at and found[at - 1].key in _NAMED and found[at - 1].end + 2 > word.start:
        return True
    following = found[at + 1].key if at + 1 < len(found) else ""
    glued = bool(re.match(r"-?[^\W\d_]", behind))
    return glued and following not in units.UNITS and following not in _COMPOUND


#: Words between the numbers of a list that has its unit at its end.
_BETWEEN = frozenset("and or to vs versus against v und oder bis gegen et ou contre y o contra e".split())
_COMPOUND = frozenset("item point level arm center year week month day fold session country site".split())


def _is_confidence(found: Sequence[Word], at: int) -> bool:
    """Return whether a number is the level of an interval: 95 % CI."""
    behind = [each.key for each in found[at + 1 : at + 4]]
    return found[at].key in ("90", "95", "99") and behind[:1] == ["percent"] and bool(
        {"ci", "cis", "confidence", "cri", "credible", "interval", "limits"} & set(behind)
    )  # fmt: skip


def _unit(found: Sequence[Word], at: int, text: str) -> tuple[str, int]:
    """Return the unit of a number and the word it ends with; a unit may stand behind a whole list of numbers."""
    ahead = at + 1
    while ahead < len(found) and _goes_on(found, ahead, at, text):
        ahead += 1
    if ahead >= len(found):
        return "", at
    key = found[ahead].key
    if units.UNITS.get(key) == "percent" and ahead + 1 < len(found) and found[ahead + 1].key in ("points", "point"):
        return "points", ahead + 1 if ahead == at + 1 else at
    unit = units.UNITS.get(key, "")
    gap = text[found[ahead - 1].end : found[ahead].start]
    if not unit or (key in units.SHORT and len(gap.strip(" -")) > 0) or _PERIOD.search(gap):
        return "", at
    if unit == "points" and key != "pp":
        return "", at
    return unit, ahead if ahead == at + 1 else at


def _goes_on(found: Sequence[Word], ahead: int, at: int, text: str) -> bool:
    """Return whether a list of numbers goes on: 97.8, 88.8 and 84.7 %."""
    if ahead - at > 8:
        return False
    word = found[ahead]
    gap = text[found[ahead - 1].end : word.start]
    return not re.search(r"[.;:()]", gap) and (bool(re.fullmatch(r"-?\d+(?:\.\d+)?", word.key)) or word.key in _BETWEEN)


def _p(before: Sequence[str]) -> str:
    """Return the sign before a p value, an equals sign where there is none; nothing where it is no p value."""
    last = list(before)
    sign = last.pop() if last and last[-1] in ("<", ">", "≤", "≥") else "="
    while last and last[-1] in ("value", "values", "of"):
        last.pop()
    return sign if last and last[-1] == "p" else ""


def _share(found: Sequence[Word], at: int) -> _Read | None:
    """Return a share in words, such as "almost half" or "two thirds" of somebody."""
    before = found[at - 1].key if at else ""
    behind = [each.key for each in found[at + 1 : at + 3]]
    if found[at].key in ("third", "fifth", "quarter") and before not in ("a", "1", "one"):
        return None
    if "of" not in behind and not (behind and behind[0] in ("the",)):
        return None
    count = float(before) if found[at].key.endswith("s") and before.isdigit() else 1.0
    return "percent", count * _SHARES[found[at].key], -1, "percent", at, ""


def _nouns(found: Sequence[Word], at: int, text: str) -> frozenset[str]:
    """Return what stands behind a number and may be what it counts."""
    nouns: list[str] = []
    for index in range(at + 1, min(len(found), at + 6)):
        word = found[index]
        gap = text[found[index - 1].end : word.start]
        if word.key in _ENDS or _PERIOD.search(gap) or word.key[:1].isdigit():
            break
        nouns.append(units.noun(word.key))
    if not nouns and at and found[at - 1].key == "n":
        nouns = ["n", *(units.noun(word.key) for word in found[max(0, at - 3) : at - 1] if word.key not in _ENDS)]
    return frozenset(nouns)


def _label(found: Sequence[Word], at: int, last: int, text: str) -> frozenset[str]:
    """Return the words right behind a number's "of" or "in", or before the bracket that it stands in: its group."""
    if text[: found[at].start].rstrip().endswith("("):
        names = found[max(0, at - 3) : at]
        named = (units.group(word.key) for word in names if word.key not in _ENDS and word.key[0] > "9")
        return frozenset(named) - units.GENERIC
    label: list[str] = []
    inside = False
    for index in range(last + 1, min(len(found), last + 9)):
        word = found[index]
        gap = text[found[index - 1].end : word.start]
        if re.search(r"[.;:,()]", gap) or (inside and label and word.key in _ENDS):
            break
        inside = inside or word.key in ("of", "in", "among", "for", "with", "receiving", "on")
        if inside and word.key not in _ENDS and word.key[0] > "9":
            label.append(units.group(word.key))
    return frozenset(label) - units.GENERIC


def _near(found: Sequence[Word], at: int) -> list[Word]:
    """Return the telling words around a number."""
    around = [*found[max(0, at - _NEAR) : at], *found[at + 1 : at + 1 + _NEAR]]
    return [word for word in around if len(word.key) > 2 and word.key not in _SAYING_NOTHING and word.key[0] > "9"]


def _rough(found: Sequence[Word], at: int) -> Rough:
    before = [each.key for each in found[max(0, at - 3) : at]]
    if before[-2:] in (["more", "than"], ["greater", "than"], ["at", "least"]):
        return "over"
    if before[-2:] in (["less", "than"], ["fewer", "than"], ["up", "to"]):
        return "under"
    return _ROUGH.get(before[-1], "") if before else ""
