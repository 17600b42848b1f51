"""Where elements of a style may stand, and how often: what stands elsewhere does nothing, and is said.

https://docs.citationstyles.org/en/stable/specification.html#file-structure
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError, meant, shown

_AREA = frozenset(("sort", "layout"))
_RENDERING = frozenset("choose date group label names number text".split())
_WORDY = frozenset(("single", "multiple", "term"))
_INSIDE: Mapping[str, frozenset[str]] = {
    "style": frozenset("info features locale macro citation bibliography intext".split()),
    **dict.fromkeys(("citation", "bibliography", "intext"), _AREA),
    **dict.fromkeys("layout macro group if else-if else substitute".split(), _RENDERING),
    "sort": frozenset(("key",)),
    "choose": frozenset(("if", "else-if", "else")),
    "names": frozenset(("name", "et-al", "label", "substitute")),
    "name": frozenset(("name-part",)),
    "date": frozenset(("date-part",)),
    "locale": frozenset(("style-options", "date", "terms")),
    "terms": frozenset(("term",)),
    "term": frozenset(("single", "multiple")),
}
_ONCE: Mapping[str, frozenset[str]] = {
    "style": frozenset("info citation bibliography intext".split()),
    **dict.fromkeys(("citation", "bibliography", "intext"), frozenset(("sort",))),
    "choose": frozenset(("if", "else")),
    "names": _INSIDE["names"],
    "locale": frozenset(("style-options", "terms")),
}


def misplaced(root: Element) -> Iterator[StyleError]:
    """Yield an error for each element that stands where it does nothing, or stands there a second time."""
    macros: set[str] = set()
    pending = [root]
    while pending:
        element = pending.pop()
        if (words := element.text.strip()) and element.name not in _WORDY:
            yield StyleError(f"the text {shown(words)} in <{element.name}> is not printed", element.location)
        names = [child.name for child in element.children]
        if not _INSIDE.get(element.name, frozenset()).issuperset(names):
            yield from _of_strangers(element)
        if len(set(names)) < len(names):
            yield from _of_repeated(element, names)
        if element.name == "choose":
            yield from _of_choose(names, element)
        if element.name in ("bibliography", "intext") and "layout" not in names:
            yield StyleError(f"<{element.name}> has no <layout> and prints nothing", element.location)
        for macro in (child for child in element.children if child.name == "macro") if "macro" in names else ():
            if (name := macro.attrs.get("name", "")) in macros:
                yield StyleError(f"there is another macro {name!r} before; this one counts", macro.location)
            macros.add(name)
        pending.extend(child for child in reversed(element.children) if child.name not in ("features", "info"))


def _of_strangers(element: Element) -> Iterator[StyleError]:
    for child in element.children:
        if child.name not in _INSIDE.get(element.name, frozenset()):
            yield StyleError(f"<{child.name}> has no place in <{element.name}>", child.location)


def _of_repeated(element: Element, names: list[str]) -> Iterator[StyleError]:
    counts = Counter(names)
    for name in sorted(counts.keys() & _ONCE.get(element.name, frozenset())):
        if counts[name] > 1:
            yield StyleError(f"<{element.name}> has more than one <{name}>; one of them counts", element.location)
    if element.name != "choose":
        yield from _of_layouts(element)


def _of_choose(names: list[str], element: Element) -> Iterator[StyleError]:
    if names[:1] != ["if"]:
        yield StyleError("<choose> begins with <if>", element.location)
    if "else" in names[:-1]:
        yield StyleError("<else> is the last branch of <choose>", element.location)


def _of_layouts(element: Element) -> Iterator[StyleError]:
    """Yield an error for a second layout of an area for the same languages."""
    counts = Counter(child.attrs.get("locale", "") for child in element.children if child.name == "layout")
    for locale, times in counts.items():
        if times > 1:
            what = f" for {locale!r}" if locale else ""
            yield StyleError(f"<{element.name}> has more than one <layout>{what}; one counts", element.location)


_TRUTH = frozenset(("true", "false"))
_IN_LOCALE: Mapping[tuple[str, str], frozenset[str]] = {
    ("date", "form"): frozenset(("text", "numeric")),
    ("style-options", "limit-day-ordinals-to-day-1"): _TRUTH,
    ("style-options", "punctuation-in-quote"): _TRUTH,
    ("term", "form"): frozenset(("long", "short", "symbol", "verb", "verb-short")),
    ("term", "gender"): frozenset(("feminine", "masculine", "neuter")),
    ("term", "gender-form"): frozenset(("feminine", "masculine")),
    ("term", "match"): frozenset(("last-digit", "last-two-digits", "whole-number")),
}
_OPTIONS = frozenset(name for element, name in _IN_LOCALE if element == "style-options")


def wrong_in_locales(root: Element) -> Iterator[StyleError]:
    """Yield an error for what the locales of a style have and CSL does not: forms, genders, options."""
    pending = [child for child in reversed(root.children) if child.name == "locale"]
    while pending:
        element = pending.pop()
        for name, value in element.attrs.items():
            known = _IN_LOCALE.get((element.name, name))
            if known and value not in known:
                yield StyleError(f"<{element.name}> knows no {name} {value!r}{meant(value, known)}", element.location)
            if element.name == "style-options" and name not in _OPTIONS:
                yield StyleError(f"there is no option {name!r}{meant(name, _OPTIONS)}", element.location)
        if element.name == "term" and not element.attrs.get("name"):
            yield StyleError("a term needs a name", element.location)
        pending.extend(reversed(element.children))
