"""A cited reference on its way to a resolution: its identifiers, the records found so far, who answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ccsvi_refs import identifiers, matching
from ccsvi_refs.formats import citation
from ccsvi_refs.identifiers import Identifier, IdentifierKind, parse
from ccsvi_refs.model import FrozenDict, Mention, Reference
from ccsvi_refs.registries.registry import Query, Registry
from ccsvi_refs.text import naming
from ccsvi_refs.transport import Lookup

#: What the questions of a search are about, in whatever way it is made.
SEARCH = "search"

#: CSL variables that describe a work, apart from its identifiers.
_DESCRIPTIVE = ("title", "author", "container-title", "issued", "volume", "page", "publisher")
#: DOIs that arXiv registers for its numbers, and the fields in which numbers stand that are no identifier for CSL.
_ARXIV_DOI = "10.48550/arxiv."
_ARXIV_FIELDS = (
    "container-title",
    "volume",
    "number",
    "note",
    "annote",
    "medium",
    "publisher",
    "genre",
    "URL",
    "source",
)
#: Fewer letters than this beside its identifiers and addresses, and a citation string describes nothing.
_DESCRIPTION = 12


@dataclass(slots=True)
class Case:
    """One cited reference and what the registries said of it so far.

    ``by_identifier`` are records that a cited identifier led to, ``found`` those of a search, ``beside`` those of
    notices about the work that was matched. ``failures`` are the questions that were not answered, by source, and
    ``stale`` the sources of which only an old answer was to be had.
    Of the cited identifiers, ``absent`` are those that some registries do not have, with their names, ``unknown`` those
    that do not exist, with who says so, ``agencies`` the DOIs that exist where Crossref does not know them, with who
    registered them (empty where doi.org does not say), and ``elsewhere`` those of them whose record could not be read,
    ``mistaken`` those that turn out to be another work's than the one that was matched.
    Those ``aside`` are of another version of the work, ``derived`` are DOIs that go with a number that is cited;
    ``short`` is a short DOI, which doi.org can lengthen.
    ``mirrored`` are the records that are copies in a mirror, by registry and what tells them from others there.
    ``decided`` is what was decided last, and on what grounds.
    """

    cited: Reference
    identifiers: dict[IdentifierKind, str]
    by_identifier: dict[Identifier, list[Reference]] = field(default_factory=dict)
    found: list[Reference] = field(default_factory=list)
    beside: list[Reference] = field(default_factory=list)
    asked: dict[str, datetime] = field(default_factory=dict)
    failures: dict[tuple[str, str], str] = field(default_factory=dict)
    stale: dict[str, datetime] = field(default_factory=dict)
    absent: dict[Identifier, set[str]] = field(default_factory=dict)
    unknown: dict[Identifier, str] = field(default_factory=dict)
    agencies: dict[Identifier, str] = field(default_factory=dict)
    elsewhere: dict[Identifier, str] = field(default_factory=dict)
    mistaken: dict[Identifier, Reference] = field(default_factory=dict)
    aside: dict[IdentifierKind, str] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    short: str = ""
    mirrored: set[tuple[str, str]] = field(default_factory=set)
    settled: bool = False
    decided: tuple[list[object], object] | None = field(default=None, compare=False)
    _reading: Reference | None = None
    _prepared: tuple[str, matching.Cited] | None = field(default=None, compare=False)

    @property
    def reading(self) -> Reference:
        """The fields that a search needs, read from the citation string where nobody has done so."""
        if self._reading is None:
            described = any(self.cited.data.get(name) for name in _DESCRIPTIVE)
            self._reading = self.cited if described or not self.text else citation.read(self.text)
        return self._reading

    @property
    def text(self) -> str:
        """The citation string, or what one would be made of."""
        return self.cited.mention.text if self.cited.mention else ""

    @property
    def query(self) -> Query:
        """What a search is made of; nothing where nothing is described."""
        text = self.text or printed(self.cited)
        return Query(text, self.reading) if self.describes else Query("", Reference(FrozenDict({"id": self.cited.id})))

    @property
    def quoted(self) -> Reference:
        """The citation with the identifiers of its links printed at the end of its string."""
        if not self.text or not self.identifiers:
            return self.cited
        printed = {found.identifier.value for found in identifiers.find(self.text)}
        linked = [Identifier(kind, value) for kind, value in self.identifiers.items() if value not in printed]
        text = "\n".join([self.text, *map(str, linked)])
        return replace(self.cited, mention=Mention(text))

    @property
    def prepared(self) -> matching.Cited:
        """The citation ready for comparison; prepared again only when an identifier was found for it."""
        quoted = self.quoted
        text = quoted.mention.text if quoted.mention else ""
        if self._prepared is None or self._prepared[0] != text:
            self._prepared = (text, matching.prepare(quoted))
        return self._prepared[1]

    @property
    def records(self) -> list[Reference]:
        """Every record found, those of cited identifiers first, none twice."""
        led = [record for records in self.by_identifier.values() for record in records]
        return _distinct([*led, *self.found])

    @property
    def describes(self) -> bool:
        """Whether the citation says anything of the work beside its identifiers."""
        if any(self.cited.data.get(name) for name in _DESCRIPTIVE):
            return True
        rest = self.text
        for occurrence in identifiers.find(rest):
            rest = rest.replace(self.text[occurrence.start : occurrence.end], " ")
        return sum(map(str.isalpha, rest)) > _DESCRIPTION

    @property
    def failed(self) -> dict[str, str]:
        """Why each source could not be asked something that nothing else has answered since."""
        return {source: message for (source, _), message in self.failures.items()}

    def heard(self, source: str, lookup: Lookup[Any], key: str, about: str = "") -> None:
        """Note whether a registry answered a question asked for this case; an answer makes up for earlier trouble.

        Questions ``about`` the same thing make up for each other, as the ways to search for a work do.
        """
        if key in lookup.asked:
            self.asked[source] = max(self.asked.get(source, lookup.asked[key]), lookup.asked[key])
            self.failures.pop((source, about or key), None)
        elif error := lookup.failed.get(key):
            self.failures[source, about or key] = error.message
        if key in lookup.stale:
            self.stale[source] = min(self.stale.get(source, lookup.asked[key]), lookup.asked[key])

    def copies(self, registry: str) -> list[Reference]:
        """Return the records that are a mirror's copies of a registry's."""
        return [each for each in self.records if source(each) == registry and (registry, key(each)) in self.mirrored]

    def renew(self, copy: Reference, record: Reference) -> None:
        """Put what a registry has today in the place of a mirror's copy; what it was not asked for stays."""
        new = replace(
            record, data=FrozenDict({**copy.data, **record.data}),
            provenance=FrozenDict({**copy.provenance, **record.provenance}),
        )  # fmt: skip
        self.by_identifier = {
            identifier: [new if each == copy else each for each in records]
            for identifier, records in self.by_identifier.items()
        }
        self.found = [new if each == copy else each for each in self.found]
        self.mirrored.discard((source(copy), key(copy)))

    def missed(self, registry: Registry, identifier: Identifier) -> None:
        """Take in that a registry does not have a cited identifier."""
        self.absent.setdefault(identifier, set()).add(registry.name)
        if identifier.kind in registry.issues:
            self.unknown[identifier] = registry.title

    def led(self, identifier: Identifier, record: Reference) -> None:
        """Take in the record that a cited identifier led to."""
        self.by_identifier.setdefault(identifier, []).append(record)


