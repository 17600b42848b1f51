"""Services that keep to their documentation in other ways than our stand-in does, and their bad days, end to end."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.resolving import Resolution, resolve
from tests.service_data import Holdings, article, work
from tests.services import HTML, JSON, TEXT, XML, Answer, Services

Change = Callable[[str, str, Answer], Answer]

SUBJECTS = ("Harps at dawn", "Lyres of the north", "Kettles and their drums", "Organs in winter", "Flutes for the deaf")
FAMILIES = ("Amberley", "Birchall", "Cedarholm", "Dunmore", "Elmwood")
WORKS = [
    work(f"10.1000/W{n}(x)", f"{subject}: an enquiry into sound", family, volume=str(n + 3), page=f"{n}01-{n}09")
    for n, (subject, family) in enumerate(zip(SUBJECTS, FAMILIES, strict=True), 1)
]
#: The volume of one work is cited wrongly, so that only its title leads to it.
BY_TITLE = "Cedarholm J. Kettles and their drums: an enquiry into sound. Journal of Tests 2015;66:301-309."


def holdings() -> Holdings:
    return Holdings(WORKS, {str(n): article(str(n), item, f"PMC{n}") for n, item in enumerate(WORKS[:3], 11)})


def references() -> list[Reference]:
    """Return references by DOI (in a batch and with capitals), PMID, PMCID, place, title, and citation string."""
    texts = [
        "Amberley J. Harps at dawn: an enquiry into sound. Journal of Tests 2015;4:101-109.",
        BY_TITLE,
        "Dunmore J. Organs in winter: an enquiry into sound. Journal of Tests 2015;7:401-409.",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC12/",
    ]
    by_doi = [Reference(FrozenDict({"id": item["DOI"], "DOI": item["DOI"].upper()})) for item in WORKS]
    by_pmid = [Reference(FrozenDict({"id": pmid, "PMID": pmid})) for pmid in ("11", "12")]
    return [
        *by_doi,
        *by_pmid,
        *(Reference(FrozenDict({"id": str(n)}), Mention(text)) for n, text in enumerate(texts)),
    ]


def run(services: Services, tmp_path: Path, cited: list[Reference] | None = None) -> list[Resolution]:
    return resolve(cited or references(), services.settings(tmp_path, mailto="a@example.org"))


def only(service: str, change: Callable[[Answer], Answer], path: str = "") -> Change:
    def changed(asked: str, where: str, answer: Answer) -> Answer:
        return change(answer) if asked == service and path in where and answer.status == 200 else answer

    return changed


def headers(**values: str) -> Change:
    """Return a change that replaces what Crossref says of its limits."""
    return only("crossref", lambda a: replace(a, headers={k.replace("_", "-"): v for k, v in values.items()}))


def items(change: Callable[[list[dict[str, object]]], list[dict[str, object]]], total: int | None = None) -> Change:
    """Return a change of the items in Crossref's lists."""

    def changed(answer: Answer) -> Answer:
        envelope = json.loads(answer.body)
        if envelope["message-type"] == "work-list":
            envelope["message"]["items"] = change(envelope["message"]["items"])
            if total is not None:
                envelope["message"]["total-results"] = total
        return replace(answer, body=json.dumps(envelope).encode())

    return only("crossref", changed)


def body(old: bytes, new: bytes) -> Callable[[Answer], Answer]:
    return lambda answer: replace(answer, body=answer.body.replace(old, new))


def prolog(answer: Answer) -> Answer:
    kind = b"eSearchResult" if b"<eSearchResult" in answer.body else b"PubmedArticleSet"
    bare = answer.body.replace(b'<?xml version="1.0" ?>\n', b"")
    url = b"https://dtd.nlm.nih.gov/x.dtd"
    said = b'<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE %b PUBLIC "-//NLM//DTD//EN" "%b">\n' % (kind, url)
    return replace(answer, body=said + bare) if answer.kind == XML else answer


