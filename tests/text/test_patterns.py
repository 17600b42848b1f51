"""Expressions compiled when used."""

import re

import pytest

from ccsvi_refs.text.patterns import when_used


def test_a_pattern_is_compiled_at_its_first_use_and_answers_as_a_compiled_one():
    vowels = when_used("(?P<vowel>[aeiou])", re.IGNORECASE)
    assert "search" not in vars(vowels)
    assert vowels.search("XYA")["vowel"] == "A"
    assert "search" in vars(vowels)
    assert vowels.sub("_", "banana") == "b_n_n_"
    assert vowels.split("banana", maxsplit=1) == ["b", "a", "nana"]
    assert dict(vowels.groupindex) == {"vowel": 1}
    assert (vowels.pattern, vowels.groups) == ("(?P<vowel>[aeiou])", 1)


def test_a_wrong_expression_is_told_when_it_is_used():
    wrong = when_used("(")
    with pytest.raises(re.error):
        wrong.search("x")
