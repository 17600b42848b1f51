"""A loopback stand-in of Crossref, PubMed and their neighbours: their answers, their limits, and their bad days."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ccsvi_refs.settings import Settings
from tests.service_data import Holdings
from tests.service_more import OTHERS
from tests.service_wire import JSON as JSON
from tests.service_wire import TEXT, Answer, send

#: The services that the stand-in stands in for, as settings name them.
NAMES = ("crossref", "eutils", "idconv", "doi", "datacite", "europepmc", *OTHERS)
XML = "text/xml; charset=UTF-8"
HTML = "text/html"


def addresses(of: Callable[[str], str]) -> dict[str, str]:
    """Return the variables that say where each service is."""
    return {f"CCSVI_REFS_{name.upper()}_URL": of(name) for name in NAMES}


def unreachable() -> dict[str, str]:
    """Return the variables by which a command asks nobody: not the stand-in's services, and not the archive."""
    nobody = "http://127.0.0.1:9"
    return {**addresses(lambda _name: nobody), "CCSVI_REFS_WAYBACK_URL": nobody}


@dataclass(frozen=True)
class Seen:
    service: str
    lane: str
    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    when: float
    status: int


@dataclass(frozen=True)
class Limit:
    """Requests in any ``seconds``, and at the same time."""

    requests: int
    seconds: float = 1.0
    concurrent: int = 10_000


#: What each lane allows: https://doi.org/10.64000/wadve-3tj60, https://www.ncbi.nlm.nih.gov/books/NBK25497/.
PUBLIC = {
    "crossref single": Limit(5, concurrent=1),
    "crossref list": Limit(1, concurrent=1),
    "eutils": Limit(3),
    "idconv": Limit(3),
    "doi": Limit(50),
    "datacite": Limit(500, 300.0),
    "europepmc": Limit(20),
    "openalex": Limit(10),
    "arxiv": Limit(1, 3.0, concurrent=1),
    "dblp": Limit(1),
    "openlibrary": Limit(3),
    "s2": Limit(1),
}
POLITE = PUBLIC | {
    "crossref single": Limit(10, concurrent=3),
    "crossref list": Limit(3, concurrent=3),
}


#: What the stand-in states and allows where a test is not about the true limits: nobody need wait for long.
GENEROUS = Limit(50, concurrent=3)


