"""Builds a mirror, or brings one up to date: files → entries → the index, with commits from which it can go on."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ccsvi_refs.errors import InputError
from ccsvi_refs.model import Problem
from ccsvi_refs.registries.mirror import manifest, parsing
from ccsvi_refs.registries.mirror.chunks import Paths, chunks, files_of, jobs_for
from ccsvi_refs.registries.mirror.entries import Deleted, Parsed
from ccsvi_refs.registries.mirror.index import Reader, Writer, exists, remove
from ccsvi_refs.registries.mirror.state import File, State

Progress = Callable[[int, int], None]

#: A commit is made after so many records or seconds.
_RECORDS, _SECONDS = 100_000, 120.0
#: The file beside an index that names all that could not be read.
_TOLD = "unread.txt"
#: Bytes left on a disk that may be called full.
_FULL = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class Built:
    """What a build or update made: the mirror's folder, the records it holds, and what could not be read.

    ``problems`` are the first hundred, ``unread`` says how many there are, and the file ``told`` names them all.
    ``added``, ``replaced``, ``deleted`` and ``skipped`` (files read before) are of this run; ``resumed`` says that it
    went on from another. ``older`` are records that were not taken, because a newer one was there under the same name,
    ``aside`` those of Retraction Watch's rows that name no work.
    """

    path: Path
    records: int
    problems: tuple[Problem, ...]
    unread: int
    added: int = 0
    replaced: int = 0
    deleted: int = 0
    skipped: int = 0
    resumed: bool = False
    older: int = 0
    aside: int = 0
    told: Path | None = None


@dataclass(slots=True)
class _Run:
    """One run over files: where it writes, what was read so far, what it has done."""

    writer: Writer
    state: State
    told: IO[str]
    files: list[tuple[File, Path]]
    every: int
    progress: Progress | None = None
    added: int = 0
    replaced: int = 0
    deleted: int = 0
    older: int = 0
    aside: int = 0
    pending: int = 0
    since: float = 0.0
    done: int = 0
    total: int = 0


def build(
    output: str | Path,
    crossref: Paths = (),
    pubmed: Paths = (),
    *,
    openalex: Paths = (),
    datacite: Paths = (),
    retraction_watch: Paths = (),
    jobs: int | None = None,
    every: int = _RECORDS,
    progress: Progress | None = None,
) -> Built:
    """Build a mirror in a directory and return what it holds; one that is there stays in use until this is complete.

    Files may be packed, in a tar or in folders: Crossref's works as JSON lines or ``{"items": [...]}``, PubMed's XML,
    OpenAlex's and DataCite's JSON lines, Retraction Watch's CSV. Of several records under one identifier the newest
    is kept, by the day its source gives it; where that does not tell, the one that is read last. A build that was
    interrupted goes on where it was last committed (``every`` so many records) when the same files are named again.
    ``progress`` hears how many bytes of the files are done, and of how many. InputError names a file that cannot be
    read at all.
    """
    named = files_of({"crossref": crossref, "pubmed": pubmed, "openalex": openalex, "datacite": datacite,
                    "retraction-watch": retraction_watch})  # fmt: skip
    directory = Path(output)
    directory.mkdir(parents=True, exist_ok=True)
    index = _started(directory, named)
    built = _run(index, named, jobs, every, progress)
    manifest.use(directory, index)
    for old in manifest.indexes(directory):
        if old != index:
            shutil.rmtree(old, ignore_errors=True)
    return built


def update(
    directory: str | Path,
    crossref: Paths = (),
    pubmed: Paths = (),
    *,
    openalex: Paths = (),
    datacite: Paths = (),
    retraction_watch: Paths = (),
    jobs: int | None = None,
    every: int = _RECORDS,
    progress: Progress | None = None,
) -> Built:
    """Add files to a mirror, and return what it holds then; files that it has read before are left out.

    A record under an identifier that the same source has had before takes its place, unless it is older. Whoever has
    the mirror open goes on with what it held.
    """
    named = files_of({"crossref": crossref, "pubmed": pubmed, "openalex": openalex, "datacite": datacite,
                    "retraction-watch": retraction_watch})  # fmt: skip
    return _run(manifest.current(Path(directory)), named, jobs, every, progress)


def _started(directory: Path, named: Sequence[tuple[File, Path]]) -> Path:
    """Return the index to build: that of a build of these files to this layout that was interrupted, else a new one."""
    index, fresh = manifest.unfinished(directory), manifest.fresh(directory)
    if index is None:
        return fresh
    if exists(index):
        with suppress(InputError, TypeError, ValueError):  # one of another layout may have other fields and parts
            state = Reader(index).state()
            begun = {each.identity for each in state.files}
            if begun and state.layout == manifest.SCHEMA and begun <= {each.identity for each, _ in named}:
                return index
    remove(index)
    return fresh  # not under the old one's name: what its writer still has to tidy up there would be the new one's


def _run(
    index: Path, named: Sequence[tuple[File, Path]], jobs: int | None, every: int, progress: Progress | None
) -> Built:
    """Read what is new in the files into an index; what was committed stays, whatever happens."""
    try:
        writer = Writer(index)
        try:
            return _read(writer, index, named, jobs, every, progress)
        finally:
            with suppress(ValueError):  # one that has failed says so again
                writer.close()
    except (ValueError, OSError) as error:
        raise InputError(_failed(index, error)) from error


def _failed(index: Path, error: Exception) -> str:
    free = shutil.disk_usage(index.parent).free
    full = free < _FULL or "No space left" in str(error)
    why = f"the disk is full ({free // 1024**2} MB free)" if full else f"the index cannot be written: {error}"
    return f"{index.parent}: {why}; what was committed is kept, and the same command goes on from there"


def _read(
    writer: Writer,
    index: Path,
    named: Sequence[tuple[File, Path]],
    jobs: int | None,
    every: int,
    progress: Progress | None,
) -> Built:
    state = writer.reader.state()
    resumed = bool(state.files) and not state.complete
    known = state.among(each for each, _ in named)
    files = [(each, path) for each, (_, path) in zip(known, named, strict=True)]
    skipped = sum(each.done for each, _ in files)
    before = len(state.problems), state.unread
    with _told(index / _TOLD, state) as told:
        run = _Run(writer, state, told, files, every, progress, since=time.monotonic())
        run.done = sum(each.size for each in known if each.done)
        run.total = sum(each.size for each in known)
        for found in parsing.parsed(chunks(files), jobs_for(files, jobs)):
            _take(run, found)
        if skipped < len(files) or not state.complete:  # what nothing was added to is no younger
            state.complete = True
            state.updated = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            state.built = state.built or state.updated
            _commit(run)
    # What an earlier run of the same build could not read is said again, what an earlier update could not, is not.
    first, unread = (0, 0) if resumed else before
    return Built(
        index.parent, writer.reader.records, state.complaints(first), state.unread - unread,
        run.added, run.replaced, run.deleted, skipped, resumed, run.older, run.aside, index / _TOLD,
    )  # fmt: skip


def _take(run: _Run, found: Parsed) -> None:
    """Put what became of a chunk into the index, and commit where enough has come together."""
    state, each = run.state, run.files[found.file][0]
    for entry in found.entries:
        if isinstance(entry, Deleted):
            gone = run.writer.remove(entry)
            run.deleted += gone
            _count(state, each.source, -gone)
            continue
        put = run.writer.put(entry)
        run.replaced += put == "replaced"
        run.added += put == "added"
        run.older += put == "older"
        _count(state, each.source, put == "added")
        state.newest[each.source] = max(state.newest.get(each.source, ""), entry.stamp)
        each.records += 1
    for problem in found.problems:
        state.complain(problem)
        each.unread += 1
    run.told.writelines(" ".join(str(problem).split("\n")) + "\n" for problem in (*found.problems, *found.aside))
    run.aside += len(found.aside)
    each.pieces += found.pieces
    each.done = found.last
    run.done += each.size if each.done else 0
    run.pending += len(found.entries)
    if run.pending >= run.every or time.monotonic() - run.since > _SECONDS:
        _commit(run)
        run.pending, run.since = 0, time.monotonic()
    if run.progress:
        run.progress(run.done + (0 if each.done else found.at), run.total)


def _commit(run: _Run) -> None:
    run.told.flush()
    run.state.told, run.state.layout = run.told.tell(), manifest.SCHEMA
    run.writer.commit(run.state)


def _told(path: Path, state: State) -> IO[str]:
    """Open the file that names all that could not be read, as it was when the state was committed."""
    file = path.open("a+", encoding="utf-8", errors="replace")
    file.truncate(state.told)
    file.seek(0, os.SEEK_END)
    return file


def _count(state: State, source: str, more: int) -> None:
    state.records[source] = state.records.get(source, 0) + more
