"""Where the texts come from in which statements are looked for, and what is asked for them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ccsvi_refs import api, auditing, pages
from ccsvi_refs.registries import full_texts
from ccsvi_refs.transport import Client
from tests.service_data import Holdings, article, work
from tests.services import Answer, Services

ABSTRACT = (
    "We treated 115 patients with the balloon or a sham in the hospital of a town. "
    "The balloon is a safe but largely ineffective technique and cannot be recommended."
)
BODY = "In the end nobody was any better for it, as the tables of this paper go on to show."
DOI, PMID, PMCID = "10.1000/balloons", "11", "PMC11"
WORK = work(DOI, "Balloons in the veins of the town", "Marlow", volume="3", page="101-109")
ENTRY = (
    "\n\n## References\n\n1. Marlow J. Balloons in the veins of the town. Journal of Tests 2015;3:101-109. "
    "doi:10.1000/balloons\n"
)
#: Registry → what of its record is the abstract.
INVERTED: dict[str, list[int]] = {}
for place, word in enumerate(ABSTRACT.split()):
    INVERTED.setdefault(word, []).append(place)


def with_abstract(xml: str) -> str:
    return xml.replace("<Language>", f"<Abstract><AbstractText>{ABSTRACT}</AbstractText></Abstract><Language>", 1)


def jats(text: str) -> str:
    return (
        "<!DOCTYPE article><article><front><article-meta><abstract><p>A safe thing.</p></abstract></article-meta></front>"
        f"<body><sec><title>Results</title><p>{text} <xref>12</xref></p></sec></body><back><ref-list><ref>Not this"
        "</ref></ref-list></back></article>"
    )


def audited(
    services: Services, tmp_path: Path, text: str, **values: Any
) -> tuple[list[auditing.Finding], Counter[str]]:
    """Return what is said of a page's statements, and the paths asked of Europe PMC, OpenAlex and Crossref."""
    page = pages.read(f"{text}{ENTRY}", "markdown", "page.md")
    registries = values.pop("registries", None)
    found = api.audit(page, settings=services.settings(tmp_path, **values), registries=registries, links=False)
    asked = Counter(f"{seen.service}{seen.path}" for seen in services.requests)
    return [one for one in found if one.rule.startswith(("quotation", "number", "statement"))], asked


MISQUOTED = 'They call it "a safe but ineffective technique" [1].'


def test_the_abstract_of_pubmed_s_record_costs_no_request(tmp_path):
    plain = Holdings([WORK], {PMID: article(PMID, WORK)})
    with Services(plain) as services:
        _, before = audited(services, tmp_path / "a", "Nothing is said here.")
    known = Holdings([WORK], {PMID: with_abstract(article(PMID, WORK))})
    with Services(known) as services:
        (found,), after = audited(services, tmp_path / "b", MISQUOTED)
    assert (found.rule, found.source) == ("quotation-differs", "pubmed")
    assert after == before


@pytest.mark.parametrize("source", ["crossref", "europepmc", "openalex"])
def test_an_abstract_that_pubmed_lacks_is_asked_for_in_one_request(tmp_path, source):
    mine = WORK | ({"abstract": f"<jats:p>{ABSTRACT}</jats:p>"} if source == "crossref" else {})
    holdings = Holdings([mine])
    if source == "europepmc":
        holdings.preprints = [
            {"id": "1", "source": "MED", "doi": DOI, "title": WORK["title"][0], "abstractText": ABSTRACT}
        ]
    if source == "openalex":
        holdings.openalex = [
            {"id": "https://openalex.org/W1", "doi": f"https://doi.org/{DOI}", "title": WORK["title"][0],
             "abstract_inverted_index": INVERTED}
        ]  # fmt: skip
    with Services(holdings) as services:
        (found,), asked = audited(services, tmp_path, MISQUOTED, openalex_api_key="k")
        again, _ = audited(services, tmp_path, MISQUOTED, openalex_api_key="k")
    assert (found.rule, found.source) == ("quotation-differs", source)
    assert found.registered == "a safe but largely ineffective technique"
    assert all(number == 1 for path, number in asked.items() if path.startswith(("europepmc", "openalex")))
    assert [one.rule for one in again] == ["quotation-differs"]


