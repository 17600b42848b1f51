"""The library's functions: each wires the stages for one job.

Where no settings are given, the ``CCSVI_REFS_…`` variables of the environment hold. Each function imports its stages
when it is called, so that rendering a bibliography does not wait for an HTTP client.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ccsvi_refs.model import Bibliography, Reference
from ccsvi_refs.settings import Settings, from_environment

if TYPE_CHECKING:
    from ccsvi_refs.auditing import Finding
    from ccsvi_refs.links import LinkStatus
    from ccsvi_refs.resolving import Estimate, Resolution

Progress = Callable[[int, int], None]


def ccsvi() -> Bibliography:
    """Return the CCSVI page's four papers and the NICE guidance, with sources for every value, and its statements."""
    from ccsvi_refs import papers

    return papers.bibliography()


def load(source: str | Path | IO[str] | IO[bytes], format: str | None = None) -> Bibliography:  # noqa: A002  # the contract's name
    """Return what a page or bibliography file cites; ``format`` overrides what the suffix says.

    What cannot be read of it is in ``.problems``; InputError where nothing can be read at all.
    """
    from ccsvi_refs import pages

    return pages.load(source, format)


def resolve(
    page: Bibliography | Iterable[Reference],
    *,
    settings: Settings | None = None,
    registries: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> list[Resolution]:
    """Return what the registries know of each reference, in order; all that can be asked, where none are named.

    An empty ``registries`` asks nobody: each reference is "unavailable" then.
    """
    from ccsvi_refs import resolving

    cited = [reference.as_cited() for reference in page]
    if registries is not None and not registries:
        return [resolving.Resolution(reference, "unavailable") for reference in cited]
    return resolving.resolve(cited, _settings(settings), registries=registries, progress=progress)


def estimate(
    page: Bibliography | Iterable[Reference],
    *,
    settings: Settings | None = None,
    registries: Sequence[str] | None = None,
) -> Estimate:
    """Return how many requests :func:`resolve` will need at most, and how long they take at the services' limits."""
    from ccsvi_refs import resolving

    cited = [reference.as_cited() for reference in page]
    return resolving.estimate(cited, _settings(settings), registries=registries)


def audit(
    page: Bibliography,
    *,
    settings: Settings | None = None,
    resolutions: Sequence[Resolution] | None = None,
    statuses: Sequence[LinkStatus] | None = None,
) -> list[Finding]:
    """Return what is wrong with a page's references and links, in the page's order.

    ``resolutions`` and ``statuses`` save asking again where :func:`resolve` or :func:`check_links` ran before; an
    empty ``statuses`` leaves the links out.
    """
    from ccsvi_refs import auditing, links

    if resolutions is None:
        resolutions = resolve(page, settings=settings)
    if statuses is None:
        statuses = check_links(page, settings=settings)
    known = links.baseline.known(_settings(settings).links)
    return auditing.audit(page, resolutions, statuses, known)


def render(
    page: Bibliography | Iterable[Reference],
    style: str,
    to: str = "text",
    *,
    locale: str | None = None,
    engine: str | None = None,
    links: bool = False,
) -> str:
    """Return the bibliography in a CSL style, by name or path, as text, html, markdown, latex, rtf or typst.

    ``engine`` is ``ccsvi``, the library's own and the default, or ``citeproc-py``.
    """
    from ccsvi_refs import rendering

    return rendering.render(page, style, to, locale=locale, engine=engine, links=links)


def check_links(
    page: Bibliography, *, settings: Settings | None = None, progress: Progress | None = None
) -> list[LinkStatus]:
    """Return the status of every link of a page, in order."""
    from ccsvi_refs import links

    references = {reference.id: reference.as_cited() for reference in page}
    return links.check(page.links, references, _settings(settings), progress=progress)


def _settings(settings: Settings | None) -> Settings:
    return settings or from_environment(os.environ)
