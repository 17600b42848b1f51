"""cs:sort: https://docs.citationstyles.org/en/stable/specification.html#sorting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol, TypeVar

from ccsvi_refs.csl import numbers
from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.collation import sort_key
from ccsvi_refs.csl.combining import Render
from ccsvi_refs.csl.elements.date import sort_text
from ccsvi_refs.csl.elements.numeric import numeric_reader
from ccsvi_refs.csl.extra import DATES, NAMES
from ccsvi_refs.csl.kinds import by_kind
from ccsvi_refs.csl.label import citation_label
from ccsvi_refs.csl.output import Piece, plain
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_NUMBER = "citation-number"
_ALL_PARTS = {"year", "month", "day"}
_NAMES_IN_KEYS = {"names-min": "et-al-min", "names-use-first": "et-al-use-first", "names-use-last": "et-al-use-last"}


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One cs:key: the text an item sorts by, and the direction; ``numbered`` where that text has the item's number.

    ``by_number`` are those that have nothing else.
    """

    text: Callable[[Cite], str]
    descending: bool
    by_number: bool = False
    numbered: bool = False


def compile_keys(element: Element | None, scope: Callable[[Mapping[str, str]], Scope]) -> tuple[Key, ...]:
    """Return the keys of a cs:sort element; ``scope`` makes a sorting scope with the name options given."""
    if element is None:
        return ()
    return tuple(_key(child, scope) for child in element.children if child.name == "key")


def _key(element: Element, scope: Callable[[Mapping[str, str]], Scope]) -> Key:
    attrs = element.attrs
    limits = {option: value for name, option in _NAMES_IN_KEYS.items() if (value := attrs.get(name)) is not None}
    if "names-min" in attrs:
        limits["et-al-subsequent-min"] = attrs["names-min"]
    if "names-use-first" in attrs:
        limits["et-al-subsequent-use-first"] = attrs["names-use-first"]
    inner = scope(limits)
    descending = attrs.get("sort") == "descending"
    if "macro" in attrs:
        name = attrs["macro"]
        macro = inner.macros[name]
        render = by_kind(inner.macro(name, element), lambda kind, bare: inner.narrowed(kind, bare).macro(name, element))
        text = _from_render(render, inner.locale.language)
        return Key(text, descending, _variables(macro) == {_NUMBER}, _asks_for_number(macro, inner.macros))
    if "variable" in attrs:
        name = attrs["variable"]
        return Key(_from_variable(name, element, inner), descending, name == _NUMBER, name == _NUMBER)
    raise StyleError("<key> needs a variable or a macro", element.location)


def _variables(element: Element) -> set[str]:
    """Return the variables that an element and those in it print."""
    own = set(element.attrs.get("variable", "").split())
    return own.union(*map(_variables, element.children))


def _asks_for_number(element: Element, macros: Mapping[str, Element]) -> bool:
    """Tell whether anything in an element or in the macros that it calls has to do with the number of an item."""
    pending, called = [element], set[str]()
    while pending:
        one = pending.pop()
        if any(_NUMBER in value.split() for value in one.attrs.values()):
            return True
        pending += one.children
        name = one.attrs.get("macro", "")
        if name in macros and name not in called:
            called.add(name)
            pending.append(macros[name])
    return False


def _from_render(render: Render, language: str) -> Callable[[Cite], str]:
    def text(cite: Cite) -> str:
        cite.sorting = True
        out: list[Piece] = []
        render(cite, out)
        cite.sorting = False
        cite.lists_begun = 0
        cite.suppressed = frozenset()
        return sort_key(plain(out), language)

    return text


def _from_variable(name: str, element: Element, scope: Scope) -> Callable[[Cite], str]:
    if name in NAMES:
        form = element._replace(name="name", attrs={"form": "long"}, children=())
        names = element._replace(name="names", attrs={"variable": name}, children=(form,))
        return _from_render(scope.compile(names), scope.locale.language)
    if name in DATES:
        return lambda cite: sort_text(date, _ALL_PARTS) if (date := cite.item.date(name)) else ""
    if name == "citation-label":
        return lambda cite: sort_key(citation_label(cite.item), scope.locale.language)
    if name in numbers.NUMBER_VARIABLES:
        read = numeric_reader(name)
        return lambda cite: sort_key(read(cite), scope.locale.language)
    return lambda cite: sort_key(cite.item.plain(name), scope.locale.language)


Texts = dict[Key, dict[str, str]]
"""What items sort by, by key, then by item; kept from one change of a document to the next."""


def sorted_by(things: Sequence[T], keys: Sequence[Key], cite: Callable[[T], Cite], kept: Texts) -> list[T]:
    """Return the things in the order of the keys; empty values come last, ties keep their order.

    A key is worked out only for things that the keys before it leave equal.
    """
    if len(things) < 2 or not keys:
        return list(things)
    key = keys[0]
    known = {} if key.numbered else kept.setdefault(key, {})  # the number may be another one the next time
    texts = []
    for thing in things:
        text = known.get(thing.id)
        if text is None:
            text = known[thing.id] = key.text(cite(thing))
        texts.append(text)
    places = sorted((place for place, text in enumerate(texts) if text), key=texts.__getitem__, reverse=key.descending)
    if len(places) < len(texts):
        places += (place for place, text in enumerate(texts) if not text)
    if len(set(texts)) == len(texts):
        return [things[place] for place in places]
    out: list[T] = []
    for _same, equal in groupby(places, texts.__getitem__):
        alike = [things[place] for place in equal]
        out += alike if len(alike) == 1 else sorted_by(alike, keys[1:], cite, kept)
    return out
