"""Every report format holds the findings, and nothing of theirs breaks out of it."""

import json
from datetime import UTC, datetime
from typing import get_args

import lxml.html
import pytest
from markdown_it import MarkdownIt

from ccsvi_refs.auditing import Finding
from ccsvi_refs.auditing.health import RULE_OF_VERDICT, link_findings
from ccsvi_refs.links import VERDICTS, ChangeKind, LinkStatus
from ccsvi_refs.links.store import LIFETIMES
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, FrozenDict, Link, Mention, Reference
from ccsvi_refs.reports import (
    AUDIT_FORMATS,
    Audited,
    Report,
    audit_report,
    changes_text,
    links_text,
    resolutions_text,
)
from ccsvi_refs.reports.links_report import CHANGES, RANKS
from ccsvi_refs.resolving import Asked, Resolution

HOSTILE = "A <script>alert(1)</script> | *title* [x](javascript:1) `code`\n::error::& ]]> \x1b[31m"


def report(**changes):
    place = Location("a page,%.md", 3, 7)
    cited = Reference({"id": "smith2001", "title": HOSTILE}, Mention(HOSTILE, place))
    finding = Finding(
        "title-differs", "the title differs", place, "smith2001", HOSTILE, "Right", "crossref", "Right", **changes
    )
    loose = Finding("link-broken", "http://x.test: gone", Location("a page,%.md", 9), cited="http://x.test")
    return Report((Audited(Bibliography((cited,), path="a page,%.md"), [finding, loose]),))


@pytest.mark.parametrize("form", AUDIT_FORMATS)
def test_every_format_names_the_rules_and_lets_no_control_character_through(form):
    text = audit_report(report(), form)
    assert "title-differs" in text
    assert "link-broken" in text
    assert "\x1b" not in text
    assert text.endswith("\n")


@pytest.mark.parametrize("form", AUDIT_FORMATS)
def test_an_empty_report_is_a_report(form):
    assert audit_report(Report(()), form) is not None


def test_html_shows_the_title_as_text():
    page = lxml.html.document_fromstring(audit_report(report(), "html"))
    assert len(page.xpath("//script")) == 1
    assert "<script>alert(1)</script>" in page.xpath("string(//p[@class='cited'])")


def test_markdown_shows_the_title_as_text():
    page = MarkdownIt("commonmark").render(audit_report(report(), "markdown"))
    assert "<script>" not in page
    assert "javascript:1" not in "".join(lxml.html.fromstring(page).xpath("//a/@href"))
    assert "*title*" in lxml.html.fromstring(page).text_content()


def test_github_messages_stay_on_one_line_and_properties_apart():
    lines = audit_report(report(), "github").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::error file=a page%2C%25.md,line=3,col=7,title=title-differs (smith2001)::")
    assert "%0A" in lines[0]


def alike(number, severity):
    rule = {"error": "link-broken", "info": "no-identifier"}[severity]
    return Report((Audited(Bibliography(), [Finding(rule, f"number {each}") for each in range(number)]),))


def test_github_shows_ten_annotations_of_a_kind_and_nobody_was_told():
    assert audit_report(alike(10, "error"), "github").count("\n") == 10
    *annotations, last = audit_report(alike(12, "error"), "github").splitlines()
    assert len(annotations) == 12
    assert last.startswith("12 errors: beside the lines GitHub shows 10 of a kind for each step and 50 for a run")
    assert not last.startswith("::")


def test_sarif_explains_its_rules():
    (run,) = json.loads(audit_report(report(), "sarif"))["runs"]
    told = {rule["id"]: rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert told["link-broken"].startswith("**error.** The address answers that there is nothing")
    assert set(told) == {"title-differs", "link-broken"}


def test_sarif_places_levels_and_stable_fingerprints():
    (run,) = json.loads(audit_report(report(), "sarif"))["runs"]
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "title-differs"
    assert first["level"] == "error"
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "a%20page%2C%25.md"
    assert physical["region"] == {"startLine": 3, "startColumn": 7}
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 9}
    (again,) = json.loads(audit_report(report(), "sarif"))["runs"]
    assert again["results"][0]["partialFingerprints"] == first["partialFingerprints"]


def test_json_has_nulls_for_what_is_unknown():
    first, second = json.loads(audit_report(report(), "json"))["findings"]
    assert first["location"] == {"path": "a page,%.md", "line": 3, "column": 7}
    assert second["reference"] is None
    assert second["location"]["column"] is None


def test_colours_only_where_they_are_asked_for():
    assert "\x1b[" in audit_report(report(), "text", colour=True)
    assert "\x1b[" not in audit_report(report(), "text")


def test_two_pages_with_one_id_are_kept_apart():
    one, two = report().parts[0], Audited(Bibliography(report().parts[0].bibliography.references, path="b.md"), [])
    text = audit_report(Report((one, two)), "text", detail="verbose")
    assert (
        text.index("a page,%.md") < text.index("title-differs") < text.index("b.md") < text.index("nothing to correct")
    )


