"""``ccsvi-refs convert`` and ``ccsvi-refs extract``: references from one form into another."""

from __future__ import annotations

from ccsvi_refs import formats
from ccsvi_refs.cli import inputs, works
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import FINDINGS, complain
from ccsvi_refs.cli.writing import emit
from ccsvi_refs.model import Bibliography


def convert(
    sources: tuple[str, ...], form: str | None, to: str, output: str | None, deduplicate: bool, offline: bool | None
) -> int:
    """Write the references of INPUT in another format, or the records of the works it names by identifiers."""
    chosen = settings(offline=offline)
    bibliography, status = works.looked_up(inputs.read(sources, form, chosen), chosen)
    return _written(_once(bibliography) if deduplicate else bibliography, to, output, status)


def _once(bibliography: Bibliography) -> Bibliography:
    from ccsvi_refs.resolving import uniting  # brings string matching, which a plain conversion does without

    bibliography, united = uniting.unite(bibliography)
    for group in united:
        complain(str(group))
    return bibliography


def extract(sources: tuple[str, ...], form: str | None, to: str, output: str | None) -> int:
    """Find the references that INPUT cites and write them as data, as they are cited."""
    return _written(inputs.read(sources, form), to, output)


def _written(bibliography: Bibliography, to: str, output: str | None, status: int = 0) -> int:
    emit(formats.write(bibliography, to), output)
    return max(status, FINDINGS if bibliography.problems else 0)
