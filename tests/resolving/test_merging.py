from __future__ import annotations

from typing import Any

import pytest

from ccsvi_refs.model import FrozenDict, Notice, Reference, Value
from ccsvi_refs.resolving.merging import merge, notices


def record(source: str, _notices: tuple[Notice, ...] = (), **fields: Any) -> Reference:
    data = {name.replace("_", "-"): value for name, value in fields.items()}
    said = {name: (Value(source, value),) for name, value in data.items()}
    return Reference(FrozenDict({"id": source, **data}), None, FrozenDict(said), _notices)


CITED = record("cited", title="A title", status="Epub ahead of print", note="read in May")


def merged(*records: Reference) -> Reference:
    return merge(CITED, records)


def names(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"family": family, "given": given} for family, given in pairs]


def date(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


def test_every_source_stays_in_the_provenance() -> None:
    found = merged(record("crossref", title="A Title"), record("pubmed", title="A title", PMID="1"))
    assert [(said.source, said.value) for said in found.provenance["title"]] == [
        ("cited", "A title"),
        ("crossref", "A Title"),
        ("pubmed", "A title"),
    ]
    assert found.id == "cited"
    assert found.text("PMID") == "1"


def test_what_only_the_citation_has_is_kept_and_what_print_overtook_is_not() -> None:
    assert merged(record("crossref", title="A title")).text("status") == "Epub ahead of print"
    printed = merged(record("crossref", title="A title", volume="3"))
    assert "status" not in printed.data
    assert printed.text("note") == "read in May"


@pytest.mark.parametrize(
    ("crossref", "pubmed", "expected"),
    [
        ("Harps", "Harps: a trial", "Harps: a trial"),
        ("Harps: A Trial", "Harps", "Harps: A Trial"),
        ("Harps at Dawn", "Harps at dawn", "Harps at Dawn"),
    ],
)
def test_the_title_with_its_subtitle_wins(crossref: str, pubmed: str, expected: str) -> None:
    assert merged(record("crossref", title=crossref), record("pubmed", title=pubmed)).title == expected


@pytest.mark.parametrize(
    ("crossref", "pubmed", "expected"),
    [("392", "392-399", "392-399"), ("E1203-E1212", "E1203", "E1203-E1212"), ("5-9", "15-19", "5-9")],
)
def test_the_fullest_pages_win(crossref: str, pubmed: str, expected: str) -> None:
    assert merged(record("crossref", page=crossref), record("pubmed", page=pubmed)).text("page") == expected


def test_given_names_are_filled_in_name_by_name() -> None:
    found = merged(
        record("crossref", author=names(("Malagoni", "A. M."), ("Dall'Ara", "Sara"))),
        record("pubmed", author=names(("Malagoni", "Anna Maria"), ("Dall’Ara", "S"))),
    )
    assert [str(name) for name in found.authors] == ["Anna Maria Malagoni", "Sara Dall'Ara"]


def test_another_person_gives_no_names() -> None:
    found = merged(
        record("crossref", author=names(("Li", "W."))),
        record("pubmed", author=names(("Li", "Xiaoming"))),
    )
    assert [str(name) for name in found.authors] == ["W. Li"]


def test_a_group_stands_for_its_members() -> None:
    persons = names(("Zamboni", "P."), ("Tesio", "L."))
    found = merged(
        record("crossref", author=[*persons, *names(("Ceruti", "S."), ("Conforti", "P."))]),
        record("pubmed", author=[*names(("Zamboni", "Paolo"), ("Tesio", "Luigi")), {"literal": "Brave Dreams"}]),
    )
    assert [str(name) for name in found.authors] == ["Paolo Zamboni", "Luigi Tesio", "Brave Dreams"]


def test_the_longer_list_of_authors_wins() -> None:
    found = merged(record("crossref", author=names(("A", "B"))), record("pubmed", author=names(("A", "B"), ("C", "D"))))
    assert len(found.authors) == 2


@pytest.mark.parametrize(
    ("crossref", "pubmed", "expected"),
    [
        (date(2008, 12, 5), date(2009, 4), (2009, 4)),
        (date(2009), date(2009, 4), (2009, 4)),
        (date(2003, 6, 1), date(1952), (1952,)),
        (date(2009, 4), date(2009, 3), (2009, 4)),
    ],
)
def test_the_date_of_the_issue_wins(crossref: Any, pubmed: Any, expected: tuple[int, ...]) -> None:
    found = merged(record("crossref", issued=crossref), record("pubmed", issued=pubmed))
    assert found.issued is not None
    assert found.issued.parts == (expected,)


def test_nlm_says_how_a_journal_is_abbreviated() -> None:
    found = merged(
        record("crossref", container_title_short="J. Neurol. Neurosurg. Psychiatr."),
        record("pubmed", container_title_short="J Neurol Neurosurg Psychiatry"),
    )
    assert found.text("container-title-short") == "J Neurol Neurosurg Psychiatry"


def test_notices_are_gathered_once_and_never_name_the_work_itself() -> None:
    retraction = Notice("retraction", "crossref", doi="10.1000/notice")
    itself = Notice("new-version", "crossref", doi="10.1000/a")
    both = [
        record("crossref", (retraction, itself, retraction), DOI="10.1000/a"),
        record("pubmed", (Notice("retraction", "pubmed", pmid="9"),), PMID="8"),
    ]
    assert [notice.source for notice in notices(both)] == ["crossref", "pubmed"]


def test_a_notice_found_beside_the_work_is_heard_once() -> None:
    mine = record("crossref", DOI="10.1000/a")
    about = Notice("retraction", "crossref", doi="10.1000/a", of=True)
    elsewhere = Notice("retraction", "crossref", doi="10.1000/other", of=True)
    beside = record("crossref", (about, elsewhere), DOI="10.1000/notice", title="Retraction: A")
    found = notices([mine], [mine, beside])
    assert found == (Notice("retraction", "crossref", doi="10.1000/notice", label="Retraction: A"),)
    known = record("crossref", (Notice("retraction", "retraction-watch", doi="10.1000/notice"),), DOI="10.1000/a")
    assert [notice.source for notice in notices([known], [beside])] == ["retraction-watch"]
