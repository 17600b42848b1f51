"""``ccsvi-refs mirror``: registry records on this machine, which answer without a network."""

from __future__ import annotations

import click

from ccsvi_refs.cli.terminal import FINDINGS, complain


class _Files(click.Command):
    """A command whose file options take every word up to the next option: ``--crossref a.jsonl b.jsonl``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        option, spread = "", []
        for word in args:
            if word.startswith("--"):
                option = word if word in ("--crossref", "--pubmed") else ""
                spread += [] if option else [word]
            else:
                spread += [option, word] if option else [word]
        return super().parse_args(ctx, spread)


@click.group()
def mirror() -> None:
    """Build a local mirror of registry records, or say what one holds."""


@mirror.command(cls=_Files)
@click.option("--output", metavar="DIR", required=True, help="The mirror's folder.")
@click.option("--crossref", metavar="FILES...", multiple=True, help="Crossref works as JSON lines, .gz or not.")
@click.option("--pubmed", metavar="FILES...", multiple=True, help="PubMed XML, .gz or not.")
def build(output: str, crossref: tuple[str, ...], pubmed: tuple[str, ...]) -> int:
    """Make a mirror of these files; an old one in DIR is replaced when the new one is complete."""
    if not crossref and not pubmed:
        raise click.UsageError("nothing to build from: give --crossref or --pubmed files")
    from ccsvi_refs.cli.writing import emit
    from ccsvi_refs.registries import mirror as mirrors

    built = mirrors.build(output, crossref, pubmed)
    for problem in built.problems:
        complain(str(problem))
    if built.unread > len(built.problems):
        complain(f"and {built.unread - len(built.problems)} more that could not be read")
    emit(f"{built.path}: {built.records} records\n")
    return FINDINGS if built.unread else 0


@mirror.command()
@click.argument("folder", metavar="DIR")
def info(folder: str) -> int:
    """Say what the mirror in DIR holds."""
    from ccsvi_refs.cli.writing import emit
    from ccsvi_refs.registries import mirror as mirrors

    opened = mirrors.Mirror(folder)
    try:
        held = opened.info
    finally:
        opened.close()
    emit(f"{held.path}\n{held.records} records\nbuilt {held.built}\nfrom {', '.join(held.files)}\n")
    return 0
