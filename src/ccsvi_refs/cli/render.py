"""``ccsvi-refs render`` and ``ccsvi-refs styles``."""

from __future__ import annotations

import sys

import click

from ccsvi_refs import rendering
from ccsvi_refs.cli import inputs, works
from ccsvi_refs.cli.configuration import settings
from ccsvi_refs.cli.terminal import FINDINGS, complain
from ccsvi_refs.cli.writing import emit, emit_page
from ccsvi_refs.errors import ItemError
from ccsvi_refs.model import Reference
from ccsvi_refs.rendering import docx


def render(
    sources: tuple[str, ...],
    form: str | None,
    style: str,
    locale: str | None,
    to: str,
    engine: str,
    links: bool | None,
    corrected: bool,
    offline: bool | None,
    output: str | None,
) -> int:
    """Print the references of INPUT, or the works it names by identifiers, in a CSL style."""
    chosen = settings(offline=offline)
    bibliography, status = works.looked_up(inputs.read(sources, form, chosen), chosen, corrected=corrected)
    references: list[Reference] = list(bibliography)
    rendered = rendering.entries(references, style, to, locale=locale, engine=engine, links=links)
    _emit(rendered, to, output)
    for refused in rendered.refused:
        complain(f"{refused.item_id}: cannot be rendered: {refused}")
    for remark in rendered.remarks:
        complain(f"{remark.item_id}: {remark}" if isinstance(remark, ItemError) else str(remark))
    for identifier in rendered.omitted:
        complain(f"{identifier}: the style prints no entry for it")
    for reference in references:
        _say_what_is_unverified(reference)
    wrong = bibliography.problems or rendered.refused or rendered.remarks
    return max(status, FINDINGS if wrong else 0)


def _emit(rendered: rendering.Entries, to: str, output: str | None) -> None:
    if to != rendering.DOCX:
        emit(rendering.framed(rendered, to), output)
    elif output is None and sys.stdout.isatty():
        raise click.UsageError("a .docx file is not for a terminal: give --output FILE")
    else:
        emit_page(docx.document(rendered), output)


def styles(word: str, page: str | None, form: str | None) -> int:
    """List the styles whose name or title holds WORD, or those in which a page may cite."""
    if page:
        return _recognised(page, form, word)
    found = [f"{name}\t{title}\n" for name, title in rendering.style_names(word)]
    emit("".join(found))
    if not found:
        complain(f"no style's name or title holds {word!r}")
    return 0 if found else FINDINGS


def _recognised(page: str, form: str | None, word: str) -> int:
    """Print the styles in which a page may cite, the likeliest first, and say where none fits."""
    if word:
        raise click.UsageError("WORD and --of exclude each other")
    found = rendering.recognised(inputs.read([page], form))
    emit("".join(f"{each.score:.3f}\t{each.exact}/{each.entries}\t{each.name}\n" for each in found))
    if not found or not found[0].fits:
        complain(f"{page}: none of the styles fits" if found else f"{page}: too little was read to tell a style")
    return 0 if found and found[0].fits else FINDINGS


def _say_what_is_unverified(reference: Reference) -> None:
    custom = reference.data.get("custom")
    fields = custom.get("unverified", ()) if isinstance(custom, dict) else ()
    if fields:
        complain(f"note: {reference.id}: not verified: {', '.join(map(str, fields))}")
