"""What came back for an address: facts that a verdict is made from, however they were fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from multidict import MultiMapping

from ccsvi_refs.links.status import Hop
from ccsvi_refs.transport.failures import Failure
from ccsvi_refs.transport.replies import retry_after

#: The redirects that give a page another address for good.
PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for an address: the last response of a redirect chain, or the kind of failure that ended it."""

    url: str
    final_url: str
    hops: tuple[Hop, ...] = ()
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = True
    failure: Failure = ""
    detail: str = ""
    elapsed: float = 0.0

    @property
    def cookies(self) -> list[str]:
        """The values of all ``Set-Cookie`` headers."""
        found: list[str] = self.headers.getall("Set-Cookie", []) if isinstance(self.headers, MultiMapping) else []
        return found

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The character set the header names."""
        _, _, value = self.headers.get("Content-Type", "").lower().partition("charset=")
        return value.split(";")[0].strip(" \"'") or None

    @property
    def wait(self) -> float | None:
        """The seconds the server asks to wait, None where it doesn't."""
        return retry_after(self.headers.get("Retry-After"))
