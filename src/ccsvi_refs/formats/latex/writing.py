"""Text with CSL's inline markup → LaTeX for bibliography fields."""

from __future__ import annotations

import re
from functools import cache

from ccsvi_refs.formats.latex.symbols import NOCASE, SMALL_CAPS

_WORD = re.compile(r"[^\W\d_][^\W_'’-]*(?:['’-][^\W_]+)*")

_TO_ENCODE = re.compile(r"[&%$#_{}~^\\<`\u00a0]|--|''")
_OPENING = {
    "<i>": r"\textit{", "<b>": r"\textbf{", "<sub>": r"\textsubscript{", "<sup>": r"\textsuperscript{",
    "<sc>": r"\textsc{", SMALL_CAPS: r"\textsc{", '<span style="font-variant: small-caps;">': r"\textsc{",
    NOCASE: "{{",
}  # fmt: skip
_CLOSING = frozenset({"</i>", "</b>", "</sub>", "</sup>", "</sc>", "</span>"})
_ESCAPES = str.maketrans(
    {char: f"\\{char}" for char in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00a0": "~"}
    | {"\ue003": r"\textbraceleft{}", "\ue004": r"\textbraceright{}"}
)


def encode(text: str, title: bool = False) -> str:
    """Return CSL text as LaTeX; in a title, capitals after the first word's initial are kept by braces."""
    if not (title or _TO_ENCODE.search(text)):
        return text
    pieces = re.split(r"(<[^<>]*>)", _unpaired(text) if "{" in text or "}" in text else text)
    out, closers, first = [], [], True
    for piece in pieces:
        if piece in _OPENING:
            out.append(_OPENING[piece])
            closers.append("}}" if piece == NOCASE else "}")
        elif piece in _CLOSING and closers:
            out.append(closers.pop())
        else:
            out.append(_protected(piece, first) if title and "}}" not in closers else _escape(piece))
            first = first and not _WORD.search(piece)
    return "".join([*out, *reversed(closers)])


def _unpaired(text: str) -> str:
    """Return text with each brace that has no partner marked: BibTeX counts braces, whatever stands before them."""
    chars, opened = list(text), list[int]()
    for index, char in enumerate(chars):
        if char == "{":
            opened.append(index)
        elif char == "}" and opened:
            opened.pop()
        elif char == "}":
            chars[index] = "\ue004"
    for index in opened:
        chars[index] = "\ue003"
    return "".join(chars)


def _escape(text: str) -> str:
    """Return text with LaTeX's special characters escaped and no accidental ligatures."""
    escaped = text.translate(_ESCAPES)
    escaped = re.sub(r"-(?=-)|'(?=')|`(?=`)", r"\g<0>{}", escaped)
    return re.sub(r"([?!])`", r"\1{}`", escaped)


def _protected(text: str, first: bool) -> str:
    """Return escaped text with words that have capitals in braces, but for a first word that is merely capitalised."""
    out, position = [], 0
    for match in _WORD.finditer(text):
        word = match.group()
        bare = word[1:] if first else word
        first = False
        if bare != bare.lower():
            out += [_escape(text[position : match.start()]), "{", _escape(word), "}"]
            position = match.end()
    out.append(_escape(text[position:]))
    return "".join(out)


#: Letters with accents, and those of other alphabets, as macros.
_ACCENTED = re.compile(
    r"\\[`'^~=.\"]\s?\{?\\?[A-Za-z]|\\[uvHckrbd]\s?\{\\?[A-Za-z]\}|\\(?:ss|o|O|ae|AE|oe|OE|l|L|aa|AA|i|j)(?![A-Za-z])"
)
_PRINTED = str.maketrans({"–": "--", "—": "---", "’": "'", "‘": "`", "“": "``", "”": "''", "\u00a0": "~"})
_BEYOND = re.compile(r"[^\x00-\x7f]")


def count_accents(text: str) -> int:
    """Return how many letters of a text are written as macros."""
    return sum(1 for _ in _ACCENTED.finditer(text))


def ascii_only(text: str) -> str:
    """Return LaTeX with the characters beyond ASCII written as macros, as far as there are such."""
    return text if text.isascii() else _BEYOND.sub(lambda match: _macro(match.group()), text.translate(_PRINTED))


@cache
def _macro(character: str) -> str:
    from pylatexenc.latexencode import unicode_to_latex  # tables of 2,000 characters: read when first needed

    written: str = unicode_to_latex(
        character,
        non_ascii_only=True,
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )
    return written
