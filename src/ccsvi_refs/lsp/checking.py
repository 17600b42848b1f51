"""A document → what is wrong with it by what is known of its references; whoever is asked is asked in ``asking``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ccsvi_refs import api, examining
from ccsvi_refs.auditing import Finding
from ccsvi_refs.errors import CcsviRefsError, EmptyInput
from ccsvi_refs.examining import Facts, Job
from ccsvi_refs.locking.digest import digest
from ccsvi_refs.lsp import documents, placing
from ccsvi_refs.lsp.documents import Read, Snapshot
from ccsvi_refs.lsp.placing import Entries
from ccsvi_refs.model import Bibliography, Reference
from ccsvi_refs.resolving import Resolution

if TYPE_CHECKING:
    from ccsvi_refs.links import LinkStatus

#: Findings about what was not asked yet, and about documents that need cite nothing.
_UNTOLD = frozenset({"no-references"})
#: More that are new were pasted, and wait until the document is saved.
_MOST_CHANGED = 20
_OF_TEXTS = frozenset({"statement-not-checked", "quotation-not-found", "number-not-found"})


@dataclass(frozen=True, slots=True)
class Checked:
    """One version of a document and what is wrong with it; ``problem`` says why nothing of it could be read."""

    snapshot: Snapshot
    read: Read | None = None
    entries: Entries | None = None
    resolutions: Sequence[Resolution] = ()
    findings: Sequence[Finding] = ()
    problem: CcsviRefsError | None = None

    @property
    def version(self) -> int:
        """The version of the document that was checked."""
        return self.snapshot.version


def check(snapshot: Snapshot, known: Mapping[str, Resolution], statuses: Sequence[LinkStatus], job: Job) -> Checked:
    """Return what is wrong with a document by what is known; nobody is asked."""
    try:
        read = documents.read(snapshot)
    except EmptyInput:
        return Checked(snapshot)
    except CcsviRefsError as error:
        return Checked(snapshot, problem=error)
    resolutions = [recalled(each, known) for each in read.page]
    asked = {each.id for each in resolutions if each.asked}
    weighed = examining.weighed(read.page, Facts(resolutions, _moved(read.page, statuses)), job).findings
    findings = [
        each for each in weighed
        if not each.accepted and each.rule not in _UNTOLD and (each.rule not in _OF_TEXTS or each.reference in asked)
    ]  # fmt: skip
    return Checked(snapshot, read, placing.entries(read), resolutions, findings)


def recalled(reference: Reference, known: Mapping[str, Resolution]) -> Resolution:
    """Return what is known of a reference, if only that nobody was asked about it."""
    cited = reference.as_cited()
    found = known.get(digest(cited))
    return replace(found, cited=cited) if found else Resolution(cited, "unavailable")


def unknown(page: Bibliography, known: Mapping[str, Resolution]) -> Bibliography:
    """Return a page with those of its references alone that somebody has to be asked about."""
    said = {key for each in page.attributions for key in each.references}
    wanted = []
    for reference in page:
        found = known.get(digest(reference.as_cited()))
        lacks_texts = found is not None and reference.id in said and not (found.texts or found.unread)
        if found is None or found.status == "unavailable" or lacks_texts:
            wanted.append(reference)
    return replace(page, references=tuple(wanted))


def recollected(checked: Checked, known: Mapping[str, Resolution], job: Job) -> dict[str, Resolution]:
    """Return what kept answers say of references that were changed since the registries were asked, by their digests.

    Nobody is asked. An entry that keeps its identifiers is compared again with the record that they lead to.
    """
    if checked.read is None or not known:
        return {}
    wanted = [each for each in unknown(checked.read.page, known) if each.identifiers]
    if not 0 < len(wanted) <= _MOST_CHANGED:
        return {}
    settings = replace(job.settings, offline=True)
    found = api.resolve(wanted, settings=settings, registries=job.registries)
    return learned([each for each in found if each.status == "matched" and any(asked.when for asked in each.asked)])


def learned(resolutions: Sequence[Resolution]) -> dict[str, Resolution]:
    """Return what is known of references, by their digests."""
    return {digest(each.cited): each for each in resolutions}


def _moved(page: Bibliography, statuses: Sequence[LinkStatus]) -> list[LinkStatus]:
    """Return the statuses of the links that a page still has, at the places where they are now."""
    by_url = {status.url: status for status in statuses}
    return [
        replace(by_url[link.url], location=link.location, reference=link.reference)
        for link in page.links
        if link.url in by_url
    ]