@pytest.mark.parametrize(
    "change",
    [
        headers(X_Rate_Limit_Limit="50", X_RATE_LIMIT_INTERVAL="1s", x_concurrency_limit="5"),
        headers(),
        headers(x_rate_limit_limit="50", x_rate_limit_interval="1"),
        headers(x_rate_limit_limit="plenty", x_rate_limit_interval="soon", x_concurrency_limit="-1"),
        headers(x_rate_limit_limit="0", x_rate_limit_interval="0s", x_concurrency_limit="0"),
        lambda service, path, answer: replace(answer, wire="gzip"),
        lambda service, path, answer: replace(answer, wire="chunked"),
        lambda service, path, answer: replace(answer, wire="drops"),
        lambda service, path, answer: replace(answer, kind=""),
        lambda service, path, answer: replace(answer, kind=answer.kind + "; charset=utf-8"),
        items(lambda found: found[::-1]),
        items(lambda found: [item | {"DOI": str(item["DOI"]).upper()} for item in found]),
        items(lambda found: [item | {"DOI": str(item["DOI"]).lower()} for item in found]),
        items(lambda found: found[:-1]),
        items(lambda found: found[:2], total=1_000_000),
        only("eutils", prolog),
        only("eutils", lambda answer: replace(answer, body=answer.body.replace(b"\n", b"\r\n")), "ecitmatch"),
        only("eutils", lambda answer: replace(answer, kind=HTML), "ecitmatch"),
        only("idconv", body(b'"pmid": ', b'"live": true, "pmid": ')),
        only("idconv", body(b'"status": "error", ', b"")),
    ],
    ids=[
        "limits-in-capitals", "no-limits", "seconds-without-unit", "limits-in-words", "limits-of-zero", "gzip", "chunked",
        "drops", "no-media-type", "charset", "other-order", "dois-in-capitals", "dois-in-small-letters", "fewer-items",
        "cut-list", "doctype", "crlf", "ecitmatch-as-html", "idconv-more-fields", "idconv-errmsg-alone",
    ],
)  # fmt: skip
def test_another_way_to_answer_makes_no_difference(tmp_path: Path, change: Change) -> None:
    with Services(holdings()) as services:
        services.changed = change
        found = run(services, tmp_path)
    assert {resolution.id: resolution.status for resolution in found if resolution.status != "matched"} == {}
    assert [problem for resolution in found for problem in resolution.problems] == []


RESET = Answer(b'{"status":"ok","message-type":"work","message":{"DOI":"10.1"}}' * 400, wire="reset")
OVER = Answer(b'{"error":"API rate limit exceeded"}', 429)


@pytest.mark.parametrize(
    ("service", "answers"),
    [
        ("crossref", [RESET]),
        ("eutils", [replace(RESET, kind=XML)]),
        ("eutils", [OVER]),
        ("eutils", [replace(OVER, status=200)]),
        ("eutils", [Answer(b'{"api-key":"x","count":"4","error":"API rate limit exceeded"}', 429)]),
        ("eutils", [Answer(b"<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>", kind=XML)] * 2),
        ("eutils", [Answer(b"<html><title>NCBI - WWW Error 500</title></html>", 200, HTML)] * 2),
        ("eutils", [Answer(b'{"error":"search backend failed"}', 200)]),
        ("eutils", [Answer(b"\x1f\x8b broken", 200, XML, {"Content-Encoding": "gzip"})]),
        ("crossref", [Answer(b"Too Many Requests", 429, TEXT)]),
        ("crossref", [Answer(b"<html>502</html>", 502, HTML), Answer(b"<html>504</html>", 504, HTML)]),
        ("crossref", [Answer(b'{"status":"error","message-type":"exception","message":"oops"}', 500)]),
        ("crossref", [Answer(b'{"status":"ok","message-type":"work-list","message":{"total-results":0}}')]),
        ("crossref", [Answer(b"null"), Answer(b"")]),
        ("idconv", [Answer(b'{"status":"error","message":"Internal error"}', 500)]),
        ("idconv", [Answer(b'{"status":"error","request":"x","errmsg":"Invalid ids"}', 200)]),
    ],
)
def test_trouble_that_passes_leaves_no_trace(tmp_path: Path, service: str, answers: list[Answer]) -> None:
    with Services(holdings()) as services:
        services.fail(service, *answers)
        found = run(services, tmp_path)
    assert {resolution.id: resolution.status for resolution in found if resolution.status != "matched"} == {}
    assert [problem for resolution in found for problem in resolution.problems] == []


FORBIDDEN = Answer(b"<html><head><title>403 Forbidden</title></head></html>", 403, HTML)


