"""The library's functions: each wires the stages for one job.

Where no settings are given, the ``CCSVI_REFS_…`` variables of the environment hold. Each function imports its stages
when it is called, so that rendering a bibliography does not wait for an HTTP client. Wherever references are asked for,
a path, one reference, or CSL-JSON items will do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from ccsvi_refs.errors import InputError, SettingsError
from ccsvi_refs.model import Bibliography, Mention, Reference
from ccsvi_refs.settings import Settings, from_environment

if TYPE_CHECKING:
    from ccsvi_refs.auditing import Finding, Findings
    from ccsvi_refs.citing import Cited
    from ccsvi_refs.correcting.fixing import Fix
    from ccsvi_refs.csl import Style
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Estimate, Resolution

#: What :func:`load` reads, where the suffix does not say it.
InputFormat = Literal[
    "text",
    "markdown",
    "html",
    "rst",
    "latex",
    "org",
    "asciidoc",
    "mediawiki",
    "ipynb",
    "jats",
    "tei",
    "mhtml",
    "rtf",
    "docx",
    "odt",
    "epub",
    "pdf",
    "jsonl",
    "bibtex",
    "biblatex",
    "cff",
    "crossref",
    "crossref-xml",
    "csl-json",
    "hayagriva",
    "csl-yaml",
    "csv",
    "endnote",
    "jats",
    "mods",
    "nbib",
    "pubmed",
    "refer",
    "refworks",
    "ris",
    "wos",
    "word-sources",
    "zotero-rdf",
]
#: What :func:`dump` writes.
DataFormat = Literal["bibtex", "biblatex", "ris", "nbib", "csl-json", "csl-yaml"]
#: What :func:`render` writes.
Target = Literal["text", "html", "markdown", "latex", "rtf", "typst"]
#: What :func:`report` writes.
ReportFormat = Literal["text", "json", "github", "sarif", "junit", "markdown", "html"]
#: The engines that render.
Engine = Literal["ccsvi", "citeproc-py"]

#: References: a bibliography or a path to one, one reference, or several, each also as a CSL-JSON item.
Source = Bibliography | Reference | str | Path | Mapping[str, Any] | Iterable[Reference | Mapping[str, Any]]
#: Hears how many are done, and of how many.
OnProgress = Callable[[int, int], None]


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
    from ccsvi_refs import pages

    if isinstance(source, str) and format is None and (named := _named(source)):
        return named
    return pages.load(source, format)


def dump(source: Source, format: DataFormat = "csl-json") -> str:  # noqa: A002  # the word that load uses
    """Return references as text of a bibliography format."""
    from ccsvi_refs import formats

    return formats.write(_references(source), format)


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

    cited = [reference.as_cited() for reference in _references(source)]
    if registries is not None and not registries:
        return [resolving.Resolution(reference, "unavailable") for reference in cited]
    return resolving.resolve(cited, _settings(settings), registries=registries, progress=progress)


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

    chosen = _settings(settings)
    names = resolving.chosen(registries, chosen) if registries is None or registries else ()
    said = [(page.attributions, several) for page, several in zip(pages, resolutions, strict=True)]
    return resolving.with_texts(said, chosen, names)


def estimate(source: Source, *, settings: Settings | None = None, registries: Sequence[str] | None = None) -> Estimate:
    """Return how many requests :func:`resolve` will need at most, and how long they take at the services' limits."""
    from ccsvi_refs import resolving

    cited = [reference.as_cited() for reference in _references(source)]
    return resolving.estimate(cited, _settings(settings), registries=registries)


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

    page, chosen = _page(source), _settings(settings)
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
    page, chosen = loading.read(data, path, kind), _settings(settings)
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

    page = _page(source)
    references = {reference.id: reference.as_cited() for reference in page}
    return links.check(page.links, references, _settings(settings), progress=progress)


def check_all_links(
    pages: Sequence[Bibliography], *, settings: Settings | None = None, progress: OnProgress | None = None
) -> list[list[LinkStatus]]:
    """Return the statuses of the links of several pages, page by page, from one run over all of them."""
    from ccsvi_refs import links

    return links.check_all(pages, _settings(settings), progress=progress)


def _named(source: str) -> Bibliography | None:
    """Return the works that a text names, None where it names none, or a file; InputError for what is malformed."""
    from ccsvi_refs.errors import InputError
    from ccsvi_refs.location import Location
    from ccsvi_refs.text import naming

    if os.path.exists(source):  # noqa: PTH110 - a text may hold a null byte, which Path refuses
        return None
    if found := naming.works(source):
        return Bibliography(naming.references(found), path=source)
    if problem := naming.problem(source):
        raise InputError(problem, Location(source))
    return None


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
    return rendering.render(_references(source), named, to, locale=locale, engine=engine, links=links)


def document(
    source: Source, style: str | Path | Style, *, locale: str | None = None, links: bool | None = None
) -> bytes:
    """Return the bibliography in a CSL style as a Word document, .docx, with links unless ``links`` is false."""
    from ccsvi_refs import rendering

    named = str(style) if isinstance(style, Path) else style
    return rendering.document(_references(source), named, locale=locale, links=links)


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
        text, path, _references(bibliography), style=named, locale=locale, link_citations=link_citations
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
    part = reports.Audited(page or _behind(listed), listed, resolutions, statuses)
    return reports.audit_report(reports.Report((part,)), to)


def _behind(findings: Iterable[Finding]) -> Bibliography:
    """Return what findings say of the page that they are about."""
    cited = {each.reference: Mention("", each.location, number=each.number) for each in findings if each.reference}
    paths = [each.location.path for each in findings if each.location]
    references = tuple(Reference({"id": key}, mention) for key, mention in cited.items())
    return Bibliography(references, path=paths[0] if paths else "")


def _references(source: Source) -> list[Reference]:
    if isinstance(source, (str, Path)):
        return list(load(source))
    if isinstance(source, Reference):
        return [source]
    if isinstance(source, Mapping):
        item: Mapping[str, Any] = source  # pyright: ignore[reportAssignmentType]  # a mapping of references is no Source
        return [_reference(item)]
    return [_reference(item) for item in source]


def _reference(item: Reference | Mapping[str, Any]) -> Reference:
    if not isinstance(item, (Reference, Mapping)):
        raise InputError(f"expected a reference or a CSL-JSON item, found {item!r:.80}")
    return item if isinstance(item, Reference) else Reference(item)


def _page(source: Source) -> Bibliography:
    if isinstance(source, Bibliography):
        return source
    return load(source) if isinstance(source, (str, Path)) else Bibliography(tuple(_references(source)))


def _settings(settings: Settings | None) -> Settings:
    return settings or from_environment(os.environ)
