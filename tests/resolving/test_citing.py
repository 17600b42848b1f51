from __future__ import annotations

import pytest

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.registries import crossref, ecitmatch, pubmed_search
from ccsvi_refs.resolving.cases import case

TEXT = "Nielsen J. Harp strings under arctic conditions. J Tests 2015;7:33-41."


def cited(text: str, **fields: object) -> Reference:
    return Reference(FrozenDict({"id": "r", **fields}), Mention(text))


@pytest.mark.parametrize(
    "text",
    [
        f"12. {TEXT}",
        f"[12] {TEXT}",
        f"(3) {TEXT}",
        f"{TEXT} doi:10.1000/harp",
        f"{TEXT} [PubMed] [Cross Ref]",
        f"{TEXT}\n[Google Scholar]",
        TEXT.replace(" arctic", "\n arctic"),
    ],
)
def test_near_identical_strings_were_searched_for_one_by_one(text: str) -> None:
    assert crossref.query(case(cited(text)).query.text).rstrip(". ") == TEXT.rstrip(".")


def test_a_year_in_front_is_no_number_in_the_list() -> None:
    text = "(2015) Harp strings under arctic conditions. J Tests 7:33-41."
    assert crossref.query(case(cited(text)).query.text) == text


def test_an_identifier_alone_is_not_searched_for_as_text() -> None:
    assert case(cited("10.1000/harp")).query.text == ""


def test_both_names_of_a_journal_are_tried_at_ecitmatch() -> None:
    names = {"container-title": "Journal of Tests", "container-title-short": "J. Tests"}
    places = ecitmatch.places(case(cited("", volume="7", page="33-41", title="Harps", **names)).query)
    assert places == ["journal of tests||7|33|", "j tests||7|33|"]


def test_a_title_of_few_words_needs_an_author_and_a_year() -> None:
    assert pubmed_search.by_title("Editorial", "", 2015) == ""
    assert pubmed_search.by_title("Editorial", "Li", 2015) == "Editorial[ti] AND Li[au] AND 2014:2016[dp]"
    assert pubmed_search.by_place("7", "33-41", "Li", 2015) == "7[vi] AND 33[pg] AND Li[au] AND 2014:2016[dp]"
    assert pubmed_search.by_place("7", "33-41", "") == ""
