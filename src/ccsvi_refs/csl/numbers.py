"""Numbers in fields: whether they are numeric, their parts, labels and roman numerals.

https://docs.citationstyles.org/en/stable/specification.html#number
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

NUMBER_VARIABLES = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number "
    "supplement version volume".split()
)

IDENTIFIERS = frozenset(("number", "version"))
"""Number variables that name one thing: a hyphen in them is part of the name, as in ``70-18`` and ``2022-09``."""

LABELS = {
    "app": "appendix", "apps": "appendix", "art": "article-locator", "arts": "article-locator", "bk": "book",
    "bks": "book", "ch": "chapter", "chap": "chapter", "chaps": "chapter", "chs": "chapter", "col": "column",
    "cols": "column", "eq": "equation", "eqq": "equation", "eqs": "equation", "fig": "figure", "figs": "figure",
    "fol": "folio", "fols": "folio", "l": "line", "ll": "line", "n": "note", "nn": "note", "no": "issue",
    "nos": "issue", "op": "opus", "opp": "opus", "p": "page", "para": "paragraph", "paras": "paragraph",
    "pp": "page", "pt": "part", "pts": "part", "r": "rule", "rr": "rule", "s.v": "sub-verbo", "sc": "scene",
    "sec": "section", "secs": "section", "sect": "section", "supp": "supplement", "supps": "supplement",
    "sv": "sub-verbo", "tab": "table", "tabs": "table", "tbl": "table", "tbls": "table", "tit": "title-locator",
    "v": "verse", "vol": "volume", "vols": "volume", "vrs": "verse", "vv": "verse",
}  # fmt: skip
"""Abbreviations of labels that users write into locators and numbers."""

_SEVERAL = frozenset("ll nn opp pp rr vv eqq".split()) | {label for label in LABELS if label.endswith("s")}
"""Those that say that several numbers follow."""

LOCATORS = {"article": "article-locator", "title": "title-locator", "sub verbo": "sub-verbo"}
"""Labels of locators as they were named before CSL 1.0.2, where the term "article" is a kind of work: a preprint."""

MAX_LENGTH = 1_000

_BEFORE_LABEL = rf"(?<=\d)\s+(?=(?:{'|'.join(map(re.escape, LABELS))})\.\s+\S)"
_PARTS = re.compile(rf"((?:(?<!\s)\s++)?+(?:\\-|-{{1,3}}|[–—]|&|[,;]|\band\b|\bet\b|\bund\b|\by\b)\s*|{_BEFORE_LABEL})")
RANGES = frozenset(("-", "--", "---", "–", "—"))
_LABELLED = re.compile(r"([A-Za-z][A-Za-z.]{0,4})\.\s+(?=\S)(.*)", re.DOTALL)
_IS_NUMBER = re.compile(r"[^\W\d_]{0,4}\d+[^\W\d_]{0,3}|\d+[^\W\d_]{1,3}\d+")
_IS_ROMAN = re.compile(r"[ivxlcdm]+|[IVXLCDM]+")
_CAPITALS = re.compile(r"[IVXLCDM]+")
_SERIES = re.compile(r"[^\W\d_]{1,4}\d+")
PREFACE = r"(?:x[cl]|x{1,3}|(?=[iv]))(?:i[xv]|v?i{0,3})"
"""Roman numerals below a hundred in small letters, as the pages of prefaces have them; "vivid" is a word."""
_IS_COUNTED = re.compile(rf"{_IS_NUMBER.pattern}|{PREFACE}")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Numeral(NamedTuple):
    """A field read as numbers: its parts, with the separators between them at odd places.

    ``labels`` are the terms of the labels that the field itself puts before its values, ``heads`` these labels as they
    are written; ``plural`` speaks of the values before the first of them.
    """

    parts: tuple[str, ...]
    labels: tuple[str, ...]
    heads: tuple[str, ...]
    numeric: bool
    plural: bool

    def as_written(self) -> list[str]:
        """Return the parts with the labels that stand before them."""
        values = iter(self.heads)
        return [part if place % 2 else next(values) + part for place, part in enumerate(self.parts)]

    def under(self, label: str) -> str:
        """Return the field as it is behind a label: without it where it is said again, ``ch. 2, ch. 4`` as 2, 4.

        One that alone stands between two numbers stays: ``2 ch. 4``.
        """
        out: list[str] = []
        for place, part in enumerate(self.as_written()):
            own = self.labels[place // 2] if place % 2 == 0 else ""
            alone = place > 0 and not self.parts[place - 1].strip()
            out.append(self.parts[place] if own == label and not alone else part)
            label = own or label
        return "".join(out)


_OWN_LABELS = {"number": "issue", "page-first": "page", "chapter-number": "chapter", "part-number": "part"}


def own_label(variable: str) -> str:
    """Return the term that labels a variable: its own name, but a number is labelled as an issue is."""
    return _OWN_LABELS.get(variable, variable)


@lru_cache(maxsize=4096)
def without_own_label(variable: str, text: str, any_case: bool = False) -> str:
    """Return a field without a label that only says what the variable says: ``vol. 3`` in volume is 3.

    One with a capital is the data's own wording and stays, unless ``any_case`` is set: a label is printed beside it.
    """
    numeral = read(text)
    if numeral.labels[0] != own_label(variable) or not (any_case or numeral.heads[0].islower()):
        return text
    return text.strip()[len(numeral.heads[0]) :]


@lru_cache(maxsize=4096)
def read(text: str) -> Numeral:
    """Return the field's text as numbers and separators; a text too long for numbers is one part."""
    text = text.strip()
    if len(text) > MAX_LENGTH or _THOUSANDS.fullmatch(text):
        return Numeral((text,), ("",), ("",), False, False)
    one = _LABELLED.fullmatch(text)
    if one and _THOUSANDS.fullmatch(one[2]) and one[1].lower() in LABELS and one[1].lower() not in _SEVERAL:
        return Numeral((one[2],), (LABELS[one[1].lower()],), (text[: one.start(2)],), False, False)
    parts, labels, heads = [], [], []
    for place, piece in enumerate(_rejoined(_PARTS.split(text))):
        found = _LABELLED.fullmatch(piece) if place % 2 == 0 else None
        label = LABELS.get(found[1].lower(), "") if found else ""
        parts.append(found[2] if found and label else piece)
        if place % 2 == 0:
            labels.append(label)
            heads.append(piece[: found.start(2)] if found and label else "")
    numeric = not labels[0] and any(map(_IS_NUMBER.fullmatch, parts[::2]))
    numeric = numeric and all(map(_IS_COUNTED.fullmatch, parts[::2]))
    numeric = numeric and not any(";" in sign for sign in parts[1::2])
    return Numeral(tuple(parts), tuple(labels), tuple(heads), numeric, _several(parts, labels, 0))


