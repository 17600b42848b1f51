"""Which work a word from outside names: an identifier with or without its prefix, or an address that is made of one.

Addresses of publishers hold the DOI, or all of it but the prefix. Short DOIs: https://shortdoi.org/.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

from ccsvi_refs import identifiers
from ccsvi_refs.identifiers import Identifier, IdentifierKind, in_url, parse
from ccsvi_refs.model import Reference

#: What copying leaves in an identifier: characters without width, soft hyphens, marks of direction.
_INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe63\uff0d]")
_WRAPPING = "<>\"'`“”‘’«»„‚[](){}"
#: ``doi:``, ``DOI ``, ``info:doi/``, ``urn:doi:``; ``pmid:`` and the others alike.
_PREFIX = re.compile(
    r"(?:info:|urn:)?(?P<kind>doi|pmid|pmcid|pmc|arxiv|isbn(?:-1[03])?)(?:\s*[:=/]\s*|\s+|(?=\d))", re.IGNORECASE
)
_HOST = re.compile(r"[a-z0-9][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}/", re.IGNORECASE)
_SHORT_DOI = re.compile(r"10/[a-z0-9]{3,12}", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
#: What publishers put behind a DOI in their addresses, and a version of a preprint.
_TAIL = re.compile(
    r"(?:/(?:full|fulltext|abstract|pdf|epdf|epub|html|xml|meta|summary|references|citations?|figures|tables|full-text"
    r"|pdfdirect|suppl_file|supplementary-material)(?:/.*)?|\.(?:full|abstract|pdf|html?|xml|long|short|figures-only)+)+/?$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?<=\d)v\d{1,2}$")
_VERSIONED = re.compile(r"(?:bio|med|chem)rxiv\.org$", re.IGNORECASE)
#: Hosts whose addresses end with a DOI that lacks its prefix, or say it in another way.
_HOSTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:^|\.)nature\.com/articles/(?P<rest>[a-z0-9.-]+)", re.IGNORECASE), "10.1038/{}"),
    (re.compile(r"thelancet\.com/.*/PII(?P<rest>S[\d()X-]+)", re.IGNORECASE), "10.1016/{}"),
    (re.compile(r"zenodo\.org/records?/(?P<rest>\d+)", re.IGNORECASE), "10.5281/zenodo.{}"),
    (re.compile(r"bmj\.com/content/\d+/(?P<rest>bmj\.[a-z]?\d+|bmj-\d{4}-\d+)", re.IGNORECASE), "10.1136/{}"),
    (re.compile(r"elifesciences\.org/(?:articles|[\w-]+-preprints)/(?P<rest>\d+)", re.IGNORECASE), "10.7554/elife.{}"),
)  # fmt: skip
_BARE = frozenset({"id", "type", "archive", "archive_location", *identifiers.FIELDS.values()})
#: Parameters of an address that hold an identifier.
_PARAMETERS = ("doi", "id", "pmid", "pmcid", "article", "articleid", "isbn")
_PUBMED_RECORD = re.compile(r"europepmc\.org/(?:article|abstract)/med/(?P<pmid>\d+)", re.IGNORECASE)
_PUBMED_TERM = re.compile(r"ncbi\.nlm\.nih\.gov/(?:pubmed/?)?\?(?:.*&)?term=(?P<pmid>\d{1,9})(?:&|$)", re.IGNORECASE)


def work(text: str) -> Identifier | None:
    """Return the identifier that a word or an address is, None where it names no work.

    A short DOI has the form ``10/…``; whoever uses it has to ask doi.org what it stands for.
    """
    bare = _bare(text)
    if not bare or len(bare) > 2_000:
        return None
    if re.match(r"https?%3A", bare, re.IGNORECASE):
        bare = unquote(bare)
    if re.match(r"https?://|www\.", bare, re.IGNORECASE):
        return _in_address(bare if "://" in bare else f"https://{bare}")
    if prefix := _PREFIX.match(bare):
        return _prefixed(prefix["kind"].lower(), bare[prefix.end() :])
    return _alone(bare) or (_in_address(f"https://{bare}") if _HOST.match(bare) else None)


def problem(text: str) -> str:
    """Return what is wrong with a text that says it is an identifier and is none, empty for any other."""
    bare = _bare(text)
    prefix = _PREFIX.match(bare)
    if not prefix or work(text) or not re.match(r"\w+\s*[:=]", prefix[0]):
        return ""
    kind = prefix["kind"].lower()
    known: dict[str, IdentifierKind] = {
        "doi": "doi",
        "pmid": "pmid",
        "pmcid": "pmcid",
        "pmc": "pmcid",
        "arxiv": "arxiv",
    }
    return identifiers.problem(known.get(kind, "isbn"), bare[prefix.end() :]) or "is no identifier"


def works(text: str) -> tuple[Identifier, ...]:
    """Return the identifiers of a text that is made of nothing else, parted by white space, commas or semicolons."""
    clean = _INVISIBLE.sub("", html.unescape(text))
    joined = re.sub(r"\b(doi|pmid|pmcid|arxiv|isbn)\s*:\s+", r"\1:", clean, flags=re.IGNORECASE)
    words = [
        word
        for word in re.split(r"[\s;]+|,(?=\s|$)|,(?=(?:doi|pmid|pmcid|arxiv|isbn|https?):|10\.\d{4,9}/)", joined)
        if word
    ]
    found = [work(word) for word in words]
    return tuple(item for item in found if item) if found and all(found) else ()


def references(found: Iterable[Identifier]) -> tuple[Reference, ...]:
    """Return a reference for each identifier, which holds nothing else; its id is the identifier."""
    return tuple(Reference({"id": str(identifier), "type": "document", **_fields(identifier)}) for identifier in found)


def is_bare(reference: Reference) -> bool:
    """Return whether a reference is an identifier and nothing else, as :func:`references` makes them."""
    return reference.mention is None and reference.data.keys() <= _BARE


def is_short(identifier: Identifier) -> bool:
    """Return whether a DOI is a short one, which stands for another."""
    return identifier.kind == "doi" and bool(_SHORT_DOI.fullmatch(identifier.value))


def _fields(identifier: Identifier) -> dict[str, str]:
    if identifier.kind == "arxiv":
        return {"archive": "arXiv", "archive_location": identifier.value}
    return {identifiers.FIELDS[identifier.kind]: identifier.value}


def _bare(text: str) -> str:
    bare = _DASHES.sub("-", _INVISIBLE.sub("", html.unescape(text))).strip()
    while bare and (bare[0] in _WRAPPING or (bare[-1] in ".,;:" or _unopened(bare))):
        bare = bare[1:] if bare[0] in _WRAPPING else bare[:-1]
    return bare.strip()


def _unopened(bare: str) -> bool:
    """Return whether the last character closes what is not open: a DOI may end with a bracket of its own."""
    pairs = {")": "(", "]": "[", "}": "{", ">": "<"}
    last = bare[-1]
    return bare.count(last) > bare.count(pairs[last]) if last in pairs else last in _WRAPPING


def _prefixed(kind: str, rest: str) -> Identifier | None:
    if kind == "doi":
        return _doi(rest) or _in_address(rest)
    if kind == "pmc":
        return parse("pmcid", f"PMC{rest}")
    if kind == "pmcid":
        return parse("pmcid", rest) or parse("pmcid", f"PMC{rest}")
    kinds: dict[str, IdentifierKind] = {"pmid": "pmid", "arxiv": "arxiv"}
    return parse(kinds.get(kind, "isbn"), rest)


def _alone(bare: str) -> Identifier | None:
    return _doi(bare) or (parse("pmcid", bare) if bare[:3].upper() == "PMC" else None) or _isbn(bare)


def _isbn(bare: str) -> Identifier | None:
    """Return an ISBN that stands alone: thirteen digits that begin as one does."""
    return parse("isbn", bare) if re.fullmatch(r"97[89][\d -]{10,14}", bare) else None


def _doi(text: str) -> Identifier | None:
    bare = re.split(r"[?#](?=[\w-]+=|$)", unquote(text.strip()))[0].strip()
    if _SHORT_DOI.fullmatch(bare):
        return Identifier("doi", bare.lower())
    return parse("doi", bare.rstrip(".,;")) if _DOI.match(bare) else None


def _in_address(address: str) -> Identifier | None:
    """Return the identifier that an address is made of, without what tracks its readers."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    path = unquote(parts.path)
    if re.fullmatch(r"(?:dx\.|www\.)?doi\.org|shortdoi\.org", host):
        name = re.sub(r"^/+(?:doi:)?", "", path).rstrip("/")
        return Identifier("doi", f"10/{name.removeprefix('10/').lower()}") if _is_short(name) else _doi(name)
    plain = f"{parts.scheme}://{parts.netloc}{parts.path}"
    if found := in_url(plain) or in_url(address):
        return found
    if record := _PUBMED_RECORD.search(host + path) or _PUBMED_TERM.search(f"{host}{path}?{parts.query}"):
        return parse("pmid", record["pmid"])
    return _of_publisher(host, path) or _in_query(parts.query)


def _is_short(name: str) -> bool:
    return bool(re.fullmatch(r"(?:10/)?[a-z0-9]{3,12}", name, re.IGNORECASE))


def _of_publisher(host: str, path: str) -> Identifier | None:
    for pattern, form in _HOSTS:
        if match := pattern.search(host + path):
            return parse("doi", form.format(_TAIL.sub("", match["rest"])))
    found = _DOI.search(path)
    if not found:
        return None
    bare = _TAIL.sub("", found.group().rstrip("/"))
    if host == "academic.oup.com":
        bare = re.sub(r"(?<=\w)/\d+$", "", bare)
    return parse("doi", _VERSION.sub("", bare) if _VERSIONED.search(host) else bare)


def _in_query(query: str) -> Identifier | None:
    given = {name.lower(): value for name, value in parse_qsl(query)}
    for name in _PARAMETERS:
        value = given.get(name, "")
        kind: IdentifierKind | None = (
            "pmid" if name == "pmid" else "pmcid" if name == "pmcid" else "isbn" if name == "isbn" else None
        )
        if found := _doi(value) or (parse(kind, value) if kind and value else None):
            return found
    return None
