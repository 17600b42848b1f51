"""``ccsvi-refs resolve``: what the registries know of each reference."""

from __future__ import annotations

from ccsvi_refs import api, reports
from ccsvi_refs.cli import asking, inputs
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import CANNOT, FINDINGS, detail, in_colour, progress
from ccsvi_refs.cli.writing import emit, emit_report


def resolve(
    sources: tuple[str, ...],
    form: str | None,
    report_format: str,
    output: str | None,
    registry: str | None,
    mirror: str | None,
    quiet: bool,
    verbose: bool,
    offline: bool | None,
) -> int:
    """Look the references of INPUT up, and say which work each is, or that it is ambiguous or unknown."""
    told = detail(quiet=quiet, verbose=verbose)
    chosen = settings(offline=offline, mirror=mirror)
    bibliography = inputs.read(sources, form, chosen)
    names = asking.registries(registry, mirror, chosen)
    inputs.announce(bibliography, chosen, names)
    with progress("Resolving") as moved:
        resolutions = api.resolve(bibliography, settings=chosen, registries=names, progress=moved)
    if report_format == "text":
        emit_report(reports.resolutions_text(resolutions, in_colour(output), told), output, report_format)
    elif report_format == "jsonl":
        emit(reports.resolutions_jsonl(resolutions), output)
    else:
        emit(reports.resolutions_json(resolutions), output)
    if sum(resolution.status == "unavailable" for resolution in resolutions) * 2 > len(resolutions):
        return CANNOT
    return FINDINGS if bibliography.problems else 0
