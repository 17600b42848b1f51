import pytest

from ccsvi_refs.matching import Difference, differences
from ccsvi_refs.model import FrozenDict, Mention, Reference
from tests.matching.works import BRAVE_DREAMS, CITED, LAUPACIS, TORRES, ZAMBONI_2009, record


def cited(text: str) -> Reference:
    return Reference(FrozenDict({"id": "cited"}), Mention(text))


def fields(text: str, registered: Reference) -> dict[str, str]:
    return {item.field: item.kind for item in differences(cited(text), registered)}


def test_the_missing_issue_is_missing_and_the_journals_two_names_are_one() -> None:
    assert differences(cited(CITED["zamboni2009"]), ZAMBONI_2009) == (Difference("issue", "", "4", "missing"),)


def test_the_lost_word_of_a_title_is_an_error() -> None:
    (found,) = differences(cited(CITED["laupacis2011"]), LAUPACIS)
    assert (found.field, found.kind) == ("title", "error")
    assert "venous" not in found.cited
    assert "venous" in found.registered


def test_elided_pages_letters_of_either_case_and_a_stray_colon_are_no_errors() -> None:
    elided = LAUPACIS.with_fields(page="E1203-12", container_title="Canadian Medical Association Journal")
    text = CITED["laupacis2011"].replace("cerebrospinal ins", "cerebrospinal venous ins")
    assert differences(cited(text), elided) == ()


def test_a_true_citation_differs_in_nothing() -> None:
    assert differences(cited(CITED["torres2017"]), TORRES) == ()


def test_ahead_of_print_and_published_since_is_a_status_not_an_error() -> None:
    found = fields(CITED["zamboni2018"], BRAVE_DREAMS)
    assert found["status"] == "status"
    assert "error" not in found.values()
    online = BRAVE_DREAMS.with_fields(available_date={"date-parts": [[2017, 11, 18]]})
    assert "issued" not in fields(CITED["zamboni2018"], online)


BASE = record(
    "Analysis of TNF-α in 2,000 tumours: methods & results",
    "Müller-Lüdenscheidt Jörg Peter; Roe Jane",
    "The International Journal of Heat and Mass Transfer",
    "2011;12(3):1281-1287",
    container_title_short="Int. J. Heat Mass Transf.",
)
SAME = (
    "Müller-Lüdenscheidt JP, et al.\nAnalysis of TNF-α in 2,000 tumours: methods & results.\n"
    "The International Journal of Heat and Mass Transfer 2011;12(3):1281-1287."
)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("Müller-Lüdenscheidt JP", "Muller-Ludenscheidt J"),
        ("Müller-Lüdenscheidt JP", "MÜLLER-LÜDENSCHEIDT JP"),
        ("Müller-Lüdenscheidt JP", "Mueller-Luedenscheidt JP"),
        ("TNF-α", "TNF-alpha"),
        ("methods & results", "methods and results"),
        ("methods & results", "Methods &amp; Results"),
        ("tumours: methods", "tumours - methods"),
        ("The International Journal of Heat and Mass", "International Journal of Heat & Mass"),
        ("The International Journal of Heat and Mass Transfer", "Int J Heat Mass Transfer"),
        ("1281-1287", "1281–7"),
        ("1281-1287", "1281"),
        (" 2011;12(3)", " 2011 Mar 4;12(3)"),
    ],
)
def test_equivalent_forms_are_no_differences(said: str, instead: str) -> None:
    assert said in SAME
    assert differences(cited(SAME.replace(said, instead)), BASE) == ()


@pytest.mark.parametrize(
    ("said", "instead", "field"),
    [
        ("Müller-Lüdenscheidt JP", "Müller-Lüdenschiedt JP", "author"),
        ("Müller-Lüdenscheidt JP", "Müller-Lüdenscheidt JK", "author"),
        ("Müller-Lüdenscheidt JP", "Roe J", "author"),
        (" in 2,000 tumours", " in 2,000 tumuors", "title"),
        ("Analysis of TNF-α", "TNF-α", "title"),
        ("methods & results", "methods", "title"),
        ("The International Journal of Heat and Mass Transfer", "Marine Biotechnology", "container-title"),
        ("The International Journal of Heat and Mass Transfer", "Journal of Heat Transfer", "container-title"),
        (" 2011;", " 2010;", "issued"),
        (";12(3)", ";21(3)", "volume"),
        (";12(3)", ";12(4)", "issue"),
        ("1281-1287", "1218-1287", "page"),
        ("1281-1287", "1281-1278", "page"),
        ("1281-1287", "1281-9", "page"),
    ],
)
def test_real_differences_are_errors(said: str, instead: str, field: str) -> None:
    assert said in SAME
    assert fields(SAME.replace(said, instead), BASE) == {field: "error"}


def test_what_the_citation_leaves_out_is_missing() -> None:
    text = SAME.replace(": methods & results", "").replace("(3)", "").replace(":1281-1287", "")
    assert fields(text, BASE) == {"title": "missing", "issue": "missing", "page": "missing"}


def test_a_parsed_reference_without_a_string_is_compared_field_by_field() -> None:
    parsed = BASE.with_fields(volume="21", title="Analysis of TNF-alpha in 2,000 tumours: Methods and results")
    assert [item.field for item in differences(parsed, BASE)] == ["volume"]


def test_a_journal_whose_name_contains_the_registered_one_is_another() -> None:
    nature = BASE.with_fields(container_title="Nature", container_title_short=None)
    text = SAME.replace("The International Journal of Heat and Mass Transfer", "Nature Physics")
    assert fields(text, nature) == {"container-title": "error"}


