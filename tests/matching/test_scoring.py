from ccsvi_refs.matching import prepared, scoring
from ccsvi_refs.matching.aligning import Facts, facts
from ccsvi_refs.matching.choosing import rank
from tests.matching.works import CITED, EVERYTHING, TORRES


def found(text: str) -> list[Facts]:
    return [facts(prepared.cited(text), prepared.candidate(record)) for record in EVERYTHING]


def test_the_table_names_inputs_that_the_model_has() -> None:
    groups = {
        name.rpartition(":")[0] for text in CITED.values() for item in found(text) for name, _ in scoring.features(item)
    }
    assert {"title", "author", "container", "year", "volume", "first_page", "doi", "marker"} <= groups
    known = {name.rpartition(":")[0] for name in scoring.WEIGHTS}
    assert all(group in known for group in groups)


def test_a_veto_keeps_a_candidate_below_even_odds_whatever_agrees() -> None:
    text = "Torres C, et al.\nKidneys of fish in cold northern waters.\nEuropean Radiology 2017;27(1):239-246."
    item = facts(prepared.cited(text), prepared.candidate(TORRES))
    assert "title" in scoring.veto(item)
    assert scoring.alone(scoring.log_odds(item)) < 0.5


def test_titles_that_differ_in_their_numbers_are_two_works() -> None:
    one = TORRES.with_fields(title="Venous anatomy of the neck in health and disease. Part 1", page="1-9")
    text = "Torres C.\nVenous anatomy of the neck in health and disease. Part 2.\nEuropean Radiology 2017;27(1):10-19."
    assert scoring.veto(facts(prepared.cited(text), prepared.candidate(one)))


def test_works_share_the_probability_and_records_of_one_work_do_not() -> None:
    one = prepared.candidate(TORRES)
    other = prepared.candidate(TORRES.with_fields(title="Another title altogether", page="300-310"))
    (_, alone), _ = rank([one, one], [2.0, 2.0])
    (_, shared), _ = rank([one, other], [2.0, 2.0])
    assert round(alone, 2) == 0.88
    assert round(shared, 2) == 0.47
