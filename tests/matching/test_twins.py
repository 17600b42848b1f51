"""One work is not another: part and part, abstract and paper, erratum and original, analysis and re-analysis."""

import pytest

from ccsvi_refs.matching import choose
from ccsvi_refs.model import Reference
from tests.matching.works import record

JOURNAL = "Journal of Stand-in Research"
TITLE = "Slow-release ferrous patches in adolescent rowers"
PAPER = record(TITLE, "Petrov Nils; Gill Hanna", JOURNAL, "2014;15(10):988-997")
ABSTRACT = record(TITLE, "Petrov Nils; Gill Hanna", JOURNAL, "2014;15(Suppl 1):S77")
ERRATUM = record("Erratum: " + TITLE, "Petrov Nils; Gill Hanna", JOURNAL, "2014;15(12):1200")
AGAIN = record(TITLE + ": a re-analysis", "Petrov Nils; Gill Hanna", JOURNAL, "2016;17(1):5-9")
FIRST = record(
    "Flow in kettles of every kind. Part I: Theory", "Petrov Nils; Gill Hanna", JOURNAL, "2001;12(3):100-110"
)
SECOND = record(
    "Flow in kettles of every kind. Part II: Practice", "Petrov Nils; Gill Hanna", JOURNAL, "2001;12(3):111-125"
)
ONE = record("Slow currents in stoves of all sorts. I", "Petrov Nils; Gill Hanna", JOURNAL, "2001;12(2):50-60")
TWO = record("Slow currents in stoves of all sorts. II", "Petrov Nils; Gill Hanna", JOURNAL, "2001;12(3):61-70")

CITED = {
    "paper": (f"Petrov N, Gill H. {TITLE}. J Stand-in Res. 2014;15(10):988-97.", PAPER),
    "abstract": (f"Petrov N, Gill H. {TITLE} [abstract]. J Stand-in Res. 2014;15(Suppl 1):S77.", ABSTRACT),
    "erratum": (f"Petrov N, Gill H. Erratum: {TITLE}. J Stand-in Res. 2014;15(12):1200.", ERRATUM),
    "erratum behind": (f"Petrov N, Gill H. {TITLE} (erratum). J Stand-in Res. 2014;15(12):1200.", ERRATUM),
    "again": (f"Petrov N, Gill H. {TITLE}: a reanalysis. J Stand-in Res. 2016;17(1):5-9.", AGAIN),
    "part I": (f"Petrov N, Gill H. {FIRST.title}. J Stand-in Res. 2001;12(3):100-10.", FIRST),
    "part 2": (
        "Petrov N, Gill H. Flow in kettles of every kind. Part 2: Practice. J Stand-in Res. 2001;12(3):111-25.",
        SECOND,
    ),
    "part one": (
        "Petrov N, Gill H. Flow in kettles of every kind: part one. Theory. J Stand-in Res. 2001;12(3):100-10.",
        FIRST,
    ),
    "I": (f"Petrov N, Gill H. {ONE.title}. J Stand-in Res. 2001;12(2):50-60.", ONE),
    "II": (f"Petrov N, Gill H. {TWO.title}. J Stand-in Res. 2001;12(3):61-70.", TWO),
}
EVERYTHING = (PAPER, ABSTRACT, ERRATUM, AGAIN, FIRST, SECOND, ONE, TWO)


@pytest.mark.parametrize("name", CITED)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_twin_that_is_cited_is_matched_whoever_is_offered_first(name: str, backwards: bool) -> None:
    text, work = CITED[name]
    choice = choose(text, EVERYTHING[::-1] if backwards else EVERYTHING)
    assert (choice.status, choice.candidate) == ("matched", work)


@pytest.mark.parametrize("name", CITED)
def test_a_twin_alone_was_taken_for_the_work(name: str) -> None:
    text, work = CITED[name]
    others = [other for other in EVERYTHING if other is not work]
    assert choose(text, others).status != "matched"


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Flow in kettles of every kind. Part II: Practice", "2001;12(3):100-10"),
        ("Flow in kettles of every kind. Part 2", "2001;12(3):100-10"),
    ],
)
def test_one_parts_title_at_the_others_place_was_matched(title: str, place: str) -> None:
    choice = choose(f"Petrov N, Gill H. {title}. J Stand-in Res. {place}.", [FIRST])
    assert choice.status == "ambiguous"
    assert "two parts" in choice.reason


SPANISH = record("La recepción de las tapas de la corte", "Ruiz Ana", "Bibliographica", "2018;1(1):57-88")
ENGLISH = "The reception of the lids of the court"


@pytest.mark.parametrize(
    "text",
    [
        f"Ruiz A. [{ENGLISH}]. Bibliographica 2018;1(1):57-88. Spanish.",
        f"Ruiz A. {ENGLISH} [in Spanish]. Bibliographica 2018;1(1):57-88.",
        f"Ruiz A. {ENGLISH}. Bibliographica 2018;1(1):57-88.",
    ],
)
def test_a_translated_title_at_the_whole_place_was_called_another_works(text: str) -> None:
    assert choose(text, [SPANISH]).status == "matched"
    assert choose(text, [SPANISH.with_fields(original_title=ENGLISH)]).status == "matched"


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz A. Los hierros y los muros de la ciudad. Bibliographica 2018;1(1):57-88.",
        f"Ruiz A. {ENGLISH}. Bibliographica 2018;1(1):5-8.",
        f"Ruiz A. {ENGLISH}. Bibliographica 2012;1(1):57-88.",
        f"Ponce B. {ENGLISH}. Bibliographica 2018;1(1):57-88.",
        "Ruiz A. Hierros, muros y puertas bajo un bombardeo constante [Epub ahead of print]. Bibliographica 2018;1(1):57-88.",
    ],
)
def test_another_title_is_no_translation_where_the_place_or_the_language_is_not_the_same(text: str) -> None:
    assert choose(text, [SPANISH]).status != "matched"


def test_a_title_is_found_under_the_one_it_translates() -> None:
    russian: Reference = record(
        "Прием читателей двора", "Ruis A", "Bibliografika", "2018;1(1):57-88", original_title=ENGLISH
    )
    assert choose(f"Ruis A. {ENGLISH}. Bibliografika 2018.", [russian]).status == "matched"