def _rejoined(pieces: list[str]) -> list[str]:
    """Return the pieces with neighbouring separators, such as a comma and an "and", made one."""
    out = [pieces[0]]
    for separator, value in zip(pieces[1::2], pieces[2::2], strict=True):
        if len(out) > 2 and not out[-1]:
            out[-2] += separator
            out[-1] = value
        else:
            out += [separator, value]
    return out


def _several(parts: Sequence[str], labels: Sequence[str], start: int) -> bool:
    """Tell whether more than one number follows from ``start`` up to the next label."""
    count = 0
    for place in range(start, len(labels)):
        if place > start and labels[place]:
            break
        if place > start and parts[2 * place - 1].strip() == "\\-":
            continue
        value = parts[2 * place]
        if place > start and is_name(parts[2 * place - 2], value):
            return False
        if not counts(value):
            return False
        count += 1
    return count > 1


def plural_from(numeral: Numeral, place: int) -> bool:
    """Tell whether the label before the value at ``place`` speaks of several numbers."""
    return _several(numeral.parts, numeral.labels, place)


def is_numeric(text: str) -> bool:
    """Tell whether the field consists of numbers only, with or without affixes such as in ``D2`` or ``2b``."""
    return read(text).numeric


def is_clear(text: str) -> bool:
    """Tell whether every hyphen of a field can be read as that of a range of two numbers."""
    numeral = read(text)
    signs = [place for place in range(1, len(numeral.parts), 2) if numeral.parts[place].strip() in RANGES]
    return all(is_between_two(numeral, place) for place in signs)


def roman(number: int) -> str:
    """Return a number from 1 to 3999 as a lower-case roman numeral, others as they are."""
    if not 0 < number < 4000:
        return str(number)
    out = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


def is_between_two(numeral: Numeral, place: int) -> bool:
    """Tell whether the sign at ``place`` is the only hyphen of its run: ``12-1-12-9`` says no range for sure."""
    around = (numeral.parts[at].strip() for at in (place - 2, place + 2) if 0 < at < len(numeral.parts))
    return not any(sign in RANGES for sign in around)


def counts(value: str) -> bool:
    """Tell whether a value is a number, be it in brackets: ``(xv)``, ``[17]``."""
    if value[:1] + value[-1:] in ("()", "[]"):
        value = value[1:-1]
    return bool(_IS_NUMBER.fullmatch(value) or _IS_ROMAN.fullmatch(value))


def is_name(first: str, last: str) -> bool:
    """Tell whether capitals and a number have a hyphen between: ``D-7``, ``s1-III`` name one, ``xi-20`` several."""
    letters = [side for side in (first, last) if len(side) == 1 and side.isupper()]
    if len(letters) == 1 and any(side.isdecimal() for side in (first, last)):
        return True
    return any(_CAPITALS.fullmatch(one) and _SERIES.fullmatch(two) for one, two in ((first, last), (last, first)))