def case(cited: Reference) -> Case:
    """Return the case for a reference, with the identifiers in its fields, its links and its text.

    A number of arXiv's beside the place in a journal is that of the preprint of what is cited: it stands aside until
    the article has been looked for.
    """
    known: dict[IdentifierKind, str] = {}
    for identifier in _identifiers(cited):
        known.setdefault(identifier.kind, identifier.value)
    if number := parse("arxiv", known.get("doi", "")) if known.get("doi", "").startswith(_ARXIV_DOI) else None:
        known.setdefault("arxiv", number.value)
    aside: dict[IdentifierKind, str] = {}
    derived: set[str] = set()
    if "arxiv" in known and "doi" not in known:
        known["doi"] = _ARXIV_DOI + re.sub(r"v\d+$", "", known["arxiv"]).lower()
        derived.add(known["doi"])
        if in_a_journal(cited):
            aside = {kind: known.pop(kind) for kind in ("arxiv", "doi")}
    return Case(cited, known, aside=aside, derived=derived, short="" if "doi" in known else _short_doi(cited))


def printed(cited: Reference) -> str:
    """Return a citation string made of the fields that tell works apart."""
    names = ", ".join(name.family or name.literal for name in cited.authors[:6])
    container = cited.container_title or cited.text("publisher")
    parts = (names, cited.title, container, str(cited.year or ""), cited.text("volume"), cited.text("page"))
    return ". ".join(part for part in parts if part)


def key(record: Reference) -> str:
    """Return what tells a record from others of its registry."""
    return record.identifier("doi") or record.identifier("pmid") or record.id


def source(record: Reference) -> str:
    """Return the registry that a record is from, be it through a mirror."""
    values = (value for values in record.provenance.values() for value in values)
    return next(((value.note if value.source == "mirror" else "") or value.source for value in values), "")


def teller(record: Reference) -> str:
    """Return who said what a record holds: its registry, or the mirror where all of it is a copy."""
    said = dict.fromkeys(value.source for values in record.provenance.values() for value in values)
    return next((name for name in said if name != "mirror"), "mirror" if said else "")


def _identifiers(cited: Reference) -> Iterator[Identifier]:
    yield from cited.identifiers
    if url := identifiers.in_url(cited.text("URL")):
        yield url
    if cited.mention:
        for link in cited.mention.links:
            if found := identifiers.in_url(link.url):
                yield found
        for occurrence in identifiers.find(cited.mention.text):
            yield occurrence.identifier
    yield from _arxiv(cited)


def _arxiv(cited: Reference) -> Iterator[Identifier]:
    """Yield arXiv's numbers in the fields where people put them: eprint, journal, volume, number, note."""
    location = cited.text("archive_location") or cited.text("archive-location")
    if cited.text("archive").lower() == "arxiv" and (found := parse("arxiv", location)):
        yield found
    for name in _ARXIV_FIELDS:
        for occurrence in identifiers.find(cited.text(name)):
            if occurrence.identifier.kind == "arxiv":
                yield occurrence.identifier


def _short_doi(cited: Reference) -> str:
    """Return the short DOI in the fields or links of a reference, empty where there is none."""
    links = [link.url for link in cited.mention.links] if cited.mention else []
    for text in (cited.text("DOI"), cited.text("URL"), *links):
        if "10/" in text or "doi.org/" in text.lower():
            found = naming.work(text)
            if found and naming.is_short(found):
                return found.value
    return ""


def in_a_journal(cited: Reference) -> bool:
    """Return whether a reference gives the place of an article in something else than arXiv."""
    place = cited.container_title
    numbered = any(cited.text(name) for name in ("volume", "page", "issue"))
    return bool(place) and numbered and not re.search(r"arxiv|\bcorr\b", place, re.IGNORECASE)


def _distinct(records: Iterable[Reference]) -> list[Reference]:
    return list({(source(record), key(record)): record for record in records}.values())
