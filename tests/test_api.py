"""The library's functions take what a user has at hand, and what they give back says what it is and cannot change."""

import dataclasses
import json
import pickle
from typing import get_args

import pytest

import ccsvi_refs as refs
from ccsvi_refs import api, formats, pages, rendering, reports
from ccsvi_refs.csl import Processor
from ccsvi_refs.csl import Style as EngineStyle
from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.location import Location

ITEM = {"id": "doe2001", "type": "book", "title": "Birds", "author": [{"family": "Doe", "given": "Jane"}]}
PRINTED = "Doe, J. (n.d.). Birds."
OFFLINE = refs.Settings(offline=True)


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))


@pytest.mark.parametrize("kind", ["path", "string", "reference", "mapping", "list", "iterator", "bibliography"])
def test_references_are_taken_as_they_are_at_hand(tmp_path, kind):
    path = tmp_path / "refs.json"
    path.write_text(json.dumps([ITEM]), "utf-8")
    sources = {
        "path": path, "string": str(path), "reference": refs.Reference(ITEM), "mapping": ITEM,
        "list": [ITEM, ], "iterator": iter([refs.Reference(ITEM)]), "bibliography": refs.load(path),
    }  # fmt: skip
    assert PRINTED[:14] in refs.render(sources[kind], "apa")
    if kind != "iterator":
        assert json.loads(refs.dump(sources[kind]))[0]["title"] == "Birds"
        assert [one.id for one in refs.resolve(sources[kind], settings=OFFLINE)] == ["doe2001"]
        assert {finding.rule for finding in refs.audit(sources[kind], settings=OFFLINE, links=False)} == {"not-checked"}


@pytest.mark.parametrize("wrong", [[3], ["text"], [None]])
def test_what_is_no_reference_is_an_error_that_says_so(wrong):
    with pytest.raises(refs.InputError, match="expected a reference or a CSL-JSON item, found"):
        refs.render(wrong, "apa")


def test_an_audit_without_links_asks_no_host(monkeypatch):
    monkeypatch.setattr(api, "check_links", lambda *_, **__: pytest.fail("a link was checked"))
    findings = refs.audit(refs.ccsvi(), settings=OFFLINE, links=False)
    assert "title-differs" in {finding.rule for finding in findings}
    assert not [finding for finding in findings if finding.rule in ("link-unknown", "link-broken")]


def test_the_settings_weigh_the_findings_of_the_library_too(tmp_path):
    settings = dataclasses.replace(OFFLINE, rules={"title-differs": "info"}, accept=({"rule": "nonsense"},))
    findings = refs.audit(refs.ccsvi(), settings=settings, links=False)
    assert {finding.severity for finding in findings if finding.rule == "title-differs"} == {"info"}
    assert findings[-1].rule == "accept-entry"


def test_styles_are_found_by_name_read_once_and_taken_everywhere(tmp_path):
    style = refs.Style.named("apa")
    assert repr(style) == "<Style apa>"
    assert refs.render(ITEM, style) == refs.render(ITEM, "apa")
    assert refs.render(ITEM, style, engine="citeproc-py") == refs.render(ITEM, "apa", engine="citeproc-py")
    assert Processor(style, [ITEM]).bibliography().entries[0].text.startswith("Doe, J.")
    copy = tmp_path / "own.csl"
    copy.write_bytes(style.source.xml)
    assert refs.render(ITEM, refs.Style.read(copy)) == refs.render(ITEM, copy) == refs.render(ITEM, "apa")
    assert refs.render(ITEM, EngineStyle.parse(style.source.xml)) == refs.render(ITEM, "apa")
    with pytest.raises(refs.SettingsError, match="needs a style by its name"):
        refs.render(ITEM, EngineStyle.parse(style.source.xml), engine="citeproc-py")
    with pytest.raises(refs.StyleError, match="did you mean nature"):
        refs.Style.named("natuer")
    copy.write_text("<style/>")
    with pytest.raises(refs.StyleError, match=r"own\.csl"):
        refs.Style.read(copy)


