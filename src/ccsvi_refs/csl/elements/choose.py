"""cs:choose: https://docs.citationstyles.org/en/stable/specification.html#choose."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from ccsvi_refs.csl import numbers
from ccsvi_refs.csl.cite import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Cite
from ccsvi_refs.csl.combining import NOTHING, Render, first_of
from ccsvi_refs.csl.elements.numeric import numeric_reader
from ccsvi_refs.csl.output import PLAIN, Piece
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

Test = Callable[[Cite], bool]

_ASKED_OF_CITES = ("locator", "page-first", "citation-number", "first-reference-note-number", "year-suffix")
"""Variables that a cite has, or that are worked out."""


_LEAST = {"subsequent": SUBSEQUENT, "ibid": IBID, "ibid-with-locator": IBID_WITH_LOCATOR}
"""The first of the positions, in their order, of which a test for a later cite holds."""

_ROMAN = re.compile(rf"{numbers.PREFACE}(?:\s*[-–,]\s*{numbers.PREFACE})*+")


def compile_choose(element: Element, scope: Scope) -> Render:
    """Return the rendering of the first branch whose conditions hold; what a kind of items decides is no question."""
    branches: list[tuple[Test, Render]] = []
    for branch in element.children:
        test = _condition(branch, scope)
        if test is False:
            continue
        body = _body(branch, scope)
        if test is True and not branches:
            return body
        branches.append((_always if test is True else test, body))
        if test is True:
            break
    if not branches:
        return NOTHING[PLAIN]

    def render(cite: Cite, out: list[Piece]) -> int:
        for test, body in branches:
            if test(cite):
                return body(cite, out)
        return PLAIN

    return scope.known.like(render, *(body for _test, body in branches))


def _body(branch: Element, scope: Scope) -> Render:
    """Return the rendering of a branch; right inside cs:substitute its elements are alternatives, as those beside it.

    https://docs.citationstyles.org/en/stable/specification.html#substitute
    """
    renders = scope.children(branch)
    if scope.alternatives:
        return scope.known.like(first_of(renders), *renders)
    return scope.known.row(renders, scope.delimiter)


def _condition(branch: Element, scope: Scope) -> Test | Literal[True, False]:
    """Return whether a branch is rendered: what decides it for a cite, or the answer for all items of a kind.

    Tests of ambiguity are counted as they are made, so that a condition with one makes all of its tests.
    """
    if branch.name == "else":
        return True
    match = branch.attrs.get("match", "all")
    known = None if "disambiguate" in branch.attrs else scope
    tests: list[Test | Literal[True, False]] = []
    for name, value in branch.attrs.items():
        words = value.replace("sub verbo", "sub-verbo").split()
        if name == "type":  # an item has one type: a list of them means any of these, whatever ``match`` says
            tests.append(_one_of_types(words, known))
        elif name != "match":
            make = _TESTS.get(name)
            if make is None:
                raise StyleError(f"<{branch.name}> knows no condition {name!r}", branch.location)
            tests += [_decided(name, word, known, make) for word in words]
    if not tests:
        raise StyleError(f"<{branch.name}> needs a condition", branch.location)
    return _matched(tests, match)


def _decided(name: str, word: str, scope: Scope | None, make: Callable[[str], Test]) -> Test | Literal[True, False]:
    """Return a test, or its answer for the kind of items that a scope is for."""
    if scope is None or scope.kind is None:
        return make(word)
    if name == "locator":
        return False if scope.bare else make(word)
    if name == "position":
        return make(word) if scope.area != "bibliography" else False
    if name == "variable" and word not in _ASKED_OF_CITES:
        return word in scope.kind.filled
    if name == "is-uncertain-date":
        return word in scope.kind.uncertain
    return False if name != "disambiguate" and scope.lacks(word) else make(word)


def _always(_cite: Cite) -> bool:
    return True


def _matched(tests: list[Test | Literal[True, False]], match: str) -> Test | Literal[True, False]:
    if match == "none":
        found = _matched(tests, "any")
        return not found if isinstance(found, bool) else _negated(found)
    decisive = match == "any"
    if decisive in tests:
        return decisive
    open_ = [one for one in tests if not isinstance(one, bool)]
    if len(open_) < 2:
        return open_[0] if open_ else not decisive

    def test(cite: Cite) -> bool:
        for one in open_:  # any() over a generator takes twice as long
            if one(cite) is decisive:
                return decisive
        return not decisive

    return test


def _negated(test: Test) -> Test:
    return lambda cite: not test(cite)


def _one_of_types(names: list[str], scope: Scope | None) -> Test | Literal[True, False]:
    if scope is not None and scope.kind is not None:
        return scope.kind.type in names
    if len(names) == 1:
        return lambda cite: cite.item.type == names[0]
    words = frozenset(names)
    return lambda cite: cite.item.type in words


def _variable(word: str) -> Test:
    if word in _ASKED_OF_CITES and word != "year-suffix":
        read = numeric_reader(word)
        return lambda cite: bool(read(cite))
    if word == "year-suffix":
        return lambda cite: bool(cite.hints.year_suffix)
    return lambda cite: word in cite.item.filled


def _is_numeric(word: str) -> Test:
    read = numeric_reader(word)

    def test(cite: Cite) -> bool:
        text = read(cite)
        return bool(text) and (numbers.is_numeric(text) or _ROMAN.fullmatch(text) is not None)

    return test


def _is_uncertain(word: str) -> Test:
    return lambda cite: word in cite.item.kind.uncertain


def _locator(word: str) -> Test:
    label = numbers.LOCATORS.get(word, word)
    return lambda cite: bool(cite.locator) and cite.label == label


def _position(word: str) -> Test:
    is_first, is_near, least = word == "first", word == "near-note", _LEAST.get(word, IBID_WITH_LOCATOR + 1)

    def test(cite: Cite) -> bool:
        cite.position_asked = True
        if is_first:
            return cite.position == FIRST and not cite.bibliography
        return cite.near_note if is_near else cite.position >= least

    return test


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
