"""Text case: https://docs.citationstyles.org/en/stable/specification.html#text-case."""

from __future__ import annotations

import re
from collections.abc import Callable

from ccsvi_refs.csl.output import Format, Node, Piece

STOP_WORDS = frozenset(
    "a according across afore after against ahead along alongside amid amidst among amongst an and anenst apart apropos "
    "around as aside astride at athwart atop back barring because before behind below beneath beside besides between "
    "beyond but by c ca circa close d da de despite di do down du due during e et except far for forenenst from given in "
    "inside instead into la las le lest los mid midst minus modulo near next nor notwithstanding of off on onto opposite "
    "or out outside over par pass past per pertaining plus près pro qua regarding round sans save since so than that the "
    "through throughout thru thruout till to too toward towards under underneath unlike until unto up upon v van versus "
    "via von vs with within without worth yet".split()
)
_WORD = re.compile(r"[^\s\u00a0/–—“”„«»()\[\]{}\"]+")
_AFTER_WORD_BREAK = frozenset("/–—")
_Change = Callable[[str], str]


def apply(pieces: list[Piece], case: str, english: bool) -> list[Piece]:
    """Return the pieces in the text case named; without effect where the language does not allow title case."""
    if case == "lowercase":
        return _each(pieces, str.lower)
    if case == "uppercase":
        return _each(pieces, _upper)
    text = "".join(_characters(pieces))
    if case == "capitalize-first":
        changed = _first(text)
    elif case == "capitalize-all":
        changed = _WORD.sub(lambda found: _capital(found[0]), text)
    elif case == "sentence":
        changed = _sentence(text)
    elif case == "title" and english:
        changed = title_case(text)
    else:
        return pieces
    return pieces if changed == text else _rebuilt(pieces, changed, 0)[0]


def capitalize_first(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with their first letter in upper case."""
    return apply(pieces, "capitalize-first", True)


def _each(pieces: list[Piece], change: _Change) -> list[Piece]:
    return [
        change(piece)
        if isinstance(piece, str)
        else piece
        if piece.nocase
        else piece.with_kids(_each(piece.kids, change))
        for piece in pieces
    ]


def _upper(text: str) -> str:
    return text.upper()


_PROTECTED = "\ue000"


def _is_protected(node: Node) -> bool:
    return node.nocase or (node.fmt is not None and bool(node.fmt.vertical_align) and node.fmt != Format())


def _characters(pieces: list[Piece], protected: bool = False) -> list[str]:
    """Return the text, in which quotation marks are written out and what must not change is masked."""
    parts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(_PROTECTED * len(piece) if protected else piece)
        else:
            inner = _characters(piece.kids, protected or _is_protected(piece))
            parts.extend(["“", *inner, "”"] if piece.quotes else inner)
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
            kids, place = _rebuilt(piece.kids, text, place + piece.quotes)
            place += piece.quotes
            out.append(piece.with_kids(kids))
    return out, place


def _capital(word: str) -> str:
    """Return the word with its first character in upper case, if that is one character again."""
    for place, character in enumerate(word):
        if character.isalnum() or character == _PROTECTED:
            raised = character.upper()
            return word[:place] + raised + word[place + 1 :] if len(raised) == 1 else word
    return word


def _lower(text: str) -> str:
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _first(text: str) -> str:
    found = _WORD.search(text)
    return text[: found.start()] + _capital(found[0]) + text[found.end() :] if found else text


def _sentence(text: str) -> str:
    """Return sentence case: all-capitals text goes down altogether, otherwise words in capitals stay."""
    letters = [character for character in text if character.isalpha()]
    if letters and all(character.isupper() for character in letters):
        text = _lower(text)
    return _first(text)


def title_case(text: str) -> str:
    """Return English title case: words in lower case are capitalised, stop words only at the ends and after colons."""
    upper_all = text.isupper()
    words = list(_WORD.finditer(text))
    out: list[str] = []
    end = 0
    for number, found in enumerate(words):
        before = text[end : found.start()]
        start_of_clause = number == 0 or _clause_starts(words[number - 1][0], before)
        last = number == len(words) - 1 or not text[found.end() :].strip(" ”\"')]}.!?")
        out.append(before)
        out.append(_title_word(found[0], start_of_clause or last, upper_all, text[found.end() : found.end() + 1]))
        end = found.end()
    return "".join(out) + text[end:]


def _clause_starts(previous: str, gap: str) -> bool:
    return previous[-1] in ":?!." and previous[-1] != "." or (gap != "" and gap[-1] in "“„«\"([{")


def _title_word(word: str, always: bool, upper_all: bool, after: str) -> str:
    core = word.strip(".,:;!?'’‘")
    if upper_all and core.lower() in STOP_WORDS and not always:
        return _lower(word)
    if core != core.lower() or not core:
        return word if not upper_all else _hyphened(word, always)
    if not always and core in STOP_WORDS:
        return word
    return _hyphened(word, always)


def _hyphened(word: str, always: bool) -> str:
    parts = word.split("-")
    return "-".join(
        part if number and part.strip(".,:;!?'’") in STOP_WORDS else _capital(part) for number, part in enumerate(parts)
    )
