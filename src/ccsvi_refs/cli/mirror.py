"""``ccsvi-refs mirror``: registry records on this machine, which answer without a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ccsvi_refs.cli.terminal import FINDINGS, complain, progress
from ccsvi_refs.cli.writing import emit
from ccsvi_refs.registries import mirror as mirrors

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SOURCES = {
    "--crossref": "Crossref's works: its public data file (a tar, a folder of its members) or JSON lines.",
    "--pubmed": "PubMed's baseline and update files, or folders of them.",
    "--openalex": "OpenAlex's snapshot (its folder of works, that of merged ids) as JSON lines.",
    "--datacite": "DataCite's public data file (a tar, a folder of its members) or JSON lines.",
    "--retraction-watch": "Retraction Watch's CSV.",
}


class _Files(click.Command):
    """A command whose file options take every word up to the next option: ``--crossref a.jsonl b.jsonl``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        option, spread = "", []
        for word in args:
            if word.startswith("--"):
                option = word if word in _SOURCES else ""
                spread += [] if option else [word]
            else:
                spread += [option, word] if option else [word]
        return super().parse_args(ctx, spread)


def _with_files(function: _Command) -> _Command:
    """Return a command with an option for the files of each source."""
    function = click.option("--jobs", type=click.IntRange(1, 64), help="Processes that read; as many as processors.")(
        function
    )
    for option, text in reversed(_SOURCES.items()):
        function = click.option(option, metavar="FILES...", multiple=True, help=text)(function)
    return function


@click.group()
def mirror() -> None:
    """Build a local mirror of registry records, bring it up to date, check it, or say what it holds."""


@mirror.command(cls=_Files)
@click.option("--output", metavar="DIR", required=True, help="The mirror's folder.")
@_with_files
def build(output: str, jobs: int | None, **files: tuple[str, ...]) -> int:
    """Make a mirror of these files; one that is in DIR stays in use until this is complete.

    A build that was interrupted goes on where it stopped, when it is given the same files.
    """
    return _made(mirrors.build, output, jobs, files)


@mirror.command(cls=_Files)
@click.argument("folder", metavar="DIR")
@_with_files
def update(folder: str, jobs: int | None, **files: tuple[str, ...]) -> int:
    """Add these files to the mirror in DIR; those that it has read before are left out."""
    return _made(mirrors.update, folder, jobs, files)


def _made(make: Callable[..., mirrors.Built], folder: str, jobs: int | None, files: dict[str, tuple[str, ...]]) -> int:
    if not any(files.values()):
        raise click.UsageError(f"nothing to read: give files of {', '.join(_SOURCES)}")
    with progress("MB read") as told:
        heard = (lambda done, total: told(done >> 20, total >> 20)) if told else None
        built = make(folder, jobs=jobs, progress=heard, **files)
    for problem in built.problems:
        complain(str(problem))
    if built.unread > len(built.problems):
        complain(f"and {built.unread - len(built.problems)} more that could not be read: {built.told}")
    done = [
        f"{count} {what}"
        for what, count in (
            ("added", built.added), ("replaced", built.replaced), ("deleted", built.deleted),
            ("older than what was there", built.older), ("files read before", built.skipped),
            ("rows that name no work by DOI or PMID", built.aside),
        )
        if count
    ]  # fmt: skip
    went_on = "; went on with a build that was interrupted" if built.resumed else ""
    emit(f"{built.path}: {built.records} records ({', '.join(done) or 'nothing new'}){went_on}\n")
    return FINDINGS if built.unread else 0


@mirror.command()
@click.argument("folder", metavar="DIR")
def info(folder: str) -> int:
    """Say what the mirror in DIR holds, how old it is, and how large."""
    opened = mirrors.Mirror(folder)
    held = opened.info
    opened.close()
    lines = [
        held.path,
        f"{held.records} records, {held.size / 1024**2:.1f} MB",
        f"built {held.built}, updated {held.updated}",
        *(_source(each) for each in held.sources),
    ]
    if held.unfinished:
        lines.append(f"an update was interrupted; give it again: {', '.join(held.unfinished)}")
    emit("\n".join(lines) + "\n")
    return 0


def _source(each: mirrors.Source) -> str:
    newest = f", newest of {each.newest}" if each.newest else ""
    unread = f", {each.unread} that could not be read" if each.unread else ""
    return f"{each.title}: {each.records} records of {each.files} files{newest}{unread}"


@mirror.command()
@click.argument("folder", metavar="DIR")
def verify(folder: str) -> int:
    """Check the mirror in DIR: checksums of all records, counts, and a sample that has to be found again."""
    found = mirrors.verify(folder)
    for problem in found.problems:
        complain(problem)
    result = f"{len(found.problems)} faults" if found.problems else "no fault"
    emit(f"{folder}: {found.records} records, {found.looked_up} looked up again: {result}\n")
    return FINDINGS if found.problems else 0
