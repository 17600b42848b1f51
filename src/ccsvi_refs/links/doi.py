"""Whether a DOI is registered, asked of the Handle API and never of the landing page.

https://www.doi.org/doi-handbook/HTML/rest-api-response-format.html: response code 1 is success, 2 an error, 100 an
unknown handle, 200 a handle without a value of the type asked for.
"""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from ccsvi_refs.links.fetch import Fetcher

Registration = Literal["registered", "unregistered", "no-address", "unknown"]

_CODES: dict[object, Registration] = {1: "registered", 100: "unregistered", 200: "no-address"}
_SAFE = "/:;()._-+~!$&'*,=@"


async def registration(fetcher: Fetcher, base: str, doi: str, limit: float, *, again: bool = False) -> Registration:
    """Return whether a DOI is registered; ``again`` asks past the service's own cache."""
    past_cache = "&auth=true" if again else ""
    _, data = await fetcher.json(f"{base}/api/handles/{quote(doi, safe=_SAFE)}?type=URL{past_cache}", limit)
    code = data.get("responseCode") if isinstance(data, dict) else None
    return _CODES.get(code, "unknown")


def address(base: str, doi: str) -> str:
    """Return the address by which the resolver leads to a DOI's landing page."""
    return f"{base}/{quote(doi, safe=_SAFE)}"
