"""What a locked link is after another look at it."""

from __future__ import annotations

from dataclasses import replace

from ccsvi_refs.links import PROVEN, LinkStatus, Verdict
from ccsvi_refs.locking.change import Change, ChangeOf
from ccsvi_refs.locking.state import LockedLink

_GOOD: frozenset[Verdict] = frozenset({"ok", "moved"})
_OF: dict[Verdict, ChangeOf] = {
    "ok": "link-good",
    "moved": "link-moved",
    "broken": "link-broken",
    "mismatch": "link-another-work",
    "retracted": "link-retracted",
}


def advanced_link(former: LockedLink | None, status: LinkStatus, today: str) -> tuple[LockedLink, Change | None, str]:
    """Return what the lock has of a link now, what has changed, and why the former state stands."""
    if former is None:
        return LockedLink(_dated(status, "", today), today), Change("added", f"new in the lock: {status.verdict}"), ""
    before = former.status
    if status.verdict not in PROVEN:
        why = status.reason or status.verdict if before.verdict in PROVEN else ""
        is_news = before.verdict not in PROVEN and before.verdict != status.verdict
        return (LockedLink(_dated(status, before.last_good, today), today) if is_news else former), None, why
    if _fact(before) == _fact(status):
        return former, None, ""
    made = LockedLink(_dated(status, before.last_good, today), today)
    return made, _change(before, status), ""


def _dated(status: LinkStatus, last_good: str, today: str) -> LinkStatus:
    """Return a status with days for moments, and a last good day that does not change while the link is good."""
    good = today if status.verdict in _GOOD else status.last_good[:10] or last_good
    return replace(status, url=status.url.strip(), last_good=good, location=None)


def _fact(status: LinkStatus) -> tuple[str, str, str, bool]:
    return status.verdict, status.correction if status.verdict == "moved" else "", status.lost, bool(status.withdrawn)


def _change(before: LinkStatus, now: LinkStatus) -> Change | None:
    was = before.correction or before.verdict if before.verdict == "moved" else before.verdict
    if now.lost and (before.verdict, before.lost) != (now.verdict, now.lost) and now.verdict == "ok":
        return Change("link-place", f"no place named #{now.lost} is left", was=was, now=now.lost, source="link")
    if now.withdrawn and not before.withdrawn:
        return Change("link-withdrawn", f"the page is withdrawn or replaced: {now.withdrawn}", was=was, source="link")
    if now.verdict == "ok" and before.verdict not in PROVEN:
        return None
    to = now.correction if now.verdict == "moved" else ""
    says = f"{now.reason}{f': {to}' if to and to not in now.reason else ''}" or now.verdict
    return Change(_OF[now.verdict], says, was=was, now=to or now.verdict, source="link")
