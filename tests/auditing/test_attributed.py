"""What the audit says of quotations and numbers that sentences attribute to their sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

import ccsvi_refs as refs
from ccsvi_refs import auditing, pages
from ccsvi_refs.auditing import Finding
from ccsvi_refs.matching import statements
from ccsvi_refs.matching.statements import SourceText
from ccsvi_refs.papers import excerpts
from ccsvi_refs.resolving import Resolution
from ccsvi_refs.settings import Settings

ABSTRACT = (
    "We treated 115 patients with the balloon or a sham. Of those with the balloon 41.7% got better, of the others 48.7%. "
    "The balloon is a safe but largely ineffective technique and cannot be recommended."
)
ENTRIES = (
    "\n\n## References\n\n1. Marlow K. A study of veins in all of our patients. J Test. 2015;3(2):1-9.\n"
    "2. Zeller P. Another study of veins. Brain. 2018;3(2):11-19.\n"
)
WARNED = ("quotation-differs", "number-differs")


def judged(text: str, *texts: SourceText | None, unread: str = "") -> list[Finding]:
    """Return what is said of a page's attributions where its works have these texts."""
    page = pages.read(f"{text}{ENTRIES}", "markdown", "page.md")
    given = [*texts, None, None][: len(page)]
    resolutions = [
        Resolution(one, "matched", one, texts=(text,) if text else (), unread=unread)
        for one, text in zip(page, given, strict=True)
    ]
    rules = ("quotation", "number", "statement")
    return [finding for finding in auditing.audit(page, resolutions) if finding.rule.startswith(rules)]


def test_an_altered_quotation_is_told_with_its_place_its_words_and_what_was_not_read():
    (found,) = judged('They call it\n"a safe but ineffective technique" [1].', SourceText(ABSTRACT, source="pubmed"))
    assert (found.rule, found.severity, found.reference, found.number) == (
        "quotation-differs", "warning", "marlow2015", "1.",
    )  # fmt: skip
    assert str(found.location) == "page.md:2:2"
    assert (found.cited, found.registered) == (
        "a safe but ineffective technique",
        "a safe but largely ineffective technique",
    )
    assert found.source == "pubmed"
    assert "lacks “largely”" in found.message
    assert "the full text was not read" in found.message


def test_a_quotation_in_no_text_is_said_to_be_in_none_of_those_that_were_read():
    text = 'They say "the dogs of the town were fed at noon" [1].'
    (abstract,) = judged(text, SourceText(ABSTRACT), unread="Europe PMC was not asked: offline")
    assert (abstract.rule, abstract.severity) == ("quotation-not-found", "info")
    assert "not in the abstract; the full text was not read (Europe PMC was not asked: offline)" in abstract.message
    (excerpt,) = judged(text, SourceText(ABSTRACT, "excerpt"))
    assert "what was read of the abstract" in excerpt.message
    page = pages.read(f"{text}{ENTRIES}", "markdown", "page.md")
    texts = (SourceText(ABSTRACT), SourceText("Nothing of the kind is said here.", "full-text"))
    one = Resolution(page.references[0], "matched", page.references[0], texts=texts)
    messages = [each.message for each in auditing.audit(page, [one]) if each.rule == "quotation-not-found"]
    assert len(messages) == 1
    assert "neither in the abstract nor in the full text" in messages[0]


def test_a_number_that_the_abstract_has_otherwise_is_told_and_one_that_it_has_not_is_information():
    (slip,) = judged("Of those with the balloon 47.1% got better, of the others 48.7% [1].", SourceText(ABSTRACT))
    assert (slip.rule, slip.cited, slip.registered) == ("number-differs", "47.1%", "41.7%")
    (other,) = judged("About 3% of all people have the illness [1].", SourceText(ABSTRACT))
    assert (other.rule, other.severity) == ("number-not-found", "info")


@pytest.mark.parametrize(
    "text",
    [
        'It is "a safe but largely ineffective technique" [1].',
        "In 2015 they treated 115 people [1].",
        "In 2016 some 115 people were treated [1].",
        'The paper is called "A study of veins in all of our patients" [1].',
        'She sang "God Save the Gracious Queen" [1].',
        'It is "safe" and "ineffective" [1].',
        "“We were all so very disappointed”, said a nurse of theirs [1].",
        'Nobody is cited for "the dogs of the town were fed".',
        'They tell of "the dogs of the town were fed" [1, 2].',
    ],
)
def test_what_is_right_or_tied_to_nothing_for_certain_is_passed_over(text):
    assert judged(text, SourceText(ABSTRACT), SourceText("Another text of some length that says little.")) == []


