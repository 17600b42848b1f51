"""Forms of one thing are no differences, and things that look alike are: journals, supplements, numbers, titles, years."""

from typing import Any

import pytest

from ccsvi_refs.formats import citation
from ccsvi_refs.matching import Difference, differences
from ccsvi_refs.model import Mention, Reference
from tests.matching.works import record


def kinds(cited: Reference, registered: Reference) -> dict[str, str]:
    return {found.field: found.kind for found in differences(cited, registered)}


def of(registered: Reference, **cited: Any) -> dict[str, str]:
    """Return the differences of a citation that has the record's fields but for some."""
    return kinds(registered.with_fields(**cited), registered)


def read(text: str, registered: Reference) -> list[Difference]:
    """Return what is wrong with a string, by itself and as it was read."""
    wrong = []
    for data in (citation.read(text).data, {"id": "x"}):
        found = differences(Reference(data, Mention(text)), registered)
        wrong += [one for one in found if one.kind in ("error", "variant")]
    return wrong


def in_journal(name: str, **fields: str) -> Reference:
    return record("On kettles of a kind and their lids", "Roe Jane", name, "2011;12(3):5-9", **fields)


@pytest.mark.parametrize(
    ("registered", "cited"),
    [
        ("AMBIO: A Journal of the Human Environment", "Ambio"),
        ("Kettle Letters – An International Review", "Kettle Letters"),
        ("Proceedings of SPIE", "Proc. SPIE"),
        ("SPIE Proceedings", "Proc. SPIE"),
        ("Knowledge Kettles", "Proceedings of the 2005 International Conference on Knowledge Kettles"),
        ("2021 IEEE/CVF Conference on Kettle Vision and Lid Recognition (KVLR)", "KVLR"),
        ("2021 IEEE/CVF Conference on Kettle Vision and Lid Recognition (KVLR)", "Proc. IEEE Conf. Kettle Vis. Lid Recognit."),
        ("A.M.A. Archives of Surgery", "Arch Surg"),
        ("American Journal of Neuroradiology", "AJNR Am J Neuroradiol"),
        ("Tidsskrift for den Norske Laegeforening", "Tidsskr Nor Laegeforen"),
        ("Deutsche Medizinische Wochenschrift", "Dtsch. Med. Wochenschr."),
        ("The New England Journal of Medicine", "NEJM"),
        ("Acta Crystallographica Section C: Crystal Structure Communications", "Acta Cryst. C"),
        ("Physical review. B, Condensed matter", "Phys. Rev. B"),
        ("The Journal of Bone and Joint Surgery. British volume", "J Bone Joint Surg Br"),
        ("Revista Española de Cardiología (English Edition)", "Rev Esp Cardiol (Engl Ed)"),
        ("Lancet (London, England)", "The Lancet"),
        ("Zeitschrift für Physik A", "Z Phys A"),
    ],
)  # fmt: skip
def test_a_form_of_a_name_was_called_another_journal(registered: str, cited: str) -> None:
    assert of(in_journal(registered), container_title=cited) == {}
    if "Kettle" not in registered and not registered.startswith("A.M.A."):
        assert of(in_journal(cited), container_title=registered) == {}


@pytest.mark.parametrize(
    ("registered", "cited"),
    [
        ("Nature Physics", "Nature"),
        ("Nature", "Nature Physics"),
        ("Journal of Cancer", "International Journal of Cancer"),
        ("Physical Review Letters", "Physical Review"),
        ("Proceedings of the Royal Society B", "Proceedings of the National Academy of Sciences"),
        ("Proceedings of the 5th Symposium on Kettles", "Proceedings of the 5th Symposium on Lids"),
        ("Acta Crystallographica Section C", "Acta Crystallographica Section B"),
        ("Annals of Kettles", "Annals of Lids"),
    ],
)
def test_a_sister_journal_passed_for_the_journal(registered: str, cited: str) -> None:
    assert of(in_journal(registered), container_title=cited) == {"container-title": "error"}


def test_the_first_word_of_a_sister_journals_name_is_worth_a_look_and_no_more() -> None:
    assert of(in_journal("Kettles: Heart Failure"), container_title="Kettles") == {"container-title": "variant"}


@pytest.mark.parametrize(
    ("fields", "cited"),
    [
        ({"event_title": "LAK '17: 7th International Kettle Knowledge Conference"}, "LAK '17"),
        ({"collection_title": "Lecture Notes in Kettle Science"}, "Lecture Notes in Kettle Science"),
        ({"collection_title": "Lecture Notes in Kettle Science"}, "LNKS"),
    ],
)
def test_a_meeting_or_series_was_called_another_book(fields: dict[str, str], cited: str) -> None:
    registered = in_journal("Proceedings of the Seventh International Kettle Knowledge Meeting", **fields)
    assert of(registered, container_title=cited, event_title=None, collection_title=None) == {}


