"""What has become of one link over all its checks, and which of it is a change worth telling."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ccsvi_refs.links.status import PROVEN, Change, Verdict

ChangeKind = Literal["", "died", "moved", "revived", "retracted", "another-work"]

#: Verdicts by which a link leads to where it should.
_GOOD: frozenset[Verdict] = frozenset({"ok", "moved"})


@dataclass(frozen=True, slots=True)
class History:
    """A link's past: moments are seconds since 1970, 0 where there is none; ``dead_since`` is a day (ISO 8601).

    ``verdict`` is the last check's, ``previous`` that of the check before; ``failing_since`` is when its server began
    to answer with 5xx alone; ``last_run`` is when it was last part of a run, asked or not.
    """

    first_seen: float = 0.0
    last_good: float = 0.0
    failing_since: float = 0.0
    last_run: float = 0.0
    dead_since: str = ""
    verdict: Verdict | None = None
    previous: Verdict | None = None
    changes: tuple[Change, ...] = ()


def advanced(past: History, verdict: Verdict, now: float, *, target: str = "", fails: bool = False) -> History:
    """Return a link's history with one more check; ``fails`` where its server answered with 5xx.

    Walls, time-outs and what could not be found out neither end a page's being dead nor begin it anew.
    """
    proven = verdict in PROVEN
    failing = past.failing_since or now if fails else past.failing_since
    known = replace(
        past,
        first_seen=past.first_seen or now,
        last_good=now if verdict in _GOOD else past.last_good,
        failing_since=failing if fails or not proven else 0.0,
        previous=past.verdict,
        verdict=verdict,
    )
    if not proven:
        return known
    dead = (past.dead_since or day(failing if fails else now)) if verdict == "broken" else ""
    change = Change(now, verdict, target if verdict == "moved" else "")
    last = past.changes[-1] if past.changes else None
    is_new = last is None or (last.after, last.target) != (change.after, change.target)
    return replace(known, dead_since=dead, changes=(*past.changes, change) if is_new else past.changes)


def has_lasted(past: History, now: float, lasting: float) -> bool:
    """Return whether a server has failed for so long that it is no longer taken to be passing."""
    return bool(past.failing_since) and now - past.failing_since >= lasting


def change_since(changes: Sequence[Change], since: float) -> ChangeKind:
    """Return what has become of a link after a moment, empty where it is what it was or where that is no news."""
    before = next((change for change in reversed(changes) if change.at <= since), None)
    after = changes[-1] if changes else None
    if after is None or after.at <= since or (before and (before.after, before.target) == (after.after, after.target)):
        return ""
    if after.after == "ok":
        return "revived" if before and before.after == "broken" else ""
    return _KINDS[after.after]


_KINDS: dict[Verdict, ChangeKind] = {
    "broken": "died",
    "moved": "moved",
    "retracted": "retracted",
    "mismatch": "another-work",
}


def day(moment: float) -> str:
    """Return the day (UTC, ISO 8601) of a moment."""
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).date().isoformat()


def instant(moment: float) -> str:
    """Return a moment (UTC, ISO 8601), empty for 0."""
    if not moment:
        return ""
    return datetime.datetime.fromtimestamp(int(moment), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