class Services:
    """The stand-in; ``requests`` and ``violations`` say what came in and which limits it broke."""

    def __init__(
        self,
        holdings: Holdings | None = None,
        *,
        latency: float = 0.0,
        true_limits: bool = False,
        enforced: dict[str, Limit] | None = None,
    ) -> None:
        """``enforced`` are limits by lane that hold whatever the answers state."""
        self.holdings = holdings or Holdings()
        self.latency = latency
        self.true_limits = true_limits
        self.enforced = enforced or {}
        self.requests: list[Seen] = []
        self.violations: list[str] = []
        self._faults: dict[str, deque[Answer]] = defaultdict(deque)
        self._always: dict[str, Answer] = {}
        #: Asked before each answer for one to give instead.
        self.sometimes: Callable[[], Answer | None] = lambda: None
        #: Given the service, the path and the answer; returns what is sent instead.
        self.changed: Callable[[str, str, Answer], Answer] = lambda service, path, answer: answer
        #: Given the path and the parameters; returns what is sent instead of what is held.
        self.recorded: Callable[[str, dict[str, str]], Answer | None] = lambda path, params: None
        self._arrivals: dict[str, deque[float]] = defaultdict(deque)
        self._running: dict[str, int] = defaultdict(int)
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Services:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def settings(self, cache_dir: Path, **values: Any) -> Settings:
        defaults: dict[str, Any] = {f"{name}_url": f"{self.url}/{name}" for name in NAMES}
        defaults |= {"cache_dir": cache_dir, "allow_private": True, "timeout": 5.0}
        return Settings(**(defaults | values))

    def environment(self) -> dict[str, str]:
        """Return the variables by which a command asks the stand-in."""
        return addresses(lambda name: f"{self.url}/{name}")

    def fail(self, service: str, *answers: Answer) -> None:
        """Give these answers, in order, to the next requests to a service."""
        self._faults[service].extend(answers)

    def fail_always(self, service: str, answer: Answer) -> None:
        self._always[service] = answer

    def recover(self, service: str) -> None:
        self._always.pop(service, None)

    def asked(self, service: str, lane: str | None = None) -> list[Seen]:
        return [seen for seen in self.requests if seen.service == service and lane in (None, seen.lane)]

    def searches(self) -> list[Seen]:
        """Return the list queries for a citation string, which are what there are most of."""
        return [seen for seen in self.asked("crossref", "list") if "query.bibliographic" in seen.params]

    def handle(self, method: str, path: str, params: dict[str, str], headers: dict[str, str]) -> Answer:
        service, _, rest = path.lstrip("/").partition("/")
        lane = ""
        if service == "crossref":
            lane = "list" if rest.rstrip("/") == "works" else "single"
        polite = "mailto:" in headers.get("user-agent", "") or "mailto" in params
        limit = self._limit(service, lane, polite, "api_key" in params)
        when = time.monotonic()
        answer = self._refusal(service, lane, self.enforced.get(f"{service} {lane}".strip(), limit))
        if answer is None:
            answer = self._answer(service, rest, params, headers)
        time.sleep(self.latency + answer.delay)
        seen = Seen(service, lane, method, "/" + rest, params, headers, when, answer.status)
        self.requests.append(seen)
        answer = replace(answer, headers=_stated(service, limit, polite) | answer.headers)
        return self.changed(service, "/" + rest, answer)

    def _limit(self, service: str, lane: str, polite: bool, keyed: bool) -> Limit:
        if not self.true_limits:
            return GENEROUS
        if service == "eutils" and keyed:
            return Limit(10)
        return (POLITE if polite else PUBLIC)[f"{service} {lane}".strip()]

    def finished(self, path: str) -> None:
        """Take in that an answer is sent; until then its request counts as one of those at the same time."""
        with self._lock:
            self._running[path.lstrip("/").partition("/")[0]] -= 1

    def _refusal(self, service: str, lane: str, limit: Limit) -> Answer | None:
        name = f"{service} {lane}".strip()
        with self._lock:
            now = time.monotonic()
            arrivals = self._arrivals[name]
            while arrivals and arrivals[0] <= now - limit.seconds:
                arrivals.popleft()
            arrivals.append(now)
            self._running[service] += 1
            if len(arrivals) > limit.requests:
                self.violations.append(f"{name}: {len(arrivals)} requests in {limit.seconds} s")
            elif self._running[service] > limit.concurrent:
                self.violations.append(f"{name}: {self._running[service]} requests at a time")
            else:
                return None
        if service == "eutils":
            return Answer(b'{"error":"API rate limit exceeded","count":"11"}', 429, headers={"Retry-After": "1"})
        return Answer(b"Too many requests", 429, TEXT, {"Retry-After": "1"})

    def _answer(self, service: str, path: str, params: dict[str, str], headers: dict[str, str]) -> Answer:
        if fault := self._always.get(service):
            return fault
        if recorded := self.recorded(path, params):
            return recorded
        with self._lock:
            fault = self._faults[service].popleft() if self._faults[service] else self.sometimes()
        if fault is not None:
            return fault
        answers = {
            "crossref": _crossref, "eutils": _eutils, "idconv": _idconv, "doi": _doi, "datacite": _datacite,
            "europepmc": _europepmc, **OTHERS,
        }  # fmt: skip
        return answers[service](self.holdings, path, params) if service in answers else Answer(b"", 404, TEXT)


def _stated(service: str, limit: Limit, polite: bool) -> dict[str, str]:
    if service == "crossref":
        return {
            "x-rate-limit-limit": str(limit.requests),
            "x-rate-limit-interval": f"{limit.seconds:.0f}s",
            "x-concurrency-limit": str(limit.concurrent),
            "x-api-pool": "polite" if polite else "public",
        }
    return {"X-RateLimit-Limit": str(limit.requests)} if service == "eutils" else {}


