"""What a format is: one row of the table in :mod:`ccsvi_refs.formats`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ccsvi_refs.formats.sniffing import Start


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the modules of its reader and writer (empty for none), file name endings, its content's look."""

    name: str
    reader: str
    writer: str = ""
    suffixes: tuple[str, ...] = ()
    sniff: Callable[[Start], bool] | None = None
