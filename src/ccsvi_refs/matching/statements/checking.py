"""A sentence with its quotations against the texts of the work it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ccsvi_refs.matching.statements import counting, quoting
from ccsvi_refs.matching.statements.counting import Counted
from ccsvi_refs.matching.statements.quantities import quantities
from ccsvi_refs.matching.statements.quoting import Quoted
from ccsvi_refs.matching.statements.sources import SourceText

Verdict = Literal["same", "differs", "absent", "unsure"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a sentence says of a work, and how it stands to the work's texts.

    ``said`` is the quotation or number as printed; ``source`` the text that decides, None where none does.
    """

    kind: Literal["quotation", "number"]
    said: str
    verdict: Verdict
    source: SourceText | None = None
    quoted: Quoted | None = None
    counted: Counted | None = None


def check(claim: str, quotations: Sequence[str], texts: Sequence[SourceText]) -> list[Point]:
    """Return how each quotation of four words or more and each number of a sentence stands to the texts of one work.

    ``claim`` is the sentence without its quotations, whose numbers are theirs. What one of the texts has is the same,
    whatever the others have.
    """
    points = [_quotation(one, texts, claim) for one in quotations if quoting.is_long_enough(one)]
    return [*points, *numbers(claim, texts)]


def has_points(claim: str, quotations: Sequence[str]) -> bool:
    """Return whether a sentence says anything that can be looked for: a quotation, or a number that tells something."""
    return any(map(quoting.is_long_enough, quotations)) or any(map(counting.is_telling, quantities(claim)))


def has_any(claim: str, quotations: Sequence[str]) -> bool:
    """Return whether a sentence has a quotation or number that is compared where a text is at hand."""
    return any(map(quoting.is_long_enough, quotations)) or bool(quantities(claim))


def _quotation(quotation: str, texts: Sequence[SourceText], around: str) -> Point:
    found = [(text, quoting.compare(quotation, text.text, around)) for text in texts]
    for wanted in ("same", "differs"):
        having = [(text, one) for text, one in found if one.verdict == wanted]
        if having:
            text, one = max(having, key=lambda pair: pair[1].likeness)
            return Point("quotation", quotation, "same" if wanted == "same" else "differs", text, one)
    if not found or all(one.verdict == "foreign" for _, one in found):
        return Point("quotation", quotation, "unsure")
    return Point("quotation", quotation, "absent", quoted=max((one for _, one in found), key=lambda one: one.likeness))


def numbers(sentence: str, texts: Sequence[SourceText]) -> list[Point]:
    """Return how each number of a sentence stands to the texts."""
    columns = [counting.compare(sentence, text.text) for text in texts]
    return [_number(row, texts) for row in zip(*columns, strict=True)]


def _number(row: Sequence[Counted], texts: Sequence[SourceText]) -> Point:
    said = row[0].quantity.text
    order: tuple[Verdict, ...] = ("same", "unsure", "differs", "absent")
    for wanted in order:
        for text, one in zip(texts, row, strict=True):
            if one.verdict == wanted and (wanted != "differs" or text.extent != "full-text"):
                return Point("number", said, wanted, text, counted=one)
    return Point("number", said, "absent", counted=row[0])
