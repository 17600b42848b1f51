import json
import re

import pytest

from ccsvi_refs import formats
from ccsvi_refs.formats.records.crossref import reference
from ccsvi_refs.model import Notice

WORK = {
    "DOI": "10.1234/ABC",
    "type": "journal-article",
    "title": ["The <i>title</i>"],
    "subtitle": ["A part"],
    "author": [
        {"given": "ANNA M.", "family": "O'BRIEN"},
        {"family": "Smith Jr.", "given": "John"},
        {"name": "The Study Group"},
        {"family": "International Consortium of Things"},
    ],
    "container-title": ["Journal of A &amp; B"],
    "short-container-title": ["J A B"],
    "issued": {"date-parts": [[2017, 5, 2]]},
    "published-online": {"date-parts": [[2017, 5, 2]]},
    "published-print": {"date-parts": [[2018, 1]]},
    "volume": "75",
    "issue": "1",
    "page": "35–43",
    "ISSN": ["1111-2222", "3333-4444"],
    "URL": "http://dx.doi.org/10.1234/abc",
}


def test_a_work_becomes_a_csl_item():
    assert reference(WORK).to_csl() == {
        "id": "10.1234/abc",
        "type": "article-journal",
        "title": "The <i>title</i>: A part",
        "author": [
            {"family": "O'Brien", "given": "Anna M."},
            {"family": "Smith", "given": "John", "suffix": "Jr."},
            {"literal": "The Study Group"},
            {"literal": "International Consortium of Things"},
        ],
        "volume": "75",
        "issue": "1",
        "container-title": "Journal of A & B",
        "container-title-short": "J A B",
        "issued": {"date-parts": [[2018, 1]]},
        "available-date": {"date-parts": [[2017, 5, 2]]},
        "DOI": "10.1234/abc",
        "page": "35-43",
        "ISSN": "1111-2222, 3333-4444",
    }


def test_every_value_has_its_source_and_raw_form():
    provenance = reference(WORK).provenance
    assert provenance["title"][0].source == "crossref"
    assert provenance["title"][0].raw is None
    assert provenance["container-title"][0].raw == "Journal of A &amp; B"
    assert set(provenance) >= set(reference(WORK).data) - {"id"}


def test_a_title_in_capitals_becomes_a_sentence():
    assert (
        reference({"title": ["MRI OF THE AZYGOS VEIN: A STUDY OF DNA"]}).title
        == "MRI of the azygos vein: A study of DNA"
    )


def test_math_becomes_text():
    title = 'in the<mml:math xmlns:mml="x"><mml:mi>N</mml:mi><mml:mo>=</mml:mo><mml:mn>8</mml:mn></mml:math>nucleus'
    assert reference({"title": [title]}).title == "in the N=8 nucleus"


def test_an_article_number_stands_for_pages():
    item = reference({"type": "journal-article", "article-number": "e1234"}).to_csl()
    assert (item["number"], item["page"]) == ("e1234", "e1234")


def test_a_chapter_is_in_its_book_and_the_book_in_its_series():
    item = reference({"type": "book-chapter", "container-title": ["The Series", "The Book"]}).to_csl()
    assert (item["container-title"], item["collection-title"]) == ("The Book", "The Series")


def test_notices_name_their_source_and_never_the_work_itself():
    update = {
        "DOI": "10.1234/notice",
        "type": "retraction",
        "label": "Retraction",
        "updated": {"date-parts": [[2020, 1, 2]]},
    }
    work = {
        **WORK,
        "updated-by": [
            {**update, "source": "publisher"},
            {**update, "source": "retraction-watch"},
            {"DOI": "10.1234/abc", "type": "new_version", "source": "publisher"},
        ],
        "update-to": [{"DOI": "10.1234/Abc", "type": "correction"}, {"DOI": "10.1234/other", "type": "erratum"}],
    }
    notices = reference(work).notices
    assert [(n.kind, n.source, n.doi, n.of) for n in notices] == [
        ("retraction", "crossref", "10.1234/notice", False),
        ("retraction", "retraction-watch", "10.1234/notice", False),
        ("correction", "crossref", "10.1234/other", True),
    ]


def test_a_title_that_says_retracted_is_a_notice():
    found = reference({"DOI": "10.1234/abc", "title": ["RETRACTED: A fine paper"]})
    assert found.title == "A fine paper"
    assert found.notices == (Notice("retraction", "crossref", label="RETRACTED:"),)


