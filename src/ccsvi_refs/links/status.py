"""What checking one link found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from ccsvi_refs.location import Location

Verdict = Literal["ok", "moved", "broken", "blocked", "mismatch", "retracted", "timeout", "unknown", "ignored"]
VERDICTS: frozenset[Verdict] = frozenset(get_args(Verdict))


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the HTTP status (0 for a redirect written in a page) and the address it leads to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason, in words that can follow a colon; ``certain`` where nothing more can be learnt."""

    verdict: Verdict
    reason: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """The outcome for one link.

    ``status`` is the last HTTP status, None where there was none; ``archived`` the address of an archived copy of a
    dead page; ``elapsed`` the seconds its requests took; ``correction`` the address a moved page has now; ``since``
    the day (ISO 8601) since which it has been found dead; ``reference`` an id, empty where no reference owns the link.
    """

    url: str
    verdict: Verdict
    reason: str = ""
    reference: str = ""
    location: Location | None = None
    status: int | None = None
    final_url: str = ""
    redirects: tuple[Hop, ...] = ()
    archived: str = ""
    elapsed: float = 0.0
    correction: str = ""
    since: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the shape that ``links --format json`` prints."""
        return {
            "url": self.url,
            "reference": self.reference or None,
            "location": self.location.as_json() if self.location else None,
            "verdict": self.verdict,
            "reason": self.reason,
            "status": self.status,
            "final_url": self.final_url or None,
            "redirects": [{"status": hop.status, "url": hop.url} for hop in self.redirects],
            "archived": self.archived or None,
            "elapsed": round(self.elapsed, 3),
        }
