"""The library's functions: each wires the stages for one job.

Where no settings are given, the ``CCSVI_REFS_…`` variables of the environment hold. Each function imports its stages
when it is called, so that rendering a bibliography does not wait for an HTTP client. Wherever references are asked for,
a path, one reference, or CSL-JSON items will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from ccsvi_refs.api import given
from ccsvi_refs.api.words import DataFormat, Engine, InputFormat, OnProgress, ReportFormat, Source, Target
from ccsvi_refs.errors import SettingsError

if TYPE_CHECKING:
    from ccsvi_refs.auditing import Finding, Findings
    from ccsvi_refs.citing import Cited
    from ccsvi_refs.correcting.fixing import Fix
    from ccsvi_refs.csl import Style
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.model import Bibliography
    from ccsvi_refs.resolving import Estimate, Resolution
    from ccsvi_refs.settings import Settings

__all__ = [
    "DataFormat",
    "Engine",
    "InputFormat",
    "OnProgress",
    "ReportFormat",
    "Source",
    "Target",
    "audit",
    "ccsvi",
    "check_all_links",
    "check_links",
    "cite",
    "document",
    "dump",
    "estimate",
    "fix",
    "load",
    "render",
    "report",
    "resolve",
    "with_texts",
]


def ccsvi() -> Bibliography:
    """Return the CCSVI page's four papers and the NICE guidance, with sources for every value, and its statements."""
    from ccsvi_refs import papers

    return papers.bibliography()


def load(source: str | Path | IO[str] | IO[bytes], format: InputFormat | None = None) -> Bibliography:  # noqa: A002  # the contract's name
    """Return what a page or bibliography file cites; ``format`` overrides what the suffix says.

    Text that names works (``doi:10.1136/jnnp.2008.157164``, ``pmid:19060024``, an address with a DOI in it, several of
    them) gives a reference for each, which is its identifier alone; a file of that name goes first. What cannot be read
    is in ``.problems``; InputError where nothing can be read at all.
    """
    return given.loaded(source, format)


def dump(source: Source, format: DataFormat = "csl-json") -> str:  # noqa: A002  # the word that load uses
    """Return references as text of a bibliography format."""
    from ccsvi_refs import formats

    return formats.write(given.references(source), format)


def resolve(
    source: Source,
    *,
    settings: Settings | None = None,
    registries: Sequence[str] | None = None,
    progress: OnProgress | None = None,
) -> list[Resolution]:
    """Return what the registries know of each reference, in order; all that can be asked, where none are named.

    An empty ``registries`` asks nobody: each reference is "unavailable" then.
    """
    from ccsvi_refs import resolving

    cited = [reference.as_cited() for reference in given.references(source)]
    if registries is not None and not registries:
        return [resolving.Resolution(reference, "unavailable") for reference in cited]
    return resolving.resolve(cited, given.settings(settings), registries=registries, progress=progress)


def with_texts(
    pages: Sequence[Bibliography],
    resolutions: Sequence[Sequence[Resolution]],
    *,
    settings: Settings | None = None,
    registries: Sequence[str] | None = None,
) -> list[list[Resolution]]:
    """Return each page's resolutions with the abstracts, and open full texts, of the works it says something of.

    An empty ``registries`` asks nobody: the abstracts that the records hold are what there is then.
    """
    from ccsvi_refs import resolving

    chosen = given.settings(settings)
    names = resolving.chosen(registries, chosen) if registries is None or registries else ()
    said = [(page.attributions, several) for page, several in zip(pages, resolutions, strict=True)]
    return resolving.with_texts(said, chosen, names)


def estimate(source: Source, *, settings: Settings | None = None, registries: Sequence[str] | None = None) -> Estimate:
    """Return how many requests :func:`resolve` will need at most, and how long they take at the services' limits."""
    from ccsvi_refs import resolving

    cited = [reference.as_cited() for reference in given.references(source)]
    return resolving.estimate(cited, given.settings(settings), registries=registries)


def audit(
    source: Source,
    *,
    settings: Settings | None = None,
    registries: Sequence[str] | None = None,
    links: bool = True,
    resolutions: Sequence[Resolution] | None = None,
    statuses: Sequence[LinkStatus] | None = None,
) -> Findings:
    """Return what is wrong with a page's references and, unless ``links`` is false, its links, in the page's order.

    ``resolutions`` and ``statuses`` save asking again where :func:`resolve` or :func:`check_links` ran before. The
    rules, accepted findings and baselines of the settings are applied.
    """
    from ccsvi_refs import auditing
    from ccsvi_refs.links import baseline

    page, chosen = given.page(source), given.settings(settings)
    if resolutions is None:
        resolutions = resolve(page, settings=chosen, registries=registries)
        resolutions = with_texts([page], [resolutions], settings=chosen, registries=registries)[0]
    else:
        resolutions = with_texts([page], [resolutions], settings=chosen, registries=())[0]
    if statuses is None:
        statuses = check_links(page, settings=chosen) if links else []
    findings = auditing.audit(page, resolutions, statuses, baseline.known(chosen.links))
    known = auditing.baseline.read(chosen.baseline) if chosen.baseline else None
    return auditing.weighed([*findings, *auditing.accept_findings(chosen)], chosen, known)


