"""cs:choose: https://docs.citationstyles.org/en/stable/specification.html#choose."""

from __future__ import annotations

from collections.abc import Callable

from ccsvi_refs.csl import numbers
from ccsvi_refs.csl.cite import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Cite
from ccsvi_refs.csl.elements.numeric import numeric_value
from ccsvi_refs.csl.extra import DATES
from ccsvi_refs.csl.output import PLAIN, Piece
from ccsvi_refs.csl.scope import Render, Scope, delimited, first_of
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

Test = Callable[[Cite], bool]


def compile_choose(element: Element, scope: Scope) -> Render:
    """Return the rendering of the first branch whose conditions hold."""
    branches = [(_condition(branch), _body(branch, scope)) for branch in element.children]

    def render(cite: Cite, out: list[Piece]) -> int:
        for test, body in branches:
            if test(cite):
                return body(cite, out)
        return PLAIN

    return render


def _body(branch: Element, scope: Scope) -> Render:
    """Return the rendering of a branch; right inside cs:substitute its elements are alternatives, as those beside it.

    https://docs.citationstyles.org/en/stable/specification.html#substitute
    """
    renders = scope.children(branch)
    return first_of(renders) if scope.alternatives else delimited(renders, scope.delimiter)


def _condition(branch: Element) -> Test:
    if branch.name == "else":
        return _always
    match = branch.attrs.get("match", "all")
    tests: list[Test] = []
    for name, value in branch.attrs.items():
        words = value.split()
        if name == "type":  # an item has one type: a list of them means any of these, whatever ``match`` says
            tests.append(_one_of_types(words))
        elif name != "match":
            make = _TESTS.get(name)
            if make is None:
                raise StyleError(f"<{branch.name}> knows no condition {name!r}", branch.location)
            tests += [make(word) for word in words]
    if not tests:
        raise StyleError(f"<{branch.name}> needs a condition", branch.location)
    return _matched(tests, match)


def _always(_cite: Cite) -> bool:
    return True


def _matched(tests: list[Test], match: str) -> Test:
    if match == "none":
        return _negated(_matched(tests, "any"))
    if len(tests) == 1:
        return tests[0]
    decisive = match == "any"

    def test(cite: Cite) -> bool:
        for one in tests:  # any() over a generator takes twice as long
            if one(cite) is decisive:
                return decisive
        return not decisive

    return test


def _negated(test: Test) -> Test:
    return lambda cite: not test(cite)


def _one_of_types(names: list[str]) -> Test:
    if len(names) == 1:
        return lambda cite: cite.item.type == names[0]
    words = frozenset(names)
    return lambda cite: cite.item.type in words


def _variable(word: str) -> Test:
    if word in ("locator", "page-first", "citation-number", "first-reference-note-number"):
        return lambda cite: bool(numeric_value(cite, word))
    if word == "year-suffix":
        return lambda cite: bool(cite.hints.year_suffix)
    return lambda cite: word in cite.item.filled


def _is_numeric(word: str) -> Test:
    def test(cite: Cite) -> bool:
        text = numeric_value(cite, word)
        return bool(text) and numbers.is_numeric(text)

    return test


def _is_uncertain(word: str) -> Test:
    def test(cite: Cite) -> bool:
        date = cite.item.date(word) if word in DATES else None
        return date is not None and date.circa

    return test


def _locator(word: str) -> Test:
    label = "sub verbo" if word == "sub-verbo" else word
    return lambda cite: bool(cite.locator) and cite.label.replace("sub-verbo", "sub verbo") == label


def _position(word: str) -> Test:
    if word == "first":
        return lambda cite: cite.position == FIRST and not cite.bibliography
    if word == "subsequent":
        return lambda cite: cite.position >= SUBSEQUENT
    if word == "ibid":
        return lambda cite: cite.position >= IBID
    if word == "ibid-with-locator":
        return lambda cite: cite.position == IBID_WITH_LOCATOR
    if word == "near-note":
        return lambda cite: cite.near_note
    return lambda _cite: False


def _disambiguate(word: str) -> Test:
    wanted = word == "true"

    def test(cite: Cite) -> bool:
        cite.tests_of_ambiguity += 1
        return (cite.tests_of_ambiguity <= cite.hints.conditions) == wanted

    return test


_TESTS: dict[str, Callable[[str], Test]] = {
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}
