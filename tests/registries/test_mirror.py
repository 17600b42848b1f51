import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ccsvi_refs.errors import InputError
from ccsvi_refs.matching import prepared
from ccsvi_refs.registries import mirror
from ccsvi_refs.registries.mirror import opened, pieces

WORK = {
    "DOI": "10.5555/Alpha",
    "type": "journal-article",
    "title": ["Narrowed veins of the neck: a survey"],
    "author": [{"family": "Müller", "given": "Jörg"}],
    "container-title": ["Journal of Imagined Veins"],
    "issued": {"date-parts": [[2001, 4]]},
    "volume": "7",
    "page": "101-109",
    "PMID": "123",
    "updated-by": [{"DOI": "10.5555/notice", "type": "retraction", "label": "Retraction"}],
}
OTHER = WORK | {"DOI": "10.5555/beta", "title": ["Wide veins of the arm"], "page": "55", "PMID": "", "updated-by": []}


ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><ArticleTitle>Trombones, part {0}.</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle>"
)


def lines(path: Path, *items: object) -> Path:
    text = "\n".join(item if isinstance(item, str) else json.dumps(item) for item in items)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, "utf-8")
    return path


@pytest.fixture
def built(tmp_path: Path) -> Iterator[mirror.Mirror]:
    mirror.build(tmp_path / "mirror", [lines(tmp_path / "works.jsonl.gz", WORK, OTHER)])
    with closing(mirror.Mirror(tmp_path / "mirror")) as opened:
        yield opened


def test_a_record_is_found_by_identifier_with_its_source(built: mirror.Mirror) -> None:
    (found,) = built.by_doi("10.5555/ALPHA")
    assert built.by_pmid("123") == (found,)
    assert found.title == "Narrowed veins of the neck: a survey"
    assert {(values[0].source, values[0].note) for values in found.provenance.values()} == {("mirror", "crossref")}
    assert [(notice.kind, notice.doi) for notice in found.notices] == [("retraction", "10.5555/notice")]
    assert hash(found) == hash(built.by_doi("10.5555/alpha")[0])
    assert built.by_doi("10.5555/none") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Muller J. Narrowed veins of the neck: a survey. 2001.",
        "J. Müller, Journal of Imagined Veins 7, 101 (2001).",
        "Something else. doi:10.5555/alpha",
        "PMID: 123",
    ],
)
def test_a_citation_string_finds_its_record_first(built: mirror.Mirror, text: str) -> None:
    assert built.search(text)[0].text("DOI") == "10.5555/alpha"


def test_a_string_with_nothing_in_common_finds_nothing(built: mirror.Mirror) -> None:
    assert built.search("Completely unrelated 1850") == ()
    assert built.search("") == ()
    assert built.search('" OR NEAR( * ^') == ()


