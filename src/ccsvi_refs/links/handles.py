"""Whether a DOI is registered, asked of the Handle API and never of the landing page.

https://www.doi.org/doi-handbook/HTML/rest-api-response-format.html: response code 1 is success, 2 an error, 100 an
unknown handle, 200 a handle without a value of the type asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from ccsvi_refs.links.fetch import Fetcher

State = Literal["registered", "unregistered", "no-address", "unknown"]

_CODES: dict[object, State] = {1: "registered", 100: "unregistered", 200: "no-address"}
_SAFE = "/:;()._-+~!$&'*,=@"


@dataclass(frozen=True, slots=True)
class Registration:
    """Whether a DOI is registered ("unknown" where that could not be asked), and the address registered for it."""

    state: State = "unknown"
    target: str = ""


async def registration(
    fetcher: Fetcher, base: str, doi: str, limit: float, *, past_cache: bool = False
) -> Registration:
    """Return what the Handle API says of a DOI; ``past_cache`` asks for more than it remembers."""
    query = "?type=URL" + ("&auth=true" if past_cache else "")
    _, data = await fetcher.json(f"{base}/api/handles/{quote(doi, safe=_SAFE)}{query}", limit)
    if not isinstance(data, Mapping):
        return Registration()
    return Registration(_CODES.get(data.get("responseCode"), "unknown"), _target(data.get("values")))


def address(base: str, doi: str) -> str:
    """Return the address by which the resolver leads to a DOI's landing page."""
    return f"{base}/{quote(doi, safe=_SAFE)}"


def _target(values: Any) -> str:
    for value in values if isinstance(values, list) else ():
        data = value.get("data") if isinstance(value, Mapping) and value.get("type") == "URL" else None
        if isinstance(data, Mapping) and isinstance(data.get("value"), str):
            return str(data["value"])
    return ""
