"""What a mirror holds, how old it is, and how large."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ccsvi_refs.registries.mirror.entries import KINDS
from ccsvi_refs.registries.mirror.state import State


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a mirror: its records, the newest day on which it touched one, its files, what was no record."""

    name: str
    title: str
    records: int
    newest: str
    files: int
    unread: int


@dataclass(frozen=True, slots=True)
class Info:
    """What a mirror holds: how many records, built and last brought up to date when, of which files and sources.

    ``unfinished`` names the files of which an update has read only a part.
    """

    path: str
    records: int
    built: str
    updated: str
    files: tuple[str, ...]
    sources: tuple[Source, ...]
    size: int
    unfinished: tuple[str, ...] = ()

    @property
    def as_of(self) -> datetime:
        """When the mirror was last brought up to date."""
        return datetime.strptime(self.updated, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

    @property
    def age(self) -> str:
        """How old the answers are, in words: when the mirror was brought up to date, and how far its sources go."""
        far = [f"{each.title} to {each.newest}" for each in self.sources if each.newest]
        return f"as of {self.updated[:10]}" + (f", with {', '.join(far)}" if far else "")


def info(directory: Path, index: Path, state: State, records: int) -> Info:
    """Return what an index holds by its own account."""
    sources = [
        Source(
            name, kind.title, state.records.get(name, 0), state.newest.get(name, ""), len(files),
            sum(file.unread for file in files),
        )
        for name, kind in KINDS.items()
        if (files := [file for file in state.files if file.source == name])
    ]  # fmt: skip
    return Info(
        str(directory), records, state.built, state.updated, tuple(file.name for file in state.files),
        tuple(sources), sum(file.stat().st_size for file in index.iterdir()),
        tuple(file.name for file in state.files if not file.done),
    )  # fmt: skip
