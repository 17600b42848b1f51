"""Locales: terms, date formats and options, with the fallback from dialect to language to US English.

https://docs.citationstyles.org/en/stable/specification.html#locale-fallback
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from ccsvi_refs.csl.output import Quotes
from ccsvi_refs.csl.xml import Element, parse_xml
from ccsvi_refs.errors import StyleError, meant

LocaleLoader = Callable[[str], "str | bytes | None"]

PRIMARY_DIALECTS = {
    "af": "af-ZA", "bg": "bg-BG", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB", "da": "da-DK", "de": "de-DE",
    "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR",
    "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "hy": "hy-AM", "id": "id-ID", "is": "is-IS",
    "it": "it-IT", "ja": "ja-JP", "km": "km-KH", "ko": "ko-KR", "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN",
    "ms": "ms-MY", "nb": "nb-NO", "nl": "nl-NL", "nn": "nn-NO", "no": "nb-NO", "pl": "pl-PL", "pt": "pt-PT",
    "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Cyrl-RS", "sv": "sv-SE", "th": "th-TH",
    "tl": "tl-PH", "tr": "tr-TR", "uk": "uk-UA", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip

TermKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """One term: singular and plural text, and for nouns their grammatical gender."""

    single: str
    multiple: str
    gender: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class Locale:
    """Everything that depends on the language: terms by ``(name, form, gender form)``, dates by form, options."""

    tag: str
    terms: Mapping[TermKey, Term] = field(default_factory=dict)
    dates: Mapping[str, Element] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """Return the language without its region, such as ``pt``."""
        return self.tag.partition("-")[0].lower()

    def term(self, name: str, form: str = "long", plural: bool = False, gender: str = "") -> str | None:
        """Return a term's text, falling back from form to form; None where the locale has no such term."""
        found = self.entry(name, form, gender)
        if found is None:
            return None
        return found.multiple if plural else found.single

    def entry(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """Return a term, falling back from verb-short to verb, symbol to short, and short or verb to long."""
        step: str | None = form
        if name == "sub verbo":
            name = "sub-verbo" if ("sub-verbo", "long", "") in self.terms else name
        elif name == "sub-verbo" and ("sub-verbo", "long", "") not in self.terms:
            name = "sub verbo"
        while step:
            found = self.terms.get((name, step, gender))
            if found is None and gender:
                found = self.terms.get((name, step, ""))
            if found is not None:
                return found
            step = _FALLBACK.get(step)
        return None

    def ordinal(self, number: int, gender: str = "") -> str:
        """Return the suffix that makes a number ordinal, such as ``th``; digits would make it another number."""
        suffix = _ordinal_suffix(self.terms, number, gender)
        return "" if suffix.isdecimal() else suffix

    @property
    def quotes(self) -> Quotes:
        """Return the locale's quotation marks and where punctuation stands."""
        marks = [
            self.term(name) or default
            for name, default in zip(
                ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote"), "“”‘’", strict=True
            )
        ]
        inside = self.options.get("punctuation-in-quote") == "true"
        return Quotes((marks[0], marks[1]), (marks[2], marks[3]), inside)


_FALLBACK = {"verb-short": "verb", "symbol": "short", "short": "long", "verb": "long"}


def _ordinal_suffix(terms: Mapping[TermKey, Term], number: int, gender: str) -> str:
    """Return the ordinal term for a number; https://docs.citationstyles.org/en/stable/specification.html#ordinals."""
    for key, modulus in ((f"ordinal-{number % 100:02}", 100), (f"ordinal-{number % 10:02}", 10)):
        term = _first_of(terms, key, (gender, ""))
        if term is None:
            continue
        match = term.match or default_match(key)
        if number == number % modulus or match == ("last-two-digits" if modulus == 100 else "last-digit"):
            return term.single
    term = _first_of(terms, "ordinal", (gender, "", "feminine", "masculine"))
    return term.single if term else ""


def _first_of(terms: Mapping[TermKey, Term], name: str, genders: tuple[str, ...]) -> Term | None:
    for gender in genders:
        found = terms.get((name, "long", gender))
        if found is not None:
            return found
    return None


def default_match(name: str) -> str:
    """Return how an ordinal term matches by default: by its last digit up to 9, by the last two from 10 on."""
    return "last-digit" if name < "ordinal-10" else "last-two-digits"


def read_locale(element: Element, tag: str) -> Locale:
    """Return the locale that a ``cs:locale`` element describes."""
    terms: dict[TermKey, Term] = {}
    dates: dict[str, Element] = {}
    options: dict[str, str] = {}
    for child in element.children:
        if child.name == "terms":
            for term in child.children:
                _read_term(term, terms)
        elif child.name == "date":
            dates[child.attrs.get("form", "text")] = child
        elif child.name == "style-options":
            options.update(child.attrs)
    return Locale(tag, terms, dates, options)


def _read_term(element: Element, terms: dict[TermKey, Term]) -> None:
    attrs = element.attrs
    single = multiple = "" if element.children else element.text
    for child in element.children:
        if child.name == "single":
            single = child.text
        elif child.name == "multiple":
            multiple = child.text
    if "\n" in single + multiple:
        single, multiple = single.strip(), multiple.strip()
    single, multiple = single.replace("'", "’"), multiple.replace("'", "’")
    key = (attrs.get("name", ""), attrs.get("form", "long"), attrs.get("gender-form", ""))
    terms[key] = Term(single, multiple, attrs.get("gender", ""), attrs.get("match", ""))


def merge(base: Locale, over: Locale) -> Locale:
    """Return ``base`` with what ``over`` redefines; one that redefines ``ordinal`` itself replaces all of them."""
    terms: Mapping[TermKey, Term] = base.terms
    if any(key[0] == "ordinal" for key in over.terms):
        terms = {key: term for key, term in terms.items() if not key[0].startswith("ordinal")}
    genders = {key: term.gender for key, term in base.terms.items() if term.gender}
    fresh = {
        key: replace(term, gender=genders[key]) if key in genders and not term.gender else term
        for key, term in over.terms.items()
    }
    return Locale(
        base.tag,
        {**_usual_ordinals(terms, fresh), **terms, **fresh},
        {**base.dates, **over.dates},
        {**base.options, **over.options},
    )


def _usual_ordinals(terms: Mapping[TermKey, Term], fresh: Mapping[TermKey, Term]) -> dict[TermKey, Term]:
    """Return the default suffix for nouns with a gender where a style has suffixes of single numbers without either.

    So all are written alike: ``2ᵉ éd.`` as ``5ᵉ éd.`` and ``1ʳᵉ éd.``, which the locale has.
    """
    usual = terms.get(("ordinal", "long", ""))
    numbers = {key: term for key, term in fresh.items() if key[0].startswith("ordinal-") and not key[2]}
    if usual is None or not any(key[0].startswith("ordinal-") and key[2] for key in terms):
        return {}
    return {
        (name, form, gender): replace(usual, match=term.match)
        for (name, form, _none), term in numbers.items()
        for gender in ("feminine", "masculine")
    }


_LONGEST_TAG = 100


def packaged_locale(tag: str) -> str | bytes | None:
    """Return the XML of an official locale as citeproc-py ships it, or None where there is none."""
    folder = _folder()
    file = folder / f"locales-{tag}.xml" if folder is not None and len(tag) <= _LONGEST_TAG else None
    return file.read_bytes() if file is not None and file.is_file() else None


def _folder() -> Path | None:
    """Return where citeproc-py has its locales; it is not imported for that, which would take longer than all else."""
    spec = find_spec("citeproc")
    places = spec.submodule_search_locations if spec is not None else None
    return Path(places[0]) / "data" / "locales" if places else None


def names() -> list[str]:
    """Return the tags of the official locales."""
    folder = _folder()
    files = sorted(folder.glob("locales-*.xml")) if folder is not None else []
    return [file.stem.removeprefix("locales-") for file in files]


def candidates(tag: str) -> list[str]:
    """Return the tags to look for, best first: the dialect, the language's main dialect, US English."""
    language = tag.partition("-")[0].lower()
    dialect = next((part for part in tag.split("-")[1:2] if len(part) > 1), "")
    wanted = [f"{language}-{dialect.upper() if len(dialect) == 2 else dialect}"] if dialect else []
    wanted += [tag, PRIMARY_DIALECTS.get(language, language), language]
    return list(dict.fromkeys([*wanted, "en-US"]))


def is_known(tag: str, loader: LocaleLoader = packaged_locale) -> bool:
    """Tell whether there is a locale for a tag or its language, so that US English does not stand in for it."""
    own = [candidate for candidate in candidates(tag) if candidate != "en-US"]
    return tag.partition("-")[0].lower() == "en" or any(loader(candidate) is not None for candidate in own)


def load_locale(tag: str, loader: LocaleLoader = packaged_locale) -> Locale:
    """Return the official locale for a language tag, filled up with its main dialect and US English.

    It goes by the tag asked for, so that a style's own terms for a dialect count where there is no locale file for it.
    The packaged ones are read once.
    """
    return _packaged(tag) if loader is packaged_locale else _loaded(tag, loader)


@lru_cache(maxsize=32)
def _packaged(tag: str) -> Locale:
    return _loaded(tag, packaged_locale)


@lru_cache(maxsize=4)
def _packaged_layer(tag: str) -> Locale | None:
    """Return a packaged locale by itself: US English is a layer of all others."""
    source = packaged_locale(tag)
    return None if source is None else parse_locale(source, tag)


def _layer(tag: str, loader: LocaleLoader) -> Locale | None:
    if loader is packaged_locale:
        return _packaged_layer(tag)
    source = loader(tag)
    return None if source is None else parse_locale(source, tag)


def _loaded(tag: str, loader: LocaleLoader) -> Locale:
    layers = [layer for candidate in candidates(tag) if (layer := _layer(candidate, loader)) is not None]
    if not layers:
        raise StyleError(f"there is no locale for {tag!r}, nor one for en-US to fall back on")
    base = layers[-1]
    for layer in reversed(layers[:-1]):
        base = merge(_without_terms_of(base, layer), layer)
    name = candidates(tag)[0] if "-" in tag else PRIMARY_DIALECTS.get(tag.lower(), tag)
    return Locale(name, base.terms, base.dates, base.options)


def _without_terms_of(base: Locale, over: Locale) -> Locale:
    """Return the base without the terms that the other locale has in any form: its short form stands in for a symbol.

    Another language's symbol does not. https://docs.citationstyles.org/en/stable/specification.html#terms
    """
    known = {key[0] for key in over.terms}
    return replace(base, terms={key: term for key, term in base.terms.items() if key[0] not in known})


def parse_locale(source: str | bytes, tag: str = "") -> Locale:
    """Return the locale of an XML document."""
    root = parse_xml(source, "<locale>")
    if root.name != "locale":
        raise StyleError(f"a locale file starts with <locale>, not <{root.name}>", root.location)
    return read_locale(root, root.attrs.get("xml:lang") or tag or "en-US")


def chosen_locale(locale: Locale | str | None, default: str, loader: LocaleLoader) -> Locale:
    """Return the locale that a document asks for by its tag or its XML, else the one of its style, else US English."""
    if isinstance(locale, Locale):
        return locale
    if locale is not None and locale.lstrip().startswith("<"):
        return parse_locale(locale)
    if locale is not None and not is_known(locale, loader):
        raise StyleError(f"there is no locale for {locale!r}{meant(locale, names())}")
    return load_locale(locale or default or "en-US", loader)
