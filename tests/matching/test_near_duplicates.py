"""Works that are easily taken for each other: told apart, or called ambiguous with the candidates named."""

import pytest

from ccsvi_refs.matching import choose
from ccsvi_refs.model import Reference
from tests.matching.works import TORRES, record

TITLE = "Venous narrowing of the neck in healthy volunteers and in patients with multiple sclerosis"
WORK = record(TITLE, "Roe Jane; Doe John", "Journal of Imagined Veins", "2010;7(2):101-109", DOI="10.5555/work")
CITED = f"Roe J, Doe J. {TITLE}. J Imagined Veins. 2010;7(2):101-9."


def near(title: str, place: str = "2010;7(4):301-302", authors: str = "Roe Jane; Doe John", **fields: str) -> Reference:
    container = fields.pop("container", "Journal of Imagined Veins")
    return record(title, authors, container, place, **({"DOI": "10.5555/near"} | fields))


NOTICES = [
    near("Erratum to: " + TITLE),
    near("Corrigendum: " + TITLE),
    near("Retraction notice to: " + TITLE),
    near("Comment on: " + TITLE, authors="Poe Edgar"),
    near("Reply to comment on: " + TITLE),
    near(TITLE + ": study protocol for a controlled trial", "2008;5:44", container="Trials"),
    near(TITLE + ". Part II: treatment", "2011;8(1):11-19"),
]


@pytest.mark.parametrize("other", NOTICES, ids=lambda other: other.title[:24])
def test_the_work_is_matched_beside_its_notice_and_the_notice_is_not(other: Reference) -> None:
    choice = choose(CITED, [other, WORK])
    assert (choice.status, choice.candidate) == ("matched", WORK)
    assert choose(CITED, [other]).status != "matched"


@pytest.mark.parametrize("other", NOTICES[:5], ids=lambda other: other.title[:24])
def test_a_cited_notice_is_not_matched_with_its_work(other: Reference) -> None:
    author = str(other.authors[0].family) + " " + other.authors[0].initials
    cited = f"{author}. {other.title}. J Imagined Veins. 2010;7(4):301-2."
    assert choose(cited, [WORK, other]).candidate == other
    assert choose(cited, [WORK]).status != "matched"


def test_parts_one_and_two_are_told_apart() -> None:
    one = near("Venous anatomy of the human neck in health. Part 1", "2010;7(1):1-9", DOI="10.5555/one")
    two = near("Venous anatomy of the human neck in health. Part 2", "2010;7(2):10-19", DOI="10.5555/two")
    cited = "Roe J, Doe J. Venous anatomy of the human neck in health. Part 2. J Imagined Veins. 2010;7(2):10-9."
    assert choose(cited, [one, two]).candidate == two
    assert choose(cited, [one]).status != "matched"


def test_a_preprint_is_not_the_article_and_either_is_found_by_what_is_cited() -> None:
    preprint = near(TITLE, "2009;:", container="", DOI="10.5555/pre", type="article", publisher="medRxiv")
    assert choose(CITED, [preprint, WORK]).candidate == WORK
    unclear = choose(f"Roe J, Doe J. {TITLE}.", [preprint, WORK])
    assert unclear.status in ("matched", "ambiguous")
    assert len(unclear.ranked) == 2


def test_a_chapter_is_not_the_book_it_is_in() -> None:
    book = record("The veins of the neck", "Roe Jane", "", "2010;:", type="book", DOI="10.5555/book")
    chapter = "Roe J. Narrowing. In: The veins of the neck. 2010:21-40."
    assert choose(chapter, [book]).status != "matched"


def test_two_dois_of_one_work_are_one_candidate() -> None:
    twin = WORK.with_fields(DOI="10.5555/twin")
    assert choose(CITED, [WORK, twin]).status == "matched"


def test_a_conference_abstract_of_the_same_title_is_told_apart_by_its_place() -> None:
    abstract = near(TITLE, "2009;6(S1):S44", container="Proceedings of the Society of Imagined Veins")
    assert choose(CITED, [abstract, WORK]).candidate == WORK


def test_a_bare_journal_and_year_leads_nowhere() -> None:
    assert choose("J Imagined Veins 2010.", [WORK, TORRES]).status != "matched"
