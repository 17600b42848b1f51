import time

import pytest

from ccsvi_refs.matching import align, choose, differences
from ccsvi_refs.model import FrozenDict, Mention, Reference
from tests.matching.works import BRAVE_DREAMS, CITED, EVERYTHING, LAUPACIS, TORRES, YANG, ZAMBONI_2009

RIGHT = {"zamboni2009": ZAMBONI_2009, "laupacis2011": LAUPACIS, "torres2017": TORRES, "zamboni2018": BRAVE_DREAMS}


@pytest.mark.parametrize("key", sorted(CITED))
def test_each_citation_of_the_page_is_matched_among_its_look_alikes(key: str) -> None:
    choice = choose(CITED[key], EVERYTHING)
    assert choice.status == "matched"
    assert choice.candidate == RIGHT[key]
    assert choice.ranked[0].confidence == choice.confidence


@pytest.mark.parametrize("key", sorted(CITED))
def test_without_the_right_record_no_look_alike_is_matched(key: str) -> None:
    others = [record for record in EVERYTHING if record != RIGHT[key]]
    assert choose(CITED[key], others).status != "matched"


def test_no_candidates_is_not_found() -> None:
    choice = choose(CITED["torres2017"], [])
    assert (choice.status, choice.candidate, choice.confidence) == ("not-found", None, 0.0)


def test_a_title_of_another_work_is_a_veto_though_author_journal_and_pages_agree() -> None:
    text = (
        "Zamboni P, et al.\nThe evolution of arthropod heads: reconciling morphological and palaeontological evidence."
        "\nJournal of Neurology, Neurosurgery and Psychiatry 2009;80(4):392-399."
    )
    choice = choose(text, EVERYTHING)
    assert choice.status == "ambiguous"
    assert "the title is another" in choice.reason
    assert choice.settle


def test_journal_and_year_alone_are_not_enough() -> None:
    assert choose("European Radiology 2017.", EVERYTHING).status != "matched"


def test_a_doi_of_another_work_does_not_match_that_work() -> None:
    other = YANG.with_fields(DOI="10.1136/bmjopen-2023-072319")
    text = "Inche JL. Opportunities for small firms in Peru. Industrial Data 2014;2:32. doi:10.1136/bmjopen-2023-072319"
    choice = choose(text, [other])
    assert choice.status == "ambiguous"
    assert "the identifier agrees" in choice.reason


def test_one_work_under_two_dois_is_matched_not_ambiguous() -> None:
    twin = TORRES.with_fields(DOI="10.5555/twin")
    choice = choose(CITED["torres2017"], [TORRES.with_fields(DOI="10.5555/one"), twin])
    assert choice.status == "matched"


def test_two_works_that_fit_alike_are_ambiguous_and_what_differs_is_asked_for() -> None:
    first = BRAVE_DREAMS.with_fields(title="Editorial", author=None, page="1-2")
    second = BRAVE_DREAMS.with_fields(title="Editorial", author=None, page="3-4")
    choice = choose("Editorial. JAMA Neurology 2018;75(1).", [first, second])
    assert choice.status == "ambiguous"
    assert "pages" in choice.settle
    assert len(choice.ranked) == 2


def test_a_reference_is_read_by_its_own_string() -> None:
    cited = Reference(FrozenDict({"id": "x", "title": "nonsense"}), Mention(CITED["laupacis2011"]))
    assert choose(cited, EVERYTHING).candidate == LAUPACIS


def test_a_reference_without_a_string_is_compared_by_its_fields() -> None:
    assert choose(TORRES, EVERYTHING).candidate == TORRES


def test_the_evidence_names_what_speaks_for_and_against() -> None:
    said = {item.field: item.speaks for item in align(CITED["zamboni2009"], ZAMBONI_2009).evidence}
    assert said["title"] == said["first_author"] == said["container"] == said["volume"] == said["first_page"] == 1
    against = align(CITED["zamboni2009"], YANG)
    assert {item.field for item in against.evidence if item.speaks < 0} >= {"title", "first_author", "year"}
    assert against.confidence < 0.05


@pytest.mark.parametrize("text", ["", " \n", "…", "\x00", "10.1000/", "é" * 5000, "(" * 3000, "1" * 3000])
def test_odd_text_gives_an_answer(text: str) -> None:
    assert choose(text, EVERYTHING).status in ("not-found", "ambiguous")


@pytest.mark.parametrize(
    "text", [" " * 10**6, "\n \t" * 10**5, "<" * 10**6, "1-" * 10**5, "A, B; " * 10**5, "&amp;" * 10**5]
)
def test_a_text_without_end_is_read_in_little_time(text: str) -> None:
    record = ZAMBONI_2009.with_fields(title=text + "x", container_title=text + "x", page=text)
    started = time.process_time()
    choose(text, [record])
    differences(Reference(FrozenDict({"id": "x"}), Mention(text)), record)
    assert time.process_time() - started < 5