def test_a_book_whose_series_nobody_recorded_is_no_error() -> None:
    chapter = record("On lids", "Roe Jane", "Discovery of Lids", "2013;:126-140", type="chapter")
    assert of(chapter, container_title="Lecture Notes in Kettle Science") == {"container-title": "variant"}
    assert of(chapter.with_fields(volume="12"), container_title="Lids of the World") == {"container-title": "error"}


PREPRINT = Reference(
    {
        "id": "preprint",
        "type": "article",
        "title": "After the kettles are over",
        "author": [{"family": "Perkins", "given": "T. Alex"}],
        "publisher": "bioRxiv",
        "collection-title": "Ecology",
        "issued": {"date-parts": [[2015]]},
    }
)


@pytest.mark.parametrize("server", ["bioRxiv", "bioRxiv [Preprint]", "bioRxiv (Cold Spring Harbor Laboratory)"])
def test_a_preprints_subject_was_called_its_journal(server: str) -> None:
    assert of(PREPRINT, container_title=server) == {}


@pytest.mark.parametrize("journal", ["Ecology", "Ecology and Evolution", "medRxiv"])
def test_a_journal_is_not_where_a_preprint_is(journal: str) -> None:
    found = differences(PREPRINT.with_fields(container_title=journal), PREPRINT)
    assert [(one.field, one.kind, one.registered) for one in found] == [("container-title", "error", "bioRxiv")]


SUPPLEMENT = record("On racism and kettles", "Roe Jane", "American Journal of Kettles", "2021;111(S3):S172-S175")


@pytest.mark.parametrize(
    "written", ["Suppl 3", "Suppl. 3", "Supplement 3", "Supplement_3", "suppl_3", "s3", "10 Suppl 3"]
)
def test_a_supplement_in_another_spelling_was_called_another_issue(written: str) -> None:
    assert of(SUPPLEMENT, issue=written) == {}
    assert of(SUPPLEMENT.with_fields(issue=written), issue="S3") == {}


@pytest.mark.parametrize("volume", ["111 Suppl 3", "111(Suppl 3)", "111 (Supplement 3)", "111 Suppl. 3"])
def test_a_supplement_in_the_volumes_field_was_called_another_volume(volume: str) -> None:
    assert of(SUPPLEMENT, volume=volume, issue=None) == {}


@pytest.mark.parametrize(
    "place",
    ["111(Suppl 3):S172", "111 Suppl 3:S172-5", "111(Suppl. 3):S172–S175", "111(Supplement_3):S172", "111, Suppl. 3, S172", "111(S3):S172"],
)  # fmt: skip
def test_a_supplement_printed_in_another_way_was_called_another_issue_or_page(place: str) -> None:
    assert read(f"Roe J. On racism and kettles. Am J Kettles. 2021;{place}.", SUPPLEMENT) == []


@pytest.mark.parametrize("written", ["Suppl 4", "3", "S4"])
def test_another_supplement_or_issue_is_another(written: str) -> None:
    assert of(SUPPLEMENT, issue=written) == {"issue": "error"}


def test_a_journal_that_is_a_supplement_by_name_has_plain_issues() -> None:
    registered = record("On lids of kettles", "Roe Jane", "Kettle Letters Supplement", "2006;5(2):327-330")
    assert read("Roe J. On lids of kettles. Kettle Lett Suppl. 2006;5(2):327-30.", registered) == []
    assert read("Roe J. On lids of kettles. Kettle Letters Supplement 2006, 5, 327.", registered) == []


NUMBERED = record(
    "Fast kettles of all kinds", "Roe Jane", "Journal of Kettles", "2014;2014:1-7", DOI="10.5555/2014/861942"
)


@pytest.mark.parametrize("page", ["861942", "Article 861942", "Article ID 861942", "art. no. 861942"])
def test_the_number_that_ends_the_doi_was_called_wrong_pages(page: str) -> None:
    assert of(NUMBERED, page=page) == {}
    assert of(NUMBERED, page="861943") == {"page": "error"}


def test_the_number_that_ends_the_doi_is_right_in_a_string() -> None:
    assert read("Roe J. Fast kettles of all kinds. J Kettles. 2014;2014:861942.", NUMBERED) == []


def test_a_first_page_that_ends_the_doi_does_not_excuse_the_last() -> None:
    registered = record("On lids of kettles", "Roe Jane", "Kettles", "1970;36:1117-1125", DOI="10.5555/kettles.36.1117")
    assert of(registered, page="1117-1195") == {"page": "error"}


def test_pages_counted_from_one_are_no_error_beside_a_number() -> None:
    registered = record("On lids of kettles", "Roe Jane", "Open Kettles", "2023;13(6):e072319")
    assert of(registered, page="1-9") == {"page": "missing"}
    assert of(registered, page="12-19") == {"page": "error"}


