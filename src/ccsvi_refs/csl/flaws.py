"""What is wrong with styles, labels and abbreviations that print all the same: nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ccsvi_refs.csl.item import INSTITUTION, Abbreviations
from ccsvi_refs.csl.locale import Locale, LocaleLoader, is_known
from ccsvi_refs.csl.position import Request
from ccsvi_refs.csl.schema import VARIABLES
from ccsvi_refs.csl.style import Style
from ccsvi_refs.csl.values import LOCATORS
from ccsvi_refs.csl.wrapping import Wraps
from ccsvi_refs.errors import CcsviRefsError, ItemError, SettingsError, StyleError, meant


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
