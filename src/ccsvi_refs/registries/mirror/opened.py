"""A mirror that is open for questions: by identifier, by citation string, for notices about a work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ccsvi_refs.identifiers import IdentifierKind
from ccsvi_refs.matching import prepared, terms
from ccsvi_refs.matching.prepared import Cited
from ccsvi_refs.model import Date, FrozenDict, Notice, Reference, Value, freeze
from ccsvi_refs.registries.mirror import manifest
from ccsvi_refs.registries.mirror.entries import KINDS, under
from ccsvi_refs.registries.mirror.index import Address, Reader
from ccsvi_refs.registries.mirror.info import info

#: Most candidates for one citation string, and the share of the best one's score that a candidate has to reach.
ROWS, _SHARE = 10, 0.4
#: Words a query asks for, rarest first, and joint terms; records those of a kind may have together, beyond the rarest
#: few, so that a question takes no longer in a mirror of any size.
_WORDS, _JOINTS = 12, 12
_TOUCHED, _LEAST = 100_000, 3
#: Where a string has so few words that are registered, records that also have its numbers come first.
_FEW = 5
#: Notices about one work.
_NOTICES = 1000
_ORDER = {name: place for place, name in enumerate(KINDS)}
#: Sources that are asked about every work; what others have of one is asked for only where these have none, and of a
#: preprint, which they alone may know to have appeared.
_FIRST = frozenset({"crossref", "pubmed"})
#: Records under one identifier.
_NAMED = 64


class Mirror:
    """An open mirror; InputError where the directory holds none, or one of another layout.

    It is only read: several processes and threads may open the same one, and it can be sent to another process.
    """

    def __init__(self, directory: str | Path) -> None:
        self._directory = Path(directory)
        index = manifest.current(self._directory)
        self._index = Reader(index)
        state = self._index.state()
        self.info = info(self._directory, index, state, self._index.records)
        self._several = sum(count > 0 for name, count in state.records.items() if name != "retraction-watch") > 1

    def __reduce__(self) -> tuple[type[Mirror], tuple[Path]]:
        """Return how it is opened again, in another process too."""
        return Mirror, (self._directory,)

    def close(self) -> None:
        """Let go of the index; there is nothing else to do."""

    def by_identifier(self, kind: IdentifierKind, value: str) -> tuple[Reference, ...]:
        """Return each registry's record of the work with an identifier; none where no source has it."""
        return self._works(self._index.having("name", under(kind, value), _NAMED))

    def by_doi(self, doi: str) -> tuple[Reference, ...]:
        """Return each registry's record of the work with that DOI."""
        return self.by_identifier("doi", doi)

    def by_pmid(self, pmid: str) -> tuple[Reference, ...]:
        """Return each registry's record of the work with that PMID."""
        return self.by_identifier("pmid", pmid)

    def notices(self, work: Reference) -> tuple[Reference, ...]:
        """Return the records of the notices that name a work by its DOI or PMID, whatever its own record says."""
        found = [address for name in _names(work) for address in self._index.having("about", name, _NOTICES)]
        return tuple(reference(stored) for stored in self._distinct(found))

    def search(self, text: str, rows: int = ROWS) -> tuple[Reference, ...]:
        """Return the records of the works a citation string may mean, likeliest first, those it names before all."""
        cited = prepared.cited(text)
        named = [
            at for kind, value in terms.identifiers_of(cited) for at in self._index.having("name", under(kind, value))
        ]
        wanted, better = self._asked(cited)
        best = self._index.any_of(wanted, 2 * rows if self._several else rows, better)
        likely = [address for score, address in best if score >= _SHARE * best[0][0]]
        return self._works([*named, *likely], max(rows, len(named)))

    def _asked(self, cited: Cited) -> tuple[list[str], list[str]]:
        """Return the terms to ask for, the rarest words and pairs of facts, and those that only make a record better.

        The fewer words a string has, the more records have them all: of a journal's, its numbers name one.
        """
        words = list(self._rarest(terms.words_of(cited), _WORDS))
        joints = self._rarest(terms.joint_of(cited), _JOINTS)
        return [*words, *joints], terms.numbers_of(cited) if len(words) <= _FEW else []

    def _rarest(self, wanted: Iterable[str], most: int) -> Iterator[str]:
        counted = sorted((docs, term) for term in wanted if (docs := self._index.count("terms", term)))
        touched = 0
        for place, (docs, term) in enumerate(counted[:most]):
            touched += docs
            if place >= _LEAST and touched > _TOUCHED:
                return
            yield term

    def _works(self, addresses: Sequence[Address], most: int | None = None) -> tuple[Reference, ...]:
        """Return the records of the works of some documents, those of one work one after the other."""
        found = list(self._distinct(addresses))
        if not self._several:
            return tuple(map(reference, found[:most]))
        works = islice(self._grouped(found), most)
        return tuple(reference(stored) for records in works for stored in _asked_for(records))

    def _grouped(self, found: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
        """Yield what is stored of each work, in the order the works were found."""
        seen: set[str] = set()
        for stored in found:
            if stored["key"] not in seen:
                same = self._same(stored)
                seen.update(each["key"] for each in same)
                yield same

    def _same(self, stored: dict[str, Any]) -> list[dict[str, Any]]:
        """Return every source's record of the work of one, those that are believed first before the others."""
        same = {stored["key"]: stored}
        waiting = [stored]
        while waiting:
            names = _names(reference(waiting.pop()))
            for other in self._distinct([at for name in names for at in self._index.having("name", name)]):
                if other["key"] not in same:
                    same[other["key"]] = other
                    waiting.append(other)
        return sorted(same.values(), key=lambda each: _ORDER[_source(each)])

    def _distinct(self, addresses: Sequence[Address]) -> Iterator[dict[str, Any]]:
        seen: set[tuple[int, int]] = set()
        for address in addresses:
            place = (address.segment_ord, address.doc)
            if place not in seen:
                seen.add(place)
                yield json.loads(self._index.stored(address))


def _names(work: Reference) -> list[str]:
    kinds: tuple[IdentifierKind, ...] = ("doi", "pmid")
    return [under(kind, value) for kind in kinds if (value := work.identifier(kind))]


def _asked_for(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the records of one work that a run would ask for, had it to ask their registries."""
    first = [stored for stored in records if _source(stored) in _FIRST] or list(records[:1])
    is_preprint = any(stored["data"].get("type") == "article" for stored in first)
    return list(records) if is_preprint else first


def _source(stored: Mapping[str, Any]) -> str:
    return str(stored["key"]).partition(":")[0]


def reference(stored: Mapping[str, Any]) -> Reference:
    """Return the record of what is stored: the mirror's copy of what the registry says that each value's note names."""
    raw, source = stored.get("raw", {}), _source(stored)
    data = {name: freeze(value) for name, value in stored["data"].items()}
    values = ((name, Value("mirror", each, note=source, raw=raw.get(name))) for name, each in data.items())
    said = {name: (value,) for name, value in values if name != "id"}
    return Reference(FrozenDict(data), None, FrozenDict(said), tuple(map(_notice, stored.get("notices", ()))))


def _notice(stored: dict[str, Any]) -> Notice:
    return Notice(**{**stored, "date": Date.from_csl(stored.get("date"))})
