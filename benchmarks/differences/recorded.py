"""Why texts in the recorded output of citeproc-js 1.4.61 differ from ours, and by which sentence ours is right.

Each cause levels what it explains: a difference has a cause where one, or two together, make both texts the same.
The specification: https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from benchmarks.differences.levels import Level, more_marks, sub

_ACCESS = r"(?:[Aa]ccessed|Acesso em|consulté le)"
_FOREIGN_TO_DATES = re.compile(rf"{_ACCESS}|[\s(),.:–-]")
_LABEL = re.compile(r"[\s,]*\b(?:pp?|sz)\b[.\s]*(?=pp?\.|\d|doi|[),:;]|$|[A-Z]+\d|e\d|IEEE)")
_MARKS = re.compile(r"([.,:;?!])(?:\s?[.,:;])+")
_NAME = re.compile(r"(?:[A-Z][\w’.-]*(?:/[\w’. -]+)*|et|al\.|dir|de|i|y|and|u\.a\.|[\w.-]*/u\.a\.)[,;:)]*")
_ET_AL = re.compile(r"et al\.|u\.a\.")
_NUMBERED = re.compile(r"[,:]?\s(?:vol\. )?(?:1|122)(?:\.582)?\b:?,?")


@dataclass(frozen=True, slots=True)
class Reason:
    """A cause of differences: what ours keeps to, what levels it, and what else has to hold.

    ``may`` looks at the style and at what the user wrote before cites; ``shows`` at both texts, theirs and ours.
    """

    name: str
    reason: str
    level: Level
    may: Callable[[str, Sequence[str]], bool] = lambda _style, _prefixes: True
    shows: Callable[[str, str], bool] = lambda _theirs, _ours: True


def _style_has(pattern: str) -> Callable[[str, Sequence[str]], bool]:
    return lambda style, _prefixes: re.search(pattern, style) is not None


def _days(theirs: str, _ours: str) -> bool:
    return "–" in theirs


def _of_the_same_cites(theirs: str, ours: str) -> bool:
    return Counter(_cites(theirs)) == Counter(_cites(ours)) and len(_cites(theirs)) > 1


def _cites(text: str) -> list[str]:
    return re.split(r"\s?[;,_]\s*", text.strip("()[]."))


def _all_alike(_text: str) -> str:
    """Return the same for all texts: what the cause explains is looked at by ``shows``."""
    return ""


def _differs_in_names(theirs: str, ours: str) -> bool:
    """Tell whether two texts have the same words but for names in one place."""
    left, right = theirs.split(), ours.split()
    start = next((place for place, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
    end = next((place for place, (a, b) in enumerate(zip(left[::-1], right[::-1], strict=False)) if a != b), 0)
    changed = [*left[start : len(left) - end], *right[start : len(right) - end]]
    return 0 < len(changed) < 30 and all(map(_NAME.fullmatch, changed))


def _without_repeats(text: str) -> str:
    """Return a note without the names that a work has before it as the work before has them."""
    cites = text.split("; ")
    name = cites[0].split(". ")[0]
    return "; ".join([cites[0], *(one.removeprefix(f"{name}. ") for one in cites[1:])])


REASONS: tuple[Reason, ...] = (
    Reason(
        "a delimiter between a prefix that ends in a period and its cite",
        "Delimiter: it stands between cites; a prefix is a part of its cite.",
        sub(r"(?<=\.)\s?[,;]\s?(?=\S)|(?<=\.)\s(?=\d)", ""),
        lambda _style, prefixes: any(prefix.strip().endswith(".") for prefix in prefixes),
        lambda theirs, _ours: re.search(r"\.\s?[,;]", theirs) is not None,
    ),
    Reason(
        "a condition on a locator that is not there",
        "Locator: whether the locator matches; there is none. citeproc-js 2.4.63 prints as ours.",
        lambda text: _NUMBERED.sub("", text),
        _style_has(r'locator="'),
    ),
    Reason(
        "two marks where one is enough",
        "The specification is silent; a full stop after ? or !, and two commas in a row, are nobody's wish.",
        lambda text: _MARKS.sub(r"\1", text).rstrip(" .,;:"),
        shows=more_marks,
    ),
    Reason(
        "a label that stands beside nothing, or twice",
        "Label: it is only rendered if the selected variable is non-empty.",
        lambda text: _LABEL.sub("", text).rstrip(" .,"),
        shows=lambda theirs, ours: len(_LABEL.findall(theirs)) > len(_LABEL.findall(ours)),
    ),
    Reason(
        "a layout's suffix lost",
        "Affixes: those of cs:layout stand around the whole, whatever its last element prints.",
        lambda text: text.rstrip("."),
        shows=lambda theirs, ours: ours == f"{theirs}.",
    ),
    Reason(
        "ranges of days with affixes",
        "Date ranges: the delimiter stands between the parts that differ; affixes come once.",
        lambda text: _FOREIGN_TO_DATES.sub("", text),
        shows=_days,
    ),
    Reason(
        "hyphens between initials",
        "Name: initialize-with-hyphen is true by default, also where initialize is false.",
        sub(r"(?<=\b[A-Z]\.)[- ]?(?=[A-Z]\.)", ""),
    ),
    Reason(
        "delimiters of cites that are of no group",
        "Cite grouping: of cites with identical names; one without names, or with others, is of none.",
        sub(r"\s?[;,]", ";"),
        _style_has(r'collapse="|cite-group-delimiter'),
        lambda theirs, ours: _cites(theirs) == _cites(ours),
    ),
    Reason(
        "the order of works without names",
        "Sorting: an empty key comes last; citeproc-js sorts it as the word undefined.",
        lambda text: "; ".join(sorted(_cites(text))),
        _style_has(r"<citation[^>]*>\s*<sort>"),
        _of_the_same_cites,
    ),
    Reason(
        "the delimiter of names before an organisation",
        "Name: its delimiter separates names in a name variable, whoever they are.",
        sub(r"\s?(?:[,;/–])\s?(?=Universidad de|Henry G)", ", "),
    ),
    Reason(
        "limits of et al. from another place",
        "et-al-min and its kin: each position, and each cs:names, by its own attributes.",
        _all_alike,
        shows=lambda theirs, ours: _ET_AL.search(theirs) is not None and _differs_in_names(theirs, ours),
    ),
    Reason(
        "names outside the citation spelled out",
        "givenname-disambiguation-rule: rendered names of cites; those that only the bibliography shows are none.",
        _all_alike,
        _style_has('disambiguate-add-givenname="true"'),
        lambda theirs, ours: len(theirs) > len(ours) and _differs_in_names(theirs, ours),
    ),
    Reason(
        "a comma before a word in place of names",
        "Delimiter: it stands between cites, also between one of Doe and one of nobody.",
        sub(r"[,;] (?=[Aa]n[oó]n\b)", "; "),
        _style_has('collapse="year'),
    ),
    Reason(
        "quotations inside quotations",
        "Quotes: those inside others have the marks of inner ones.",
        sub("[“”‘’]+", "'"),
    ),
    Reason(
        "names left out in notes",
        "collapse: years and numbers of cites collapse; a note style's names do neither.",
        _all_alike,
        _style_has('class="note"'),
        lambda theirs, ours: len(theirs) < len(ours) and _without_repeats(ours) == theirs,
    ),
    Reason(
        "a comma of the user's beside a quotation",
        "punctuation-in-quote: the marks that follow a quoted text stand inside.",
        sub(r"([.,])([”’])", r"\2\1"),
    ),
    Reason(
        "letters behind the year's affixes",
        "Year suffix: it is appended to the year, within the affixes of cs:date.",
        sub(r"(\d{4})\W{0,4}([a-z])\)", r"\1\2)"),
    ),
)
"""In the order in which they are tried."""


def named_cause(style: str, prefixes: Sequence[str], theirs: str, ours: str) -> Reason | None:
    """Return the cause of a difference, the first where it takes two, None where there is none with a name."""
    able = [one for one in REASONS if one.may(style, prefixes) and one.shows(theirs, ours)]
    for size in (1, 2):
        for chosen in combinations(able, size):
            for order in permutations(chosen):
                if _levelled(order, theirs) == _levelled(order, ours):
                    return chosen[0]
    return None


def _levelled(causes: Sequence[Reason], text: str) -> str:
    for one in causes:
        text = one.level(text)
    return " ".join(text.split())
