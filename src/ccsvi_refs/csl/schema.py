"""What a style may hold: elements, their attributes, and macros that exist and do not call themselves.

The CSL 1.0.2 schema: https://github.com/citation-style-language/schema. Flaws that real styles have and that do no
harm are let through: unknown values, missing metadata, empty elements.
"""

from __future__ import annotations

from collections.abc import Mapping

from ccsvi_refs.csl import costs
from ccsvi_refs.csl.extra import DATES, NAMES, TEXTS
from ccsvi_refs.csl.numbers import NUMBER_VARIABLES
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_FONT = "font-style font-variant font-weight text-decoration vertical-align"
_AFFIX = "prefix suffix"
_SHOWN = f"{_FONT} {_AFFIX} display"
_NAME = (
    "and delimiter-precedes-et-al delimiter-precedes-last et-al-min et-al-use-first et-al-use-last "
    "et-al-subsequent-min et-al-subsequent-use-first initialize initialize-with name-as-sort-order sort-separator"
)
_NAMES = f"{_NAME} name-form name-delimiter names-delimiter"
_TEST = "match disambiguate is-numeric is-uncertain-date locator position type variable"

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "style": f"class default-locale version xml:lang initialize-with-hyphen page-range-format "
        f"demote-non-dropping-particle year-range-format {_NAMES}",
        "citation": f"disambiguate-add-givenname disambiguate-add-names disambiguate-add-year-suffix "
        f"givenname-disambiguation-rule collapse cite-group-delimiter after-collapse-delimiter year-suffix-delimiter "
        f"near-note-distance {_NAMES}",
        "intext": f"cite-group-delimiter collapse after-collapse-delimiter year-suffix-delimiter near-note-distance "
        f"disambiguate-add-givenname disambiguate-add-names disambiguate-add-year-suffix "
        f"givenname-disambiguation-rule {_NAMES}",
        "bibliography": f"hanging-indent line-spacing entry-spacing second-field-align subsequent-author-substitute "
        f"subsequent-author-substitute-rule {_NAMES}",
        "locale": "xml:lang version",
        "macro": "name",
        "features": "",
        "layout": f"{_FONT} {_AFFIX} delimiter locale",
        "sort": "",
        "key": "macro variable sort names-min names-use-first names-use-last",
        "text": f"{_SHOWN} variable macro term value form plural quotes strip-periods text-case",
        "number": f"{_SHOWN} variable form text-case",
        "label": f"{_FONT} {_AFFIX} variable form plural strip-periods text-case",
        "date": f"{_SHOWN} variable form date-parts delimiter text-case",
        "date-part": f"{_FONT} {_AFFIX} name form range-delimiter strip-periods text-case",
        "names": f"{_SHOWN} variable delimiter",
        "name": f"{_FONT} {_AFFIX} {_NAME} form delimiter",
        "name-part": f"{_FONT} {_AFFIX} name text-case",
        "et-al": f"{_FONT} term",
        "substitute": "",
        "group": f"{_SHOWN} delimiter",
        "choose": "",
        "if": _TEST,
        "else-if": _TEST,
        "else": "",
    }.items()
}
_CONDITIONS = frozenset(_TEST.split()) - {"match"}
_NEEDED: Mapping[str, tuple[frozenset[str], str]] = {
    "text": (frozenset(("variable", "macro", "term", "value")), "a variable, macro, term or value"),
    "key": (frozenset(("variable", "macro")), "a variable or a macro"),
    "names": (frozenset(("variable",)), "a variable"),
    "date": (frozenset(("variable",)), "a variable"),
    "number": (frozenset(("variable",)), "a variable"),
    "if": (_CONDITIONS, "a condition"),
    "else-if": (_CONDITIONS, "a condition"),
}
_CHOICES: Mapping[tuple[str, str], frozenset[str]] = {
    ("date-part", "name"): frozenset(("year", "month", "day")),
}
OPTIONED = frozenset(("style", "citation", "bibliography"))
"""Elements with options: one that CSL does not have leaves everything else as it is, and is said."""
_TOLERATED = frozenset(("variable", "form", "quotes", "text-case", "strip-periods", "delimiter", *_SHOWN.split()))
"""Attributes that real styles put on elements for which they mean nothing."""

_OTHER_ELEMENTS: Mapping[str, str] = {
    "title": "CSL 1.1",
    **dict.fromkeys(
        "alternative alternative-text condition conditions court-class institution institution-part".split(),
        "CSL-M",
    ),
}
"""Elements of the draft of CSL 1.1 and of CSL-M, https://citeproc-js.readthedocs.io/en/latest/csl-m/index.html."""