@pytest.mark.parametrize("blocked", ["crossref", "eutils"])
def test_a_block_by_one_service_stops_nothing_else(tmp_path: Path, blocked: str) -> None:
    with Services(holdings()) as services:
        services.fail_always(blocked, FORBIDDEN)
        found = {resolution.id: resolution for resolution in run(services, tmp_path)}
        assert len(services.asked(blocked)) == 1
    held_by = {"crossref": ["11", "12", "0", "1", "3"], "eutils": ["10.1000/W5(x)", "0", "1", "2"]}
    assert {found[key].status for key in held_by[blocked]} == {"matched"}
    title = {"crossref": "Crossref", "eutils": "PubMed"}[blocked]
    assert all(any(f"{title} refuses" in problem for problem in r.problems) for r in found.values())
    assert {r.status for r in found.values()} <= {"matched", "unavailable"}


@pytest.mark.parametrize(
    "trouble",
    [
        Answer(b"", 200, TEXT),
        Answer(b"\n\n", 200, TEXT),
        Answer(b"<html><body>Sorry</body></html>", 200, HTML),
        Answer(b'{"error":"backend failed"}', 200, JSON),
        Answer(b"Internal Server Error", 500, TEXT),
        Answer(b"complete nonsense\nof two lines\n", 200, TEXT),
    ],
    ids=["empty", "blank", "page", "json", "500", "nonsense"],
)
def test_what_ecitmatch_could_not_say_a_search_may(
    tmp_path: Path, trouble: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccsvi_refs.transport.client._backoff", lambda attempt: 0.0)
    unknown = Reference(FrozenDict({"id": "?"}), Mention("Quill P. Bassoons among bees. J Tests 1999;1:2-3."))
    with Services(holdings()) as services:
        services.changed = lambda service, path, answer: trouble if "ecitmatch" in path else answer
        found = run(services, tmp_path, [*references(), unknown])
    assert {resolution.status for resolution in found[:-1]} == {"matched"}
    assert found[-1].status == "not-found"
    assert [problem for resolution in found for problem in resolution.problems] == []


def test_without_any_search_in_pubmed_a_missing_work_is_unavailable(tmp_path: Path) -> None:
    unknown = Reference(FrozenDict({"id": "?"}), Mention("Quill P. Bassoons among bees. J Tests 1999;1:2-3."))
    with Services(holdings()) as services:
        services.changed = lambda service, path, answer: FORBIDDEN if "ecitmatch" in path else answer
        found = run(services, tmp_path, [unknown])[0]
    assert found.status == "unavailable"
    assert any("PubMed" in problem for problem in found.problems)


def test_a_pmcid_that_could_not_be_converted_is_not_called_missing(tmp_path: Path) -> None:
    text = "Quill P. Bassoons among bees. J Tests 1999;1:2-3. PMC777"
    with Services(holdings()) as services:
        services.fail_always("idconv", FORBIDDEN)
        found = run(services, tmp_path, [Reference(FrozenDict({"id": "?"}), Mention(text))])[0]
    assert found.status == "unavailable"
    assert any("PMC ID converter" in problem for problem in found.problems)


def test_a_service_that_does_not_know_or_is_asked_one_by_one(tmp_path: Path) -> None:
    wrong = [
        f"Amberley J. {subject}: an enquiry into sound. Journal of Tests 2015;44:101-109." for subject in SUBJECTS[:1]
    ]
    cited = [Reference(FrozenDict({"id": str(n)}), Mention(text)) for n, text in enumerate([*wrong, BY_TITLE])]
    known = holdings()
    known.joins = False
    with Services(known) as services:
        found = run(services, tmp_path, cited)
        assert not [seen for seen in services.asked("crossref", "list") if "query.bibliographic" in seen.params]
    assert {resolution.status for resolution in found} == {"matched"}


def test_both_registries_down_is_unavailable_and_a_description_too_bare_is_not_searched_for(tmp_path: Path) -> None:
    with Services(holdings()) as services:
        found = run(services, tmp_path, [Reference(FrozenDict({"id": "x"}), Mention("10.9999/nowhere"))])[0]
        assert not services.asked("crossref", "list")
        assert found.status == "not-found"
        for service in ("crossref", "eutils", "idconv", "doi", "europepmc", "datacite"):
            services.fail_always(service, FORBIDDEN)
        assert {r.status for r in run(services, tmp_path / "new")} == {"unavailable"}