@pytest.mark.parametrize(("cited", "kind"), [("LXII", None), ("lxii", None), ("LXIII", "error"), ("61", "error")])
def test_roman_volumes_are_read(cited: str, kind: str | None) -> None:
    registered = record("On lids of kettles", "Roe Jane", "Kettles", "1914;62:10-17")
    assert of(registered, volume=cited) == ({"volume": kind} if kind else {})


PARTED = record("Slow flow: part 1. Methods", "Roe Jane", "Kettles", "2014;62:10-17")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Slow flow: Part I. Methods", None),
        ("Slow flow: part one. Methods", None),
        ("Slow flow: Pt. I. Methods", None),
        ("Slow flow: part 1. Methods [book review]", None),
        ("Slow flow: part 1. Methods (erratum)", None),
        ("RETRACTED: Slow flow: part 1. Methods", None),
        ("TEMPORARY REMOVAL: Slow flow: part 1. Methods", None),
        ("[Slow flow: part 1. Methods]", None),
        ("Slow flow: part 1. Meth...", "missing"),
        ("Slow flow", "missing"),
        ("Slow flow: part 1. Methods: a review", "extra"),
        ("Slow flow: Part II. Methods", "error"),
        ("Slow flow: part 11. Methods", "error"),
        ("Slow flows: part 1. Methods", "error"),
        ("Slow flow: part 1. Methodss", "error"),
        ("Retraction: Slow flow: part 1. Methods", "error"),
    ],
)
def test_a_title_in_another_form_is_the_title_and_another_letter_is_not(title: str, kind: str | None) -> None:
    assert of(PARTED, title=title) == ({"title": kind} if kind else {})


def test_a_word_with_another_ending_in_a_string_is_another_title() -> None:
    registered = record("Subspace of differential lids", "Roe Jane", "Kettles", "2014;62:10-17")
    (one, other) = read("Roe J. Subspace of differential lidss. Kettles. 2014;62:10-7.", registered)
    assert (one.field, other.field) == ("title", "title")


@pytest.mark.parametrize(
    "tex", [r"Lids with $\varepsilon$-accurate rims", r"Lids with $\varepsilon$-accurate rims of \"Ubers\"u\ss"]
)
def test_tex_is_the_letter_it_stands_for(tex: str) -> None:
    registered = record(
        "Lids with ε-accurate rims" + (" of Übersüß" if "ss" in tex else ""), "Roe Jane", "Kettles", "2014;62:10-17"
    )
    assert of(registered, title=tex) == {}


@pytest.mark.parametrize(
    ("text", "journal"),
    [
        ("Roe J. Association of lids and rims. BMJ. 2011;183(16):E1203-12.", "BMJ"),
        ("Roe J. Association of lids and rims. JAMA Neurol. 2011;183(16):E1203-12.", "JAMA Neurology"),
        ("Roe J. Association of lids and rims. CMAJ 2011;183(16):E1203-12.", "Canadian Medical Association Journal"),
    ],
)
def test_a_subtitle_left_out_before_a_short_journal_name_was_said_to_be_that_name(text: str, journal: str) -> None:
    registered = record(
        "Association of lids and rims: a meta-analysis", "Roe Jane", journal, "2011;183(16):E1203-E1212"
    )
    assert read(text, registered) == []


def test_another_subtitle_is_another_title() -> None:
    registered = record("The kettle presidency – A study in character", "Roe Jane", "Kettles", "2020;31(2):727-735")
    found = read("Roe J. The kettle presidency – A study in forum. Kettles 2020;31(2):727-735.", registered)
    assert {one.field for one in found} == {"title"}


OLD = record(
    "Old kettles of all kinds", "Roe Jane", "Kettles", "1997;15(4):10-17", available_date={"date-parts": [[2005, 2]]}
)  # type: ignore[arg-type]  # a date


def test_the_year_of_a_digitisation_passed_for_the_works() -> None:
    assert of(OLD, issued={"date-parts": [[2005]]}) == {"issued": "error"}
    assert [one.field for one in read("Roe J. Old kettles of all kinds. Kettles. 2005;15(4):10-7.", OLD)] == [
        "issued"
    ] * 2
    assert read("Roe J. Old kettles of all kinds. Kettles. 1997;15(4):10-7.", OLD) == []


