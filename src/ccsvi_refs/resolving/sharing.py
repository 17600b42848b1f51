"""What one reference of a run led to serves the others that cite the same work: nobody is asked for it again.

Pages of one site cite the same papers, each in its own way. A record found for one citation is tried on every other
that has its title, or its volume, page and year; whether it is the work is decided as for any candidate, only that
more confidence is asked for, and that nothing contradicts, since no search has offered its rivals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ccsvi_refs import matching
from ccsvi_refs.model import Reference
from ccsvi_refs.resolving import cases, deciding
from ccsvi_refs.resolving.cases import SEARCH, Case
from ccsvi_refs.text.folding import words

#: How sure a record that was found for another citation has to be.
SURE = 0.95
#: So many works of one title, or one place, are tried.
ALIKE = 8
#: Titles of fewer words are shared by many works.
_TELLING = 4


@dataclass(slots=True)
class Shared:
    """The cases that are settled, by what tells their works."""

    _known: dict[str, dict[str, Case]] = field(default_factory=lambda: defaultdict(dict))

    def learn(self, case: Case, work: Reference) -> None:
        """Keep a settled case for those that cite the same work."""
        for key in _keys(work):
            if len(self._known[key]) < ALIKE:
                self._known[key].setdefault(cases.key(work), case)

    def offer(self, asking: Iterable[Case]) -> None:
        """Give each case the records of another's work that it surely cites as well."""
        for case in asking:
            others: dict[str, Case] = {}
            for key in _keys(case.reading):
                others |= self._known.get(key, {})
            for other in others.values():
                if _is_work_of(other, case):
                    case.found.extend(other.records)
                    case.asked |= other.asked
                    case.stale |= other.stale
                    # What a search could not be asked no longer matters.
                    case.failures = {key: why for key, why in case.failures.items() if key[1] != SEARCH}
                    break


def leaders(asking: Sequence[Case]) -> tuple[list[Case], list[Case]]:
    """Return the first case of each work that seems to be cited, and the others."""
    first: list[Case] = []
    rest: list[Case] = []
    seen: set[str] = set()
    for case in asking:
        keys = _keys(case.reading)
        (rest if seen & keys else first).append(case)
        seen |= keys
    return first, rest


def _is_work_of(other: Case, case: Case) -> bool:
    verdict = deciding.decide(replace(case, found=[*case.found, *other.records]))
    sure = verdict.status == "matched" and verdict.confidence >= SURE
    return sure and verdict.work is not None and not _contradicts(case, verdict.work.merged)


def _contradicts(case: Case, work: Reference) -> bool:
    """Return whether anything that the citation says speaks against a work: an abstract is not the paper."""
    against = any(evidence.speaks < 0 for evidence in matching.align(case.prepared, work).evidence)
    return against or any(found.kind == "error" for found in matching.differences(case.cited, work))


def _keys(reference: Reference) -> set[str]:
    title = words(reference.title)
    page = re.match(r"\w+", reference.text("page").strip())
    volume = reference.text("volume").strip()
    keys = set()
    if len(title) >= _TELLING:
        keys.add(" ".join(title))
    if page and volume and reference.year:
        keys.add(f"{reference.year};{volume}:{page[0].lower()}")
    return keys