def test_records_in_any_shape_never_break_it():
    for work in (
        {},
        {"title": None},
        {"title": "text"},
        {"author": [None, "x", {}]},
        {"issued": {"date-parts": [[None]]}},
        {"container-title": [""]},
        {"ISBN": ["http://id.crossref.org/isbn/9780306406157"]},
        {"event": "x"},
        {"updated-by": [None]},
        {"title": [None, 3]},
    ):
        found = reference(work)
        assert json.loads(json.dumps(found.as_json()))["type"] == "document"
        assert all(name.family or name.literal for name in found.authors)


def test_files_of_one_work_a_list_an_answer_or_lines():
    text = json.dumps(WORK)
    for content, count in (
        (text, 1),
        (f"[{text},{text}]", 2),
        (f'{{"message": {text}}}', 1),
        (f'{{"message": {{"items": [{text}]}}}}', 1),
        (f"{text}\n{text}\n", 2),
    ):
        assert len(formats.read(content, "crossref")) == count


def test_a_broken_line_among_good_ones_is_a_problem():
    page = formats.read(f'{json.dumps(WORK)}\n{{"DOI": broken\n{json.dumps(WORK)}\n', "crossref", "w.jsonl")
    assert len(page) == 2
    assert [str(problem.location) for problem in page.problems] == ["w.jsonl:2:9"]


def test_real_works_come_out_clean(corpus):
    import gzip

    markup = re.compile(r"<(?!/?(?:i|b|sub|sup|span)\b)[a-z/!]|&\w+;|\s\s|\n")
    with gzip.open(corpus / "recordings/crossref/works.jsonl.gz", "rt") as lines:
        works = [json.loads(line) for line in lines]
    assert len(works) > 800
    for work in works:
        found = reference(work)
        texts = {name: value for name, value in found.data.items() if isinstance(value, str)}
        assert not [f"{name}: {value}" for name, value in texts.items() if name != "abstract" and markup.search(value)]
        named = [person for person in work.get("author", ()) if set(person) & {"given", "family", "name"}]
        assert len(found.authors) == len(named)
        titles = [title for name in ("title", "subtitle", "original-title") for title in work.get(name) or () if title]
        assert bool(found.title) == bool(titles or found.type == "periodical")


def test_a_preprint_names_the_published_version():
    relation = {"is-preprint-of": [{"id-type": "doi", "id": "10.1234/paper", "asserted-by": "subject"}]}
    found = reference({"DOI": "10.1101/x", "type": "posted-content", "title": ["T"], "relation": relation})
    assert [(n.kind, n.doi, n.of) for n in found.notices] == [("published-version", "10.1234/paper", False)]


def test_an_abstract_loses_its_heading():
    abstract = "<jats:title>Abstract</jats:title><jats:p>Veins were <jats:italic>narrow</jats:italic>.</jats:p>"
    assert reference({"abstract": abstract}).text("abstract") == "Veins were <i>narrow</i>."


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("TEMPORARY REMOVAL: Veins", "temporary-removal"),
        ("Temporarily removed: Veins", "temporary-removal"),
        ("REMOVAL: Veins", "removal"),
        ("WITHDRAWN: Veins", "withdrawal"),
    ],
)
def test_a_warning_before_a_title_is_a_notice_and_no_part_of_the_title(title, kind):
    found = reference({"DOI": "10.1000/x", "type": "journal-article", "title": [title]})
    assert (found.title, [notice.kind for notice in found.notices]) == ("Veins", [kind])


@pytest.mark.parametrize(
    ("title", "kinds"),
    [("Slides in air", ["partial-retraction"]), ("Retraction: Slides in air", []), ("Notice of retraction", [])],
)
def test_a_work_that_is_taken_back_under_its_own_doi_says_so(title, kinds):
    update = {"DOI": "10.1234/ABC", "type": "partial_retraction", "source": "publisher"}
    found = reference({**WORK, "DOI": "10.1234/abc", "title": [title], "updated-by": [update], "update-to": [update]})
    assert [(notice.kind, notice.doi, notice.of) for notice in found.notices] == [
        (k, "10.1234/abc", False) for k in kinds
    ]


def test_a_partial_retraction_is_no_mere_correction():
    update = {"DOI": "10.1000/n", "type": "partial_retraction", "label": "Partial retraction"}
    found = reference({"DOI": "10.1000/x", "type": "journal-article", "title": ["T"], "updated-by": [update]})
    assert [notice.kind for notice in found.notices] == ["partial-retraction"]
