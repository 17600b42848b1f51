"""Notices, versions and nearest records: what is said of a work as a whole, once for each fact."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ccsvi_refs.auditing import audit
from ccsvi_refs.formats import citation
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Date, Mention, Notice, Reference
from ccsvi_refs.resolving import Asked, Candidate, Discrepancy, Resolution, deciding
from ccsvi_refs.resolving.cases import case
from ccsvi_refs.resolving.deciding import Decision, Work

PLACE = Location("page.md", 3, 1)
TEXT = "Doe J, Roe R. Plasma viscosity after ligation in sheep. J Ven Stud 2015;4(1):10-19."
WORK = {
    "id": "r",
    "type": "article-journal",
    "title": "Plasma viscosity after ligation in sheep",
    "author": [{"family": "Doe", "given": "J"}, {"family": "Roe", "given": "R"}],
    "container-title": "Journal of Venous Studies",
    "issued": {"date-parts": [[2015]]},
    "volume": "4",
    "issue": "1",
    "page": "10-19",
    "DOI": "10.5555/r.1",
}
ASKED = (Asked("crossref", datetime(2026, 11, 24, tzinfo=UTC)),)


def work(**changes):
    return Reference(WORK).with_fields(**changes).data


def cited(text=TEXT, **changes):
    return Reference(work(**changes), Mention(text, PLACE, number="[17]"))


def matched(reference, *discrepancies, notices=(), **changes):
    registered = Reference(work(**changes), None, {}, notices)
    return Resolution(reference, "matched", registered, 0.99, discrepancies=discrepancies)


def found(resolution):
    return audit(Bibliography((resolution.cited,)), [resolution])


def notice(kind, source="crossref", doi="", year=0, **more):
    return Notice(kind, source, doi, date=Date(((year,),)) if year else None, **more)


RETRACTION = notice("retraction", doi="10.5555/r.1n", year=2018)


def test_one_retraction_is_one_finding_whoever_reports_it_and_under_whatever_name():
    reports = (
        RETRACTION,
        notice("retraction", "retraction-watch", "10.5555/r.1n", 2018),
        notice("retraction", "pubmed", pmid="20137807", label="Lancet. 2018;1:445"),
        notice("withdrawal", "europepmc"),
    )
    (finding,) = found(matched(cited(), notices=reports))
    assert finding.rule == "retracted"
    assert finding.message == (
        "retraction, reported by crossref, retraction-watch, pubmed and europepmc on 2018, "
        "doi:10.5555/r.1n, pmid:20137807"
    )
    assert (finding.number, finding.reference) == ("[17]", "r")


def test_corrections_are_told_apart_by_their_identifiers_and_put_together_by_their_years():
    reports = (
        notice("correction", doi="10.5555/c.1", year=2016),
        notice("correction", "pubmed", pmid="1", year=2016),
        notice("correction", doi="10.5555/c.2", year=2019),
        notice("correction", "pubmed"),
    )
    findings = found(matched(cited(), notices=reports))
    assert [finding.rule for finding in findings] == ["corrected", "corrected"]
    assert "doi:10.5555/c.1, pmid:1" in findings[0].message
    assert "doi:10.5555/c.2" in findings[1].message


@pytest.mark.parametrize(
    ("kinds", "rule", "severity"),
    [
        (["partial-retraction"], "partly-retracted", "warning"),
        (["temporary-removal"], "temporarily-removed", "warning"),
        (["temporary-removal", "removal"], "retracted", "error"),
        (["expression-of-concern"], "expression-of-concern", "warning"),
        (["expression-of-concern", "concern-lifted"], "concern-lifted", "info"),
        (["retraction-and-republication", "retraction"], "retracted", "error"),
        (["retraction", "reinstatement"], "reinstated", "info"),
    ],
)
def test_each_kind_of_notice_is_as_grave_as_it_is(kinds, rule, severity):
    (finding,) = found(matched(cited(), notices=tuple(notice(kind) for kind in kinds)))
    assert (finding.rule, finding.severity) == (rule, severity)


def test_a_work_that_is_retracted_again_is_retracted():
    again = (notice("retraction", year=2016), notice("reinstatement", year=2018), notice("retraction", year=2021))
    assert [finding.rule for finding in found(matched(cited(), notices=again))] == ["retracted"]
    assert [finding.rule for finding in found(matched(cited(), notices=again[:2]))] == ["reinstated"]


@pytest.mark.parametrize(
    "text",
    [
        TEXT + " Retraction in: J Ven Stud. 2018;7(2):99.",
        TEXT + " Retracted and republished in: J Ven Stud. 2018;7(2):99.",
        TEXT.replace("sheep.", "sheep [retracted]."),
        TEXT.replace("Plasma", "RETRACTED: Plasma"),
        TEXT + " (Retraction published J Ven Stud 2018;7:99)",
        TEXT.replace("Plasma", "WITHDRAWN: Plasma"),
    ],
)
def test_a_citation_that_says_that_its_work_is_retracted_is_no_error(text):
    (finding,) = found(matched(cited(text), notices=(RETRACTION,)))
    assert (finding.rule, finding.severity) == ("retraction-acknowledged", "info")


@pytest.mark.parametrize("field", ["note", "keyword", "annote"])
def test_a_note_in_an_entry_acknowledges_a_retraction_too(field):
    entry = Reference({**WORK, field: "retracted in 2018"})
    assert [finding.rule for finding in found(matched(entry, notices=(RETRACTION,)))] == ["retraction-acknowledged"]


def test_a_work_about_retractions_is_not_taken_to_acknowledge_its_own():
    title = "Why articles are retracted: retraction notices in 2015"
    about = cited(TEXT.replace(WORK["title"], title), title=title)
    (finding,) = found(matched(about, notices=(RETRACTION,), title=title))
    assert finding.rule == "retracted"


PREPRINT = {"type": "article", "container_title": "bioRxiv", "volume": None, "issue": None, "page": None}
APPEARED = notice("published-version", doi="10.5555/veins.2021")


def test_a_preprint_that_has_appeared_says_where():
    preprint = cited("Doe J, Roe R. Plasma viscosity after ligation in sheep. bioRxiv 2015.", **PREPRINT)
    (finding,) = found(matched(preprint, notices=(APPEARED,), **PREPRINT))
    assert (finding.rule, finding.severity, finding.correction) == (
        "published-version", "warning", "DOI 10.5555/veins.2021",
    )  # fmt: skip


def test_a_newer_version_of_an_article_is_not_called_its_published_version():
    assert found(matched(cited(), notices=(notice("new-version", doi="10.5555/v2"),))) == []
    assert found(matched(cited(), notices=(replace(APPEARED, of=True),))) == []


def test_a_preprint_s_identifier_beside_an_article_s_imprint_is_one_finding():
    differing = [
        Discrepancy("container-title", "J Ven Stud", "bioRxiv", "crossref"),
        Discrepancy("issued", "2016", "2015", "crossref"),
    ]
    (finding,) = found(matched(cited(), *differing, notices=(APPEARED,), **PREPRINT))
    assert (finding.rule, finding.correction) == ("preprint-identifier", "DOI 10.5555/veins.2021")
    (unknown,) = found(matched(cited(), *differing, **PREPRINT))
    assert (unknown.rule, unknown.correction) == ("preprint-identifier", "")
    titled = found(matched(cited(), *differing, Discrepancy("title", "A", "B", "crossref"), **PREPRINT))
    assert [one.rule for one in titled] == ["preprint-identifier", "title-differs"]


def candidate(confidence=0.4, **changes):
    record = Reference(work(**changes))
    return Candidate(record.text("DOI"), "", record.title, confidence, record)


def unmatched(status, text, *candidates, **changes):
    asked = case(cited(text, **changes))
    ranked = tuple((Work((each.record,), each.record), each.confidence) for each in candidates)
    return replace(deciding.resolution(asked, Decision(status, ranked=ranked), ("crossref",)), asked=ASKED)


ALTERED = TEXT.replace("in sheep", "in goats")


def test_the_nearest_record_is_named_with_what_it_shares_and_where_it_differs():
    title = "Plasma viscosity after ligation in goats"
    (finding,) = found(unmatched("ambiguous", ALTERED, candidate(), DOI=None, title=title))
    assert finding.message == (
        "no record fits all that is cited; nearest: Plasma viscosity after ligation in sheep (doi:10.5555/r.1)"
        "; same authors, journal, year, volume, issue number and pages; the title has “goats” for “sheep”"
    )
    (missing,) = found(unmatched("not-found", ALTERED, candidate(), DOI=None, title=title))
    assert missing.message.startswith("no matching record found in Crossref on 2026-11-24; nearest: Plasma viscosity")


def test_no_absurd_candidate_is_named():
    far = candidate(
        title="Hydrosalpinx in heifers", DOI="10.5555/far", author=[{"family": "Poe"}], volume="77", page="1"
    )
    (finding,) = found(
        unmatched("ambiguous", ALTERED, candidate(), far, title="Plasma viscosity after ligation in goats")
    )
    assert "Hydrosalpinx" not in finding.message
    (alone,) = found(unmatched("ambiguous", ALTERED, far))
    assert alone.message == "no record fits all that is cited"


def test_nothing_is_called_missing_from_registries_that_nobody_asked():
    empty = Resolution(Reference({"id": "r"}, Mention("See above.", PLACE)), "not-found")
    (finding,) = found(empty)
    assert (finding.rule, finding.message) == ("not-checked", "it says nothing that a registry could be asked about")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "no-matching-record"),
        ({"type": "paper-conference"}, "outside-registries"),
        ({"container_title": "Advances in Neural Information Processing Systems"}, "outside-registries"),
        ({"container_title": "Proceedings of the IEEE Computer Society Conference on Vision"}, "outside-registries"),
        ({"container_title": "Proc. 3rd Int. Conf. on Veins"}, "outside-registries"),
        ({"type": "chapter"}, "outside-registries"),
        ({"type": "book"}, "outside-registries"),
        ({"container_title": None}, "outside-registries"),
        ({"container_title": "Proc Natl Acad Sci U S A"}, "no-matching-record"),
        ({"container_title": "Proceedings of the Royal Society B"}, "no-matching-record"),
    ],
)
def test_absence_is_an_error_for_articles_of_journals_alone(changes, rule):
    (finding,) = found(unmatched("not-found", TEXT, **changes))
    assert finding.rule == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("RNIB - My Voice, 2015", "outside-registries"),
        ("Daily Mail. Millions at risk of brittle bones. 5 June 2017, p. 12", "outside-registries"),
        ("ClinicalTrials.gov. Gabapentin in twitching. NCT01234567. 2015.", "outside-registries"),
        ("HM Treasury. Breathing space: a proposal (Cm 9722, 2018).", "outside-registries"),
        ("Иванов И. И. Реабилитация // Журнал неврологии. 2015. Т. 115, № 3. С. 17—23.", "outside-registries"),
        ("张伟, 李娜. 社区患者研究[J]. 中华全科医学, 2015, 13(6): 921-924.", "outside-registries"),
        ("Doe J, Roe R. Plasma viscosity after ligation. J Ven Stud 2015;4(1):10-19.", "no-matching-record"),
        ("Doe J, Roe R. Plasma viscosity after ligation. Journal of Venous Studies. 2015.", "no-matching-record"),
        ("Anon. Plasma viscosity. BMJ 2015;350:c12.", "no-matching-record"),
    ],
)
def test_absence_is_no_error_of_what_may_be_no_article_of_a_journal(text, rule):
    read = citation.read(text).with_fields(id="r")
    (finding,) = found(Resolution(read, "not-found", reading=read, asked=ASKED))
    assert finding.rule == rule


def test_nobody_was_to_be_asked():
    assert found(Resolution(cited(), "unavailable")) == []
