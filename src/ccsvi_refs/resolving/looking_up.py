"""What a registry knows of the cases of a run: by identifier, by search, and what it adds to a match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ccsvi_refs.identifiers import Identifier, IdentifierKind
from ccsvi_refs.model import Reference
from ccsvi_refs.registries.registry import Registry, Way
from ccsvi_refs.resolving.cases import SEARCH, Case, source
from ccsvi_refs.text.folding import compact
from ccsvi_refs.transport import Client

#: An ISBN may be that of another edition, or of the series; what these lead to goes first.
SURER: tuple[IdentifierKind, ...] = ("doi", "pmid", "pmcid")


def by_identifiers(
    client: Client, registry: Registry, ways: Mapping[IdentifierKind, Way], cases: Sequence[Case]
) -> None:
    """Look up the cited identifiers of some kinds that have led to no record yet."""
    for kind, way in ways.items():
        having = [(case, Identifier(kind, case.identifiers[kind])) for case in cases if _asks(case, kind, registry)]
        lookup = way.ask(client, [identifier.value for _, identifier in having])
        for case, identifier in having:
            case.heard(registry.name, lookup, identifier.value)
            if identifier.value in lookup.absent:
                case.missed(registry, identifier)
            for record in lookup.found.get(identifier.value, ()):
                case.led(identifier, record)


def search(client: Client, registry: Registry, way: Way, cases: Sequence[Case]) -> None:
    """Search a registry for the work of each case, in one way."""
    keys = {id(case): list(way.keys(case.query)) for case in cases}
    lookup = way.ask(client, [key for several in keys.values() for key in several])
    for case in cases:
        # Failures first: another answer to the same search makes up for them.
        for key in sorted(keys[id(case)], key=lookup.failed.__contains__, reverse=True):
            if way.telling or key in lookup.found or key in lookup.failed:
                case.heard(registry.name, lookup, key, SEARCH)
            case.found.extend(lookup.found.get(key, ()))


def complete(client: Client, registry: Registry, matched: Iterable[tuple[Case, Reference]]) -> None:
    """Look up in a registry the works that only others have a record of so far."""
    wanted: dict[IdentifierKind, list[tuple[Case, str]]] = defaultdict(list)
    ways = {**registry.also, **registry.own}
    for case, work in matched:
        kinds: list[IdentifierKind] = [kind for kind in (*registry.own, *registry.also) if work.identifier(kind)]
        if kinds and not _has(case, registry.name, work, kinds):
            wanted[kinds[0]].append((case, work.identifier(kinds[0])))
    for kind, pairs in wanted.items():
        lookup = ways[kind].ask(client, [value for _, value in pairs])
        for case, value in pairs:
            case.heard(registry.name, lookup, value, SEARCH)
            case.found.extend(lookup.found.get(value, ()))


def renew(client: Client, registry: Registry, matched: Iterable[tuple[Case, Reference]]) -> None:
    """Ask a registry what has become of its records of the matched works that were copied for a mirror."""
    for kind, way in registry.anew.items():
        copies = [
            (case, copy)
            for case, work in matched
            for copy in case.copies(registry.name)
            if copy.identifier(kind) and copy.identifier(kind) == work.identifier(kind)
        ]
        lookup = way.ask(client, [copy.identifier(kind) for _, copy in copies])
        for case, copy in copies:
            identifier = Identifier(kind, copy.identifier(kind))
            case.heard(registry.name, lookup, identifier.value, f"news of {identifier}")
            for record in lookup.found.get(identifier.value, ())[:1]:
                case.renew(copy, record)


def notices(client: Client, registry: Registry, matched: Iterable[tuple[Case, Reference]]) -> None:
    """Look up the notices that name the DOI of a matched work: its own record need not know of them."""
    if not registry.notices:
        return
    held = [(case, work) for case, work in matched if _has(case, registry.name, work, ["doi"])]
    pairs = [(case, work.identifier("doi")) for case, work in held if work.identifier("doi")]
    lookup = registry.notices.ask(client, [doi for _, doi in pairs])
    for case, doi in pairs:
        case.heard(registry.name, lookup, doi, f"notices about {doi}")
        case.beside.extend(lookup.found.get(doi, ()))


def isbns(client: Client, registry: Registry, matched: Iterable[tuple[Case, Reference]]) -> None:
    """Look up the ISBNs that are cited of matched works and not registered of them: another book's is a mistake."""
    way = registry.own.get("isbn")
    if not way:
        return
    doubtful = [(case, work, isbn) for case, work in matched if (isbn := _doubtful_isbn(case, work))]
    lookup = way.ask(client, [isbn for _, _, isbn in doubtful])
    for case, work, isbn in doubtful:
        for book in lookup.found.get(isbn, ())[:1]:
            if not _alike(book.title, work.title) and not _alike(book.title, work.container_title):
                case.mistaken[Identifier("isbn", isbn)] = book


def _doubtful_isbn(case: Case, work: Reference) -> str:
    isbn = case.identifiers.get("isbn", "")
    known = any(record.identifier("isbn") == isbn and _alike(record.title, work.title) for record in case.records)
    identifier = Identifier("isbn", isbn)
    return "" if known or identifier in case.by_identifier or identifier in case.mistaken else isbn


def _alike(title: str, other: str) -> bool:
    """Return whether two titles may be those of one book: its subtitle and what stands behind it are often left out."""
    heads = sorted((compact(text.partition(":")[0]) for text in (title, other)), key=len)
    return bool(heads[0]) and heads[1].startswith(heads[0])


def _asks(case: Case, kind: IdentifierKind, registry: Registry) -> bool:
    """Return whether a registry may know an identifier that a case cites and nobody has led to a record yet."""
    identifier = Identifier(kind, case.identifiers.get(kind, ""))
    if kind == "isbn" and not case.identifiers.keys().isdisjoint(SURER):
        return False
    agency = case.agencies.get(identifier)
    return (
        bool(identifier.value)
        and identifier not in case.by_identifier
        and identifier not in case.unknown
        and (not registry.agency or agency in ("", registry.agency))
    )


def _has(case: Case, name: str, work: Reference, kinds: Sequence[IdentifierKind]) -> bool:
    """Return whether the case has that registry's record of a work."""
    ours = [known for known in case.records if source(known) == name]
    return any(work.identifier(kind) in {known.identifier(kind) for known in ours} for kind in kinds)
