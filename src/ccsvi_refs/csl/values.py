"""The values that attributes of a style may have: https://docs.citationstyles.org/en/stable/specification.html.

Another value does no harm, and nothing either: such a style prints as if the attribute were not there, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ccsvi_refs.csl.extra import DATES, NAMES
from ccsvi_refs.csl.numbers import NUMBER_VARIABLES
from ccsvi_refs.csl.schema import ATTRIBUTES, OPTIONED, VARIABLES
from ccsvi_refs.csl.structure import misplaced, wrong_in_locales
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError, meant

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
)
LOCATORS = frozenset(
    "act appendix article article-locator book canon chapter column elocation equation figure folio issue line note "
    "opus page paragraph part rule scene section sub sub-verbo supplement table timestamp title title-locator verbo "
    "verse version volume".split()
)
_TRUTH = frozenset(("true", "false"))
_VALUES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        "disambiguate disambiguate-add-givenname disambiguate-add-names disambiguate-add-year-suffix et-al-use-last "
        "hanging-indent initialize initialize-with-hyphen names-use-last quotes strip-periods".split(),
        _TRUTH,
    ),
    **{
        name: frozenset(values.split())
        for name, values in {
            "and": "text symbol",
            "class": "in-text note",
            "collapse": "citation-number year year-suffix year-suffix-ranged",
            "date-parts": "year year-month year-month-day",
            "delimiter-precedes-et-al": "always never contextual after-inverted-name",
            "delimiter-precedes-last": "always never contextual after-inverted-name",
            "demote-non-dropping-particle": "never sort-only display-and-sort",
            "display": "block left-margin right-inline indent",
            "font-style": "normal italic oblique",
            "font-variant": "normal small-caps",
            "font-weight": "normal bold light",
            "givenname-disambiguation-rule": "all-names all-names-with-initials primary-name "
            "primary-name-with-initials by-cite",
            "match": "all any none",
            "name-as-sort-order": "first all",
            "page-range-format": "chicago chicago-15 chicago-16 expanded minimal minimal-two",
            "second-field-align": "flush margin",
            "sort": "ascending descending",
            "subsequent-author-substitute-rule": "complete-all complete-each partial-each partial-first",
            "text-case": "lowercase uppercase capitalize-first capitalize-all sentence title normal",
            "text-decoration": "none underline",
            "vertical-align": "baseline sup sub",
        }.items()
    },
}
_FORMS: Mapping[str, frozenset[str]] = {
    name: frozenset(values.split())
    for name, values in {
        "date": "text numeric",
        "date-part": "long short numeric numeric-leading-zeros ordinal",
        "label": "long short symbol verb verb-short",
        "name": "long short count",
        "number": "numeric ordinal long-ordinal roman",
        "text": "long short symbol verb verb-short",
    }.items()
}
_LISTED: Mapping[str, frozenset[str]] = {
    "type": TYPES,
    "locator": LOCATORS,
    "position": frozenset(("first", "subsequent", "ibid", "ibid-with-locator", "near-note")),
    "variable": VARIABLES,
    "is-numeric": VARIABLES,
    "is-uncertain-date": DATES,
}
_PEOPLE = NAMES | {"editortranslator"}
_KINDS: Mapping[str, frozenset[str]] = {
    "text": VARIABLES - _PEOPLE - DATES,
    "number": VARIABLES - _PEOPLE - DATES,
    "label": NUMBER_VARIABLES,
    "names": _PEOPLE,
    "date": DATES,
}
"""The variables that rendering elements print."""
_NUMBERS = frozenset(
    "entry-spacing et-al-min et-al-use-first et-al-subsequent-min et-al-subsequent-use-first line-spacing names-min "
    "names-use-first near-note-distance".split()
)
_VERSION = re.compile(r"1\.0(?:\.\d+)?")
_UNCHECKED = frozenset(("features", "info", "locale"))
_ONE_VARIABLE = frozenset(("date", "key", "label", "number", "text"))
_PLURALS: Mapping[str, frozenset[str]] = {
    "label": frozenset(("always", "contextual", "never")),
    "text": _TRUTH,
}
_CHECKED = frozenset((*_VALUES, *_LISTED, *_NUMBERS, "form", "plural"))
_PRINTING = frozenset((*_KINDS, "key", "name-part", "features"))
_CONTENTS = ("variable", "macro", "term", "value")


def flaws(root: Element) -> Iterator[StyleError]:
    """Yield an error for each value that CSL does not have: variables, types, forms, numbers, another version."""
    version = root.attrs.get("version", "")
    if not version:
        yield StyleError("the style names no version of CSL; it is read as CSL 1.0.2", root.location)
    elif not _VERSION.fullmatch(version):
        yield StyleError(f"the style is for CSL {version!r}; it is read as CSL 1.0.2", root.location)
    if "year-range-format" in root.attrs:
        message = "'year-range-format' is an attribute of CSL-M: years of ranges are printed whole"
        yield StyleError(message, root.location)
    if not root.attrs.get("class"):
        yield StyleError("the style has no class; it is read as in-text", root.location)
    yield from misplaced(root)
    yield from wrong_in_locales(root)
    pending = [root]
    while pending:
        element = pending.pop()
        for name, value in element.attrs.items():
            if name in _CHECKED:
                yield from _of_value(element, name, value)
        if element.name in _PRINTING:
            yield from _of_kinds(element)
        yield from _of_options(element)
        pending.extend(child for child in reversed(element.children) if child.name not in ("info", "locale"))


def _of_value(element: Element, name: str, value: str) -> Iterator[StyleError]:
    special = {"form": _FORMS, "plural": _PLURALS}.get(name)
    known = _VALUES.get(name) if special is None else special.get(element.name)
    if known is not None and value and value not in known:
        yield StyleError(f"<{element.name}> knows no {name} {value!r}{meant(value, known)}", element.location)
    listed = _LISTED.get(name, frozenset())
    if listed and not value.strip():
        yield StyleError(f"the {name} of <{element.name}> is empty", element.location)
    for word in value.split() if listed else ():
        if word not in listed:
            yield StyleError(f"there is no {name} {word!r}{meant(word, listed)}", element.location)
    if name in _NUMBERS and not value.strip().isdecimal():
        yield StyleError(f"{name} is a number, not {value!r}", element.location)


def _of_options(element: Element) -> Iterator[StyleError]:
    """Yield an error for each option that an element has and CSL does not."""
    known = ATTRIBUTES[element.name] if element.name in OPTIONED else element.attrs.keys()
    for name in sorted(element.attrs.keys() - known):
        if not name.startswith("{"):
            yield StyleError(f"<{element.name}> has no option {name!r}{meant(name, known)}", element.location)


def _of_kinds(element: Element) -> Iterator[StyleError]:
    """Yield an error for each variable of which an element prints nothing, since it is of another kind."""
    yield from _of_contents(element)
    printed = _KINDS.get(element.name)
    for variable in element.attrs.get("variable", "").split() if printed else ():
        if printed and variable in VARIABLES and variable not in printed:
            other = "names" if variable in _PEOPLE else "date" if variable in DATES else "text"
            message = f"<{element.name}> prints nothing of {variable!r}, which is for <{other}>"
            yield StyleError(message, element.location)


def _of_contents(element: Element) -> Iterator[StyleError]:
    """Yield an error for what an element is to print and will not: one of two, one of several, or nothing at all."""
    if element.name in _ONE_VARIABLE and len(element.attrs.get("variable", "").split()) > 1:
        yield StyleError(f"<{element.name}> has one variable, not several", element.location)
    if element.name == "text" and len(given := [name for name in _CONTENTS if name in element.attrs]) > 1:
        yield StyleError(f"<text> has {' and '.join(given)}, of which one is printed", element.location)
    if element.name == "date" and "form" not in element.attrs and not element.children:
        yield StyleError("<date> prints nothing without a form or a <date-part>", element.location)
    if element.name == "name-part" and element.attrs.get("name") not in ("family", "given"):
        yield StyleError("<name-part> is for the name 'family' or 'given'", element.location)
    if element.name == "features":
        yield StyleError("<features> is an element of CSL 1.1; what it asks for is not there", element.location)


def terms(root: Element) -> dict[str, Element]:
    """Return the terms that a style prints by their names, each with the first element that does."""
    found: dict[str, Element] = {}
    for element in _all(root):
        if element.name in ("text", "et-al") and "term" in element.attrs:
            found.setdefault(element.attrs["term"], element)
    return found


def asks_types(root: Element) -> bool:
    """Tell whether a style prints items of one type otherwise than those of another."""
    return any("type" in element.attrs for element in _all(root) if element.name in ("if", "else-if"))


def _all(root: Element) -> Iterator[Element]:
    pending = [root]
    while pending:
        element = pending.pop()
        yield element
        pending.extend(child for child in reversed(element.children) if child.name not in _UNCHECKED)
