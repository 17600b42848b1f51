"""The pieces of a citation string that a locator is made of: numbers, labels, months, and what stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ccsvi_refs.text import labels
from ccsvi_refs.text.letters import DASH
from ccsvi_refs.text.months import MONTH, SEASON, YEAR
from ccsvi_refs.text.patterns import when_used

#: What stands between the first page and the last one in words.
TO = "(?:to|bis|à|al?|do|t/m|до)"
_PAGE = rf"[A-Za-z]{{0,4}}\d[\w.]{{0,14}}?(?:\s?[{DASH}～~]{{1,2}}\s?[A-Za-z]{{0,4}}\d\w{{0,14}}(?:\.\d{{1,4}})?)?"

_NUMBER = rf"[A-Za-z]{{0,3}}\d{{1,6}}[A-Za-z]{{0,2}}(?:[{DASH}/]\d{{1,6}})?"

_RANGE = rf"[A-Za-z]{{0,4}}\d[\w.]{{0,10}}\s?[{DASH}～~]{{1,2}}\s?[A-Za-z]{{0,4}}\d\w{{0,10}}(?:\.\d{{1,4}})?"

#: More pages of the same work: pp. 4 to 9, pp. 71 and 73.
_MORE_PAGES = rf"(?:\s{TO}\s\d{{1,6}}|\s?(?:and|&|und|et|y|e|i|и)\s\d{{1,5}})?"

_SIGNED = r"(?:第\s?)?\d{1,6}"

#: One piece of a citation string; everything but a word may be part of a locator. A group's name up to "_" is its kind.
_TOKEN = when_used(
    rf"""
    (?P<volume_signed>{_SIGNED}\s?{labels.VOLUME_SIGN}|{labels.VOLUME_SIGN}\s?\d{{1,6}}(?!\w))
  | (?P<issue_signed>{_SIGNED}\s?{labels.ISSUE_SIGN}|{labels.ISSUE_SIGN}\s?\d{{1,6}}(?!\w))
  | (?P<page_signed>\d{{1,6}}(?:\s?[{DASH}～~]\s?\d{{1,6}})?\s?{labels.PAGE_SIGN}|{labels.PAGE_SIGN}\.?\s?{_PAGE}(?!\w))
  | (?P<volume>\b{labels.VOLUME}\s?(?:{_NUMBER}|[IVXLC]{{1,8}})(?!\w))
  | (?P<volume_after>\b\d{{1,3}}\.\s(?:Jg|Jahrgang|évf|roč)\b\.?)
  | (?P<issue>(?<!\w){labels.ISSUE}\s?
      (?:{labels.SUPPLEMENT}|\d{{1,6}}(?:\s?[{DASH}/&]\s?\d{{1,4}})?|[A-Z]\d{{1,3}})(?!\w))
  | (?P<page>\b{labels.PAGE}\s?(?:{_PAGE}{_MORE_PAGES}|(?<=\s)[ivxlc]{{1,8}}(?:[{DASH}][ivxlc]{{1,8}})?)(?!\w))
  | (?P<article>\b{labels.ARTICLE}\s?[A-Za-z]{{0,4}}\d[\d.]{{0,12}}(?!\w))
  | (?P<chapter>\b(?:chapter|chap|kapitel|kap|capítulo|cap|chapitre)\b\.?\s?\d{{1,3}}(?!\w))
  | (?P<supplement>\b{labels.SUPPLEMENT})
  | (?P<bracketed>(?<=\d)\s?\((?:[^\W\d_]{{3,14}}|(?-i:S))\)(?=\s?[,:.;]))
  | (?P<month>\b{MONTH}(?:\s?[{DASH}/]\s?{MONTH})?(?:\sde(?=\s\d))?|\b{SEASON})
  | (?P<range>(?<!\w)(?:{_RANGE}|(?-i:[ivxlc]{{1,7}}[{DASH}][ivxlc]{{1,7}})|no[{DASH}]no|n/a(?:[{DASH}]n/a)?)(?!\w))
  | (?P<dotted>(?<![\w.])\d{{1,3}}\.\d{{1,3}}(?=\s?[(:,]))
  | (?P<undated>\bn\.\s?d\.|\bs\.\s?f\.|\bo\.\s?J\.|\bб\.\s?г\.)
  | (?P<number>(?<=[a-z]{{3}})(?:\d{{1,4}}(?=\s?[,(:])|{YEAR}(?=;\s?\d))|(?<!\w)s\d{{1,2}}-[IVXLC]{{1,7}}(?!\w)
      |(?<=[,)]\s)(?-i:[ivxlc]{{1,7}}|[OI][BF]C)(?=\.?\s*\Z)
      |(?<!\w)\d{{1,3}}[{DASH}][A-Z](?!\w)|(?<!\w)(?!\d+(?:st|nd|rd|th)\b)[A-Za-z]{{0,4}}\d\w{{0,15}}(?:/\d{{1,4}})?(?!\w)
      |(?<!\w)(?-i:[IVXLCDM]{{1,8}})(?=\s?\(\d)|(?<!\w)(?:[A-Z]|(?<=\()[A-Z]{{2}})[{DASH}]\d{{1,3}}(?!\w))
  | (?P<mark>(?:[\s,;:.()\[\]&、，。』」》]|(?<=\s)[–—-](?=\s))+|(?<=\d\s)г(?=\.))
  | (?P<glued>[^\s,;:.()\[\]&\d]*[a-z]{{3}}(?=\d{{1,4}}\s?[,(:]\s?\d|{YEAR};\s?\d))
  | (?P<word>[^\s,;:.()\[\]&、，。』」》]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)

#: What every locator has: a digit, a Roman number, or what stands for a date.
_SIGN = re.compile(r"\d|\b[OI][BF]C\b|\b[nsoб]\.\s?[dfJг]\.|\b(?:[IVXLCDM]+|[ivxlcdm]+)\b|\bno-no\b|\bn/a\b")

#: How far before a number its label may begin.
_BESIDE = 48


@dataclass(frozen=True, slots=True)
class Token:
    """One piece, what it is, and where it stands."""

    kind: str
    text: str
    start: int
    end: int
    before: str  # the punctuation between it and the token before it


def _tokens(text: str, start: int) -> Iterator[re.Match[str] | None]:
    """Yield the tokens beside numbers, and None for what stands between, in which no locator can be."""
    end = start
    for sign in _SIGN.finditer(text, start):
        if sign.start() < end:
            continue
        begin = max(end, text.rfind(" ", start, max(start, sign.start() - _BESIDE)) + 1, start)
        if begin > end:
            yield None
        at = begin
        while token := _TOKEN.match(text, at):
            yield token
            at = token.end()
            if token.lastgroup == "word" and at > sign.end() + _BESIDE and not _SIGN.search(text, at, at + 2 * _BESIDE):
                break
        end = at


def stretches(text: str, start: int) -> list[list[Token]]:
    """Return the stretches of a text that hold nothing but numbers, labels and months."""
    runs: list[list[Token]] = [[]]
    before = ""
    for match in _tokens(text, start):
        if match is None:
            runs.append([])
            before = ""
            continue
        kind = (match.lastgroup or "word").partition("_")[0]
        if kind == "mark":
            before = match.group()
        elif kind in ("word", "glued"):
            runs.append([])
            before = ""
        else:
            runs[-1].append(Token(kind, match.group(), match.start(), match.end(), before))
            before = ""
    return [run for run in runs if run]