def test_a_year_online_shortly_before_or_after_is_right() -> None:
    for year in (1996, 1998):
        online = OLD.with_fields(available_date={"date-parts": [[year]]})
        assert of(online, issued={"date-parts": [[year]]}) == {}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Roe J. Lids. In Findings on Kettles: KETT 2020, pp. 961-971, Kettle Press, 2017.", "issued"),
        ("Roe J. Lids. In Findings on Kettles: KETT 2020, pp. 961-971, Kettle Press, 2020.", ""),
        ("Roe J. Lids. In Findings on Kettles: KETT 2020, pp. 961-971, Kettle Press.", ""),
        ("Roe J. 2020. Lids. Findings on Kettles: KETT 2020, pp. 961-971. Accessed 3 May 2024.", ""),
    ],
)
def test_a_year_in_the_meetings_name_hid_a_wrong_one(text: str, field: str) -> None:
    registered = record("Lids", "Roe Jane", "Findings on Kettles: KETT 2020", "2020;:961-971", publisher="Kettle Press")
    assert {one.field for one in read(text, registered)} == ({field} if field else set())


def test_pages_that_look_like_years_are_pages() -> None:
    registered = record("Lids of all kinds", "Roe Jane", "Kettles", "2024;:1566-1576")
    assert read("Roe J. Lids of all kinds. Kettles, pp. 1566-1576, 2024.", registered) == []


SPANISH = record(
    "La recepción de las tapas de la corte", "Ruiz Ana", "Bibliographica", "2018;1(1):57-88", language="es"
)


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz A. [The reception of the lids of the court]. Bibliographica 2018;1(1):57-88. Spanish.",
        "Ruiz A. The reception of the lids of the court [in Spanish]. Bibliographica 2018;1(1):57-88.",
    ],
)
def test_a_translated_title_was_called_wrong(text: str) -> None:
    assert {(one.field, one.kind) for one in read(text, SPANISH)} == {("title", "variant")}
    translated = SPANISH.with_fields(original_title="The reception of the lids of the court")
    assert read(text, translated) == []


@pytest.mark.parametrize(
    ("cited", "registered", "kind"),
    [
        ("IEEE", "Institute of Electrical and Electronics Engineers (IEEE)", None),
        ("Wiley", "John Wiley & Sons, Ltd", None),
        ("Academic Press", "Elsevier BV", None),
        ("Springer", "Springer International Publishing", None),
        ("OUP", "Oxford University Press", None),
        ("Cambridge University Press", "Oxford University Press", "variant"),
        ("ACM", "Association for Computational Linguistics", "variant"),
        ("Kettle Press", "Lid Books", "variant"),
    ],
)
def test_a_publisher_has_many_names_and_another_is_worth_knowing(cited: str, registered: str, kind: str | None) -> None:
    book = in_journal("Kettles", publisher=registered)
    assert of(book, publisher=cited) == ({"publisher": kind} if kind else {})


@pytest.mark.parametrize(
    ("cited", "kind"), [("Miami", None), ("Miami, FL", None), ("Miami, Florida, USA", None), ("London, UK", "variant")]
)
def test_a_place_is_that_of_the_publisher_or_the_meeting(cited: str, kind: str | None) -> None:
    book = in_journal("Kettles", publisher_place="New York", event_place="Miami, Florida, USA")
    assert of(book, publisher_place=cited, event_place=None) == ({"publisher-place": kind} if kind else {})


def test_a_publisher_at_the_end_of_a_string_is_compared() -> None:
    registered = record(
        "Lids of all kinds", "Roe Jane", "Symposium on Kettles", "2022;:184-198", publisher="Kettle Association"
    )
    text = "J. Roe, “Lids of all kinds,” in Symposium on Kettles, pp. 184-198, {}, 2022."
    assert read(text.format("Kettle Association"), registered) == []
    assert {(one.field, one.cited) for one in read(text.format("Lid Press"), registered)} == {
        ("publisher", "Lid Press")
    }


@pytest.mark.parametrize(
    ("kind", "cited", "found"),
    [
        ("paper-conference", "Symposium on Kettles", {"container-title": "variant"}),
        ("article-journal", "Kettles", {"container-title": "variant"}),
        ("book", "Kettles", {}),
        ("article", "arXiv", {}),
        ("article-journal", "arXiv preprint arXiv:2101.00001", {}),
    ],
)
def test_a_journal_that_the_record_does_not_name_is_worth_knowing(kind: str, cited: str, found: dict[str, str]) -> None:
    registered = record("On lids of kettles", "Roe Jane", "", "2020;:1", type=kind)
    assert of(registered, container_title=cited) == found


def test_a_preprint_that_stands_in_a_series_is_not_on_another_server() -> None:
    series = PREPRINT.with_fields(container_title="Kettle Discussions", publisher="Kettle Union")
    assert of(series, container_title="Kettle Discussions") == {}
    assert of(series, container_title="bioRxiv") == {"container-title": "error"}


def test_the_whole_name_of_a_sister_journal_is_its_name() -> None:
    registered = in_journal("Kettles: Heart Failure", container_title_short="Kettles Heart Fail")
    assert of(registered, container_title="Kettles: Heart Failure") == {}
    assert of(registered, container_title="Kettles Heart Fail", container_title_short=None) == {}