def test_words_that_very_many_records_have_are_asked_for_only_where_there_are_no_rarer_ones(
    built: mirror.Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    cited = prepared.cited("Narrowed veins, veins of the arm and of the neck: a survey")
    assert {"veins", "arm", "narrowed"} <= set(built._asked(cited)[0])
    monkeypatch.setattr(opened, "_TOUCHED", 3)
    assert [word for word in built._asked(cited)[0] if word in ("veins", "arm", "narrowed", "neck", "survey")] == [
        "arm",
        "narrowed",
        "neck",
    ]


def test_among_very_many_works_of_a_journal_the_numbers_of_a_citation_name_one(tmp_path: Path) -> None:
    volumes = [
        {"DOI": f"10.5555/{year}.{number}", "title": [f"Notes {chr(97 + number)}"], "volume": str(year - 1960),
         "container-title": ["Journal of Imagined Veins"], "issued": {"date-parts": [[year]]}, "type": "journal-article"}
        for year in range(1970, 2010) for number in range(3)
    ]  # fmt: skip
    mirror.build(tmp_path / "mirror", [lines(tmp_path / "works.jsonl", *volumes)])
    with closing(mirror.Mirror(tmp_path / "mirror")) as opened:
        for text in ("Journal of Imagined Veins 44 (2004)", "1Journal of Imagined Veins 44."):
            assert {found.text("volume") for found in opened.search(text)[:3]} == {"44"}


def test_a_page_in_roman_numerals_names_a_work_among_very_many_of_its_journal(tmp_path: Path) -> None:
    heads = [
        {"DOI": f"10.5555/{number}", "title": ["In this issue"], "volume": "21", "issue": str(number), "page": page,
         "container-title": ["Imagined Veins"], "issued": {"date-parts": [[2014]]}, "type": "journal-article"}
        for number, page in enumerate(["i-ii"] * 20 + ["vii-viii"] + ["iii"] * 20)
    ]  # fmt: skip
    mirror.build(tmp_path / "mirror", [lines(tmp_path / "works.jsonl", *heads)])
    with closing(mirror.Mirror(tmp_path / "mirror")) as opened:
        assert opened.search("(1) Imagined Veins 2014, 21, vii–viii.")[0].text("page") == "vii-viii"


def test_bad_lines_are_problems_with_their_place_and_lose_nothing(tmp_path: Path) -> None:
    file = lines(tmp_path / "works.jsonl", WORK, '{"broken', "[]", {"neither": 1}, OTHER)
    built = mirror.build(tmp_path / "m", [file])
    assert built.records == 2
    assert [problem.location.line for problem in built.problems if problem.location] == [2, 4]
    with closing(mirror.Mirror(tmp_path / "m")) as made:
        assert made.info.records == 2


def test_a_whole_answer_of_the_service_is_read(tmp_path: Path) -> None:
    file = tmp_path / "works.json"
    file.write_text(json.dumps({"status": "ok", "message": {"items": [WORK, OTHER]}}, indent=1), "utf-8")
    assert mirror.build(tmp_path / "m", [file]).records == 2


def test_a_failed_build_leaves_the_old_mirror_as_it_was(tmp_path: Path) -> None:
    mirror.build(tmp_path / "m", [lines(tmp_path / "works.jsonl", WORK)])
    with pytest.raises(InputError, match="missing"):
        mirror.build(tmp_path / "m", [tmp_path / "missing.jsonl"])
    with closing(mirror.Mirror(tmp_path / "m")) as made:
        assert made.info.records == 1
    assert mirror.build(tmp_path / "m", [lines(tmp_path / "more.jsonl", WORK, OTHER)]).records == 2


def test_what_is_no_mirror_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no mirror"):
        mirror.Mirror(tmp_path)
    (tmp_path / "mirror.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(InputError, match="not a mirror"):
        mirror.Mirror(tmp_path)


def test_pubmed_articles_stand_beside_crossref_works(tmp_path: Path) -> None:
    xml = tmp_path / "articles.xml"
    xml.write_text(
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article><Journal><JournalIssue><Volume>7"
        "</Volume><PubDate><Year>2001</Year></PubDate></JournalIssue><Title>Journal of Imagined Veins</Title></Journal>"
        "<ArticleTitle>Narrowed veins of the leg.</ArticleTitle><AuthorList><Author><LastName>Roe</LastName>"
        "<ForeName>Jane</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
        "utf-8",
    )
    built = mirror.build(tmp_path / "m", [lines(tmp_path / "works.jsonl", WORK)], [xml])
    assert built.records == 2
    with closing(mirror.Mirror(tmp_path / "m")) as made:
        assert made.by_pmid("77")[0].authors[0].family == "Roe"


def test_xml_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    xml = tmp_path / "articles.xml"
    inner = "<MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation>"
    article = f"<PubmedArticle>{inner}</PubmedArticle>"
    xml.write_text("<PubmedArticleSet>" + article.format(1) + article.format(2)[:40], "utf-8")
    built = mirror.build(tmp_path / "m", [], [xml])
    assert built.records == 1
    assert built.unread == 1


def test_what_is_longer_than_any_record_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LONGEST", 100_000)
    xml = tmp_path / "articles.xml"
    xml.write_text(f"<PubmedArticleSet>{ARTICLE.format(1)}<PubmedArticle>" + "<Author/>" * 100_000, "utf-8")
    file = lines(tmp_path / "works.jsonl", WORK, "x" * 400_000, OTHER)
    built = mirror.build(tmp_path / "m", [file], [xml])
    assert built.records == 3
    assert [problem.message.partition(",")[0] for problem in built.problems] == [
        "is longer than any record",
        "is longer than any record",
        "breaks off behind its last record",
    ]
    assert [problem.location.line for problem in built.problems if problem.location] == [2, 1, 1]
