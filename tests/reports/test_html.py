"""The HTML report: nothing of the input is lost in it, what differs is marked, and the input stays text."""

import re
from dataclasses import replace
from itertools import product

import lxml.html
import pytest

import ccsvi_refs as refs
from ccsvi_refs.auditing import Finding
from ccsvi_refs.auditing.finding import Acceptance
from ccsvi_refs.examining import put_right
from ccsvi_refs.links import VERDICTS
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Mention, Problem, Reference
from ccsvi_refs.reports import Audited, Report, audit_report
from ccsvi_refs.reports.html import marking, markup, policy, timeline
from ccsvi_refs.reports.html.rows import rows
from ccsvi_refs.text.printing import harmless, without_commands
from tests.reports import samples


def written(report):
    return lxml.html.document_fromstring(audit_report(report, "html").encode())


def words(element):
    """The text to the eye of an element: without what is for those who hear it."""
    return " ".join("".join(element.xpath(".//text()[not(ancestor::*[@class='sr'])]")).split())


def put(found, kind):
    return [piece.text for piece in found if piece.kind == kind]


@pytest.mark.parametrize(
    ("said", "meant", "gone", "new"),
    [
        ("chronic cerebrospinal insufficiency", "chronic cerebrospinal venous insufficiency", [], ["venous "]),
        ("the dancers of Leeds", "the drummers of Leeds", ["dancers"], ["drummers"]),
        ("Epub ahead of print", "75(1):35-43", ["Epub ahead of print"], ["75(1):35-43"]),
        ("392-9", "392–399", ["9"], ["399"]),
        ("The Veins", "the veins", ["The Veins"], ["the veins"]),
        ("慢性脳静脈不全", "慢性脳脊髄静脈不全", [], ["脊髄"]),
        ("أوردة الرقبة", "أوردة الساق", ["الرقبة"], ["الساق"]),
        ("Brown P", "Brown P, Green A, Grey B, Black C, White D", [], [", Green A, Grey B, Black C, White D"]),
        ("", "4", [], ["4"]),
        ("same", "same", [], []),
    ],
)
def test_the_words_that_differ_are_marked_and_no_others(said, meant, gone, new):
    found = marking.pieces(said, meant)
    assert (put(found, "gone"), put(found, "new")) == (gone, new)


@pytest.mark.parametrize(("said", "meant"), list(product([samples.HOSTILE[3], "a b  c", "A-b c’s", "x"], repeat=2)))
def test_the_pieces_of_two_wordings_are_the_two_wordings(said, meant):
    found = marking.pieces(said, meant)
    assert "".join(piece.text for piece in found if piece.kind != "new") == said
    assert "".join(piece.other or piece.text for piece in found if piece.kind != "gone") == meant


def test_thousands_of_authors_are_compared_and_what_is_alike_is_left_out():
    many = [f"Brown{at} P" for at in range(1500)]
    said, meant = marking.beside(", ".join(many), ", ".join([*many[:700], "Green Q", *many[701:]]))
    assert "<del>" in said
    assert "Green Q" in meant
    assert len(meant) < 2_000


def test_a_citation_has_its_corrections_marked_in_their_places():
    (row,) = written(samples.report(13)).xpath("//li[@id='input-1-13']")
    cited = row.xpath(".//p[@class='cited']")[0]
    assert [words(each) for each in cited.xpath(".//del")] == ["2017", "80"]
    assert [words(each) for each in cited.xpath(".//ins")] == ["2018", "81", "doi:10.5555/neck.ref13"]
    assert "[not as registered: 2017] " in cited.text_content()
    assert "2018;81(4):392-9. doi:10.5555/neck.ref13" in words(row.xpath(".//p[@class='corrected']")[0])


def test_a_reference_that_is_data_has_what_differs_marked_in_its_fields():
    row = written(samples.report(3)).xpath("//li[@id='input-1-3']//p[@class='cited']")[0]
    assert words(row).startswith("Brown P, Green A. Veins of the neck")
    assert [words(each) for each in row.xpath(".//del | .//ins")] == ["2021", "2022", "80", "81"]


