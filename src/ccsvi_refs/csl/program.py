"""Programs: a style compiled for one locale, area by area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import Render
from ccsvi_refs.csl.elements import COMPILERS
from ccsvi_refs.csl.elements.attributes import read_format
from ccsvi_refs.csl.item import Item
from ccsvi_refs.csl.kinds import by_kind
from ccsvi_refs.csl.locale import Locale, LocaleLoader, load_locale, merge, packaged_locale
from ccsvi_refs.csl.output import Format, Piece, Quotes
from ccsvi_refs.csl.scope import Scope, name_options
from ccsvi_refs.csl.sort import Key, compile_keys
from ccsvi_refs.csl.style import Style
from ccsvi_refs.csl.wrapping import Wraps
from ccsvi_refs.csl.xml import Element, parse_xml
from ccsvi_refs.errors import StyleError


@dataclass(frozen=True, slots=True)
class Area:
    """A compiled cs:citation, cs:bibliography or cs:intext.

    ``others`` are the layouts for items in other languages, by their ``locale``; they have no others themselves.
    ``blocks`` tells whether anything may be set apart from the line.
    ``deeper`` returns the area as it is inside parentheses of the user's, where its own are to be brackets.
    """

    render: Render
    keys: tuple[Key, ...]
    attrs: Mapping[str, str]
    prefix: str
    suffix: str
    delimiter: str
    fmt: Format | None
    quotes: Quotes
    blocks: bool = True
    others: tuple[tuple[tuple[str, ...], Area], ...] = ()
    deeper: Callable[[], Area] | None = None

    def of(self, item: Item | None) -> Area:
        """Return the area with the layout for an item's language."""
        if item is not None and self.others:
            for tags, area in self.others:
                if _speaks(item.language, tags):
                    return area
        return self


def _speaks(language: str, tags: Iterable[str]) -> bool:
    """Tell whether a language is among those of a layout: ``en`` means English of every country."""
    spoken = language.replace("_", "-").lower()
    return any(spoken == tag or spoken.startswith(f"{tag}-") for tag in tags)


@dataclass(frozen=True, slots=True)
class Program:
    """A style compiled for one locale; ``in_words`` names a work in a sentence where the style does not."""

    style: Style
    locale: Locale
    citation: Area
    bibliography: Area | None
    intext: Area | None
    in_words: Area
    conditions: int
    numbers_cites: bool
    names_notes: bool
    tells_positions: bool
    strict: bool


_IN_WORDS = parse_xml(
    """<intext><layout><names variable="author">
      <name form="short" and="text" et-al-min="3" et-al-use-first="1" delimiter-precedes-last="contextual"/>
      <substitute><names variable="editor"/><names variable="translator"/><choose>
        <if variable="container-title"><text variable="title" form="short" quotes="true"/></if>
        <else><text variable="title" form="short" font-style="italic"/></else>
      </choose></substitute>
    </names></layout></intext>""",
    "<in words>",
)


def _in_words(areas: Iterable[Element]) -> Element:
    """Return how a sentence names a work, in each of the languages for which an area has a layout."""
    layout = _IN_WORDS.children[0]
    tags = dict.fromkeys(one.attrs.get("locale") for area in areas for one in area.children if one.name == "layout")
    others = [layout._replace(attrs={"locale": tag}) for tag in tags if tag]
    return _IN_WORDS._replace(children=(*others, layout))


def compile_style(
    style: Style,
    locale: Locale,
    links: bool = False,
    strict: bool = False,
    loader: LocaleLoader = packaged_locale,
    wraps: Wraps = MappingProxyType({}),
) -> Program:
    """Return the style compiled for a locale, with the style's own terms over it."""
    merged = overridden(locale, style.locales)
    asked = _asked([*style.macros.values(), style.citation, *filter(None, (style.bibliography, style.intext))])

    def area(element: Element, depth: int = 0) -> Area:
        layouts = [child for child in element.children if child.name == "layout"]
        whole = next((layout for layout in layouts if not layout.attrs.get("locale")), None)
        if whole is None:
            raise StyleError(f"<{element.name}> needs a <layout>", element.location)
        found = _area(style, merged, element, whole, (links, strict, wraps), asked, depth)
        others = []
        for layout in layouts:
            if tags := tuple(layout.attrs.get("locale", "").lower().split()):
                own = overridden(load_locale(layout.attrs["locale"].split()[0], loader), style.locales)
                others.append((tags, _area(style, own, element, layout, (links, strict, wraps), asked, depth)))
        return _by_language(found, tuple(others)) if others else found

    citation = area(style.citation)
    if style.is_note and not strict:
        citation = replace(citation, deeper=cache(lambda: area(style.citation, 1)))
    return Program(
        style,
        merged,
        citation,
        area(style.bibliography) if style.bibliography else None,
        area(style.intext) if style.intext else None,
        area(_in_words(filter(None, (style.citation, style.bibliography)))),
        asked.tests_of_ambiguity,
        asked.numbers,
        asked.notes,
        asked.positions,
        strict,
    )