def _crossref(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    if path.startswith("works/"):
        work = holdings.works.get(path.removeprefix("works/").lower())
        if work is None:
            return Answer(b"Resource not found.", 404, TEXT)
        return _json({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work})
    wrong = [name for name in params if name not in ("filter", "query.bibliographic", "rows", "select", "mailto")]
    select = params["select"].split(",") if "select" in params else []
    wrong += [name for name in select if name not in holdings.selectable]
    if path != "works" or wrong or int(params.get("rows", "20")) > 1000:
        message = [{"type": "parameter-not-allowed", "value": name, "message": "no such parameter"} for name in wrong]
        return _json({"status": "failed", "message-type": "validation-failure", "message": message}, 400)
    if "filter" in params:
        found = holdings.filtered(params["filter"].split(","))
    else:
        found = holdings.search(params.get("query.bibliographic", ""))
    items = found[: int(params.get("rows", "20"))]
    if select:
        items = [{name: item[name] for name in select if name in item} for item in items]
    message = {"facets": {}, "total-results": len(found), "items": items, "items-per-page": len(items), "query": {}}
    return _json({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message})


def _eutils(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    if path == "efetch.fcgi":
        found = [holdings.articles[pmid] for pmid in params["id"].split(",") if pmid in holdings.articles]
        body = '<?xml version="1.0" ?>\n<PubmedArticleSet>' + "".join(found) + "</PubmedArticleSet>"
        return Answer(body.encode(), kind=XML)
    if path == "esearch.fcgi":
        found = holdings.esearch(params["term"])
        ids = found[: int(params.get("retmax", "20"))]
        listed = "".join(f"<Id>{pmid}</Id>" for pmid in ids)
        errors = "" if ids else "<ErrorList><PhraseNotFound>x</PhraseNotFound></ErrorList>"
        body = f"<eSearchResult><Count>{len(found)}</Count><IdList>{listed}</IdList>{errors}</eSearchResult>"
        return Answer(body.encode(), kind=XML)
    if path == "ecitmatch.cgi":
        return Answer(holdings.ecitmatch(params["bdata"]).encode(), kind=TEXT)
    return Answer(b"<html><body>Not found</body></html>", 404, HTML)


def _idconv(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    ids = params.get("ids", "").split(",")
    if path != "api/v1/articles/" or len(ids) > 200:
        return _json({"status": "error", "message": "too many ids"}, 400)
    return _json({"status": "ok", "records": [holdings.pmc_record(value) for value in ids]})


def _doi(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    doi = path.removeprefix("api/handles/").removeprefix("doiRA/").lower()
    names = {"Crossref": holdings.works, "DataCite": holdings.datacite, "mEDRA": holdings.elsewhere}
    if doi in holdings.aliases:
        alias = {"index": 1, "type": "HS_ALIAS", "data": {"format": "string", "value": holdings.aliases[doi]}}
        return _json({"responseCode": 1, "handle": doi, "values": [alias]})
    agency = next((name for name, held in names.items() if doi in held), "")
    if doi == path.lower():
        item = holdings.elsewhere.get(doi)
        return _json(item) if item else Answer(b"<html><body>A landing page</body></html>", kind=HTML)
    if path.startswith("doiRA/"):
        return _json([{"DOI": doi, "RA": agency} if agency else {"DOI": doi, "status": "DOI does not exist"}])
    if agency:
        return _json({"responseCode": 1, "handle": doi, "values": []})
    return _json({"responseCode": 100, "handle": doi}, 404)


def _datacite(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    if path == "dois":
        wanted = set(re.findall(r"\w+", params.get("query", "").partition(":")[2].lower())) - {"and"}
        titles = {doi: " ".join(t["title"] for t in held["titles"]).lower() for doi, held in holdings.datacite.items()}
        held = [holdings.datacite[doi] for doi, title in titles.items() if wanted <= set(re.findall(r"\w+", title))]
        return _json({"data": [{"id": item["doi"], "type": "dois", "attributes": item} for item in held]})
    found = holdings.datacite.get(path.removeprefix("dois/").lower())
    if not found:
        return _json({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404)
    return _json({"data": {"id": found["doi"], "type": "dois", "attributes": found}})


def _europepmc(holdings: Holdings, path: str, params: dict[str, str]) -> Answer:
    if path.endswith("/fullTextXML"):
        found_text = holdings.full_texts.get(path)
        return Answer(found_text.encode(), 200, XML) if found_text else Answer(b"", 404, XML)
    found = holdings.europepmc(params.get("query", ""))
    return _json({"version": "6.9", "hitCount": len(found), "resultList": {"result": found}})


def _json(value: object, status: int = 200) -> Answer:
    return Answer(json.dumps(value).encode(), status)


def _handler(services: Services) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._reply("GET", unquote(parts.path), dict(parse_qsl(parts.query, keep_blank_values=True)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            self._reply("POST", unquote(urlsplit(self.path).path), dict(parse_qsl(body, keep_blank_values=True)))

        def _reply(self, method: str, path: str, params: dict[str, str]) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = services.handle(method, path, params, headers)
            try:
                send(self, answer)
            finally:
                services.finished(path)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