def test_links_as_text_name_verdict_place_target_and_owner_the_worst_first():
    moved = LinkStatus("http://x.test/a", "moved", "301", location=Location("p.md", 2, 3), final_url="http://x.test/b")
    gone = LinkStatus("http://x.test/c", "broken", "404", "smith2001", archived="http://archive.test/c", previous="ok")
    good = LinkStatus("http://x.test/d", "ok")
    assert links_text([good, moved, gone], False).splitlines() == [
        "  broken    http://x.test/c  404 (was ok)  [smith2001]",
        "            archived  http://archive.test/c",
        "  moved     p.md:2:3  http://x.test/a -> http://x.test/b  301",
        "3 links: 1 ok, 1 moved, 1 broken",
    ]
    known = {("http://x.test/c", "broken")}
    assert links_text([good, gone], False, known=known).splitlines() == [
        "2 links: 1 ok, 1 broken",
        "1 of them as bad as the baseline says",
    ]
    assert len(links_text([good, gone], False, known=known, detail="verbose").splitlines()) == 5


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_its_place_in_every_table(verdict):
    """A new verdict without a colour, a rank, a rule or a lifetime is a KeyError somewhere, or is kept as another."""
    status = LinkStatus("http://x.test/a", verdict, "a reason")
    assert verdict in links_text([status], False, detail="verbose")
    assert {verdict} == {verdict} & RANKS.keys() & RULE_OF_VERDICT.keys() & LIFETIMES.keys()
    assert len(list(link_findings([status]))) == (RULE_OF_VERDICT[verdict] is not None)


@pytest.mark.parametrize("kind", get_args(ChangeKind))
def test_every_kind_of_change_has_its_place(kind):
    assert kind in CHANGES
    assert "1 change" in changes_text([(kind, LinkStatus("http://x.test/a", "ok"))], "today", False)


def test_a_resolution_in_text_says_why_nothing_was_matched():
    asked = (Asked("crossref", datetime(2026, 11, 24, tzinfo=UTC)),)
    cited = Reference(FrozenDict({"id": "r"}))
    resolution = Resolution(cited, "not-found", evidence="the title is another", asked=asked)
    assert resolutions_text([resolution], colour=False).splitlines() == [
        "r  not-found",
        "  no matching record found in Crossref on 2026-11-24",
        "  the title is another",
    ]


def many(number):
    """A report of as many references and links, each with one finding."""
    places = [Location("page.md", line) for line in range(1, number + 1)]
    findings = [Finding("title-differs", "m", place, f"r{place.line}", level="error") for place in places]
    findings += [
        Finding("link-broken", "gone", place, cited=f"http://x.test/{place.line}", source="link") for place in places
    ]
    statuses = [LinkStatus(f"http://x.test/{place.line}", "broken", location=place) for place in places]
    references = tuple(Reference({"id": f"r{place.line}"}) for place in places)
    return Report((Audited(Bibliography(references, path="page.md"), findings, statuses=statuses),))


@pytest.mark.parametrize("form", AUDIT_FORMATS)
def test_four_times_the_findings_take_no_more_than_five_times_the_comparisons(form, monkeypatch):
    counts = {"compared": 0, "looked at": 0}

    def counted(kind, plain):
        def count(*given):
            counts[kind] += 1
            return plain(*given)

        return count

    few, more = many(30), many(120)
    for kind in (Finding, Location, LinkStatus):
        monkeypatch.setattr(kind, "__eq__", counted("compared", kind.__eq__))
    monkeypatch.setattr(Finding, "severity", property(counted("looked at", Finding.severity.fget)))
    audit_report(few, form)
    first = dict(counts)
    audit_report(more, form)
    for kind, number in first.items():
        assert counts[kind] - number <= 5 * number + 50, kind


def test_junit_keeps_a_finding_about_a_link_that_is_not_among_the_pages_links():
    loose = Finding(
        "link-broken", "gone all the same", Location("page.md", 9), cited="http://other.test", source="link"
    )
    (part,) = many(2).parts
    text = audit_report(Report((Audited(part.bibliography, [*part.findings, loose], statuses=part.statuses),)), "junit")
    assert "gone all the same" in text
    assert 'tests="5"' in text


def test_a_dead_link_was_told_in_words_for_programmers():
    (found,) = link_findings([LinkStatus("http://x.test/a", "broken", "not found (404)")])
    assert found.message == "the link leads nowhere any more: http://x.test/a (not found (404))"


@pytest.mark.parametrize(
    ("text", "labels", "shown"),
    [
        ("Quill P. Bees. J Absence 1999;1:2. Read", ["Read"], "Quill P. Bees. J Absence 1999;1:2."),
        (
            "Quill P. Bees. J Absence 1999;1:2. Read article online | PDF",
            ["Read article online", "PDF"],
            "Quill P. Bees. J Absence 1999;1:2.",
        ),
        (
            "Quill P. Bees. J Absence 1999;1:2. doi:10.1000/x",
            ["doi:10.1000/x"],
            "Quill P. Bees. J Absence 1999;1:2. doi:10.1000/x",
        ),
        ("NICE. The NHS at a glance", ["The NHS at a glance"], "NICE. The NHS at a glance"),
        ("Quill P. What we read", ["read"], "Quill P. What we"),
        ("Read", ["Read"], "Read"),
        ("Quill P. Bees. J Absence 1999;1:2. Read", [], "Quill P. Bees. J Absence 1999;1:2. Read"),
    ],
)
def test_a_citation_ended_in_the_label_of_its_link(text, labels, shown):
    mention = Mention(text, links=tuple(Link("http://x.test", label) for label in labels))
    assert mention.citation == shown
