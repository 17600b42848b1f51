"""A field on which a citation and a record disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DifferenceKind = Literal["error", "variant", "missing", "extra", "status"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field on which a citation and a record disagree.

    ``kind`` is ``error``, ``variant`` (another form, or what the record does not hold: worth knowing, not wrong),
    ``missing`` (the citation leaves out what the record has), ``extra`` (the record leaves it out) or ``status``
    (cited as ahead of print, published since). ``note`` says in words how the two differ, where the values alone do
    not.
    """

    field: str
    cited: str
    registered: str
    kind: DifferenceKind = "error"
    note: str = ""
