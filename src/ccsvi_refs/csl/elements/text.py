"""cs:text: https://docs.citationstyles.org/en/stable/specification.html#text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ccsvi_refs.csl import markup, numbers
from ccsvi_refs.csl.cite import NO_CITE, Cite
from ccsvi_refs.csl.combining import NOTHING, Render
from ccsvi_refs.csl.elements import addresses
from ccsvi_refs.csl.elements.attributes import Emit, apart, around, bracketed, closed, emitter
from ccsvi_refs.csl.elements.numeric import numeric_text
from ccsvi_refs.csl.elements.variable import of_variable
from ccsvi_refs.csl.extra import DATES, NAMES
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.label import citation_label
from ccsvi_refs.csl.output import EMPTY, FOUND, PLAIN, Node, Piece
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_SHORT_FORMS = {
    "title": "title-short",
    "container-title": "container-title-short",
}
_ADDRESS = re.compile(r"(?:https?://|(?<![^\W_])(?:dx\.)?doi\.org/)\S*$", re.IGNORECASE)
_SITE = re.compile(r"(?:https?://(?=www\.))?([^/\s]*://[^/\s]+|[^/\s]+)")


def compile_text(element: Element, scope: Scope) -> Render:
    """Return the rendering of a variable, a macro, a term or a fixed value."""
    attrs, head = element.attrs, ""
    if attrs.get("variable") in addresses.VARIABLES:  # an address without its periods leads nowhere
        attrs = {name: value for name, value in attrs.items() if name != "strip-periods"}
    if scope.links and attrs.get("variable") in addresses.VARIABLES:
        attrs, head = _without_address(attrs)
    if "macro" in attrs:
        return _macro(element, scope)
    if attrs.get("variable") in numbers.NUMBER_VARIABLES:
        attrs = bracketed(attrs, scope)
    emit = emitter(attrs, scope, of_item="term" not in attrs)
    if "variable" in attrs:
        ambiguous = "“" in (scope.locale.quotes.outer[1], scope.locale.quotes.inner[1])
        read = _requoted(scope) if attrs.get("quotes") == "false" and not ambiguous else Item.field
        return _variable(attrs["variable"], attrs.get("form", "long"), emit, scope, head, read)
    if "term" in attrs:
        return _term(element, emit, scope)
    if "value" in attrs:
        return _value(attrs, emit, scope)
    raise StyleError("<text> needs a variable, macro, term or value", element.location)


def _without_address(attrs: Mapping[str, str]) -> tuple[Mapping[str, str], str]:
    """Return the attributes without the address at the end of their prefix, and that: it belongs into the link.

    https://docs.citationstyles.org/en/stable/specification.html#appendix-vi-links
    """
    prefix = attrs.get("prefix", "")
    found = _ADDRESS.search(prefix)
    return ({**attrs, "prefix": prefix[: found.start()]}, found[0]) if found else (attrs, "")


def _value(attrs: Mapping[str, str], emit: Emit, scope: Scope) -> Render:
    content: list[Piece] = [*markup.parse(attrs["value"], scope.locale.quotes.in_fields)]
    if not content:
        return NOTHING[PLAIN]
    if isinstance(content[0], str) and not scope.strict:
        content[0] = apart(content[0])
    if "text-case" not in attrs:
        return scope.known.fixed(_always(content, emit))

    def render(cite: Cite, out: list[Piece]) -> int:  # text case goes by the language of the item
        emit(cite, content, out)
        return PLAIN

    return render


def _always(content: list[Piece], emit: Emit) -> Render:
    """Return the rendering of words that are the same for every cite."""
    words: list[Piece] = []
    emit(NO_CITE, content, words)

    def render(_cite: Cite, out: list[Piece]) -> int:
        out += words
        return PLAIN

    return render


def _macro(element: Element, scope: Scope) -> Render:
    """Return the rendering of a macro; official styles have ``text-case`` there and rely on its doing nothing."""
    attrs = {name: value for name, value in element.attrs.items() if name != "text-case" or scope.strict}
    outer, scope.depth = scope.depth, scope.inside(attrs.get("prefix", ""))
    macro = scope.macro(attrs["macro"], element)
    scope.depth = outer
    if macro in NOTHING:
        return macro
    return around(closed(macro, scope.macros[attrs["macro"]], scope), bracketed(attrs, scope), scope)


def _term(element: Element, emit: Emit, scope: Scope) -> Render:
    attrs = element.attrs
    name = attrs["term"]
    text = scope.locale.term(name, attrs.get("form", "long"), attrs.get("plural") == "true") or ""
    opens = scope.opens_sentences and "text-case" not in attrs
    if not text:
        return NOTHING[PLAIN]
    words: Piece = Node([text], tag="term", value=attrs.get("prefix")) if opens else text
    return scope.known.fixed(_always([words], emit))


def _requoted(scope: Scope) -> Callable[[Item, str], list[Piece]]:
    """Return what reads a field that is to be set in the marks of the locale, whose inner ones count as well."""
    marks = scope.locale.quotes.in_fields
    if marks[:2] == marks[2:4]:
        marks = "“”‘’"  # a style that sets the outer marks alone means to change these
    elif "«" not in marks[2:4]:
        marks = marks[:2] + marks[3] + marks[2] + marks[4:]  # none of them opens inside others alone
    return lambda item, variable: markup.parse(item.text(variable), marks)


def _variable(
    name: str, form: str, emit: Emit, scope: Scope, head: str, read: Callable[[Item, str], list[Piece]]
) -> Render:
    special = _SPECIAL.get(name)
    if special is not None:
        return scope.known.variable(special(emit, scope))
    if name in numbers.NUMBER_VARIABLES:
        return _number(name, emit, scope)
    if name == "URL" and form == "short":
        return _site(emit, scope)
    short = _SHORT_FORMS.get(name, f"{name}-short") if form == "short" else ""
    if scope.lacks(name) and (not short or scope.lacks(short)) and name not in NAMES | DATES:
        return NOTHING[EMPTY]
    if name in addresses.VARIABLES:
        return of_variable(name, _addressed(name, scope, head), emit, scope)
    if not short:
        return of_variable(name, lambda cite: read(cite.item, name), emit, scope)

    def content(cite: Cite) -> list[Piece]:
        return read(cite.item, short) or read(cite.item, name)

    return of_variable(name, content, emit, scope)


def _addressed(name: str, scope: Scope, head: str) -> Callable[[Cite], list[Piece]]:
    """Return what reads an identifier or an address letter by letter: other quotation marks would lead elsewhere."""
    bare, link = not scope.strict or name == "URL", scope.links

    def content(cite: Cite) -> list[Piece]:
        text = cite.item.text(name)
        known = addresses.identifier(name, text) if bare else text
        if known and link:
            return [Node([head, known], link=addresses.target(name, text))]
        return [known] if known else []

    return content


def _site(emit: Emit, scope: Scope) -> Render:
    """Return the rendering of a web address in its short form: the site alone, as citeproc-js has it."""

    def site(cite: Cite) -> list[Piece]:
        text = cite.item.text("URL")
        found = cite.item.text("URL-short") or ((match := _SITE.match(text)) and match[1])
        return [found] if text and found else []

    return of_variable("URL", site, emit, scope)


def _number(name: str, emit: Emit, scope: Scope) -> Render:
    return NOTHING[EMPTY] if scope.lacks(name) else of_variable(name, numeric_text(name, scope), emit, scope)


def _citation_number(emit: Emit, scope: Scope) -> Render:
    def render(cite: Cite, out: list[Piece]) -> int:
        if not cite.number:
            return EMPTY
        number = f"{cite.number:08d}" if scope.sorting else str(cite.number)
        content: list[Piece] = [Node([number], tag="citation-number", value=cite.number)]
        emit(cite, content, out)
        return FOUND

    return render


def _year_suffix(emit: Emit, _scope: Scope) -> Render:
    def render(cite: Cite, out: list[Piece]) -> int:
        suffix = cite.hints.year_suffix
        if not suffix or cite.sorting:
            return FOUND  # a cite that needs no suffix lacks nothing: its group stands
        content: list[Piece] = []
        emit(cite, [suffix], content)
        out.append(Node(content, tag="year-suffix", value=suffix))
        return FOUND

    return render


def _citation_label(emit: Emit, scope: Scope) -> Render:
    implicit = not scope.suffix_variable

    def render(cite: Cite, out: list[Piece]) -> int:
        label = citation_label(cite.item)
        if not label:
            return EMPTY
        content: list[Piece] = [label]
        if implicit and cite.hints.year_suffix and not cite.suffix_done:
            cite.suffix_done = True
            content.append(Node([cite.hints.year_suffix], tag="year-suffix", value=cite.hints.year_suffix))
        emit(cite, [Node(content, tag="citation-label")], out)
        return FOUND

    return render


def _first_note(emit: Emit, _scope: Scope) -> Render:
    def render(cite: Cite, out: list[Piece]) -> int:
        if not cite.first_note:
            return EMPTY
        emit(cite, [Node([str(cite.first_note)], tag="first-reference-note-number")], out)
        return FOUND

    return render


_SPECIAL = {
    "citation-number": _citation_number,
    "citation-label": _citation_label,
    "year-suffix": _year_suffix,
    "first-reference-note-number": _first_note,
}