_OTHER_ATTRIBUTES: Mapping[str, str] = {
    **dict.fromkeys("title-delimiter title-sub-delimiter title-split normalize-title-delimiters".split(), "CSL 1.1"),
    **dict.fromkeys(
        "alternative-node-internal cite-form consolidate-containers container-multiple container-subsequent context "
        "country court-class default-locale-sort exclude-types exclude-with-fields has-day if-short institution-parts "
        "has-publisher-and-publisher-place has-to-month-or-season has-year-only is-multiple is-plural jurisdiction "
        "leading-noise-words lingo locale name-as-reverse-order name-never-short no-repeat page parallel-first "
        "parallel-delimiter-override parallel-last parallel-last-to-first part-separator prefer-jurisdiction "
        "publisher-and publisher-delimiter publisher-delimiter-precedes-last reject require require-match "
        "require-comma-on-symbol reverse-order stop-first stop-last subgroup-delimiter substitute-use-first "
        "subgroup-delimiter-precedes-last suppress-max suppress-min track-containers use-first use-last".split(),
        "CSL-M",
    ),
}

VARIABLES = NAMES | DATES | TEXTS | NUMBER_VARIABLES | {"citation-label", "editortranslator", "note", "year-suffix"}
"""The variables of CSL 1.0.2, and the name that CSL 1.0 had for one."""

_UNCHECKED = frozenset(("features", "info", "locale"))
MAX_CALLS = 60
"""The longest chain of macros in the official styles is 14."""


def check(root: Element) -> Mapping[str, int]:
    """Return how often each variable is printed for an item at most.

    Raises StyleError for an element or attribute that no style may have, or macros that cannot be rendered.
    """
    macros = {}
    for child in root.children:
        if child.name == "macro":
            name = child.attrs.get("name")
            if not name:
                raise StyleError("a macro needs a name", child.location)
            macros[name] = child
    pending = [root]
    while pending:
        element = pending.pop()
        _check_element(element, macros)
        pending.extend(child for child in element.children if child.name not in _UNCHECKED)
    term = costs.longest_term(child for child in root.children if child.name == "locale")
    areas = (child for child in root.children if child.name in ("citation", "intext", "bibliography"))
    whole = costs.Cost()
    known = _check_calls(macros, term)
    for area in areas:
        whole.add(costs.of(area, known, term))
        costs.check(whole, area)
    return whole.prints


def _check_element(element: Element, macros: Mapping[str, Element]) -> None:
    allowed = ATTRIBUTES.get(element.name)
    if allowed is None:
        raise StyleError(_unknown("element", f"<{element.name}>", _OTHER_ELEMENTS.get(element.name)), element.location)
    for name in sorted(element.attrs.keys() - allowed):
        if name not in _TOLERATED and not name.startswith("{"):
            kind = _OTHER_ATTRIBUTES.get(name)
            if element.name in OPTIONED and not kind:
                continue
            raise StyleError(_unknown("attribute", f"{name!r} on <{element.name}>", kind), element.location)
    macro = element.attrs.get("macro")
    if macro is not None and macro not in macros:
        raise StyleError(f"there is no macro {macro!r}", element.location)
    needed = _NEEDED.get(element.name)
    if needed is not None and not needed[0] & element.attrs.keys() and not element.first("substitute"):
        raise StyleError(f"<{element.name}> needs {needed[1]}", element.location)
    for name, value in element.attrs.items():
        choices = _CHOICES.get((element.name, name))
        if choices is not None and value not in choices:
            raise StyleError(f"<{element.name}> knows no {name} {value!r}", element.location)


def _unknown(kind: str, name: str, language: str | None) -> str:
    return f"{name} is an {kind} of {language}, which is not read" if language else f"unknown {kind} {name}"


def _calls(element: Element) -> list[Element]:
    out, pending = [], [element]
    while pending:
        one = pending.pop()
        if one.name == "text" and "macro" in one.attrs:
            out.append(one)
        pending.extend(one.children)
    return out


def _check_calls(macros: Mapping[str, Element], term: int) -> Mapping[str, costs.Cost]:
    """Return what each macro costs; StyleError for calls in a circle, in too long a chain, or too many."""
    calls = {name: _calls(element) for name, element in macros.items()}
    depths: dict[str, int] = {}
    known: dict[str, costs.Cost] = {}
    for start in macros:
        open_calls = {start: 0}
        stack = [(start, iter(calls[start]))]
        while stack:
            name, left = stack[-1]
            call = next(left, None)
            if call is None:
                stack.pop()
                del open_calls[name]
                depths[name] = 1 + max((depths[one.attrs["macro"]] for one in calls[name]), default=0)
                if depths[name] > MAX_CALLS:
                    raise StyleError(f"macros call each other more than {MAX_CALLS} deep", macros[name].location)
                known[name] = costs.of(macros[name], known, term)
                continue
            called = call.attrs["macro"]
            if called in open_calls:
                raise StyleError(f"macro {called!r} calls itself", call.location)
            if called not in depths:
                open_calls[called] = 0
                stack.append((called, iter(calls[called])))
    return known
