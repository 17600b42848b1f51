"""Citation strings put right: what is wrong changes in its place, everything else stays as the page has it."""

import pytest

from ccsvi_refs.auditing import Acceptance, Finding
from ccsvi_refs.correcting import corrections, identified
from ccsvi_refs.model import Mention, Notice, Reference
from ccsvi_refs.resolving import Resolution

TEXT = (
    "Torres C, Hogan M, Patro S, et al. Veins: a true finding? Eur Radiol 2017;27(1):239-46. "
    "doi:10.1007/s00330-016-4314-z PMID:27048535"
)


def right(text, *findings, notices=()):
    reference = Reference({"id": "r", "title": "Veins"}, Mention(text, number="[3]"))
    resolution = Resolution(reference, "matched", Reference(reference.data, None, {}, notices))
    return list(corrections([resolution], findings))


def finding(rule, cited, correction, **more):
    return Finding(rule, more.pop("message", "wrong"), None, "r", cited=cited, correction=correction, **more)


@pytest.mark.parametrize(
    ("text", "wrong", "expected"),
    [
        (TEXT, finding("volume-differs", "27", "28"), TEXT.replace("2017;27(", "2017;28(")),
        (TEXT, finding("pages-differ", "239-46", "240-247"), TEXT.replace("239-46", "240-7")),
        (TEXT, finding("year-differs", "2017", "2016"), TEXT.replace("2017;", "2016;")),
        (TEXT, finding("issue-differs", "1", "4"), TEXT.replace("(1)", "(4)")),
        (TEXT, finding("title-differs", "Veins: a true finding?", "Veins – false"), TEXT.replace("Veins: a true finding?", "Veins – false")),
        ("Doe J. Ab.\nJ Birds 2011:183(16):e12.", finding("separator-slip", "2011:183(16)", "2011;183(16)"), "Doe J. Ab.\nJ Birds 2011;183(16):e12."),
        ("Doe J. Ab. J Birds 2011;5:1–7.", finding("pages-differ", "1-7", "1-9"), "Doe J. Ab. J Birds 2011;5:1–9."),
        ("Doe J. Ab. J Birds 2011;5:7.", finding("field-missing", "", "2", message="the issue number is not cited"), "Doe J. Ab. J Birds 2011;5(2):7."),
        ("Doe, J. (2011). Ab. J Birds, 5(2), 1–7.", finding("volume-differs", "5", "6"), "Doe, J. (2011). Ab. J Birds, 6(2), 1–7."),
        ("Doe, J. (2011). Ab. J Birds, 5(2), 1–7.", finding("year-differs", "2011", "2012"), "Doe, J. (2012). Ab. J Birds, 5(2), 1–7."),
        ("Doe J. Ab. JAMA 2017 Nov 18 [Epub ahead of print].", finding("published-since", "2017-11-18 [Epub ahead of print]", "2018;75(1):3"), "Doe J. Ab. JAMA 2018;75(1):3."),
        ("Doe J. Ab. JAMA. 2017, in press", finding("published-since", "2017 [in press]", "2018;75(1):3"), "Doe J. Ab. JAMA. 2018;75(1):3"),
        ("Doe J. Ab. JAMA 2017;1:2", finding("no-identifier", "", "DOI 10.1/a; PMID 7"), "Doe J. Ab. JAMA 2017;1:2. doi:10.1/a"),
        ("Doe J. Ab. JAMA 2017;1:2.", finding("no-identifier", "", "PMID 7"), "Doe J. Ab. JAMA 2017;1:2. PMID: 7"),
        ("Doe J. Ab. JAMA 2017;1:2. doi:10.1101/01", finding("preprint-identifier", "10.1101/01", "DOI 10.1/a"), "Doe J. Ab. JAMA 2017;1:2. doi:10.1/a"),
    ],
)  # fmt: skip
def test_a_correction_stands_where_the_fault_stood_and_nothing_else_changes(text, wrong, expected):
    (found,) = right(text, wrong)
    assert (found.text, found.left, found.number) == (expected, (), "[3]")


def test_several_corrections_do_not_disturb_one_another():
    faults = [
        finding("pages-differ", "239-46", "1-2"),
        finding("volume-differs", "27", "28"),
        finding("year-differs", "2017", "2018"),
    ]
    (found,) = right(TEXT, *faults)
    assert "Eur Radiol 2018;28(1):1-2. doi:10.1007/s00330-016-4314-z PMID:27048535" in found.text


@pytest.mark.parametrize(
    "wrong",
    [
        finding("authors-differ", "Torres C", "Torres C, Hogan M"),
        finding("title-differs", "Another title that is not there", "Right"),
        finding("journal-differs", "27", "Radiology"),
        finding("field-missing", "", "7-9", message="the pages are not cited"),
    ],
)
def test_a_correction_without_a_sure_place_is_named_and_the_text_stays(wrong):
    text = TEXT.replace("PMID", "27 PMID")
    (found,) = right(text, wrong)
    assert (found.text, found.left) == (text, (wrong,))


def test_what_is_right_accepted_or_for_the_reader_to_decide_is_left_alone():
    accepted = finding("volume-differs", "27", "28", accepted=Acceptance("known"))
    for other in (
        accepted,
        finding("published-version", "10.1/a", "DOI 10.1/b"),
        finding("link-moved", "http://a", "http://b"),
    ):
        assert right(TEXT, other) == []
    assert right("", finding("volume-differs", "27", "28")) == []


def test_a_retracted_work_is_marked_unless_it_is_already():
    notice = Notice("retraction", "crossref", "10.1/n")
    (marked,) = right(TEXT, notices=(notice,))
    assert marked.text == TEXT + " [Retracted: doi:10.1/n]"
    assert right(TEXT + " Retraction in: Eur Radiol 2019;1:1.", notices=(notice,)) == []


def test_a_printed_reference_keeps_the_identifiers_that_its_style_leaves_out():
    reference = Reference({"id": "r", "DOI": "10.1/a", "PMID": "7"})
    assert identified("Doe J. https://doi.org/10.1/a", reference) == "Doe J. https://doi.org/10.1/a PMID: 7"
