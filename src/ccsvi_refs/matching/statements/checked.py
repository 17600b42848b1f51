"""What a sentence was found to say of a work, kept without the work's text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from ccsvi_refs.matching.statements.checking import Point, check
from ccsvi_refs.matching.statements.sources import SourceText


@dataclass(frozen=True, slots=True)
class Checked:
    """How a sentence stood to one work on a ``day`` (ISO 8601), by what was read of it.

    ``texts`` say what was read, without the words; ``unread`` is why no more was. Without texts there are no points.
    """

    points: tuple[Point, ...] = ()
    texts: tuple[SourceText, ...] = ()
    unread: str = ""
    day: str = ""

    @property
    def is_borne_out(self) -> bool:
        """Whether what was read has everything that the sentence says of the work."""
        return bool(self.texts) and all(point.verdict in ("same", "unsure") for point in self.points)


def mark(claim: str, quotations: Sequence[str]) -> str:
    """Return the digest of a sentence by what it claims and quotes; how its lines are broken makes no difference."""
    said = [unicodedata.normalize("NFC", " ".join(text.split())) for text in (claim, *quotations)]
    return "sha256:" + sha256(json.dumps(said, ensure_ascii=True).encode("ascii")).hexdigest()


def checked(claim: str, quotations: Sequence[str], texts: Sequence[SourceText], unread: str, day: str) -> Checked:
    """Return how a sentence stands to the texts of one work, without them."""
    points = [_bare(point) for point in check(claim, quotations, texts)] if texts else []
    return Checked(tuple(points), tuple(dict.fromkeys(replace(text, text="") for text in texts)), unread, day)


def put_back(kept: Checked, claim: str, quotations: Sequence[str]) -> Checked | None:
    """Return what was kept with the sentence's own words in its points, None where these are not the sentence's."""
    if not kept.texts:
        return None if kept.points else kept
    own = check(claim, quotations, [SourceText("")])
    if [point.kind for point in own] != [point.kind for point in kept.points]:
        return None
    return replace(kept, points=tuple(_of(*pair) for pair in zip(kept.points, own, strict=True)))


def _bare(point: Point) -> Point:
    return replace(point, source=replace(point.source, text="")) if point.source else point


def _of(kept: Point, own: Point) -> Point:
    counted = replace(kept.counted, quantity=own.counted.quantity) if kept.counted and own.counted else own.counted
    return replace(kept, said=own.said, counted=counted)