@pytest.mark.parametrize("form", get_args(api.ReportFormat))
def test_findings_make_every_report_with_their_page_or_without(form):
    page = refs.ccsvi()
    findings = refs.audit(page, settings=OFFLINE, links=False)
    for text in (refs.report(findings, form), refs.report(findings, form, page=page)):
        assert "title-differs" in text
        assert "laupacis2011" in text or form == "sarif"
    assert "Laupacis A, et al." in refs.report(findings, "html", page=page)


def test_literals_name_exactly_what_there_is():
    readable = {*pages.KINDS, *formats.READERS, "jsonl"}
    assert set(get_args(api.InputFormat)) == readable
    assert set(get_args(api.DataFormat)) == set(formats.WRITERS)
    assert get_args(api.Target) == rendering.TARGETS
    assert get_args(api.ReportFormat) == reports.AUDIT_FORMATS
    assert set(get_args(api.Engine)) == set(rendering.ENGINES)


@pytest.mark.parametrize(
    "call",
    [
        lambda: refs.dump(ITEM, "docx"),
        lambda: refs.report([], "docx"),
        lambda: refs.render(ITEM, "apa", "docx"),
        lambda: refs.render(ITEM, "apa", engine="other"),
        lambda: refs.resolve(ITEM, settings=OFFLINE, registries=("scopus",)),
    ],
)
def test_a_word_that_names_nothing_is_an_error_of_this_library(call):
    with pytest.raises(refs.CcsviRefsError, match=r"docx|other|scopus"):
        call()


def results():
    page = refs.ccsvi()
    found = refs.resolve(page, settings=OFFLINE)
    statuses = refs.check_links(page, settings=OFFLINE)
    findings = refs.audit(page, settings=OFFLINE, resolutions=found, statuses=statuses)
    return [page, *page, *page.links, *found, *statuses, *findings]


def test_every_result_becomes_json_by_the_same_verb_and_is_hashed_and_pickled():
    for result in results():
        assert json.loads(json.dumps(result.as_json())) is not None
        assert pickle.loads(pickle.dumps(result)) == result
        assert hash(result) == hash(pickle.loads(pickle.dumps(result)))


def parts(value):
    yield value
    if isinstance(value, dict):
        held = list(value.values())
    elif isinstance(value, (tuple, list, set, frozenset)):
        held = list(value)
    elif dataclasses.is_dataclass(value):
        held = [getattr(value, field.name) for field in dataclasses.fields(value) if field.compare]
    else:
        held = []
    for item in held:
        yield from parts(item)


def test_nothing_in_a_result_can_be_changed():
    for result in results():
        loose = [part for part in parts(result) if isinstance(part, (list, set, bytearray))]
        loose += [part for part in parts(result) if isinstance(part, dict) and not isinstance(part, FrozenDict)]
        assert not loose, (type(result), loose[:1])
        assert all(dataclasses.fields(part) for part in parts(result) if dataclasses.is_dataclass(part))


def test_results_show_themselves_in_one_line_and_in_notebooks():
    for result in results():
        assert "\n" not in repr(result)
        if isinstance(result, (refs.Reference, refs.Resolution, refs.Finding, refs.Bibliography)):
            assert len(repr(result)) < 400
            assert "<" in result._repr_html_()
            assert result._repr_markdown_().strip()


@pytest.mark.parametrize(
    "error",
    [
        refs.InputError("cannot be read", Location("page.md", 3)),
        refs.EmptyInput("is empty", Location("page.md")),
        refs.ItemError("no title", "doe2001"),
        refs.StyleError("no style"),
        refs.SettingsError("no setting"),
        refs.ServiceError("no answer", "crossref", status=503, blocked=True),
        refs.AddressRefused("not public", "localhost"),
    ],
)
def test_errors_cross_processes_whole(error):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
    assert isinstance(error, refs.CcsviRefsError)
