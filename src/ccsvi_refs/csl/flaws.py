"""What is wrong with items, abbreviations and styles that print all the same: nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ccsvi_refs.csl.extra import DATES, NAMES, TEXTS
from ccsvi_refs.csl.item import INSTITUTION, Abbreviations, Item
from ccsvi_refs.csl.locale import Locale, LocaleLoader, is_known
from ccsvi_refs.csl.position import Request
from ccsvi_refs.csl.schema import VARIABLES
from ccsvi_refs.csl.style import Style
from ccsvi_refs.csl.values import LOCATORS, TYPES
from ccsvi_refs.csl.wrapping import Wraps
from ccsvi_refs.errors import CcsviRefsError, ItemError, SettingsError, StyleError, meant

_KEYS = VARIABLES | frozenset(
    "id type language categories custom journalAbbreviation shortTitle event citation-label system_id "
    "container-title-short collection-title-short title-short year-suffix".split()
)
_NAME_KEYS = frozenset(
    "family given literal dropping-particle non-dropping-particle suffix comma-suffix static-ordering static-particles "
    "parse-names isInstitution multi short".split()
)
_DATE_KEYS = frozenset("date-parts season circa literal raw edtf year month day".split())


def of_item(item: Item) -> Iterator[ItemError]:
    """Yield an error for what an item has and its texts will not: fields misspelt, of a wrong kind, or unreadable.

    Fields with names of other programs' own are let be.
    """
    for name, value in item.data.items():
        if name in TEXTS:
            if not isinstance(value, str):
                if isinstance(value, list | tuple | Mapping | bool):
                    yield ItemError(f"{name} is no text but a {type(value).__name__}", item.id)
            elif name == "type" and value and value not in TYPES:
                yield ItemError(f"there is no type {value!r}{meant(value, TYPES)}", item.id)
        elif name in NAMES:
            yield from _of_names(item, name, value)
        elif name in DATES:
            yield from _of_date(item, name, value)
        elif name not in _KEYS and (near := _misspelt(str(name))) and near not in item.data:
            yield ItemError(f"there is no field {name!r}; is {near!r} meant?", item.id)


def _of_names(item: Item, variable: str, value: Any) -> Iterator[ItemError]:
    rows = value if isinstance(value, list | tuple) else [value] if value else []
    if len(rows) > len(item.names(variable)):
        yield ItemError(f"{variable} holds what is no name: {_shown(value)}", item.id)
    for one in rows:
        if (type(one) is dict or isinstance(one, Mapping)) and not one.keys() <= _NAME_KEYS:  # a dict is told sooner
            for key in one.keys() - _NAME_KEYS:
                if near := _near(str(key), _NAME_KEYS):
                    yield ItemError(f"a name of {variable} has {key!r}; is {near!r} meant?", item.id)


def _of_date(item: Item, variable: str, value: Any) -> Iterator[ItemError]:
    if item.date(variable) is None and _says(list(value.values()) if isinstance(value, Mapping) else value):
        yield ItemError(f"{variable} is no date: {_shown(value)}", item.id)
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    for day in parts if isinstance(parts, list | tuple) else ():
        rows = day[1:3] if isinstance(day, list | tuple) else ()
        for name, most, number in zip(("month", "day"), (24, 31), rows, strict=False):
            if not 0 <= _whole(number) <= most:
                yield ItemError(f"{variable} has no {name} {_shown(number)}", item.id)


def _says(value: Any) -> bool:
    """Tell whether a part of a date holds anything: ``[[]]`` and ``[[null]]`` are no date, not a bad one."""
    if isinstance(value, list | tuple):
        return any(map(_says, value))
    return bool(value)


def _whole(value: Any) -> int:
    if type(value) is int:
        return value
    text = str(value if value is not None else "").strip()[:20]
    if not text:
        return 0
    return int(text) if text.isascii() and text.lstrip("-").isdigit() else -1


def _shown(value: Any) -> str:
    text = f"{value!r:.80}" if isinstance(value, str | int | float) else str(value)[:80]
    return text.encode("utf-8", "replace").decode()


@lru_cache(maxsize=4096)
def _misspelt(name: str) -> str:
    return _near(name, _KEYS)


def _near(word: str, known: Iterable[str]) -> str:
    """Return the known word that another is all but the same as, empty where none is."""
    from difflib import get_close_matches

    spelt = {one.lower(): one for one in known}
    low = word.lower()
    near = [low] if low in spelt else get_close_matches(low, spelt, 1, 0.8) if 2 < len(low) < 40 else []
    return spelt[near[0]] if near else ""


def of_language(style: Style, locale: Locale, loader: LocaleLoader, chosen: bool) -> Iterator[StyleError]:
    """Yield an error for a style's own language that nobody has terms for, and for each term that nobody has."""
    if not chosen and style.default_locale and not is_known(style.default_locale, loader):
        yield StyleError(f"there is no locale for {style.default_locale!r}; US English stands in for it")
    for name, element in style.terms.items():
        layers = (locale, *(layer for _tag, layer in style.locales))
        if all(layer.term(name) is None for layer in layers):
            yield StyleError(f"there is no term {name!r}", element.location)


def of_labels(requests: Iterable[Request], locale: Locale) -> Iterator[ItemError]:
    """Yield an error for each label of a locator that nobody has a term for."""
    for one in requests:
        if one.locator and one.label not in LOCATORS and locale.term(one.label) is None:
            yield ItemError(f"there is no label {one.label!r} of a locator{meant(one.label, LOCATORS)}", one.id)


def of_abbreviations(abbreviations: Any) -> Iterator[CcsviRefsError]:
    """Yield an error for each list of abbreviations that is none, or is of no variable."""
    if abbreviations is None:
        return
    if not isinstance(abbreviations, Mapping):
        yield SettingsError(f"abbreviations are lists by variable, not a {type(abbreviations).__name__}")
        return
    for name, forms in abbreviations.items():
        if name not in VARIABLES and name != INSTITUTION:
            yield SettingsError(f"there is no variable {name!r} to abbreviate{meant(str(name), VARIABLES)}")
        if not isinstance(forms, Mapping) or not all(isinstance(form, str) for form in forms.values()):
            yield SettingsError(f"the abbreviations of {name!r} are texts by text")


def usable(abbreviations: Any) -> Abbreviations | None:
    """Return the lists of abbreviations that can be used."""
    if not isinstance(abbreviations, Mapping):
        return None
    kept = {name: forms for name, forms in abbreviations.items() if isinstance(forms, Mapping)}
    return {name: {k: v for k, v in forms.items() if isinstance(v, str)} for name, forms in kept.items()}


def checked(wraps: Wraps | None) -> Wraps:
    """Return the wraps; raises SettingsError for a variable that there is not."""
    for name in wraps or {}:
        if name not in VARIABLES:
            raise SettingsError(f"there is no variable {name!r} to wrap{meant(name, sorted(VARIABLES))}")
    return wraps or {}
