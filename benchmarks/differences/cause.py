"""What a cause of differences is, https://docs.citationstyles.org/en/stable/specification.html."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from benchmarks.differences.asking import About
from benchmarks.differences.levels import Level
from benchmarks.differences.revaluing import Reading
from benchmarks.differences.turning import Turn


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of differences: who is ``right``, why, what levels it, and what tells that an item can have it.

    ``shows`` looks at both texts, theirs and ours, before anything is levelled; ``retold`` yields what ours prints with
    the cause; ``reading`` says how citeproc-js reads items and cites, which ours then prints so; each of ``turns``
    changes the style or the items so that ours prints it, also beside other causes.
    """

    name: str
    right: Literal["ours", "theirs", "open"]
    reason: str
    level: Level
    may: Callable[[About], bool] = lambda _about: True
    shows: Callable[[str, str], bool] = lambda _theirs, _ours: True
    retold: Callable[[About], Iterator[str]] | None = None
    reading: Reading | None = None
    turns: tuple[Turn, ...] = ()
