"""Number variables as cs:text, cs:number, cs:label and cs:choose read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ccsvi_refs.csl import markup, number_ranges, numbers
from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.locale import Locale
from ccsvi_refs.csl.output import Piece
from ccsvi_refs.csl.scope import Scope

#: Pages with hyphens of their own and their ranges, ranges of roman numerals, ranges that go on.
_RANGE = re.compile(
    r"(\w+-\w+)\s*[-–—]+\s*\w+-\w+|([a-z]-\d+)|([ivxlcdm]+)\s*[-–—]+\s*[ivxlcdm]+|(\w+)\s*[-–—]+\s*", re.IGNORECASE
)


def unlabelled(name: str, locale: Locale) -> Callable[[str], str]:
    """Return what takes off a field's head the word that its label says already: ``S. 3`` in German pages is 3."""
    words = cache(lambda: _own_words(name, locale))

    def rest(text: str) -> str:
        if text[:1].isdecimal():
            return text
        found = words().match(text)
        return text[found.end() :] if found else numbers.without_own_label(name, text, any_case=True)

    return rest


def _own_words(name: str, locale: Locale) -> re.Pattern[str]:
    """Return what finds the words by which the locale labels a variable, before a number at the head of its field."""
    terms, forms = {name, numbers.own_label(name)}, ("short", "long")
    found = (locale.term(term, form, many) for term in terms for form in forms for many in (False, True))
    words = sorted(filter(None, found), key=len, reverse=True)
    heads = (re.escape(word) + (r"\s*" if word.endswith(".") else r"\s+") for word in words)
    return re.compile(rf"(?:{'|'.join(heads)})(?=\d)" if words else r"(?!)")


def numeric_reader(name: str) -> Callable[[Cite], str]:
    """Return what reads a number variable; the locator and what the document numbers come from the cite."""
    own = _OF_CITES.get(name)
    if own is not None:
        return own

    def text(cite: Cite) -> str:
        text = cite.item.text(name)
        return text if text.isalnum() or text[:1].isdecimal() else numbers.without_own_label(name, text)

    return text


def _first_page(cite: Cite) -> str:
    if given := cite.item.text("page-first"):
        return given
    pages = cite.item.text("page")
    found = _RANGE.fullmatch(pages)
    return found[found.lastindex or 0].replace("-", "\\-") if found else _first(pages)


def _first(pages: str) -> str:
    """Return the first of the numbers, with the words before it but for those that say that it is a page."""
    return numbers.read(numbers.without_own_label("page", pages, any_case=True)).as_written()[0]


_OF_CITES: dict[str, Callable[[Cite], str]] = {
    "locator": lambda cite: cite.locator,
    "page-first": _first_page,
    "citation-number": lambda cite: str(cite.number or ""),
    "first-reference-note-number": lambda cite: str(cite.first_note or ""),
}


def numeric_text(name: str, scope: Scope, has_markup: bool = True) -> Callable[[Cite], list[Piece]]:
    """Return what writes a number variable as text, with ranges in the style's page range format."""
    page_format = scope.style.get("page-range-format", "")
    page_delimiter = scope.locale.term("page-range-delimiter") or "–"
    locale = scope.locale
    symbol = locale.terms.get(("and", "symbol", ""))
    ampersand = symbol.single if symbol else "&"

    def translated(term: str, _written: str, plural: bool) -> str:
        return f"{locale.term(term, 'short', plural) or term} "

    def kept(term: str, written: str, plural: bool) -> str:
        """Return a label as the data has it, the locale's own in the plural: "v." may be a volume's or a verse's."""
        own = plural and term != "verse" and written.strip() == locale.term(term, "short")
        return translated(term, written, plural) if own else written

    label = translated if name == "locator" else kept
    read, located, paged, opaque = numeric_reader(name), name == "locator", name == "page", name in numbers.IDENTIFIERS
    labelled = not located and numbers.own_label(name) in scope.labels
    bare = unlabelled(name, locale)

    def write(cite: Cite) -> list[Piece]:
        text = read(cite)
        if text.isalnum():
            return [text]
        if labelled:
            text = bare(text)
        if not text:
            return []
        form = page_format if paged or (located and cite.label == "page") else None
        joined = number_ranges.join_numbers(text, form, page_delimiter, label, located, opaque, ampersand)
        return markup.parse(joined) if has_markup or not text[:1].isdecimal() else [joined]

    return _signed(write) if located else write


def _signed(write: Callable[[Cite], list[Piece]]) -> Callable[[Cite], list[Piece]]:
    """Return what writes a locator with the sign typed before it, where no label has said what that says."""

    def signed(cite: Cite) -> list[Piece]:
        pieces = write(cite)
        if not pieces or not cite.label_symbol or cite.locator_labelled:
            return pieces
        cite.locator_labelled = True
        return [cite.label_symbol, *pieces]

    return signed
