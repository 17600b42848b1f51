"""cs:label outside cs:names: https://docs.citationstyles.org/en/stable/specification.html#label."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from ccsvi_refs.csl import numbers
from ccsvi_refs.csl.cite import NO_CITE, Cite
from ccsvi_refs.csl.combining import NOTHING, Render
from ccsvi_refs.csl.elements.attributes import emitter
from ccsvi_refs.csl.elements.numeric import numeric_reader, unlabelled
from ccsvi_refs.csl.output import EMPTY, PLAIN, Piece
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element

_COUNTS = frozenset(("number-of-pages", "number-of-volumes"))
#: A range that goes on, ``12-``: pages from there to the end, which citeproc-js and Pandoc take for several as well.
_OPEN_END = re.compile(r"\w\s*[-–]\s*\Z")
#: A range that words stand behind, ``199-200 (online)``, or whose ends are no plain numbers.
_OPENS_WITH_RANGE = re.compile(r"[^\W\d_]{0,3}\d[\w:]*\s*[-–]\s*[^\W\d_]{0,3}\d")


def compile_label(element: Element, scope: Scope) -> Render:
    """Return the rendering of the term that matches a number variable, in the number its content asks for.

    Where the variable is empty the label goes with the number that it stands beside: official styles have ``page`` or
    ``locator`` as the label of the other. The specification would have it vanish.
    """
    attrs = element.attrs
    name = attrs.get("variable", "")
    plural, words = attrs.get("plural", "contextual"), label_words(attrs, scope)
    of_symbols = emitter({**attrs, "suffix": attrs.get("suffix", "").lstrip(".")}, scope, of_item=False)
    beside = "" if scope.strict else scope.beside
    is_locator, once = name == "locator", not scope.strict
    if scope.lacks(name) and (not beside or scope.lacks(beside)):
        return NOTHING[EMPTY]

    bare, read, read_beside = unlabelled(name, scope.locale), numeric_reader(name), numeric_reader(beside)

    def render(cite: Cite, out: list[Piece]) -> int:
        text = read(cite)
        if name in cite.suppressed or not (text or (beside and read_beside(cite))):
            return EMPTY
        if is_locator:  # printed once, with one label or its sign
            if cite.locator_shown and (once if cite.locator_labelled else cite.label_symbol):
                return EMPTY
            cite.locator_labelled = True
        many = plural == "always" or (plural == "contextual" and is_plural(name, text))
        if plural == "contextual" and not many and not is_locator and (rest := bare(text)) is not text:
            many = is_plural(name, rest)
        if is_locator and cite.label_symbol:
            of_symbols(cite, [cite.label_symbol.strip()], out)  # no period behind them, as behind abbreviations
        else:
            out += words(cite.label if is_locator else name, many)
        return PLAIN

    return render


def label_words(attrs: Mapping[str, str], scope: Scope) -> Callable[[str, bool], list[Piece]]:
    """Return what finds the term that labels a variable, one or several, as it is printed."""
    form, emit, locale = attrs.get("form", "long"), emitter(attrs, scope, of_item=False), scope.locale

    @lru_cache(maxsize=64)
    def words(of: str, many: bool) -> list[Piece]:
        term = locale.term(of, form, many)
        written: list[Piece] = []
        if term:
            emit(NO_CITE, [term], written)
        return written

    return words


def is_plural(name: str, text: str) -> bool:
    """Tell whether a number variable speaks of several: a count above one, or several numbers."""
    if name in _COUNTS:
        numeral = numbers.read(text)
        return text.strip() not in ("1", "0") and (numeral.numeric or numeral.plural)
    if name in ("page", "locator") and (_OPEN_END.search(text) or _OPENS_WITH_RANGE.match(text)):
        return True
    numeral = numbers.read(text)
    if name in numbers.IDENTIFIERS and all(sign == "-" for sign in numeral.parts[1::2]):
        return False  # a hyphen in an identifier makes no two of it
    return numeral.plural
