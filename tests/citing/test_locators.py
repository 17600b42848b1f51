"""Locators behind a cite, in the language of the page."""

from __future__ import annotations

import pytest

from ccsvi_refs.citing import locators
from ccsvi_refs.csl.locale import load_locale


def found(text: str, language: str = "en-US") -> tuple[str, str, str]:
    located = locators.locate(text, locators.terms(load_locale(language)))
    return located.label, located.locator, located.rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (", p. 3", ("page", "3", "")),
        (" 3", ("page", "3", "")),
        (",p.3", ("page", "3", "")),
        (", pp. 3, 4, and passim", ("page", "3, 4", ", and passim")),
        (", pp. iv, vi-xi, (xv)-(xvii) with", ("page", "iv, vi-xi, (xv)-(xvii)", " with")),
        (", Chap. 1, sec. 2", ("chapter", "1", ", sec. 2")),
        (", §§ 5-6", ("section", "5-6", "")),
        (", s.v. apple", ("", "", ", s.v. apple")),
        (", 34(1)(i), x", ("page", "34(1)(i)", ", x")),
        (", vol. VIII", ("volume", "VIII", "")),
        (", p. mixed", ("", "", ", p. mixed")),
        (", D-Z", ("", "", ", D-Z")),
        (", A3", ("page", "A3", "")),
        (", 3rd ed.", ("page", "3rd", " ed.")),
        (", see p. 3", ("", "", ", see p. 3")),
        ("{ii, A, D-Z}, with", ("page", "ii, A, D-Z", ", with")),
        ("{chap. x}", ("chapter", "x", "")),
        ("{}, 99 years later", ("", "", ", 99 years later")),
        ("{open", ("", "", "{open")),
        (", 3.4.5.", ("page", "3.4.5", ".")),
    ],
)
def test_numbers_and_labels(text: str, expected: tuple[str, str, str]):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (", S. 3", "de-DE", ("page", "3", "")),
        (", Kap. 3 und", "de-DE", ("chapter", "3", " und")),
        (", p. 3", "de-DE", ("", "", ", p. 3")),
        (", chapitre 3", "fr-FR", ("chapter", "3", "")),
        (", nᵒ 3", "fr-FR", ("issue", "3", "")),
    ],
)
def test_terms_of_other_languages(text: str, language: str, expected: tuple[str, str, str]):
    assert found(text, language) == expected
