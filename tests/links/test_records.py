"""Links to PubMed and PMC are verified by records, many at a time, and never by the pages."""

import re
import time

import pytest

from ccsvi_refs import links
from ccsvi_refs.links import records
from ccsvi_refs.model import Link, Reference
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FaultServer, Reply, as_json, hang, html
from tests.links.routes import TITLE, WORK

ANOTHER = "Bone density in growing broiler chickens fed with phytase"


def record(pmid, title=TITLE, retracted=False):
    kind = "Retracted Publication" if retracted else "Journal Article"
    notice = '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J X. 2014</RefSource></CommentsCorrections></CommentsCorrectionsList>' if retracted else ""  # fmt: skip
    return f"""<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article PubModel="Print"><Journal><Title>J</Title></Journal>
    <ArticleTitle>{title}.</ArticleTitle><AuthorList><Author><LastName>{"Zamboni" if title == TITLE else "Miller"}</LastName><ForeName>P</ForeName></Author></AuthorList>
    <PublicationTypeList><PublicationType UI="D016428">{kind}</PublicationType></PublicationTypeList></Article>{notice}</MedlineCitation></PubmedArticle>"""


RECORDS = {"101": record(101), "102": record(102, ANOTHER), "103": record(103, retracted=True)}
CONVERTED = {
    "PMC7": {"pmcid": "PMC7", "pmid": "101", "doi": WORK["DOI"]},
    "PMC8": {"pmcid": "PMC8", "doi": "10.1000/other"},
}


def efetch(request):
    asked = re.findall(r"\d+", request.query.get("id", ""))
    body = "".join(RECORDS[pmid] for pmid in asked if pmid in RECORDS)
    return Reply(f'<?xml version="1.0"?><PubmedArticleSet>{body}</PubmedArticleSet>', kind="text/xml")


def idconv(request):
    known = {"status": "error", "errmsg": "Identifier not found in PMC"}
    found = [CONVERTED.get(name, {"pmcid": name, **known}) for name in request.query["ids"].split(",")]
    return as_json({"status": "ok", "records": found})


SERVICES = {"efetch.fcgi": efetch, "api": idconv}


def check(urls, server, work=WORK, **options):
    base = server.url("")
    chosen = LinkSettings(second_look=0.01, spacing=0.0, archive=False, timeout=1.0, **options)
    settings = Settings(allow_private=True, links=chosen, eutils_url=base, idconv_url=base, timeout=2.0)
    works = {"a": Reference(work)} if work else {}
    return links.check([Link(url, reference="a") for url in urls], works, settings)


@pytest.mark.parametrize(
    ("url", "verdict", "reason"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/101/", "ok", "the cited work"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/101", "ok", "the cited work"),
        ("https://pubmed.ncbi.nlm.nih.gov/102/", "mismatch", ANOTHER),
        ("https://pubmed.ncbi.nlm.nih.gov/103/", "retracted", "retraction"),
        ("https://pubmed.ncbi.nlm.nih.gov/999/", "broken", "no record"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7/", "ok", "the cited work"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7/", "ok", "the cited work"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC8/", "mismatch", "10.1000/other"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC9/", "broken", "no record"),
    ],
)
def test_the_record_decides(url, verdict, reason):
    with FaultServer(SERVICES) as server:
        (status,) = check([url], server)
        assert (status.verdict, reason in status.reason) == (verdict, True), status


@pytest.mark.parametrize(
    ("fields", "verdict", "reason"),
    [
        ({"PMID": "101"}, "ok", "the cited work"),
        ({"PMID": "105"}, "ok", "identifiers disagree: PMID 101, not 105"),
        ({"PMID": "105", "title": ""}, "mismatch", "PMID 101, not 105"),
        ({"PMID": "101", "title": ""}, "ok", "the cited work"),
        ({"title": "", "DOI": ""}, "ok", "not verifiable"),
    ],
)
def test_the_identifiers_of_one_reference_have_to_agree(fields, verdict, reason):
    with FaultServer(SERVICES) as server:
        (status,) = check(["https://pubmed.ncbi.nlm.nih.gov/101/"], server, {**WORK, **fields})
        assert (status.verdict, reason in status.reason) == (verdict, True), status


def test_without_a_reference_the_record_shows_only_that_the_link_is_alive():
    with FaultServer(SERVICES) as server:
        (status,) = check(["https://pubmed.ncbi.nlm.nih.gov/102/"], server, work=None)
        assert (status.verdict, "not verifiable" in status.reason) == ("ok", True)


def test_two_hundred_links_need_one_request_to_each_service():
    RECORDS.update({str(number): record(number) for number in range(1000, 1150)})
    CONVERTED.update({f"PMC{n}": {"pmcid": f"PMC{n}", "pmid": str(n)} for n in range(1000, 1150)})
    urls = [f"https://pubmed.ncbi.nlm.nih.gov/{number}/" for number in range(1000, 1150)]
    urls += [f"https://pmc.ncbi.nlm.nih.gov/articles/PMC{number}/" for number in range(1000, 1150)]
    with FaultServer(SERVICES) as server:
        assert {status.verdict for status in check(urls, server)} == {"ok"}
        assert len(server.log) == 2


def test_a_service_that_cannot_be_asked_proves_nothing():
    with FaultServer({"efetch.fcgi": lambda r: html(status=403)}) as server:
        (status,) = check(["https://pubmed.ncbi.nlm.nih.gov/101/"], server)
        assert status.verdict in {"unknown", "blocked"}


def test_a_service_that_hangs_does_not_outlast_the_run():
    with FaultServer({"efetch.fcgi": hang}) as server:
        started = time.monotonic()
        (status,) = check(["https://pubmed.ncbi.nlm.nih.gov/101/"], server, deadline=0.5)
        assert time.monotonic() - started < 1.9
        assert (status.verdict, "time for the whole run" in status.reason) == ("unknown", True)


def test_questions_about_links_have_no_more_time_than_the_links(monkeypatch):
    deadlines = []
    client = records.Client
    monkeypatch.setattr(records, "Client", lambda settings: deadlines.append(settings.deadline) or client(settings))
    with FaultServer(SERVICES) as server:
        check(["https://pubmed.ncbi.nlm.nih.gov/101/"], server, deadline=7.0)
    assert deadlines == [7.0]