def test_everything_of_the_input_is_in_the_report():
    report = samples.report(20)
    page = written(report)
    text = words(page)
    for finding in report.findings:
        assert finding.rule in text
        assert " ".join(finding.message.split()) in text
    for problem in report.parts[0].bibliography.problems:
        assert problem.raw in text
    for verdict in VERDICTS:
        assert page.xpath(f"//strong[contains(@class, 'verdict') and text()='{verdict}']")
    for number in range(1, 21):
        assert page.xpath(f"//li[@id='input-1-{number}']//span[@class='number' and text()='[{number}]']")
    assert "Ambiguous: each of these may be meant" in text
    assert "Veins of the arm" in text
    assert "Nearest record, not taken for the work: Veins of the neck" in text
    assert "PubMed did not answer" in text
    assert "2026-11-24 09:30 UTC" in text
    assert page.xpath("//a[@href='https://archive.example/https://neck.example/11']")
    assert len(page.xpath("//*[contains(@class, 'banner')]/strong[starts-with(text(), 'Retracted')]")) == 4


def test_an_accepted_finding_is_shown_with_its_reason_and_folds_its_reference():
    cited = samples.reference(1)
    finding = Finding("title-differs", "the title differs", None, "ref1", accepted=Acceptance("checked by hand"))
    (row,) = written(Report((Audited(Bibliography((cited,)), [finding]),))).xpath("//li[@id='input-1-1']")
    assert row.get("data-severity") == "accepted"
    assert "checked by hand" in words(row.xpath("details")[0])


@pytest.mark.parametrize(("of_lock", "said"), [(False, "nothing to correct"), (True, "nothing has changed")])
def test_a_reference_without_findings_is_one_line_and_says_no_more_than_is_known(of_lock, said):
    cited = samples.reference(1)
    part = Audited(Bibliography((cited,)), [], [samples.matched(cited)])
    assert words(written(Report((part,), of_lock=of_lock)).xpath("//li/details/summary")[0]) == said
    unasked = Audited(Bibliography((cited,)), [])
    assert words(written(Report((unasked,))).xpath("//li/details/summary")[0]) == "no finding"


def test_what_has_changed_is_marked_against_what_was():
    change = Finding("record-changed", "the title", None, "ref1", was="Veins of the arm", registered="Veins of the leg")
    report = Report((Audited(Bibliography((samples.reference(1),)), [change]),), of_lock=True)
    (row,) = written(report).xpath("//li[@id='input-1-1']")
    assert [words(each) for each in row.xpath(".//dl//del | .//dl//ins")] == ["arm", "leg"]


def test_a_link_that_no_reference_owns_stands_with_its_finding_and_not_twice():
    page = written(samples.report(5))
    (row,) = page.xpath("//li[contains(@class, 'link')]")
    assert "https://neck.example/loose" in words(row)
    assert row.get("data-rules") == "link-broken"
    assert words(page).count("https://neck.example/loose") == 2


def test_two_pages_with_the_same_ids_keep_their_own_corrections():
    right, wrong = samples.part(2), samples.part(1)
    good = replace(right, findings=[], resolutions=[samples.matched(each) for each in right.bibliography])
    page = written(Report((good, wrong)))
    assert not page.xpath("//li[@id='input-1-1']//p[@class='corrected']")
    assert page.xpath("//li[@id='input-2-1']//p[@class='corrected']")


def test_no_title_gets_out_of_its_text():
    page = written(samples.hostile())
    assert len(page.xpath("//script")) == 1
    assert len(page.xpath("//style")) == 1
    assert len(page.xpath("//h1")) == 1
    assert not page.xpath("//img | //iframe | //form[@action] | //*[@style]")
    assert {
        name for each in page.iter() if isinstance(each.tag, str) for name in each.attrib if name.startswith("on")
    } == set()
    assert all(re.match("https?://|#", href) for href in page.xpath("//a/@href"))
    assert "\u202e" not in page.text_content()
    assert "<script>document.title='taken'</script>" in page.text_content()


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:1", "data:text/html,x", "file:///etc/passwd", "http://[", "//x.example", "https:",
     "https://a.example/\u202e", "java\nscript:1", "https://a b.example", "", "vbscript:1", "mailto:a@b.example"],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url):
    assert not markup.is_web(url)
    assert "<a" not in markup.link(url)


def test_the_same_report_is_the_same_bytes_and_survives_being_printed():
    first = audit_report(samples.report(12), "html")
    assert first == audit_report(samples.report(12), "html")
    assert harmless(first) == first
    assert without_commands(first) == first
    assert policy() in lxml.html.document_fromstring(first.encode()).xpath("//meta/@content")