def overridden(locale: Locale, layers: Iterable[tuple[str, Locale]]) -> Locale:
    """Return the locale under the style's own locales, the one with the closest language last."""
    layers = tuple(layers)
    for tag in dict.fromkeys(("", locale.tag.partition("-")[0], locale.tag)):
        for own, layer in layers:
            if own == tag:
                locale = merge(locale, layer)
    return locale


def walk(element: Element) -> Iterable[Element]:
    """Yield an element and all below it."""
    pending = [element]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(one.children)


class _Asked(NamedTuple):
    """What a style asks for.

    Year suffixes, numbers, first notes, positions, blocks, how often whether a cite is ambiguous.
    """

    suffixes: bool
    numbers: bool
    notes: bool
    positions: bool
    blocks: bool
    tests_of_ambiguity: int


def _asked(elements: Iterable[Element]) -> _Asked:
    variables: set[tuple[str, str]] = set()
    blocks, positions, tests = False, False, 0
    for one in chain.from_iterable(map(walk, elements)):
        attrs = one.attrs
        if "variable" in attrs:
            variables |= {(variable, one.name) for variable in attrs["variable"].split()}
        blocks = blocks or bool(attrs.get("display") or attrs.get("second-field-align"))
        positions = positions or "position" in attrs
        tests += "disambiguate" in attrs and one.name in ("if", "else-if")
    names = {name for name, _element in variables}
    numbers, notes = "citation-number" in names, "first-reference-note-number" in names
    return _Asked(("year-suffix", "text") in variables, numbers, notes, positions, blocks, tests)


def _by_language(area: Area, others: tuple[tuple[tuple[str, ...], Area], ...]) -> Area:
    """Return an area in which each item is rendered by the layout for its language.

    https://citeproc-js.readthedocs.io/en/latest/csl-m/index.html#cs-layout-extension
    """
    chosen = replace(area, others=others)

    def render(cite: Cite, out: list[Piece]) -> int:
        found = chosen.of(cite.item)
        return (area if found is chosen else found).render(cite, out)

    return replace(chosen, render=render)


def _area(
    style: Style,
    locale: Locale,
    element: Element,
    layout: Element,
    wishes: tuple[bool, bool, Wraps],
    asked: _Asked,
    depth: int,
) -> Area:
    names = name_options(element.attrs, name_options(style.attrs, {}))
    links, strict, wraps = wishes

    plain = Scope(
        macros=style.macros,
        locale=locale,
        style={**style.attrs, **_only(element.attrs)},
        area=element.name,
        names=names,
        compilers=COMPILERS,
        links=links,
        suffix_variable=asked.suffixes,
        strict=strict,
        wraps=wraps,
        depth=depth,
    )
    sorting: dict[tuple[tuple[str, str], ...], Scope] = {}

    def scope(limits: Mapping[str, str]) -> Scope:
        """Return the sorting scope with these name options; keys that have the same share their macros."""
        key = tuple(sorted(limits.items()))
        if key not in sorting:
            sorting[key] = replace(plain, limits=limits, sorting=True, compiled={})
        return sorting[key]

    attrs = layout.attrs
    return Area(
        render=by_kind(plain.compile(layout), lambda kind, bare: plain.narrowed(kind, bare).compile(layout)),
        keys=compile_keys(element.first("sort"), scope),
        attrs=element.attrs,
        prefix=attrs.get("prefix", ""),
        suffix=attrs.get("suffix", ""),
        delimiter=attrs.get("delimiter", ""),
        fmt=read_format(attrs),
        quotes=locale.quotes,
        blocks=asked.blocks or bool(style.attrs.get("second-field-align")) or _asked(locale.dates.values()).blocks,
    )


_OF_LAYOUTS = ("second-field-align", "subsequent-author-substitute")


def _only(attrs: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attrs.items() if name in _OF_LAYOUTS}
