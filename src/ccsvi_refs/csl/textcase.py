"""Text case: https://docs.citationstyles.org/en/stable/specification.html#text-case."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ccsvi_refs.csl.output import Node, Piece

STOP_WORDS = frozenset(
    "a about above across afore after against al along alongside amid amidst among amongst an and anenst apropos apud "
    "around as aside astride at athwart atop barring before behind below beneath beside besides between beyond but by "
    "c ca circa d d' d’ de despite down during et except for forenenst from given in inside into lest like modulo near "
    "next nor notwithstanding of off on onto or out over per plus qua sans since so than the through throughout thru "
    "till to toward towards under underneath until unto up upon v van versus via vis-à-vis von vs with within without "
    "yet".split()
)
_PROTECTED, _BREAK = "\ue000", "\ue001"
_OUTSIDE = r".\s\u00a0/–—“”„«»()\[\]{}\"\ue001"
_WORD = re.compile(rf"(?:[^{_OUTSIDE}]|\.(?![^\W\d_]))+")
_PART = re.compile(rf"(?:[^-{_OUTSIDE}]|\.(?![^\W\d_]))+")
"""A word, or a part of one with hyphens."""
_APART = re.compile(rf"[-–—/.,;:?!()\[\]“”‘’\"'{_BREAK}]")
"""What parts a title: a word with a hyphen before any of it begins with a capital, as the "by" in "by-product"."""
TURKIC = ("tr", "az")
_Change = Callable[[str], str]


def apply(pieces: list[Piece], case: str, language: str = "en") -> list[Piece]:
    """Return the pieces in the text case named; title case is for English only."""
    if case == "lowercase":
        return _each(pieces, turkish_lower if language in TURKIC else str.lower)
    if case == "uppercase":
        return _each(pieces, _turkish_upper if language in TURKIC else str.upper)
    text = "".join(_characters(pieces))
    if case == "capitalize-first":
        changed = _first(text, language)
    elif case == "capitalize-all":
        changed = _PART.sub(lambda found: _capital(found[0], language) if _is_low(found[0]) else found[0], text)
    elif case == "sentence":
        changed = _sentence(text, language)
    elif case == "title" and language == "en":
        changed = title_case(text)
    else:
        return pieces
    return pieces if changed == text else _rebuilt(pieces, changed, 0)[0]


def capitalize_first(pieces: list[Piece], language: str = "en") -> list[Piece]:
    """Return the pieces with their first letter in upper case."""
    return apply(pieces, "capitalize-first", language)


def _each(pieces: list[Piece], change: _Change) -> list[Piece]:
    return [
        change(piece)
        if isinstance(piece, str)
        else piece
        if _is_protected(piece)
        else piece.with_kids(_each(piece.kids, change))
        for piece in pieces
    ]


def _turkish_upper(text: str) -> str:
    return text.replace("i", "İ").upper()


def turkish_lower(text: str) -> str:
    """Return the text in small letters as Turkish has them: its dotted and its dotless I are two letters."""
    return text.replace("İ", "i").replace("I", "ı").lower()


def _is_protected(node: Node) -> bool:
    fmt = node.fmt
    return node.nocase or (fmt is not None and bool(fmt.vertical_align or fmt.font_variant))


def _edges(node: Node) -> tuple[str, str]:
    """Return what stands for the edges of a node in the text: quotation marks, or the end of a word."""
    if node.quotes:
        return "“", "”"
    raised = node.fmt is not None and node.fmt.vertical_align
    return ("", "") if raised or node.nocase else (_BREAK, _BREAK)


def _characters(pieces: list[Piece], protected: bool = False) -> list[str]:
    """Return the text, in which quotation marks are written out and what must not change is masked."""
    parts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(_PROTECTED * len(piece) if protected else piece)
        else:
            first, last = _edges(piece)
            parts += [first, *_characters(piece.kids, protected or _is_protected(piece)), last]
    return parts


def _rebuilt(pieces: list[Piece], text: str, place: int) -> tuple[list[Piece], int]:
    """Return the pieces with the characters of ``text`` from ``place`` on, and the place after them."""
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str):
            end = place + len(piece)
            fresh = text[place:end]
            out.append(
                "".join(old if new == _PROTECTED else new for old, new in zip(piece, fresh, strict=True))
                if _PROTECTED in fresh
                else fresh
            )
            place = end
        else:
            first, last = _edges(piece)
            kids, place = _rebuilt(piece.kids, text, place + len(first))
            place += len(last)
            out.append(piece.with_kids(kids))
    return out, place


def _capital(word: str, language: str = "en") -> str:
    """Return the word with its first character in upper case, if that is one character again.

    A Greek letter by itself is a symbol and stays small, and so do a letter behind an apostrophe, ``’t``, and what is
    written as an entity, ``&amp;``.
    """
    if (word[:1] == "&" and word[-1] == ";") or (word[:1] in ("'", "’") and not word[2:3].isalpha()):
        return word
    for place, character in enumerate(word):
        if character.isalnum() or character == _PROTECTED:
            if "\u0370" <= character <= "\u03ff" and not word[place + 1 : place + 2].isalpha():
                return word
            raised = _turkish_upper(character) if language in TURKIC else character.upper()
            return word[:place] + raised + word[place + 1 :] if len(raised) == 1 else word
    return word


def _lower(text: str, language: str) -> str:
    """Return the text in small letters, as long as it was: İ alone has two characters for its small letter."""
    return turkish_lower(text) if language in TURKIC else "İ".join(map(str.lower, text.split("İ")))


def _is_low(word: str) -> bool:
    return word == word.lower()


def _first(text: str, language: str = "en") -> str:
    found = _WORD.search(text)
    if found is None or not _is_low(found[0].partition("-")[0]):
        return text
    return text[: found.start()] + _capital(found[0], language) + text[found.end() :]


def _sentence(text: str, language: str) -> str:
    """Return sentence case: all in lower case but the first letter and words with capitals inside, such as "McDonald".

    The first word keeps its capitals ("USA today") unless all words are in capitals.
    Fixture ``textcase_SentenceCapitalization``.
    """
    opening = _WORD.search(text)
    kept = opening.end() if opening is not None and not (text.isupper() and " " in text.strip()) else 0
    lowered = _PART.sub(lambda found: found[0] if _is_mixed(found[0]) else _lower(found[0], language), text[kept:])
    return _first(text[:kept] + lowered, language)


def _is_mixed(word: str) -> bool:
    return not word.isupper() and not _is_low(word[1:])


@lru_cache(maxsize=2048)
def title_case(text: str) -> str:
    """Return English title case: words in lower case are capitalised, stop words only at the ends and after colons.

    A letter that is quoted alone stays as it is.
    """
    upper_all = text.isupper()
    words = list(_WORD.finditer(text))
    out: list[str] = []
    end = 0
    for number, found in enumerate(words):
        before = text[end : found.start()]
        alone = len(found[0]) == 1 and text[found.end() : found.end() + 1] in tuple("”’")
        start_of_clause = number == 0 or (_clause_starts(words[number - 1][0], before) and not alone)
        last = number == len(words) - 1 or not text[found.end() :].strip(" ”\"')]}.!?")
        out.append(before)
        compound = "-" in found[0] and _APART.search(text, 0, found.start()) is None
        out.append(_title_word(found[0], start_of_clause, start_of_clause or last or compound, upper_all))
        end = found.end()
    return "".join(out) + text[end:]


def _clause_starts(previous: str, gap: str) -> bool:
    return (previous[-1] in ":?!." and previous[-1] != ".") or (gap != "" and gap[-1] in '“„«"')


def _title_word(word: str, first: bool, always: bool, upper_all: bool) -> str:
    if upper_all:
        return word
    core = _core(word)
    if (not always and core in STOP_WORDS) or (not first and (len(core) == 1 or core[:2] in ("d'", "d’"))):
        return word
    return "-".join(_part(part, not always or number > 0) for number, part in enumerate(word.split("-")))


def _core(word: str) -> str:
    return word.strip(".,:;!?'’‘")


def _part(part: str, weak: bool) -> str:
    """Return a word, or one part of a hyphenated one; where it is weak, single letters and stop words stay small."""
    core = _core(part)
    if core != core.lower() or (weak and (len(core) < 2 or core in STOP_WORDS)):
        return part
    return _capital(part)
