"""Preprints that have appeared, and citations that mix a preprint with its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.model import Notice, Reference

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Discrepancy, Resolution

#: The fields that a preprint and its article never share.
IMPRINT = frozenset({"container-title", "issued", "volume", "issue", "page", "publisher"})

_SERVERS = re.compile(
    r"(?:bio|med|chem|psy|soc|eart?h|ag|eng|ess|paleo|ar|tech|sport|bodo|edu|law|meta|meta-|biohackr)r?xiv\b"
    r"|\bpre-?prints?\b|\bssrn\b|research square|authorea|essoar|\bosf\b|\brepec\b|peerj preprints|f1000research"
    r"|discuss(?:ions?|\.)?\s*(?:\[preprint\])?$|working paper",
    re.IGNORECASE,
)


def version_findings(resolution: Resolution) -> Iterator[Finding]:
    """Yield that a preprint has appeared since, or that a preprint's identifier stands with an article's imprint."""
    registered = resolution.reference
    if registered is None or not is_preprint(registered):
        return
    published = _published(resolution.notices)
    if mixes(resolution):
        yield _mixed(resolution, published)
    elif published:
        where = f"doi:{published.doi}" if published.doi else f"pmid:{published.pmid}"
        yield about(
            resolution,
            "published-version",
            f"the cited preprint has appeared as an article: {where}",
            cited=registered.identifier("doi"),
            registered=published.doi or published.pmid,
            source=published.source,
            correction=_named(published),
        )


def is_preprint(work: Reference) -> bool:
    """Return whether a record is that of a preprint."""
    genre = f"{work.text('genre')} {work.container_title} {work.text('publisher')}"
    return work.type == "article" or (work.type in ("manuscript", "document") and bool(_SERVERS.search(genre)))


def mixes(resolution: Resolution) -> bool:
    """Return whether the citation has a journal and a place in it, while its identifier is that of a preprint."""
    cited, registered = resolution.cited, resolution.reference
    if registered is None or not is_preprint(registered) or _SERVERS.search(cited.container_title):
        return False
    placed = cited.text("volume") or cited.text("page")
    return bool(cited.container_title and placed) and any(_at_odds(each) for each in resolution.discrepancies)


def _at_odds(discrepancy: Discrepancy) -> bool:
    return discrepancy.field in ("container-title", "volume", "issued", "page")


def _published(notices: tuple[Notice, ...]) -> Notice | None:
    """Return what names the article that a preprint has become."""
    named = [notice for notice in notices if not notice.of and (notice.doi or notice.pmid)]
    return next(
        (notice for kind in ("published-version", "new-version") for notice in named if notice.kind == kind), None
    )


def _mixed(resolution: Resolution, published: Notice | None) -> Finding:
    registered = resolution.reference or resolution.cited
    message = "the identifier is the preprint's, but journal and place are those of the published article"
    known = f"; the article's is {_named(published)}" if published else ""
    return about(
        resolution,
        "preprint-identifier",
        message + known,
        cited=resolution.cited.identifier("doi") or registered.identifier("doi"),
        registered=published.doi or published.pmid if published else "",
        source=published.source if published else resolution.source_of("DOI"),
        correction=_named(published) if published else "",
    )


def _named(notice: Notice) -> str:
    return f"DOI {notice.doi}" if notice.doi else f"PMID {notice.pmid}"
