"""The services that are asked over HTTP: where each is, how often it may be asked, and how we introduce ourselves.

Crossref: https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/ (limits of
1 December 2025: https://doi.org/10.64000/wadve-3tj60); E-utilities: https://www.ncbi.nlm.nih.gov/books/NBK25497/
(which says nothing of requests at the same time); PMC ID converter:
https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/; DataCite: https://support.datacite.org/docs/rate-limit; Europe PMC
and doi.org publish no figures, so we ask them slowly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from ccsvi_refs._version import __version__
from ccsvi_refs.settings import Settings

Name = Literal[
    "crossref", "eutils", "idconv", "doi", "agency", "datacite", "europepmc", "openalex", "arxiv", "dblp",
    "openlibrary", "s2",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``requests`` in any ``seconds``, and ``concurrent`` of them at the same time."""

    requests: int
    seconds: float = 1.0
    concurrent: int = 1

    def slowed(self, factor: float) -> Rate:
        """Return the rate for requests one at a time, so many times as slow."""
        requests = self.requests / factor
        if requests >= 1:
            return Rate(int(requests), self.seconds)
        return Rate(1, self.seconds / requests)

    def bounded(self, requests: float, seconds: float, concurrent: float) -> Rate:
        """Return the slower of this rate and another, and the lower of their concurrencies."""
        limit = Rate(max(int(requests), 1), seconds) if requests and seconds else self
        slower = min(self, limit, key=lambda rate: rate.requests / rate.seconds)
        return Rate(
            slower.requests,
            slower.seconds,
            min(self.concurrent, max(int(concurrent), 1) if concurrent else self.concurrent),
        )


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its name for people, the setting with its address, and its documented limits by lane.

    ``known`` are the limits for callers who say who they are, by the setting ``by``; ``anonymous`` those for others.
    """

    title: str
    url: str
    anonymous: Mapping[str, Rate]
    known: Mapping[str, Rate]
    by: Literal["mailto", "ncbi_api_key", "openalex_api_key", "s2_api_key"] = "mailto"

    def base(self, settings: Settings) -> str:
        """Return the address that the service's paths follow."""
        return str(getattr(settings, self.url))

    def rates(self, settings: Settings) -> Mapping[str, Rate]:
        """Return the documented limits for what the settings say of us."""
        return self.known if getattr(settings, self.by) else self.anonymous


SERVICES: Mapping[Name, Service] = {
    "crossref": Service(
        "Crossref",
        "crossref_url",
        anonymous={"single": Rate(5), "list": Rate(1)},
        known={"single": Rate(10, concurrent=3), "list": Rate(3, concurrent=3)},
    ),
    "eutils": Service(
        "PubMed", "eutils_url", {"": Rate(3, concurrent=2)}, {"": Rate(10, concurrent=4)}, by="ncbi_api_key"
    ),
    "idconv": Service("PMC ID converter", "idconv_url", {"": Rate(3)}, {"": Rate(3)}),
    "doi": Service("doi.org", "doi_url", {"": Rate(5)}, {"": Rate(5)}),
    # Content negotiation: doi.org sends on to whoever registered the DOI, so its trouble is not doi.org's.
    "agency": Service("The DOI's agency", "doi_url", {"": Rate(2)}, {"": Rate(2)}),
    "datacite": Service("DataCite", "datacite_url", {"": Rate(500, 300.0)}, {"": Rate(1000, 300.0)}),
    "europepmc": Service("Europe PMC", "europepmc_url", {"": Rate(5)}, {"": Rate(5)}),
    "openalex": Service("OpenAlex", "openalex_url", {"": Rate(5)}, {"": Rate(10, concurrent=3)}, by="openalex_api_key"),
    # https://info.arxiv.org/help/api/tou.html: one request every three seconds, one connection at a time.
    "arxiv": Service("arXiv", "arxiv_url", {"": Rate(1, 3.0)}, {"": Rate(1, 3.0)}),
    # https://dblp.org/faq/1474706.html asks for a pause of a second or two.
    "dblp": Service("DBLP", "dblp_url", {"": Rate(1)}, {"": Rate(1)}),
    # https://openlibrary.org/developers/api: one a second, three for those who give an e-mail address.
    "openlibrary": Service("Open Library", "openlibrary_url", {"": Rate(1)}, {"": Rate(3)}),
    # https://api.semanticscholar.org/api-docs/: those without a key share a limit among them all.
    "s2": Service("Semantic Scholar", "s2_url", {"": Rate(1, 3.0)}, {"": Rate(1)}, by="s2_api_key"),
}

