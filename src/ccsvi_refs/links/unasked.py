"""What is known of a link that nobody asks for: without an address, left out by the settings, or unusable."""

from __future__ import annotations

import datetime

from ccsvi_refs import identifiers
from ccsvi_refs.identifiers import Identifier
from ccsvi_refs.links import address
from ccsvi_refs.links.policy import Policy
from ccsvi_refs.links.status import Judgement


def without_asking(url: str, policy: Policy, today: datetime.date) -> Judgement | None:
    """Return the verdict on a link that nobody is asked about, None where somebody has to be."""
    if not url:
        return Judgement("unknown", "no address: only the link's label is there")
    if entry := policy.ignored(url, today):
        until = f" (until {entry.until})" if entry.until else ""
        return Judgement("ignored", f"{entry.reason}{until}")
    return None if named(url) else _unusable(url)


def named(url: str) -> Identifier | None:
    """Return the identifier that an address is made of, None where it is made of none."""
    if url.lower().startswith("doi:"):
        return identifiers.parse("doi", url)
    return identifiers.in_url(url)


def _unusable(url: str) -> Judgement | None:
    scheme, colon, _ = url.partition(":")
    if not url.lower().startswith(("http:", "https:")):
        if scheme.lower() in {"ftp", "ftps", "sftp"}:
            return Judgement("ignored", f"not checked: {scheme.lower()} addresses are not asked for")
        return Judgement("ignored", f"not a web address ({scheme}:)" if colon else "not a web address")
    try:
        address.normal(url)
    except ValueError as error:
        return Judgement("broken", f"not a usable address: {error}")
    return None
