"""What is wrong with styles, labels and abbreviations that print all the same: nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from ccsvi_refs.csl.item import INSTITUTION, Abbreviations, identifier
from ccsvi_refs.csl.locale import Locale, LocaleLoader, is_known
from ccsvi_refs.csl.names import listed
from ccsvi_refs.csl.position import Request
from ccsvi_refs.csl.regions import unknown_region
from ccsvi_refs.csl.schema import VARIABLES
from ccsvi_refs.csl.style import Style
from ccsvi_refs.csl.values import LOCATORS
from ccsvi_refs.csl.wrapping import Wraps
from ccsvi_refs.csl.writers.text import unseen
from ccsvi_refs.errors import CcsviRefsError, ItemError, SettingsError, StyleError, meant, shown


def check_options(anchor: object, loader: object, locale: object, **truths: object) -> None:
    """Raise SettingsError for options of a wrong kind; ``truths`` are those that are true or false."""
    for name, value in truths.items():
        if value not in (True, False):
            raise SettingsError(f"{name} is true or false, not {shown(value)}")
    if not isinstance(anchor, str):
        raise SettingsError(f"an anchor is a text, not {shown(anchor)}")
    if not callable(loader):
        raise SettingsError(f"a loader of locales is a function of a language tag, not {shown(loader)}")
    if not isinstance(locale, Locale | str | None):
        raise SettingsError(f"a locale is a language tag, XML or a Locale, not {shown(locale)}")


def without(refused: Iterable[CcsviRefsError], settled: Iterable[ItemError], ids: Set[str]) -> list[CcsviRefsError]:
    """Return what is wrong apart from what was wrong with items that are other ones now; what cites ask for stays.

    ``ids`` are theirs: that one was left out is settled as well.
    """
    gone = {(flaw.item_id, flaw.message) for flaw in settled}

    def is_settled(one: CcsviRefsError) -> bool:
        if not isinstance(one, ItemError):
            return False
        return (one.item_id, one.message) in gone or (not one.printed and one.item_id in ids)

    return [one for one in refused if not is_settled(one)]


def of_language(style: Style, locale: Locale, loader: LocaleLoader, chosen: object) -> Iterator[StyleError]:
    """Yield an error for a language that nobody has terms for, and for each term that nobody has or asks for.

    ``chosen`` is the language that the document asks for, ``locale`` what was found for it or the style's own.
    """
    if chosen is None and style.default_locale and not is_known(style.default_locale, loader):
        yield StyleError(f"there is no locale for {style.default_locale!r}; US English stands in for it")
    asked = style.default_locale if chosen is None else chosen
    if (
        isinstance(asked, str)
        and is_known(asked, loader)
        and (region := unknown_region(asked))
        and loader(asked) is None
    ):
        yield StyleError(f"there is no region {region!r}: the locale for {asked!r} is that of its language")
    for name, element in style.terms.items():
        layers = (locale, *(layer for _tag, layer in style.locales))
        if all(layer.term(name) is None for layer in layers):
            yield StyleError(f"there is no term {name!r}", element.location)
    known = {name for name, _form, _gender in locale.terms} | VARIABLES | LOCATORS | style.terms.keys()
    given = {name for _tag, layer in style.locales for name, _form, _gender in layer.terms}
    for name in sorted(given - known):
        if not name.startswith(("ordinal", "long-ordinal")):
            yield StyleError(f"the style has a term {name!r} that nothing prints{meant(name, known)}")


def of_cites(cites: Sequence[Any], manner: Mapping[str, Any]) -> Iterator[ItemError]:
    """Yield an error for what a cite says and a citation is asked for, and for what excludes each other."""
    if manner.get("infix") and manner.get("mode") != "composite":
        message = f"the infix {shown(manner['infix'])} is for a composite citation: it is left out"
        yield ItemError(message, "", printed=True)
    if not cites:
        yield ItemError("a citation has no cites: nothing is printed of it", "", printed=True)
    yield from _unseen(manner, "")
    for cite in cites:
        if isinstance(cite, Mapping):
            yield from _of_cite(cite, identifier(cite.get("id")), manner.get("mode", ""))


_AGAINST = {"author-only": "suppress-author", "composite": "author-only", "suppress-author": "author-only"}
"""What each mode of a citation leaves no room for in a cite."""


def _of_cite(cite: Mapping[str, Any], known: str, mode: str) -> Iterator[ItemError]:
    yield from _unseen(cite, known)
    for name in ("mode", "infix", "composite"):
        if cite.get(name):
            yield ItemError(f"{name} is of the whole citation, not of a cite: it is left out", known, printed=True)
    if cite.get("suppress-author") and cite.get("author-only"):
        message = "a cite has its authors left out and alone: they stand alone"
        yield ItemError(message, known, printed=True)
    elif isinstance(mode, str) and cite.get(_AGAINST.get(mode, "")):
        message = f"the {mode} of the citation goes before the {_AGAINST[mode]} of a cite"
        yield ItemError(message, known, printed=True)


def _unseen(given: Mapping[Any, Any], known: str) -> Iterator[ItemError]:
    """Yield an error for what the texts of a cite, or around a citation, hold that no format has."""
    for name in ("prefix", "suffix", "infix", "locator"):
        for said in unseen(given[name]) if isinstance(given.get(name), str) else ():
            yield ItemError(f"the {name} of a cite {said}", known, printed=True)


def of_labels(requests: Iterable[Request], locale: Locale) -> Iterator[ItemError]:
    """Yield an error for each label of a locator that nobody has a term for."""
    for one in requests:
        if one.locator and one.label not in LOCATORS and locale.term(one.label) is None:
            message = f"there is no label {one.label!r} of a locator{meant(one.label, LOCATORS)}"
            yield ItemError(message, one.id, printed=True)


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
        pairs = forms.items() if isinstance(forms, Mapping) else ((None, None),)
        if not all(isinstance(one, str) for pair in pairs for one in pair):
            yield SettingsError(f"the abbreviations of {name!r} are texts by text")


def usable(abbreviations: Any) -> Abbreviations | None:
    """Return the lists of abbreviations that can be used, each form also by its value without case and markup."""
    if not isinstance(abbreviations, Mapping):
        return None
    kept = {name: forms for name, forms in abbreviations.items() if isinstance(forms, Mapping)}
    texts = {name: {k: v for k, v in forms.items() if isinstance(v, str)} for name, forms in kept.items()}
    alike = {name: {listed(k): v for k, v in forms.items() if isinstance(k, str)} for name, forms in texts.items()}
    return {name: {**alike[name], **forms} for name, forms in texts.items()}


def checked(wraps: Wraps | None) -> Wraps:
    """Return the wraps; raises SettingsError for a variable that there is not, or what is no function."""
    if not isinstance(wraps, Mapping | None):
        raise SettingsError(f"wraps are functions by variable, not {shown(wraps)}")
    for name, wrap in (wraps or {}).items():
        if name not in VARIABLES:
            raise SettingsError(f"there is no variable {name!r} to wrap{meant(str(name), sorted(VARIABLES))}")
        if not callable(wrap):
            raise SettingsError(f"what wraps {name!r} is a function, not {shown(wrap)}")
    return wraps or {}
