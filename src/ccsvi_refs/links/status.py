"""What checking one link found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from ccsvi_refs.location import Location

Verdict = Literal["ok", "moved", "broken", "blocked", "mismatch", "retracted", "timeout", "unknown", "ignored"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
#: Verdicts that something was proven by; the others leave open what the link is.
PROVEN: frozenset[Verdict] = frozenset({"ok", "moved", "broken", "mismatch", "retracted"})
#: Verdicts that something is wrong, which a baseline can take as known; the others are good or prove nothing.
BAD: frozenset[Verdict] = frozenset({"broken", "mismatch", "retracted", "moved", "timeout"})


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the HTTP status (0 for a redirect written in a page) and the address it leads to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason, in words that can follow a colon; ``certain`` where nothing more can be learnt.

    ``otherwise`` is what a page is that only looks like a missing one, should its site tell made-up addresses apart;
    ``lost`` is the fragment that a page which is there has no place for, ``withdrawn`` the words in which it says that
    it no longer holds; ``of_work`` whether it, or a service's record, was seen to be that of the work that the link is
    said to lead to.
    """

    verdict: Verdict
    reason: str = ""
    certain: bool = True
    otherwise: Judgement | None = None
    lost: str = ""
    withdrawn: str = ""
    of_work: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A proven verdict (with the new address, where it is one of a moved page) that differs from the one before."""

    at: float
    after: Verdict
    target: str = ""


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """The outcome for one link.

    ``status`` is the last HTTP status, None where there was none; ``archived`` the address of an archived copy of a
    dead page; ``elapsed`` the seconds its requests took; ``correction`` the address a moved page has now; ``lost`` the
    fragment that the page has no place for; ``withdrawn`` the words in which the page says that it is withdrawn or
    replaced; ``of_work`` whether it, or a service's record, was seen to be that of the work it is said to lead to;
    ``reference`` an id, empty where no reference owns the link.

    ``checked``, ``first_seen`` and ``last_good`` are moments (UTC, ISO 8601), empty where there is none; ``dead_since``
    is the day since which the link has been found dead, ``previous`` the verdict of the check before, ``changes`` what
    has become of the link over all checks, ``last_run`` when it was last part of a run (seconds since 1970).
    ``unreached`` is whether nothing was asked because the way there is shut: no network, no name server, no proxy;
    ``recalled`` whether an earlier check's result still stands.
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
    lost: str = ""
    withdrawn: str = ""
    of_work: bool = False
    checked: str = ""
    first_seen: str = ""
    last_good: str = ""
    dead_since: str = ""
    previous: Verdict | None = None
    changes: tuple[Change, ...] = ()
    last_run: float = field(default=0.0, compare=False)
    unreached: bool = False
    recalled: bool = field(default=False, compare=False)

    @property
    def shows_work(self) -> bool | None:
        """Whether the link leads to the work it is said to lead to; None where nothing shows that it does or not."""
        if self.verdict == "mismatch":
            return False
        return True if self.of_work and self.verdict in PROVEN else None

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the link, by the words that a baseline has for it."""
        verdict = (self.verdict,) if self.verdict in BAD else ()
        place = ("fragment",) if self.lost else ()
        return (*verdict, *place, *(("withdrawn",) if self.withdrawn else ()))

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
            "checked": self.checked or None,
            "first_seen": self.first_seen or None,
            "last_good": self.last_good or None,
            "dead_since": self.dead_since or None,
            "previous": self.previous,
            "shows_work": self.shows_work,
        }
