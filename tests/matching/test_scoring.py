from ccsvi_refs.matching import prepared, scoring
from ccsvi_refs.matching.aligning import Facts, facts
from ccsvi_refs.matching.choosing import rank
from tests.matching.works import CITED, EVERYTHING, TORRES, ZAMBONI_2009, record


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


def test_a_page_one_typing_error_away_counts_less_than_another_page() -> None:
    text = CITED["zamboni2009"]
    states = {}
    for page in ("392-399", "329-399", "39-399", "292-399", "17-24"):
        item = facts(prepared.cited(text.replace("392-399", page)), prepared.candidate(ZAMBONI_2009))
        states[page] = (item.first_page, scoring.log_odds(item))
    assert [state for state, _ in states.values()] == ["same", "near", "near", "near", "differs"]
    assert states["392-399"][1] > states["329-399"][1] > states["17-24"][1]


def test_a_heading_that_stands_elsewhere_in_the_volume_was_matched() -> None:
    board = record("Aims and scope; editorial board", "", "Sleep Medicine Reviews", "2009;13(1):i")
    for text in (
        "Aims and scope; editorial board. Sleep Medicine Reviews. 2009. 13. 6. i",
        "Sleep Medicine Reviews 2009;13(6).",
    ):
        item = facts(prepared.cited(text), prepared.candidate(board))
        assert "heading" in scoring.veto(item)
    for text in (
        "Aims and scope; editorial board. Sleep Medicine Reviews 2009;13(1):i.",
        "Sleep Medicine Reviews 2009;13.",
    ):
        item = facts(prepared.cited(text), prepared.candidate(board))
        assert not scoring.veto(item)


def test_a_record_that_shares_nothing_but_year_volume_and_page_was_matched_among_many_records() -> None:
    elsewhere = record("Growth of mussels in estuaries", "Rudd A; Lee B", "Toxicology Letters", "2009;80(4):392-401")
    for text in (
        "P. Zamboni, R. Galeotti, Journal of Neurology, Neurosurgery and Psychiatry 80 (2009) 392.",
        "Zamboni P. J Neurol Neurosurg Psychiatry 2009;80:392.",
    ):
        assert "by chance" in scoring.veto(facts(prepared.cited(text), prepared.candidate(elsewhere)))
        assert not scoring.veto(facts(prepared.cited(text), prepared.candidate(ZAMBONI_2009)))
    namesake = record("Growth of mussels in estuaries", "Zamboni T; Lee B", "Toxicology Letters", "2009;80(4):17-22")
    text = "P. Zamboni, Journal of Neurology, Neurosurgery and Psychiatry 80 (2009) 392."
    assert "by chance" in scoring.veto(facts(prepared.cited(text), prepared.candidate(namesake)))
    unnamed = record("Editorial", "", "Toxicology Letters", "2009;80(4):392")
    item = facts(prepared.cited("Toxicology Letters 80 (2009) 392."), prepared.candidate(unnamed))
    assert not scoring.veto(item)
