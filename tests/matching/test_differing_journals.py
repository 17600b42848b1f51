"""Which names of a journal, book or meeting differ from the registered one, and how gravely."""

from __future__ import annotations

import pytest

from ccsvi_refs.matching import differences
from ccsvi_refs.model import FrozenDict, Mention, Reference
from tests.matching.works import record

ARTICLE = record("Drums and kettles of the north", "Roe Jane", "Annals of Kettles", "2011;12(3):1281-1287")
CHAPTER = ARTICLE.with_fields(type="chapter", volume=None, container_title="Handbook of Kettles")
SERIES = "Lecture Notes in Drums"
COUNT = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"


def journal(cited: Reference, registered: Reference) -> list[tuple[str, str, str]]:
    found = differences(cited, registered)
    return [(each.kind, str(each.cited), each.note) for each in found if each.field == "container-title"]


def cited(name: str) -> Reference:
    text = f"Roe J. Drums and kettles of the north. {name} 2011;12(3):1281-1287."
    return Reference(FrozenDict({"id": "cited"}), Mention(text))


def test_the_series_of_a_book_is_no_error_and_another_journal_is_one() -> None:
    said = CHAPTER.with_fields(container_title=SERIES)
    assert journal(said, CHAPTER) == [("variant", SERIES, "the registry has the book; a series may be meant")]
    assert journal(said, CHAPTER.with_fields(collection_title="Studies")) == [("error", SERIES, "")]
    assert journal(ARTICLE.with_fields(container_title=SERIES), ARTICLE) == [("error", SERIES, "")]


def test_a_record_without_a_journal_contradicts_none() -> None:
    found = journal(ARTICLE, ARTICLE.with_fields(container_title=None))
    assert found == [("variant", "Annals of Kettles", "the record names no journal, book or meeting")]
    assert journal(ARTICLE.with_fields(container_title=None), ARTICLE.with_fields(container_title=None)) == []


@pytest.mark.parametrize("name", ["Annals of Kettles [Internet]", "The Annals of Kettles, Online", "Annals of Kettles"])
def test_what_only_stands_beside_the_journal_makes_no_other(name: str) -> None:
    assert journal(ARTICLE.with_fields(container_title=name), ARTICLE) == []


def test_what_is_joined_to_the_journal_makes_another() -> None:
    joined = ARTICLE.with_fields(container_title="Annals of Kettles and Drums")
    assert journal(joined, ARTICLE) == [("error", "Annals of Kettles and Drums", "")]
    nature = ARTICLE.with_fields(container_title="Nature")
    for name in ("Nature Physics", "Human Nature", "Nature Physics, Online"):
        assert [kind for kind, _, _ in journal(ARTICLE.with_fields(container_title=name), nature)] == ["error"], name
    assert journal(ARTICLE.with_fields(container_title="Nature, Online"), nature) == []


def test_words_after_a_title_are_a_journal_up_to_the_length_of_one() -> None:
    assert journal(cited(COUNT), ARTICLE) == [("error", COUNT, "")]
    assert journal(cited(f"{COUNT} fifteen"), ARTICLE) == []


@pytest.mark.parametrize("name", ["Published online", "Epub", "Roe"])
def test_what_is_no_name_is_not_taken_for_a_journal(name: str) -> None:
    assert journal(cited(name), ARTICLE) == []


def test_the_first_word_of_a_journal_may_be_another_journal() -> None:
    long = ARTICLE.with_fields(container_title="Brain: kettle plasticity")
    assert [kind for kind, _, _ in journal(cited("Brain"), long)] == ["variant"]
    assert journal(cited("Brain"), ARTICLE.with_fields(container_title="Brain: a journal of kettles")) == []
    assert journal(cited("Brain: kettle plasticity"), long) == []


def test_what_the_registry_has_since_is_said_with_its_place() -> None:
    ahead = cited("Annals of Kettles [Epub ahead of print]")
    (status,) = [each for each in differences(ahead, ARTICLE) if each.field == "status"]
    assert (status.cited, status.registered) == ("Epub ahead of print", "2011;12(3):1281-1287")
    bare = ARTICLE.with_fields(issue=None, page=None)
    (status,) = [each for each in differences(ahead, bare) if each.field == "status"]
    assert status.registered == "2011;12"
    assert not [each for each in differences(ahead, bare.with_fields(volume=None)) if each.field == "status"]
