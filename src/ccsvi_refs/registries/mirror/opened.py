"""A mirror that is open for questions: by identifier, by citation string, for notices about a work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ccsvi_refs.matching import prepared, terms
from ccsvi_refs.matching.prepared import Cited
from ccsvi_refs.model import Date, FrozenDict, Notice, Reference, Value, freeze
from ccsvi_refs.registries.mirror import manifest
from ccsvi_refs.registries.mirror.entries import KINDS
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

    def by_doi(self, doi: str) -> tuple[Reference, ...]:
        """Return the work with that DOI, as the sources together have it: none or one."""
        return self._works(self._index.having("name", f"doi:{doi.lower()}"))

    def by_pmid(self, pmid: str) -> tuple[Reference, ...]:
        """Return the work with that PMID."""
        return self._works(self._index.having("name", f"pmid:{pmid}"))

    def notices(self, work: Reference) -> tuple[Reference, ...]:
        """Return the records of the notices that name a work by its DOI or PMID, whatever its own record says."""
        found = [address for name in _names(work) for address in self._index.having("about", name, _NOTICES)]
        return tuple(reference(stored) for stored in self._distinct(found))

    def sources_of(self, work: Reference) -> set[tuple[str, str]]:
        """Return which registries' records of a work are in the mirror, each with the identifier it has it under."""
        named = (("crossref", work.identifier("doi")), ("pubmed", work.identifier("pmid")))
        return {(source, own) for source, own in named if own and self._index.having("key", f"{source}:{own}", 1)}

    def search(self, text: str, rows: int = ROWS) -> tuple[Reference, ...]:
        """Return the works a citation string may mean, likeliest first, those its identifiers name before all."""
        cited = prepared.cited(text)
        named = [
            at for kind, value in terms.identifiers_of(cited) for at in self._index.having("name", f"{kind}:{value}")
        ]
        wanted, better = self._asked(cited)
        best = self._index.any_of(wanted, 2 * rows if self._several else rows, better)
        likely = [address for score, address in best if score >= _SHARE * best[0][0]]
        return self._works([*named, *likely])[: max(rows, len(named))]

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

    def _works(self, addresses: Sequence[Address]) -> tuple[Reference, ...]:
        """Return the works of some documents, what several sources have of one work put together."""
        found = list(self._distinct(addresses))
        if not self._several:
            return tuple(map(reference, found))
        return tuple(map(_together, self._grouped(found)))

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
        return sorted(same.values(), key=lambda each: _ORDER[each["key"].partition(":")[0]])

    def _distinct(self, addresses: Sequence[Address]) -> Iterator[dict[str, Any]]:
        seen: set[tuple[int, int]] = set()
        for address in addresses:
            place = (address.segment_ord, address.doc)
            if place not in seen:
                seen.add(place)
                yield json.loads(self._index.stored(address))


def _names(work: Reference) -> list[str]:
    named = (("doi", work.identifier("doi")), ("pmid", work.identifier("pmid")))
    return [f"{kind}:{value}" for kind, value in named if value]


def reference(stored: Mapping[str, Any]) -> Reference:
    """Return the record of what is stored, every value with the mirror as its source."""
    raw = stored.get("raw", {})
    data = {name: freeze(value) for name, value in stored["data"].items()}
    said = {name: (Value("mirror", value, raw=raw.get(name)),) for name, value in data.items() if name != "id"}
    return Reference(FrozenDict(data), None, FrozenDict(said), tuple(map(_notice, stored.get("notices", ()))))


def _together(records: Sequence[dict[str, Any]]) -> Reference:
    """Return one record of what several sources have: each field of the first that has it, the notices of all."""
    if len(records) == 1:
        return reference(records[0])
    united: dict[str, Any] = {"data": {}, "raw": {}}
    for stored in records:
        for name, value in stored["data"].items():
            if name not in united["data"]:
                united["data"][name] = value
                united["raw"] |= {name: stored["raw"][name]} if name in stored.get("raw", {}) else {}
    notices = [notice for stored in records for notice in map(_notice, stored.get("notices", ()))]
    whole = reference(united)
    return Reference(whole.data, None, whole.provenance, tuple(dict.fromkeys(notices)))


def _notice(stored: dict[str, Any]) -> Notice:
    return Notice(**{**stored, "date": Date.from_csl(stored.get("date"))})