def test_a_work_of_which_the_page_says_nothing_is_not_asked_for(tmp_path):
    with Services(Holdings([WORK])) as services:
        found, asked = audited(services, tmp_path, "It is a paper on balloons [1].")
    assert found == []
    assert not [path for path in asked if path.startswith("openalex")]


@pytest.mark.parametrize("path", ["PMC11/fullTextXML", "PMC/PMC11/fullTextXML"])
def test_an_open_full_text_bears_out_what_the_abstract_does_not_have(tmp_path, path):
    holdings = Holdings([WORK], {PMID: with_abstract(article(PMID, WORK, PMCID))})
    holdings.full_texts[path] = jats(BODY)
    with Services(holdings) as services:
        found, _ = audited(services, tmp_path, 'They write that "nobody was any better for it" [1].')
        missing, _ = audited(services, tmp_path, 'They write that "the dogs of the town were fed" [1].')
    assert found == []
    assert [one.message.partition("”")[2] for one in missing] == [" is neither in the abstract nor in the full text"]


def test_the_full_text_is_left_alone_where_the_abstract_has_everything(tmp_path):
    holdings = Holdings([WORK], {PMID: with_abstract(article(PMID, WORK, PMCID))})
    with Services(holdings) as services:
        found, asked = audited(services, tmp_path, 'It is "a safe but largely ineffective technique" [1].')
    assert found == []
    assert not [path for path in asked if "fullText" in path]


def test_a_registry_that_cannot_be_asked_or_is_not_to_be_is_no_registry_without_the_words(tmp_path):
    holdings = Holdings([WORK], {PMID: with_abstract(article(PMID, WORK, PMCID))})
    with Services(holdings) as services:
        services.fail_always("europepmc", Answer(b"down", 403, "text/html"))
        (down,), _ = audited(services, tmp_path / "a", 'They write "the dogs of the town were fed" [1].')
        before = len(services.requests)
        (left,), _ = audited(
            services, tmp_path / "b", 'They write "the dogs of the town were fed" [1].', registries=["pubmed"]
        )
        left_alone = services.requests[before:]
    assert down.rule == left.rule == "quotation-not-found"
    assert "the full text was not read (Europe PMC" in down.message
    assert "the full text was not read" in left.message
    assert not [seen for seen in left_alone if seen.service == "europepmc"]


def test_without_any_abstract_that_is_said_and_nothing_called_missing(tmp_path):
    with Services(Holdings([WORK])) as services:
        (found,), _ = audited(services, tmp_path, MISQUOTED)
        (again,), _ = audited(services, tmp_path, MISQUOTED, offline=True)
    assert found.rule == again.rule == "statement-not-checked"


@pytest.mark.parametrize("body", ["", "<html><p>No</p></html>", "<article>", "{}", "<article/>", "\x00\x01"])
def test_what_is_no_article_is_trouble_or_nothing_and_never_a_text(tmp_path, body):
    holdings = Holdings()
    holdings.full_texts["PMC11/fullTextXML"] = body
    with Services(holdings) as services, Client(services.settings(tmp_path)) as client:
        lookup = full_texts.read(client, ["PMC11"])
    assert not lookup.found
    assert lookup.absent == {"PMC11"} or set(lookup.failed) == {"PMC11"}


def test_tables_references_and_entities_are_no_part_of_a_full_text(tmp_path):
    holdings = Holdings()
    secret = tmp_path / "secret"
    secret.write_text("outside")
    body = jats("It <italic>is</italic> &x; seen<sup>2</sup>.").replace(
        "<!DOCTYPE article>", f'<!DOCTYPE article [<!ENTITY x SYSTEM "file://{secret}">]>'
    )
    holdings.full_texts["PMC11/fullTextXML"] = body
    with Services(holdings) as services, Client(services.settings(tmp_path)) as client:
        text = full_texts.read(client, ["PMC11"]).found.get("PMC11", "")
    assert "outside" not in text
    assert "Not this" not in text
    assert "Results" in text