def fix(
    source: str | Path | IO[bytes],
    format: InputFormat | None = None,  # noqa: A002  # the word that load uses
    *,
    unsafe: bool = False,
    rules: Iterable[str] = (),
    references: Iterable[str] = (),
    tracked: bool = False,
    mark_retracted: bool = False,
    settings: Settings | None = None,
    registries: Sequence[str] | None = None,
    progress: OnProgress | None = None,
) -> Fix:
    """Return a file with its references put right, and every change in it; nothing is written.

    ``unsafe`` makes doubtful changes too (titles, authors, journals, identifiers of another work); ``rules`` and
    ``references`` choose. ``tracked`` makes the changes of a Word document revisions, ``mark_retracted`` says of
    retracted works that they are. InputError for what cannot be read, or is read but not written back.
    """
    from ccsvi_refs import auditing
    from ccsvi_refs.correcting import changes, fixing
    from ccsvi_refs.pages import loading

    path, data = loading.contents_of(source)
    kind = loading.told(data, path, format)
    page, chosen = loading.read(data, path, kind), given.settings(settings)
    resolutions = resolve(page, settings=chosen, registries=registries, progress=progress)

    def judge(page: Bibliography, resolutions: Sequence[Resolution]) -> Findings:
        return auditing.weighed(auditing.audit(page, resolutions), chosen, None)

    choice = changes.Choice(unsafe, frozenset(rules), frozenset(references))
    how = fixing.How(choice, tracked, mark_retracted, judge)
    return fixing.fix(data, path, kind, resolutions, judge(page, resolutions), how)


def check_links(
    source: Source, *, settings: Settings | None = None, progress: OnProgress | None = None
) -> list[LinkStatus]:
    """Return the status of every link of a page, in order."""
    from ccsvi_refs import links

    page = given.page(source)
    references = {reference.id: reference.as_cited() for reference in page}
    return links.check(page.links, references, given.settings(settings), progress=progress)


def check_all_links(
    pages: Sequence[Bibliography], *, settings: Settings | None = None, progress: OnProgress | None = None
) -> list[list[LinkStatus]]:
    """Return the statuses of the links of several pages, page by page, from one run over all of them."""
    from ccsvi_refs import links

    return links.check_all(pages, given.settings(settings), progress=progress)


def render(
    source: Source,
    style: str | Path | Style,
    to: Target = "text",
    *,
    locale: str | None = None,
    engine: Engine | None = None,
    links: bool | None = None,
) -> str:
    """Return the bibliography in a CSL style: a name, a path or one read already.

    ``engine`` is ``ccsvi``, the library's own and the default, or ``citeproc-py``; ``links`` makes links of DOIs and
    URLs, as HTML has them unless it is false.
    """
    from ccsvi_refs import rendering

    named = str(style) if isinstance(style, Path) else style
    return rendering.render(given.references(source), named, to, locale=locale, engine=engine, links=links)


def document(
    source: Source, style: str | Path | Style, *, locale: str | None = None, links: bool | None = None
) -> bytes:
    """Return the bibliography in a CSL style as a Word document, .docx, with links unless ``links`` is false."""
    from ccsvi_refs import rendering

    named = str(style) if isinstance(style, Path) else style
    return rendering.document(given.references(source), named, locale=locale, links=links)


def cite(
    source: str | Path,
    style: str | Path | None = None,
    to: Literal["markdown", "html"] = "markdown",
    *,
    bibliography: Source = (),
    locale: str | None = None,
    link_citations: bool | None = None,
) -> Cited:
    """Return a Markdown page with its citations by key, ``[@key, p. 3]``, and its bibliography written in a CSL style.

    ``source`` is a path; ``bibliography`` is what it cites from, beside what its metadata name. Without a style or a
    locale the page's ``csl`` and ``lang`` hold. What is wrong with its citations is in ``.faults``.
    """
    from ccsvi_refs import citing, files

    path = str(source)
    text = files.contents(path).decode("utf-8", "replace")
    named = None if style is None else str(style)
    known = citing.sources(
        text, path, given.references(bibliography), style=named, locale=locale, link_citations=link_citations
    )
    return citing.cite(text, path, known, to)


def report(
    findings: Iterable[Finding],
    to: ReportFormat = "text",
    *,
    page: Bibliography | None = None,
    resolutions: Sequence[Resolution] = (),
    statuses: Sequence[LinkStatus] = (),
) -> str:
    """Return a report of findings as the command prints it.

    With the page, the citations stand beside them; with what :func:`resolve` and :func:`check_links` returned, the
    registered records, the citations put right, the links and who was asked when.
    """
    from ccsvi_refs import reports

    if to not in reports.AUDIT_FORMATS:
        raise SettingsError(f"unknown report format {to!r}: expected one of {', '.join(reports.AUDIT_FORMATS)}")
    listed = list(findings)
    part = reports.Audited(page or given.behind(listed), listed, resolutions, statuses)
    return reports.audit_report(reports.Report((part,)), to)
