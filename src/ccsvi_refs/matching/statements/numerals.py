"""Numbers however they are written → one form: 2,545 and 2 545, 0·49 and .49, sixty-five, one hundred and fifteen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccsvi_refs.matching.statements.words import Word

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
} | {"fourty": 40}
#: By the words' keys, in which letters are not doubled.
_SCALES = {"hundred": 100, "thousand": 1_000, "milion": 1_000_000, "bilion": 1_000_000_000}
#: Three digits behind a comma, blank or apostrophe are thousands; behind a point or a middle dot they are decimals.
_THOUSANDS = re.compile(r"(?<=\d)[,'’\u00a0\u2009\u202f ](?=\d{3}(?!\d))")
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}")


def written(number: str) -> str:
    """Return a number in figures in its one form: no thousands separators, a point before decimals, a leading zero."""
    sign = "-" if number[:1] == "-" else ""
    bare = number.lstrip("-")
    bare = bare.replace(".", "") if _GROUPED.fullmatch(bare) else _THOUSANDS.sub("", bare)
    if bare.startswith("0,"):
        bare = bare.replace(",", ".", 1)
    bare = re.sub(r"[,·]", ".", bare)
    bare = f"0{bare}" if bare.startswith(".") else bare
    whole, point, decimals = bare.partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{point}{decimals}"


def joined(found: Iterable[Word]) -> Iterator[Word]:
    """Yield the words, each run that spells a number as one word whose key is its figures."""
    run: list[Word] = []
    for word in found:
        if _goes_on(run, word):
            run.append(word)
            continue
        yield from _figures(run)
        run = []
        if _begins(word.key) or _scaled(word.key):
            run = [word]
        else:
            yield word
    yield from _figures(run)


def _begins(key: str) -> bool:
    return key in _UNITS or key in _TENS or key in _SCALES


def _scaled(key: str) -> bool:
    """Return whether a number in figures may go on with a word: 2.3 million."""
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d+)?", key))


def _goes_on(run: list[Word], word: Word) -> bool:
    """Return whether a word goes on with the number that a run of words spells."""
    if not run:
        return False
    last, key = run[-1].key, word.key
    if word.start - run[-1].end > 3:
        return False
    if last[:1].isdigit():
        return key in ("thousand", "milion", "bilion") and len(run) == 1
    if key == "and":
        return last in _SCALES and last != "milion"
    if key in _SCALES:
        return last in _UNITS or last in _TENS or (last == "hundred" and key != "hundred")
    if key in _TENS:
        return last in _SCALES or last == "and"
    if key in _UNITS:
        return last in _SCALES or last == "and" or (last in _TENS and 0 < _UNITS[key] < 10)
    return False


def _figures(run: list[Word]) -> Iterator[Word]:
    """Yield a run as one word in figures, an "and" at its end as a word of its own."""
    if not run:
        return
    if run[-1].key == "and":
        yield from _figures(run[:-1])
        yield run[-1]
        return
    if len(run) == 1 and (run[0].key in _SCALES or run[0].key[:1].isdigit()):
        yield run[0]
        return
    text = " ".join(word.text for word in run)
    yield replace(run[0], text=text, key=value([word.key for word in run]), end=run[-1].end)


def value(keys: list[str]) -> str:
    """Return the figures of a number in words."""
    if keys[0][:1].isdigit():
        return _plain(float(keys[0]) * _SCALES[keys[1]])
    total = part = 0
    for key in keys:
        if key in _SCALES and key != "hundred":
            total += (part or 1) * _SCALES[key]
            part = 0
        elif key == "hundred":
            part = (part or 1) * 100
        else:
            part += _UNITS.get(key, 0) + _TENS.get(key, 0)
    return str(total + part)


def _plain(number: float) -> str:
    return str(round(number)) if abs(number - round(number)) < 1e-6 else f"{number:g}"
