"""The reference as it should be cited: what the page says, with what is wrong, stale or missing put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccsvi_refs.auditing.standing import is_published_since
from ccsvi_refs.model import Reference

if TYPE_CHECKING:
    from ccsvi_refs.resolving import Resolution

_IMPRINT = ("issued", "volume", "issue", "page", "status")

#: Taken from the registries where the page leaves them out.
_SUPPLIED = ("issued", "volume", "issue", "page", "DOI", "PMID", "PMCID", "container-title", "type")


def corrected(resolution: Resolution) -> Reference:
    """Return the reference with registered values where the page's are wrong or missing.

    Forms that are merely different (a journal's other name, an elided page range, the title's capitals) stay as the
    page has them. An unmatched reference comes back as it is cited.
    """
    cited, registered = resolution.cited, resolution.reference
    if resolution.status != "matched" or registered is None:
        return cited
    data: dict[str, Any] = dict(cited.data)
    fields = {discrepancy.field for discrepancy in resolution.discrepancies}
    if is_published_since(resolution):
        fields.update(_IMPRINT)
    fields.update(name for name in _SUPPLIED if not data.get(name))
    if registered.authors and _leaves_out_authors(cited):
        fields.add("author")
    for name in fields:
        _take(data, name, registered)
    data.pop("custom", None)
    if custom := registered.data.get("custom"):
        data["custom"] = custom
    return Reference(data, cited.mention, resolution.provenance, resolution.notices)


def _take(data: dict[str, Any], name: str, registered: Reference) -> None:
    if name == "issued" and registered.year and registered.text("volume"):
        data[name] = {
            "date-parts": [[registered.year]]
        }  # the volume says the rest, and day and month are often online's
    elif name in registered.data:
        data[name] = registered.data[name]
    else:
        data.pop(name, None)


def _leaves_out_authors(cited: Reference) -> bool:
    return not cited.authors or "author" in cited.unfinished
