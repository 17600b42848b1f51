"""In whose style does a page cite? Its entries' shapes choose some styles, and these print what was read of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from ccsvi_refs.errors import CcsviRefsError
from ccsvi_refs.model import Reference
from ccsvi_refs.rendering.recognition.probes import Printed, printed, probe_of
from ccsvi_refs.rendering.recognition.shapes import Shape, as_entry, shape

#: Ways to print that are tried, entries that are printed, and entries whose shapes are compared.
_TRIED, _PRINTED, _COMPARED = 40, 14, 60
#: What fits less than this fits not at all.
FITS = 0.86
_OTHERS = re.compile(r"[\s,;]*(?:\bet\.? al\b\.?|\bu\.\s?a\.|\band others\b)\.?")
_ALIKE = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "−": "-",
        "\xa0": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A style that a page may cite in: how well it fits, from 0 to 1.

    ``exact`` of the ``entries`` that were printed it prints alike; ``same`` are other styles that print invented works
    as this one does.
    """

    name: str
    score: float
    exact: int
    entries: int
    same: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the page can be said to cite in it."""
        return self.score >= FITS


@dataclass(frozen=True, slots=True)
class _Sample:
    """An entry of the page, what was read of it, and its shape."""

    text: str
    read: Reference
    shape: Shape
    probe: str


def recognise(entries: Sequence[tuple[str, Reference]], most: int = 10) -> list[Recognised]:
    """Return the styles that entries may be printed in, the one that fits best first; none where nothing can be told.

    Each entry is its text and what was read of it. Where one style alone is asked for, those are not tried that could
    do no better than one that prints all of them to the letter.
    """
    samples = list(_samples(entries))
    chosen = _sampled(samples)
    if not chosen:
        return []
    candidates = sorted(printed(), key=lambda each: (-_likeness(each, samples), -each.used))[:_TRIED]
    used = {each.names[0]: each.used for each in candidates}
    found: list[Recognised] = []
    best: tuple[int, str] | None = None
    for each in candidates:
        place = (-each.used, each.names[0])
        if (best and best < place) or (result := _tried(each, chosen)) is None:
            continue
        found.append(result)
        best = place if most == 1 and result.score == 1 else best
    return sorted(found, key=lambda each: (-_rank(each), -used[each.name], each.name))[:most]


def _rank(each: Recognised) -> float:
    """Return what styles are ranked by: one entry that was misread weighs less than another that is printed alike."""
    return round((each.score + each.exact / each.entries) / 2, 3)


def _samples(entries: Sequence[tuple[str, Reference]]) -> Iterator[_Sample]:
    for text, read in entries[:_COMPARED]:
        if read.title and (read.authors or read.container_title):
            yield _Sample(text, read, shape(text, read), probe_of(read))


def _sampled(samples: Sequence[_Sample]) -> list[_Sample]:
    """Return the entries to be printed: those of which most was read, a few of each kind."""
    ranked = sorted(samples, key=lambda each: (not each.probe, -len(each.read.data)))
    return ranked[:_PRINTED]


def _likeness(style: Printed, samples: Sequence[_Sample]) -> float:
    """Return how like the shapes of the entries are to those that styles give the probes."""
    found = [_alike(style.shapes[each.probe], each.shape) for each in samples if each.probe in style.shapes]
    told = sum(bool(each.probe) for each in samples)
    return sum(found) / told if told else 0.0


@lru_cache(maxsize=1 << 17)
def _alike(probe: Shape, entry: Shape) -> float:
    bodies = Levenshtein.normalized_similarity(_OTHERS.sub("", probe.body), _OTHERS.sub("", entry.body))
    first = 1.0 if probe.names.partition("|")[0][:4] == entry.names.partition("|")[0][:4] else 0.0
    return 0.75 * bodies + 0.25 * first


def _tried(style: Printed, chosen: Sequence[_Sample]) -> Recognised | None:
    """Return how well a style prints what was read of the entries, None where it cannot."""
    from ccsvi_refs import rendering

    references = [Reference({**each.read.data, "id": f"e{at}"}) for at, each in enumerate(chosen)]
    try:
        entries = dict(rendering.entries(references, rendering.Style.named(style.names[0])).entries)
    except CcsviRefsError:
        return None
    scores = [_score(entries.get(f"e{at}", ""), each) for at, each in enumerate(chosen)]
    exact = sum(score >= 0.97 for score in scores)
    return Recognised(style.names[0], sum(scores) / len(scores), exact, len(scores), style.names[1:])


def _score(text: str, sample: _Sample) -> float:
    """Return how like a printed text is to an entry: 1 for the same, .98 but for the form of quotes and dashes."""
    ours, theirs = _bare(text), _bare(sample.text)
    if ours == theirs:
        return 1.0
    if ours.translate(_ALIKE) == theirs.translate(_ALIKE):
        return 0.98
    if not ours:
        return 0.0
    bodies = Levenshtein.normalized_similarity(shape(text, sample.read).body, sample.shape.body)
    whole = Levenshtein.normalized_similarity(ours, theirs)
    return 0.96 * (0.6 * bodies + 0.4 * whole)


def _bare(text: str) -> str:
    return as_entry(text).rstrip(" .")
