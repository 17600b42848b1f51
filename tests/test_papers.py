"""The bundled papers: ids, sources, marks."""

from ccsvi_refs import papers
from ccsvi_refs.model import thaw


def test_the_five_references_have_stable_ids():
    assert [r.id for r in papers.references()] == [
        "zamboni2009", "laupacis2011", "torres2017", "zamboni2018", "nice2019",
    ]  # fmt: skip


def test_every_value_has_a_source_and_what_is_unverified_is_marked():
    for reference in papers.references():
        fields = set(reference.data) - {"id", "type", "custom"}
        unverified = set(reference.data.get("custom", {}).get("unverified", ()))
        for field in fields:
            best = reference.provenance[field][-1]
            assert best.value == reference.data[field]
            assert best.note, (reference.id, field)
            assert best.verified != (field in unverified), (reference.id, field)


def test_unverified_identifiers_stay_in_the_provenance():
    zamboni = papers.bibliography()["zamboni2009"]
    assert not zamboni.identifiers
    assert [(v.value, v.verified) for v in zamboni.provenance["DOI"]] == [("10.1136/jnnp.2008.157164", False)]


def test_what_the_page_gets_wrong_is_kept_beside_what_is_right():
    page = papers.bibliography()
    laupacis = page["laupacis2011"].provenance["title"]
    assert [("venous" in v.value, v.source) for v in laupacis] == [(False, "cited"), (True, "curated")]
    trial = page["zamboni2018"]
    assert "status" not in trial.data
    assert trial.provenance["status"][0].value == "Epub ahead of print"
    assert (trial.year, trial.text("volume"), trial.text("issue"), trial.text("page")) == (2018, "75", "1", "35-43")


def test_an_author_list_that_could_not_be_verified_is_not_given():
    torres = papers.bibliography()["torres2017"]
    assert [name.family for name in torres.authors] == ["Torres"]
    assert torres.unfinished == ("author",)


def test_statements_point_at_references_and_say_what_was_read():
    page = papers.bibliography()
    assert {s.support for s in page.statements} == {"supported", "differs", "imprecise", "not-checked"}
    for statement in page.statements:
        assert all(page[key] for key in statement.references)
        assert statement.source
        assert statement.note


def test_links_are_verified_addresses_only():
    page = papers.bibliography()
    urls = {link.url for link in page.links}
    assert "https://pubmed.ncbi.nlm.nih.gov/21969411/" in urls
    assert not any("10.1136" in url for url in urls)


def test_records_thaw_to_plain_json():
    assert thaw(papers.bibliography()["nice2019"].data)["author"] == [
        {"literal": "National Institute for Health and Care Excellence"}
    ]