def test_nothing_is_asked_for_from_outside():
    page = written(samples.hostile())
    assert page.xpath("//@src | //link[@href!='data:,'] | //object | //embed") == []
    assert "url(" not in page.xpath("string(//style)")
    assert "@import" not in page.xpath("string(//style)")


@pytest.mark.parametrize("years", [(2009,), (1628, 2026), (0, 9999), (2000, 2001)])
def test_the_timeline_shows_every_dated_work_once(years):
    page = Bibliography(tuple(samples.reference(at, year=year) for at, year in enumerate(years)))
    shown = lxml.html.fromstring(timeline.timeline(rows(Audited(page, []), "input-1").references))
    assert sum(int(cell) for cell in shown.xpath("//tbody/tr/td[1]/text()")) == len(years)
    assert len(shown.xpath("//*[name()='rect']")) <= 48


def test_a_page_without_anything_is_a_report():
    for report in (Report(()), Report((Audited(Bibliography(path="empty.md"), []),))):
        page = written(report)
        assert not page.xpath("//*[@id='timeline'] | //*[@id='choose']")
        assert "Nothing was found." in words(page)


def test_what_was_not_read_is_shown_with_how_much_of_it_is_left_out():
    problem = Problem("no closing brace", Location("a.bib", 3), "@article{" + "x" * 5_000)
    page = Bibliography((), problems=(problem,), notes=(Mention("Ibid.", None, (), "3."),), path="a.bib")
    text = words(written(Report((Audited(page, []),))))
    assert "no closing brace" in text
    assert "(3009 more characters)" in text
    assert "3. Ibid." in text


def test_the_librarys_report_shows_records_and_links_where_they_are_given():
    part = samples.part(4)
    given = {"page": part.bibliography, "resolutions": part.resolutions, "statuses": part.statuses}
    assert refs.report(part.findings, "html", **given) == audit_report(Report((part,)), "html")
    (row,) = lxml.html.document_fromstring(refs.report(part.findings, "html", page=part.bibliography)).xpath(
        "//li[@id='input-1-1']"
    )
    assert [words(each) for each in row.xpath(".//p[@class='cited']//ins")][:2] == ["human", "of both sexes"]
    alone = lxml.html.document_fromstring(
        refs.report(part.findings, "html", page=Bibliography((Reference({"id": "ref1"}),)))
    )
    assert "title-differs" in words(alone)


def test_a_report_of_links_alone_shows_them_with_their_references_and_claims_nothing_of_registries():
    whole = samples.part(9)
    findings = [finding for finding in whole.findings if finding.source == "link"]
    page = written(Report((Audited(whole.bibliography, findings, statuses=whole.statuses),)))
    assert len(page.xpath("//ul[@class='links']/li")) == 9
    assert not page.xpath("//*[contains(@class, 'status')]")
    assert words(page.xpath("//li[@id='input-1-9']/details/summary")[0]) == "no finding"
    assert "Sites" in words(page.xpath("//*[@id='asked']")[0])


def test_a_reference_with_notes_alone_is_one_line_that_names_them():
    cited = samples.reference(1)
    findings = [Finding("no-identifier", "none is given", None, "ref1", registered="DOI 10.5555/x", source="crossref")]
    (row,) = written(Report((Audited(Bibliography((cited,)), findings),))).xpath("//li[@id='input-1-1']")
    assert words(row.xpath("details/summary")[0]) == "1 info: no-identifier"
    assert "DOI 10.5555/x" in words(row.xpath("details")[0])


def test_the_words_of_a_quotation_that_differ_are_marked():
    finding = Finding(
        "quotation-differs", "m", None, "ref1", "veins of the arm are wide", "veins of the leg are wide", "pubmed"
    )
    (row,) = written(Report((Audited(Bibliography((samples.reference(1),)), [finding]),))).xpath(
        "//li[@id='input-1-1']"
    )
    assert [words(each) for each in row.xpath(".//dl//del | .//dl//ins")] == ["arm", "leg"]


def test_data_put_right_in_a_style_can_be_copied():
    report = put_right(samples.report(3))
    (row,) = written(report).xpath("//li[@id='input-1-3']//p[@class='corrected']")
    assert "(2022)" in words(row)
    assert "81(4)" in words(row)
