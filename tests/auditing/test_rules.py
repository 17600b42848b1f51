"""The rules: each is broken where it should be and nowhere else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ccsvi_refs.auditing import audit, corrected
from ccsvi_refs.identifiers import parse
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.model import (
    Bibliography,
    Date,
    FrozenDict,
    Link,
    Mention,
    Notice,
    Problem,
    Reference,
    Statement,
    Value,
)
from ccsvi_refs.resolving import Asked, Candidate, Disagreement, Discrepancy, IdentifierTrouble, Resolution

PLACE = Location("page.md", 3, 1)
REGISTERED = {
    "id": "r",
    "type": "article-journal",
    "title": "Right",
    "author": ({"family": "Doe", "given": "Jane"},),
    "container-title": "Journal of Tests",
    "issued": {"date-parts": ((2018, 1),)},
    "volume": "75",
    "issue": "1",
    "page": "35-43",
    "DOI": "10.1000/right",
}
SAID = {name: (Value("crossref", value),) for name, value in REGISTERED.items() if name not in ("id", "type")}


def cited(text="Doe J. Right. Journal of Tests 2018;75(1):35-43.", **changes):
    data = {name.replace("_", "-"): value for name, value in (REGISTERED | changes).items() if value is not None}
    return Reference(FrozenDict(data), Mention(text, PLACE))


def matched(reference, *discrepancies, notices=(), registered=None):
    merged = Reference(FrozenDict(REGISTERED | (registered or {})), None, FrozenDict(SAID), notices)
    return Resolution(reference, "matched", merged, 0.99, discrepancies=tuple(discrepancies))


def found(resolution, statuses=(), **page):
    return audit(Bibliography((resolution.cited,), **page), [resolution], statuses)


def test_a_reference_as_registered_has_nothing_to_correct():
    assert found(matched(cited())) == []


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("title", "title-differs"),
        ("author", "authors-differ"),
        ("container-title", "journal-differs"),
        ("issued", "year-differs"),
        ("volume", "volume-differs"),
        ("issue", "issue-differs"),
        ("page", "pages-differ"),
        ("publisher", "field-differs"),
        ("DOI", "identifiers-disagree"),
    ],
)
def test_a_differing_field_has_its_rule_its_source_and_its_correction(field, rule):
    (finding,) = found(matched(cited(), Discrepancy(field, "wrong", "right", "pubmed")))
    assert (finding.rule, finding.cited, finding.correction, finding.source) == (rule, "wrong", "right", "pubmed")
    assert (finding.location, finding.reference) == (PLACE, "r")


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("On veins in MS", "On narrow veins in MS", "the title lacks “narrow”"),
        ("On old narrow veins", "On narrow veins", "the title adds “old”"),
        ("On narrow pains", "On narrow veins", "the title has “pains” for “veins”"),
        ("Something else entirely here now", "A b c d e f g", "the title cited is not the registered one"),
    ],
)
def test_a_differing_title_says_which_words(ours, theirs, said):
    (finding,) = found(matched(cited(), Discrepancy("title", ours, theirs, "pubmed")))
    assert finding.message.startswith(said[:40])


def test_what_the_registries_disagree_on_is_told_once_and_not_corrected():
    said = Disagreement("page", (("pubmed", "35-43"), ("crossref", "35-34")))
    (finding,) = found(replace(matched(cited()), disagreements=(said,)))
    assert (finding.rule, finding.severity, finding.correction) == ("registries-disagree", "info", "")
    assert finding.message == "the registries do not agree on the pages: pubmed: 35-43; crossref: 35-34"
    differing = matched(cited(), Discrepancy("page", "1", "35-43", "pubmed"))
    assert [f.rule for f in found(replace(differing, disagreements=(said,)))] == ["pages-differ"]


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("retraction", "retracted"),
        ("withdrawal", "retracted"),
        ("expression-of-concern", "expression-of-concern"),
        ("correction", "corrected"),
        ("new-version", None),
    ],
)
def test_notices_name_who_says_so_when_and_where(kind, rule):
    notice = Notice(kind, "retraction-watch", doi="10.1000/notice", date=Date(((2020, 5, 1),)))
    rules = found(matched(cited(), notices=(notice,)))
    assert [finding.rule for finding in rules] == ([rule] if rule else [])
    if rule:
        assert "retraction-watch on 2020-05-01" in rules[0].message
        assert "doi:10.1000/notice" in rules[0].message


def test_the_notice_s_own_record_is_not_called_retracted():
    assert not found(matched(cited(), notices=(Notice("retraction", "crossref", doi="10.1/x", of=True),)))


def test_a_stale_citation_is_one_finding_and_gives_the_new_imprint():
    stale = cited(
        "Doe J. Right. Journal of Tests 2017 Nov 18 [Epub ahead of print].",
        issued={"date-parts": ((2017, 11, 18),)}, volume=None, issue=None, page=None, status="Epub ahead of print",
    )  # fmt: skip
    resolution = matched(stale, Discrepancy("issued", "2017", "2018", "pubmed"))
    (finding,) = found(resolution)
    assert (finding.rule, finding.correction) == ("published-since", "2018;75(1):35-43")
    right = corrected(resolution)
    assert "status" not in right.data
    assert (str(right.issued), right.text("volume"), right.text("page")) == ("2018", "75", "35-43")


def test_still_ahead_of_print_is_not_stale():
    ahead = cited(volume=None, issue=None, page=None, status="Epub ahead of print")
    nowhere = {"volume": "", "issue": "", "page": ""}
    assert "published-since" not in {f.rule for f in found(matched(ahead, registered=nowhere))}


def test_missing_fields_and_identifiers():
    rules = {f.rule: f.correction for f in found(matched(cited(issue=None, DOI=None)))}
    assert rules == {"field-missing": "1", "no-identifier": "DOI 10.1000/right"}


def test_an_unverified_identifier_is_told_but_is_no_correction():
    said = SAID | {"DOI": (Value("curated", "10.1000/maybe", verified=False),)}
    resolution = Resolution(
        cited(DOI=None), "matched", Reference(FrozenDict(REGISTERED), None, FrozenDict(said)), 0.9
    )  # fmt: skip
    (finding,) = found(resolution)
    assert finding.registered == "DOI 10.1000/maybe (unverified)"
    assert finding.correction == ""


def test_identifiers_that_lead_elsewhere_or_nowhere():
    doi = parse("doi", "10.1000/right")
    nowhere = IdentifierTrouble("unregistered", doi, "it does not exist")
    elsewhere = IdentifierTrouble("other-work", doi, "it leads to another work")
    unread = IdentifierTrouble("unread", doi, "its record could not be read")
    resolution = Resolution(cited(), "ambiguous", identifier_troubles=(nowhere, elsewhere, unread))
    rules = [finding.rule for finding in found(resolution)]
    assert sorted(rules) == ["ambiguous-match", "identifiers-disagree", "unregistered-identifier"]
    told = replace(matched(cited(), Discrepancy("DOI", "a", "b", "pubmed")), identifier_troubles=(elsewhere,))
    assert [finding.rule for finding in found(told)] == ["identifiers-disagree"]


def test_form_alone_is_judged_whatever_the_registries_say():
    slip = cited("Doe J. Right. J Tests 2018:75(1):35-43.", DOI="11.1000/x")
    rules = {f.rule: f for f in found(Resolution(slip, "not-found"))}
    assert rules["separator-slip"].correction == "2018;75(1)"
    assert rules["malformed-identifier"].cited == "11.1000/x"


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [
        ("doi:10.1O16/j.x.2018.1", ["10.1O16/j.x.2018.1"]),
        ("doi: j.enggeo.2018.07.001.", ["j.enggeo.2018.07.001"]),
        ("https://doi.org/101016/j.x", ["101016/j.x"]),
        ("PMID: 2196941l", ["2196941l"]),
        ("doi:10.1000/right PMID: 21969411", []),
        ("doi: none", []),
        ("DOI: https://doi.org/10.1000/right", []),
        ("doi:doi:10.1000/right", []),
    ],
)
def test_what_is_printed_as_an_identifier_and_is_none_is_told(printed, wrong):
    text = f"Doe J. Right. J Tests 2018;75(1):35-43. {printed}"
    told = [f.cited for f in found(matched(cited(text))) if f.rule == "malformed-identifier"]
    assert told == wrong


@pytest.mark.parametrize("text", ["J Tests 2018;75(1):35-43", "At 12:30:45 in 2018: 3 of 4", "BMJ 2018: e1234"])
def test_a_colon_elsewhere_is_no_slip(text):
    assert not [f for f in found(matched(cited(text))) if f.rule == "separator-slip"]


def test_the_unmatched():
    asked = tuple(Asked(name, datetime(2026, 11, 24, tzinfo=UTC)) for name in ("crossref", "pubmed"))
    (none,) = found(Resolution(cited(), "not-found", asked=asked))
    assert (none.rule, none.message) == (
        "no-matching-record", "no matching record found in PubMed, Crossref on 2026-11-24",
    )  # fmt: skip
    (outside,) = found(Resolution(cited(type="report"), "not-found", asked=asked))
    assert (outside.rule, outside.message) == ("outside-registries", none.message)
    two = (Candidate("10.1/a", "", "One", 0.4), Candidate("", "7", "Two", 0.4))
    (several,) = found(Resolution(cited(), "ambiguous", candidates=two))
    assert several.rule == "ambiguous-match"
    (away,) = found(Resolution(cited(), "unavailable", problems=("Crossref could not be reached",)))
    assert (away.rule, away.message) == ("not-checked", "Crossref could not be reached")


def test_the_same_work_twice():
    one, two = matched(cited()), matched(cited(id="s"))
    findings = audit(Bibliography((one.cited, two.cited)), [one, two])
    assert [(f.rule, f.reference) for f in findings] == [("duplicate-reference", "s")]


@pytest.mark.parametrize("verdict", ["broken", "mismatch", "retracted", "moved", "timeout", "blocked", "unknown"])
def test_links(verdict):
    status = LinkStatus("http://x.test", verdict, "why", "r", PLACE, correction="http://y.test")
    (finding,) = found(matched(cited()), [status])
    assert (finding.rule, finding.correction) == (f"link-{verdict}", "http://y.test")


@pytest.mark.parametrize("verdict", ["ok", "ignored"])
def test_links_that_are_fine(verdict):
    assert not found(matched(cited()), [LinkStatus("http://x.test", verdict, "", "r", PLACE)])


def test_what_is_about_the_page():
    page = {
        "problems": (Problem("cannot be read", Location("page.md", 9)),),
        "links": (Link("", "Summary", PLACE, "r"),),
        "statements": (Statement("It works.", (), "differs", "It does not.", "a page"),),
    }
    rules = [finding.rule for finding in found(matched(cited()), **page)]
    assert rules == ["unreadable-record", "link-without-address", "statement-differs"]


def test_an_unmatched_reference_is_corrected_to_itself():
    reference = cited()
    assert corrected(Resolution(reference, "not-found")) == reference
