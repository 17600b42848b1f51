"""What a terminal shows of checked links: what is newly bad first, what is good as a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from ccsvi_refs.reports.report import Detail, counted
from ccsvi_refs.reports.terminal import STYLE, line, listed, written

if TYPE_CHECKING:
    from ccsvi_refs.links import ChangeKind, LinkStatus, Verdict

#: The order in which verdicts are told; those of one rank stay in the pages' order.
RANKS: dict[Verdict, int] = {
    "broken": 0, "mismatch": 0, "retracted": 0, "moved": 1, "timeout": 1, "unknown": 2, "blocked": 2, "ignored": 3,
    "ok": 4,
}  # fmt: skip
#: The last rank of what is told in any case.
_BAD = 1
#: How a change is coloured, by its kind.
CHANGES: dict[ChangeKind, str] = {
    "": "", "died": "bold red", "moved": "yellow", "revived": "green", "retracted": "bold red",
    "another-work": "bold red",
}  # fmt: skip

Known = Collection[tuple[str, str]]


def links_text(statuses: Sequence[LinkStatus], colour: bool, *, detail: Detail = "normal", known: Known = ()) -> str:
    """Return a line for each link that is not simply good or, by the baseline, known to be bad, and the counts.

    In "quiet" detail only those that are bad or have moved are told, in "verbose" the good and the known ones as well.
    """
    return written(_all(statuses, detail, known), colour)


def changes_text(changed: Sequence[tuple[ChangeKind, LinkStatus]], since: str, colour: bool) -> str:
    """Return a line for each link that has changed, by kind of change, and the counts."""
    return written(_changes(changed, since), colour)


def _all(statuses: Sequence[LinkStatus], detail: Detail, known: Known) -> Iterator[Text]:
    shown = [status for status in statuses if _is_told(status, detail, known)]
    for status in sorted(shown, key=lambda status: (_is_known(status, known), _rank(status), not _is_new(status))):
        yield from _status(status.verdict, STYLE[status.verdict], status, is_known=_is_known(status, known))
    counts: Counter[Verdict] = Counter(status.verdict for status in statuses)
    yield line(
        (
            f"{counted(len(statuses), 'link')}: {_counted(counts)}" if counts else "no links",
            "bold",
        )
    )
    if number := sum(_is_known(status, known) for status in statuses):
        yield line((f"{number} of them as bad as the baseline says", "dim"))


def _is_told(status: LinkStatus, detail: Detail, known: Known) -> bool:
    if detail == "verbose":
        return True
    if _is_known(status, known):
        return False
    return _rank(status) <= _BAD if detail == "quiet" else _rank(status) != RANKS["ok"]


def _is_known(status: LinkStatus, known: Known) -> bool:
    return all((status.url, fault) in known for fault in status.faults or (status.verdict,))


def _rank(status: LinkStatus) -> int:
    return 1 if (status.lost or status.withdrawn) and status.verdict == "ok" else RANKS[status.verdict]


def _is_new(status: LinkStatus) -> bool:
    return status.previous is None or status.previous != status.verdict


def _changes(changed: Sequence[tuple[ChangeKind, LinkStatus]], since: str) -> Iterator[Text]:
    order = list(CHANGES)
    for kind, status in sorted(changed, key=lambda one: order.index(one[0])):
        yield from _status(kind, CHANGES[kind], status)
    counts: Counter[ChangeKind] = Counter(kind for kind, _ in changed)
    said = f"{counted(len(changed), 'change')} since {since}: {_counted(counts)}"
    yield line((said if changed else f"nothing has changed since {since}", "bold"))


def _status(word: str, style: str, status: LinkStatus, *, is_known: bool = False) -> Iterator[Text]:
    place = f"{status.location}  " if status.location else ""
    target = f" -> {status.final_url}" if status.final_url and status.final_url != status.url else ""
    was = f" (was {status.previous})" if status.previous and status.previous != status.verdict else ""
    owner = f"  [{status.reference}]" if status.reference else ""
    yield line(
        (f"  {word:<10}", style),
        (place, "dim"),
        (status.url or "(no address)", ""),
        (target, ""),
        (f"  {status.reason}{was}{' (known)' if is_known else ''}", "dim"),
        (owner, "dim"),
    )
    if status.archived:
        yield line((f"            archived  {status.archived}", "green"))


def _counted(counts: Mapping[ChangeKind, int] | Mapping[Verdict, int]) -> str:
    return listed({str(word): number for word, number in counts.items()})
