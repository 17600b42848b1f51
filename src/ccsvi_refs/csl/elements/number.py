"""cs:number: https://docs.citationstyles.org/en/stable/specification.html#number."""

from __future__ import annotations

from ccsvi_refs.csl import numbers
from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import NOTHING, Render
from ccsvi_refs.csl.elements.attributes import bracketed, emitter
from ccsvi_refs.csl.elements.numeric import numeric_reader, numeric_text
from ccsvi_refs.csl.elements.variable import of_variable
from ccsvi_refs.csl.locale import Locale
from ccsvi_refs.csl.output import EMPTY, Node, Piece
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

MAX_DIGITS = 18
"""Longer numbers stay as they are written."""


def compile_number(element: Element, scope: Scope) -> Render:
    """Return the rendering of a number variable in numeric, ordinal, long-ordinal or roman form."""
    name = element.attrs.get("variable")
    if not name:
        raise StyleError("<number> needs a variable", element.location)
    if scope.lacks(name):
        return NOTHING[EMPTY]
    form = element.attrs.get("form", "numeric")
    emit = emitter(bracketed(element.attrs, scope), scope)
    read, write = numeric_reader(name), numeric_text(name, scope, has_markup=False)
    locale = scope.locale
    sorting = scope.sorting

    def content(cite: Cite) -> list[Piece]:
        text = read(cite)
        if not text:
            return []
        if sorting:
            found: list[Piece] = [_padded(text)]
        elif form != "numeric" and numbers.is_numeric(text) and numbers.is_clear(text):
            found = _formed(text, form, name, locale)
        else:
            found = write(cite)
        return [Node(found, tag="citation-number", value=cite.number)] if name == "citation-number" else found

    return of_variable(name, content, emit, scope)


def _padded(text: str) -> str:
    return f"{int(text):08d}" if text.isdecimal() and len(text) <= MAX_DIGITS else text


def _formed(text: str, form: str, name: str, locale: Locale) -> list[Piece]:
    """Return the numbers in the form, with their separators."""
    numeral = numbers.read(text)
    gender = gender_of(name, locale)
    out = []
    for place, part in enumerate(numeral.parts):
        label = numeral.labels[place // 2] if place % 2 == 0 else ""
        if place % 2:
            out.append(_separator(part.strip(), locale))
        elif label:
            out.append(f"{locale.term(label, 'short', numbers.plural_from(numeral, place // 2))} {part}")
        elif any(numeral.labels[: place // 2]):
            out.append(part)
        else:
            out.append(formed(part, form, locale, gender))
    return ["".join(out)]


def _separator(sign: str, locale: Locale) -> str:
    if sign in numbers.RANGES:
        return locale.term("page-range-delimiter") or "–"
    return {"\\-": "-", ",": ", ", "": " "}.get(sign, f" {sign} ")


def formed(text: str, form: str, locale: Locale, gender: str) -> str:
    """Return one number in its form; text that is not a bare number stays as it is."""
    if not text.isdecimal() or len(text) > MAX_DIGITS:
        return text
    number = int(text)
    if form == "roman":
        return numbers.roman(number)
    if form == "long-ordinal" and 0 < number <= 10:
        word = locale.term(f"long-ordinal-{number:02}", gender=gender)
        if word:
            return word
    return str(number) + locale.ordinal(number, gender)


def gender_of(name: str, locale: Locale) -> str:
    """Return the grammatical gender of the term that a variable counts."""
    term = locale.entry("number-of-volumes" if name == "number-of-volumes" else name)
    return term.gender if term else ""