def test_a_style_without_titles_leaves_the_title_out_though_the_journal_was_read_as_one() -> None:
    text = "[1] J.P. Müller-Lüdenscheidt, The International Journal of Heat and Mass Transfer 12 (2011) 1281."
    parsed = Reference(
        FrozenDict({"id": "x", "title": "The International Journal of Heat and Mass Transfer"}), Mention(text)
    )
    assert [(item.field, item.kind) for item in differences(parsed, BASE) if item.field == "title"] == [
        ("title", "missing")
    ]


@pytest.mark.parametrize(
    ("said", "registered"),
    [
        ("International Symposium on Imagined Veins", "2017 International Symposium on Imagined Veins"),
        ("Imagined Sensors and Veins", "Imagined Sensors and Veins VIII"),
        ("Journal of Bone and Veins 89-B", "Journal of Bone and Veins"),
    ],
)
def test_the_year_or_number_of_a_meeting_or_series_is_no_difference(said: str, registered: str) -> None:
    parsed = BASE.with_fields(container_title=said, container_title_short=None)
    assert differences(parsed, BASE.with_fields(container_title=registered, container_title_short=None)) == ()


MONTHLY = record(
    "Kettles and their drums: an enquiry",
    "Roe Jane; Li Wei",
    "Journal of the Kettle Society of Japan. Ser. II",
    "2011;12(3):1281-1287",
)


@pytest.mark.parametrize(
    ("text", "registered"),
    [
        ("(1) Roe, J.; Li, W. Journal of the Kettle Society of Japan. Ser. II 2011, 12, 1281–1287.", MONTHLY),
        ("[1] J.. Roe, W.. Li, Journal of the Kettle Society of Japan. Ser. II 12 (2011) 1281.", MONTHLY),
        (
            "(1) Roe, J. Kettles (1896-1970) 1952, 67, 1157.",
            record("On lids", "Roe Jane", "Kettles (1896-1970)", "1952;67(11):1157"),
        ),
        (
            "[1] J. Roe, The Journal of Kettles (1912) 27 (1938) 503.",
            record("On lids", "Roe Jane", "The Journal of Kettles (1912)", "1938;27(6):503"),
        ),
        ("[1] Music Educators Journal 35 (1948) 53.", record("Choral Music", "", "Music Educators Journal", "1948;35(2):53")),
        (
            "(1) Roe, J. Le Journal des Lyres 1981, 42, C6–308–C6–310.",
            record("On lyres", "Roe Jane", "Le Journal des Lyres", "1981;42(C6):C6-308-C6-310"),
        ),
        ("(1) Journal of Harps 1955, First10Anniv, 92.", record("On lyres", "", "Journal of Harps", "1955;First10Anniv(1):92")),
        (
            "[1] J. Roe, Annals of Harps Volume 12 (2017) 2117.",
            record("On lyres", "Roe Jane", "Annals of Harps", "2017;Volume 12:2117"),
        ),
        ("[1] M.A.. Goher, Polyhedra 20 (2001) 2971.", record("On lyres", "Goher Mona", "Polyhedra", "2001;20:2971")),
    ],
    ids=[
        "container-cut-at-its-full-stop", "initials-with-two-stops", "years-of-a-journal", "year-in-a-journal-s-name",
        "title-s-words-in-the-journal-s-name", "pages-of-two-parts", "volume-in-words", "volume-that-says-so", "initials-alone",
    ],
)  # fmt: skip
def test_a_style_without_titles_was_read_astray_and_called_wrong(text: str, registered: Reference) -> None:
    from ccsvi_refs.formats import citation

    read = Reference(citation.read(text).data, Mention(text))
    for said in (read, cited(text)):
        assert [found for found in differences(said, registered) if found.kind == "error"] == []


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (
            "Roe J, Li W. Kettles and their drums. Journal of Neurology and Psychiatry 2011;12(3):5-9.",
            "container-title",
        ),
        ("Roe J, Li W. Kettles and their drums. Psychiatry 2011;12(5):5-9.", "issue"),
        ("Roe J, Li W. Kettles and their drums. Psychiatry 2011;12(12):5-9.", "issue"),
        ("Roe J, Li W. Kettles and their drums. Psychiatry 2011;9(3):5-9.", "volume"),
        ("Roe J, Li W. Lids of many kinds and shapes. Psychiatry 2011;12(3):5-9.", "title"),
        ("Poe J, Li W. Kettles and their drums. Psychiatry 2011;12(3):5-9.", "author"),
    ],
)
def test_a_real_error_beside_a_field_that_agrees_is_still_one(text: str, field: str) -> None:
    registered = record("Kettles and their drums", "Roe Jane; Li Wei", "Psychiatry", "2011;12(3):5-9")
    from ccsvi_refs.formats import citation

    read = Reference(citation.read(text).data, Mention(text))
    assert [found.field for found in differences(read, registered) if found.kind == "error"] == [field]


def test_a_title_broken_off_before_its_second_subtitle_is_not_wrong() -> None:
    registered = record("Book review: The year in kettles: Editors: J Roe", "Li Wei", "Kettles", "2011;12(3):5-9")
    text = "Li W. Book review: The year in kettles. Kettles 2011;12(3):5-9."
    assert fields(text, registered) == {"title": "missing"}


def test_the_tex_of_a_symbol_printed_before_it_is_no_part_of_the_title() -> None:
    registered = record("The k -separator problem: results", "Li Wei", "Kettles", "2011;12(3):5-9")
    assert (
        differences(cited("Li W.\nThe $$k$$ k -separator problem: results.\nKettles 2011;12(3):5-9."), registered) == ()
    )
