"""What a page says something of is read: abstracts that the records hold, others on request, and open full texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.matching import statements
from ccsvi_refs.matching.statements import SourceText
from ccsvi_refs.model import Attribution, Reference
from ccsvi_refs.registries import bundled, crossref, europepmc, full_texts, openalex
from ccsvi_refs.registries.registry import Records
from ccsvi_refs.resolving.cases import teller
from ccsvi_refs.resolving.resolution import Resolution
from ccsvi_refs.settings import Settings
from ccsvi_refs.transport import Client, Lookup

#: Why nothing of a work was read where all that were asked for an abstract answered.
NOBODY_HAS_IT = "no registry that was asked has an abstract of it"
#: Shorter abstracts are a sentence about the article, not its summary.
_SHORTEST = 120

_Ask = Callable[[IdentifierKind, Client, Iterable[str]], Lookup[Records]]
#: Where an abstract is asked for that no record has, by identifiers in the order of trust.
_ASKED: tuple[tuple[str, tuple[IdentifierKind, ...], _Ask], ...] = (
    ("europepmc", ("pmid", "doi", "pmcid"), europepmc.records),
    ("crossref", ("doi",), lambda _, client, values: crossref.works(client, values)),
    ("openalex", ("doi", "pmid"), openalex.works),
)


def with_texts(
    pages: Sequence[tuple[Sequence[Attribution], Sequence[Resolution]]],
    settings: Settings,
    registries: Sequence[str],
) -> list[list[Resolution]]:
    """Return each page's resolutions, those of works that it says something of with the texts of the work.

    Abstracts come with the records at no request; one is asked for only where no record has it, and the full text only
    where the abstract does not bear out what the page says.
    """
    spoken = [_spoken(resolution, about) for about, several in map(_page, pages) for resolution in several]
    open_ = [one for one in spoken if one.attributions]
    if open_ and set(registries) & {"europepmc", "crossref", "openalex"}:
        with Client(settings) as client:
            _ask_abstracts(client, open_, registries)
            if "europepmc" in registries:
                _ask_full_texts(client, [one for one in open_ if not one.is_borne_out])
        for one in open_:
            one.settle()
    found = iter(spoken)
    return [[one.resolution for one in islice(found, len(several))] for _, several in pages]


@dataclass(slots=True)
class _Spoken:
    """A resolution, as far as its texts are known, and what the page says of the work."""

    resolution: Resolution
    attributions: Sequence[Attribution]

    @property
    def is_borne_out(self) -> bool:
        """Whether the texts at hand have everything that the page says of the work."""
        points = (
            point
            for one in self.attributions
            for point in statements.check(one.claim, [each.text for each in one.quotations], self.resolution.texts)
        )
        return bool(self.resolution.texts) and all(point.verdict in ("same", "unsure") for point in points)

    def identifier(self, kind: IdentifierKind) -> str:
        """Return an identifier of the work."""
        return self.resolution.reference.identifier(kind) if self.resolution.reference else ""

    def settle(self) -> None:
        """Note that nobody has a text of the work, where all that was asked for one answered."""
        if not self.resolution.texts and not self.resolution.unread:
            self.resolution = replace(self.resolution, unread=NOBODY_HAS_IT)

    def take(self, texts: Sequence[SourceText], lookup: Lookup[Any], key: str) -> None:
        """Take in what an answer brought, or why there was none."""
        error = lookup.failed.get(key)
        unread = "" if texts else error.message if error else self.resolution.unread
        self.resolution = replace(self.resolution, texts=(*self.resolution.texts, *texts), unread=unread)


def _page(
    page: tuple[Sequence[Attribution], Sequence[Resolution]],
) -> tuple[Mapping[str, list[Attribution]], Sequence[Resolution]]:
    return _about(page[0]), page[1]


def _spoken(resolution: Resolution, about: Mapping[str, list[Attribution]]) -> _Spoken:
    if resolution.status != "matched" or resolution.id not in about:
        return _Spoken(resolution, ())
    return _Spoken(replace(resolution, texts=resolution.texts or held(resolution)), about[resolution.id])


def held(resolution: Resolution) -> tuple[SourceText, ...]:
    """Return the abstracts that the records of a matched work hold, and what the bundled records quote of theirs."""
    abstracts = [text for record in resolution.registered for text in _texts(record)]
    return tuple(dict.fromkeys(abstracts))


def _texts(record: Reference) -> Iterator[SourceText]:
    name = teller(record)
    if name == "curated":
        if excerpt := bundled.excerpt(record.id):
            yield SourceText(excerpt, "excerpt", "curated")
    elif len(abstract := record.text("abstract")) >= _SHORTEST:
        yield SourceText(abstract, "abstract", name)


def _about(attributions: Iterable[Attribution]) -> Mapping[str, list[Attribution]]:
    about: dict[str, list[Attribution]] = {}
    for one in attributions:
        if statements.has_points(one.claim, [quotation.text for quotation in one.quotations]):
            for key in one.references:
                about.setdefault(key, []).append(one)
    return about


def _ask_abstracts(client: Client, open_: Sequence[_Spoken], registries: Sequence[str]) -> None:
    """Ask for the abstract of each work whose records have none, one registry after the other."""
    for name, kinds, ask in _ASKED:
        for kind in kinds:
            wanted = [one for one in open_ if name in registries and not one.resolution.texts and one.identifier(kind)]
            lookup = ask(kind, client, dict.fromkeys(one.identifier(kind) for one in wanted)) if wanted else Lookup()
            for one in wanted:
                key = one.identifier(kind)
                records = lookup.found.get(key, lookup.found.get(key.lower(), ()))
                one.take([text for record in records for text in _texts(record)], lookup, key)


def _ask_full_texts(client: Client, open_: Sequence[_Spoken]) -> None:
    wanted = [one for one in open_ if one.identifier("pmcid")]
    lookup = full_texts.read(client, dict.fromkeys(one.identifier("pmcid") for one in wanted))
    for one in wanted:
        text = lookup.found.get(one.identifier("pmcid"), "")
        found = [SourceText(text, "full-text", "europepmc")] if text else []
        one.take(found, lookup, one.identifier("pmcid"))