def test_an_altered_quotation_of_one_of_two_works_is_told_where_it_is_surely_that_works():
    text = 'They call it "a safe but ineffective technique" [1, 2].'
    other = SourceText("Another text of some length that says little.")
    assert [(found.rule, found.reference) for found in judged(text, other, SourceText(ABSTRACT))] == [
        ("quotation-differs", "zeller2018")
    ]
    both = SourceText("The other calls it a safe but ineffective technique as well.")
    assert judged(text, both, SourceText(ABSTRACT)) == []
    assert judged(text, None, SourceText(ABSTRACT)) == []


def test_that_nothing_could_be_read_is_said_once_for_a_work():
    (found,) = judged('It is "a very good and safe thing" [1]. Of them 42% fell [1]. In 2012 it rained [1].', None)
    assert (found.rule, found.severity, found.reference) == ("statement-not-checked", "info", "marlow2015")
    assert found.message.startswith("2 statements about the work could not be checked")
    (why,) = judged("Of them 42% fell [1].", None, unread="Europe PMC could not be reached")
    assert "Europe PMC could not be reached" in why.message


def offline(page: refs.Bibliography | str) -> list[Finding]:
    return list(refs.audit(page, settings=Settings(offline=True, cache_dir=None), links=False))


def test_the_bundled_page_s_misquotation_is_found_by_comparison_with_what_is_quoted_of_the_abstract():
    found = {each.cited: each for each in offline(refs.ccsvi()) if each.rule.startswith(("quotation", "number"))}
    trial = found["a safe but ineffective technique"]
    assert (trial.rule, trial.registered) == ("quotation-differs", "a safe but largely ineffective technique")
    assert found["cannot be recommended for treatment of patients with MS"].rule == "quotation-differs"
    assert [each.rule for said, each in found.items() if "double-blinded" in said] == ["quotation-not-found"]
    assert len(found) == 3


def test_the_page_s_own_text_has_the_same_found_in_its_places(corpus):
    found = [each for each in offline(str(corpus / "ccsvi-page.txt")) if each.rule in WARNED]
    assert [(each.cited, each.location and each.location.line, each.location and each.location.column) for each in found] == [
        ("cannot be recommended for treatment of patients with MS", 5, 197),
        ("a safe but ineffective technique", 24, 349),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "claim", "verdicts"),
    [
        ("zamboni2009", "CCSVI was proposed following a study of 65 people with MS.", {"65": "same"}),
        ("zamboni2018", "The study involved 115 people with MS and CCSVI.", {"115": "same"}),
        (
            "zamboni2018",
            "Function improved in 41.7 against 48.7 % of the patients.",
            {"41.7": "same", "48.7 %": "same"},
        ),
        ("zamboni2018", "The study involved 151 people with MS.", {"151": "differs"}),
        ("zamboni2018", "Function improved in 47.1% against 48.7%.", {"47.1%": "differs", "48.7%": "same"}),
        ("laupacis2011", "Over 8 studies the pooled odds ratio was 13.5.", {"8": "same", "13.5": "same"}),
        ("laupacis2011", "Over 8 studies the pooled odds ratio was 15.3.", {"8": "same", "15.3": "differs"}),
    ],
)
def test_the_page_s_numbers_are_confirmed_and_their_slips_found(key, claim, verdicts):
    points = statements.check(claim, [], [SourceText(excerpts()[key], "excerpt")])
    assert {point.said: point.verdict for point in points} == verdicts


def test_resolutions_that_are_given_are_read_and_nobody_is_asked():
    page = pages.read(f'It is "a safe but ineffective technique" [1].{ENTRIES}', "markdown", "page.md")
    record = replace(page.references[0].with_fields(abstract=ABSTRACT), mention=None)
    resolutions = [Resolution(one, "matched", record, registered=(record,)) for one in page]
    settings = Settings(europepmc_url="http://127.0.0.1:1", cache_dir=None)
    found = refs.audit(page, settings=settings, links=False, resolutions=resolutions)
    assert [each.rule for each in found if each.rule in WARNED] == ["quotation-differs"]
