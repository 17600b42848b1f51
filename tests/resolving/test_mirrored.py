"""A mirror among the registries: alone, first, and how old its answers are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.registries import mirror
from ccsvi_refs.resolving import resolve
from tests.registries.mirror_files import watched
from tests.service_data import Holdings, article, work
from tests.services import Answer, Services

HERE = work("10.1000/here", "Cerebral transit time in trombonists", "Larkin", volume="4", page="10-19")
GONE = work("10.1000/gone", "Bells that were never rung", "Marlow", volume="5", page="20-29")


def cited(doi: str) -> Reference:
    return Reference(FrozenDict({"id": "r", "DOI": doi}))


def built(tmp_path: Path, *works: dict[str, object], rows: tuple[dict[str, str], ...] = ()) -> Path:
    lines = tmp_path / "works.jsonl"
    lines.write_text(
        "".join(json.dumps({**each, "indexed": {"date-time": "2026-03-04T05:06:07Z"}}) + "\n" for each in works)
    )
    table = [watched(tmp_path / "rw.csv", *rows)] if rows else []
    return mirror.build(tmp_path / "mirror", [lines], retraction_watch=table).path


def test_a_mirror_says_how_old_its_answers_are(tmp_path: Path) -> None:
    folder = built(tmp_path, HERE)
    as_of = mirror.Mirror(folder).info.as_of
    with Services() as services:
        found = resolve(
            [cited("10.1000/here"), cited("10.1000/none")],
            services.settings(tmp_path, mirror=folder),
            registries=["mirror"],
        )
        assert not services.requests
    assert [each.status for each in found] == ["matched", "not-found"]
    assert [each.asked[0].when for each in found] == [as_of, as_of]
    assert all(f"as of {as_of:%Y-%m-%d}, with Crossref to 2026-03-04" in each.notes[-1] for each in found)


def test_what_a_mirror_has_from_crossref_is_neither_looked_up_nor_searched_for_there(tmp_path: Path) -> None:
    folder = built(tmp_path, HERE)
    with Services(Holdings([HERE, GONE])) as services:
        settings = services.settings(tmp_path, mirror=folder)
        found = resolve([cited("10.1000/here"), cited("10.1000/gone")], settings, registries=["mirror", "crossref"])
        asked = [seen.path for seen in services.asked("crossref")]
    assert [each.status for each in found] == ["matched", "matched"]
    assert [{each.source for each in one.asked} for one in found] == [{"mirror", "crossref"}] * 2
    assert [path for path in asked if "here" in path] == []


def test_what_a_mirror_lacks_of_another_registry_is_asked_of_it(tmp_path: Path) -> None:
    folder = built(tmp_path, HERE)
    with Services(Holdings([HERE], {"77": article("77", HERE)})) as services:
        found = resolve(
            [cited("10.1000/here")], services.settings(tmp_path, mirror=folder), registries=["mirror", "pubmed"]
        )[0]
    assert found.reference
    assert found.reference.text("PMID") == "77"


NOTICE = work("10.1000/why", "Retraction: Cerebral transit time in trombonists", "Larkin", update_to=[
    {"DOI": "10.1000/here", "type": "retraction", "label": "Retraction"}])  # fmt: skip


def mixed(tmp_path: Path, works: list[dict[str, object]], articles: dict[str, str]) -> Path:
    lines, xml = tmp_path / "works.jsonl", tmp_path / "articles.xml"
    lines.write_text("".join(json.dumps(each) + "\n" for each in works))
    xml.write_text("<PubmedArticleSet>" + "".join(articles.values()) + "</PubmedArticleSet>")
    return mirror.build(tmp_path / "mirror", [lines], [xml]).path


def test_a_mirror_of_two_registries_says_what_both_say_when_they_are_asked(tmp_path: Path) -> None:
    """Fields, whose each is, what differs, what the registries disagree on, notices: the same both ways.

    Every value says that it is the mirror's copy, and of whose record.
    """
    other = work("10.1000/shawm", "Shawms in the rain: a field study", "Okafor", volume="8", page="1-9",
                 author=[{"family": "OKAFOR", "given": "A."}, {"family": "Bell"}], updated_by=[{"DOI": "10.1000/eoc", "type": "expression_of_concern"}])  # fmt: skip
    thinner = work("10.1000/shawm", "Shawms in the rain", "Okafor", volume="8", page="1-19",
                   author=[{"family": "Okafor", "given": "Ada Ngozi"}, {"family": "Bell", "given": "Ida"}])  # fmt: skip
    retracted = '<CommentsCorrections RefType="RetractionIn"><RefSource>J Tests. 2016 May 2;13:4</RefSource><PMID>90</PMID></CommentsCorrections>'
    articles = {"77": article("77", HERE, corrections=retracted), "78": article("78", thinner)}
    works = [HERE, other, GONE, NOTICE]
    asked = [
        *map(cited, ("10.1000/here", "10.1000/shawm", "10.1000/gone")), Reference(FrozenDict({"id": "p", "PMID": "77"})),
        *(Reference(FrozenDict({"id": "s"}), Mention(text)) for text in (
            "Okafor A, Bell I. Shawms in the rain. Journal of Tests. 2015;8:1-9.",
            "Larkin J. Cerebral transit time in trombonists. Journal of Tests. 2014;4:10-19.")),
    ]  # fmt: skip
    with Services(Holdings(works, articles)) as services:
        settings = services.settings(tmp_path, mirror=mixed(tmp_path, works, articles))
        live = resolve(asked, settings, registries=["pubmed", "crossref"])
        copied = resolve(asked, settings, registries=["mirror"])
    assert [each.status for each in live] == ["matched"] * len(asked)
    assert any(each.disagreements for each in live)
    for one, two in zip(live, copied, strict=True):
        assert two.reference is not None
        assert one.reference is not None
        assert two.reference.data == one.reference.data
        for name, values in two.reference.provenance.items():
            own = (replace(each, source=each.note, note="") if each.source == "mirror" else each for each in values)
            assert tuple(own) == one.reference.provenance[name]
            assert {each.source for each in values} <= {"mirror", "cited"}
        assert two.discrepancies == tuple(replace(each, source="mirror") for each in one.discrepancies)
        assert two.disagreements == one.disagreements
        assert set(two.notices) == set(one.notices)


def test_what_was_said_since_a_mirror_was_made_is_asked_for_in_lists(tmp_path: Path) -> None:
    """A notice of its own, one that stands on the work's record alone, and one of PubMed's; a volume that came later."""
    many = [work(f"10.1000/{n}", f"Trombone number {n} in cold weather", "Larkin", volume=str(n)) for n in range(60)]
    ahead = article("77", HERE | {"volume": "", "page": ""})
    folder = mixed(tmp_path, [HERE, *many], {"77": ahead})
    retracted = '<CommentsCorrections RefType="ExpressionOfConcernIn"><RefSource>J Tests. 2016;13:4</RefSource><PMID>90</PMID></CommentsCorrections>'
    today = [
        many[0] | {"updated-by": [{"DOI": "10.1000/self", "type": "withdrawal", "source": "retraction-watch"}]},
        *many[1:],
    ]
    held = Holdings([HERE, NOTICE, *today], {"77": article("77", HERE, corrections=retracted)})
    asked = [cited("10.1000/here"), *(cited(f"10.1000/{n}") for n in range(60))]
    with Services(held) as services:
        found = resolve(asked, services.settings(tmp_path, mirror=folder), registries=["mirror", "crossref", "pubmed"])
        paths = [seen.path for seen in services.requests]
    assert {each.kind for each in found[0].notices} == {"retraction", "expression-of-concern"}
    assert [each.kind for each in found[1].notices] == ["withdrawal"]
    assert found[0].reference
    assert {value.value for value in found[0].reference.provenance["volume"]} == {"4"}
    assert not any(path.startswith("/works/") for path in paths)
    assert paths.count("/works") == 4  # two lists of works, two of notices


def test_a_registry_that_cannot_be_asked_anew_leaves_the_copy_and_is_named(tmp_path: Path) -> None:
    folder = mixed(tmp_path, [HERE], {})
    with Services() as services:
        services.fail_always("crossref", Answer(b"", 503))
        settings = services.settings(tmp_path, mirror=folder)
        found = resolve([cited("10.1000/here")], settings, registries=["mirror", "crossref"])[0]
    assert found.status == "matched"
    assert [each.source for each in found.asked if each.problem] == ["crossref"]


def test_a_row_of_retraction_watch_reaches_the_work_that_was_resolved(tmp_path: Path) -> None:
    row = {"Record ID": "9", "OriginalPaperDOI": "10.1000/HERE", "RetractionDOI": "10.1000/why", "RetractionNature": "Retraction",
           "RetractionDate": "2/3/2024 0:00", "Reason": "+Notice - Limited;+Doubts;"}  # fmt: skip
    folder = built(tmp_path, HERE, rows=(row,))
    with Services() as services:
        found = resolve([cited("10.1000/here")], services.settings(tmp_path, mirror=folder), registries=["mirror"])[0]
    assert [(each.kind, each.source, each.doi, str(each.date)) for each in found.notices] == [
        ("retraction", "retraction-watch", "10.1000/why", "2024-02-03")
    ]
