import pytest

from ccsvi_refs.matching import page_matches
from tests.matching.works import BRAVE_DREAMS, LAUPACIS, TORRES, ZAMBONI_2009, record

GREEK = record("Expression of TNF-α & IL-1β in multiple sclerosis lesions", "Roe Jane", "Brain", "2001;1:1-2")


@pytest.mark.parametrize(
    ("title", "authors", "reference", "expected"),
    [
        (ZAMBONI_2009.title, (), ZAMBONI_2009, "same"),
        (ZAMBONI_2009.title.upper(), ("P Zamboni",), ZAMBONI_2009, "same"),
        (ZAMBONI_2009.title + " | Journal of Neurology, Neurosurgery &amp; Psychiatry", (), ZAMBONI_2009, "same"),
        ("European Radiology: " + TORRES.title, (), TORRES, "same"),
        ("Extracranial venous abnormalities: a true pathological finding", (), TORRES, "same"),
        (BRAVE_DREAMS.title + ": A Randomized Clinical Trial | JAMA Neurology", (), BRAVE_DREAMS, "same"),
        ("Expression of TNF-alpha and IL-1beta in multiple sclerosis lesions", (), GREEK, "same"),
        ("Association between chronic cerebrospinal insufficiency and multiple sclerosis: a meta-analysis",
         ("Andreas Laupacis",), LAUPACIS, "same"),
        ("Feasibility and safety of endovascular treatment for " + ZAMBONI_2009.title.lower(), ("Someone A",),
         ZAMBONI_2009, "other"),
        ("The perfect crime? CCSVI not leaving a trace in MS", ("Mayer CA",), ZAMBONI_2009, "other"),
        ("A wholly different paper about the kidneys of fish", (), TORRES, "other"),
        ("Reply to: " + ZAMBONI_2009.title, (), ZAMBONI_2009, "other"),
        ("Insuffisance veineuse céphalorachidienne chronique chez les patients atteints de sclérose en plaques",
         ("Paolo Zamboni",), ZAMBONI_2009, "unsure"),
        ("Insuffisance veineuse céphalorachidienne chronique chez les patients atteints de sclérose en plaques",
         (), ZAMBONI_2009, "unsure"),
        ("Redirecting", (), TORRES, "unsure"),
        ("", (), TORRES, "unsure"),
    ],
)  # fmt: skip
def test_a_landing_page_is_the_work_another_or_says_too_little(title, authors, reference, expected):
    assert page_matches(title, authors, "", reference) == expected


def test_the_works_doi_settles_it_whatever_the_title() -> None:
    reference = TORRES.with_fields(DOI="10.1007/s00330-016-4314-8")
    assert page_matches("Summary", (), "https://doi.org/10.1007/S00330-016-4314-8", reference) == "same"
    assert page_matches("Kidneys of fish in winter waters", (), "10.1000/other", reference) == "other"