#: Services that ask for an e-mail address in the User-Agent; nobody else is told it.
_CONTACTED: frozenset[Name] = frozenset({"crossref", "datacite", "openlibrary"})
#: The parameters in which a service wants to be told who asks, each with its setting.
_PARAMETERS: Mapping[Name, Mapping[str, str]] = {
    "crossref": {"mailto": "mailto"},
    "eutils": {"email": "mailto", "api_key": "ncbi_api_key"},
    "idconv": {"email": "mailto"},
    "openalex": {"mailto": "mailto", "api_key": "openalex_api_key"},
}
#: The services that have keys, each with its setting.
_KEYS: Mapping[Name, str] = {"eutils": "ncbi_api_key", "openalex": "openalex_api_key", "s2": "s2_api_key"}

TOOL = "ccsvi-refs"


def user_agent(service: Name, settings: Settings) -> str:
    """Return the User-Agent for a service; it holds the e-mail address where the service asks for one."""
    contact = f" (mailto:{settings.mailto})" if settings.mailto and service in _CONTACTED else ""
    return f"{TOOL}/{__version__}{contact}"


def credentials(service: Name, settings: Settings) -> dict[str, str]:
    """Return the parameters by which a service knows us; they are never part of a question, an error or a log."""
    found = {parameter: str(getattr(settings, name)) for parameter, name in _PARAMETERS.get(service, {}).items()}
    if service in ("eutils", "idconv"):
        found["tool"] = TOOL
    if "api_key" in found and not _is_private_way(SERVICES[service].base(settings)):
        del found["api_key"]
    return {key: value for key, value in found.items() if value}


def secret_headers(service: Name, settings: Settings) -> dict[str, str]:
    """Return the headers that carry a service's key; they go to its own address alone, never on with a redirect."""
    if service != "s2" or not settings.s2_api_key or not _is_private_way(SERVICES[service].base(settings)):
        return {}
    return {"x-api-key": settings.s2_api_key}


def withheld(settings: Settings) -> Iterator[str]:
    """Yield a sentence for each key that is not sent, because others could read it on its way."""
    for service, name in _KEYS.items():
        base = SERVICES[service].base(settings)
        if getattr(settings, name) and not _is_private_way(base):
            yield f"{SERVICES[service].title}'s key is not sent to {base}: anybody on the way could read it"


def _is_private_way(base: str) -> bool:
    """Return whether a key can be sent to an address without others reading it: by https, or within this machine."""
    parts = urlsplit(base)
    try:
        return parts.scheme == "https" or ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return (parts.hostname or "").lower() == "localhost"


def learned(headers: Mapping[str, str], documented: Rate) -> Rate:
    """Return the limits to keep after an answer: the documented ones, or what it states where that is less.

    Crossref: ``x-rate-limit-limit``, ``x-rate-limit-interval`` (``1s``) and ``x-concurrency-limit``, the same on
    single records and on lists, which are allowed less; E-utilities: ``x-ratelimit-limit``, which is by the second
    where the documented limit is.
    """
    requests = _number(headers.get("x-rate-limit-limit"))
    seconds = _number((headers.get("x-rate-limit-interval") or "1s").removesuffix("s"))
    by_second = _number(headers.get("x-ratelimit-limit"))
    if not requests and documented.seconds == 1.0 and by_second >= 1:
        requests, seconds = by_second, 1.0
    return documented.bounded(requests, seconds, _number(headers.get("x-concurrency-limit")))


def _number(text: str | None) -> float:
    try:
        number = float(text or "")
    except ValueError:
        return 0.0
    return number if 0 < number < 86_400 else 0.0
